"""Prints series of figures: one table a series, with a bar for each value."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.show.cli.terminal import json_line, note, say, table
from onrecord.show.rows import Row, maybe, words
from onrecord.show.series import Point, Series, Wanted, bar, days, lined_up, names_of

if TYPE_CHECKING:
    from onrecord.store import Record

_MOST = 8  # series printed; the rest is counted


def print_series(
    record: Record, rows: Iterable[Row], wanted: Wanted, *, limit: int | None, as_json: bool
) -> None:
    """The figures asked for, series by series; as JSON one line a figure, in the order of the series."""
    articles = list(record.rows("articles"))
    published = {
        words(row, "article_id"): (maybe(row, "published_earliest"), maybe(row, "published_latest"))
        for row in articles
    }
    found = lined_up(rows, published, names_of(record.rows("actors")), wanted)
    if as_json:
        for point in islice((point for series in found for point in series.points), limit):
            json_line(point.row)
        return
    if not found:
        note("no figures found: onrecord show figures lists them all")
        return
    stated = {words(row, "id"): words(row, "speaker") for row in record.statements()}
    for number, series in enumerate(found[:_MOST]):
        say(("\n" if number else "") + series.title)
        _print_one(series, stated, limit)
    if len(found) > _MOST:
        note(f"{len(found) - _MOST} more series: ask more narrowly with --giver, --recipient or --of-whom")


def _print_one(series: Series, stated: dict[str, str], limit: int | None) -> None:
    top = max(point.high for point in series.points)
    table(
        ("as of", "value", "", "said by", "report", "words"),
        (_cells(point, top, stated) for point in islice(series.points, limit)),
    )


def _cells(point: Point, top: float, stated: dict[str, str]) -> tuple[str, ...]:
    row = point.row
    value = f"{point.value} (forecast)" if row.get("modality") == "forecast" else point.value
    by = stated.get(words(row, "statement_id"), "") or "the report"
    return (days(point), value, bar(point, top), by, words(row, "article_id"), words(row, "text"))
