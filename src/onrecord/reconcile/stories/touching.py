"""Stories as sums of their reports: which report says most of a story, and which touches a second one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.reconcile.stories.circumstances import by_days, circumstances, left_of_each, together
from onrecord.reconcile.stories.grouping import Pairs
from onrecord.reconcile.stories.matrix import Floats, Ints, Reports, runs, sum_of
from onrecord.reconcile.stories.vectors import UNIT

# A report touches a second story where it is this much more like it than a story's own members must be ...
_TOUCHES = 1.5
# ... and nearly as much as it is like its first.
_BESIDE = 0.8


def inside(reports: Reports, groups: Sequence[Sequence[int]]) -> Floats:
    """For each report the product with the sum of its story's reports, itself among them."""
    found, spread = np.zeros(len(reports)), reports.dense()
    for group in groups:
        members = np.asarray(group)
        sums = sum_of(reports, members)
        spread[sums.terms] = sums.weights
        found[members] = reports.products(spread, members)
        spread[sums.terms] = 0
    return found


def touching(
    reports: Reports, groups: Sequence[Sequence[int]], pairs: Pairs, threshold: float, share: Floats
) -> dict[int, list[int]]:
    """For a story, the reports of other stories that touch it. A story of one is touched by none.

    `pairs` are those as alike as `threshold` (`grouping.compared`), `groups` what was made of them, `share`
    what `inside` says of these.
    """
    home = np.empty(len(reports), np.int64)
    for number, group in enumerate(groups):
        home[list(group)] = number
    own, found, spread = _among_own(reports, home, share), dict[int, list[int]](), reports.dense()
    for number, others in _beside(home, pairs):
        members = np.asarray(groups[number])
        if len(members) == 1:
            continue
        sums = sum_of(reports, members)
        spread[sums.terms] = sums.weights
        products = reports.products(spread, others) / len(members)
        spread[sums.terms] = 0
        told = together(circumstances(reports, at) for at in groups[number])
        values = np.round(products * left_of_each(reports, told, others), 6)
        touch = (values >= threshold * _TOUCHES) & (values >= _BESIDE * own[others])
        if touch.any():
            found[number] = others[touch].tolist()
    return found


def _beside(home: Ints, pairs: Pairs) -> Iterator[tuple[int, Ints]]:
    """Each story with the reports of other stories that are like one of its own."""
    count = max(1, len(home))
    of_one, of_other = home[pairs.one], home[pairs.other]
    apart = of_one != of_other
    keys = np.concatenate(
        (of_one[apart] * count + pairs.other[apart], of_other[apart] * count + pairs.one[apart])
    )
    keys = np.unique(keys)
    for start, end in runs(keys // count):
        yield int(keys[start] // count), keys[start:end] % count


def _among_own(reports: Reports, home: Ints, share: Floats) -> Floats:
    """How alike each report is to the others of its story on average; 0 where it is alone."""
    alone = np.square(reports.weights.astype(np.float64)).sum(axis=1) / UNIT**2
    others = np.bincount(home)[home] - 1
    products = (share - alone) / np.maximum(1, others)
    published = reports.day, _mean_of_others(reports.day, home)
    happened = reports.happened, _mean_of_others(reports.happened, home)
    found: Floats = np.where(others > 0, products * by_days(published, happened), 0.0)
    return found.round(6)


def _mean_of_others(days: Floats, home: Ints) -> Floats:
    """For each report the mean day of the others of its story; NaN where none has one."""
    dated = ~np.isnan(days)
    day = np.where(dated, days, 0.0)
    rest = np.bincount(home[dated], minlength=int(home.max(initial=0)) + 1)[home] - dated
    sums = np.bincount(home, day).astype(np.float64)
    mean: Floats = (sums[home] - day) / np.maximum(1, rest)
    mean[rest == 0] = np.nan
    return mean
