"""What parties call a thing, by axes of terms that do not fit together (`characterisations.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from onrecord.knowledge.load import document

_FILE = "characterisations.yaml"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SIBILANT = ("sses", "shes", "ches", "xes", "zes")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: its axis, and the side of it."""

    axis: str
    side: str


@cache
def _table(name: str) -> Any:
    return document(_FILE)[name]


@cache
def places() -> Mapping[tuple[str, ...], tuple[Place, ...]]:
    """Every term as the words it is made of, in the singular, with its places.

    Example: `places()[("show", "trial")]` has a place on the axis `fairness`, side `unfair`.
    """
    found: dict[tuple[str, ...], list[Place]] = {}
    for axis in _table("axes"):
        for side, terms in axis["sides"].items():
            for term in terms:
                here = found.setdefault(singulars(str(term)), [])
                place = Place(axis["id"], str(side))
                if place not in here:
                    here.append(place)
    return {term: tuple(where) for term, where in found.items()}


@cache
def by_opener() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The terms by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in sorted(places(), key=_longest):
        found.setdefault(term[0], []).append(term)
    return {first: tuple(terms) for first, terms in found.items()}


def _longest(term: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return -len(term), term


def singulars(text: str) -> tuple[str, ...]:
    """The words of a text in lower case and in the singular. Example: of "War crimes", ("war", "crime")."""
    return tuple(singular(word) for word in _WORD.findall(text.lower().replace("’", "'")))


@lru_cache(maxsize=1 << 16)
def singular(word: str) -> str:
    """A word in lower case without the ending of its plural. Example: "spies" gives "spy"."""
    if word.endswith("'s"):
        return word[:-2]
    if len(word) < 4 or word.endswith(("ss", "us", "is", "ous")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(_SIBILANT):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """For each noun of a list of words for one kind of thing, the first words of its lists."""
    found: dict[str, set[str]] = {}
    for group in _table("same"):
        for word in group:
            found.setdefault(singular(word), set()).add(singular(group[0]))
    return {word: frozenset(names) for word, names in found.items()}


@cache
def calling() -> frozenset[str]:
    """Verbs by which somebody calls a thing something: "called the vote a farce"."""
    return frozenset(_table("calling"))


@cache
def calling_as() -> frozenset[str]:
    """Verbs that do so with "as": "denounced the vote as a farce"."""
    return frozenset(_table("calling_as"))


@cache
def speaking() -> frozenset[tuple[str, ...]]:
    """Verbs that do so of what was told before: "spoke of a farce"."""
    return frozenset(tuple(phrase.split()) for phrase in _table("speaking"))


@cache
def generic() -> frozenset[str]:
    """Nouns that stand at the head of much: "people"."""
    return frozenset(_table("generic"))


@cache
def not_calling() -> frozenset[tuple[str, ...]]:
    """Such verbs with words that make them something else: "call for"."""
    return frozenset(tuple(phrase.split()) for phrase in _table("not_calling"))


@cache
def label_nouns() -> frozenset[str]:
    """Nouns for what others call a thing: "the label of spies"."""
    return frozenset(_table("labels"))


@cache
def vague() -> frozenset[str]:
    """Nouns that name a thing only together with their other words: "the situation at the border"."""
    return frozenset(_table("vague"))


@cache
def empty_heads() -> frozenset[str]:
    """Nouns that leave it to the words behind "of" what a thing is: "an act of defence"."""
    return frozenset(_table("empty_heads"))
