import json
from pathlib import Path

import pytest
import show_pile
from show_call import call, lines, rows


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
