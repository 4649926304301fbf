"""A person of one report, as the mentions show."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.extract.actors.offices import Held


@dataclass(slots=True)
class Person:
    """One person of the report. `given` and `last` are folded words; `full` the fullest folded name."""

    given: str
    last: str
    words: set[str]
    gender: str = ""
    titles: dict[Held, None] = field(default_factory=dict)  # a set that keeps its order
    full: tuple[str, ...] = ()
    named: int = 0  # mentions that can only be this person's
    related: int = 0  # mentions as somebody else's: "his wife Ann Lee"
