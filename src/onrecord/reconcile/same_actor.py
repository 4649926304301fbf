"""Joins the actors of all reports: the same entry in the knowledge room, or the same full name.

People's own merges, splits and new names are replayed last (`reviewed_actors`).

Method: deterministic blocking on an exact key, as OpenSanctions' cross-referencing does for its certain
matches; what is ambiguous stays apart (a wrong merge cannot be seen by the reader, a missing one can).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from onrecord.knowledge.offices import terms_of_key
from onrecord.knowledge.spelling import fold
from onrecord.reconcile.reviewed_actors import regrouped
from onrecord.shapes import Actor, ActorSeen, Office, Review

# Words before a person's name that are no part of it, folded; a name is compared without them.
_HONORIFICS = frozenset(
    """
    mr mrs ms miss mx sir dame lord lady dr prof professor rev reverend fr sheikh sheikha hajji
    gen general lt lieutenant col colonel maj major capt captain sgt adm admiral marshal brigadier
    president vice prime minister premier chancellor secretary foreign defence defense finance interior
    king queen prince princess sultan emir pope cardinal archbishop bishop rabbi imam ayatollah
    senator sen rep representative congressman congresswoman governor gov mayor ambassador amb
    judge justice deputy former acting chief herr frau monsieur madame m mme don dona hon honourable
    honorable his her excellency highness majesty
    """.split()  # noqa: SIM905 (a word list is read as words)
)
_SUFFIXES = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "mp", "mep", "phd", "md", "obe", "cbe", "mbe", "kc", "qc")
)
# Letters that no decomposition takes apart, as English papers write them.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)
_PERSON = "person"
_NAMES = 1 << 17  # held with their words: most names of a large record come again and again


def join_actors(actors: Iterable[ActorSeen], reviews: Sequence[Review] = ()) -> tuple[Actor, ...]:
    """One Actor for each that the reports share or have alone, sorted by id.

    Joined are: the same knowledge key; else the same kind, state code and full name, where case, accents,
    hyphens, honorifics and middle initials are left aside, and a person's name has at least two words and may
    be spelled otherwise (Sergei, Sergey). A person of one word ("Smith") stays that report's own. A name that
    two known people bear joins neither. The order of the actors does not matter; `reviews` have theirs.

    Example: "José Alvarez" in a.txt and "Mr. Jose ALVAREZ" in b.txt are one actor; its id is that of the
    report which was published first.
    """
    seen = list(actors)
    known = _known_by_name(seen)
    groups: dict[tuple[str, ...], list[ActorSeen]] = defaultdict(list)
    for actor in seen:
        groups[_key(actor, known)].append(actor)
    return tuple(sorted((_joined(*group) for group in regrouped(groups.values(), reviews)), key=_id))


def _id(actor: Actor) -> str:
    return actor.id


def _known_by_name(actors: Iterable[ActorSeen]) -> dict[str, set[str]]:
    """The knowledge keys that the people of each name have in some report."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if actor.kind == _PERSON and actor.known is not None:
            found[_spelled(actor.name)].add(actor.known)
    return found


@lru_cache(_NAMES)
def _spelled(name: str) -> str:
    return " ".join(fold(word) for word in person_words(name))


def _key(actor: ActorSeen, known: Mapping[str, set[str]]) -> tuple[str, ...]:
    if actor.known is not None:
        return "known", actor.known
    if actor.kind != _PERSON:
        words = name_words(actor.name)
        return ("name", actor.kind, actor.code or "", " ".join(words)) if words else ("alone", actor.id)
    if len(person_words(actor.name)) < 2:
        return "alone", actor.id
    name = _spelled(actor.name)
    keys = known.get(name, set())
    if keys and name_words(actor.name)[-1] == "jr":  # the son of somebody known is not known himself
        return "name", actor.kind, actor.code or "", name + " jr"
    return ("known", next(iter(keys))) if len(keys) == 1 else ("name", actor.kind, actor.code or "", name)


@lru_cache(_NAMES)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: without case, accents, points, hyphens and a leading "the".

    Example: `name_words("The Côte-d'Or Council")` is `("cote", "dor", "council")`.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘ʼ`´.")
    words = "".join(c if c.isalnum() else " " for c in letters).split()
    return tuple(words[1:] if words[0:1] == ["the"] and len(words) > 1 else words)


@lru_cache(_NAMES)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, without titles, suffixes and initials in the middle.

    Example: `person_words("Gen. Łukasz J. Kowalski-Nowak")` is `("lukasz", "kowalski", "nowak")`.
    """
    words = name_words(name)
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    # An initial at either end is all there is of that name.
    return tuple(word for at, word in enumerate(words) if len(word) > 1 or at in (0, len(words) - 1))


def _joined(group: Sequence[ActorSeen], given: str = "") -> Actor:
    members = sorted(group, key=_age)
    name = given or _best([actor.name for actor in members])
    aliases = {alias for actor in members for alias in (actor.name, *actor.aliases)} - {name, ""}
    return Actor(
        id=members[0].id,
        name=name,
        kind=_best([actor.kind for actor in members]),
        aliases=tuple(sorted(aliases)),
        code=_best([actor.code for actor in members if actor.code is not None]) or None,
        known=next((actor.known for actor in members if actor.known is not None), None),
        members=tuple(actor.member for actor in members),
        offices=_offices(members),
    )


def _offices(members: Iterable[ActorSeen]) -> tuple[Office, ...]:
    """The offices that knowledge verifiably has of a known person."""
    keys = {actor.known for actor in members if actor.known is not None}
    terms = (term for key in sorted(keys) for term in terms_of_key(key) if term.verified)
    return tuple(Office(term.office, term.of, term.start, term.end) for term in terms)


def _age(actor: ActorSeen) -> tuple[str, str, int]:
    """Earliest publication first; a report without a date comes after all that have one."""
    return actor.published or "9999-99-99", actor.member.article_id, actor.member.position


def _best(values: Iterable[str]) -> str:
    """The most frequent value; of equals the longest, then the first in the alphabet; "" where none is."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default="")
