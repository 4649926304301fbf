"""`onrecord audit`: check every cell against its words."""

from __future__ import annotations

import typer

from onrecord.errors import Exit
from onrecord.show.cli.terminal import note, say
from onrecord.show.cli.where import RecordArgument, RecordOption, open_record
from onrecord.show.safety import one_line


def audit(record: RecordArgument = None, *, named: RecordOption = None) -> None:
    """Check every cell again: do its words stand where it says, and do they bear its value?

    Prints how many cells of each table were checked, and each that fails. Exit code 1 if any does.

    Example: onrecord audit r.db
    """
    from onrecord import store

    with open_record(record, named) as opened:
        result = store.audit(opened)
    for table, n in result.checked.items():
        say(f"{table:12} {n:>8,} checked")
    for failure in result:
        where = one_line(failure.article_id or "-")
        say(f"FAILED       {failure.table} {failure.id} in {where}: {one_line(failure.reason)}")
    total = sum(result.checked.values())
    if result:
        say(f"all          {total:>8,} in order")
        return
    failed = len({(failure.table, failure.id) for failure in result})
    note(f"onrecord: {failed:,} of {total:,} cells do not stand on their words")
    raise typer.Exit(int(Exit.FAILED))
