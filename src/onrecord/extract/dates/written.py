"""Reads dates in numerals, alone or with a month's name between: 2023-02-08, 22/04/2023, 23-Sep-2020."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.extract.dates.calendar import Day
from onrecord.extract.grammar.patterns import Reading
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.months import months
from onrecord.knowledge.times import holidays

_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (1, 8), (1, 10)})


def iso(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads 2023-02-08, 2023-02, and 2023-02-08T10:35."""
    parts = _glued_numbers(pieces, at, "-")
    if len(parts) < 2 or len(parts[0]) != 4 or any(len(part) != 2 for part in parts[1:]):
        return
    year, month = int(parts[0]), int(parts[1])
    if not 1000 <= year <= 2199 or not 1 <= month <= 12:
        return
    if len(parts) == 3 and (day := _day_or_none(year, month, int(parts[2]))):
        clock = pieces[at + 5 : at + 9]
        if len(clock) == 4 and clock[0].low == "t" and clock[2].text == ":" and all(p.glued for p in clock):
            yield at + 9, f"{day.isoformat()}T{clock[1].text}:{clock[3].text}"
        yield at + 5, day.isoformat()
    elif len(parts) == 2 and year >= 1500:
        yield at + 3, f"{year:04d}-{month:02d}"


def numeric_date(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads 22/04/2023, 4-22-23, 31.12.2022 and 2023/04/22 as a tuple of the days that they may mean."""
    found = _dotted(pieces[at].text)
    end = at + 1
    if found is None:
        for sign in ("/", "-"):
            parts = _glued_numbers(pieces, at, sign)
            if len(parts) == 3:
                found, end = parts, at + 5
                break
    if found is None or (end < len(pieces) and pieces[end].glued and pieces[end].kind == "word"):
        return
    first, second, third = (int(part) for part in found)
    if len(found[0]) == 4:
        days = [_day_or_none(first, second, third)]
    elif len(found[2]) in (2, 4) and len(found[0]) <= 2:
        year = third if len(found[2]) == 4 else century_of(third)
        days = [_day_or_none(year, first, second), _day_or_none(year, second, first)]
    else:
        return
    real = tuple(sorted({day for day in days if day is not None and day.year >= 1000}))
    if real:
        yield end, real


def short_date(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads 22/04 as the pairs (month, day) that it may mean."""
    parts = _glued_numbers(pieces, at, "/")
    if len(parts) == 2 and all(len(part) <= 2 for part in parts):
        a, b = int(parts[0]), int(parts[1])
        fraction = (a, b) in _FRACTIONS and not any(part.startswith("0") for part in parts)
        if fraction or (parts[0], "/", parts[1]) in holidays():
            return  # "from 1/2 to 3/4 of the voters", "since 9/11"
        pairs = tuple(sorted({(m, d) for m, d in ((a, b), (b, a)) if _day_or_none(2024, m, d)}))
        if pairs:
            yield at + 3, pairs


def _dotted(text: str) -> list[str] | None:
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)", text, re.ASCII)
    return list(match.groups()) if match else None


def _glued_numbers(pieces: Pieces, at: int, sign: str) -> list[str]:
    """The numerals joined by a sign without spaces from a place on: 2, -, 14 are "2", "14"."""
    parts: list[str] = []
    end = at
    while end < len(pieces) and len(parts) < 5:
        piece = pieces[end]
        if (
            piece.kind != "number"
            or not (piece.text.isascii() and piece.text.isdigit())
            or (parts and not piece.glued)
        ):
            break
        parts.append(piece.text)
        if end + 1 >= len(pieces) or pieces[end + 1].text != sign or not pieces[end + 1].glued:
            break
        end += 2
    return parts


def _day_or_none(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def named_month_date(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads 23-Sep-2020, Sep/23/2020, 2020/Sep/23: a month's name joined to a day and a year by one sign."""
    joined = pieces[at : at + 5]
    if len(joined) < 5 or joined[1].text not in ("-", "/") or joined[3].text != joined[1].text:
        return
    if not all(piece.glued for piece in joined[1:]):
        return
    parts = [joined[0], joined[2], joined[4]]
    names = [months().get(piece.low) for piece in parts]
    month = next((value for value in names if value is not None), None)
    numbers = [piece.text for piece in parts if piece.text.isascii() and piece.text.isdigit()]
    if month is None or names[2] is not None or len(numbers) != 2:
        return
    years = [int(text) for text in numbers if len(text) == 4]
    days = [int(text) for text in numbers if len(text) <= 2]
    if not days:
        return
    year = years[0] if years else century_of(int(numbers[1]))
    day = _day_or_none(year, month, days[0])
    if day is not None:
        yield at + 5, (day,)


def century_of(year: int) -> int:
    """The year that two digits mean in news: '68 is 1968, '23 is 2023 (the usual POSIX pivot, 69, moved to
    50)."""
    return year + (2000 if year < 50 else 1900)
