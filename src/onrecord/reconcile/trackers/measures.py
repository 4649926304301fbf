"""Whether a figure measures what a definition asks for: by its measure, its unit and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.knowledge.trackers import Wanted
from onrecord.reconcile.trackers.told import Told
from onrecord.shapes import Figure

_SOME_OF = re.compile(
    r"\b(?:\d+|most|half|many|some|several|few|none|third|quarter|[a-z]+-?(?:one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|teen|ty)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" of (?:[\w'’-]+ ){0,3}$",
    re.IGNORECASE,
)
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "decade")  # a length is no count


def is_of(told: Told, figure: Figure, wanted: Wanted, around: Sequence[int]) -> bool:
    """Whether it measures what is wanted; of money, its clause may say so: "a package worth $2 million"."""
    if not wanted.names:
        return True
    rows: list[frozenset[str]] = [_words(figure.unit, figure.measure)]
    if figure.currency is not None:
        rows += [row for at in around[:2] for row in told.lemma_rows(at, ("any",))]
    if not any(name <= row for row in rows for name in _each_word(wanted.names)):
        return False
    start = figure.span.start
    before = told.found.article.text[max(0, start - 60) : start]
    # "23 of the alliance's 32 members": these are not the 32
    return figure.currency is not None or _SOME_OF.search(before) is None


@lru_cache(1 << 14)
def _words(unit: str | None, measure: str | None) -> frozenset[str]:
    return frozenset((*_plain(unit or ""), *(_plain(measure or "") if unit not in _TIMES else ())))


@lru_cache(1 << 10)
def _each_word(names: frozenset[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name.split()) for name in sorted(names))


def is_such(figure: Figure, wanted: Wanted) -> bool:
    """Whether its unit and its number are what is wanted."""
    if wanted.units and not (
        (figure.currency is not None and "money" in wanted.units) or figure.unit in wanted.units
    ):
        return False
    if wanted.between is not None:
        least = figure.amount if figure.amount is not None else figure.low
        if least is None or not wanted.between[0] <= least <= wanted.between[1]:
            return False
    return True


def _plain(text: str) -> Iterator[str]:
    """The words of a measure, and each without the ending of a plural."""
    for word in text.lower().replace(",", " ").replace("-", " ").split():
        yield word
        if word.endswith("ies") and len(word) > 4:
            yield word[:-3] + "y"
        elif word.endswith("s") and len(word) > 3:
            yield word[:-1]
