"""Which word of one report stands for which word of another that was made from it.

Method: global alignment of words (Needleman and Wunsch 1970) between the stretches that both have word for
word (those of `align`), which are chained first. Words that are equal, of one stem, or numbers draw each
other; a replaced word is recognised by its place between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cached_property

from onrecord.knowledge.copying import function_words
from onrecord.knowledge.rarity import rarity, stem
from onrecord.reconcile.copies.align import Tile, shared_tiles
from onrecord.reconcile.copies.words import Worded
from onrecord.shapes import Span

_CLAUSE, SENTENCE = 1, 2
Place = tuple[int, int]  # a word of the one, a word of the other
Range = tuple[int, int]


class Lexed:
    """The words of a report with what drawing them together needs: made once for all alignments of it."""

    def __init__(self, text: Worded) -> None:
        self.text = text
        self.words = text.words
        function = function_words()
        self.content = [word not in function for word in text.words]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, words: Range) -> Span:
        """These words as a span of the report's text."""
        return Span.cut(self.text.text, self.text.starts[words[0]], self.text.ends[words[1] - 1])

    @cached_property
    def stems(self) -> list[str]:
        """Each word without its ending."""
        return [stem(word) for word in self.words]

    @cached_property
    def weights(self) -> list[float]:
        """What it counts for that a word stands in both."""
        return [
            _GRAMMAR if not content else min(_RAREST, _CONTENT + 0.2 * rarity(stemmed))
            for content, stemmed in zip(self.content, self.stems, strict=True)
        ]

    @cached_property
    def breaks(self) -> list[int]:
        """What stands after each word: 0 nothing, 1 a mark inside a sentence, 2 the end of one."""
        starts, ends, text = self.text.starts, self.text.ends, self.text.text
        found = [
            _break(text[end:start]) if start - end > 1 else 0
            for end, start in zip(ends, starts[1:], strict=False)
        ]
        return [*found, SENTENCE] if starts else []

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence that each word stands in."""
        found, number = [], 0
        for after in self.breaks:
            found.append(number)
            number += after == SENTENCE
        return found


def _break(between: str) -> int:
    if "\n" in between:
        return SENTENCE
    if any(mark in between for mark in ".!?"):
        return SENTENCE if " " in between else 0
    return _CLAUSE if any(mark in between for mark in ',;:()–—"“”') else 0


_GRAMMAR = 0.8
_CONTENT = 1.5
_RAREST = 2.5
_STEM = 1.2
_PREFIX = 5
_GAP = -0.5
_UNLIKE = -0.8


def likeness_of(a: Lexed, i: int, b: Lexed, j: int) -> float:
    """How much speaks for it that these two words stand at one place of what both tell."""
    one, other = a.words[i], b.words[j]
    if one == other:
        score = a.weights[i]
    elif a.content[i] != b.content[j]:
        score = _UNLIKE
    elif not a.content[i]:
        score = 0.2
    elif one[0].isdigit() or other[0].isdigit():
        score = 0.6 if one[0].isdigit() and other[0].isdigit() else _UNLIKE
    elif a.stems[i] == b.stems[j] or (len(one) > _PREFIX and one[:_PREFIX] == other[:_PREFIX]):
        score = _STEM
    else:
        score = 0.3 + 0.2 * (one[-2:] == other[-2:])
        if a.text.capital[i] != b.text.capital[j]:
            score -= 0.5
    before, after = a.breaks[i], b.breaks[j]
    if before == after:
        return score + 0.3 if before else score
    return score - 0.2 * max(before, after)


def needleman(a: Lexed, over_a: Range, b: Lexed, over_b: Range) -> list[Place]:
    """The pairs of words at one place in two stretches of words, in order; a pair goes before gaps."""
    n, m = over_a[1] - over_a[0], over_b[1] - over_b[0]
    below = [_GAP * (m - j) for j in range(m + 1)]
    moves = []
    for i in range(n - 1, -1, -1):
        row, move, at = [_GAP * (n - i)] * (m + 1), bytearray(m), over_a[0] + i
        for j in range(m - 1, -1, -1):
            down, right = below[j] + _GAP, row[j + 1] + _GAP
            pair = below[j + 1] + likeness_of(a, at, b, over_b[0] + j)
            if pair >= down and pair >= right:
                row[j] = pair
            else:
                row[j], move[j] = (down, _DOWN) if down >= right else (right, _RIGHT)
        moves.append(move)
        below = row
    moves.reverse()
    pairs, i, j = [], 0, 0
    while i < n and j < m:
        step = moves[i][j]
        if not step:
            pairs.append((over_a[0] + i, over_b[0] + j))
        i, j = i + (step != _RIGHT), j + (step != _DOWN)
    return pairs


_DOWN, _RIGHT = 1, 2


def word_pairs(a: Lexed, b: Lexed) -> list[Place]:
    """Pairs of words at one place of what both tell, in the order of the first; a word stands in one pair.

    What moved as a whole is found where it went. Example: of "countries can't work with China" and
    "international locations can't paintings with China" it pairs "countries" with "locations".
    """
    tiles = shared_tiles(a.words, b.words, a.text.shingles, b.text.shingles)
    of_a: dict[int, int] = {}
    of_b: set[int] = set()
    for _ in range(_ROUNDS):
        tiles = [tile for tile in tiles if _free(tile, of_a, of_b)]
        chain = heaviest(tiles)
        if sum(length for _, _, length in chain) < _LEAST:
            break
        for i, j in _of_chain(a, b, chain):
            if i not in of_a and j not in of_b:
                of_a[i] = j
                of_b.add(j)
    return sorted(of_a.items())


_ROUNDS = 8
_LEAST = 6  # equal words of a chain
_CELLS = 4900  # of one table of Needleman and Wunsch
_END = 30  # words before the first tile and after the last


def _free(tile: Tile, of_a: Container[int], of_b: Container[int]) -> bool:
    i, j, length = tile
    return not any(i + k in of_a or j + k in of_b for k in (0, length - 1))


def heaviest(tiles: Sequence[Tile]) -> list[Tile]:
    """The chain of tiles with the most words that both texts have in this order; a jump costs a little."""
    best: list[tuple[float, int]] = []
    for at, (i, j, length) in enumerate(tiles):
        score, back = 0.0, -1
        for before in range(max(0, at - _BACK), at):
            x, y, size = tiles[before]
            over_a, over_b = i - x - size, j - y - size
            if over_a >= 0 and over_b >= 0:
                reached = best[before][0] - min(_JUMP, 0.02 * abs(over_a - over_b))
                if reached > score:
                    score, back = reached, before
        best.append((score + length, back))
    chain: list[Tile] = []
    at = max(range(len(best)), key=lambda n: (best[n][0], -n), default=-1)
    while at >= 0:
        chain.append(tiles[at])
        at = best[at][1]
    return chain[::-1]


_BACK = 60
_JUMP = 4.0


def _of_chain(a: Lexed, b: Lexed, chain: Sequence[Tile]) -> Iterator[Place]:
    first, last = chain[0], chain[-1]
    start = (max(0, first[0] - _END), max(0, first[1] - _END), 0)
    end = (min(len(a), last[0] + last[2] + _END), min(len(b), last[1] + last[2] + _END), 0)
    i, j = start[:2]
    for tile in (*chain, end):
        yield from _between(a, (i, tile[0]), b, (j, tile[1]))
        yield from ((tile[0] + k, tile[1] + k) for k in range(tile[2]))
        i, j = tile[0] + tile[2], tile[1] + tile[2]


def _between(a: Lexed, over_a: Range, b: Lexed, over_b: Range) -> Iterator[Place]:
    """Of a long stretch, only between words that stand once on either side (patience: Cohen 2003)."""
    n, m = over_a[1] - over_a[0], over_b[1] - over_b[0]
    if not n or not m:
        return
    if n * m <= _CELLS:
        yield from needleman(a, over_a, b, over_b)
        return
    i, j = over_a[0], over_b[0]
    once = heaviest(_once(a, over_a, b, over_b))
    for x, y, size in (*once, (over_a[1], over_b[1], 0)):
        if (x - i) * (y - j) <= _CELLS:
            yield from needleman(a, (i, x), b, (j, y))
        if size:
            yield x, y
        i, j = x + size, y + size


def _once(a: Lexed, over_a: Range, b: Lexed, over_b: Range) -> list[Tile]:
    places_a, places_b = (
        _single(words.words[start:end], start) for words, (start, end) in ((a, over_a), (b, over_b))
    )
    return sorted((i, places_b[word], 1) for word, i in places_a.items() if word in places_b and a.content[i])


def _single(words: Sequence[str], start: int) -> dict[str, int]:
    counts = Counter(words)
    return {word: start + at for at, word in enumerate(words) if counts[word] == 1}
