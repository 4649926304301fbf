"""`onrecord report`: make a record's page again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.show.cli.terminal import say
from onrecord.show.cli.where import RecordArgument, RecordOption, record_path, report_path

Out = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        show_default=False,
        help="Where the page goes; else beside the record.",
    ),
]


def report(record: RecordArgument = None, named: RecordOption = None, output: Out = None) -> None:
    """Write the page of a record again.

    Example: onrecord report r.db -o page.html
    """
    from onrecord.show.report import write_report
    from onrecord.store import Record

    path = record_path(record, named)
    page = output if output is not None else report_path(path)
    with Record.open(path) as opened:
        write_report(opened, page)
    say(str(page))
