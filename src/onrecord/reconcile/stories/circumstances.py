"""What is left of a likeness for the days and places of two happenings: evidence, never a hard cut.

Where both reports name the day of their happening, that day counts, else the day on which they appeared. What
is known of places makes a likeness greater where it is shared, smaller where it is not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reconcile.stories.happening import UNIT
from onrecord.reconcile.stories.matrix import Floats, Ints, Reports

# Two reports in the same words are the less one story the further apart they are: a third of the likeness is
# gone after a week, half after three ("the talks resumed"), four fifths after two years ("a summit opened").
# Of the pairs judged by eye (`vectors`) 39 of 40 of one happening with known days lay at most 8 days apart,
# 98 of 114 of one subject only more. Addresses crawled late bear dates months after the happening, so that a
# hard window would tear stories apart.
_SOON, _DAYS, _YEARS = 0.5, 7.0, 730.0
_UNDATED = 0.5  # what is left, and how surely the days are two, where one is unknown
# The same by the days of the happenings, where both are read. Of joined pairs judged by eye (70, one of each
# of 70 stories of ../shared/data/articles) all 6 of one happening lay at most 2 days apart, 17 of 21 of a
# running affair more, 7 of these though published within 2 days. Weeks apart the dates of publication are as
# often wrong (what the days are read against), so that little more is taken. With 0.42 for other days fewer
# affairs are joined, but F1 on the stories set, whose greatest "event" is five missile tests in 15 months, is
# at most 0.927 at this threshold.
_SAME_DAY, _OTHER_DAY, _AFFAIR = 1.3, 0.53, 3.0
# A place that both tell of adds (twice as much where the days are apart: it gives back what these take), one
# that only one of them tells of takes: a third where the days are one, for a happening is told from many
# places; all where they are clearly apart, by weeks. So two meetings of the same people in two towns six
# weeks apart are two stories, and F1 on the stories set is 0.950 to 0.953 at the thresholds 0.1025, 0.105,
# 0.1075, 0.11 and 0.1125; with 0.6, 0.3 and 0.7 the meetings are one at each of these.
_SAME_PLACE, _OTHER_PLACE, _OTHER_BOTH = 0.9, 0.35, 1.0
_CLEARLY, _LATE = 25.0, 2.0  # days; a report may well appear two days late
_TOGETHER = 200_000  # pairs whose places are compared at once


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Days and places of some reports: sums, and of how many. Whole and half numbers: exact in any order."""

    published: tuple[float, int]
    happened: tuple[float, int]
    places: Mapping[int, int]
    count: int


def circumstances(reports: Reports, at: int) -> Circumstances:
    """Those of one report."""
    places = {
        place: stake
        for place, stake in zip(reports.places[at].tolist(), reports.stakes[at].tolist(), strict=True)
        if stake
    }
    return Circumstances(_one(reports.day[at]), _one(reports.happened[at]), places, 1)


def together(parts: Iterable[Circumstances]) -> Circumstances:
    """Those of several groups in one."""
    published, happened, count = (0.0, 0), (0.0, 0), 0
    places: dict[int, int] = {}
    for part in parts:
        published = published[0] + part.published[0], published[1] + part.published[1]
        happened = happened[0] + part.happened[0], happened[1] + part.happened[1]
        for place, stake in part.places.items():
            places[place] = places.get(place, 0) + stake
        count += part.count
    return Circumstances(published, happened, places, count)


def left_of(one: Circumstances, others: Sequence[Circumstances]) -> Floats:
    """What is left of the likeness of one group to each of the others, by their means."""
    published = _gap(_mean(one.published), [_mean(other.published) for other in others])
    happened = _gap(_mean(one.happened), [_mean(other.happened) for other in others])
    shares = np.array([_shared(one, other) for other in others]).reshape(-1, 2)
    return _by_days(published, happened) * _by_places(shares[:, 0], shares[:, 1], _apart(published, happened))


def left_of_each(reports: Reports, one: Circumstances, others: Ints) -> Floats:
    """`left_of` one group and these reports, each by itself."""
    published = _gap(_mean(one.published), reports.day[others])
    happened = _gap(_mean(one.happened), reports.happened[others])
    spread = np.zeros(reports.unplaced + 1)
    for place, stake in one.places.items():
        spread[place] = stake / one.count
    stakes = reports.stakes[others]
    same = np.minimum(spread[reports.places[others]], stakes).sum(axis=1) / UNIT
    least = np.minimum(float(spread.sum()), stakes.sum(axis=1)) / UNIT
    return _by_days(published, happened) * _by_places(same, least, _apart(published, happened))


def left_between(reports: Reports, one: Ints, other: Ints) -> Floats:
    """What is left of the likeness of each pair of reports.

    One without a day of publication is no nearer than the days on which it can have appeared.
    """
    low, high = reports.low, reports.high
    gap = np.maximum(0.0, np.maximum(low[other] - high[one], low[one] - high[other]))
    unknown = np.isnan(reports.day[one]) | np.isnan(reports.day[other])
    published = np.where(unknown, np.minimum(_UNDATED, _left(gap)), _left(gap))
    between = _gap(reports.happened[one], reports.happened[other])
    left = _happened(published, gap, between)
    apart = _apart(np.where(unknown & (gap == 0), np.nan, gap), between)
    for start in range(0, len(one), _TOGETHER):
        part = slice(start, start + _TOGETHER)
        left[part] *= _by_places(*_shared_by_pairs(reports, one[part], other[part]), apart[part])
    return left


def by_days(
    published: tuple[npt.ArrayLike, npt.ArrayLike], happened: tuple[npt.ArrayLike, npt.ArrayLike]
) -> Floats:
    """What is left for the days between publications; or between happenings, where both are known."""
    return _by_days(_gap(*published), _gap(*happened))


def _by_days(published: Floats, happened: Floats) -> Floats:
    near = np.where(np.isnan(published), _UNDATED, _left(published))
    return _happened(near, published, happened)


def _apart(published: Floats, happened: Floats) -> Floats:
    """How surely the days are not one, from 0 to 1."""
    gap = np.where(np.isnan(happened), np.maximum(0.0, published - _LATE), happened)
    return np.where(np.isnan(gap), _UNDATED, 1 - np.exp(-np.square(gap / _CLEARLY)))


def _happened(published: Floats, gap: Floats, between: Floats) -> Floats:
    near = _OTHER_DAY + (_SAME_DAY - _OTHER_DAY) * np.exp(-np.square(between / _AFFAIR))
    far = np.exp(-np.fmax(gap, between) / _YEARS)
    found: Floats = np.where(np.isnan(between), published, near * far)
    return found


def _gap(one: npt.ArrayLike, other: npt.ArrayLike) -> Floats:
    found: Floats = np.abs(np.asarray(one, np.float64) - np.asarray(other, np.float64))
    return found


def _left(gap: Floats) -> Floats:
    found: Floats = _SOON * np.exp(-gap / _DAYS) + (1 - _SOON) * np.exp(-gap / _YEARS)
    return found


def _one(day: float) -> tuple[float, int]:
    return (0.0, 0) if math.isnan(day) else (float(day), 1)


def _mean(days: tuple[float, int]) -> float:
    return days[0] / days[1] if days[1] else math.nan


def _shared(one: Circumstances, other: Circumstances) -> tuple[float, float]:
    """What is shared of places, and the most that can be."""
    same = sum(
        min(stake / one.count, other.places.get(place, 0) / other.count)
        for place, stake in sorted(one.places.items())
    )
    most = min(sum(one.places.values()) / one.count, sum(other.places.values()) / other.count)
    return same / UNIT, most / UNIT


def _shared_by_pairs(reports: Reports, one: Ints, other: Ints) -> tuple[Floats, Floats]:
    ours, theirs = reports.places[one], reports.places[other]
    stakes, others = reports.stakes[one], reports.stakes[other]
    same = np.zeros(len(one))
    for i in range(ours.shape[1]):
        for j in range(theirs.shape[1]):
            same += np.where(ours[:, i] == theirs[:, j], np.minimum(stakes[:, i], others[:, j]), 0)
    return same / UNIT, np.minimum(stakes.sum(axis=1), others.sum(axis=1)) / UNIT


def _by_places(same: Floats, most: Floats, apart: Floats) -> Floats:
    gained = _SAME_PLACE * (1 + apart) * same
    found: Floats = 1 + gained - (_OTHER_PLACE + _OTHER_BOTH * apart) * (most - same)
    return np.maximum(0.0, found)
