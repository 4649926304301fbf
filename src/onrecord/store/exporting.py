"""Rows of the record as other programs get them (DESIGN section 5), and the files that hold them."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from onrecord.errors import RecordError, WrongUse
from onrecord.store.columns import to_json
from onrecord.store.schema import TABLES

if TYPE_CHECKING:
    from onrecord.store.record import Record

Row = dict[str, object]
FORMATS = ("jsonl", "csv")
# A spreadsheet takes a cell that starts so for a formula. Words from reports are hostile: an apostrophe
# before them makes the cell text (OWASP, "CSV Injection"). Numbers are written as they are.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(record: Record, out: Path | str, *, format: str = "jsonl") -> dict[str, int]:
    """Writes one file a table into the folder `out`, and says how many rows each got.

    Equal records give equal files, byte for byte, `runs` aside (law 4). A file is replaced in one step: who
    reads it meanwhile sees the old one or the new one. In CSV nested values are JSON, and a text that a
    spreadsheet would take for a formula gets an apostrophe before it.

    Example: `export(record, Path("out"))["statements"]` is the number of lines in `out/statements.jsonl`.
    """
    if format not in FORMATS:
        raise WrongUse(f"no such format {format!r}: choose jsonl or csv")
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{out} is a file: name a folder to export into")
    writer = _write_jsonl if format == "jsonl" else _write_csv
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return {table: _replace(folder / f"{table}.{format}", record.rows(table), writer) for table in TABLES}
    except OSError as error:
        raise RecordError(f"cannot export into {out}: {error.strerror or error}") from error


def _replace(path: Path, rows: Iterator[Row], writer: Callable[[IO[str], Iterable[Row]], int]) -> int:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="", errors="backslashreplace") as file:
            count = writer(file, rows)
            os.fchmod(file.fileno(), 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _write_jsonl(file: IO[str], rows: Iterable[Row]) -> int:
    count = 0
    for row in rows:
        file.write(json_line(row) + "\n")
        count += 1
    return count


def json_line(row: Row) -> str:
    """A row as one line of JSON: its own key order, UTF-8 where the text allows it."""
    return to_json(row, sort=False)


def _write_csv(file: IO[str], rows: Iterable[Row]) -> int:
    writer = csv.writer(file)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count == 1:
            writer.writerow(row)
        writer.writerow([_field(value) for value in row.values()])
    return count


def _field(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return to_json(value)
    if isinstance(value, str):
        # RFC 4180 has no place for NUL, and Python's own reader stops at it.
        text = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return "'" + text if text.startswith(_FORMULA) else text
    return value
