"""Groups reports by average link over the neighbours' graph, closest first.

Method: group-average agglomerative clustering (Sokal and Michener 1958) with the update of Lance and Williams
(1967) where both likenesses are known, and over the groups' sums (the average of all products of two sets is
the product of their averages) where one is not; likeness falls with the time between reports.

Pairs below the threshold are dropped at once: an average of such stays below it.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from onrecord.reconcile.stories.matrix import Floats, Ints, Reports, Sums, row, runs, summed
from onrecord.reconcile.stories.vectors import UNIT

# Groups are joined down to this likeness. B-cubed F1 on the stories set by threshold (benchmarks/stories.py):
# 0.951 to 0.956 from 0.080 to 0.105, 0.961 at 0.11, 0.956 at 0.115, 0.931 at 0.132. Of the pairs judged by
# eye (`vectors`) 39 of one happening, 18 of one affair and 10 of one subject only are joined; where likeness
# fell by a fifth in weeks and by the rest in years, and the body weighed as much as the opening, they were
# 41, 28 and 56. Of pairs drawn later from what was joined, on which nothing was set, 26, 10 and 6.
THRESHOLD = 0.11
# Two reports in the same words are the less one story the further apart they are: a third of the likeness is
# gone after a week, half after three ("the talks resumed"), four fifths after two years ("a summit opened").
# Of the pairs judged by eye 39 of 40 of one happening with known days lay at most 8 days apart, 98 of 114 of
# one subject only more. Addresses crawled late bear dates months after the happening, so that a hard window
# would tear stories apart.
_SOON, _DAYS, _YEARS = 0.5, 7.0, 730.0
_UNDATED = 0.5
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
    days: tuple[float, int]  # the sum of the days, and how many have one
    near: dict[int, float] = field(default_factory=dict)

    @property
    def day(self) -> float:
        return self.days[0] / self.days[1] if self.days[1] else math.nan


def compared(reports: Reports, pairs: tuple[Ints, Ints], least: float) -> Pairs:
    """How alike the reports of each pair are (`neighbours` gives pairs), without those below `least`."""
    one, other = pairs
    likeness, spread = np.zeros(len(one)), reports.dense()
    for start, end in runs(one):
        at = int(one[start])
        spread[reports.terms[at]] = reports.weights[at]
        likeness[start:end] = reports.products(spread, other[start:end])
        spread[reports.terms[at]] = 0
    likeness = np.round(likeness * _between(reports, one, other), 6)
    kept = likeness >= least
    return Pairs(one[kept], other[kept], likeness[kept])


def nearness(one: npt.ArrayLike, other: npt.ArrayLike) -> Floats:
    """What is left of a likeness for the days between: 1 on one day, half where a day is unknown (NaN)."""
    gap = np.abs(np.asarray(one, np.float64) - np.asarray(other, np.float64))
    return np.where(np.isnan(gap), _UNDATED, _left(gap))


def _left(gap: Floats) -> Floats:
    found: Floats = _SOON * np.exp(-gap / _DAYS) + (1 - _SOON) * np.exp(-gap / _YEARS)
    return found


def _between(reports: Reports, one: Ints, other: Ints) -> Floats:
    """`nearness` of reports; one without a day is no nearer than the days on which it can have appeared."""
    low, high = reports.low, reports.high
    gap = np.maximum(0.0, np.maximum(low[other] - high[one], low[one] - high[other]))
    unknown = np.isnan(reports.day[one]) | np.isnan(reports.day[other])
    return np.where(unknown, np.minimum(_UNDATED, _left(gap)), _left(gap))


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
            day = float(self._reports.day[at])
            days = (0.0, 0) if math.isnan(day) else (day, 1)
            found = self.groups[at] = _Group([at], row(self._reports, at), days)
        return found

    @staticmethod
    def _joined(one: _Group, other: _Group) -> _Group:
        days = one.days[0] + other.days[0], one.days[1] + other.days[1]
        return _Group([*one.members, *other.members], summed([one.sums, other.sums]), days)

    def _link(self, one: int, other: int, likeness: float) -> None:
        if likeness >= self._threshold:
            self._group(one).near[other] = self._group(other).near[one] = likeness
            heapq.heappush(self._heap, (-likeness, min(one, other), max(one, other)))

    def _likenesses(self, at: int, others: Sequence[int]) -> dict[int, float]:
        """How alike one group is to others on average, over their sums and mean days."""
        if not others:
            return {}
        group, spread = self._group(at), self._spread
        spread[group.sums.terms] = group.sums.weights
        found = [self._group(other) for other in others]
        products = np.array([spread[one.sums.terms] @ one.sums.weights / len(one.members) for one in found])
        spread[group.sums.terms] = 0
        left = nearness(group.day, np.array([one.day for one in found]))
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
