"""Resolves a match against the day of publication, or against both ends of an interval."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.dates.calendar import Day, Days
from onrecord.extract.dates.joining import is_day
from onrecord.extract.dates.meaning import Meaning, When
from onrecord.extract.dates.meanings import MEANINGS
from onrecord.extract.grammar.patterns import Slots


def resolved(means: str, slots: Slots, when: When, anchors: tuple[Day, ...]) -> Meaning | None:
    """What a match means on the day it is counted from; from an interval, what holds for all of it.

    `when` carries no anchor of its own. Where the two ends of an interval give different values, the result
    is the open value ("XXXX-WXX-4") with the days that both cover.
    """
    read = MEANINGS[means]
    first = read(slots, replace(when, anchor=anchors[0] if anchors else None))
    if first is not None and first.told:
        return replace(first, base=_base(first, when))
    if first is None or len(anchors) < 2:
        return first
    second = read(slots, replace(when, anchor=anchors[1]))
    if second is None or second == first:
        return first
    loose = read(slots, replace(when, anchor=None))
    a, b = first.covered(), second.covered()
    hull: Days | None = (min(a[0], b[0]), max(a[1], b[1])) if a and b else None
    value = loose.value if loose is not None and not loose.told else first.value
    return Meaning(first.type, value, days=hull, mod=first.mod, anchored=True)


def _base(meaning: Meaning, when: When) -> str | None:
    """The value of the date last mentioned that a meaning was counted from."""
    if "Q" in meaning.value and when.quarter is not None:
        return when.quarter
    return when.last_day if is_day(meaning.value) and when.last_day is not None else when.last
