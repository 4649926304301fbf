import pytest
import show_pile
from show_record import make

from onrecord.shapes import Issue
from onrecord.store import Record


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    """Each test in an empty folder, with no record named by the environment."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.setenv("USER", "tester")


@pytest.fixture
def pile(tmp_path):
    """The path of a record of two clean reports and one input that could not be read."""
    where = make(tmp_path / "pile.db", show_pile.council(), show_pile.short())
    with Record.open(where) as record:
        reason = "it is empty: remove it, or put the report in"
        record.reject(Issue(None, "pile/empty.txt", "read", "empty", reason, skipped=True), "f", "test")
    return where


@pytest.fixture
def hostile(tmp_path):
    """The path of a record of a report that tries to run code in the page."""
    return make(tmp_path / "hostile.db", show_pile.hostile(), show_pile.council())


@pytest.fixture
def nothing(tmp_path):
    """The path of a record without any report."""
    return make(tmp_path / "nothing.db")
