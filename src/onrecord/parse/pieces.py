"""What the model sees of a word: its word pieces and four small features.

Training and run time both go through this file, so the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

MAX_PIECES = 8
"""Pieces of one word that the encoder sees; the first stands for the word."""

SHAPES, SPACES, STARTS, QUOTES = 8, 3, 3, 5
"""Sizes of the four feature tables; 0 is always "no word here" ([CLS], [SEP], padding)."""

OUTSIDE, INSIDE, OPENING_MARK, CLOSING_MARK = 1, 2, 3, 4
"""Values of the quotation feature."""
PARAGRAPH_START = 2
"""Value of the paragraph feature where a paragraph starts."""

_STRAIGHT = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "＂": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "＇": "'",
    "―": "—", "‐": "-", "‑": "-", "−": "-",
})  # fmt: skip
_OPENING = frozenset("“„«‘‚")
_CLOSING = frozenset("”»’")


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """The word with straight quotation marks; LaTeX's double backtick and '' become one double quote."""
    word = word.translate(_STRAIGHT)
    return '"' if word == "''" else word


@lru_cache(maxsize=65536)
def shape(word: str) -> int:
    """1 lower, 2 Title, 3 one capital, 4 CAPITALS, 5 mIxed, 6 has a digit, 7 no letter or digit."""
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        return 6
    if not letters:
        return 7
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 1
    if len(upper) == 1:
        return 3
    if all(upper):
        return 4
    return 2 if upper[0] and not any(upper[1:]) else 5


def quote_states(words: Sequence[str], spaced: Sequence[bool], starts: Sequence[bool]) -> list[int]:
    """1 outside quotation marks, 2 inside, 3 an opening mark, 4 a closing mark.

    Args:
        words: the words, with their own quotation marks.
        spaced: whether white space stands before each word.
        starts: whether a paragraph starts at each word; the state starts anew there, since
            a quotation that goes on over paragraphs is opened again in each.
    """
    states: list[int] = []
    mark = ""
    for i, word in enumerate(words):
        if starts[i]:
            mark = ""
        kind = plain(word)
        double = kind == '"'
        single = kind == "'" and (word == "‘" or mark == "'")
        if not double and not single:
            states.append(INSIDE if mark else OUTSIDE)
        elif _opens(word, bool(mark), spaced, i):
            mark = mark or kind
            states.append(OPENING_MARK)
        else:
            mark = "" if kind == mark else mark
            states.append(CLOSING_MARK)
    return states


def _opens(word: str, inside: bool, spaced: Sequence[bool], i: int) -> bool:
    if word in _OPENING or word == "``":
        return True
    if word in _CLOSING:
        return False
    before, after = spaced[i], i + 1 < len(spaced) and spaced[i + 1]
    return before if before != after else not inside


def features(words: Sequence[str], spaced: Sequence[bool], starts: Sequence[bool]) -> Ints:
    """An array [words, 4] of shape, space before, paragraph start and quotation state."""
    columns = (
        [shape(w) for w in words],
        [2 if s else 1 for s in spaced],
        [PARAGRAPH_START if s else 1 for s in starts],
        quote_states(words, spaced, starts),
    )
    return np.array(columns, dtype=np.int64).T.reshape(len(words), 4)


class Pieces:
    """Cuts words into word pieces, each word alone, with a memory of words seen."""

    CLS, SEP, UNKNOWN = 101, 102, 100

    def __init__(self, tokenizer: Path) -> None:
        """Reads `tokenizer.json`."""
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._seen: dict[str, tuple[int, ...]] = {}

    def of(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The pieces of each word: one at least, MAX_PIECES at most."""
        return [self._seen.get(word) or self._cut(word) for word in words]

    def _cut(self, word: str) -> tuple[int, ...]:
        # A word of a million letters is one unknown piece for the model; do not let it be read in full.
        ids = self._tokenizer.encode(plain(word[:400]), add_special_tokens=False).ids[:MAX_PIECES]
        found = tuple(ids) or (self.UNKNOWN,)
        if len(self._seen) < 200_000 and len(word) < 60:
            self._seen[word] = found
        return found


def lay_out(pieces: Sequence[tuple[int, ...]], marks: Ints) -> tuple[Ints, Ints, Ints]:
    """One window as the encoder takes it.

    Args:
        pieces: the pieces of each word.
        marks: `features` of the same words.

    Returns:
        Piece numbers [L], features [L, 4] and the place of each word's first piece [words].
    """
    sizes = np.array([len(p) for p in pieces], dtype=np.int64)
    first = 1 + np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
    flat = [Pieces.CLS, *(i for p in pieces for i in p), Pieces.SEP]
    spread = np.zeros((len(flat), 4), dtype=np.int64)
    spread[1:-1] = np.repeat(marks, sizes, axis=0)
    return np.array(flat, dtype=np.int64), spread, first
