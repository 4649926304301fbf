"""Laws 4 and 5: the same reports give the same record, in any order, on any number of workers."""

import random
import shutil
import signal
import subprocess
import sys

import pytest

from onrecord import engine, examples
from onrecord.shapes import Settings
from onrecord.store import Record, audit, export


def dumped(record, out):
    """The export of a record, byte for byte: all tables but `runs`, which law 4 leaves out."""
    with Record.open(str(record)) as opened:
        export(opened, out)
    files = {path.name: path.read_bytes() for path in out.iterdir() if path.stem != "runs"}
    assert files
    return files


@pytest.fixture(scope="module")
def one_run(tmp_path_factory):
    """The record of the examples' files, named one by one, from one process."""
    root = tmp_path_factory.mktemp("one-run")
    engine.analyse(named(), str(root / "r.db"), Settings(workers=1))
    return dumped(root / "r.db", root / "out")


def named():
    return sorted(str(p) for p in examples.folder().iterdir() if p.suffix in {".txt", ".html", ".jsonl"})


def test_two_runs_give_the_same_record(tmp_path, one_run):
    engine.analyse(named(), str(tmp_path / "r.db"), Settings(workers=1))
    assert dumped(tmp_path / "r.db", tmp_path / "out") == one_run


def test_the_order_of_the_files_changes_nothing(tmp_path, one_run):
    engine.analyse(named()[::-1], str(tmp_path / "r.db"), Settings(workers=1))
    assert dumped(tmp_path / "r.db", tmp_path / "out") == one_run


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_any_order_of_the_files_changes_nothing(tmp_path, one_run, seed):
    files = named()
    random.Random(seed).shuffle(files)
    engine.analyse(files, str(tmp_path / "r.db"), Settings(workers=1 + seed % 3))
    assert dumped(tmp_path / "r.db", tmp_path / "out") == one_run


def test_two_workers_give_the_same_record_as_one(tmp_path, one_run):
    engine.analyse(named(), str(tmp_path / "r.db"), Settings(workers=2))
    assert dumped(tmp_path / "r.db", tmp_path / "out") == one_run


def test_a_folder_gives_the_same_record_as_its_files(tmp_path, one_run):
    engine.analyse([str(examples.folder())], str(tmp_path / "r.db"), Settings(workers=1))
    assert dumped(tmp_path / "r.db", tmp_path / "out") == one_run


def test_a_record_made_in_two_halves_is_the_same(tmp_path, one_run):
    files = named()
    engine.analyse(files[::2], str(tmp_path / "r.db"), Settings(workers=1))
    second = engine.analyse(files, str(tmp_path / "r.db"), Settings(workers=1))
    assert second.unchanged > 0
    assert dumped(tmp_path / "r.db", tmp_path / "out") == one_run


def test_a_second_run_changes_no_byte_of_the_record(tmp_path):
    record = tmp_path / "r.db"
    first = engine.analyse([str(examples.folder())], str(record), Settings(workers=1))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    second = engine.analyse([str(examples.folder())], str(record), Settings(workers=1))
    assert (second.read, second.unchanged, second.changed) == (0, first.read, False)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_report_that_changed_is_read_again_and_nothing_else(tmp_path):
    pile = tmp_path / "pile"
    shutil.copytree(examples.folder(), pile)
    engine.analyse([str(pile)], str(tmp_path / "r.db"), Settings(workers=1))
    report = pile / "tallinn-no-date.txt"
    report.write_text(
        report.read_text("utf-8").replace("28 by the end of June", "30 by the end of June"), "utf-8"
    )
    second = engine.analyse([str(pile)], str(tmp_path / "r.db"), Settings(workers=1))
    assert second.read == 1
    fresh = tmp_path / "fresh.db"
    engine.analyse([str(pile)], str(fresh), Settings(workers=1))
    tables = ("statements", "figures", "dates", "mentions", "furniture", "actors")
    with Record.open(str(tmp_path / "r.db")) as changed, Record.open(str(fresh)) as anew:
        for table in tables:
            assert list(changed.rows(table)) == list(anew.rows(table))


def test_what_is_no_longer_in_the_folder_stays_in_the_record(tmp_path):
    pile = tmp_path / "pile"
    shutil.copytree(examples.folder(), pile)
    engine.analyse([str(pile)], str(tmp_path / "r.db"), Settings(workers=1))
    (pile / "tallinn-no-date.txt").unlink()
    engine.analyse([str(pile)], str(tmp_path / "r.db"), Settings(workers=1))
    with Record.open(str(tmp_path / "r.db")) as record:
        assert "tallinn-no-date.txt" in record.article_ids()


KILLED = """
import os, signal, sys
from onrecord import engine
from onrecord.shapes import Settings

seen = 0

def tell(progress):
    global seen
    seen += 1
    if seen == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    engine.analyse(sys.argv[4:], sys.argv[2], Settings(workers=int(sys.argv[3])), tell)
"""


def killed_and_taken_up_again(tmp_path, after, workers):
    """Kill -9 a run after so many reports, then give the same command again."""
    script = tmp_path / "killed.py"
    script.write_text(KILLED, "utf-8")
    command = [sys.executable, str(script), str(after), str(tmp_path / "r.db"), str(workers), *named()]
    assert subprocess.run(command, check=False, timeout=300).returncode == -signal.SIGKILL
    engine.analyse(named(), str(tmp_path / "r.db"), Settings(workers=1))
    return dumped(tmp_path / "r.db", tmp_path / "out")


def test_a_run_that_was_killed_goes_on_and_ends_up_the_same(tmp_path, one_run):
    assert killed_and_taken_up_again(tmp_path, 3, 1) == one_run


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("after", range(1, 11))
def test_a_run_killed_anywhere_goes_on_and_ends_up_the_same(tmp_path, one_run, after, workers):
    assert killed_and_taken_up_again(tmp_path, after, workers) == one_run


def test_every_cell_of_the_examples_shows_its_words(examples_record):
    with Record.open(examples_record) as record:
        assert list(audit(record).failures) == []
