"""Patterns over pieces, as the rule files write them, and the search for the longest that fits.

    last|past <UNIT>            words, alternatives, a category that fills the slot "unit"
    <NUM> [-] <UNIT:length>     an optional part; a category under a slot name of its own
    which=this|next <WEEKDAY>   a word that fills a slot
    ( from / between ) <YEAR>   alternatives of several words

A category is a function that says, for a place, where it may end and what it means there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.errors import KnowledgeError
from onrecord.extract.grammar.pieces import Pieces

Slots = Mapping[str, object]
Reading = tuple[int, object]  # the piece after the last one, and the value
Reader = Callable[[Pieces, int], Iterable[Reading]]


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of word: `openers` are the words it may begin with, `numeric` says it may begin with a
    numeral."""

    read: Reader
    openers: frozenset[str]
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    words: frozenset[str]
    slot: str | None


@dataclass(frozen=True, slots=True)
class _Slot:
    category: str
    slot: str


@dataclass(frozen=True, slots=True)
class _Choice:
    ways: tuple[tuple[_Node, ...], ...]


_Node = _Word | _Slot | _Choice
_Nodes = tuple[_Node, ...]
_TOKEN = re.compile(r"[\[\]]|\((?=\s)|(?<=\s)[)/](?=\s|$)|[^\s\[\]]+")


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which a pattern fits: the pieces `start` to `end`, what fills its slots, and its rule's
    place."""

    start: int
    end: int
    rule: int
    slots: Slots


class _State:
    """A place in the patterns: which words and categories lead on, and the rules whose pattern ends here."""

    __slots__ = ("categories", "rules", "words")

    def __init__(self) -> None:
        self.words: dict[str, dict[str | None, _State]] = {}
        self.categories: dict[tuple[str, str], _State] = {}
        self.rules: list[int] = []


class Grammar:
    """The compiled patterns of one rule file: `patterns[rule]` are the pattern texts of each rule in turn.

    The patterns are kept as one tree of their common beginnings, so that a category is asked once at a place
    and not once for every rule that names it.
    """

    def __init__(self, patterns: Iterable[Iterable[str]], categories: Mapping[str, Category]) -> None:
        self._categories = categories
        self._root = _State()
        for rule, texts in enumerate(patterns):
            for text in texts:
                nodes = compiled(text)
                self._check(nodes)
                self._add([self._root], nodes, rule)

    def matches(self, pieces: Pieces, at: int) -> list[Match]:
        """Every way to read something that begins at a place: the longest first, then in the rules' order."""
        found: list[Match] = []
        open_: list[tuple[_State, int, dict[str, object]]] = [(self._root, at, {})]
        while open_:
            state, place, slots = open_.pop()
            found.extend(Match(at, place, rule, slots) for rule in state.rules)
            if place < len(pieces):
                open_.extend(self._steps(pieces, place, state, slots))
        if len(found) > 1:
            found.sort(key=_order)
        return found

    def _steps(
        self, pieces: Pieces, place: int, state: _State, slots: dict[str, object]
    ) -> Iterator[tuple[_State, int, dict[str, object]]]:
        piece = pieces[place]
        for slot, after in state.words.get(piece.low, _NOTHING).items():
            yield after, place + 1, slots if slot is None else {**slots, slot: piece.low}
        numeral = piece.kind == "number"
        for (name, slot), after in state.categories.items():
            category = self._categories[name]
            if piece.low in category.openers or (numeral and category.numeric):
                for end, value in category.read(pieces, place):
                    yield after, end, {**slots, slot: value}

    def _check(self, nodes: _Nodes) -> None:
        for node in nodes:
            if isinstance(node, _Choice):
                for way in node.ways:
                    self._check(way)
            elif isinstance(node, _Slot) and node.category not in self._categories:
                raise KnowledgeError(f"a pattern names the unknown category <{node.category}>")

    def _add(self, states: list[_State], nodes: _Nodes, rule: int) -> None:
        """Lays a pattern into the tree, from every state that its beginning leads to."""
        for state in self._reached(states, nodes):
            if rule not in state.rules:
                state.rules.append(rule)

    def _reached(self, states: list[_State], nodes: _Nodes) -> list[_State]:
        for node in nodes:
            if isinstance(node, _Choice):
                states = [after for way in node.ways for after in self._reached(states, way)]
            elif isinstance(node, _Slot):
                key = (node.category, node.slot)
                states = [state.categories.setdefault(key, _State()) for state in states]
            else:
                states = [
                    state.words.setdefault(word, {}).setdefault(node.slot, _State())
                    for state in states
                    for word in sorted(node.words)
                ]
        return list({id(state): state for state in states}.values())


_NOTHING: dict[str | None, _State] = {}


def compiled(text: str) -> _Nodes:
    """The nodes of one pattern; raises KnowledgeError where brackets do not match."""
    tokens = _TOKEN.findall(text)
    nodes, rest = _sequence(tokens, 0)
    if rest != len(tokens):
        raise KnowledgeError(f"the pattern {text!r} has a bracket too many")
    return nodes


def _sequence(tokens: list[str], at: int) -> tuple[_Nodes, int]:
    nodes: list[_Node] = []
    while at < len(tokens) and tokens[at] not in ("]", ")", "/"):
        token = tokens[at]
        if token == "[":
            inner, at = _sequence(tokens, at + 1)
            _close(tokens, at, "]")
            nodes.append(_Choice((inner, ())))
        elif token == "(":
            ways = []
            while token in ("(", "/"):
                inner, at = _sequence(tokens, at + 1)
                ways.append(inner)
                token = tokens[at] if at < len(tokens) else ""
            _close(tokens, at, ")")
            nodes.append(_Choice(tuple(ways)))
        else:
            nodes.append(_single(token))
        at += 1
    return tuple(nodes), at


def _close(tokens: list[str], at: int, sign: str) -> None:
    if at >= len(tokens) or tokens[at] != sign:
        raise KnowledgeError(f"the pattern {' '.join(tokens)!r} lacks a {sign!r}")


def _single(token: str) -> _Node:
    if token.startswith("<") and token.endswith(">"):
        category, _, slot = token[1:-1].partition(":")
        return _Slot(category, slot or category.lower())
    if "<" in token:
        raise KnowledgeError(f"a category stands alone in a pattern, not as in {token!r}")
    slot, equals, words = token.partition("=")
    if not equals:
        slot, words = "", token
    return _Word(frozenset(words.split("|")), slot or None)


def _order(match: Match) -> tuple[int, int]:
    return -match.end, match.rule
