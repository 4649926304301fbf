"""Opens the file that holds a record, and says clearly why it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from onrecord.errors import RecordError
from onrecord.store.migrations import VERSION, migrate

APPLICATION_ID = 0x6F6E7263  # "onrc", at byte 68 of the file: `file r.db` shows it
_MAGIC = b"SQLite format 3\x00"
_BUSY_SECONDS = 10.0  # a report's transaction takes milliseconds; who waits longer should be told
# Kilobytes of pages that a writer holds, at most. Keys are hashes: each row goes to a page of its own. With
# SQLite's 2,000 it took 28% of the time of adding reports to a record of 1,500, and 50% at 20,000.
_HELD = 262_144


def _connect(where: str, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(os.path.abspath(where), errors='surrogateescape')}?mode={mode}"
    return sqlite3.connect(
        uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def connect(where: str, *, mode: str) -> Connection:
    """One connection, in autocommit: transactions are begun by hand. `mode` is ro, rw or rwc."""
    engine = create_engine(
        "sqlite://",
        creator=partial(_connect, where, mode),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    try:
        connection = engine.connect()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    except DatabaseError as error:
        raise explained(where, error) from error
    return connection


def is_blank(where: str) -> bool:
    """Whether a record still has to be made there: no file, an empty one, or one that a killed run began."""
    check_path(where, create=True)
    if not Path(where).exists() or Path(where).stat().st_size == 0:
        return True
    connection = connect(where, mode="rw" if os.access(where, os.W_OK) else "ro")
    try:
        return _version(connection, where) == 0
    finally:
        connection.close()


def open_reader(where: str) -> Connection:
    """A connection that cannot write. Raises RecordError for what is not a record of ours."""
    check_path(where, create=False)
    connection = connect(where, mode="rw" if _in_log_mode(where) else "ro")
    try:
        version = _version(connection, where)
    except BaseException:
        connection.close()
        raise
    if version == 0:
        connection.close()
        raise RecordError(f"{where} is empty: no record was ever written there")
    if version < VERSION:
        connection.close()
        open_writer(where, create=False).close()
        return open_reader(where)
    return connection


def open_writer(where: str, *, create: bool) -> Connection:
    """A connection that may write, with the tables brought up to this code's version."""
    check_path(where, create=create)
    connection = connect(where, mode="rwc" if create else "rw")
    try:
        _prepare(connection, where)
    except DatabaseError as error:
        connection.close()
        raise explained(where, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _in_log_mode(where: str) -> bool:
    """Whether a run writes to the file just now; the log that a killed run left is taken in first.

    SQLite's read-only mode would leave log files of its own beside a file in this mode.
    """
    if not _says_log_mode(where) or not os.access(where, os.W_OK):
        return False
    connection = connect(where, mode="rw")
    try:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        if _version(connection, where) == 0:
            return True
    except BaseException:
        connection.close()
        raise
    close_writer(connection)
    return _says_log_mode(where)


def _says_log_mode(where: str) -> bool:
    with Path(where).open("rb") as file:
        return file.read(20)[18:19] == b"\x02"  # the file format's write version: 2 is a write-ahead log


def close_writer(connection: Connection) -> None:
    """Takes the log into the file and leaves one file behind, which any program can open for reading."""
    try:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    except OperationalError:
        pass  # somebody reads it just now: the log stays beside the file, and the next writer clears it
    finally:
        connection.close()


def _prepare(connection: Connection, where: str) -> None:
    if _version(connection, where) < VERSION:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        current = _version(connection, where)  # again, now that nobody else can change it
        if current < VERSION:
            migrate(connection, current)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    connection.exec_driver_sql("PRAGMA synchronous = NORMAL")
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_HELD}")


def _version(connection: Connection, where: str) -> int:
    """The version of the record's tables, 0 for a file without any; RecordError where it is not ours."""
    try:
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
    except DatabaseError as error:
        raise explained(where, error) from error
    if tables == 0 and not ours:
        return 0
    if not ours:
        raise RecordError(f"{where} is an SQLite file of another program, not a record: name another file")
    if version > VERSION:
        raise RecordError(
            f"{where} was written by a newer onrecord (its tables are version {version}, "
            f"this program knows {VERSION}): update onrecord"
        )
    return version


def check_path(where: str, *, create: bool) -> None:
    """Raises RecordError where no record can stand."""
    if where.startswith(("postgresql://", "postgres://")):
        raise RecordError(f"{where}: records on PostgreSQL need a later version of onrecord: name a file")
    path = Path(where)
    try:
        if path.is_dir():
            raise RecordError(f"{where} is a folder: name a file for the record")
        if not path.exists():
            _check_new(path, where, create)
            return
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except PermissionError as error:
        raise RecordError(f"{where} cannot be read: no permission") from error
    except (OSError, ValueError) as error:
        raise RecordError(f"{where!r} cannot be opened: {error}") from error
    if head not in (b"", _MAGIC):
        raise RecordError(f"{where} is not a record (it is no SQLite file): name another file")


def _check_new(path: Path, where: str, create: bool) -> None:
    if not create:
        raise RecordError(f"{where} does not exist: make a record with `onrecord run PATH -o {where}`")
    if not path.absolute().parent.is_dir():
        raise RecordError(f"{where} cannot be made: there is no folder {path.absolute().parent}")
    if not os.access(path.absolute().parent, os.W_OK):
        raise RecordError(f"{where} cannot be made: no permission to write in {path.absolute().parent}")


def explained(where: str, error: DatabaseError) -> RecordError:
    """What SQLite says, as a sentence for a person."""
    said = str(error.orig)
    if "locked" in said or "busy" in said:
        return RecordError(f"{where} is being written by another program: wait until it is done")
    if "readonly" in said or "unable to open" in said:
        return RecordError(f"{where} cannot be written: no permission for the file or its folder")
    if "not a database" in said or "malformed" in said:
        return RecordError(f"{where} is damaged or is no SQLite file: {said}")
    if "disk" in said or "full" in said:
        return RecordError(f"{where} cannot be written: {said}")
    return RecordError(f"{where}: {said}")
