"""The calendar: from a TIMEX3 value to the days it covers, and steps of days, weeks, months and years."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange

Day = datetime.date
Days = tuple[Day, Day]

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>WI|SP|SU|FA)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)


def days_of(value: str) -> Days | None:
    """The first and last day of a TIMEX3 value, or None where it names no days (`PAST_REF`, `P2D`,
    `XXXX-02`).

    Example: `days_of("2013-W05-WE")` is 2 and 3 February 2013; winter 2013 ends on 28 February 2014.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        a, b = days_of(first), days_of(last)
        return (a[0], b[1]) if a and b and a[0] <= b[1] else None
    value = value.partition("T")[0]
    try:
        if match := _VALUE.fullmatch(value):
            return _dated(match)
        if re.fullmatch(r"\d{3}", value):
            return Day(int(value) * 10, 1, 1), Day(int(value) * 10 + 9, 12, 31)
        if re.fullmatch(r"\d\d", value):
            return Day(int(value) * 100, 1, 1), Day(int(value) * 100 + 99, 12, 31)
    except (ValueError, OverflowError):  # the calendar has no such day
        return None
    return None


def _dated(match: re.Match[str]) -> Days:
    year = int(match["year"])
    if match["week"]:
        first = Day.fromisocalendar(year, int(match["week"]), 6 if match["weekend"] else 1)
        return first, first + datetime.timedelta(1 if match["weekend"] else 6)
    if match["quarter"]:
        return months(year, int(match["quarter"]) * 3 - 2, 3)
    if match["half"]:
        return months(year, int(match["half"]) * 6 - 5, 6)
    if match["season"] == "WI":
        return Day(year, 12, 1), months(year + 1, 2, 1)[1]
    if match["season"]:
        first_month, _ = _SEASONS[match["season"]]
        return months(year, first_month, 3)
    if match["day"]:
        day = Day(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return months(year, int(match["month"]), 1)
    return Day(year, 1, 1), Day(year, 12, 31)


def months(year: int, month: int, length: int) -> Days:
    """The days of `length` months from a month on, all in one year."""
    last = month + length - 1
    return Day(year, month, 1), Day(year, last, monthrange(year, last)[1])


def plus_days(day: Day, count: int) -> Day | None:
    """The day `count` days on, or None beyond the calendar."""
    try:
        return day + datetime.timedelta(count)
    except OverflowError:
        return None


def plus_months(day: Day, count: int) -> Day | None:
    """The same day of the month `count` months on (the last of a shorter month), or None beyond the
    calendar."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return Day(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_value(day: Day) -> str:
    """The ISO week of a day: `2023-W06`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(day: Day) -> str:
    """The month of a day: `2023-02`."""
    return f"{day.year:04d}-{day.month:02d}"


def quarter_value(day: Day) -> str:
    """The quarter of a day: `2023-Q1`."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"
