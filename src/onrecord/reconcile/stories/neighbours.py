"""Which reports to compare: those that share a rare term at about one time; never all pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reconcile.stories.matrix import Ints, Reports
from onrecord.reconcile.stories.vectors import UNIT

# A report is looked up by its heaviest terms only.
_INDEXED = 24
# In the list of a term's reports, in order of time, a report sees so many before and after it: what bounds
# the work on a term that a whole pile shares. Rarer terms tie together what stands further apart.
_WINDOW = 24
# Of those, the ones that share most are compared in full.
_COMPARED = 40
# Reports whose partners are sought at once: some 50 MB.
_TOGETHER = 2000
# A product of two weights takes so many bits, and leaves 36 for a pair: 34 million reports.
_BITS = (UNIT**2).bit_length()
_MASK = (1 << _BITS) - 1


@dataclass(frozen=True, slots=True)
class _Lists:
    """For each term the reports that have it among their heaviest, in order of time; list after list."""

    term: npt.NDArray[np.int32]
    report: Ints
    weight: Ints
    place: Ints  # row by row of the matrix, where in the lists an entry stands
    starts: Ints  # of each report in `place`


def neighbours(reports: Reports) -> tuple[Ints, Ints]:
    """Pairs of positions that are worth comparing: the lesser and the greater of each, sorted.

    The number of pairs grows with the number of reports, not with its square; time and memory too.
    """
    count = len(reports)
    found = [np.zeros(0, np.int64)]
    if count > 1:
        lists = _lists(reports)
        for low in range(0, count, _TOGETHER):
            one, other = _partners(lists, low, min(low + _TOGETHER, count), count)
            found.append(np.unique(np.minimum(one, other) * count + np.maximum(one, other)))
    pairs = np.unique(np.concatenate(found))
    return pairs // max(1, count), pairs % max(1, count)


def _lists(reports: Reports) -> _Lists:
    terms = reports.terms[:, :_INDEXED]
    used = terms != reports.unused
    of_report, _ = np.nonzero(used)
    order = np.argsort(terms[used], kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    starts = np.concatenate(([0], np.cumsum(used.sum(axis=1))))
    weights = reports.weights[:, :_INDEXED][used].astype(np.int64)
    return _Lists(terms[used][order], of_report[order], weights[order], place, starts)


def _partners(lists: _Lists, low: int, high: int, count: int) -> tuple[Ints, Ints]:
    """The reports from `low` to `high`, each with those that share most with it."""
    shared = np.concatenate([np.zeros(0, np.int64), *_shared(lists, low, high, count)])
    shared.sort()
    keys = shared >> _BITS
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    if not len(first):
        return first, first
    keys, shares = keys[first], np.add.reduceat(shared & _MASK, first)
    best = np.lexsort((keys, -shares, keys // count))
    one = keys[best] // count
    begins = np.flatnonzero(np.diff(one, prepend=-1))
    rank = np.arange(len(one)) - np.repeat(begins, np.diff(begins, append=len(one)))
    kept = best[rank < _COMPARED]
    return keys[kept] // count + low, keys[kept] % count


def _shared(lists: _Lists, low: int, high: int, count: int) -> Iterator[Ints]:
    """What one term adds to pairs: the pair's key (report less `low`, times `count`, plus partner), product.

    Both in one number, as numbers are sorted faster than places are found in order.
    """
    at = lists.place[lists.starts[low] : lists.starts[high]]
    for step in (*range(-_WINDOW, 0), *range(1, _WINDOW + 1)):
        seen = at + step
        ours = (seen >= 0) & (seen < len(lists.term))
        mine, seen = at[ours], seen[ours]
        same = lists.term[mine] == lists.term[seen]
        mine, seen = mine[same], seen[same]
        keys = (lists.report[mine] - low) * count + lists.report[seen]
        yield (keys << _BITS) + lists.weight[mine] * lists.weight[seen]
