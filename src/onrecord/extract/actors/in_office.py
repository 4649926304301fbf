"""Persons and offices that knowledge knows: who held the office on the day, and whether a name is theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from onrecord.extract.actors.folding import name_words, same_given
from onrecord.extract.actors.offices import Held
from onrecord.extract.actors.person import Person
from onrecord.knowledge import offices
from onrecord.knowledge.offices import Term

# Whom "the chief" of a body names: the first of these that it has.
_HEADS = ("secretary-general", "director-general", "managing-director", "president", "high-commissioner",
          "high-representative", "director", "chief")  # fmt: skip
_HEAD_FORMS = frozenset({"chief", "head", "boss", "leader"})
# A report whose day of publication is open by more does not say who was in office.
_WIDEST = 400  # days


def in_office(held: Held, published: tuple[str, str] | None) -> tuple[Term, ...]:
    """The terms of those who may have held the office when the report appeared; () where nothing tells.

    Args:
        held: a title that names its side ("the US defence secretary"), not a former one.
        published: the first and last day on which the report can have appeared.

    Example: (defence-secretary of state:USA, ("2021-03-04", "2021-03-04")) gives Lloyd Austin's term.
    """
    sides = set(held.sides)
    if published is None or held.past or len(sides) != 1 or _days(*published) > _WIDEST:
        return ()
    side = next(iter(sides))
    found = offices.holders_on(held.office, side, *published)
    if not found and held.form in _HEAD_FORMS and side.startswith("body:"):
        by_office = (offices.holders_on(office, side, *published) for office in _HEADS)
        found = next((terms for terms in by_office if terms), ())
    return found


def _days(earliest: str, latest: str) -> int:
    first, last = (int(day[:4]) * 365 + int(day[5:7]) * 30 + int(day[8:10]) for day in (earliest, latest))
    return last - first


def person_key(term: Term) -> str:
    """The permanent key of a known person: "person:lloyd-austin"."""
    return offices.person_key(term.person)


@cache
def _by_last() -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in offices.terms():
        words = name_words(term.person)
        for word in {words[-1], words[0]} if words else ():
            found.setdefault(word, []).append(term)
    return {word: tuple(group) for word, group in found.items()}


def terms_named(words: Sequence[str]) -> tuple[Term, ...]:
    """All terms of whoever bears this full name, in any spelling that `folding` takes for the same.

    Example: `terms_named(name_words("Volodymyr Zelensky"))` gives the terms filed under Zelenskyy.
    """
    if len(words) < 2:
        return ()
    return tuple(term for term in _by_last().get(words[-1], ()) if _same(words, name_words(term.person)))


def _same(words: Sequence[str], known: Sequence[str]) -> bool:
    if words[-1] != known[-1]:
        return tuple(words) == tuple(known)
    return same_given(words[0], known[0])


def bearers(surname: str, held: Iterable[Held]) -> tuple[Term, ...]:
    """Terms of those with this surname who held one of these offices: "President Obama" is no Michelle."""
    found = []
    for title in held:
        for term in _by_last().get(surname, ()):
            words = name_words(term.person)
            fits = surname in (words[-1], words[0]) and _office_fits(title, term)
            if fits and term not in found:
                found.append(term)
    return tuple(found)


def _office_fits(title: Held, term: Term) -> bool:
    same = title.office == term.office or (title.office, term.of) in _called(term)
    return same and (not title.sides or term.of in title.sides)


def _called(term: Term) -> Collection[tuple[str, str]]:
    """The offices that this one is also called: the US secretary of state is its foreign minister."""
    groups = (group for group in offices.SAME if term.office in group)
    return {(office, term.of) for group in groups for office in group}


def known_as(person: Person, named: Collection[str]) -> Term | None:
    """The last term of the known person that a person of the report is, or None.

    The full name must be theirs, and the report must tie it: a title of theirs, or the state or body named.

    Args:
        person: as `joining` makes it.
        named: keys of the states and bodies that the report names.
    """
    if not person.full:
        return None
    terms = terms_named(person.full)
    keys = {person_key(term) for term in terms}
    if len(keys) != 1:
        return None
    tied = [
        term
        for term in terms
        if term.of in named or any(_office_fits(title, term) for title in person.titles)
    ]
    return tied[-1] if tied else None


def nations(person: Person) -> frozenset[str]:
    """States whose national a person is by the report's titles or by offices that knowledge knows of.

    Example: a person introduced as "the Danish prime minister" has "state:DNK".
    """
    told = {key for title in person.titles for key in title.sides if key.startswith("state:")}
    for term in terms_named(person.full):
        if term.of.startswith("state:"):
            told.add(term.of)
        if term.nation:
            told.add(f"state:{term.nation}")
    return frozenset(told)
