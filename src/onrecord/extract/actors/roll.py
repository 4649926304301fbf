"""The roll of a report's actors: collects mentions under what they name, and gives both out in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.extract.actors.alone import Alone, other_key
from onrecord.extract.actors.folding import fold
from onrecord.extract.actors.found import Found, Pieces
from onrecord.extract.actors.in_office import person_key
from onrecord.extract.actors.joining import Candidates
from onrecord.extract.actors.metonyms import acts
from onrecord.extract.actors.persons import PersonFound
from onrecord.knowledge import actors as knowledge
from onrecord.knowledge.offices import Term
from onrecord.shapes import Article, LocalActor, Mention, Span

_HOW = {"name": "name", "organ": "name", "people": "adjective", "adjective": "adjective", "seat": "epithet"}
_BY_NAME = ("name", "adjective")


@dataclass(slots=True)
class Entry:
    """One actor while it is being collected."""

    name: str
    kind: str
    start: int
    code: str | None = None
    known: str | None = None
    aliases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Noted:
    """One mention while it is being collected; `key` names its entry."""

    start: int
    end: int
    key: str | None
    kind: str
    how: str
    rule: str
    open_to: Candidates = ()


class Roll:
    """Collects; `finished` gives actors and mentions. One for each report."""

    def __init__(self, article: Article, pieces: Pieces, known: Sequence[Term | None] = ()) -> None:
        self._text = article.text
        self._pieces = pieces
        self._known = known  # by person: the term of the known person whom the report means
        self._entries: dict[str, Entry] = {}
        self._noted: list[Noted] = []
        self._acronyms: dict[str, str] = {}

    def add_known(self, doc: Doc, item: Found) -> None:
        """A name of the gazetteer; a capital is its state where it acts, else the place."""
        key = item.key or ""
        if item.role == "organ":
            self._note(item, key, Entry(item.name, item.kind, item.start, None, key), "name")
            return
        known = knowledge.known()[key]
        if known.kind == "place":
            self._place(item)
        elif item.role != "capital":
            entry = Entry(known.name, known.kind, item.start, known.code, key)
            self._note(item, key, entry, _HOW[item.role])
        elif known.metonym and acts(
            doc, self._pieces.tokens[item.first], self._pieces.tokens[item.last - 1] + 1
        ):
            entry = Entry(known.name, known.kind, item.start, known.code, key)
            self._note(item, key, entry, "epithet", "actor.metonym-capital")
        else:
            self._place(item)

    def add_other(self, item: Found) -> None:
        """A name that only the model knows."""
        word = fold(item.name.replace(" ", ""))
        key = self._acronyms.get(word) or other_key(item)
        pieces, last = self._pieces, item.last
        short = pieces.word(last + 1)
        if pieces.word(last) == "(" and pieces.word(last + 2) == ")" and short.isupper() and len(short) > 1:
            self._acronyms.setdefault(fold(short), key)
        self._note(item, key, Entry(item.name, item.kind, item.start), _HOW[item.role])

    def add_person(self, item: PersonFound, person: int | None, open_to: Candidates = ()) -> None:
        """A person's name; with `person` None two could be meant, those of `open_to`."""
        found = item.found
        key = None if person is None else f"person:{person}"
        rule = found.rule if person is not None else "actor.person-ambiguous"
        self._noted.append(Noted(found.start, found.end, key, "person", "name", rule, open_to))
        if key is None or person is None:
            return
        term = self._known[person] if self._known else None
        known = person_key(term) if term is not None else None
        entry = self._enter(key, Entry(found.name, "person", found.start, None, known), found.name)
        if _fuller(found.name, entry.name):
            entry.name = found.name
        for title in item.titles:
            if title.last in (found.first, found.first - 1, found.first - 2) and title.first < found.first:
                self._alias(entry, self._words(title.first, found.last))
        if item.honorific:
            self._alias(entry, f"{item.honorific.capitalize()} {found.name}")

    def add_alone(self, item: Alone) -> None:
        """A title or an epithet."""
        start, end = self._pieces.starts[item.first], self._pieces.ends[item.last - 1]
        key = f"person:{item.person}" if item.person is not None else item.key
        if item.term is not None and item.person is None and key is not None:
            self._entries.setdefault(key, Entry(item.term.person, "person", start, None, key))
        if key is not None and key not in self._entries:
            key = None
        kind = self._entries[key].kind if key is not None else item.kind
        self._noted.append(Noted(start, end, key, kind, item.how, item.rule, item.candidates))

    def finished(self) -> tuple[tuple[LocalActor, ...], tuple[Mention, ...]]:
        """The actors by first mention, the mentions by place; of names that overlap, the longest."""
        named = _apart([item for item in self._noted if item.how in _BY_NAME])
        stood_for = _apart([item for item in self._noted if item.how not in _BY_NAME])
        noted = sorted([*named, *stood_for], key=lambda item: (item.start, -item.end, item.how))
        keys = sorted({item.key for item in noted if item.key is not None}, key=self._order)
        place = {key: at for at, key in enumerate(keys)}
        mentions = tuple(
            Mention(
                Span.cut(self._text, item.start, item.end),
                None if item.key is None else place[item.key],
                item.kind,
                item.how,
                item.rule,
                tuple((place[p], score) for at, score in item.open_to if (p := f"person:{at}") in place),
            )
            for item in noted
        )
        return tuple(self._actor(self._entries[key]) for key in keys), mentions

    def _order(self, key: str) -> tuple[int, str]:
        return self._entries[key].start, key

    def _actor(self, entry: Entry) -> LocalActor:
        aliases = tuple(alias for alias in entry.aliases if alias != entry.name)
        return LocalActor(entry.name, entry.kind, aliases, entry.code, entry.known)

    def _place(self, item: Found) -> None:
        name = self._words(item.first, item.last)
        key = f"place:{fold(name.replace(' ', ''))}"
        self._noted.append(Noted(item.start, item.end, key, "place", "name", item.rule))
        self._enter(key, Entry(name, "place", item.start), name)

    def _note(self, item: Found, key: str, entry: Entry, how: str, rule: str | None = None) -> None:
        self._noted.append(Noted(item.start, item.end, key, item.kind, how, rule or item.rule))
        self._enter(key, entry, self._words(item.first, item.last))

    def _enter(self, key: str, entry: Entry, written: str) -> Entry:
        old = self._entries.setdefault(key, entry)
        old.start = min(old.start, entry.start)
        self._alias(old, written)
        return old

    @staticmethod
    def _alias(entry: Entry, written: str) -> None:
        if written not in entry.aliases:
            entry.aliases.append(written)

    def _words(self, first: int, last: int) -> str:
        text = self._text[self._pieces.starts[first] : self._pieces.ends[last - 1]]
        return " ".join(text.split())


def _fuller(new: str, old: str) -> bool:
    """True where `new` tells more of the name; letters in capitals throughout tell less."""
    if old.isupper() != new.isupper():
        return old.isupper()
    return len(new.split()) > len(old.split())


def _apart(noted: list[Noted]) -> list[Noted]:
    """Of mentions that overlap, the one that starts first, reaches furthest and is resolved."""
    kept: list[Noted] = []
    for item in sorted(noted, key=lambda item: (item.start, -item.end, item.key is None)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
