"""What `metadata.csv` and `NAME.json` beside the files state about reports that cannot state it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from onrecord.read.decode import decode
from onrecord.read.fields import Fields, read_fields
from onrecord.read.walk import METADATA
from onrecord.shapes import Issue, Stated


@dataclass(slots=True)
class Beside:
    """The metadata of the folders that were looked into so far, and what was wrong in it."""

    tables: dict[Path, dict[str, Fields]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def fields_for(self, path: Path, name: str) -> Fields:
        """What is stated about the file at `path`, which a person calls `name`: NAME.json comes first."""
        row = self._table(path.parent, name).get(path.name)
        own = self._json(path, name)
        if row is None or own is None:
            return own or row or Fields(Stated())
        newest = max(own.newest, row.newest)
        return Fields(_over(own.stated, row.stated), own.id or row.id, newest, own.wrong)

    def _table(self, folder: Path, name: str) -> dict[str, Fields]:
        if folder not in self.tables:
            path = next((one for one in sorted(folder.iterdir()) if one.name.lower() == METADATA), None)
            inner = name.rpartition("/")[0]
            origin = f"{inner}/{METADATA}" if inner else METADATA
            self.tables[folder] = {} if path is None else self._rows(path, origin)
        return self.tables[folder]

    def _rows(self, path: Path, origin: str) -> dict[str, Fields]:
        table: dict[str, Fields] = {}
        try:
            text = decode(path.read_bytes()).text.removeprefix("\ufeff")
            lines = csv.reader(io.StringIO(text, newline=""))
            head = [cell.strip().lower() for cell in next(lines, [])]
            if "file" not in head:
                self._wrong(origin, "it has no column `file`; its first line names the columns")
                return table
            for cells in lines:
                self._row(
                    table, dict(zip(head, cells, strict=False)), f"{origin}:{lines.line_num}", path.parent
                )
        except (OSError, csv.Error) as error:
            self._wrong(origin, f"it cannot be read on: {error}")
        return table

    def _row(self, table: dict[str, Fields], row: dict[str, str], origin: str, folder: Path) -> None:
        file = row.get("file", "").strip()
        if not any(value.strip() for value in row.values()):
            return
        if not file or "/" in file or not (folder / file).exists():
            self._wrong(origin, f"the row names {file[:80]!r}, which is no file of this folder")
            return
        found = read_fields(row)
        for reason in found.wrong:
            self._wrong(origin, reason)
        table[file] = found

    def _json(self, path: Path, name: str) -> Fields | None:
        beside = path.with_suffix(".json")
        if not beside.is_file():
            return None
        origin = name.removesuffix(path.suffix) + ".json"
        try:
            row = json.loads(decode(beside.read_bytes()).text.removeprefix("\ufeff"))
        except (OSError, ValueError, RecursionError) as error:
            self._wrong(origin, f"it is no JSON: {error}")
            return None
        if not isinstance(row, dict):
            self._wrong(origin, "it holds no JSON object")
            return None
        found = read_fields(row)
        for reason in found.wrong:
            self._wrong(origin, reason)
        return found

    def _wrong(self, origin: str, reason: str) -> None:
        issue = Issue(None, origin, "read", "metadata", reason)
        if issue not in self.issues:
            self.issues.append(issue)


def _over(own: Stated, row: Stated) -> Stated:
    """`own`, with what only `row` states."""
    missing = {one.name: getattr(row, one.name) for one in fields(Stated) if not getattr(own, one.name)}
    return replace(own, **missing)
