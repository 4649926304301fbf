"""Cuts spaCy's tokens into the pieces that the grammar reads: "16-hour" is 16, -, hour; "$44.2bn" is $,
44.2, bn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.shapes import Article

LONGEST = 1_500
"""Pieces in one stretch at most: one endless line costs no more memory than many short ones."""

_PIECE = re.compile(
    r"(?P<word>(?:[^\W\d_]\.){2,}|(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])|'(?:s|ll|d|re|ve|m|t)(?![^\W_])|[^\W\d_]+)"
    r"|(?P<number>(?<![\w.,])\.\d+(?![\d.])|\d+(?:[.,]\d+)*)|(?P<sign>\S)"
)
# An address of the web or of a person: its digits are no quantity and no date.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S|[^\W_][\w-]*(?:\.[^\W_][\w-]*)*\.[a-z]{2,10}/\S|[^\s@]{1,64}@[^\s@]+\.[a-z]|@\w",
    re.IGNORECASE,
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_STOPS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: `low` is how it is compared, `glued` says that nothing stands between it and the one before.

    `token` is the number of the spaCy token that it is cut from.
    """

    low: str
    text: str
    start: int
    end: int
    kind: str  # word, number, sign
    glued: bool
    token: int


Pieces = tuple[Piece, ...]


def stretches(article: Article, doc: Doc) -> Iterator[Pieces]:
    """The pieces of each passage that is to be read, in text order; a very long passage comes in parts.

    Furniture and passages known to be in another language than English are passed over.
    """
    blocks = [(p.span.start, p.span.end) for p in article.passages if readable(p.language, p.furniture)]
    gathered: list[Piece] = []
    block = 0
    last_end = -1
    for token in doc:
        start = token.idx
        while block < len(blocks) and start >= blocks[block][1]:
            block += 1
            yield from _cut(gathered)
            gathered = []
        if block == len(blocks):
            break
        text = token.text
        if start < blocks[block][0] or text.isspace():
            continue
        for piece in _pieces_of(text, start, last_end, token.i):
            gathered.append(piece)
            last_end = piece.end
        if (len(gathered) >= LONGEST and gathered[-1].text in _STOPS) or len(gathered) >= 2 * LONGEST:
            yield from _cut(gathered)
            gathered = []
    yield from _cut(gathered)


def readable(language: str, furniture: bool) -> bool:
    """True for a passage that the extractors look at."""
    return not furniture and language in ("en", "und")


def _cut(gathered: list[Piece]) -> Iterator[Pieces]:
    if gathered:
        yield tuple(gathered)


def _pieces_of(text: str, start: int, last_end: int, token: int) -> Iterator[Piece]:
    if _ADDRESS.match(text):
        yield Piece(text.lower(), text, start, start + len(text), "word", start == last_end, token)
        return
    for match in _PIECE.finditer(text.translate(_APOSTROPHES)):
        begin, end = start + match.start(), start + match.end()
        kind = match.lastgroup or "sign"
        low = match[0].lower() if kind == "word" else match[0]
        yield Piece(low, text[match.start() : match.end()], begin, end, kind, begin == last_end, token)
        last_end = end
