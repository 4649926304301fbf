"""`onrecord doctor`: does everything that onrecord stands on work here?"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer

from onrecord import __version__
from onrecord.errors import Exit, OnrecordError, WrongUse
from onrecord.show.cli.terminal import say
from onrecord.show.cli.where import RecordArgument, RecordOption, record_path
from onrecord.show.wording import count

_PARTS = (
    "spacy",
    "onnxruntime",
    "tokenizers",
    "numpy",
    "trafilatura",
    "htmldate",
    "py3langid",
    "SQLAlchemy",
    "typer",
    "rich",
    "Jinja2",
)


def doctor(record: RecordArgument = None, *, named: RecordOption = None) -> None:
    """Check this installation: versions, language model, knowledge files, SQLite, and a record.

    Exit code 1 if anything does not work.

    Example: onrecord doctor r.db
    """
    say(f"onrecord     {__version__}")
    say(f"Python       {platform.python_version()} on {platform.system()} {platform.machine()}")
    say(f"parts        {', '.join(_part(name) for name in _PARTS)}")
    checks: list[tuple[str, Callable[[], str]]] = [
        ("model", _model),
        ("knowledge", _knowledge),
        ("SQLite", _store),
    ]
    well = [_checked(name, check) for name, check in checks]
    try:
        path = record_path(record, named)
    except WrongUse:
        if record is not None or named is not None:
            raise
    else:
        say(f"record       {_record(path)}")
    if not all(well):
        raise typer.Exit(int(Exit.FAILED))


def _part(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} MISSING"


def _checked(name: str, check: Callable[[], str]) -> bool:
    """Prints what a check says; False where it fails, however it fails."""
    try:
        said, well = check(), True
    except OnrecordError as error:
        said, well = f"PROBLEM: {error}", False
    except Exception as error:
        said, well = f"PROBLEM: {type(error).__name__}: {error}", False
    say(f"{name:12} {said}")
    return well


def _model() -> str:
    from onrecord import parse

    parse.load()
    return f"{parse.MODEL} (SHA-256 agrees, loads)"


def _knowledge() -> str:
    from onrecord.knowledge import load

    for name in load.names():
        load.document(name)
    return f"{count(len(load.names()), 'file')} read, SHA-256 {load.fingerprint()[:16]}"


def _store() -> str:
    from onrecord.store import Record

    with (
        tempfile.TemporaryDirectory() as folder,
        Record.open(str(Path(folder) / "doctor.db"), create=True) as record,
    ):
        record.search("doctor")
    return "a record can be made, written and searched (FTS5)"


def _record(path: str) -> str:
    from onrecord.store import Record

    with Record.open(path) as record:
        counts = record.counts()
    return f"{path}: {count(counts['articles'], 'report')}, {count(counts['statements'], 'statement')}"
