"""Dates, amounts and counts as a person reads them."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS = ("", "January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def day(text: str | None) -> date | None:
    """A `YYYY-MM-DD` as a date, or None for anything else."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def interval(earliest: str | None, latest: str | None) -> str:
    """An interval of days in words; "" where nothing is known.

    Examples: `interval("2023-02-08", "2023-02-08")` is "8 February 2023"; `interval("2023-02-01",
    "2023-02-28")` is "February 2023"; `interval("2022-01-01", None)` is "from 1 January 2022".
    """
    first, last = day(earliest), day(latest)
    if first is None and last is None:
        return ""
    if last is None:
        return f"from {_day(first)}"
    if first is None:
        return f"until {_day(last)}"
    return _between(first, last)


def _day(value: date | None) -> str:
    return "" if value is None else f"{value.day} {MONTHS[value.month]} {value.year}"


def _between(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    starts_month = first.day == 1
    ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
    if starts_month and ends_month:
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if first.year == last.year:
            months = f"{MONTHS[first.month]}–{MONTHS[last.month]}"
            return f"{MONTHS[first.month] if first.month == last.month else months} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {MONTHS[first.month]} {first.year}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def number(value: float) -> str:
    """A number with its thousands set off, from a million on in words.

    Examples: `number(44200000000.0)` is "44.2 billion"; `number(5000.0)` is "5,000"; `number(0.5)` is "0.5".
    """
    for size, word in _SCALES:
        if abs(value) >= size:
            return f"{_plain(value / size)} {word}"
    return _plain(value)


def _plain(value: float) -> str:
    shown = f"{value:,.6f}".rstrip("0").rstrip(".")
    return shown if shown not in ("0", "-0") or value == 0 else f"{value:.3g}"


def amount(values: tuple[float | None, float | None, float | None], currency: str, unit: str) -> str:
    """An amount, or a range of two, with its currency or unit; `values` are amount, low and high.

    Examples: `amount((44.2e9, None, None), "USD", "")` is "USD 44.2 billion"; `amount((None, 2.0, 3.0), "",
    "percent")` is "2–3%".
    """
    exact, low, high = values
    if exact is not None:
        size = number(exact)
    elif low is not None and high is not None:
        size = f"{number(low)}–{number(high)}" if low != high else number(low)
    elif low is not None:
        size = f"≥ {number(low)}"
    elif high is not None:
        size = f"≤ {number(high)}"
    else:
        return ""
    if currency:
        return f"{currency} {size} {unit}".rstrip()
    if unit == "percent" or unit.startswith("percent of "):
        return f"{size}%{unit.removeprefix('percent')}"
    return f"{size} {unit}" if unit else size


def count(n: int, one: str, many: str = "") -> str:
    """A count with its noun. Example: `count(1, "report")` is "1 report", `count(0, "reply", "replies")`
    is "0 replies".
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"
