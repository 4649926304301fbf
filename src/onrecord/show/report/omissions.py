"""What was left out and why: issues by kind, furniture by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.show.report.cells import Cells, article_anchor
from onrecord.show.report.listing import Shown
from onrecord.show.report.views import Omission, OmissionGroup
from onrecord.show.rows import maybe, words
from onrecord.show.safety import clip

if TYPE_CHECKING:
    from onrecord.store import Record

_MOST = 100  # entries listed of one kind


def issues(record: Record, cells: Cells) -> tuple[OmissionGroup, ...]:
    """The record's issues, those that lost a whole input first."""
    groups: dict[tuple[bool, str], list[Omission]] = defaultdict(list)
    for row in record.rows("issues"):
        article_id = words(row, "article_id")
        href = f"#{article_anchor(article_id)}" if article_id in cells.shown else None
        where = words(row, "origin") or article_id
        skipped = bool(row.get("skipped"))
        kind = words(row, "kind") + (": not read" if skipped else "")
        groups[not skipped, kind].append(Omission(clip(where, 160), clip(words(row, "reason"), 400), href))
    return tuple(_group(kind, found) for (_, kind), found in sorted(groups.items()))


def furniture(cells: Cells, shown: Shown) -> tuple[OmissionGroup, ...]:
    """The marked lines of the reports whose words the page carries, by kind."""
    groups: dict[str, list[Omission]] = defaultdict(list)
    for article_id, number in cells.shown.items():
        for row in cells.rows["furniture"][article_id]:
            href = shown.href(f"u-{words(row, 'id')}")
            why = f"report {number}, rule {maybe(row, 'rule') or 'unknown'}"
            groups[words(row, "kind")].append(Omission(clip(words(row, "text"), 120), why, href))
    return tuple(_group(kind, found) for kind, found in sorted(groups.items()))


def _group(kind: str, found: Iterable[Omission]) -> OmissionGroup:
    entries = tuple(found)
    return OmissionGroup(kind, entries[:_MOST], max(0, len(entries) - _MOST))
