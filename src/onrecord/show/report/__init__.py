"""The page `r.html`: one self-contained file that shows a record, made from the record and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store import Record

__all__ = ["write_report"]


def write_report(record: Record, path: Path) -> None:
    """Writes the page of a record: whole or not at all, and the same bytes for the same record.

    Example: `with Record.open("r.db") as record: write_report(record, Path("r.html"))`.
    """
    from onrecord.show.report.gather import gather
    from onrecord.show.report.render import render

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(render(gather(record)))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
