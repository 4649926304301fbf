"""Groups reports by average link over the neighbours' graph, closest first.

Method: group-average agglomerative clustering (Sokal and Michener 1958) with the update of Lance and Williams
(1967) where both likenesses are known, and over the groups' sums (the average of all products of two sets is
the product of their averages) where one is not; likeness falls with the time between reports.

Pairs below the threshold are dropped at once: an average of such stays below it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.reconcile.stories.circumstances import (
    Circumstances,
    circumstances,
    left_between,
    left_of,
    together,
)
from onrecord.reconcile.stories.matrix import Floats, Ints, Reports, Sums, row, runs, summed
from onrecord.reconcile.stories.vectors import UNIT

# Groups are joined down to this likeness. B-cubed F1 on the stories set by threshold (benchmarks/stories.py):
# 0.946 at 0.087 and 0.098, 0.953 from 0.1 to 0.1095, 0.950 at 0.11, 0.921 at 0.1155; by words and days of
# publication alone 0.961 at 0.11, where two meetings of one body in two towns are one story.
THRESHOLD = 0.109
# A group looks at so many others at once, the most alike.
_KEPT = 60


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of positions (lesser and greater, sorted) with how alike their reports are."""

    one: Ints
    other: Ints
    likeness: Floats


@dataclass(slots=True)
class _Group:
    members: list[int]
    sums: Sums
    told: Circumstances
    near: dict[int, float] = field(default_factory=dict)


def compared(reports: Reports, pairs: tuple[Ints, Ints], least: float) -> Pairs:
    """How alike the reports of each pair are (`neighbours` gives pairs), without those below `least`."""
    one, other = pairs
    likeness, spread = np.zeros(len(one)), reports.dense()
    for start, end in runs(one):
        at = int(one[start])
        spread[reports.terms[at]] = reports.weights[at]
        likeness[start:end] = reports.products(spread, other[start:end])
        spread[reports.terms[at]] = 0
    likeness = np.round(likeness * left_between(reports, one, other), 6)
    kept = likeness >= least
    return Pairs(one[kept], other[kept], likeness[kept])


def grouped(
    reports: Reports, pairs: Pairs, sure: Iterable[tuple[int, int]], threshold: float
) -> list[tuple[int, ...]]:
    """Positions of the reports that make one story each; sorted, each report in exactly one.

    `pairs` are those as alike as `threshold` or more (`compared`); `sure` belong together whatever their
    words say: a report and what is copied from it.
    """
    clustering = _Clustering(reports, threshold)
    home = clustering.joined_first(sure)
    clustering.link_pairs(home, pairs)
    clustering.run()
    joined = [tuple(sorted(group.members)) for group in clustering.groups.values()]
    inside = {at for members in joined for at in members}
    return sorted([*joined, *((at,) for at in range(len(reports)) if at not in inside)])


class _Clustering:
    """The groups so far, each under its least position. A report that is near no other has none."""

    def __init__(self, reports: Reports, threshold: float) -> None:
        self._reports = reports
        self._threshold = threshold
        self._spread = reports.dense()
        self._heap: list[tuple[float, int, int]] = []
        self.groups: dict[int, _Group] = {}

    def joined_first(self, sure: Iterable[tuple[int, int]]) -> dict[int, int]:
        """Joins what belongs together for certain; gives for each of those reports the group where it is."""
        home: dict[int, int] = {}
        for pair in sorted((min(pair), max(pair)) for pair in sure):
            one, other = sorted(home.get(at, at) for at in pair)
            if one != other:
                group = self._joined(self._group(one), self._group(other))
                home.update(dict.fromkeys(group.members, one))
                self.groups[one] = group
                del self.groups[other]
        return home

    def link_pairs(self, home: Mapping[int, int], pairs: Pairs) -> None:
        """Makes the graph: the likeness of two reports, or of what they were joined to first."""
        again: dict[int, set[int]] = {}
        for one, other, likeness in zip(
            pairs.one.tolist(), pairs.other.tolist(), pairs.likeness.tolist(), strict=True
        ):
            if one not in home and other not in home:
                self._link(one, other, likeness)
            elif home.get(one, one) != home.get(other, other):
                least, greater = sorted((home.get(one, one), home.get(other, other)))
                again.setdefault(least, set()).add(greater)
        for one, others in sorted(again.items()):
            for other, likeness in self._likenesses(one, sorted(others)).items():
                self._link(one, other, likeness)

    def run(self) -> None:
        """Joins the two most alike groups until no two are as alike as the threshold."""
        while self._heap:
            lost, one, other = heapq.heappop(self._heap)
            if one in self.groups and other in self.groups and self.groups[one].near.get(other) == -lost:
                self._merge(one, other)

    def _group(self, at: int) -> _Group:
        found = self.groups.get(at)
        if found is None:
            told = circumstances(self._reports, at)
            found = self.groups[at] = _Group([at], row(self._reports, at), told)
        return found

    @staticmethod
    def _joined(one: _Group, other: _Group) -> _Group:
        told = together((one.told, other.told))
        return _Group([*one.members, *other.members], summed([one.sums, other.sums]), told)

    def _link(self, one: int, other: int, likeness: float) -> None:
        if likeness >= self._threshold:
            self._group(one).near[other] = self._group(other).near[one] = likeness
            heapq.heappush(self._heap, (-likeness, min(one, other), max(one, other)))

    def _likenesses(self, at: int, others: Sequence[int]) -> dict[int, float]:
        """How alike one group is to others on average, over their sums, mean days and places."""
        if not others:
            return {}
        group, spread = self._group(at), self._spread
        spread[group.sums.terms] = group.sums.weights
        found = [self._group(other) for other in others]
        products = np.array([spread[one.sums.terms] @ one.sums.weights / len(one.members) for one in found])
        spread[group.sums.terms] = 0
        left = left_of(group.told, [one.told for one in found])
        averages = np.round(products / (len(group.members) * UNIT**2) * left, 6)
        return dict(zip(others, averages.tolist(), strict=True))

    def _merge(self, one: int, other: int) -> None:
        """Makes one group of two, under the lesser position, and finds its likeness to all that were near."""
        kept, gone = self.groups[one], self.groups[other]
        thirds = sorted((kept.near.keys() | gone.near.keys()) - {one, other})
        near = kept.near | self._likenesses(one, [at for at in thirds if at not in kept.near])
        far = gone.near | self._likenesses(other, [at for at in thirds if at not in gone.near])
        merged = self.groups[one] = self._joined(kept, gone)
        del self.groups[other]
        sizes = len(kept.members), len(gone.members)
        found: list[tuple[float, int]] = []
        for third in thirds:
            self.groups[third].near.pop(one, None)
            self.groups[third].near.pop(other, None)
            average = (near[third] * sizes[0] + far[third] * sizes[1]) / len(merged.members)
            found.append((-round(average, 6), third))
        for lost, third in sorted(found)[:_KEPT]:
            self._link(one, third, -lost)
