"""The days for which a figure holds, from the dates of its own sentence."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.figures.naming import Amount
from onrecord.extract.grammar.pieces import Pieces
from onrecord.shapes import Article, DateFound

_SENTENCE = 120  # pieces on either side in which the end of a sentence is looked for


def as_of(
    article: Article, pieces: Pieces, amount: Amount, dates: Sequence[DateFound]
) -> tuple[str | None, str | None]:
    """The days for which the figure holds, from the dates of its own sentence; else None.

    "Since last February" begins there and ends when the report appeared; any other date is the day itself.
    """
    start, end = _sentence(pieces, amount)
    near = [
        (_distance(date, pieces, amount), date)
        for date in dates
        if start <= date.span.start < end and date.type == "DATE" and date.earliest is not None
    ]
    if not near:
        return None, None
    date = min(near, key=_first)[1]
    lead = article.text[max(start, date.span.start - 8) : date.span.start].lower()
    if "since" in lead or _clause_since(article, date):
        return date.earliest, article.published.latest
    return date.earliest, date.latest


def _clause_since(article: Article, date: DateFound) -> bool:
    """True where "since" opens the clause of the date: "since the conflict began last February"."""
    lead = article.text[max(0, date.span.start - 60) : date.span.start].lower()
    return " since " in lead and not any(mark in lead.rpartition(" since ")[2] for mark in ".;,:")


def _first(entry: tuple[int, DateFound]) -> int:
    return entry[0]


def _distance(date: DateFound, pieces: Pieces, amount: Amount) -> int:
    return abs(date.span.start - pieces[amount.start].start)


def _sentence(pieces: Pieces, amount: Amount) -> tuple[int, int]:
    """The characters of the sentence around the amount, by its full stops."""
    first = amount.start
    while first > max(0, amount.start - _SENTENCE) and not (
        pieces[first - 1].text in ".!?" and not pieces[first].glued
    ):
        first -= 1
    last = amount.end
    while last < min(len(pieces), amount.end + _SENTENCE) and not (
        pieces[last].text in ".!?" and (last + 1 == len(pieces) or not pieces[last + 1].glued)
    ):
        last += 1
    return pieces[first].start, pieces[last - 1].end
