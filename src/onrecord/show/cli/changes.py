"""What a correction changed: a report's cells before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.show.cli.terminal import say
from onrecord.show.rows import Row, words

if TYPE_CHECKING:
    from onrecord.store import Record

_TABLES = ("articles", "furniture", "statements", "figures", "dates", "issues")
# What only repeats another column, or says how and not what.
_UNTOLD = {"start", "end", "parts", "verbatim", "flags", "rule", "anchor", "text_sha256", "speaker_id"}
_UNTOLD |= {"speaker_actor", "speaker_start", "speaker_end", "published_rule"}
_UNTOLD |= {"published_start", "published_end", "dated_by"}
_MOST_LISTED = 12

Cells = dict[tuple[str, str], Row]


def snapshot(record: Record, article_id: str) -> Cells:
    """The rows of one report, by table and id."""
    return {
        (table, words(row, "id")): row
        for table in _TABLES
        for row in record.rows(table)
        if row.get("article_id") == article_id
    }


def tell_changes(former: Cells, now: Cells) -> None:
    """Prints each cell that differs, is new or is gone; a long list is cut and counted."""
    lines = []
    for key in sorted(former.keys() | now.keys()):
        old, new = former.get(key), now.get(key)
        if old is None and new is not None:
            lines.append(f"  {key[0]}: new: {_named(new)}")
        elif new is None and old is not None:
            lines.append(f"  {key[0]}: gone: {_named(old)}")
        elif old is not None and new is not None:
            lines.extend(f"  {key[0]}: {_named(new)}: {line}" for line in _differences(old, new))
    for line in lines[:_MOST_LISTED]:
        say(line)
    if len(lines) > _MOST_LISTED:
        say(f"  and {len(lines) - _MOST_LISTED:,} more")
    if not lines:
        say("  no other cell changed")


def _named(row: Row) -> str:
    shown = words(row, "text") or words(row, "title") or words(row, "reason") or words(row, "id")
    return f"“{shown[:70]}”" + ("" if len(shown) <= 70 else " ...")


def _differences(old: Row, new: Row) -> list[str]:
    """What differs between two states of a cell, as one line, or none."""
    found = [
        f"{name} {words(old, name) or '-'} -> {words(new, name) or '-'}"
        for name in new
        if name not in _UNTOLD and words(old, name) != words(new, name)
    ]
    return [", ".join(found)] if found else []
