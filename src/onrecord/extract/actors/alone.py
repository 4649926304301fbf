"""Mentions without a name: a title alone ("the French president"), an epithet ("the alliance")."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.actors.found import Found, Pieces
from onrecord.extract.actors.joining import Person
from onrecord.extract.actors.offices import Held, Title
from onrecord.extract.actors.persons import PersonFound
from onrecord.knowledge import actors as knowledge

_ALLIED = "allied"  # "the allied leader": of the alliance that the report names


@dataclass(frozen=True, slots=True)
class Alone:
    """One such mention: pieces [first, last), the person or the known actor it was resolved to, and how."""

    first: int
    last: int
    person: int | None
    key: str | None
    kind: str
    how: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who the report names: persons with their mentions, and the known actors in text order."""

    persons: Sequence[Person]
    found: Sequence[PersonFound]
    whose: Sequence[int | None]
    known: Sequence[Found]


def titles_alone(pieces: Pieces, titles: Sequence[Title], cast: Cast) -> list[Alone]:
    """Titles that stand for somebody; resolved where exactly one person of the report holds such a title."""
    written = {title for item in cast.found for title in item.titles}
    holders: dict[Held, int | None] = {}
    out = []
    for title in titles:
        definite = title.determiner in ("the", "its", "his", "her", "their") or (
            title.sides and not title.determiner
        )
        if title in written or not definite or _is_part(pieces, title):
            continue
        more = pieces.word(title.last) in (
            "of",
            "for",
        )  # "the minister of ...": which one stands in words unknown
        held = title.held()
        if held not in holders:
            holders[held] = _holder(held, cast)
        person = None if more else holders[held]
        rule = "actor.title-alone" if person is not None else "actor.title-unresolved"
        kind = "person" if person is not None else "office"
        out.append(Alone(title.first, title.last, person, None, kind, "title", rule))
    return out


def _is_part(pieces: Pieces, title: Title) -> bool:
    """True where the title only modifies what follows: "the head-on", "the President Hotel"."""
    after = pieces.word(title.last)
    return after == "-" or (
        after[:1].isupper() and pieces.starts[title.last] - pieces.ends[title.last - 1] == 1
    )


def _holder(title: Held, cast: Cast) -> int | None:
    fits = [at for at, person in enumerate(cast.persons) if any(_fits(title, own) for own in person.titles)]
    return fits[0] if len(fits) == 1 else None


def _fits(alone: Held, own: Held) -> bool:
    """True where somebody introduced with `own` can be meant by `alone`."""
    table = knowledge.titles()
    same = alone.office == own.office
    longer = own.office in table.parts.get(alone.form, frozenset())
    head = alone.office == "chief" and alone.form in ("chief", "head", "boss") and own.office in table.heads
    if not (same or longer or (head and bool(alone.sides))):
        return False
    if (
        same
        and alone.office in ("journalist", "analyst", "chief", "director", "activist")
        and alone.form != own.form
    ):
        return False
    if alone.past != own.past:
        return False
    if alone.sides:
        return bool(set(alone.sides) & set(own.sides))
    return True


def epithets(pieces: Pieces, cast: Cast) -> list[Alone]:
    """Persons by nationality ("the Norwegian politician", "the Norwegian said"), bodies ("the alliance")."""
    found = [*_of_persons(pieces, cast), *_of_bodies(pieces, cast), *_short_names(pieces, cast)]
    return sorted(found, key=lambda item: item.first)


def _of_persons(pieces: Pieces, cast: Cast) -> list[Alone]:
    nouns, tied, out = knowledge.titles().people, dict[str, int](), []
    of_side = _by_side(cast.persons)
    alone, second = _first_two(cast)
    begin = cast.found[0].found.start if cast.found else 0
    for first, last, side in _sided(pieces, cast):
        noun = pieces.word(last)
        named = noun.lower() in nouns and not pieces.word(last + 1)[:1].isupper()
        if pieces.word(first - 1).lower() != "the" or not (named or _speaks(pieces, last)):
            continue
        own = of_side.get(side, set())
        person = tied.get(side, next(iter(own)) if len(own) == 1 else None)
        if person is None and not own and begin < pieces.starts[first] <= second and alone is not None:
            person = alone if _agrees(cast.persons[alone], side) else None
        if person is not None and _may_be(cast.persons[person], noun.lower() if named else ""):
            tied[side] = person
            out.append(Alone(first, last + named, person, None, "person", "epithet", "actor.epithet-person"))
    return out


def _by_side(persons: Sequence[Person]) -> Mapping[str, set[int]]:
    """Who was introduced as of which state or body."""
    found: dict[str, set[int]] = {}
    for at, person in enumerate(persons):
        for key in {key for title in person.titles for key in title.sides}:
            found.setdefault(key, set()).add(at)
    return found


def _may_be(person: Person, noun: str) -> bool:
    """True where the noun can be said of the person: a foreign minister is no "leader"."""
    table = knowledge.titles()
    return noun not in table.leading or any(title.office in table.leaders for title in person.titles)


def _sided(pieces: Pieces, cast: Cast) -> list[tuple[int, int, str]]:
    sides = [
        (item.first, item.last, item.key)
        for item in cast.known
        if item.key is not None and item.role in ("adjective", "people") and item.kind == "state"
    ]
    alliances = [item for item in cast.known if item.key == "body:NATO"]
    allied = [
        (at, at + 1, "body:NATO") for at, text in enumerate(pieces.texts) if text == _ALLIED and alliances
    ]
    return sorted([*sides, *allied])


def _speaks(pieces: Pieces, at: int) -> bool:
    return pieces.word(at) in (
        "said",
        "says",
        "added",
        "told",
        "warned",
        "explained",
        "noted",
        "stressed",
        "argued",
    )


def _first_two(cast: Cast) -> tuple[int | None, float]:
    """The person whom the report names first, and where it first names somebody else."""
    first: int | None = None
    for item, whose in zip(cast.found, cast.whose, strict=True):
        if whose is None or (first is not None and whose != first):
            return first, item.found.start
        first = whose
    return first, math.inf


def _agrees(person: Person, side: str) -> bool:
    """True where no title of the person names another state."""
    return not (
        side.startswith("state:") and any(key.startswith("state:") for t in person.titles for key in t.sides)
    )


def _of_bodies(pieces: Pieces, cast: Cast) -> list[Alone]:
    table = _epithet_table()
    first: dict[str, int] = {}
    for item in cast.known:
        first.setdefault(item.key or "", item.start)
    out = []
    for at, text in enumerate(pieces.texts):
        keys = table.get(text.lower())
        if (
            keys is None
            or pieces.word(at - 1).lower() not in ("the", "this")
            or text[:1].isupper() != (text != text.lower())
        ):
            continue
        earlier = {key for key in keys if first.get(key, math.inf) < pieces.starts[at]}
        if len(earlier) == 1 and pieces.word(at + 1) not in ("of", "between", "with", "-"):
            out.append(
                Alone(at, at + 1, None, earlier.pop(), "organisation", "epithet", "actor.epithet-body")
            )
    return out


def _short_names(pieces: Pieces, cast: Cast) -> list[Alone]:
    """ "The Post", "the Commission": the last word of the one longer name before it that ends so."""
    ends: dict[str, dict[str, int]] = {}
    for item in cast.known:
        word = pieces.texts[item.last - 1]
        if item.kind == "organisation" and item.last - item.first > 1 and item.key and word[:1].isupper():
            ends.setdefault(word, {}).setdefault(item.key, item.first)
    inside = {at for item in cast.known for at in range(item.first, item.last)}
    out = []
    for at, text in enumerate(pieces.texts):
        if text in ends and at not in inside and pieces.word(at - 1) in ("the", "The"):
            earlier = {key for key, first in ends[text].items() if first < at}
            if len(earlier) == 1 and not pieces.word(at + 1)[:1].isupper() and pieces.word(at + 1) != "of":
                out.append(
                    Alone(at, at + 1, None, earlier.pop(), "organisation", "epithet", "actor.short-name")
                )
    return out


def _epithet_table() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for key, known in knowledge.known().items():
        for word in known.epithets:
            if " " not in word and "-" not in word:
                table.setdefault(word.lower(), set()).add(key)
    return {word: frozenset(keys) for word, keys in table.items()}
