"""The categories that the time rules name: <MONTH>, <DAY>, <YEAR>, <WEEKDAY>, <CLOCK>, ..."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from onrecord.extract.dates import clocks, written
from onrecord.extract.grammar.numbers import number_at, opening_words
from onrecord.extract.grammar.patterns import Category, Reading
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.months import months
from onrecord.knowledge.numbers import number_words
from onrecord.knowledge.times import holidays, named_events, named_meetings, time_words

_FULL_MONTH = 5  # from this length on a month's name is no short form; "may", "june", "july" have none
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_FEW = {"several": "X", "few": "X", "many": "X", "some": "X", "couple": 2.0}
_DASHES = frozenset({"-", "–", "—", "‑"})
# "twenty" is read as a century only before a number from ten on: "twenty twenty-two", not "twenty five".
_SAID_CENTURIES = {"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
_JOINTS = _DASHES | {"~", "to", "through", "until", "till"}


@cache
def categories() -> Mapping[str, Category]:
    """The categories by name."""
    words = time_words()
    opening = frozenset(phrase[0] for phrase in number_words().ordinals)
    numbers = opening_words()
    return {
        "MONTH": Category(_month, frozenset(months())),
        "WEEKDAY": Category(_weekday, frozenset(words.weekdays)),
        "WEEKDAYS": Category(_weekdays, frozenset(f"{name}s" for name in words.weekdays)),
        "WDAY": Category(_weekday_form, frozenset(words.weekday_forms)),
        "DAY": Category(_day, opening, numeric=True),
        "YEAR": Category(_year, frozenset(_SAID_CENTURIES) | {"two"}, numeric=True),
        "YY": Category(_short_year, frozenset({"'"})),
        "NUM": Category(
            _number, numbers | frozenset(_FEW) | frozenset(number_words().fractions), numeric=True
        ),
        "UNIT": Category(_unit, frozenset(words.units)),
        "UNITS": Category(_plural_unit, frozenset(words.units)),
        "NTH": Category(_numeral_ordinal, frozenset(), numeric=True),
        "ORD": Category(ordinals, opening | frozenset({"final", "last"}), numeric=True),
        "SEASON": Category(_season, frozenset(words.seasons)),
        "PART": Category(_part, frozenset(words.parts)),
        "HOLIDAY": Category(_holiday, frozenset(name[0] for name in holidays() if name[0].isalpha())),
        "NAMEDNUM": Category(_holiday, frozenset(), numeric=True),
        "DECADE": Category(_decade, frozenset(words.decade_words) | {"'"}, numeric=True),
        "CLOCK": Category(clocks.clock, frozenset(clocks.NAMED) | numbers, numeric=True),
        "HOUR": Category(clocks.hour, numbers, numeric=True),
        "SAIDHOUR": Category(clocks.said_hour, numbers),
        "ZONE": Category(clocks.zone, words.zones | words.zone_places | {"(", "hours"}),
        "ISO": Category(written.iso, frozenset(), numeric=True),
        "NUMDATE": Category(written.numeric_date, frozenset(), numeric=True),
        "SHORTDATE": Category(written.short_date, frozenset(), numeric=True),
        "NAMEDATE": Category(written.named_month_date, frozenset(months()), numeric=True),
        "QUARTER": Category(_short_quarter, frozenset({"q", "h"})),
        "FY": Category(_short_fiscal, frozenset({"fy", "cy"})),
        "PARTS": Category(_parts, frozenset(words.parts)),
        "MEETING": Category(_meeting, frozenset(name[0] for name in named_meetings())),
        "EVENT": Category(_event, frozenset(name[0] for name in named_events())),
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
    short = pieces[at].low not in time_words().weekdays
    if short and _names_part_of(pieces, at + 1):
        return  # "Tue Nguyen"
    if short and not pieces[at].text[:1].isupper() and pieces[at].low in ("sun", "sat", "wed"):
        return
    if short and at + 1 < len(pieces) and pieces[at + 1].text == "." and pieces[at + 1].glued:
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
    joined = (low[0], "-", low[1]) if len(low) > 1 else ()
    for length, phrase in ((3, low if len(low) == 3 else ()), (2, joined), (1, low[:1])):
        if phrase in table:
            yield at + length, table[phrase]
            return


def _numeral_ordinal(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads "24th" but not "first", which more often begins a list."""
    for end, value in _day(pieces, at):
        if end == at + 2:
            yield end, value


def ordinals(pieces: Pieces, at: int) -> Iterable[Reading]:
    """Reads "24th", "third", and -1 for "last" and "final"."""
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
        if re.fullmatch(r"1\d{3}|2[01]\d\d", piece.text, re.ASCII) and not _joined_to_letters(pieces, at):
            yield at + 1, int(piece.text)
        return
    lead = _SAID_CENTURIES.get(piece.low)
    if lead is not None and at + 1 < len(pieces):
        begin = at + 2 if pieces[at + 1].low == "hundred" else at + 1
        begin += 1 if begin > at + 1 and begin < len(pieces) and pieces[begin].low == "and" else 0
        tail = number_at(pieces, begin) if begin < len(pieces) else None
        if tail is not None and not tail.digits and 10 <= tail.value <= 99 and pieces[begin].kind == "word":
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
        yield at + 2, written.century_of(int(after.text))


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


def _parts(pieces: Pieces, at: int) -> Iterator[Reading]:
    value = time_words().parts.get(pieces[at].low)
    if value is not None and pieces[at].low.endswith("s"):
        yield at + 1, value


def _short_quarter(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads Q1 to Q4, H1 and H2 as TIMEX3 writes them."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    most = "4" if pieces[at].low == "q" else "2"
    if after is None or not after.glued or not (pieces[at].text.isupper() or pieces[at].low == "q"):
        return
    if len(after.text) == 1 and "1" <= after.text <= most:
        yield at + 2, f"{pieces[at].low.upper()}{after.text}"


def _short_fiscal(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads FY2024, FY24 and CY2023."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is not None and re.fullmatch(r"(?:19|20)?\d\d", after.text, re.ASCII):
        year = int(after.text)
        yield at + 2, year if year > 99 else written.century_of(year)


@cache
def _longest_meeting() -> int:
    return max(len(name) for name in named_meetings())


def _meeting(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads the longest name of a dated meeting: "Vilnius summit"."""
    meetings = named_meetings()
    low = tuple(piece.low for piece in pieces[at : at + _longest_meeting()])
    for length in range(len(low), 0, -1):
        if low[:length] in meetings and pieces[at].text[:1].isupper():
            yield at + length, meetings[low[:length]]
            return


@cache
def _longest_event() -> int:
    return max(len(name) for name in named_events())


def _event(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads the longest name of an event whose date is knowledge."""
    events = named_events()
    low = tuple(piece.low for piece in pieces[at : at + _longest_event()])
    for length in range(len(low), 0, -1):
        if low[:length] in events and any(piece.text[:1].isupper() for piece in pieces[at : at + length]):
            yield at + length, events[low[:length]]
            return


_LEADS = frozenset(
    {"by", "until", "before", "after", "since", "at", "during", "over", "last", "next", "following"}
)


def _is_name(pieces: Pieces, at: int, length: int) -> bool:
    """True for a numeral or a capital, and for lower case where other words show that it is a day."""
    if pieces[at].kind == "number" or pieces[at].text[:1].isupper():
        return True
    after = pieces[at + length].text if at + length < len(pieces) else ""
    led = bool(at) and pieces[at - 1].low in _LEADS
    return after != "-" and (length > 1 or (led and not after[:1].isalpha()))


def _names_part_of(pieces: Pieces, end: int) -> bool:
    """True where a capitalised word goes on with the name; in a headline all words are capitalised."""
    if end >= len(pieces) or pieces[end].kind != "word" or not pieces[end].text[:1].isupper():
        return False
    low = pieces[end].low
    if low in months() or low in time_words().weekdays or low in ("weekend", "week", "eve", "day"):
        return False
    after = [piece.text for piece in pieces[end + 1 : end + 3] if piece.kind == "word"]
    return not after or not all(word[:1].isupper() for word in after)


@cache
def _longest_holiday() -> int:
    return max(len(name) for name in holidays())


def _holiday(pieces: Pieces, at: int) -> Iterator[Reading]:
    names = holidays()
    low = tuple(piece.low for piece in pieces[at : at + _longest_holiday()])
    for length in range(len(low), 0, -1):
        if low[:length] in names and _names_part_of(pieces, at + length):
            return  # "the Good Friday Agreement", "Easter Island"
        if low[:length] in names and _is_name(pieces, at, length):
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
        yield end + 1, str(written.century_of(int(digits)))[:3]


def _dash(pieces: Pieces, at: int) -> Iterator[Reading]:
    if pieces[at].low in _JOINTS:
        yield at + 1, pieces[at].low


def _dashed(pieces: Pieces, at: int) -> Iterator[Reading]:
    if pieces[at].low in _DASHES:
        yield at + 1, pieces[at].low
