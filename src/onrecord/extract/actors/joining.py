"""Joins the mentions of persons inside one report: full names first, then surnames, given names alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.extract.actors.folding import name_words, same_given
from onrecord.extract.actors.offices import Held
from onrecord.extract.actors.persons import PersonFound
from onrecord.knowledge import actors as knowledge


@dataclass(slots=True)
class Person:
    """One person of the report, as its mentions show."""

    given: str
    last: str
    words: set[str]
    gender: str = ""
    titles: dict[Held, None] = field(default_factory=dict)  # a set that keeps its order


class _Register:
    """Persons by every word of their names, so that a long report is joined in one pass."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self._by_word: dict[str, list[int]] = {}

    def named(self, word: str) -> list[int]:
        """Persons with that word in their names, first come first."""
        return self._by_word.get(word, [])

    def enter(self, person: Person) -> int:
        self.persons.append(person)
        self.learn(len(self.persons) - 1, person.words)
        return len(self.persons) - 1

    def learn(self, at: int, words: Iterable[str]) -> None:
        """Adds words to a person's name."""
        for word in sorted(words):
            known = self._by_word.setdefault(word, [])
            if not known or known[-1] != at:
                known.append(at)
        self.persons[at].words.update(words)


def join(found: Sequence[PersonFound]) -> tuple[list[Person], list[int | None]]:
    """Persons, and for each mention the position of its person, or None where two could be meant."""
    register = _Register()
    whose: list[int | None] = [None] * len(found)
    names = [name_words(item.found.name) for item in found]
    short = [_is_short(words) for words in names]
    # Longest first, so that "Ann Peña Nieto" is there when "Peña Nieto" comes; surnames alone come last.
    for at in sorted(range(len(found)), key=lambda at: (short[at], 0 if short[at] else -len(names[at]), at)):
        whose[at] = (_surname if short[at] else _full)(register, names[at], found[at])
    for at, person in enumerate(whose):
        if person is not None:
            joined = register.persons[person]
            joined.titles.update((title.held(), None) for title in found[at].titles)
            joined.gender = joined.gender or found[at].gender
    return register.persons, whose


def _is_short(words: Sequence[str]) -> bool:
    """True for a surname alone, with its particles ("von der Leyen"), or a given name alone."""
    particles = knowledge.context()["particles"]
    return sum(word not in particles for word in words) <= 1 or words[0] in ("von", "van", "de")


def _full(register: _Register, words: Sequence[str], item: PersonFound) -> int:
    given, last = words[0], words[-1]
    able = [(at, register.persons[at]) for at in register.named(last) if register.persons[at].last == last]
    same = [at for at, person in able if same_given(person.given, given)]
    inner = [at for at, person in able if given in person.words]
    for fits in (same, inner):
        if len(fits) == 1:
            register.learn(fits[0], set(words) - register.persons[fits[0]].words)
            return fits[0]
    return register.enter(Person(given, last, set(words), item.gender or _gender(item)))


def _gender(item: PersonFound) -> str:
    return knowledge.given_names().gender.get(item.found.name.split()[0].lower(), "")


def _surname(register: _Register, words: Sequence[str], item: PersonFound) -> int | None:
    if not words:
        return None
    word, persons = words[-1], register.persons
    able = [at for at in register.named(word) if not item.gender or persons[at].gender in ("", item.gender)]
    for fits in (
        [at for at in able if persons[at].last == word],
        [at for at in able if persons[at].given == word],
        able,
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            return None  # two of that name: nobody is guessed
    return register.enter(Person("", word, set(words), item.gender))
