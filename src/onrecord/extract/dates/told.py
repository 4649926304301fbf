"""Meanings that are counted from the date last mentioned: "a day earlier", "that year", "the day before"."""

from __future__ import annotations

from onrecord.extract.dates.absolute import ends_phrase
from onrecord.extract.dates.calendar import Days, days_of, month_value, plus_days, plus_months
from onrecord.extract.dates.meaning import STEPS, Meaning, When, number, text
from onrecord.extract.dates.relative import (
    MONTHS,
    grain,
    loose,
    stepped,
    told_day,
    unit_of,
    unit_value,
    with_part,
)
from onrecord.extract.grammar.patterns import Slots


def told_offset(slots: Slots, when: When) -> Meaning | None:
    """ "a day earlier", "two weeks later", "a year before": from the date last mentioned."""
    unit, count = unit_of(slots), slots.get("num")
    after = when.after[0] if when.after else ""
    way = text(slots, "way")
    if way in ("before", "after", "on") and after[:1].isalnum() and not (way == "on" and after in _SUBJECTS):
        return None  # "two years before the war"; but "ten years on they met"
    sign = -1 if text(slots, "way") in ("earlier", "before", "previously", "prior") else 1
    if unit is None or not isinstance(count, int | float):
        return None
    if unit.code == "Y" and when.quarter is not None and when.quarter[:4].isdigit():
        year = int(when.quarter[:4]) + sign * int(count)
        return Meaning("DATE", f"{year:04d}{when.quarter[4:]}", told=True, anchored=True)
    if unit.code in ("Y", "DE", "CE"):
        return _years_from(when, round(count * MONTHS[unit.code] / 12) * sign)
    base = told_day(when) if when.last_day is not None else (when.anchor if sign < 0 else None)
    if base is None or unit.code in ("H", "MIN", "S"):
        return None
    moved = stepped(base, unit.code, sign * float(count))
    value = grain(moved, unit.code, 2) if moved else None
    return Meaning("DATE", value, told=when.last_day is not None, anchored=True) if value else None


_SUBJECTS = frozenset({"he", "she", "they", "it", "we", "i"})


def _years_from(when: When, years: int) -> Meaning | None:
    base = when.last if when.last is not None and when.last[:4].isdigit() else None
    if base is None and when.anchor is None:
        return None
    year = int(base[:4]) if base is not None else (when.anchor.year if when.anchor else 0)
    if not 0 < year + years <= 9999:
        return None
    return Meaning("DATE", f"{year + years:04d}", told=base is not None, anchored=True)


def year_ago_period(_slots: Slots, when: When) -> Meaning | None:
    """ "the year-ago quarter", "the year-earlier period", "last year's quarter"."""
    told = when.quarter if when.quarter is not None else when.last
    if told is not None and told[:4].isdigit():
        year = int(told[:4]) - 1
        tail = told[4:] if when.quarter is not None else ""
        return Meaning("DATE", f"{year:04d}{tail}", told=True, anchored=True)
    if when.anchor is None:
        return Meaning("DATE", "XXXX")
    return Meaning("DATE", f"{when.anchor.year - 1:04d}", anchored=True)


def a_year_ago(_slots: Slots, when: When) -> Meaning | None:
    """ "a year ago": beside a quarter that quarter of the year before, else the month a year ago."""
    if when.quarter is not None and when.quarter[:4].isdigit():
        return Meaning("DATE", f"{int(when.quarter[:4]) - 1:04d}{when.quarter[4:]}", told=True, anchored=True)
    if when.anchor is None:
        return Meaning("DATE", "XXXX-XX")
    day = plus_months(when.anchor, -12)
    return Meaning("DATE", month_value(day), anchored=True) if day else None


def that_unit(slots: Slots, when: When) -> Meaning | None:
    """ "that day", "the same month", "the quarter": the date last mentioned, as coarse as the word says."""
    unit, part = unit_of(slots), text(slots, "part")
    told = when.quarter if unit is not None and unit.code == "Q" else when.last
    if unit is not None and unit.code in ("D", "N", "WE"):
        told = when.last_day
    if unit is None or unit.plural:
        return None
    covered = days_of(told) if told is not None else None
    if covered is None or not _as_fine(covered, unit.code):
        open_ = text(slots, "that") == "that" and not part and unit.code in ("W", "WE", "M")
        return loose(unit.code) if open_ else None
    value = unit_value(covered[0], unit.code, 0)
    if value is None:
        return None
    if part and unit.code == "D":
        return Meaning("TIME", f"{value}T{part}", told=True, anchored=True)
    return Meaning("DATE", value, told=True, anchored=True)


def _as_fine(days: Days, code: str) -> bool:
    length = (days[1] - days[0]).days + 1
    return length <= {
        "D": 1,
        "N": 1,
        "W": 7,
        "WE": 7,
        "FN": 7,
        "M": 31,
        "Q": 92,
        "Y": 366,
        "DE": 3660,
        "CE": 36600,
    }.get(code, 0)


def day_after_told(slots: Slots, when: When) -> Meaning | None:
    """ "the next day", "the following morning", "the day before", "the previous night"."""
    step = STEPS.get(text(slots, "which"), 1)
    if text(slots, "way") in ("before", "earlier"):
        step = -1
    elif text(slots, "way") in ("after", "later"):
        step = 1
    part = text(slots, "part")
    if "way" in slots and when.after and when.after[0][:1].isalnum():
        return None
    if when.last_day is None:
        return Meaning("DATE", "XXXX-XX-XX") if "way" in slots else None
    base = told_day(when)
    day = plus_days(base, step) if base else None
    if day is None:
        return None
    meaning = with_part(day.isoformat(), part, anchored=True)
    return Meaning(meaning.type, meaning.value, told=True, anchored=True)


def unit_after_told(slots: Slots, when: When) -> Meaning | None:
    """ "the week before", "the month after", "the year before": counted from the date last mentioned."""
    unit, way = unit_of(slots), text(slots, "way")
    if unit is None or unit.plural or unit.code == "D" or (when.after and when.after[0][:1].isalnum()):
        return None
    step = -1 if way in ("before", "earlier", "previous") else 1
    covered = days_of(when.last) if when.last is not None else None
    told = covered is not None and _as_fine(covered, unit.code)
    base = covered[0] if covered is not None and told else (when.anchor if step < 0 else None)
    if base is None:
        return loose(unit.code)
    value = unit_value(base, unit.code, step)
    return Meaning("DATE", value, told=told, anchored=True) if value else None


def the_quarter(_slots: Slots, when: When) -> Meaning | None:
    """ "the quarter", "the latest quarter": the one last named, else the last that is over."""
    if when.quarter is not None:
        return Meaning("DATE", when.quarter, told=True, anchored=True)
    if when.anchor is None:
        return Meaning("DATE", "XXXX-QX")
    value = unit_value(when.anchor, "Q", -1)
    return Meaning("DATE", value, anchored=True) if value else None


def clock(slots: Slots, when: When) -> Meaning | None:
    """ "10:35 a.m.", "4 in the morning": on the day last mentioned in the passage, else on that of
    publication."""
    value = text(slots, "clock") or text(slots, "saidhour")
    hour = number(slots, "hour")
    if hour is None and text(slots, "part") and value[:2] < "12":
        hour = int(value[:2])
    if hour is not None:
        late = text(slots, "part") in ("AF", "EV", "NI") and not (text(slots, "part") == "NI" and hour < 6)
        value = f"{hour % 12 + (12 if late else 0):02d}{value[2:] or ':00'}"
    base = when.last_day or (when.anchor.isoformat() if when.anchor else None)
    if base is None or len(base) != 10:
        return Meaning("TIME", f"XXXX-XX-XXT{value}")
    return Meaning("TIME", f"{base}T{value}", told=when.last_day is not None, anchored=True)


def part_bare(slots: Slots, when: When) -> Meaning | None:
    """ "before dawn", "until evening": a part of the day that nothing but a word of time leads."""
    if when.before[-1:] and when.before[-1] in _BEFORE_PARTS and ends_phrase(when):
        return part_told(slots, when)
    return None


_BEFORE_PARTS = frozenset({"by", "before", "until", "till", "since", "at", "after", "mid", "around", "from"})


def part_told(slots: Slots, when: When) -> Meaning | None:
    """ "in the morning", "the evening": of the day last mentioned, else unnamed."""
    part = text(slots, "part")
    base = when.last_day if when.last_day is not None and len(when.last_day) == 10 else None
    if base is not None:
        return Meaning("TIME", f"{base}T{part}", told=True, anchored=True)
    if when.anchor is None:
        return Meaning("TIME", f"XXXX-XX-XXT{part}")
    return Meaning("TIME", f"{when.anchor.isoformat()}T{part}", anchored=True)
