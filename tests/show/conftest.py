import shutil

import pytest
import show_pile
from show_record import make

from onrecord import engine
from onrecord.shapes import Issue, Summary
from onrecord.store import Record


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    """Each test in an empty folder, with no record named by the environment."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.setenv("USER", "tester")


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The records below, made once; a test gets a copy of its own."""
    folder = tmp_path_factory.mktemp("made")
    where = make(folder / "pile.db", show_pile.council(), show_pile.short())
    with Record.open(where) as record:
        reason = "it is empty: remove it, or put the report in"
        record.reject(Issue(None, "pile/empty.txt", "read", "empty", reason, skipped=True), "f", "test")
    make(folder / "hostile.db", show_pile.hostile(), show_pile.council())
    make(folder / "nothing.db")
    return folder


@pytest.fixture
def pile(made, tmp_path):
    """The path of a record of two clean reports and one input that could not be read."""
    return str(shutil.copy(made / "pile.db", tmp_path / "pile.db"))


@pytest.fixture
def hostile(made, tmp_path):
    """The path of a record of a report that tries to run code in the page."""
    return str(shutil.copy(made / "hostile.db", tmp_path / "hostile.db"))


@pytest.fixture
def nothing(made, tmp_path):
    """The path of a record without any report."""
    return str(shutil.copy(made / "nothing.db", tmp_path / "nothing.db"))


@pytest.fixture
def rereads(monkeypatch):
    """The engine's rereading with the corrections taken down: which report was read again."""
    read_again = []

    def reread(record, article_ids, settings):
        read_again.extend(article_ids)
        return Summary(1, 0, 0, True, 0.1)

    monkeypatch.setattr(engine, "reread", reread)
    return read_again
