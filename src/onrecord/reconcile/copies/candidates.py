"""Which reports may be copies of each other, from their prints: in near-linear time whatever the reports are.

Method: an inverted index over the bottom-k sketches (Broder 1997). Each report looks, for each of its hashes,
at the first report of that bucket and at so many before itself, in the order of their dates: a bucket of any
size costs each of its members the same. Of a pair, the hashes in common estimate how much of the smaller is
in the other. A hash whose bucket holds reports that are otherwise unlike is of boilerplate, and counts for
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.shapes import Printed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Pair = tuple[int, int]

# Reports before itself that a report is compared with in a bucket; fewer in a bucket past CROWDED, whose
# members are either one cluster (each finds its neighbours) or share a phrase (none matters).
_BEFORE = 24
_CROWDED = 96
_BEFORE_CROWDED = 4
# Hashes in common, and their share of the smaller report's: 30% of the words outside quotations in common
# (what proof asks for) is hardly ever less than 0.10 of its 3-grams, on spun and translated pairs.
_LEAST_HASHES = 3
_LEAST_SHARE = 0.08
# From this share on two reports are compared whatever their passages mean. In recombined piles, where any two
# reports may have a paragraph in common, pairs under it grew with the square of the reports.
SHARED = 0.2
# A hash in this many reports that share less than this share on average is of boilerplate.
_REPEATED = 4
_UNLIKE = 0.25
_MOST = 32
_CHUNK = 256
_FULL = 256


def same_prints(prints: Sequence[Printed]) -> tuple[list[int], list[Pair]]:
    """The first report of each group that has one print, in the order given; the others' pairs with it."""
    first: dict[tuple[int, bytes], int] = {}
    kept, pairs = [], []
    for at, printed in enumerate(prints):
        if not printed.print.signature:
            continue
        key = (printed.print.words, printed.print.signature)
        if first.setdefault(key, at) == at:
            kept.append(at)
        else:
            pairs.append((first[key], at))
    return kept, pairs


class Index:
    """The buckets of all sketches, as sorted arrays."""

    def __init__(self, sketches: Sequence[NDArray[np.uint32]]) -> None:
        """`sketches[n]` are the hashes of report n, in the order in which a bucket is walked."""
        sizes = np.asarray([len(one) for one in sketches], dtype=np.int64)
        hashes = np.concatenate(sketches) if len(sketches) else np.zeros(0, dtype=np.uint32)
        owners = np.repeat(np.arange(len(sketches), dtype=np.int64), sizes)
        order = np.lexsort((owners, hashes))
        self.owners = owners[order]
        ordered = hashes[order]
        opens = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else owners
        ends = np.append(opens[1:], len(ordered))
        bucket = np.repeat(np.arange(len(opens)), ends - opens)
        place = np.arange(len(ordered)) - opens[bucket] if len(ordered) else owners
        size = (ends - opens)[bucket] if len(ordered) else owners
        before = np.where(size > _CROWDED, _BEFORE_CROWDED, _BEFORE)
        # By posting, in the reports' own order: where its bucket opens, its place in it, how many count.
        back = np.argsort(order, kind="stable")
        self.opens, self.place = opens[bucket][back] if len(ordered) else owners, place[back]
        self.seen, self.size = np.minimum(place, before)[back], size[back]
        self.edges = np.append(0, np.cumsum(sizes))
        self.hashes, self.sizes = hashes, sizes
        tops = [int(one[-1]) if len(one) >= _FULL else 2**32 for one in sketches]
        self.tops = np.asarray(tops, dtype=np.int64)

    def partners(self, start: int, end: int) -> tuple[Ints, Ints, Ints]:
        """For the reports from `start` to `end`: posting, owner and partner of each hash in common."""
        a, b = int(self.edges[start]), int(self.edges[end])
        seen, place, opens = self.seen[a:b], self.place[a:b], self.opens[a:b]
        first = (place > seen).astype(np.int64)  # the bucket's first, where it is not among those before
        counts = seen + first
        postings = np.repeat(np.arange(a, b), counts)
        steps = np.arange(len(postings)) - np.repeat(np.cumsum(counts) - counts, counts)
        at = np.repeat(opens + place - seen, counts) + steps
        at = np.where(steps >= np.repeat(seen, counts), np.repeat(opens, counts), at)
        owners = np.searchsorted(self.edges, postings, side="right") - 1
        return postings, owners, self.owners[at]

    def smaller(self, owners: Ints, partners: Ints) -> Ints:
        """Of each pair, how many hashes the smaller sketch has below the point where both are complete."""
        top = np.minimum(self.tops[owners], self.tops[partners])
        return np.minimum(self._below(owners, top), self._below(partners, top))

    def _below(self, reports: Ints, top: Ints) -> Ints:
        """Hashes spread evenly: a share of a sketch's range holds that share of its hashes."""
        share = np.minimum(1.0, top / self.tops[reports])
        found: Ints = np.maximum(1, np.rint(share * self.sizes[reports])).astype(np.int64)
        return found


def sketched(index: Index) -> Iterator[tuple[int, int, float]]:
    """Pairs (later, earlier) in the index with an estimate of the smaller one's containment."""
    count = len(index.sizes)
    for start in range(0, count, _CHUNK):
        postings, owners, partners = index.partners(start, min(count, start + _CHUNK))
        if not len(postings):
            continue
        keys, inverse, hits = np.unique(owners * count + partners, return_inverse=True, return_counts=True)
        one, other = keys // count, keys % count
        share = hits / index.smaller(one, other)
        own = _without_boilerplate(index, postings, share[inverse])
        hits = np.bincount(inverse[own], minlength=len(keys))
        share = np.round(hits / index.smaller(one, other), 3)
        good = np.flatnonzero((hits >= _LEAST_HASHES) & (share >= _LEAST_SHARE))
        yield from _best(one[good].tolist(), other[good].tolist(), share[good].tolist())


def _without_boilerplate(index: Index, postings: Ints, shares: Floats) -> NDArray[np.bool_]:
    """Which hits count: not those of a hash in several reports that on average share little with this one."""
    opens = np.flatnonzero(np.append(True, postings[1:] != postings[:-1]))
    counts = np.diff(np.append(opens, len(postings)))
    mean = np.add.reduceat(np.minimum(shares, 1.0), opens) / counts
    bad = (index.size[postings[opens]] >= _REPEATED) & (np.round(mean, 3) < _UNLIKE)
    found: NDArray[np.bool_] = ~np.repeat(bad, counts)
    return found


def _best(ones: list[int], others: list[int], shares: list[float]) -> Iterator[tuple[int, int, float]]:
    """Each report's best partners; of equals, the earlier."""
    edges = [0, *(at for at in range(1, len(ones)) if ones[at] != ones[at - 1]), len(ones)]
    for start, end in pairwise(edges):
        rows = sorted(range(start, end), key=lambda at: (-shares[at], others[at]))
        for at in sorted(rows[:_MOST]):
            yield ones[at], others[at], shares[at]


def near_in_meaning(passages: Sequence[tuple[int, bytes]], days: Sequence[int | None]) -> Iterator[Pair]:
    """Pairs of reports with passages that mean the same, by sign bits of their vectors.

    Random hyperplanes are the axes themselves; each of the bands of bits sorts all passages (Charikar 2002;
    Manku et al. 2007 for the sorted tables), and each passage looks at a few before it in its bucket. Reports
    further apart than a window of days are left out; an unknown day is in every window.

    Args:
        passages: report number and sign bits, in the order of the reports.
        days: each report's day as a number, None where it is unknown.
    """
    if not passages:
        return
    owners = np.asarray([owner for owner, _ in passages], dtype=np.int64)
    bits = np.frombuffer(b"".join(b for _, b in passages), dtype=np.uint8).reshape(len(passages), -1)
    known = np.asarray([_UNKNOWN if day is None else day for day in days], dtype=np.int64)[owners]
    found = np.zeros(0, np.int64)
    for band in range(0, bits.shape[1] - 1, 2):
        key = bits[:, band].astype(np.int64) * 256 + bits[:, band + 1]
        order = np.argsort(key, kind="stable")
        here = [found]
        for step in range(1, _LOOK + 1):
            one, other = order[step:], order[:-step]
            good = (key[one] == key[other]) & (owners[one] != owners[other])
            apart = np.abs(known[one] - known[other])
            good &= (apart <= _WINDOW) | (known[one] == _UNKNOWN) | (known[other] == _UNKNOWN)
            one, other = one[good], other[good]
            near = _differ(bits, one, other) <= _DIFFER
            here.append(one[near] * len(owners) + other[near])
        found = np.unique(np.concatenate(here))
    yield from _passages_to_reports(*np.divmod(found, len(owners)), owners)


def _differ(bits: NDArray[np.uint8], one: Ints, other: Ints) -> Ints:
    """In how many bits the passages of each pair differ; some pairs at a time, as each takes a row."""
    parts = [np.zeros(0, np.int64)]
    for at in range(0, len(one), _ROWS):
        rows = bits[one[at : at + _ROWS]] ^ bits[other[at : at + _ROWS]]
        parts.append(_ONES[rows].sum(1, dtype=np.int64))
    return np.concatenate(parts)


def alike_in_meaning(one: Sequence[bytes], other: Sequence[bytes]) -> bool:
    """Whether two reports have passages that mean the same, by their bits, at least two, or a third of the
    fewer; True where either has none to compare.

    What shares so few 3-grams is a copy only if it was reworded throughout; one paragraph in common is none.
    """
    if not one or not other or len(one[0]) != len(other[0]):
        return True
    few, many = sorted((one, other), key=len)
    few, many = few[:_PASSAGES], many[:_PASSAGES]
    a, b = (np.frombuffer(b"".join(side), np.uint8).reshape(len(side), 1, -1) for side in (few, many))
    differ = _ONES[a ^ b.transpose(1, 0, 2)].sum(2, dtype=np.int64).min(1)
    return int((differ <= _DIFFER).sum()) >= min(2, (len(few) + 2) // 3)


_ONES = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(1).astype(np.uint8)
_PASSAGES = 200  # of a report that are compared
_ROWS = 100_000  # pairs of passages that are compared at a time

_UNKNOWN = -(10**7)
_WINDOW = 14
_LOOK = 4
# Of 384 bits: passages of nine in ten spun pairs differ in at most 54, one in twenty of two reports on one
# subject in fewer than 49, of two that have nothing to do with each other one in a thousand in fewer than 63.
_DIFFER = 60


def _passages_to_reports(one: Ints, other: Ints, owners: Ints) -> Iterator[Pair]:
    """Pairs of reports with at least two near passages, or a third of the earlier one's."""
    a, b = owners[one], owners[other]
    of_earlier = np.where(a < b, one, other)
    count = int(owners[-1]) + 1
    found = np.unique(np.stack([np.maximum(a, b) * count + np.minimum(a, b), of_earlier]), axis=1)
    pairs, near = np.unique(found[0], return_counts=True)
    sizes = np.bincount(owners)
    good = near >= np.minimum(2, (sizes[pairs % count] + 2) // 3)
    yield from zip((pairs[good] // count).tolist(), (pairs[good] % count).tolist(), strict=True)
