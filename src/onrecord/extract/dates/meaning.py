"""What an expression of time means, and what it takes to say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from onrecord.extract.dates.calendar import Day, Days, days_of
from onrecord.extract.grammar.patterns import Slots
from onrecord.knowledge.times import TimeRule

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Tense = Literal["past", "future"] | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """TIMEX3 type, value and mod, and the days it covers.

    `days` None means that they follow from the value. `anchored` is True where the value was counted from
    another date, `told` where that was the last date the report mentioned; `base` is that date's value then.
    """

    type: Kind
    value: str
    days: Days | None = None
    mod: str | None = None
    anchored: bool = False
    told: bool = False
    base: str | None = None

    def covered(self) -> Days | None:
        """The first and the last day, or None where no days can be named."""
        if self.days is not None:
            return self.days
        return days_of(self.value) if self.type in ("DATE", "TIME") else None


@dataclass(frozen=True, slots=True)
class When:
    """What a meaning is counted from: the day of publication (None where unknown), the tense of the clause,
    (`firm` where the verb stands right beside the date), and the values of the dates last mentioned: of any
    grain, of a day, and of a quarter in this passage.
    """

    anchor: Day | None
    tense: Tense = None
    firm: bool = False
    last: str | None = None
    last_day: str | None = None
    quarter: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of time in a stretch of pieces, with the rule that read it.

    `slots` and `when` are what its meaning was made of, and `core` is where the rule's own words begin, so
    that it can be counted again from another day; they are unset in what is joined of several expressions.
    """

    start: int
    end: int
    meaning: Meaning
    rule: TimeRule
    slots: Slots = field(default_factory=dict)
    when: When | None = None
    core: int | None = None


def number(slots: Slots, name: str) -> int | None:
    """The whole number in a slot, or None."""
    value = slots.get(name)
    if isinstance(value, int | float) and float(value).is_integer():
        return int(value)
    return None


def text(slots: Slots, name: str) -> str:
    """The text in a slot, or an empty one."""
    value = slots.get(name)
    return value if isinstance(value, str) else ""


STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "this": 0,
    "current": 0,
    "same": 0,
    "ongoing": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "forthcoming": 1,
    "following": 1,
}
