"""The categories that the time rules name: <MONTH>, <DAY>, <YEAR>, <WEEKDAY>, <CLOCK>, ..."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from onrecord.extract.dates.calendar import Day
from onrecord.extract.grammar.numbers import number_at, opening_words
from onrecord.extract.grammar.patterns import Category, Reading
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.months import months
from onrecord.knowledge.numbers import number_words
from onrecord.knowledge.times import holidays, time_words

_FULL_MONTH = 5  # from this length on a month's name is no short form; "may", "june", "july" have none
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_FEW = {"several": "X", "few": "X", "many": "X", "some": "X", "couple": 2.0}
_DASHES = frozenset({"-", "–", "—", "‑"})
_JOINTS = _DASHES | {"~", "to", "through", "until", "till"}


@cache
def categories() -> Mapping[str, Category]:
    """The categories by name."""
    words = time_words()
    ordinals = frozenset(phrase[0] for phrase in number_words().ordinals)
    numbers = opening_words()
    return {
        "MONTH": Category(_month, frozenset(months())),
        "WEEKDAY": Category(_weekday, frozenset(words.weekdays)),
        "WEEKDAYS": Category(_weekdays, frozenset(f"{name}s" for name in words.weekdays)),
        "WDAY": Category(_weekday_form, frozenset(words.weekday_forms)),
        "DAY": Category(_day, ordinals, numeric=True),
        "YEAR": Category(_year, frozenset({"nineteen", "eighteen", "two"}), numeric=True),
        "YY": Category(_short_year, frozenset({"'"})),
        "NUM": Category(_number, numbers | frozenset(_FEW), numeric=True),
        "UNIT": Category(_unit, frozenset(words.units)),
        "UNITS": Category(_plural_unit, frozenset(words.units)),
        "ORD": Category(_ordinal, ordinals | frozenset({"final", "last"}), numeric=True),
        "SEASON": Category(_season, frozenset(words.seasons)),
        "PART": Category(_part, frozenset(words.parts)),
        "HOLIDAY": Category(_holiday, frozenset(name[0] for name in holidays() if name[0].isalpha())),
        "NAMEDNUM": Category(_holiday, frozenset(), numeric=True),
        "DECADE": Category(_decade, frozenset(words.decade_words) | {"'"}, numeric=True),
        "CLOCK": Category(_clock, frozenset({"noon", "midnight", "midday"}), numeric=True),
        "HOUR": Category(_hour, frozenset(), numeric=True),
        "ZONE": Category(_zone, words.zones | {"("}),
        "ISO": Category(_iso, frozenset(), numeric=True),
        "NUMDATE": Category(_numeric_date, frozenset(), numeric=True),
        "SHORTDATE": Category(_short_date, frozenset(), numeric=True),
        "DASH": Category(_dash, _JOINTS),
        "DASHED": Category(_dashed, _DASHES),
    }


def _month(pieces: Pieces, at: int) -> Iterator[Reading]:
    piece = pieces[at]
    value = months().get(piece.low)
    if value is None:
        return
    short = len(piece.low) < _FULL_MONTH and piece.low not in ("may", "june", "july")
    if short and at + 1 < len(pieces) and pieces[at + 1].text == "." and pieces[at + 1].glued:
        yield at + 2, (value, piece.text)
    yield at + 1, (value, piece.text)


def _weekday(pieces: Pieces, at: int) -> Iterator[Reading]:
    words = time_words()
    value = words.weekdays.get(pieces[at].low)
    before = pieces[at - 1].low if at else ""
    after = pieces[at + 1].low if at + 1 < len(pieces) else ""
    if (
        value is not None
        and before not in words.weekday_names_after
        and after not in words.weekday_names_before
    ):
        yield at + 1, value


def _weekdays(pieces: Pieces, at: int) -> Iterator[Reading]:
    value = time_words().weekdays.get(pieces[at].low[:-1])
    if value is not None:
        yield at + 1, value


def _weekday_form(pieces: Pieces, at: int) -> Iterator[Reading]:
    value = time_words().weekday_forms.get(pieces[at].low)
    if value is None:
        return
    if at + 1 < len(pieces) and pieces[at + 1].text == "." and pieces[at + 1].glued:
        yield at + 2, value
    yield at + 1, value


def _day(pieces: Pieces, at: int) -> Iterator[Reading]:
    piece = pieces[at]
    if piece.kind == "number":
        if (
            piece.text.isascii()
            and piece.text.isdigit()
            and len(piece.text) <= 2
            and 1 <= int(piece.text) <= 31
        ):
            if at + 1 < len(pieces) and pieces[at + 1].glued and pieces[at + 1].low in _ORDINAL_ENDINGS:
                yield at + 2, int(piece.text)
            elif not _joined_to_letters(pieces, at):
                yield at + 1, int(piece.text)
        return
    yield from _ordinal_words(pieces, at)


def _joined_to_letters(pieces: Pieces, at: int) -> bool:
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    return after is not None and after.glued and (after.kind == "word" or after.text == "%")


def _ordinal_words(pieces: Pieces, at: int) -> Iterator[tuple[int, int]]:
    table = number_words().ordinals
    low = tuple(piece.low for piece in pieces[at : at + 3])
    for length in (3, 1):
        if low[:length] in table and len(low) >= length:
            yield at + length, table[low[:length]]
            return


def _ordinal(pieces: Pieces, at: int) -> Iterable[Reading]:
    piece = pieces[at]
    if piece.kind == "number":
        endings = at + 1 < len(pieces) and pieces[at + 1].glued and pieces[at + 1].low in _ORDINAL_ENDINGS
        return (
            [(at + 2, int(piece.text))] if endings and piece.text.isdigit() and len(piece.text) <= 3 else []
        )
    if piece.low in ("final", "last"):
        return [(at + 1, -1)]
    return list(_ordinal_words(pieces, at))


def _year(pieces: Pieces, at: int) -> Iterator[Reading]:
    piece = pieces[at]
    if piece.kind == "number":
        written = re.fullmatch(r"1\d{3}|2[01]\d\d", piece.text, re.ASCII)
        if written and not _joined_to_letters(pieces, at):
            yield at + 1, int(piece.text)
        return
    lead = {"nineteen": 19, "eighteen": 18}.get(piece.low)
    if lead is not None and at + 1 < len(pieces):
        tail = number_at(pieces, at + 1)
        if tail is not None and not tail.digits and 10 <= tail.value <= 99 and pieces[at + 1].kind == "word":
            yield tail.end, lead * 100 + int(tail.value)
    elif piece.low == "two" and at + 1 < len(pieces) and pieces[at + 1].low == "thousand":
        whole = number_at(pieces, at)
        if whole is not None and 2000 <= whole.value <= 2099:
            yield whole.end, int(whole.value)


def _short_year(pieces: Pieces, at: int) -> Iterator[Reading]:
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if (
        after
        and after.glued
        and re.fullmatch(r"\d\d", after.text, re.ASCII)
        and not _joined_to_letters(pieces, at + 1)
    ):
        yield at + 2, century_of(int(after.text))


def century_of(year: int) -> int:
    """The year that two digits mean in news: '68 is 1968, '23 is 2023 (the usual POSIX pivot, 69, moved to
    50)."""
    return year + (2000 if year < 50 else 1900)


def _number(pieces: Pieces, at: int) -> Iterator[Reading]:
    low = tuple(piece.low for piece in pieces[at : at + 3])
    if low[0] in ("a", "an", "the"):
        if low[1:2] in (("few",), ("couple",)):
            yield at + (3 if low[2:3] == ("of",) else 2), _FEW[low[1]]
            return
    elif low[0] in _FEW:
        yield at + (2 if low[1:2] == ("of",) else 1), _FEW[low[0]]
        return
    found = number_at(pieces, at)
    if found is not None:
        yield found.end, found.value
    elif low[0] in ("a", "an"):
        yield at + 1, 1.0
    elif low[0] == "half" and low[1:2] in (("a",), ("an",)):
        yield at + 2, 0.5


def _unit(pieces: Pieces, at: int) -> Iterator[Reading]:
    unit = time_words().units.get(pieces[at].low)
    if unit is not None:
        yield at + 1, unit


def _plural_unit(pieces: Pieces, at: int) -> Iterator[Reading]:
    unit = time_words().units.get(pieces[at].low)
    if unit is not None and unit.plural:
        yield at + 1, unit


def _season(pieces: Pieces, at: int) -> Iterator[Reading]:
    value = time_words().seasons.get(pieces[at].low)
    if value is not None:
        yield at + 1, value


def _part(pieces: Pieces, at: int) -> Iterator[Reading]:
    value = time_words().parts.get(pieces[at].low)
    if value is not None and not pieces[at].low.endswith("s"):
        yield at + 1, value


@cache
def _longest_holiday() -> int:
    return max(len(name) for name in holidays())


def _holiday(pieces: Pieces, at: int) -> Iterator[Reading]:
    names = holidays()
    low = tuple(piece.low for piece in pieces[at : at + _longest_holiday()])
    for length in range(len(low), 0, -1):
        if low[:length] in names and (pieces[at].kind == "number" or pieces[at].text[:1].isupper()):
            yield at + length, names[low[:length]]
            return


def _decade(pieces: Pieces, at: int) -> Iterator[Reading]:
    piece = pieces[at]
    if piece.kind == "word":
        number = time_words().decade_words.get(piece.low)
        if number is not None:
            yield at + 1, str(190 + number)
        return
    lead = at + 1 if piece.text == "'" else at
    if lead + 1 >= len(pieces) or pieces[lead].kind != "number":
        return
    digits, end = pieces[lead].text, lead + 1
    if pieces[end].text == "'" and pieces[end].glued and end + 1 < len(pieces):
        end += 1
    if not (pieces[end].glued and pieces[end].low in ("s", "'s")):
        return
    if re.fullmatch(r"1[5-9]\d0|20\d0", digits, re.ASCII):
        yield end + 1, digits[:3]
    elif re.fullmatch(r"\d0", digits, re.ASCII) and (
        lead > at or (int(digits) >= 50 and at and pieces[at - 1].low == "the")
    ):
        yield end + 1, str(century_of(int(digits)))[:3]


def _clock(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads "10:35", "10:35 a.m.", "10.35pm", "9 pm", "noon"; the value is hours and minutes as TIMEX3
    writes them."""
    piece = pieces[at]
    if piece.kind == "word":
        value = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}.get(piece.low)
        if value is not None:
            yield at + 1, value
        return
    minutes, end = "", at + 1
    hour = piece.text
    if match := re.fullmatch(r"(\d{1,2})\.(\d\d)", hour, re.ASCII):
        hour, minutes = match[1], match[2]
    elif end + 1 < len(pieces) and pieces[end].text == ":" and pieces[end].glued and pieces[end + 1].glued:
        minutes, end = pieces[end + 1].text, end + 2
    if not re.fullmatch(r"\d{1,2}", hour, re.ASCII) or not re.fullmatch(r"|[0-5]\d", minutes, re.ASCII):
        return
    half = pieces[end].low.replace(".", "") if end < len(pieces) else ""
    if half in ("am", "pm") and 1 <= int(hour) <= 12:
        yield end + 1, f"{int(hour) % 12 + (12 if half == 'pm' else 0):02d}:{minutes or '00'}"
    elif minutes and "." not in piece.text and int(hour) <= 24:
        yield end, f"{int(hour):02d}:{minutes}"


def _hour(pieces: Pieces, at: int) -> Iterator[Reading]:
    piece = pieces[at]
    if re.fullmatch(r"1?\d", piece.text, re.ASCII) and 1 <= int(piece.text) <= 12:
        yield at + 1, int(piece.text)


def _zone(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads a time zone, or a bracket with the same time elsewhere: "(0735 GMT)"."""
    if pieces[at].text == "(":
        for end in range(at + 1, min(at + 7, len(pieces))):
            if pieces[end].text == ")":
                if pieces[end - 1].low in time_words().zones:
                    yield end + 1, pieces[end - 1].low
                return
        return
    if pieces[at].low == "local" or pieces[at].low == "moscow":
        if at + 1 < len(pieces) and pieces[at + 1].low == "time":
            yield at + 2, pieces[at].low
    elif pieces[at].low in time_words().zones and pieces[at].text.isupper():
        yield at + 1, pieces[at].low


def _iso(pieces: Pieces, at: int) -> Iterator[Reading]:
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


def _numeric_date(pieces: Pieces, at: int) -> Iterator[Reading]:
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


def _short_date(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads 22/04 as the pairs (month, day) that it may mean."""
    parts = _glued_numbers(pieces, at, "/")
    if len(parts) == 2 and all(len(part) <= 2 for part in parts):
        a, b = int(parts[0]), int(parts[1])
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


def _dash(pieces: Pieces, at: int) -> Iterator[Reading]:
    if pieces[at].low in _JOINTS:
        yield at + 1, pieces[at].low


def _dashed(pieces: Pieces, at: int) -> Iterator[Reading]:
    if pieces[at].low in _DASHES:
        yield at + 1, pieces[at].low
