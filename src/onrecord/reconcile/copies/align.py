"""Word by word: which stretches of two texts are the same, and what stands between them.

Method: greedy string tiling (Wise 1993, "String similarity via greedy string tiling") over shared shingles,
so that paragraphs may come in another order; tiles that follow each other closely in both texts are one
passage, and what stands between them is aligned by the longest common subsequence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

_SEED = 3
# A shingle that stands more often than this in a text ("the united states") starts no tile there.
_OFTEN = 6
# Words between two tiles of one passage: in the text that has fewer there, and in the other.
_GAP = 20
_CUT = 40
# A passage of fewer equal words is a phrase that any two reports share.
_LEAST = 8
_DENSE = 0.4


@dataclass(frozen=True, slots=True)
class Edit:
    """A place inside a passage where the texts differ: half-open ranges of words, either may be empty."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage of two texts: ranges of words, the pairs of equal words in it, and its edits."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    same: tuple[tuple[int, int], ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """Where each three words of a text stand together; made once a text, for all comparisons of it.

    `prints` are hashes of the three, each once and sorted; those of number n stand at the places
    `order[opens[n]:ends[n]]`.
    """

    prints: NDArray[np.uint64]
    opens: NDArray[np.int64]
    ends: NDArray[np.int64]
    order: NDArray[np.int64]


Tile = tuple[int, int, int]  # first word in either, length


def stretches(a: Sequence[str], b: Sequence[str], of_a: Shingles, of_b: Shingles) -> tuple[Stretch, ...]:
    """The passages that two texts share, in the order of the first; `of_a` and `of_b` are their `shingles`.

    Example: of "x a b c d e f g h y" and "a b c d E f g h z" one, with the edit e → E.
    """
    found = []
    chains = _chains(shared_tiles(a, b, of_a, of_b))
    for number, chain in enumerate(chains):
        # What stands before the first and after the last is the same place where it is short in both.
        start = (0, 0, 0) if number == 0 and max(chain[0][:2]) <= _GAP else None
        i, j, length = chain[-1]
        last = number == len(chains) - 1 and max(len(a) - i - length, len(b) - j - length) <= _GAP
        tiles = [*([start] if start else []), *chain, *([(len(a), len(b), 0)] if last else [])]
        one = _trimmed(_stretch(tiles, a, b))
        span = max(one.a_end - one.a_start, one.b_end - one.b_start)
        if len(one.same) >= _LEAST and len(one.same) >= _DENSE * min(span, _shorter(one)):
            found.append(one)
    return tuple(found)


def shared_tiles(a: Sequence[str], b: Sequence[str], of_a: Shingles, of_b: Shingles) -> list[Tile]:
    """Stretches of words that both have word for word, in the order of the first, none over another."""
    return _tiles(a, b, _runs(a, b, of_a, of_b))


def _shorter(one: Stretch) -> int:
    return min(one.a_end - one.a_start, one.b_end - one.b_start)


def shingles(words: Sequence[str]) -> Shingles:
    """The shingles of a text, without those that stand in it too often."""
    hashed = np.fromiter(map(hash, words), np.int64, len(words)).view(np.uint64)
    whole = (hashed[:-2] * _MIXED[0] + hashed[1:-1]) * _MIXED[1] + hashed[2:]
    order = np.argsort(whole, kind="stable")
    prints, opens, counts = np.unique(whole[order], return_index=True, return_counts=True)
    few = counts <= _OFTEN
    return Shingles(prints[few], opens[few], (opens + counts)[few], order)


# Odd numbers with bits all over: the golden ratio's, and that of xxHash's first step.
_MIXED = np.asarray([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)


def _seeds(a: Sequence[str], b: Sequence[str], of_a: Shingles, of_b: Shingles) -> list[tuple[int, int]]:
    """Where the same three words stand in both; the hashes only say where to look."""
    _, in_a, in_b = np.intersect1d(of_a.prints, of_b.prints, assume_unique=True, return_indices=True)
    found = []
    for one, other in zip(in_a.tolist(), in_b.tolist(), strict=True):
        at_a = of_a.order[of_a.opens[one] : of_a.ends[one]].tolist()
        at_b = of_b.order[of_b.opens[other] : of_b.ends[other]].tolist()
        found += [(i, j) for i, j in product(at_a, at_b) if a[i : i + _SEED] == b[j : j + _SEED]]
    return sorted(found)


def _runs(a: Sequence[str], b: Sequence[str], of_a: Shingles, of_b: Shingles) -> Iterator[Tile]:
    """All stretches of at least a shingle that are equal in both and cannot be made longer."""
    reached: dict[int, int] = {}  # diagonal → end in a of the last run on it
    for i, j in _seeds(a, b, of_a, of_b):
        if reached.get(j - i, -1) > i:
            continue
        length = _SEED
        while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
            length += 1
        reached[j - i] = i + length
        yield i, j, length


def _tiles(a: Sequence[str], b: Sequence[str], runs: Iterable[Tile]) -> list[Tile]:
    """Runs that do not overlap, the longest first; what is left of a run that another covers counts too."""
    free_a, free_b = bytearray(b"\1" * len(a)), bytearray(b"\1" * len(b))
    tiles = []
    for i, j, length in sorted(runs, key=lambda run: (-run[2], run[0], run[1])):
        at = 0
        while at < length:
            while at < length and not (free_a[i + at] and free_b[j + at]):
                at += 1
            start = at
            while at < length and free_a[i + at] and free_b[j + at]:
                at += 1
            if at - start >= _SEED:
                tiles.append((i + start, j + start, at - start))
                free_a[i + start : i + at] = bytes(at - start)
                free_b[j + start : j + at] = bytes(at - start)
    return sorted(tiles)


def _chains(tiles: Sequence[Tile]) -> list[list[Tile]]:
    """Tiles in the order of the first text, cut where the second jumps."""
    chains: list[list[Tile]] = []
    for tile in tiles:
        for chain in reversed(chains[-3:]):
            i, j, length = chain[-1]
            over_a, over_b = tile[0] - i - length, tile[1] - j - length
            if over_a >= 0 and over_b >= 0 and min(over_a, over_b) <= _GAP and max(over_a, over_b) <= _CUT:
                chain.append(tile)
                break
        else:
            chains.append([tile])
    return chains


def _stretch(chain: Sequence[Tile], a: Sequence[str], b: Sequence[str]) -> Stretch:
    same: list[tuple[int, int]] = []
    edits: list[Edit] = []
    end_a, end_b = chain[0][0], chain[0][1]
    for i, j, length in chain:
        if i > end_a or j > end_b:
            inner = _common(a, b, (end_a, i), (end_b, j))
            edits += _between(inner, (end_a, i), (end_b, j))
            same += inner
        same += [(i + k, j + k) for k in range(length)]
        end_a, end_b = i + length, j + length
    return Stretch(chain[0][0], end_a, chain[0][1], end_b, tuple(same), tuple(edits))


def _trimmed(one: Stretch) -> Stretch:
    """Without a first or last edit at which something only came or went: it is no part of the passage."""
    edits = list(one.edits)
    a_start, b_start, a_end, b_end = one.a_start, one.b_start, one.a_end, one.b_end
    if edits and (edits[0].a_start, edits[0].b_start) == (a_start, b_start) and _one_sided(edits[0]):
        first = edits.pop(0)
        a_start, b_start = first.a_end, first.b_end
    if edits and (edits[-1].a_end, edits[-1].b_end) == (a_end, b_end) and _one_sided(edits[-1]):
        last = edits.pop()
        a_end, b_end = last.a_start, last.b_start
    return Stretch(a_start, a_end, b_start, b_end, one.same, tuple(edits))


def _one_sided(edit: Edit) -> bool:
    return edit.a_start == edit.a_end or edit.b_start == edit.b_end


def _between(
    same: Sequence[tuple[int, int]], over_a: tuple[int, int], over_b: tuple[int, int]
) -> Iterator[Edit]:
    at_a, at_b = over_a[0], over_b[0]
    for i, j in [*same, (over_a[1], over_b[1])]:
        if i > at_a or j > at_b:
            yield Edit(at_a, i, at_b, j)
        at_a, at_b = i + 1, j + 1


def _common(
    a: Sequence[str], b: Sequence[str], over_a: tuple[int, int], over_b: tuple[int, int]
) -> list[tuple[int, int]]:
    """The longest common subsequence of two short stretches, the earliest of equals."""
    n, m = over_a[1] - over_a[0], over_b[1] - over_b[0]
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below, word = best[i], best[i + 1], a[over_a[0] + i]
        for j in range(m - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == b[over_b[0] + j] else max(below[j], row[j + 1])
    pairs, i, j = [], 0, 0
    while i < n and j < m:
        if a[over_a[0] + i] == b[over_b[0] + j]:
            pairs.append((over_a[0] + i, over_b[0] + j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
