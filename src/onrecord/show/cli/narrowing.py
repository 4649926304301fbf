"""Narrows the rows of `show statements`: by an actor that is spoken of, and by when it was said."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.errors import WrongUse
from onrecord.show.rows import Row, entries, maybe, span, spans, words

if TYPE_CHECKING:
    from onrecord.store import Record

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_WORD = re.compile(r"\w+")


def among(rows: Iterable[Row], column: str, wanted: str, known: tuple[str, ...]) -> Iterator[Row]:
    """The rows whose column is `wanted`, which must be one of the values that there are.

    Example: `among(rows, "kind", "spun", COPY_KINDS)`; what is none of them raises WrongUse.
    """
    if wanted not in known:
        raise WrongUse(f"no {column} {wanted!r}: write one of {', '.join(known)}")
    return (row for row in rows if row.get(column) == wanted)


def about(record: Record, rows: Iterable[Row], name: str) -> Iterator[Row]:
    """The statements in whose content an actor of this name is mentioned, under whatever name or office.

    Example: `about(record, rows, "NATO")` keeps "the alliance must wait" where the alliance is NATO.
    """
    wanted = folded(name)
    if not wanted:
        raise WrongUse(f"no name in {name!r}")
    known = actors_named(record, wanted)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in record.rows("mentions"):
        where = span(mention)
        if where is not None and words(mention, "actor_id") in known:
            places[words(mention, "article_id")].append(where)
    for row in rows:
        here = places.get(words(row, "article_id"), ())
        content = spans(row, "parts")
        if any(start <= at < end for at, _ in here for start, end in content):
            yield row


def actors_named(record: Record, wanted: list[str]) -> frozenset[str]:
    """The ids of the actors in one of whose names these words stand in a row."""
    return frozenset(
        words(actor, "id")
        for actor in record.rows("actors")
        if any(stands_in(folded(n), wanted) for n in (words(actor, "name"), *entries(actor, "aliases")))
    )


def folded(name: object) -> list[str]:
    """The words of a name, without case or marks. Example: `folded("U.S. Army")` is ["u", "s", "army"]."""
    return [word.casefold() for word in _WORD.findall(str(name))]


def stands_in(name: list[str], wanted: list[str]) -> bool:
    """True where the wanted words stand in the name, in a row."""
    return any(name[at : at + len(wanted)] == wanted for at in range(len(name) - len(wanted) + 1))


def said_in(record: Record, rows: Iterable[Row], when: str) -> Iterator[Row]:
    """The statements that may have been made in a stretch of time: 2023, 2023-02, 2023-02-08 or A/B.

    What has no date of its own counts with the day of its report; what has none at all is left out.
    """
    low, high = days(when)
    published = {
        words(article, "article_id"): (
            maybe(article, "published_earliest"),
            maybe(article, "published_latest"),
        )
        for article in record.rows("articles")
    }
    for row in rows:
        own = maybe(row, "said_earliest"), maybe(row, "said_latest")
        first, last = own if own[0] is not None else published.get(words(row, "article_id"), own)
        if first is not None and first <= high and low <= (last if last is not None else first):
            yield row


def days(when: str) -> tuple[str, str]:
    """The first and the last day of a stretch of time. Example: `days("2023-02")` ends on 2023-02-28."""
    first, _, last = when.partition("/")
    return _edges(first)[0], _edges(last or first)[1]


def _edges(when: str) -> tuple[str, str]:
    match = _DAY.fullmatch(when.strip())
    if match is None or not 1 <= int(match[2] or 1) <= 12 or not int(match[1]):
        raise WrongUse(f"no date in {when!r}: write 2023, 2023-02, 2023-02-08 or two of them as A/B")
    year, month, day = int(match[1]), match[2], match[3]
    longest = calendar.monthrange(year, int(month or 12))[1]
    if day is not None and not 1 <= int(day) <= longest:
        raise WrongUse(f"no such day: {when!r}")
    return (
        f"{year:04}-{month or '01'}-{day or '01'}",
        f"{year:04}-{month or '12'}-{day or f'{longest:02}'}",
    )
