"""Mentions without a name: a title alone ("the French president"), an epithet ("the alliance")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.actors.found import Found, Pieces
from onrecord.extract.actors.joining import Person
from onrecord.extract.actors.offices import Title
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
        person = None if more else _holder(title, cast)
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


def _holder(title: Title, cast: Cast) -> int | None:
    fits = [at for at, person in enumerate(cast.persons) if any(_fits(title, own) for own in person.titles)]
    return fits[0] if len(fits) == 1 else None


def _fits(alone: Title, own: Title) -> bool:
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
    return sorted([*_of_persons(pieces, cast), *_of_bodies(pieces, cast)], key=lambda item: item.first)


def _of_persons(pieces: Pieces, cast: Cast) -> list[Alone]:
    nouns, tied, out = knowledge.titles().people, dict[str, int](), []
    for first, last, side in _sided(pieces, cast):
        if pieces.word(first - 1).lower() != "the":
            continue
        noun = pieces.word(last)
        named = noun.lower() in nouns and not pieces.word(last + 1)[:1].isupper()
        if not named and not _speaks(pieces, last):
            continue
        person = tied.get(side)
        if person is None:
            person = _only(pieces.starts[first], side, cast)
            if person is not None:
                tied[side] = person
        if person is not None:
            out.append(Alone(first, last + named, person, None, "person", "epithet", "actor.epithet-person"))
    return out


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


def _only(before: int, side: str, cast: Cast) -> int | None:
    """The one person of that side, else the one person named so far whose side does not speak against it."""
    own = [
        at for at, person in enumerate(cast.persons) if any(side in title.sides for title in person.titles)
    ]
    if own:
        return own[0] if len(own) == 1 else None
    earlier = {whose for item, whose in zip(cast.found, cast.whose, strict=True) if item.found.start < before}
    if None in earlier or len(earlier) != 1:
        return None
    person = next(iter(earlier))
    assert person is not None
    states = {s for title in cast.persons[person].titles for s in title.sides if s.startswith("state:")}
    return None if states and side.startswith("state:") else person


def _of_bodies(pieces: Pieces, cast: Cast) -> list[Alone]:
    table = _epithet_table()
    named = [
        (item.start, item.key)
        for item in cast.known
        if item.key in {key for keys in table.values() for key in keys}
    ]
    out = []
    for at, text in enumerate(pieces.texts):
        keys = table.get(text.lower())
        if (
            keys is None
            or pieces.word(at - 1).lower() not in ("the", "this")
            or text[:1].isupper() != (text != text.lower())
        ):
            continue
        earlier = {key for start, key in named if key in keys and start < pieces.starts[at]}
        if len(earlier) == 1 and pieces.word(at + 1) not in ("of", "between", "with", "-"):
            out.append(
                Alone(at, at + 1, None, earlier.pop(), "organisation", "epithet", "actor.epithet-body")
            )
    return out


def _epithet_table() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for key, known in knowledge.known().items():
        for word in known.epithets:
            if " " not in word and "-" not in word:
                table.setdefault(word.lower(), set()).add(key)
    return {word: frozenset(keys) for word, keys in table.items()}
