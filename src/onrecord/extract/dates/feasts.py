"""The days of feasts that move: from a rule in `holidays.yaml` to the days it means in a year.

Sources: Western and Orthodox Easter by Meeus, Astronomical Algorithms (1991), chapter 8; the Hebrew and the
tabular Islamic calendar as in github.com/fitnr/convertdate (hebrew.py, islamic.py), there after Reingold and
Dershowitz. An Islamic month begins with the sighting of the moon, a day before or after the tables: such a
feast is an interval.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from onrecord.extract.dates.calendar import Day, Days, months, plus_days

_RULE = re.compile(
    r"(?P<base>easter|orthodox|rosh|passover|hanukkah)(?P<shift>[+-]\d+)"
    r"|islamic:(?P<im>\d+)-(?P<id>\d+)"
    r"|window:(?P<w1>\d\d-\d\d)/(?P<w2>\d\d-\d\d)"
    r"|(?P<mm>\d\d)-(?P<dd>\d\d)"
    r"|(?P<am>\d\d):(?P<aw>[1-7]):(?:(?P<after>first-after-monday)|(?P<nth>-?\d)(?P<plus>\+\d)?)"
)
_HEBREW_EPOCH = -1373427  # the day before 1 Tishri 1, in days of the Gregorian ordinal
_ISLAMIC_EPOCH = 227014


def feasts(rule: str, year: int, length: int = 1) -> tuple[Days, ...]:
    """The days that a rule means in a year, `length` days each; none where the year has none.

    Example: `feasts("easter+1", 2023)` is Easter Monday, 10 April 2023; Eid al-Fitr (`islamic:10-1`) of 2023
    is 21 to 23 April.
    """
    match = _RULE.fullmatch(rule)
    if match is None or not 1583 <= year <= 2400:
        return ()
    try:
        found = tuple(_by_rule(match, year))
    except (ValueError, OverflowError):  # 29 February, or the ends of the calendar
        return ()
    more = datetime.timedelta(length - 1)
    return tuple((first, last + more) for first, last in found)


def _by_rule(match: re.Match[str], year: int) -> Iterator[Days]:
    if match["base"]:
        day = plus_days(_BASES[match["base"]](year), int(match["shift"]))
        if day is not None:
            yield day, day
    elif match["im"]:
        yield from _islamic(year, int(match["im"]), int(match["id"]))
    elif match["w1"]:
        yield _month_day(year, match["w1"]), _month_day(year, match["w2"])
    elif match["mm"]:
        day = Day(year, int(match["mm"]), int(match["dd"]))
        yield day, day
    else:
        shift = 1 if match["after"] else int(match["plus"] or 0)
        nth = 1 if match["after"] else int(match["nth"])
        first = _nth_weekday(year, int(match["am"]), 1 if match["after"] else int(match["aw"]), nth)
        day = first + datetime.timedelta(shift)
        yield day, day


def _month_day(year: int, text: str) -> Day:
    return Day(year, int(text[:2]), int(text[3:]))


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> Day:
    first, last = months(year, month, 1)
    if nth > 0:
        return first + datetime.timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return last - datetime.timedelta((last.isoweekday() - weekday) % 7)


@lru_cache(maxsize=256)
def easter(year: int) -> Day:
    """Western Easter Sunday."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * week) // 451
    month, day = divmod(h + week - 7 * m + 114, 31)
    return Day(year, month, day + 1)


@lru_cache(maxsize=256)
def orthodox_easter(year: int) -> Day:
    """Orthodox Easter Sunday, on the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return Day(year, month, day + 1) + datetime.timedelta(year // 100 - year // 400 - 2)


def _new_moon(year: int) -> int:
    """Days from the Hebrew epoch to the mean new moon of Tishri, moved off Sunday, Wednesday and Friday."""
    count = (235 * year - 234) // 19
    day = 29 * count + (12084 + 13753 * count) // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


@lru_cache(maxsize=256)
def _new_year(year: int) -> int:
    last, this, following = _new_moon(year - 1), _new_moon(year), _new_moon(year + 1)
    delay = 2 if following - this == 356 else (1 if this - last == 382 else 0)
    return _HEBREW_EPOCH + this + delay


def _rosh_hashanah(year: int) -> Day:
    return Day.fromordinal(_new_year(year + 3761))


def _passover(year: int) -> Day:
    """15 Nisan stands 163 days before the next new year."""
    return Day.fromordinal(_new_year(year + 3761) - 163)


def _hanukkah(year: int) -> Day:
    """25 Kislev: Heshvan before it has 30 days in the years of 355 and 385 days."""
    first = _new_year(year + 3761)
    long = (_new_year(year + 3762) - first) % 10 == 5
    return Day.fromordinal(first + 30 + (30 if long else 29) + 24)


_BASES: dict[str, Callable[[int], Day]] = {
    "easter": easter,
    "orthodox": orthodox_easter,
    "rosh": _rosh_hashanah,
    "passover": _passover,
    "hanukkah": _hanukkah,
}


def _islamic(year: int, month: int, day: int) -> Iterator[Days]:
    """The feast in every Islamic year that touches the Gregorian one (twice in some), a day either way."""
    about = (year - 622) * 33 // 32
    for islamic in range(about - 1, about + 3):
        ordinal = (
            day
            + (59 * (month - 1) + 1) // 2
            + (islamic - 1) * 354
            + (3 + 11 * islamic) // 30
            + _ISLAMIC_EPOCH
        )
        middle = Day.fromordinal(ordinal)
        if middle.year == year:
            one = datetime.timedelta(1)
            yield middle - one, middle + one
