"""Where the timeline's scale carries a tick, and what a stretch of it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.show.wording import MONTHS, interval


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick at `share` (0..1) of its panel, with its label ("" for an unlabelled one)."""

    share: float
    label: str


# (days a step takes, its name, room that its label needs in pixels), finest first
_STEPS = (
    (1, "day", 44),
    (2, "2 days", 44),
    (7, "week", 44),
    (14, "2 weeks", 44),
    (31, "month", 34),
    (92, "quarter", 38),
    (366, "year", 36),
    (5 * 366, "5 years", 36),
    (10 * 366, "10 years", 36),
    (50 * 366, "50 years", 36),
    (100 * 366, "100 years", 36),
    (500 * 366, "500 years", 36),
)


def caption(first: int, last: int) -> str:
    """What a stretch of days is called. Example: the ordinals of all of 2023 give "2023"."""
    return interval(date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat())


def years(first: int, last: int) -> str:
    """The year or years of a stretch of days. Example: "2023", "2022–2023"."""
    low, high = date.fromordinal(first).year, date.fromordinal(last).year
    return str(low) if low == high else f"{low}–{high}"


def ticks(first: int, last: int, width: float) -> tuple[Tick, ...]:
    """The ticks of a panel of `width` pixels over the days `first` to `last`, as fine as labels allow."""
    days = last + 1 - first
    for found in _ladder(first, last, width):
        if any(tick.label for tick in found):
            return found
    middle = date.fromordinal((first + last) // 2)
    label = _label(middle, "day" if days <= 62 else "month")
    return (Tick(round((middle.toordinal() - first) / days, 4), label),) if width >= 30 else ()


def day_tick(day: int, first: int, last: int) -> tuple[Tick, ...]:
    """The one tick of a panel around a single day."""
    return (Tick(round((day - first) / (last + 1 - first), 4), _label(date.fromordinal(day), "day")),)


def _ladder(first: int, last: int, width: float) -> Iterator[tuple[Tick, ...]]:
    """The ticks of each step whose labels have room, the finest first."""
    days = last + 1 - first
    for length, name, room in _STEPS:
        if width * length / days >= room:
            yield tuple(
                Tick(share, _label(day, name) if (1 - share) * width >= room * 0.6 else "")
                for day in _starts(first, last, name)
                for share in (round((day.toordinal() - first) / days, 4),)
            )


def _label(day: date, name: str) -> str:
    if "year" in name:
        return str(day.year)
    if name in ("month", "quarter"):
        return MONTHS[day.month][:3]
    return f"{day.day} {MONTHS[day.month][:3]}"


def _starts(first: int, last: int, name: str) -> Iterator[date]:
    """The first day of every step inside the stretch."""
    if "year" in name:
        every = int(name.split(maxsplit=1)[0]) if " " in name else 1
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            if year % every == 0 and date(year, 1, 1).toordinal() >= first:
                yield date(year, 1, 1)
    elif name in ("month", "quarter"):
        every = 1 if name == "month" else 3
        day = date.fromordinal(first)
        for index in range(day.year * 12 + day.month - 1, 9999 * 12):
            start = date(index // 12, index % 12 + 1, 1)
            if start.toordinal() > last:
                return
            if start.toordinal() >= first and index % every == 0:
                yield start
    else:
        every = {"day": 1, "2 days": 2, "week": 7, "2 weeks": 14}[name]
        for ordinal in range(first + (1 - first) % every, last + 1, every):  # 1 January of year 1: a Monday
            yield date.fromordinal(ordinal)
