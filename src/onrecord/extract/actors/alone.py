"""Mentions without a name: a title alone ("the French president"), an epithet ("the alliance")."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract.actors.folding import fold
from onrecord.extract.actors.found import BREAK, Found, Pieces
from onrecord.extract.actors.in_office import in_office, nations, person_key, terms_named
from onrecord.extract.actors.joining import Candidates
from onrecord.extract.actors.offices import Held, Title
from onrecord.extract.actors.person import Person
from onrecord.extract.actors.persons import PersonFound
from onrecord.knowledge import actors as knowledge
from onrecord.knowledge.offices import Term

_MOST = 50  # people that one word is tried on: a list of thousands is not read as one sentence's
_YEAR = re.compile(r"(?:19|20)\d\d")
# Beside an office these make it another one, or say that it is not held.
_OTHER_OFFICE = frozenset({"deputy", "assistant", "associate", "shadow", "incoming", "designate", "elect"})
_PREDICATIVE = frozenset({"as", "become", "becomes", "became", "becoming", "elected", "named", "appointed"})
_NOT_HELD = frozenset({"nominee", "candidate", "designate", "elect", "hopeful", "aspirant", "-elect"})
# Offices whose forms are not one post: a chairman is no founder, an envoy no consul.
_LOOSE = frozenset(
    [
        "journalist",
        "analyst",
        "chief",
        "director",
        "activist",
        "spokesperson",
        "ambassador",
        "adviser",
        "candidate",
    ]
)


@dataclass(frozen=True, slots=True)
class Alone:
    """One such mention: pieces [first, last), the person or the known actor it was resolved to, and how.

    `term` is set where only knowledge of offices says who it is; `candidates` are persons who can be meant.
    """

    first: int
    last: int
    person: int | None
    key: str | None
    kind: str
    how: str
    rule: str
    term: Term | None = None
    candidates: Candidates = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Who the report names: persons with their mentions, the actors in text order, and when it appeared."""

    persons: Sequence[Person]
    found: Sequence[PersonFound]
    whose: Sequence[int | None]
    known: Sequence[Found]
    others: Sequence[Found] = ()
    published: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Meant:
    """Whom a title means, wherever it stands in the report."""

    person: int | None = None
    term: Term | None = None
    candidates: Candidates = ()


def titles_alone(pieces: Pieces, titles: Sequence[Title], cast: Cast) -> list[Alone]:
    """Titles that stand for somebody.

    Resolved where exactly one person of the report holds such a title; else where verified knowledge has one
    holder of the office on the days on which the report can have appeared. Who else could be meant is kept.
    """
    written = {title for item in cast.found for title in item.titles}
    meant: dict[Held, _Meant] = {}
    out = []
    for title in titles:
        if title in written or not _definite(pieces, title) or _is_part(pieces, title):
            continue
        held = title.held()
        if held not in meant:
            meant[held] = _holder(held, cast)
        # "the minister of ...": which one stands in words unknown
        who = meant[held] if pieces.word(title.last) not in ("of", "for") else _Meant()
        if who.term is not None and _elsewhere(pieces, title, cast):
            who = _Meant()
        out.append(_title_alone(title, who))
    return out


def _title_alone(title: Title, who: _Meant) -> Alone:
    if who.term is not None:
        key, rule = person_key(who.term), "actor.office-at-date"
        return Alone(title.first, title.last, who.person, key, "person", "office", rule, who.term)
    rule = "actor.title-alone" if who.person is not None else "actor.title-unresolved"
    kind = "person" if who.person is not None else "office"
    return Alone(title.first, title.last, who.person, None, kind, "title", rule, None, who.candidates)


def _definite(pieces: Pieces, title: Title) -> bool:
    """True for a title that can stand for one person; "his lawyer", "as chairman" can not."""
    if pieces.word(title.first - 1).lower() in _PREDICATIVE:
        return False
    if title.determiner == "its":
        return title.office not in knowledge.titles().relational
    return title.determiner == "the" or bool(title.sides and not title.determiner)


def _is_part(pieces: Pieces, title: Title) -> bool:
    """True where the title only modifies what follows: "the head-on", "the President Hotel"."""
    after = pieces.word(title.last)
    return after == "-" or (
        after[:1].isupper() and pieces.starts[title.last] - pieces.ends[title.last - 1] == 1
    )


def _elsewhere(pieces: Pieces, title: Title, cast: Cast) -> bool:
    """True where the words around say that the office is another, is not held, or is held in another year."""
    if any(word.lower() in _OTHER_OFFICE for word in pieces.texts[title.first : title.last]):
        return True
    if pieces.word(title.last).lower() in _NOT_HELD or pieces.word(title.last + 1).lower() in _NOT_HELD:
        return True
    years = {day[:4] for day in cast.published or ()}
    return any(_YEAR.fullmatch(word) and word not in years for word in _sentence(pieces, title.first))


def _sentence(pieces: Pieces, at: int) -> Iterator[str]:
    for step in (-1, 1):
        near = at
        for _ in range(40):
            if pieces.word(near) in (BREAK, ".", "?", "!"):
                break
            yield pieces.word(near)
            near += step


def _holder(title: Held, cast: Cast) -> _Meant:
    fits = [at for at, person in enumerate(cast.persons) if any(_fits(title, own) for own in person.titles)]
    if len(fits) == 1:
        return _Meant(fits[0])
    if fits:
        return _Meant(candidates=tuple((at, round(1 / len(fits), 2)) for at in fits))
    terms = in_office(title, cast.published)
    names = {person_key(term) for term in terms}
    if len(names) != 1:
        return _Meant(candidates=_of_report(terms, cast))
    if not all(term.verified for term in terms):
        return _Meant(candidates=_of_report(terms, cast))
    return _Meant(next(iter(_bearing(terms[0], cast)), None), terms[0])


def _of_report(terms: Sequence[Term], cast: Cast) -> Candidates:
    """Those of the terms' persons whom the report names, with an even score."""
    there = list(dict.fromkeys(at for term in terms for at in _bearing(term, cast)))
    return tuple((at, round(1 / len(terms), 2)) for at in there)


def _bearing(term: Term, cast: Cast) -> Iterator[int]:
    key = person_key(term)
    for at, person in enumerate(cast.persons):
        if any(person_key(other) == key for other in terms_named(person.full)):
            yield at


def _fits(alone: Held, own: Held) -> bool:
    """True where somebody introduced with `own` can be meant by `alone`."""
    table = knowledge.titles()
    same = alone.office == own.office
    longer = own.office in table.parts.get(alone.form, frozenset())
    head = alone.office == "chief" and alone.form in ("chief", "head", "boss") and own.office in table.heads
    if not (same or longer or (head and bool(alone.sides))):
        return False
    if same and alone.office in _LOOSE and alone.form != own.form and not _shorter(alone.form, own.form):
        return False
    if alone.past != own.past or (alone.party and alone.party != own.party):
        return False
    return not alone.sides or bool(set(alone.sides) & set(own.sides))


def _shorter(form: str, whole: str) -> bool:
    """True for "nominee" of "presidential nominee", not for that of a vice presidential one."""
    return " " not in form and whole.endswith(" " + form)


def epithets(pieces: Pieces, cast: Cast) -> list[Alone]:
    """Persons by nationality ("the Norwegian politician", "the Norwegian said"), bodies ("the alliance")."""
    found = [*_of_persons(pieces, cast), *_of_bodies(pieces, cast), *_short_names(pieces, cast)]
    return sorted(found, key=lambda item: item.first)


def _of_persons(pieces: Pieces, cast: Cast) -> list[Alone]:
    """Tied by the side or nation that the report's titles, or offices that knowledge knows, give a person."""
    nouns, out = knowledge.titles().people, []
    of_side, firsts = _by_side(cast.persons), _first_named(cast)
    order = sorted((start, at) for at, start in firsts.items())
    for first, last, side in _sided(pieces, cast):
        noun, start = pieces.word(last), pieces.starts[first]
        named = noun.lower() in nouns and not pieces.word(last + 1)[:1].isupper()
        if pieces.word(first - 1).lower() != "the" or not (named or _speaks(pieces, last)):
            continue
        able = [at for at in sorted(of_side.get(side, ())) if firsts.get(at, math.inf) < start][:_MOST]
        fits = [at for at in able if _may_be(cast.persons[at], noun.lower() if named else "")]
        if not able and order and order[0][0] < start and (len(order) == 1 or order[1][0] >= start):
            sole = order[0][1]
            fits = [] if nations(cast.persons[sole]) else [sole, sole]  # nothing ties them: not said as fact
        if len(fits) == 1:
            out.append(Alone(first, last + named, fits[0], None, "person", "epithet", "actor.epithet-person"))
        elif fits:
            even = tuple((at, round(1 / len(fits), 2)) for at in dict.fromkeys(fits))
            rule = "actor.epithet-unresolved"
            out.append(Alone(first, last + named, None, None, "person", "title", rule, None, even))
    return out


def _first_named(cast: Cast) -> Mapping[int, int]:
    """Where each person is first named."""
    firsts: dict[int, int] = {}
    for item, whose in zip(cast.found, cast.whose, strict=True):
        if whose is not None:
            firsts.setdefault(whose, item.found.start)
    return firsts


def _by_side(persons: Sequence[Person]) -> Mapping[str, set[int]]:
    """Who is of which state or body: by the titles that the report gives them, and by knowledge."""
    found: dict[str, set[int]] = {}
    for at, person in enumerate(persons):
        keys = {key for title in person.titles for key in title.sides} | nations(person)
        keys |= {term.of for term in terms_named(person.full)}
        for key in keys:
            found.setdefault(key, set()).add(at)
    return found


def _may_be(person: Person, noun: str) -> bool:
    """True where the noun can be said of the person: a foreign minister is no "leader"."""
    table = knowledge.titles()
    if noun not in table.leading:
        return True
    held = {title.office for title in person.titles} | {term.office for term in terms_named(person.full)}
    return bool(held & table.leaders)


def _sided(pieces: Pieces, cast: Cast) -> list[tuple[int, int, str]]:
    sides = [
        (item.first, item.last, item.key)
        for item in cast.known
        if item.key is not None and item.role in ("adjective", "people") and item.kind == "state"
    ]
    named = {item.key for item in cast.known}
    words = {word: key for word, key in _body_adjectives().items() if key in named}
    bodies = [(at, at + 1, words[text]) for at, text in enumerate(pieces.texts) if text in words]
    return sorted([*sides, *bodies])


@cache
def _body_adjectives() -> Mapping[str, str]:
    """ "allied": of the alliance that the report names."""
    return {word: key for key, known in knowledge.known().items() for word in known.adjectives}


def _speaks(pieces: Pieces, at: int) -> bool:
    return pieces.word(at) in knowledge.context()["speaking-verbs"]


def _of_bodies(pieces: Pieces, cast: Cast) -> list[Alone]:
    """ "the alliance", "the Asian giant": the one body or state that is called so and was named before."""
    first: dict[str, int] = {}
    for item in cast.known:
        first.setdefault(item.key or "", item.start)
    out = []
    for at, text in enumerate(pieces.texts):
        if pieces.word(at - 1).lower() not in ("the", "this"):
            continue
        for words, keys in _epithet_table().get(text, ()):
            last = at + len(words)
            if tuple(pieces.texts[at:last]) != words or pieces.word(last) in ("of", "between", "with", "-"):
                continue
            earlier = {key for key in keys if first.get(key, math.inf) < pieces.starts[at]}
            if len(earlier) == 1:
                key = earlier.pop()
                kind = knowledge.known()[key].kind
                out.append(Alone(at, last, None, key, kind, "epithet", "actor.epithet-body"))
                break
    return out


@cache
def _epithet_table() -> Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[str]]]]:
    """Epithets by their first word, longest first, with the keys of those that are called so."""
    table: dict[tuple[str, ...], set[str]] = {}
    for key, known in knowledge.known().items():
        for words in map(knowledge.pieces, known.epithets):
            table.setdefault(words, set()).add(key)
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, keys in sorted(table.items(), key=lambda item: -len(item[0])):
        by_first.setdefault(words[0], []).append((words, frozenset(keys)))
    return by_first


def _short_names(pieces: Pieces, cast: Cast) -> list[Alone]:
    """ "The Post", "the commission": the one name before it that ends so."""
    ends: dict[str, dict[str, int]] = {}
    for item in (*cast.known, *cast.others):
        word = pieces.texts[item.last - 1]
        key = item.key or other_key(item)
        if item.kind == "organisation" and item.last - item.first > 1 and word[:1].isupper():
            starts = ends.setdefault(word, {})
            starts[key] = min(starts.get(key, item.first), item.first)
    common = knowledge.context()["short-heads"]
    longer = [item for item in (*cast.known, *cast.others) if item.last - item.first > 1]
    inside = {at for item in longer for at in range(item.first, item.last)}
    out = []
    for at, text in enumerate(pieces.texts):
        name = text if text in ends else text.capitalize() if text in common else ""
        if name not in ends or at in inside or pieces.word(at - 1).lower() != "the":
            continue
        earlier = {key for key, first in ends[name].items() if first < at}
        if len(earlier) == 1 and not _goes_on(pieces, at):
            key = earlier.pop()
            how = "name" if text[:1].isupper() else "epithet"
            out.append(Alone(at, at + 1, None, key, "organisation", how, "actor.short-name"))
    return out


def _goes_on(pieces: Pieces, at: int) -> bool:
    after = pieces.word(at + 1)
    return after[:1].isupper() or after in ("of", "for", "-")


def other_key(item: Found) -> str:
    """The key under which the roll keeps a name that only the model knows."""
    return f"{item.kind}:{fold(item.name.replace(' ', ''))}"


def heads(found: Collection[Alone]) -> set[int]:
    """First pieces of the epithets and short names, which no name of the model may cover."""
    return {mention.first for mention in found if mention.how in ("epithet", "name")}
