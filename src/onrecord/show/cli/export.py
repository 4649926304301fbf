"""`onrecord export`: the record as files for other programs."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.show.cli.terminal import say
from onrecord.show.cli.where import RecordArgument, RecordOption, open_record
from onrecord.show.wording import count


class Format(Enum):
    """What the files are written in."""

    jsonl = "jsonl"
    csv = "csv"


Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the files; it is made.")]
FormatOption = Annotated[Format, typer.Option("--format", metavar="jsonl|csv", help="JSON Lines, or CSV.")]


def export(
    out: Out, record: RecordArgument = None, named: RecordOption = None, form: FormatOption = Format.jsonl
) -> None:
    """Write one file a table: articles, statements, figures, dates and the rest.

    Example: onrecord export r.db --format csv --out tables/
    """
    from onrecord import store

    with open_record(record, named) as opened:
        written = store.export(opened, out, format=form.value)
    for name, rows in written.items():
        say(f"{out / f'{name}.{form.value}'}  {count(rows, 'row')}")
