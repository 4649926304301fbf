import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import show_pile
from typer.testing import CliRunner

from conftest import make
from onrecord import engine, store
from onrecord.errors import ModelError
from onrecord.shapes import Issue, Progress, Summary
from onrecord.show.cli.program import program
from onrecord.store import Record

ONRECORD = Path(sys.executable).with_name("onrecord")


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    """Each test in an empty folder, with no record named by the environment."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.setenv("USER", "tester")


def call(*words):
    return CliRunner().invoke(program(), [str(word) for word in words])


def lines(result):
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def rows(result):
    return [json.loads(line) for line in lines(result)]


# -- which record -----------------------------------------------------------------------------------------


def test_without_a_record_the_command_says_what_to_do():
    result = call("show", "statements")
    assert result.exit_code == 2
    assert result.stderr.startswith("onrecord: no record is named, and no *.db file is in this folder")
    assert result.stdout == ""


def test_a_record_that_is_not_there_is_wrong_use():
    result = call("show", "statements", "-r", "gone.db")
    assert result.exit_code == 2
    assert "there is no record at gone.db" in result.stderr


def test_the_only_record_of_the_folder_is_taken(pile):
    Path("here.db").write_bytes(Path(pile).read_bytes())
    assert len(lines(call("show", "statements"))) == 8
    Path("other.db").write_bytes(b"")
    result = call("show", "statements")
    assert result.exit_code == 2
    assert "here.db, other.db" in result.stderr


def test_the_environment_names_a_record(pile, monkeypatch):
    monkeypatch.setenv("ONRECORD_RECORD", pile)
    assert len(lines(call("show", "statements"))) == 8
    assert lines(call("report", "-o", "page.html")) == ["page.html"]


def test_a_file_that_is_no_record_is_one_line(tmp_path):
    other = tmp_path / "notes.db"
    other.write_text("not a record at all, only words")
    result = call("show", "statements", "-r", other)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "is not a record" in result.stderr


# -- show -------------------------------------------------------------------------------------------------


def test_statements_come_with_place_speaker_and_words(pile):
    shown = lines(call("show", "statements", "-r", pile))
    assert shown[0].split() == ["id", "report", "place", "speaker", "mode", "class", "words"]
    start = show_pile.COUNCIL.index("the pact would send")
    assert any("pile/council.txt" in line and f"{start}-" in line and "Ines Aldrin" in line for line in shown)
    assert any("[He]" in line and "plans" in line for line in shown)


@pytest.mark.parametrize(
    ("options", "n"),
    [
        ((), 7),
        (("--speaker", "Sol"), 3),
        (("--speaker", "aldrin"), 3),
        (("--mode", "direct"), 3),
        (("--words", "pact"), 1),
        (("--article", "sol"), 2),
        (("--article", "pile/council.txt", "--mode", "indirect"), 2),
        (("--limit", "2"), 2),
    ],
)
def test_statements_are_narrowed(pile, options, n):
    assert len(rows(call("show", "statements", "-r", pile, "--json", *options))) == n


@pytest.mark.parametrize(
    ("table", "n", "word"),
    [
        ("articles", 2, "Tallmouth Ledger"),
        ("figures", 4, "USD 44.2 billion"),
        ("dates", 7, "8 February 2023"),
        ("actors", 3, "Ruben Sol"),
        ("furniture", 3, "donation plea"),
        ("issues", 2, "it is empty"),
    ],
)
def test_every_table_is_shown(pile, table, n, word):
    shown = lines(call("show", table, "-r", pile))
    assert len(shown) == n + 1
    assert any(word in line for line in shown)
    assert len(rows(call("show", table, "-r", pile, "--json"))) == n


def test_json_lines_are_those_of_the_export(pile):
    lines(call("export", pile, "--out", "out"))
    for table in ("articles", "statements", "figures", "dates", "actors", "furniture", "issues", "reviews"):
        shown = call("show", table, "-r", pile, "--json")
        written = Path("out", f"{table}.jsonl").read_text("utf-8")
        assert rows(shown) == [json.loads(line) for line in written.splitlines()]


def test_nothing_found_is_said_on_standard_error(pile):
    result = call("show", "statements", "-r", pile, "--words", "zebra")
    assert result.exit_code == 0
    assert result.stderr == "no statements found\n"


def test_a_cut_list_says_so(pile):
    assert "the first 2" in call("show", "statements", "-r", pile, "-n", "2").stderr


def test_a_report_that_is_not_there_or_not_clear(pile):
    missing = call("show", "dates", "-r", pile, "--article", "zebra")
    unclear = call("show", "dates", "-r", pile, "--article", "pile")
    assert (missing.exit_code, unclear.exit_code) == (2, 2)
    assert "no report's id is or holds 'zebra'" in missing.stderr
    assert "pile/council.txt, pile/sol.txt" in unclear.stderr


def test_the_text_of_a_report_is_printed_as_it_is(pile):
    assert call("show", "text", "sol", "-r", pile).stdout == show_pile.SHORT + "\n"


def test_a_report_cannot_command_the_terminal(hostile):
    for words in (("show", "statements"), ("search", "bold"), ("show", "text", "img")):
        shown = call(*words, "-r", hostile).stdout
        assert "\u2400" in shown
        assert not any(ord(c) < 0x20 and c != "\n" for c in shown)
        assert "\u202e" not in shown


# -- search, export, report -------------------------------------------------------------------------------


def test_search_names_report_and_place(pile):
    shown = lines(call("search", "bridge", "-r", pile))
    assert len(shown) >= 3
    assert any("statement  Ines Aldrin:" in line for line in shown)
    assert all("pile/council.txt" in line for line in shown)


def test_the_record_may_stand_before_the_words(pile):
    assert lines(call("search", pile, "bridge", "hold")) == lines(
        call("search", "bridge", "hold", "-r", pile)
    )


def test_search_gives_json(pile):
    hits = rows(call("search", "delay", "-r", pile, "--json"))
    assert {hit["kind"] for hit in hits} == {"passage", "statement"}
    for hit in hits:
        assert [hit["text"][start:end].casefold() for start, end in hit["marks"]] == ["delay"]
        assert show_pile.SHORT[hit["start"] : hit["end"]] == hit["text"]


def test_search_that_finds_nothing(pile):
    result = call("search", "zebra", "-r", pile)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing found\n")


def test_export_writes_a_file_a_table(pile):
    shown = lines(call("export", pile, "--format", "csv", "--out", "out"))
    assert any(line.split() == ["out/statements.csv", "7", "rows"] for line in shown)
    assert "speaker" in Path("out/statements.csv").read_text("utf-8").splitlines()[0]


def test_report_writes_beside_the_record(pile):
    page = Path(pile).with_suffix(".html")
    assert lines(call("report", pile)) == [str(page)]
    assert "Ines Aldrin" in page.read_text("utf-8")


# -- run --------------------------------------------------------------------------------------------------


def reading(*findings, issue=None, error=None):
    """A stand-in for the engine: no model in unit tests."""

    def analyse(paths, record, settings, tell=None):
        if error is not None:
            raise error
        with Record.open(record, create=True) as opened:
            known = opened.known()
            new = [found for found in findings if found.article.article_id not in known]
            for found in new:
                opened.write(found, "test")
                tell(Progress("read", 1, None, found.article.origin))
            if issue is not None:
                opened.note([issue])
        skipped = 1 if issue is not None else 0
        return Summary(len(new), len(findings) - len(new), skipped, bool(new), 0.1)

    return analyse


def test_run_says_what_it_found_and_where_to_look(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council(), show_pile.short()))
    result = call("run", "pile", "-o", "r.db")
    shown = "\n".join(lines(result))
    assert "2 reports (2 outlets, published 8 February 2023 \u2013 30 June 2024)" in shown
    assert (
        "7 statements: 3 direct, 3 indirect, 1 mixed; by 2 speakers, 1 of them with no named source" in shown
    )
    assert "4 figures, 7 dates" in shown
    assert "3 lines of page furniture marked" in shown
    assert "1 issue: language 1" in shown
    assert "r.html" in shown
    assert "onrecord show statements -r r.db" in shown
    assert "2 read, 0 unchanged, 0 skipped" in result.stderr
    assert Path("r.html").is_file()


def test_the_page_is_written_only_when_something_changed(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council()))
    assert call("run", "pile", "-o", "r.db").exit_code == 0
    page = Path("r.html")
    os.utime(page, (1, 1))
    assert call("run", "pile", "-o", "r.db").exit_code == 0
    assert page.stat().st_mtime == 1
    page.unlink()
    assert call("run", "pile", "-o", "r.db").exit_code == 0
    assert page.is_file()


def test_run_without_a_page_or_with_one_elsewhere(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council()))
    assert call("run", "pile", "-o", "r.db", "--no-report").exit_code == 0
    assert not Path("r.html").exists()
    assert call("run", "pile", "-o", "r.db", "--report", "sub/page.html").exit_code == 0
    assert Path("sub/page.html").is_file()


def test_a_skipped_input_is_listed_and_gives_exit_code_3(monkeypatch):
    issue = Issue(None, "pile/a.txt", "read", "empty", "it is empty", skipped=True)
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council(), issue=issue))
    for _ in range(2):
        result = call("run", "pile", "-o", "r.db")
        assert result.exit_code == 3
        assert "skipped: pile/a.txt: it is empty" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("run",),
        ("run", "pile"),
        ("run", "pile", "-o", "r.db", "--published", "yesterday"),
        ("run", "pile", "-o", "r.db", "--published", "2023-2-8"),
        ("run", "pile", "-o", "r.db", "--no-report", "--report", "x.html"),
        ("run", "pile", "-o", "r.html"),
        ("run", "pile", "-o", "r.db", "--workers", "-1"),
        ("run", "not-there", "-o", "r.db"),
        ("show", "nonsense"),
        ("show", "statements", "--mode", "loud"),
        ("export", "--format", "xml", "--out", "x"),
        ("nonsense",),
    ],
)
def test_wrong_use_is_exit_code_2(words):
    result = call(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert list(Path().iterdir()) == []


def test_an_error_is_one_line_with_its_exit_code(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(error=ModelError("no language model at x")))
    result = call("run", "pile", "-o", "r.db")
    assert (result.exit_code, result.stderr) == (1, "onrecord: no language model at x\n")


def test_a_defect_shows_no_traceback(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(error=ZeroDivisionError("by zero")))
    result = call("run", "pile", "-o", "r.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("onrecord: a defect of onrecord (ZeroDivisionError: by zero)")
    assert len(result.stderr.splitlines()) == 1


def test_ctrl_c_says_how_to_go_on(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(error=KeyboardInterrupt()))
    result = call("run", "pile", "-o", "r.db")
    assert result.exit_code == 130
    assert result.stderr == "onrecord: interrupted; the same command goes on where it was\n"


def test_a_full_disk_is_one_line(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(error=OSError(28, "No space left on device", "r.db")))
    result = call("run", "pile", "-o", "r.db")
    assert (result.exit_code, result.stderr) == (1, "onrecord: r.db: No space left on device\n")


def test_the_demo_goes_into_a_folder_or_a_record(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council()))
    assert call("demo").exit_code == 0
    assert Path("onrecord-demo/demo.html").is_file()
    assert call("demo", "-o", "mine.db").exit_code == 0
    assert Path("mine.html").is_file()


# -- correct ----------------------------------------------------------------------------------------------


@pytest.fixture
def rereads(monkeypatch):
    """The engine's rereading with the corrections taken down: which report was read again."""
    read_again = []

    def reread(record, article_ids, settings):
        read_again.extend(article_ids)
        return Summary(1, 0, 0, True, 0.1)

    monkeypatch.setattr(engine, "reread", reread)
    return read_again


def reviews(where):
    with Record.open(where) as record:
        return record.reviews()


def test_a_speaker_is_corrected(pile, rereads):
    with Record.open(pile) as record:
        row = next(row for row in record.rows("statements") if row["text"].startswith("the talks to end"))
    result = call("correct", "speaker", row["id"], "Ruben Sol", "-r", pile, "--reason", "he", "--time", "T")
    assert result.exit_code == 0, result.output
    assert rereads == ["pile/council.txt"]
    (review,) = reviews(pile)
    text, start = show_pile.COUNCIL, row["start"]
    assert (review.what, review.value, review.author, review.time, review.reason) == (
        "speaker",
        "Ruben Sol",
        "tester",
        "T",
        "he",
    )
    assert review.words == "the talks to end by July 2024"
    assert review.before == text[start - 40 : start]
    assert review.after == text[row["end"] : row["end"] + 40]


def test_a_publication_date_is_corrected(pile, rereads):
    result = call("correct", "published", "sol", "2024-06-04", "-r", pile, "--author", "ann", "--time", "T")
    assert result.exit_code == 0, result.output
    (review,) = reviews(pile)
    assert (review.article_id, review.words, review.old, review.value, review.author) == (
        "pile/sol.txt",
        "",
        "June 2024",
        "2024-06-04",
        "ann",
    )


def test_words_are_marked_as_furniture_and_a_mark_is_taken_away(pile, rereads):
    marked = call("correct", "furniture", "sol", "Sol denies delay", "--kind", "repeated title", "-r", pile)
    assert marked.exit_code == 0, marked.output
    with Record.open(pile) as record:
        row = next(row for row in record.rows("furniture") if row["kind"] == "donation plea")
    assert call("correct", "furniture", row["id"], "--unmark", "-r", pile).exit_code == 0
    found = {(review.words, review.value) for review in reviews(pile)}
    assert found == {
        ("Sol denies delay", "mark repeated title"),
        ("Support our journalism with a donation.", "unmark"),
    }


def test_a_correction_has_its_time_from_the_clock_unless_it_is_given(pile, rereads):
    assert call("correct", "published", "sol", "unknown", "-r", pile).exit_code == 0
    (review,) = reviews(pile)
    assert len(review.time) == len("2024-06-03T09:30:00Z")
    assert review.time.endswith("Z")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("speaker", "nonsense", "Ann"), "no statements row has the id 'nonsense'"),
        (("published", "sol", "June"), "a publication date is YYYY-MM-DD or unknown"),
        (("published", "zebra", "2024-06-03"), "no report's id is or holds 'zebra'"),
        (("furniture", "sol", "Not there"), "these exact words do not stand in the report"),
        (("furniture", "sol", "delay", "--occurrence", "3"), "these words stand 2 times"),
        (("furniture", "sol", "delay", "--kind", "noise"), "there is no kind of furniture 'noise'"),
        (("furniture", "sol"), "no furniture row has the id 'sol'"),
    ],
)
def test_a_correction_that_does_not_fit_is_wrong_use(pile, rereads, words, said):
    result = call("correct", *words, "-r", pile)
    assert result.exit_code == 2
    assert said in result.stderr
    assert reviews(pile) == ()
    assert rereads == []


def test_a_correction_tells_what_it_changed_and_renews_the_page(pile, monkeypatch):
    def reread(record, article_ids, settings):
        found = show_pile.short()
        (first, second) = found.statements
        changed = show_pile.Findings(
            found.article,
            (*found.actors, show_pile.LocalActor("Ann Ode", "person")),
            found.mentions,
            found.dates,
            found.figures,
            (first, replace(second, speaker="Ann Ode", actor=1)),
        )
        with Record.open(record) as opened:
            opened.write(changed, "test")
        return Summary(1, 0, 0, True, 0.1)

    monkeypatch.setattr(engine, "reread", reread)
    assert call("report", pile).exit_code == 0
    with Record.open(pile) as record:
        row = next(row for row in record.rows("statements") if row["text"] == "waiting until 2030")
    shown = lines(call("correct", "speaker", row["id"], "Ann Ode", "-r", pile))
    assert "  speaker: Ruben Sol -> Ann Ode" in shown
    assert any(
        "statements: speaker of \u201cwaiting until 2030\u201d: Ruben Sol -> Ann Ode" in x for x in shown
    )
    assert "Ann Ode" in Path(pile).with_suffix(".html").read_text("utf-8")


# -- the process ------------------------------------------------------------------------------------------


def test_importing_the_command_line_loads_nothing_heavy():
    code = (
        "import sys, onrecord.show.cli\n"
        "heavy = {'spacy', 'trafilatura', 'onnxruntime', 'tokenizers', 'numpy', 'sqlalchemy', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_reader_that_leaves_early_ends_the_command_quietly(tmp_path):
    text = "A line of a long report.\n" * 50_000
    where = make(tmp_path / "long.db", show_pile.Findings(show_pile.article("long.txt", text, passages=())))
    command = f"'{ONRECORD}' show text long -r '{where}' | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_the_version_is_printed():
    from onrecord import __version__

    assert lines(call("--version")) == [f"onrecord {__version__}"]


# -- audit and doctor -------------------------------------------------------------------------------------


def test_audit_counts_what_it_checked(pile):
    shown = lines(call("audit", pile))
    assert any(line.split() == ["statements", "7", "checked"] for line in shown)
    assert shown[-1].endswith("in order")


def test_audit_lists_each_failure_and_gives_exit_code_1(pile, monkeypatch):
    failure = store.AuditFailure("figures", "abc", "pile/sol.txt", "the amount does not stand in the words")
    result = store.AuditResult({"figures": 4}, (failure,))
    monkeypatch.setattr(store, "audit", lambda record: result)
    shown = call("audit", pile)
    assert shown.exit_code == 1
    assert "FAILED       figures abc in pile/sol.txt: the amount does not stand in the words" in shown.stdout
    assert shown.stderr == "onrecord: 1 of 4 cells do not stand on their words\n"


def test_doctor_tells_versions_and_looks_at_a_record(pile, monkeypatch):
    monkeypatch.setattr("onrecord.parse.load", lambda: None)
    shown = "\n".join(lines(call("doctor", pile)))
    for word in ("spacy ", "onnxruntime ", "SHA-256 agrees", "FTS5", "2 reports, 7 statements"):
        assert word in shown


def test_doctor_says_what_is_wrong(monkeypatch):
    def damaged():
        raise ModelError("model.onnx is damaged")

    monkeypatch.setattr("onrecord.parse.load", damaged)
    result = call("doctor")
    assert result.exit_code == 1
    assert "PROBLEM: model.onnx is damaged" in result.stdout
