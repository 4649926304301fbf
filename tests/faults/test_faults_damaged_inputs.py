"""Damaged inputs: nothing crashes a run, and whatever gives no report is a row in `issues` with a reason."""

import os
import pathlib

import pytest
from damaged_inputs import SLOW, quick, slow

from onrecord import engine
from onrecord.errors import OnrecordError
from onrecord.shapes import Settings
from onrecord.store import Record, audit


def lay(folder, damaged):
    folder.mkdir()
    for name, content, _ in damaged:
        (folder / name).write_bytes(content)


def of_file(row, name):
    """True where a row is about this file, or about a line of it."""
    return str(row["origin"]).partition(":")[0] == name


def rows_of(record, name):
    """The rows of `articles` and of `issues` that a file of this name led to."""
    articles = [row for row in record.rows("articles") if of_file(row, name)]
    return articles, [row for row in record.rows("issues") if of_file(row, name)]


@pytest.fixture(scope="module")
def pile(tmp_path_factory):
    """One run over all of them: its summary, and what became of each input."""
    root = tmp_path_factory.mktemp("damaged")
    damaged = list(quick())
    lay(root / "pile", damaged)
    summary = engine.analyse([str(root / "pile")], str(root / "record.db"), Settings(workers=2))
    with Record.open(str(root / "record.db")) as record:
        became = {name: rows_of(record, name) for name, _, _ in damaged}
    return summary, damaged, became, str(root / "record.db")


def test_there_are_two_hundred_and_more():
    names = [name for name, _, _ in quick()]
    assert len(names) == len(set(names)) >= 200
    assert list(quick()) == list(quick())


def test_every_input_is_a_report_or_an_issue(pile):
    _, damaged, became, _ = pile
    assert not [name for name, _, _ in damaged if became[name] == ([], [])]


def test_what_can_be_read_is_read(pile):
    _, damaged, became, _ = pile
    assert not [name for name, _, wanted in damaged if wanted == "report" and not became[name][0]]


def test_what_is_unusable_makes_no_report(pile):
    _, damaged, became, _ = pile
    assert not [name for name, _, wanted in damaged if wanted == "issue" and became[name][0]]


def test_every_unusable_input_has_a_reason_that_a_person_understands(pile):
    _, damaged, became, _ = pile
    reasons = {
        name: [row["reason"] for row in became[name][1]] for name, _, _ in damaged if not became[name][0]
    }
    assert reasons
    for name, given in reasons.items():
        assert any(len(str(reason).split()) >= 3 for reason in given), name
        assert not [
            r for r in given if "Traceback" in str(r) or "Error(" in str(r) or "object at 0x" in str(r)
        ]


def test_nothing_that_comes_in_makes_a_room_fail(pile):
    """The engine turns an exception of a room into an issue, so that a run goes on; there must be none."""
    with Record.open(pile[3]) as record:
        assert [row["reason"] for row in record.rows("issues") if row["kind"] == "defect"] == []


def test_the_run_says_how_many_inputs_it_skipped(pile):
    summary, damaged, became, _ = pile
    assert summary.skipped >= sum(not became[name][0] for name, _, _ in damaged)


def test_every_cell_of_what_was_read_still_shows_its_words(pile):
    with Record.open(pile[3]) as record:
        assert list(audit(record).failures) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a POSIX file system")
def test_things_that_are_not_plain_files_do_not_stop_a_run(tmp_path):
    """A pipe nobody writes to, a link to nowhere, a link in a circle, a folder with a file's name."""
    pile = tmp_path / "pile"
    pile.mkdir()
    os.mkfifo(pile / "pipe.txt")
    (pile / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (pile / "circle").symlink_to(pile)
    (pile / "folder.txt").mkdir()
    (pile / "good.txt").write_text(
        "The ministers met in Lisbon on Wednesday, and all of them agreed to meet again.\n"
    )
    engine.analyse([str(pile)], str(tmp_path / "r.db"), Settings())
    with Record.open(str(tmp_path / "r.db")) as record:
        assert record.article_ids() == ("good.txt",)


@pytest.mark.parametrize(
    "name", ["two\nlines.txt", "-dash.txt", "🚢.txt", "a" * 240 + ".txt", "per%cent&<b>.txt"]
)
def test_odd_file_names_are_read(tmp_path, name):
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / name).write_text(
        "The ministers met in Lisbon on Wednesday, and all of them agreed.\n"
    )
    assert engine.analyse([str(tmp_path / "pile")], str(tmp_path / "r.db"), Settings()).read == 1


def test_a_file_name_that_is_not_text_is_read_or_named(tmp_path):
    (tmp_path / "pile").mkdir()
    path = os.fsencode(tmp_path / "pile") + b"/report-\xff\xfe.txt"
    pathlib.Path(os.fsdecode(path)).write_text("The ministers met in Lisbon on Wednesday, and all agreed.\n")
    summary = engine.analyse([str(tmp_path / "pile")], str(tmp_path / "r.db"), Settings())
    assert summary.read + summary.skipped == 1


METADATA = {
    "random": bytes(range(256)) * 20,
    "no-header": b"report.txt,2024-03-13\n",
    "ragged": b"file,published\nreport.txt\nreport.txt,2024-03-13,more,and,more\n,\n",
    "wrong-date": b"file,published\nreport.txt,13th of the month\n",
    "nul": b"file,published\nreport.txt,2024-\x0003-13\n",
    "quote": b'file,published\n"report.txt,2024-03-13\n',
    "huge-field": b"file,published\nreport.txt," + b"9" * 1_000_000 + b"\n",
    "empty": b"",
    "utf-16": "file,published\nreport.txt,2024-03-13\n".encode("utf-16"),
}


@pytest.mark.parametrize("kind", METADATA)
def test_a_damaged_metadata_file_takes_no_report_with_it(tmp_path, kind):
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "report.txt").write_text("The ministers met in Lisbon on Wednesday, and all of them agreed.\n")
    (pile / "metadata.csv").write_bytes(METADATA[kind])
    (pile / "report.json").write_bytes(b'{"published": ')
    assert engine.analyse([str(pile)], str(tmp_path / "r.db"), Settings()).read == 1


@pytest.mark.parametrize("content", [b"", b"not a record" * 100, b"SQLite format 3\x00" + bytes(2000)])
def test_a_damaged_record_is_refused_with_a_sentence_and_left_alone(tmp_path, content):
    (tmp_path / "report.txt").write_text("The ministers met in Lisbon on Wednesday.\n")
    (tmp_path / "r.db").write_bytes(content)
    if content:
        with pytest.raises(OnrecordError):
            engine.analyse([str(tmp_path / "report.txt")], str(tmp_path / "r.db"), Settings())
        assert (tmp_path / "r.db").read_bytes() == content
    else:  # an empty file is what `mktemp` and `touch` leave: a place to put the record
        assert engine.analyse([str(tmp_path / "report.txt")], str(tmp_path / "r.db"), Settings()).read == 1


@pytest.mark.long
@pytest.mark.parametrize("name", SLOW)
def test_very_large_inputs_are_read_or_named(tmp_path, name):
    damaged = slow(name)
    lay(tmp_path / "pile", [damaged])
    summary = engine.analyse([str(tmp_path / "pile")], str(tmp_path / "r.db"), Settings())
    assert summary.read + summary.skipped == 1
    assert summary.read == 1 or damaged[2] != "report"
    with Record.open(str(tmp_path / "r.db")) as record:
        assert [row["reason"] for row in record.rows("issues") if row["kind"] == "defect"] == []
