"""Reads one calendar date that somebody wrote out in full. Never today's date, never a guess."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.load import document

_SEPARATOR = r"(?:\s*[,.]\s*|\s+|-)"
_TAIL = r"(?![\d])"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in a text: `YYYY-MM-DD`, or None where the calendar has no such day."""

    value: str | None
    start: int
    end: int


@cache
def months() -> dict[str, int]:
    """Month name, in lower case, to its number."""
    table: dict[str, int] = document("months.yaml")
    return table


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    name = "|".join(sorted(months(), key=len, reverse=True))
    month = rf"(?P<month>{name})\b\.?"
    ordinal = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>\d{4})" + _TAIL
    return (
        re.compile(rf"(?<![\d.])(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TAIL}"),
        re.compile(r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=$|T\d{2}|\s|Z)"),
        re.compile(rf"(?<!\d){ordinal}(?:\s+of)?{_SEPARATOR}{month}{_SEPARATOR}?{year}", re.IGNORECASE),
        re.compile(rf"\b{month}\s*{ordinal}{_SEPARATOR}{year}", re.IGNORECASE),
        # Day and month as numbers are only told apart where one of them is above twelve.
        re.compile(
            rf"(?<![\d.])(?P<day>1[3-9]|2\d|3\d)([-/.])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}){_TAIL}"
        ),
        re.compile(
            rf"(?<![\d.])(?P<month>0?[1-9]|1[0-2])([-/.])(?P<day>1[3-9]|2\d|3\d)\2(?P<year>\d{{4}}){_TAIL}"
        ),
    )


def _calendar(match: re.Match[str]) -> str | None:
    word = match["month"].lower()
    month = months().get(word) or (int(word) if word.isdecimal() else 0)
    try:
        return datetime.date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError:
        return None


def first_date(text: str) -> WrittenDate | None:
    """The first full date in `text`, or None where no day, month and year stand together.

    Example: `first_date("Updated 3 June 2024, 10:15").value` is `"2024-06-03"`. A date such as 02/08/2023,
    which means one day in one country and another in the next, is not read.
    """
    found = [match for match in (pattern.search(text) for pattern in _patterns()) if match]
    if not found:
        return None
    match = min(found, key=re.Match.start)
    return WrittenDate(_calendar(match), match.start(), match.end())
