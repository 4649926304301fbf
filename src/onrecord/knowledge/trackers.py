"""Definitions of trackers: what counts as evidence for one kind of commitment, and which state follows.

A definition is a YAML file with no code in it. The ones that ship stand in `trackers/`; a user's own are read
from a folder (`onrecord run --trackers DIR`). What is wrong with a file is told with the file, the line and
what to do. The fields:

- `id`, `name`, `about`, `kind` (KINDS); `subject`, a template over sides: "{applicant} in {body}".
- `sides`: who takes part. `kinds` of actors; `each`: every one is a subject of its own; `one`: only the
  first; `among`: a group of knowledge/alliance; `near`, `topic`: kinds that a clause may leave unsaid;
  `pair`; `words`; `rest`: with `each`, the side that those fill who are listed with him.
- `states` in their order (`beside: true` is no step on the way); `never`: what is never added up.
- `words`: sets that `$name` stands for; `classes`: details by words (`kind: {military: [weapon, ...]}`).
- `moves`: `id`, `state` (told as done) or `states` by modality (`other`, planned, promised, denied, ...),
  `value`, `carry`, and `from`: pieces of evidence, of which any one makes the move. A piece names one
  kind of cell (`clause`: lemmas of its verb or noun; `figure`: its measure; `statement`: its class;
  `event`: its type) and what must stand in the one clause that holds it: `has`, `unless` (words by role;
  `any` for whatever stands there), `not`, `act`, `modality`, `unit`, `between`, and `who` and `maybe` (in
  which roles each side is named; "=object" only as the phrase's head).
- `examples` (`text`, `finds: {SUBJECT: STATE}`) and `not`: `onrecord tracker check FILE` runs them.
"""

from __future__ import annotations

import os.path
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onrecord.errors import KnowledgeError
from onrecord.knowledge import load
from onrecord.knowledge.events import MODALITIES
from onrecord.knowledge.tracker_reading import Entry, Reading, parsed

_FIELDS = ("id", "name", "kind", "about", "subject", "sides", "states", "moves", "never", "knowledge",
           "words", "classes", "examples", "not")  # fmt: skip
KINDS = ("process", "series", "count", "calendar", "stance", "timeline")
EVIDENCE = ("clause", "figure", "statement", "event")
PARTIES = ("person", "state", "organisation", "group", "office", "place", "other")
TOLD = ("happened", "ongoing", "alleged")
VALUES = ("amount", "quote", "words", "place")

Words = frozenset[tuple[str, ...]]
"""Alternatives, each a row of lemmas that must all stand there: {("security", "agreement"), ("pact",)}."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Whom evidence must name: in which roles of the clause, or columns of the cell, he is sought."""

    name: str
    roles: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """What may fill a slot. `each`: every actor named makes a subject of its own; else they are listed.

    `among` is the name of a group of knowledge/alliance (`alliances`): only such a body fits.
    """

    name: str
    kinds: frozenset[str]
    each: bool = False
    among: str | None = None
    near: frozenset[str] = frozenset()  # these kinds may be left unsaid where one was named just before
    topic: frozenset[str] = frozenset()  # these kinds may be left unsaid: whom the report names most so far
    one: bool = False  # only the first that is named
    outside: str | None = None  # no member of the body that fills this side
    pair: bool = False  # one of two sides that are alike: "A and B" is "B and A"
    words: frozenset[str] = frozenset()  # filled by a thing, not by an actor: one of these lemmas
    rest: str | None = None  # with `each`: the side that the others fill, where nobody does


@dataclass(frozen=True, slots=True)
class Wanted:
    """One way to tell a move: a kind of cell, and what must stand in the clause that holds it.

    `has` are pairs of roles and words of which one row must stand in a phrase of one of those roles ("any":
    any phrase; "inside": also one of a clause that hangs from it; "above": heads of those it hangs from).
    """

    kind: str
    names: frozenset[str]  # acts, measures, classes or types; empty for any
    has: tuple[tuple[tuple[str, ...], Words], ...] = ()
    unless: tuple[tuple[tuple[str, ...], Words], ...] = ()  # like `has`, and must not stand there
    without: Words = frozenset()
    modality: frozenset[str] = frozenset()
    slots: tuple[Slot, ...] = ()
    act: frozenset[str] = frozenset()
    noun: bool | None = None
    units: frozenset[str] = frozenset()  # of a figure; "money" stands for any currency
    between: tuple[float, float] | None = None  # of a figure: the least and most that it may be


@dataclass(frozen=True, slots=True)
class MoveRule:
    """A move: the evidence of which any one makes it, and the state it leads to.

    `states` are by the modality of what is told; "" stands for what is told as done. `value` is what is kept
    beside the state. `carry` are words ("the bid") by which a clause that names no subject goes on with the
    one named before.
    """

    id: str
    states: Mapping[str, str]
    wanted: tuple[Wanted, ...]
    value: str | None = None
    carry: frozenset[str] = frozenset()
    details: Mapping[str, str] = field(default_factory=dict)

    def state(self, modality: str) -> str | None:
        """The state that follows where it is told in this modality; None where none does.

        What is planned, demanded, denied or failed makes a move only where the definition says which.
        """
        return self.states.get(modality, self.states.get("") if modality in TOLD else None)


@dataclass(frozen=True, slots=True)
class State:
    """One state: its id, how it is said, and how far along it is (None: beside the way, like "disputed")."""

    id: str
    label: str
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own, and what the tracker must find in it: (state, subject) pairs; () for nothing."""

    text: str
    moves: tuple[tuple[str, str], ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Tracker:
    """One definition. `subject` is a template over slots: "{applicant} in {body}"."""

    id: str
    name: str
    kind: str
    about: str
    subject: str
    sides: Mapping[str, Side]
    states: tuple[State, ...]
    moves: tuple[MoveRule, ...]
    classes: tuple[tuple[str, tuple[tuple[str, Words], ...]], ...] = ()  # detail: its values by their words
    never: str = ""  # what is never added up, in words
    knowledge: tuple[tuple[str, str], ...] = ()  # (table of knowledge/alliance, slot that names whose)
    examples: tuple[Example, ...] = ()
    origin: str = ""

    def label(self, state: str) -> str:
        """How a state is said. Example: `tracker.label("applied")` is "applied"."""
        return next((one.label for one in self.states if one.id == state), state)


@cache
def trackers() -> tuple[Tracker, ...]:
    """The definitions that ship, by id. Raises KnowledgeError for one that is not in order."""
    return tuple(read(load.source(name), f"knowledge/{name}") for name in load.names("trackers"))


def from_folder(folder: str) -> tuple[Tracker, ...]:
    """A user's own definitions: every .yaml file of a folder, by name.

    Raises KnowledgeError where the folder is not there, holds none, or one of them is not in order.
    """
    files = definitions(folder)
    if not files:
        raise KnowledgeError(f"{folder}: no tracker there: give a folder with .yaml files")
    return tuple(from_file(str(file)) for file in files)


def from_folders(folders: Iterable[str]) -> tuple[Tracker, ...]:
    """A user's own definitions of several folders; one that is given twice counts once.

    Raises KnowledgeError like `from_folder`, and where two files define one tracker.
    """
    found: dict[str, Tracker] = {}
    for folder in sorted(set(folders)):
        for own in from_folder(folder):
            if own.id in found:
                raise KnowledgeError(f"{own.origin}: {found[own.id].origin} defines {own.id!r} as well")
            found[own.id] = own
    return tuple(found.values())


def texts(folders: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The definitions of folders as (file, text), for a record to keep: they outlive their folders.

    Raises KnowledgeError where one cannot be read.
    """
    files = [file for folder in sorted(set(folders)) for file in definitions(folder)]
    return tuple((os.path.abspath(file), _text(str(file))) for file in files)


def from_texts(kept: Iterable[tuple[str, str]]) -> tuple[Tracker, ...]:
    """The trackers that kept definitions (see `texts`) define. Raises KnowledgeError like `read`."""
    return tuple(read(text, file) for file, text in kept)


def definitions(folder: str) -> tuple[Path, ...]:
    """The files of a folder that `from_folder` reads, by name; () where there is no such folder."""
    path = Path(folder)
    return tuple(sorted((*path.glob("*.yaml"), *path.glob("*.yml")))) if path.is_dir() else ()


def from_file(name: str) -> Tracker:
    """One definition from a file. Raises KnowledgeError that says file, line and what to do."""
    return read(_text(name), name)


def _text(name: str) -> str:
    try:
        return Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{name}: cannot be read: {error}") from error


def together(own: tuple[Tracker, ...]) -> tuple[Tracker, ...]:
    """The definitions that ship with a user's own, by id: of one id the user's own is taken."""
    found = {one.id: one for one in (*trackers(), *own)}
    return tuple(found[id_] for id_ in sorted(found))


def read(text: str, origin: str) -> Tracker:
    """A definition from its text; `origin` names it in errors."""
    top = Reading(origin).entry(parsed(text, origin))
    top.only(*_FIELDS)
    words = {name: _words(top.sub("words"), name, {}) for name in top.sub("words").names()}
    sides = {name: _side(name, top.sub("sides").sub(name), words) for name in top.sub("sides").names()}
    states = tuple(_state(one, at) for at, one in enumerate(top.entries("states")))
    known = frozenset(one.id for one in states)
    classes = top.sub("classes")
    tracker = Tracker(
        id=top.word("id"),
        name=top.word("name"),
        kind=top.choice("kind", KINDS),
        about=top.word("about"),
        subject=top.word("subject"),
        sides=sides,
        states=states,
        moves=tuple(_move(one, words, (sides, known)) for one in top.entries("moves")),
        classes=tuple((name, _class(classes.sub(name), words)) for name in classes.names()),
        never=top.word("never", ""),
        knowledge=tuple((name, top.sub("knowledge").word(name)) for name in top.sub("knowledge").names()),
        examples=(*(_example(one) for one in top.entries("examples")), *_counter(top)),
        origin=origin,
    )
    return _checked(tracker, top)


def _checked(tracker: Tracker, top: Entry) -> Tracker:
    ids = [rule.id for rule in tracker.moves]
    for id_ in ids:
        if not id_.startswith(f"{tracker.id}."):
            raise top.wrong("moves", f"the id {id_!r} must begin with {tracker.id!r} and a full stop")
    for name, given in (("moves", ids), ("states", [state.id for state in tracker.states])):
        doubles = sorted(id_ for id_, often in Counter(given).items() if often > 1)
        if doubles:
            raise top.wrong(name, f"ids given twice: {', '.join(doubles)}")
    if not tracker.moves:
        raise top.wrong("moves", "give at least one move")
    for name in tracker.sides:
        if "{" + name + "}" in tracker.subject:
            return tracker
    raise top.wrong("subject", 'name at least one of the sides in it, like "{giver} to {recipient}"')


def _class(entry: Entry, sets: Mapping[str, Words]) -> tuple[tuple[str, Words], ...]:
    return tuple((name, _words(entry, name, sets)) for name in entry.names())


def _side(name: str, entry: Entry, sets: Mapping[str, Words]) -> Side:
    entry.only("kinds", "each", "among", "near", "topic", "one", "outside", "pair", "words", "rest")
    return Side(
        name=name,
        kinds=frozenset(entry.choices("kinds", PARTIES)),
        each=entry.flag("each"),
        among=entry.word("among", "") or None,
        near=frozenset(entry.choices("near", PARTIES)),
        topic=frozenset(entry.choices("topic", PARTIES)),
        one=entry.flag("one"),
        outside=entry.word("outside", "") or None,
        pair=entry.flag("pair"),
        words=frozenset(" ".join(row) for row in _words(entry, "words", sets)),
        rest=entry.word("rest", "") or None,
    )


def _state(entry: Entry, at: int) -> State:
    entry.only("id", "label", "beside")
    return State(entry.word("id"), entry.word("label"), None if entry.flag("beside") else at)


def _move(
    entry: Entry, words: Mapping[str, Words], known: tuple[Mapping[str, Side], frozenset[str]]
) -> MoveRule:
    entry.only("id", "state", "states", "from", "value", "carry", "details")
    sides, states = known
    by_modality = {"": entry.word("state")} if entry.has("state") else {}
    for name in entry.sub("states").names():
        if name not in ("other", *MODALITIES):
            raise entry.sub("states").wrong(name, f"{name!r} is none of other, {', '.join(MODALITIES)}")
        by_modality["" if name == "other" else name] = entry.sub("states").word(name)
    for state in by_modality.values():
        if state not in states:
            raise entry.wrong("state", f"{state!r} is not among the states: {', '.join(sorted(states))}")
    if not by_modality:
        raise entry.wrong("state", "say which state follows: `state:`, or `states:` by modality")
    return MoveRule(
        id=entry.word("id"),
        states=by_modality,
        wanted=tuple(_wanted(one, words, sides) for one in entry.entries("from")),
        value=entry.choice("value", VALUES) if entry.has("value") else None,
        carry=frozenset(row[0] for row in _words(entry, "carry", words)),
        details={name: entry.sub("details").word(name) for name in entry.sub("details").names()},
    )


def _wanted(entry: Entry, words: Mapping[str, Words], sides: Mapping[str, Side]) -> Wanted:
    kinds = [kind for kind in EVIDENCE if entry.has(kind)]
    if len(kinds) != 1:
        raise entry.wrong("from", f"give each piece of evidence exactly one of: {', '.join(EVIDENCE)}")
    entry.only(kinds[0], "has", "unless", "not", "modality", "who", "maybe", "act", "noun", "unit", "between")
    names = _words(entry, kinds[0], words)
    bounds = entry.numbers("between")
    if bounds and len(bounds) != 2:
        raise entry.wrong("between", "give the least and the most: [0.5, 10]")
    return Wanted(
        kind=kinds[0],
        names=frozenset(" ".join(row) for row in names if row != ("any",)),
        has=_in_roles(entry.sub("has"), words),
        unless=_in_roles(entry.sub("unless"), words),
        without=_words(entry, "not", words),
        modality=frozenset(entry.choices("modality", MODALITIES)),
        slots=_slots(entry, sides),
        act=frozenset(" ".join(row) for row in _words(entry, "act", words)),
        noun=entry.flag("noun") if entry.has("noun") else None,
        units=frozenset(entry.list("unit")),
        between=(bounds[0], bounds[1]) if bounds else None,
    )


def _in_roles(entry: Entry, words: Mapping[str, Words]) -> tuple[tuple[tuple[str, ...], Words], ...]:
    found = ((tuple(roles.split()), _words(entry, roles, words)) for roles in entry.names())
    return tuple((roles, frozenset(() if row == ("any",) else row for row in own)) for roles, own in found)


def _slots(entry: Entry, sides: Mapping[str, Side]) -> tuple[Slot, ...]:
    found = []
    for field_ in ("who", "maybe"):
        under = entry.sub(field_)
        for name in under.names():
            if name not in sides:
                raise under.wrong(
                    name, f"{name!r} is not among the sides: {', '.join(sorted(sides)) or 'none'}"
                )
            found.append(Slot(name, tuple(under.word(name).split()), field_ == "maybe"))
    return tuple(found)


def _words(entry: Entry, name: str, sets: Mapping[str, Words]) -> Words:
    """The words of a field; `$name` stands for a set of `words:`."""
    found: set[tuple[str, ...]] = set()
    for word in entry.list(name):
        if word.startswith("$"):
            if word[1:] not in sets:
                raise entry.wrong(name, f"{word} is not among `words:`")
            found |= sets[word[1:]]
        elif not word.strip():
            raise entry.wrong(name, "an empty word stands everywhere: write the word, or any")
        else:
            found.add(tuple(word.split()))
    return frozenset(found)


def _example(entry: Entry) -> Example:
    entry.only("text", "finds")
    finds = entry.sub("finds")
    pairs = tuple((state, subject) for subject in finds.names() for state in finds.list(subject))
    if not pairs:
        raise entry.wrong("finds", "say what is found: `finds: {SUBJECT: STATE}`")
    return Example(entry.word("text"), pairs, entry.line)


def _counter(top: Entry) -> tuple[Example, ...]:
    return tuple(Example(text, (), top.line_of("not")) for text in top.list("not"))
