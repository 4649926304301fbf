"""A user's own trackers reach the joining, decide whether it is due, and outlive a correction."""

import json
import shutil
import sqlite3

import pytest

from onrecord import engine, examples
from onrecord.engine.fingerprint import join_key
from onrecord.errors import KnowledgeError
from onrecord.knowledge import load
from onrecord.shapes import Settings
from onrecord.store import Record

REPORT = "tallinn-update.txt"


@pytest.fixture
def own(tmp_path):
    """A folder with a definition under an id of its own: one that ships, renamed."""
    folder = tmp_path / "own"
    folder.mkdir()
    shipped = load.source("trackers/support.yaml")
    renamed = shipped.replace("id: support\n", "id: mine\n", 1).replace("id: support.", "id: mine.")
    (folder / "mine.yaml").write_text(renamed, "utf-8")
    return folder


def trackers(record):
    with Record.open(str(record)) as opened:
        return {row["tracker"] for row in opened.rows("trackers")}


def test_the_key_of_joining_follows_the_definitions(own):
    settings = Settings(trackers=(str(own),))
    key = join_key(settings)
    assert key != join_key(Settings())
    assert key == join_key(settings)
    (own / "mine.yaml").write_text("id: other", "utf-8")
    assert key != join_key(settings)


def test_own_trackers_move_and_go_on_after_a_correction(own, tmp_path):
    record, report = tmp_path / "r.db", str(examples.folder() / REPORT)
    settings = Settings(workers=1, trackers=(str(own),))
    engine.analyse([report], str(record), settings)
    assert "mine" in trackers(record)
    assert not engine.analyse([report], str(record), settings).changed
    engine.reread(str(record), [REPORT], Settings(workers=1))
    assert "mine" in trackers(record)
    (note,) = engine.analyse([report], str(record), Settings(workers=1)).notes
    assert "mine" not in trackers(record)
    assert "mine.yaml are not followed any more" in note
    assert engine.analyse([report], str(record), Settings(workers=1)).notes == ()


def test_own_trackers_outlive_their_folder(own, tmp_path):
    record, report = tmp_path / "r.db", str(examples.folder() / REPORT)
    engine.analyse([report], str(record), Settings(workers=1, trackers=(str(own),)))
    shutil.rmtree(own)
    (note,) = engine.reread(str(record), [REPORT], Settings(workers=1)).notes
    assert note == f"{own} is not there: its trackers are followed as the record keeps them"
    assert "mine" in trackers(record)
    with Record.open(str(record)) as opened:
        ((file, text),) = opened.tracker_definitions()
    assert file == str(own / "mine.yaml")
    assert "id: mine" in text


def test_moves_that_an_older_record_cannot_keep_are_told(own, tmp_path):
    record, report = tmp_path / "r.db", str(examples.folder() / REPORT)
    engine.analyse([report], str(record), Settings(workers=1, trackers=(str(own),)))
    with sqlite3.connect(record) as older:  # such a record kept the folder's name alone
        older.execute("UPDATE state SET value = ? WHERE name = 'trackers'", (json.dumps([str(own)]),))
    older.close()
    shutil.rmtree(own)
    (note,) = engine.reread(str(record), [REPORT], Settings(workers=1)).notes
    assert "the moves of the trackers defined in it are gone" in note
    assert "mine" not in trackers(record)


def test_a_definition_that_is_not_in_order_is_told_before_anything_is_read(own, tmp_path):
    (own / "mine.yaml").write_text("id: [", "utf-8")
    with pytest.raises(KnowledgeError):
        engine.analyse([str(examples.folder())], str(tmp_path / "r.db"), Settings(trackers=(str(own),)))
    assert not (tmp_path / "r.db").exists()
