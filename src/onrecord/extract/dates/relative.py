"""Meanings that are counted from the day of publication, or from the date last mentioned."""

from __future__ import annotations

import datetime

from onrecord.extract.dates.calendar import (
    Day,
    days_of,
    month_value,
    plus_days,
    plus_months,
    quarter_value,
    week_value,
)
from onrecord.extract.dates.meaning import STEPS, Meaning, When, number, text
from onrecord.extract.grammar.patterns import Slots
from onrecord.knowledge.times import Unit

_WEEK = 7
MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_DAYS = {"D": 1, "N": 1, "W": 7, "WE": 7, "FN": 14}


def unit_of(slots: Slots) -> Unit | None:
    """The unit of time in its slot."""
    value = slots.get("unit")
    return value if isinstance(value, Unit) else None


def day_offset(slots: Slots, when: When) -> Meaning | None:
    """ "yesterday", "tomorrow night", "the day before yesterday": `given.days` from publication."""
    part = text(slots, "part") or str(when.given.get("part", ""))
    if when.anchor is None:
        value, day = "XXXX-XX-XX", None
    else:
        day = plus_days(when.anchor, int(when.given["days"]))
        if day is None:
            return None
        value = day.isoformat()
    return with_part(value, part, anchored=day is not None)


def with_part(value: str, part: str, anchored: bool) -> Meaning:
    """A day, or a part of it: "2013-02-08TMO"."""
    if part:
        return Meaning("TIME", f"{value}T{part}", anchored=anchored)
    return Meaning("DATE", value, anchored=anchored)


def present_day(_slots: Slots, when: When) -> Meaning | None:
    """ "today"; where publication is unknown it is only "now"."""
    if when.anchor is None:
        return Meaning("DATE", "PRESENT_REF")
    return Meaning("DATE", when.anchor.isoformat(), anchored=True)


def weekday(slots: Slots, when: When) -> Meaning | None:
    """A bare weekday: the last one up to publication, or the next where the tense is future."""
    wanted = number(slots, "weekday") or number(slots, "wday") or 0
    part = text(slots, "part")
    if when.given.get("short") and when.before[-1:] and when.before[-1] not in _BEFORE_SHORT:
        return None
    if when.anchor is None:
        return with_part(f"XXXX-WXX-{wanted}", part, anchored=False)
    back = (when.anchor.isoweekday() - wanted) % _WEEK
    offset = -back
    if when.tense == "future" and back:
        offset = _WEEK - back
    day = plus_days(when.anchor, offset)
    return with_part(day.isoformat(), part, anchored=True) if day else None


_BEFORE_SHORT = frozenset(
    {"on", "by", "until", "since", "or", "and", "from", "to", "before", "after", ",", "("}
)


def weekday_which(slots: Slots, when: When) -> Meaning | None:
    """ "last Monday", "next Friday", "this Thursday night"; "next" is the coming one, as most news means
    it."""
    wanted, step = number(slots, "weekday") or 0, STEPS[text(slots, "which")]
    part = text(slots, "part")
    base = told_day(when) if text(slots, "which") in ("previous", "following", "preceding") else when.anchor
    if base is None:
        return with_part(f"XXXX-WXX-{wanted}", part, anchored=False)
    back = (base.isoweekday() - wanted) % _WEEK
    if step < 0:
        offset = -(back or _WEEK)
    elif step > 0:
        offset = _WEEK - back
    else:
        offset = 0 if not back else (-back if when.tense == "past" else _WEEK - back)
    if "before" in slots:
        offset -= 1
    day = plus_days(base, offset)
    return with_part(day.isoformat(), part, anchored=True) if day else None


def weekday_of_week(slots: Slots, when: When) -> Meaning | None:
    """ "Wednesday of last week", "Monday next week"."""
    wanted = number(slots, "weekday") or 0
    if when.anchor is None:
        return Meaning("DATE", f"XXXX-WXX-{wanted}")
    monday = when.anchor - datetime.timedelta(when.anchor.isoweekday() - 1)
    day = plus_days(monday, STEPS[text(slots, "which")] * _WEEK + wanted - 1)
    return Meaning("DATE", day.isoformat(), anchored=True) if day else None


def told_day(when: When) -> Day | None:
    """The first day of the date last mentioned, else the day of publication."""
    if when.last_day is not None and (covered := days_of(when.last_day)):
        return covered[0]
    return when.anchor


def unit_which(slots: Slots, when: When) -> Meaning | None:
    """ "last week", "this month", "next year", "the previous quarter", "this century"."""
    unit, which = unit_of(slots), text(slots, "which")
    if unit is None or unit.plural or unit.code not in MONTHS.keys() | {"W", "FN"}:
        return None
    step = STEPS[which]
    base = when.anchor
    told = which in ("following", "preceding", "previous", "prior", "same") and when.last is not None
    if told and when.last is not None and (covered := days_of(when.last)):
        base = covered[0]
    else:
        told = False
    if base is None:
        return loose(unit.code)
    value = unit_value(base, unit.code, step)
    part = text(slots, "part")
    if value is None or (part and unit.code != "D"):
        return None
    meaning = with_part(value, part, anchored=True)
    return Meaning(meaning.type, meaning.value, anchored=True, told=told)


def unit_bare(slots: Slots, when: When) -> Meaning | None:
    """ "for the week", "later in the month", "the end of the year": the one that publication lies in."""
    unit = unit_of(slots)
    after = when.after[0] if when.after else ""
    if unit is None or unit.plural or unit.code not in ("W", "M", "Y", "FN"):
        return None
    if when.before[-1:] and when.before[-1] not in _BEFORE_UNITS:
        return None
    if after[:1].isalnum() and after not in ("and", "or", "but", "as", "with", "at", "on", "by", "ahead"):
        return None
    if after in ("-", "'s"):
        return None
    if when.anchor is None:
        return loose(unit.code)
    value = unit_value(when.anchor, unit.code, 0)
    return Meaning("DATE", value, anchored=True) if value else None


_BEFORE_UNITS = frozenset({"of", "in", "during", "for", "throughout", "within", "into"})


def loose(code: str) -> Meaning | None:
    """The value where publication is unknown: an unnamed week, month, year."""
    shapes = {
        "D": "XXXX-XX-XX",
        "W": "XXXX-WXX",
        "WE": "XXXX-WXX-WE",
        "FN": "XXXX-WXX",
        "M": "XXXX-XX",
        "Q": "XXXX-QX",
        "Y": "XXXX",
        "N": "XXXX-XX-XXTNI",
        "DE": "XXX",
        "CE": "XX",
    }
    return Meaning("DATE", shapes[code]) if code in shapes else None


def unit_value(base: Day, code: str, step: int) -> str | None:
    """The value of the unit that is `step` units away from the one that `base` lies in."""
    if code in ("W", "D", "WE", "N", "FN"):
        moved = plus_days(base, step * _DAYS[code])
    elif code in MONTHS:
        moved = plus_months(base.replace(day=1), step * MONTHS[code])
    else:
        return None
    if moved is None:
        return None
    if code == "WE":
        return week_value(moved) + "-WE"
    if code == "FN":
        return week_value(moved)
    return _value_at(moved, code)


def _value_at(day: Day, code: str) -> str:
    shapes = {
        "D": day.isoformat(),
        "N": f"{day.isoformat()}TNI",
        "W": week_value(day),
        "M": month_value(day),
        "Q": quarter_value(day),
        "Y": f"{day.year:04d}",
        "DE": f"{day.year // 10:03d}",
        "CE": f"{day.year // 100:02d}",
    }
    return shapes[code]


def weekend(slots: Slots, when: When) -> Meaning | None:
    """ "over the weekend", "last weekend", "next weekend": bare, the last one up to publication."""
    which = text(slots, "which")
    if when.anchor is None:
        return Meaning("DATE", "XXXX-WXX-WE")
    weekday_now = when.anchor.isoweekday()
    ahead = when.tense == "future"
    if which in ("this", "coming", "upcoming") or (not which and (ahead or weekday_now >= 6)):
        # On a Monday or Tuesday with a past tense "this weekend" is the one just over.
        step = -1 if which == "this" and weekday_now <= 2 and when.tense == "past" else 0
    elif which == "next":
        step = 1 if weekday_now >= 5 else 0
    else:
        step = -1
    value = unit_value(when.anchor, "WE", step)
    return Meaning("DATE", value, anchored=True) if value else None


def ago(slots: Slots, when: When) -> Meaning | None:
    """ "three days ago", "a year ago", "two decades ago": as fine as the unit, a single year to the month."""
    return _counted(slots, when, when.anchor, -1)


def from_now(slots: Slots, when: When) -> Meaning | None:
    """ "two weeks from now", "in three days' time"."""
    return _counted(slots, when, when.anchor, 1)


def ahead(slots: Slots, when: When) -> Meaning | None:
    """ "in two weeks" under a future tense; else it is a length of time and another rule's."""
    unit = unit_of(slots)
    if when.tense != "future" or unit is None or unit.code in ("H", "MIN", "S"):
        return None
    return _counted(slots, when, when.anchor, 1)


def _counted(slots: Slots, _when: When, base: Day | None, sign: int) -> Meaning | None:
    unit, count = unit_of(slots), slots.get("num")
    if unit is None:
        return None
    if count == "X":
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    if not isinstance(count, int | float):
        return None
    if base is None:
        return loose(unit.code) or Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    moved = stepped(base, unit.code, sign * float(count))
    if moved is None:
        return None
    if unit.code in ("H", "MIN", "S"):
        return Meaning("TIME", moved.isoformat(), anchored=True)
    return Meaning("DATE", grain(moved, unit.code, float(count)), anchored=True)


def grain(day: Day, code: str, count: float) -> str:
    """The value of a day as fine as the unit that it was counted in."""
    if code == "Y":
        return month_value(day) if count <= 1 else f"{day.year:04d}"
    if code in ("DE", "CE"):
        return f"{day.year:04d}"
    if code == "FN":
        return week_value(day)
    return _value_at(day, {"WE": "W", "N": "D"}.get(code, code))


def stepped(base: Day, code: str, count: float) -> Day | None:
    """The day `count` units away; hours and minutes stay on the day, as no clock is known."""
    if abs(count) > 20_000:
        return None
    if code in ("H", "MIN", "S"):
        days = count / 24 if code == "H" else 0
        return plus_days(base, round(days)) if abs(days) >= 1 else base
    if code in _DAYS:
        return plus_days(base, round(count * _DAYS[code]))
    if code in MONTHS:
        return plus_months(base, round(count * MONTHS[code]))
    return None


def year_end(_slots: Slots, when: When) -> Meaning | None:
    """ "by year-end", "the end of the year": the last third of the year of publication."""
    if when.anchor is None:
        return Meaning("DATE", "XXXX", mod="END")
    year = when.anchor.year
    return Meaning("DATE", f"{year:04d}", days=(Day(year, 9, 1), Day(year, 12, 31)), mod="END", anchored=True)


def part_of_this_day(slots: Slots, when: When) -> Meaning | None:
    """ "this morning", "overnight", "tonight"."""
    part = text(slots, "part") or str(when.given.get("part", ""))
    if when.anchor is None:
        return Meaning("TIME", f"XXXX-XX-XXT{part}")
    return Meaning("TIME", f"{when.anchor.isoformat()}T{part}", anchored=True)
