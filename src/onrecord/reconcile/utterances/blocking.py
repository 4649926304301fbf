"""Which statements may report the same words at all: blocks, each judged for itself afterwards.

Blocking as in record linkage (Fellegi and Sunter 1969; Papadakis et al. 2020, "Blocking and filtering
techniques for entity resolution"): a block holds all that is joined by a link, and a link is made rather too
often than too seldom. Equal words are looked at once, however many reports have them. What a block gives
hangs on its own statements alone, so that a report that comes in touches its own blocks and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.reconcile.utterances.index import INDIRECT, LATE, Index

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Pairs = tuple[Ints, Ints]

_HEAVIEST = 6  # terms of a statement that it is looked up by, two at a time ...
_ALONE = 6.0  # ... or one, where it is as rare as that
_RARE = 2.5  # in one story every term from here on
_WINDOW = 24  # so many after it, in order of time, are looked at in each list
# A little under what `matching` asks for, which judges with more knowledge.
_LEAST, _COVER, _CLOSE, _FAR = 8.99, 0.49, 0.69, 0.89
_LIGHT, _FIRST = 25.01, 5.99
_TERMS = 3
_DAYS = 30
_CHUNK = 200_000  # pairs that are compared at a time
_POSTINGS = 8_000_000  # and postings that are sorted at a time


def blocks_of(index: Index, stories: Sequence[Sequence[int]], sure: Iterable[tuple[int, int]]) -> list[Ints]:
    """Rows of the index that may belong together, two or more in each block, in the order of time.

    Args:
        stories: for each report the numbers of the stories that it touches.
        sure: pairs of rows that belong together whatever their words say.
    """
    order = np.lexsort((index.rows["id"], index.rows["start"], index.article, index.rows["first"]))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    links = [*_equal(index, order), *_of_one_speaker(index, place, stories), *_alike(index, place, stories)]
    for one, other in sure:
        links.append((np.asarray([one]), np.asarray([other])))
    return _components(links, place, order)


def _components(links: Sequence[Pairs], place: Ints, order: Ints) -> list[Ints]:
    """Union-find (Tarjan 1975) over positions in time, so that the earliest of a block stands for it."""
    root = np.arange(len(order)).tolist()

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    touched: set[int] = set()
    for ones, others in links:
        for one, other in zip(place[ones].tolist(), place[others].tolist(), strict=True):
            a, b = find(one), find(other)
            touched |= {one, other}
            if a != b:
                root[max(a, b)] = min(a, b)
    members: dict[int, list[int]] = {}
    for at in sorted(touched):
        members.setdefault(find(at), []).append(at)
    return [order[np.asarray(found)] for found in members.values() if len(found) > 1]


def _equal(index: Index, order: Ints) -> Iterator[Pairs]:
    """Rows of the same words in time: those within days of each other, and those not told indirectly."""
    rows = index.rows
    at = order[np.argsort(rows["words"][order], kind="stable")]
    at = at[rows["mass"][at] > _LEAST]
    yield _chained(index, at, rows["words"][at], _DAYS)
    quoted = at[(rows["flags"][at] & INDIRECT) == 0]
    same = rows["words"][quoted[1:]] == rows["words"][quoted[:-1]]
    yield quoted[:-1][same], quoted[1:][same]


def _chained(index: Index, rows: Ints, group: NDArray[Any], days: int) -> Pairs:
    """Rows next to each other of one group that are within days of it so far; all, if one has no day.

    `rows` are in the order of their groups, and of time in each. A row may be of any of many days.
    """
    if len(rows) == 0:
        return rows, rows
    starts = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
    number = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(rows))))
    first = index.rows["first"][rows].astype(np.int64)
    lasts = index.rows["last"][rows].astype(np.int64) + number * (4 * LATE)
    until = np.maximum.accumulate(lasts) - number * (4 * LATE)
    undated = np.maximum.reduceat((first == LATE).astype(np.int64), starts)[number] > 0
    near = (first[1:] - until[:-1] <= days) | undated[1:]
    good = (number[1:] == number[:-1]) & near & (rows[1:] != rows[:-1])
    return rows[:-1][good], rows[1:][good]


def _of_one_speaker(index: Index, place: Ints, stories: Sequence[Sequence[int]]) -> Iterator[Pairs]:
    """Short statements of one speaker, day and story, by the keys that `matching` gives them."""
    counts = np.diff(index.keys_at)
    (rows, story), of = _in_stories(np.repeat(np.arange(len(counts)), counts), index, stories)
    key = _both(index.keys[of], story)
    at = np.lexsort((place[rows], key))
    yield _chained(index, rows[at], key[at], 1)


def _in_stories(
    owners: Ints, index: Index, stories: Sequence[Sequence[int]]
) -> tuple[tuple[Ints, Ints], Ints]:
    """Each posting once for every story of its report: (row, story), and which posting it is."""
    many = np.asarray([len(one) for one in stories], dtype=np.int64)
    first = np.concatenate(([0], np.cumsum(many)))
    flat = np.asarray([story for one in stories for story in one], dtype=np.int64)
    reports = index.article[owners]
    times = many[reports]
    of = np.repeat(np.arange(len(owners)), times)
    within = np.arange(len(of)) - np.repeat(np.cumsum(times) - times, times)
    return (owners[of], flat[first[reports[of]] + within]), of


def _both(one: NDArray[np.uint32], other: Ints) -> NDArray[np.uint64]:
    """Two numbers as one that is hardly ever that of two others (multiplicative hashing, Knuth 1973)."""
    found: NDArray[np.uint64] = one.astype(np.uint64) ^ (other.astype(np.uint64) + np.uint64(1)) * np.uint64(
        0x9E3779B97F4A7C15
    )
    return found


def _alike(index: Index, place: Ints, stories: Sequence[Sequence[int]]) -> Iterator[Pairs]:
    """Rows whose words are alike enough, and which are near in time."""
    _, kept, of = np.unique(index.rows["words"], return_index=True, return_inverse=True)
    first = np.full(len(kept), len(place))
    np.minimum.at(first, of, place)
    turn = np.argsort(first)
    rank = np.empty_like(turn)  # distinct words are numbered in the order in which they first come
    rank[turn] = np.arange(len(turn))
    words, which = kept[turn], rank[of]
    shared = np.unique(np.concatenate([*_by_stories(index, which, stories)]))
    codes = np.unique(np.concatenate([*_by_terms(index, words), shared]))
    instances = np.lexsort((place, which))
    edges = np.searchsorted(which[instances], np.arange(len(words) + 1))
    for start in range(0, len(codes), _CHUNK):
        one, other = np.divmod(codes[start : start + _CHUNK], max(1, len(words)))
        good, far, light = _compared(index, words[one], words[other])
        for a, b, anywhere in zip(one[good].tolist(), other[good].tolist(), far[good].tolist(), strict=True):
            both = np.concatenate([instances[edges[n] : edges[n + 1]] for n in (a, b)])
            yield from _near(index, both[np.argsort(place[both])], anywhere=anywhere)
        light &= np.isin(codes[start : start + _CHUNK], shared)
        for a, b in zip(one[light].tolist(), other[light].tolist(), strict=True):
            both = np.concatenate([instances[edges[n] : edges[n + 1]] for n in (a, b)])
            named = both[index.rows["name"][both] > 0]
            named = named[np.lexsort((place[named], index.rows["name"][named]))]
            yield _chained(index, named, index.rows["name"][named], 1)


def _by_terms(index: Index, words: Ints) -> Iterator[Ints]:
    """Pairs of distinct words that share two of their heaviest terms, or one that is rare."""
    sizes = np.minimum(np.diff(index.terms_at)[words], _HEAVIEST)
    parts = 1 + len(words) * _HEAVIEST * _HEAVIEST // 2 // _POSTINGS
    for part in range(parts):
        keys, owners = [], []
        for one in range(_HEAVIEST):
            for other in range(one, _HEAVIEST):
                of = np.flatnonzero(sizes > other)
                at = index.terms_at[words[of]]
                key = index.terms[at + one].astype(np.uint64)
                if one == other:
                    good = index.weights[at + one] >= _ALONE
                else:
                    second = index.terms[at + other].astype(np.uint64)
                    key = (np.minimum(key, second) << np.uint64(32)) | np.maximum(key, second)
                    good = np.ones(len(of), dtype=np.bool_)
                good &= key % np.uint64(parts) == part
                keys.append(key[good])
                owners.append(of[good])
        yield _together(np.concatenate(keys), np.concatenate(owners), len(words))


def _by_stories(index: Index, which: Ints, stories: Sequence[Sequence[int]]) -> Iterator[Ints]:
    """Pairs of distinct words that share a rarer term within one story."""
    rare = np.flatnonzero(index.weights >= _RARE)
    rows = np.searchsorted(index.terms_at, rare, side="right") - 1
    parts = 1 + len(rare) // _POSTINGS
    for part in range(parts):
        mine = index.terms[rare] % np.uint32(parts) == part
        (owners, story), of = _in_stories(rows[mine], index, stories)
        yield _together(
            _both(index.terms[rare[mine][of]], story), which[owners], int(which.max(initial=0)) + 1
        )


def _together(key: NDArray[np.uint64], owners: Ints, count: int) -> Ints:
    """Codes (lesser times count, plus greater) of the owners of one key, each with so many after it."""
    at = np.lexsort((owners, key))
    key, owners = key[at], owners[at]
    found = [np.zeros(0, dtype=np.int64)]
    for step in range(1, _WINDOW + 1):
        same = (key[step:] == key[:-step]) & (owners[step:] != owners[:-step])
        if not same.any():
            break
        found.append(np.unique(owners[:-step][same] * count + owners[step:][same]))
    return np.unique(np.concatenate(found))


def _compared(index: Index, one: Ints, other: Ints) -> tuple[Bools, Bools, Bools]:
    """Which pairs of rows share enough words, and which of those so much that time does not matter; which
    others are short and share enough where story, speaker and day are the same."""
    sides = [_terms_of(index, rows) for rows in (one, other)]
    pair, term, weight = (np.concatenate([side[n] for side in sides]) for n in range(3))
    at = np.lexsort((term, pair))
    pair, term, weight = pair[at], term[at], weight[at]
    both = np.flatnonzero((pair[1:] == pair[:-1]) & (term[1:] == term[:-1]))
    shared = np.bincount(pair[both], weight[both], len(one))
    count = np.bincount(pair[both], minlength=len(one))
    mass = np.minimum(index.rows["mass"][one], index.rows["mass"][other])
    cover = shared / np.maximum(mass, 1e-6)
    enough = ((shared >= _LEAST) & (cover >= _COVER)) | ((mass <= _LIGHT) & (cover >= _CLOSE))
    enough &= count >= _TERMS
    return enough, cover >= _FAR, ~enough & (mass <= _LIGHT) & (shared >= _FIRST)


def _terms_of(index: Index, rows: Ints) -> tuple[Ints, NDArray[np.uint32], NDArray[np.float32]]:
    """For each row, by its place among those given, its terms and their weights."""
    sizes = np.diff(index.terms_at)[rows]
    of = np.repeat(np.arange(len(rows)), sizes)
    within = np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    at = index.terms_at[rows][of] + within
    return of, index.terms[at], index.weights[at]


def _near(index: Index, rows: Ints, *, anywhere: bool) -> Iterator[Pairs]:
    """Rows of two wordings that are near each other in time, or, where that does not matter, quotations."""
    yield _chained(index, rows, np.zeros(len(rows), dtype=np.int64), _DAYS)
    if anywhere:
        quoted = rows[(index.rows["flags"][rows] & INDIRECT) == 0]
        yield quoted[:-1], quoted[1:]
