"""Reads the cells of a record's rows with their types: the border between the store's dicts and this room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, object]


def words(row: Row, name: str) -> str:
    """The cell as text; "" where it is empty or missing."""
    value = row.get(name)
    return "" if value is None else str(value)


def maybe(row: Row, name: str) -> str | None:
    """The cell as text, or None where it is empty or missing."""
    value = row.get(name)
    return None if value is None or value == "" else str(value)


def whole(row: Row, name: str) -> int | None:
    """The cell as an integer, or None."""
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def amount(row: Row, name: str) -> float | None:
    """The cell as a number, or None."""
    value = row.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def entries(row: Row, name: str) -> tuple[Any, ...]:
    """The cell as a list: given as one, or as the JSON of one; () where it is neither."""
    value = row.get(name)
    if isinstance(value, str) and value.startswith("["):
        value = json.loads(value)
    return tuple(value) if isinstance(value, list | tuple) else ()


def candidates(row: Row) -> str:
    """Who an ambiguous speaker could be, with scores: "Anna Berg (0.5), Paul Berg (0.5)"; "" where told."""
    found = entries(row, "candidates")
    return ", ".join(f"{one['name']} ({one['score']:g})" for one in found if isinstance(one, dict))


def spans(row: Row, name: str) -> tuple[tuple[int, int], ...]:
    """The cell as a list of spans, each as (start, end)."""
    return tuple((int(entry["start"]), int(entry["end"])) for entry in entries(row, name))


def speaker(row: Row) -> str:
    """Who made a statement: the actor's name over all reports, else the report's; "" where none is named."""
    return (words(row, "speaker_actor") or words(row, "speaker")) if words(row, "speaker") else ""


def span(row: Row, prefix: str = "") -> tuple[int, int] | None:
    """The span whose ends are named `PREFIXstart` and `PREFIXend`, or None."""
    start, end = whole(row, f"{prefix}start"), whole(row, f"{prefix}end")
    return None if start is None or end is None else (start, end)
