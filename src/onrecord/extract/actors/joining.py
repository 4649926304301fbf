"""Joins the mentions of persons inside one report: full names first, then surnames, given names alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.extract.actors.folding import name_words, same_given
from onrecord.extract.actors.offices import Title
from onrecord.extract.actors.persons import PersonFound
from onrecord.knowledge import actors as knowledge


@dataclass(slots=True)
class Person:
    """One person of the report, as its mentions show: positions into the list of persons found."""

    given: str
    last: str
    words: set[str]
    gender: str = ""
    mentions: list[int] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)


def join(found: Sequence[PersonFound]) -> tuple[list[Person], list[int | None]]:
    """Persons, and for each mention the position of its person, or None where two could be meant."""
    persons: list[Person] = []
    whose: list[int | None] = [None] * len(found)
    names = [name_words(item.found.name) for item in found]
    short = [at for at, words in enumerate(names) if _is_short(words)]
    # Longest first, so that "Ann Peña Nieto" is there when "Peña Nieto" comes.
    for at in sorted(set(range(len(found))) - set(short), key=lambda at: (-len(names[at]), at)):
        whose[at] = _full(persons, names[at], found[at])
    for at in short:
        whose[at] = _surname(persons, names[at], found[at])
    for at, person in enumerate(whose):
        if person is not None:
            persons[person].mentions.append(at)
            persons[person].titles.extend(found[at].titles)
            persons[person].gender = persons[person].gender or found[at].gender
    return persons, whose


def _is_short(words: Sequence[str]) -> bool:
    """True for a surname alone, with its particles ("von der Leyen"), or a given name alone."""
    return sum(word not in knowledge.context()["particles"] for word in words) <= 1 or (
        bool(words) and words[0] in ("von", "van", "de")
    )


def _full(persons: list[Person], words: Sequence[str], item: PersonFound) -> int:
    given, last = words[0], words[-1]
    same = [at for at, p in enumerate(persons) if p.last == last and same_given(p.given, given)]
    inner = [at for at, p in enumerate(persons) if p.last == last and given in p.words]
    for fits in (same, inner):
        if len(fits) == 1:
            persons[fits[0]].words.update(words)
            return fits[0]
    gender = item.gender or _gender(item)
    persons.append(Person(given, last, set(words), gender))
    return len(persons) - 1


def _gender(item: PersonFound) -> str:
    return knowledge.given_names().gender.get(item.found.name.split()[0].lower(), "")


def _surname(persons: list[Person], words: Sequence[str], item: PersonFound) -> int | None:
    if not words:
        return None
    word = words[-1]
    able = [at for at, person in enumerate(persons) if not item.gender or person.gender in ("", item.gender)]
    for fits in (
        [at for at in able if persons[at].last == word],
        [at for at in able if persons[at].given == word],
        [at for at in able if word in persons[at].words],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            return None  # two of that name: nobody is guessed
    persons.append(Person("", word, set(words), item.gender))
    return len(persons) - 1
