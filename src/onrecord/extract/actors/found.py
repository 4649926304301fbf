"""What the steps of this folder hand each other: the pieces of a report, and names found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.shapes import Article

BREAK = "\n"
"""The piece that stands between two lines and between two passages: no name crosses it."""

_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")  # the same cut as `knowledge.actors.pieces`
_STRAIGHT = str.maketrans("’‘", "''")


@dataclass(slots=True)
class Pieces:
    """The parsed words of a report cut as knowledge cuts its forms; four lists of one length.

    `texts` have straight apostrophes; `starts`, `ends` are code points of the report; `tokens` are positions
    in the Doc.
    """

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)

    def add(self, text: str, start: int, token: int) -> None:
        """Adds one piece."""
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append(start + (0 if text == BREAK else len(text)))
        self.tokens.append(token)

    def word(self, at: int) -> str:
        """The piece at a position, or a break outside the report."""
        return self.texts[at] if 0 <= at < len(self.texts) else BREAK


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the report: characters [start, end), pieces [first, last), and what it may be.

    `role` is name, people, adjective, capital, seat, organ or model (read by the language model alone).
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    role: str
    rule: str
    key: str | None = None
    name: str = ""
    weak: bool = False


def read_pieces(article: Article, doc: Doc) -> Pieces:
    """The pieces of the passages that are parsed (neither furniture nor foreign), breaks between lines."""
    found = Pieces()
    spans = [
        (p.span.start, p.span.end)
        for p in article.passages
        if not p.furniture and p.language in ("en", "und")
    ]
    at = 0
    found.add(BREAK, -1, 0)
    for token in doc:
        start, text = token.idx, token.text
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans):
            break
        inside = spans[at][0] <= start and start + len(text) <= spans[at][1]
        if not inside or text.isspace():
            if (not inside or "\n" in text or "\r" in text) and found.texts[-1] != BREAK:
                found.add(BREAK, start, token.i)
            continue
        for match in _PIECE.finditer(text):
            found.add(match.group().translate(_STRAIGHT), start + match.start(), token.i)
    found.add(BREAK, len(doc.text), max(len(doc) - 1, 0))
    return found


def outermost(found: Iterable[Found]) -> list[Found]:
    """Of names that overlap, the one that starts first and reaches furthest; in text order."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
