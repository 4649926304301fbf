"""Finds the record that a command is about, and the report that an id or a part of it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import WrongUse

if TYPE_CHECKING:
    from onrecord.store import Record

RecordArgument = Annotated[
    str | None,
    typer.Argument(metavar="[RECORD]", show_default=False, help="The record; like --record."),
]
RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        "-r",
        metavar="RECORD",
        envvar="ONRECORD_RECORD",
        show_default=False,
        help="The record; without it, the only *.db file in this folder.",
    ),
]


def record_path(*given: str | None) -> str:
    """The record that was named first, else the only `*.db` file of the current folder.

    Raises WrongUse where there is none or more than one, or where the named one is not there.
    """
    for name in given:
        if name is not None:
            if "://" not in name and not Path(name).is_file():
                raise WrongUse(
                    f"there is no record at {name}: make one with `onrecord run PATH... -o {name}`"
                )
            return name
    found = sorted(str(path) for path in Path().glob("*.db") if path.is_file())
    if len(found) == 1:
        return found[0]
    if not found:
        raise WrongUse(
            "no record is named, and no *.db file is in this folder: give one with --record RECORD"
        )
    raise WrongUse(f"several records are in this folder ({', '.join(found)}): name one with --record RECORD")


def open_record(*given: str | None) -> Record:
    """The record, opened; see `record_path`. It is a context manager."""
    from onrecord.store import Record

    return Record.open(record_path(*given))


def article_named(record: Record, name: str) -> str:
    """The id of the report that `name` names: its id, or a part that no other report's id has.

    Raises WrongUse where there is none or more than one.
    """
    ids = record.article_ids()
    if name in ids:
        return name
    like = [article_id for article_id in ids if name in article_id]
    if len(like) == 1:
        return like[0]
    if not like:
        raise WrongUse(f"no report's id is or holds {name!r}: `onrecord show articles` lists them")
    listed = ", ".join(like[:5]) + (", ..." if len(like) > 5 else "")
    raise WrongUse(f"{len(like)} reports have {name!r} in their id ({listed}): give more of it")


def report_path(record: str) -> Path:
    """Where the page of a record stands: beside it. Example: "r.db" gives "r.html"."""
    return Path(record).with_suffix(".html")
