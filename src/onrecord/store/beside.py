"""Copies with what they and their originals say at one place, as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from onrecord.shapes import Links, Reading, Span
from onrecord.store import schema

Row = dict[str, Any]


def readings_by_copy(connection: Connection, links: Links) -> Mapping[tuple[str, str], tuple[Reading, ...]]:
    """The readings of each copy by its two reports, without those of cells that are set aside."""
    aside = {
        str(id_)
        for table in schema.SET_ASIDE
        for id_ in connection.execute(select(table.c.id).where(table.c.set_aside == 1)).scalars()
    }
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for one in links.readings:
        if one.cell_id not in aside and one.of_cell_id not in aside:
            found[one.article_id, one.of_article_id].append(one)
    return {pair: tuple(of_pair) for pair, of_pair in found.items()}


def reading_rows(copy_key: int, found: Sequence[Reading]) -> Iterator[Row]:
    """Rows of `copy_readings`, in the order given."""
    for at, one in enumerate(found):
        row: Row = {"copy_key": copy_key, "position": at, "kind": one.kind, "cell_table": one.table}
        row |= {"start": one.span.start, "end": one.span.end}
        row |= {"of_start": one.of_span.start, "of_end": one.of_span.end}
        yield row | {n: getattr(one, n) for n in ("cell_id", "of_cell_id", "value", "of_value")}


def reading_words(found: Sequence[Reading]) -> Iterator[tuple[str, Span]]:
    """The words on both sides, with the report in which each stands."""
    for one in found:
        yield one.article_id, one.span
        yield one.of_article_id, one.of_span
