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


class Grammar:
    """The compiled patterns of one rule file: `patterns[rule]` are the pattern texts of each rule in turn."""

    def __init__(self, patterns: Iterable[Iterable[str]], categories: Mapping[str, Category]) -> None:
        self._categories = categories
        self._by_opener: dict[str, list[tuple[int, _Nodes]]] = {}
        self._numeric: list[tuple[int, _Nodes]] = []
        for rule, texts in enumerate(patterns):
            for text in texts:
                nodes = compiled(text)
                self._check(nodes)
                self._add(rule, nodes)

    def matches(self, pieces: Pieces, at: int) -> list[Match]:
        """Every way to read something that begins at piece `at`: the longest first, then in the rules'
        order."""
        piece = pieces[at]
        tried = self._numeric if piece.kind == "number" else self._by_opener.get(piece.low)
        if not tried:
            return []
        found = [
            Match(at, end, rule, slots)
            for rule, nodes in tried
            for end, slots in self._walk(pieces, at, nodes, {})
            if end > at
        ]
        found.sort(key=_order)
        return found

    def _check(self, nodes: _Nodes) -> None:
        for node in nodes:
            if isinstance(node, _Choice):
                for way in node.ways:
                    self._check(way)
            elif isinstance(node, _Slot) and node.category not in self._categories:
                raise KnowledgeError(f"a pattern names the unknown category <{node.category}>")

    def _add(self, rule: int, nodes: _Nodes) -> None:
        openers, numeric = self._openers(nodes)
        for word in sorted(openers):
            self._by_opener.setdefault(word, []).append((rule, nodes))
        if numeric:
            self._numeric.append((rule, nodes))

    def _openers(self, nodes: _Nodes) -> tuple[frozenset[str], bool]:
        words: frozenset[str] = frozenset()
        numeric = False
        for node in nodes:
            passable = False
            if isinstance(node, _Word):
                words |= node.words
            elif isinstance(node, _Slot):
                category = self._categories[node.category]
                words |= category.openers
                numeric = numeric or category.numeric
            else:
                for way in node.ways:
                    inner, inner_numeric = self._openers(way)
                    words, numeric = words | inner, numeric or inner_numeric
                passable = () in node.ways
            if not passable:
                break
        return words, numeric

    def _walk(
        self, pieces: Pieces, at: int, nodes: _Nodes, slots: dict[str, object]
    ) -> Iterator[tuple[int, dict[str, object]]]:
        if not nodes:
            yield at, slots
            return
        node, rest = nodes[0], nodes[1:]
        if isinstance(node, _Choice):
            for way in node.ways:
                yield from self._walk(pieces, at, way + rest, slots)
        elif at >= len(pieces):
            return
        elif isinstance(node, _Word):
            low = pieces[at].low
            if low in node.words:
                filled = slots if node.slot is None else {**slots, node.slot: low}
                yield from self._walk(pieces, at + 1, rest, filled)
        else:
            for end, value in self._categories[node.category].read(pieces, at):
                yield from self._walk(pieces, end, rest, {**slots, node.slot: value})


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
