"""Meanings of parts counted inside a longer stretch: "the first week of July", "the year to date"."""

from __future__ import annotations

from onrecord.extract.dates.absolute import in_month
from onrecord.extract.dates.calendar import Day, Days, plus_days, plus_months
from onrecord.extract.dates.lengths import length_value
from onrecord.extract.dates.meaning import Meaning, When, number, text
from onrecord.extract.dates.relative import stepped, unit_which
from onrecord.extract.grammar.patterns import Slots
from onrecord.knowledge.times import Unit

_LENGTHS = {"D": 1, "W": 7, "FN": 14, "WE": 7}


def nth_of(slots: Slots, when: When) -> Meaning | None:
    """ "the first week of July", "the last Thursday of November", "the third month of 2021": a part of a
    month or a year, counted from its beginning or its end."""
    whole = _whole(slots, when)
    covered = whole.covered() if whole else None
    nth, unit, weekday = number(slots, "ord") or 0, slots.get("unit"), number(slots, "weekday")
    if whole is None:
        return None
    if covered is None:
        return Meaning("DATE", whole.value) if when.anchor is None else None
    if weekday is not None:
        days = [day for day in _days_in(covered) if day.isoweekday() == weekday]
        chosen = days[nth if nth < 0 else nth - 1] if 0 < nth <= len(days) or nth == -1 else None
        return Meaning("DATE", chosen.isoformat(), anchored=whole.anchored) if chosen else None
    code = unit.code if isinstance(unit, Unit) and not unit.plural else ""
    return _nth_unit(covered, nth, code, whole.anchored)


def _whole(slots: Slots, when: When) -> Meaning | None:
    """The month, year or named stretch that a part is counted in."""
    year, month = number(slots, "year"), slots.get("month")
    if isinstance(month, tuple):
        if year is not None:
            return Meaning("DATE", f"{year:04d}-{int(month[0]):02d}")
        return in_month(int(month[0]), when)
    if year is not None:
        return Meaning("DATE", f"{year:04d}")
    of = slots.get("of")
    if isinstance(of, Unit) and of.code in ("M", "Y", "Q"):
        return unit_which({"unit": of, "which": text(slots, "which") or "this"}, when)
    return None


def _days_in(days: Days) -> list[Day]:
    return [Day.fromordinal(number) for number in range(days[0].toordinal(), days[1].toordinal() + 1)]


def _nth_unit(covered: Days, nth: int, code: str, anchored: bool) -> Meaning | None:
    if code == "M":
        month = plus_months(covered[0], nth - 1) if nth > 0 else covered[1]
        if month is None or month > covered[1]:
            return None
        return Meaning("DATE", f"{month.year:04d}-{month.month:02d}", anchored=anchored)
    length = _LENGTHS.get(code)
    if length is None:
        return None
    first = plus_days(covered[0], (nth - 1) * length) if nth > 0 else plus_days(covered[1], 1 - length)
    last = plus_days(first, length - 1) if first else None
    if first is None or last is None or first > covered[1]:
        return None
    if code == "D":
        return Meaning("DATE", first.isoformat(), anchored=anchored)
    return _week_in(first, min(last, covered[1]), code, anchored)


def _week_in(first: Day, last: Day, code: str, anchored: bool) -> Meaning | None:
    """The calendar week that most of the seven days lie in; both readings make the interval."""
    middle = plus_days(first, 3)
    if middle is None:
        return None
    year, week, _ = middle.isocalendar()
    monday = Day.fromisocalendar(year, week, 1)
    sunday = plus_days(monday, 6) or last
    if code == "WE":
        return Meaning("DATE", f"{year:04d}-W{week:02d}-WE", anchored=anchored)
    return Meaning(
        "DATE", f"{year:04d}-W{week:02d}", days=(min(first, monday), max(last, sunday)), anchored=anchored
    )


def first_units_of(slots: Slots, when: When) -> Meaning | None:
    """ "the first nine months of 2023", "the last two weeks of the year": a length with its days."""
    whole, unit, count = _whole(slots, when), slots.get("unit"), number(slots, "num")
    if whole is None or not isinstance(unit, Unit) or count is None:
        return None
    value, covered = length_value(count, unit.code), whole.covered()
    if value is None:
        return None
    if covered is None:
        return Meaning("DURATION", value)
    if (number(slots, "ord") or 1) > 0:
        end = stepped(covered[0], unit.code, count)
        last = plus_days(end, -1) if end else None
        days = (covered[0], min(last, covered[1])) if last else None
    else:
        begin = stepped(plus_days(covered[1], 1) or covered[1], unit.code, -count)
        days = (max(begin, covered[0]), covered[1]) if begin else None
    return Meaning("DURATION", value, days=days, anchored=whole.anchored)


def to_date(slots: Slots, when: When) -> Meaning | None:
    """ "the year to date", "so far this month": from its first day to publication."""
    unit = slots.get("unit")
    if not isinstance(unit, Unit):
        return None if when.before[-1:] in (("up",), ("no",)) else Meaning("DATE", "PRESENT_REF")
    meaning = unit_which({"unit": unit, "which": "this"}, when)
    covered = meaning.covered() if meaning else None
    if meaning is None or covered is None or when.anchor is None:
        return meaning
    return Meaning("DATE", meaning.value, days=(covered[0], when.anchor), anchored=True)
