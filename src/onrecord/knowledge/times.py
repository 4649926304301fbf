"""Words of time as typed tables: `times.yaml`, `holidays.yaml`, `named_events.yaml`, `time_rules.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from onrecord.knowledge.calendar import series
from onrecord.knowledge.load import document

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its code (D, W, M, Y, MIN, ...) and whether the word is plural."""

    code: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A phrase before an expression of time, the TIMEX3 mod that it gives, and on which types it acts."""

    words: Phrase
    mod: str | None
    acts: str  # DATE, DURATION or ANY


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of `times.yaml` by what they are."""

    units: Mapping[str, Unit]
    weekdays: Mapping[str, int]
    weekday_forms: Mapping[str, int]
    weekday_names_after: frozenset[str]
    weekday_names_before: frozenset[str]
    seasons: Mapping[str, str]
    parts: Mapping[str, str]
    shy_months: frozenset[str]
    time_prepositions: frozenset[str]
    event_prepositions: frozenset[str]
    decade_words: Mapping[str, int]
    zones: frozenset[str]
    zone_places: frozenset[str]
    year_plurals_allowed: frozenset[str]
    before: tuple[Narrowing, ...]
    future_cues: frozenset[str]
    intent_verbs: frozenset[str]
    intent_nouns: frozenset[str]
    scheduled_present: frozenset[str]
    past_cues: frozenset[str]
    said_forms: frozenset[str]
    clause_openers: frozenset[str]
    count_words: frozenset[str]
    not_counted: frozenset[str]


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One rule of `time_rules.yaml`: which words, which meaning, and the examples that its test runs.

    `examples` are (text, value) pairs, read with 8 February 2023 as the publication date; `refused` are texts
    in which the rule must find nothing. `given` are fixed arguments of the meaning.
    """

    id: str
    patterns: tuple[str, ...]
    means: str
    given: Mapping[str, Any]
    examples: tuple[tuple[str, str], ...]
    refused: tuple[str, ...]


@cache
def time_words() -> TimeWords:
    """The table of `times.yaml`. Example: `time_words().units["weeks"].code` is `"W"`."""
    raw = document("times.yaml")
    units = {
        form: Unit(code, plural=position % 2 == 1)
        for code, forms in raw["units"].items()
        for position, form in enumerate(forms)
    }
    weekdays = {name: number for number, name in enumerate(raw["weekdays"], start=1)}
    forms = {form: int(number) for number, names in raw["weekday_forms"].items() for form in names}
    return TimeWords(
        units=units,
        weekdays=weekdays,
        weekday_forms=weekdays | forms,
        weekday_names_after=frozenset(raw["weekday_names_after"]),
        weekday_names_before=frozenset(raw["weekday_names_before"]),
        seasons=dict(raw["seasons"]),
        parts={form: code for code, names in raw["parts"].items() for form in names},
        shy_months=frozenset(raw["shy_months"]),
        time_prepositions=frozenset(raw["time_prepositions"]),
        event_prepositions=frozenset(raw["event_prepositions"]),
        decade_words=dict(raw["decade_words"]),
        zones=frozenset(raw["zones"]),
        zone_places=frozenset(raw["zone_places"]),
        year_plurals_allowed=frozenset(raw["year_plurals_allowed"]),
        before=_narrowings(raw["before"]),
        future_cues=frozenset(raw["future_cues"]),
        intent_verbs=frozenset(raw["intent_verbs"]),
        intent_nouns=frozenset(raw["intent_nouns"]),
        scheduled_present=frozenset(raw["scheduled_present"]),
        past_cues=frozenset(raw["past_cues"]),
        said_forms=frozenset(raw["said_forms"]),
        clause_openers=frozenset(raw["clause_openers"]),
        count_words=frozenset(raw["count_words"]),
        not_counted=frozenset(raw["not_counted"]),
    )


def _narrowings(rows: list[dict[str, Any]]) -> tuple[Narrowing, ...]:
    entries = [Narrowing(tuple(row["words"].split()), row["mod"], row["acts"]) for row in rows]
    return tuple(sorted(entries, key=_length, reverse=True))


def _length(entry: Narrowing) -> int:
    return len(entry.words)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day: the rule for its date as `holidays.yaml` explains it, and its length in days."""

    rule: str
    length: int = 1


@cache
def holidays() -> Mapping[Phrase, Holiday]:
    """Each name of a named day, as words, and the rule for its date: `holidays()[("christmas",)].rule` is
    `"12-25"`."""
    return {
        tuple(name.split()): Holiday(str(row["day"]), int(row.get("length", 1)))
        for row in document("holidays.yaml")
        for name in row["names"]
    }


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """An event whose date is knowledge: its first and last day, as `YYYY-MM-DD`."""

    first: str
    last: str


@cache
def named_events() -> Mapping[Phrase, tuple[NamedEvent, ...]]:
    """Each name of an event, as words, and the events that it may mean, the earliest first.

    Example: `named_events()[("good", "friday", "agreement")][0].first` is `"1998-04-10"`.
    """
    found: dict[Phrase, list[NamedEvent]] = {}
    for row in document("named_events.yaml"):
        first, _, last = str(row["days"]).partition("/")
        for name in row["names"]:
            found.setdefault(tuple(str(name).split()), []).append(NamedEvent(first, last or first))
    return {name: tuple(sorted(events, key=_first_day)) for name, events in found.items()}


def _first_day(event: NamedEvent) -> str:
    return event.first


@dataclass(frozen=True, slots=True)
class NamedMeeting:
    """A dated meeting of `calendar.py`, and for how many days around it reports name it without its year."""

    first: str
    last: str
    before: int
    after: int


@cache
def named_meetings() -> Mapping[Phrase, tuple[NamedMeeting, ...]]:
    """Each name of a summit by its place, as words, and the summits that it may mean, the earliest first.

    Example: `named_meetings()[("vilnius", "summit")][0].first` is `"2023-07-11"`.
    """
    found: dict[Phrase, set[tuple[str, str, int, int]]] = {}
    for kind in series():
        plain = [name for name in kind.place_names if "summit" in name and not set("[]|") & set(name)]
        for held in kind.held:
            days = (held.days[0].isoformat(), held.days[1].isoformat(), kind.before, kind.after)
            for name, place in product(plain, held.places):
                found.setdefault(tuple(name.replace("{place}", place).split()), set()).add(days)
    return {name: tuple(NamedMeeting(*each) for each in sorted(days)) for name, days in found.items()}


@cache
def time_rules() -> tuple[TimeRule, ...]:
    """The rules of `time_rules.yaml`, in their order: of two readings of the same length the first wins."""
    return tuple(
        TimeRule(
            id=row["id"],
            patterns=tuple(row["patterns"]),
            means=row["means"],
            given=row.get("given", {}),
            examples=tuple((str(text), str(value)) for text, value in row["examples"].items()),
            refused=tuple(row.get("not", ())),
        )
        for row in document("time_rules.yaml")
    )
