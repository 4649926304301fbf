"""What is not a record of ours is said to be so; what is read keeps every byte."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from contextlib import closing

import pytest
from store_samples import findings, links

from onrecord.errors import RecordError
from onrecord.shapes import Clause, Links, Phrase
from onrecord.store import Record, audit, export, opening
from onrecord.store.migrations import STEPS, VERSION


def made(path):
    with Record.open(str(path), create=True) as record:
        record.write(findings(), "key")
        record.write_links(Links())
    return path


def refused(path, *, create=False):
    with pytest.raises(RecordError) as caught:
        Record.open(str(path), create=create)
    return str(caught.value)


def test_what_is_no_record_is_told_apart(tmp_path):
    (tmp_path / "notes.txt").write_text("not a database at all, just notes")
    (tmp_path / "empty").touch()
    with closing(sqlite3.connect(tmp_path / "other.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE cookies (name TEXT)")
    for create in (False, True):
        assert "is a folder" in refused(tmp_path, create=create)
        assert "no SQLite file" in refused(tmp_path / "notes.txt", create=create)
        assert "another program" in refused(tmp_path / "other.db", create=create)
        assert "later version" in refused("postgresql://host/db", create=create)
    assert "does not exist" in refused(tmp_path / "none.db")
    assert "is empty" in refused(tmp_path / "empty")
    assert "no folder" in refused(tmp_path / "none" / "r.db", create=True)
    assert refused("a\0b")


def test_a_newer_record_is_not_touched(tmp_path):
    path = made(tmp_path / "r.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    for create in (False, True):
        assert "newer onrecord" in refused(path, create=create)
    assert path.read_bytes() == before


def test_a_damaged_record_says_so(tmp_path):
    path = made(tmp_path / "r.db")
    path.write_bytes(path.read_bytes()[:20] + os.urandom(600))
    assert str(path) in refused(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_record_without_permission_says_so(tmp_path):
    path = made(tmp_path / "r.db")
    path.chmod(0)
    assert "no permission" in refused(path)


def test_a_record_that_another_program_writes_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "_BUSY_SECONDS", 0.0)
    path = made(tmp_path / "r.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    with Record.open(str(path)) as record:
        assert record.article_ids() == ("a.txt",)  # reading goes on meanwhile
        with pytest.raises(RecordError, match="being written by another program"):
            record.write(findings("b.txt"), "key")
    other.execute("ROLLBACK")
    other.close()


def test_an_empty_file_becomes_a_record(tmp_path):
    (tmp_path / "r.db").touch()
    made(tmp_path / "r.db")
    with Record.open(str(tmp_path / "r.db")) as record:
        assert record.counts()["statements"] == 2


def test_reading_changes_no_byte_and_leaves_one_file(tmp_path):
    path = made(tmp_path / "r.db")
    before = path.read_bytes()
    with Record.open(str(path), create=True) as record:
        assert record.joined()
        assert record.known()
        assert record.search("generators")
        audit(record)
        export(record, tmp_path / "out")
        assert record.note([]) is False
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["r.db"]


def test_a_record_in_a_folder_with_an_odd_name_opens(tmp_path):
    folder = tmp_path / "a?b=c&mode=ro#100% ünï"
    folder.mkdir()
    made(folder / "r.db")
    assert [file.name for file in folder.iterdir()] == ["r.db"]


def test_a_report_written_after_reading_makes_the_links_stale(tmp_path):
    path = made(tmp_path / "r.db")
    with Record.open(str(path)) as record:
        assert record.joined()
        record.write(findings("b.txt"), "key")
        assert not record.joined()
    with Record.open(str(path)) as record:
        assert record.article_ids() == ("a.txt", "b.txt")


def test_each_migration_is_recorded_in_the_file(tmp_path):
    with closing(sqlite3.connect(made(tmp_path / "r.db"), isolation_level=None)) as file:
        assert file.execute("SELECT number, name FROM schema_migrations").fetchall() == [
            (number, step.__name__) for number, step in enumerate(STEPS, start=1)
        ]
        assert file.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert file.execute("PRAGMA application_id").fetchone() == (opening.APPLICATION_ID,)


def test_other_programs_see_the_words(tmp_path):
    with closing(sqlite3.connect(made(tmp_path / "r.db"), isolation_level=None)) as file:
        assert file.execute("SELECT words FROM figures_with_words ORDER BY start").fetchall() == [
            ("$5 billion",),
            ("1,200 generators",),
        ]
        found = "SELECT s.speaker, s.words FROM statements_with_words s WHERE rowid IN "
        found += "(SELECT rowid FROM statements_fts WHERE statements_fts MATCH 'billion')"
        ((speaker, words),) = file.execute(found).fetchall()
        assert speaker == "Henrik Åsland"
        assert words.startswith("We will send $5 billion")


def test_a_record_of_version_1_gets_the_words_of_parties(tmp_path):
    path = made(tmp_path / "r.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for name in (
            "modality",
            *(f"{p}_{s}" for p in ("giver", "recipient", "of_whom") for s in ("start", "end")),
        ):
            file.execute(f"ALTER TABLE figures DROP COLUMN {name}")
        file.execute("DELETE FROM schema_migrations WHERE number > 1")
        file.execute("PRAGMA user_version = 1")
    with Record.open(str(path)) as record:
        record.write(findings("c.txt"), "key")
        assert {(row["modality"], row["giver_text"]) for row in record.rows("figures")} == {("fact", None)}


VERSION_5 = """
DROP TABLE notes; DROP TABLE pair_notes; DROP TABLE group_notes;
DROP TABLE prints; DROP TABLE clauses; DROP TABLE sibling_dates;
DROP TABLE dispute_evidence; DROP TABLE dispute_sides; DROP TABLE disputes;
DROP TABLE tracker_evidence; DROP TABLE trackers; DROP TABLE copy_passages;
DROP TABLE copy_readings; DROP TABLE copies;
DROP TABLE story_articles; DROP TABLE stories; DROP TABLE redirects;
ALTER TABLE mentions DROP COLUMN candidates;
ALTER TABLE actors DROP COLUMN digest;
ALTER TABLE utterances DROP COLUMN digest;
ALTER TABLE utterances DROP COLUMN statement_ids;
ALTER TABLE utterances DROP COLUMN differences;
CREATE TABLE copies ("key" INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    article_key BIGINT NOT NULL REFERENCES articles ("key"), kind TEXT NOT NULL, score FLOAT NOT NULL);
CREATE TABLE stories ("key" INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL);
CREATE TABLE story_articles (story_key BIGINT NOT NULL REFERENCES stories ("key"), position INTEGER);
CREATE TABLE trackers ("key" INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, evidence TEXT NOT NULL);
CREATE TABLE disputes ("key" INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sides TEXT NOT NULL);
CREATE TABLE redirects (id TEXT PRIMARY KEY, now TEXT NOT NULL);
INSERT INTO redirects VALUES ('oldid', 'newid');
DELETE FROM schema_migrations WHERE number > 5;
PRAGMA user_version = 5;
"""


def test_a_record_of_version_5_is_joined_again_and_takes_links(tmp_path):
    path = made(tmp_path / "r.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.executescript(VERSION_5)
    with Record.open(str(path)) as record:
        assert record.article_ids() == ("a.txt",)
        assert not record.joined()
        assert record.current_id("oldid") == "newid"
        record.write(findings("a.txt"), "key")
        record.write(findings("b.txt"), "key")
        record.write_links(links())
        assert record.findings("a.txt") == findings("a.txt")
        assert record.counts()["trackers"] == 1
        assert [len(row["readings"]) for row in record.rows("copies")] == [5]
    with Record.open(str(path)) as record:
        assert audit(record).checked["disputes"] == 2


def test_clauses_of_version_10_are_packed_anew(tmp_path):
    path, of = made(tmp_path / "r.db"), findings("a.txt").clauses
    assert of
    plain = [name for name in Clause.__slots__ if name != "phrases"]
    rows = []
    for one in of:
        phrases = [[getattr(phrase, name) for name in Phrase.__slots__] for phrase in one.phrases]
        rows.append([*(getattr(one, name) for name in plain), phrases])
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("UPDATE clauses SET packed = ?", (zlib.compress(json.dumps(rows).encode()),))
        file.execute("DROP TABLE group_notes")
        file.execute("DELETE FROM schema_migrations WHERE number > 10")
        file.execute("PRAGMA user_version = 10")
    with Record.open(str(path)) as record:
        record.write(findings("b.txt"), "key")
        assert record.findings("a.txt").clauses == of
