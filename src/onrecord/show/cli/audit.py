"""`onrecord audit`: check every cell against its words."""

from __future__ import annotations

from onrecord.show.cli.where import RecordArgument, RecordOption


def audit(record: RecordArgument = None, named: RecordOption = None) -> None:
    """Check every cell again: do its words stand where it says, and do they bear its value?

    Prints how many cells of each table were checked, and each that fails. Exit code 1 if any does.

    Example: onrecord audit r.db
    """

    raise NotImplementedError
