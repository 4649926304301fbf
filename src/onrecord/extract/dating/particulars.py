"""Clues from what goes with a report: its address, the day it was fetched, the year of a copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from onrecord.extract.dating.clues import Clue, Day, plain, until
from onrecord.knowledge.calendar import DatingRule
from onrecord.shapes import Article, Span

Rules = Mapping[str, DatingRule]
_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\W{0,3}(?:\d{4}\s?[-–]\s?)?(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE
)


def from_particulars(article: Article, rules: Rules) -> Iterator[Clue]:
    """Clues from the report's address, from `fetched` and `modified`, and from a copyright line in it."""
    address = _ADDRESS.search(article.url) if article.url is not None else None
    if address is not None:
        day = _day(int(address["y"]), int(address["m"]), int(address["d"]))
        if day is not None:
            rule = rules["dating.address"]
            yield Clue(
                rule.id,
                plain(((day.toordinal(), day.toordinal()),), rule),
                None,
                f"{rule.says} ({address[0]})",
            )
    for name, stated in (("fetched", article.fetched), ("modified", article.modified)):
        if stated is not None and (day := _iso(stated)) is not None:
            rule = rules[f"dating.{name}"]
            yield Clue(rule.id, plain(until(day), rule), None, f"{rule.says} ({day.isoformat()})")
    for piece in article.furniture:
        match = _COPYRIGHT.search(piece.span.text)
        if match is not None:
            rule = rules["dating.copyright"]
            start = piece.span.start + match.start()
            span = Span.cut(article.text, start, piece.span.start + match.end())
            yield Clue(rule.id, plain(until(Day(int(match["y"]), 12, 31)), rule), span, rule.says)


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def _iso(text: str) -> Day | None:
    try:
        return Day.fromisoformat(text[:10])
    except ValueError:
        return None
