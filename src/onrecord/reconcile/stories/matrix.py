"""Reports as rows of a sparse matrix, in the order of time: what a hundred thousand are compared by.

Weights are whole numbers (`vectors.UNIT` for 1), and sums of their products stay below 2^53, so that they are
exact in a float and the order in which they are added changes nothing.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.reconcile.stories.vectors import UNIT, Content

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_LATE = "9999-99-99"


@dataclass(frozen=True, slots=True)
class Reports:
    """All reports, earliest first; a position in one of these is the report's position in all.

    Row i of `terms` holds the numbers of report i's terms, heaviest first, row i of `weights` what they weigh
    (whole numbers); what is left is filled with the number `unused` and weight 0. `day` is NaN where unknown;
    the report appeared between `low` and `high` (both the day where that is known, infinite where open).
    `happened` is the day of what it tells, NaN where unknown; rows of `places` and `stakes` are as those of
    `terms` and `weights`, filled with `unplaced` and 0.
    """

    ids: Sequence[str]
    titles: Sequence[str]
    marked: Sequence[bool]
    earliest: Sequence[str | None]
    latest: Sequence[str | None]
    day: Floats
    low: Floats
    high: Floats
    terms: npt.NDArray[np.int32]
    weights: npt.NDArray[np.int32]
    unused: int
    happened: Floats
    places: npt.NDArray[np.int32]
    stakes: npt.NDArray[np.int32]
    unplaced: int

    def __len__(self) -> int:
        return len(self.ids)

    def dense(self) -> Floats:
        """A vector over all terms, of zeros: to spread one side of a product in (see `products`)."""
        return np.zeros(self.unused + 1)

    def products(self, spread: Floats, rows: npt.NDArray[Any]) -> Floats:
        """The products of these reports with a dense vector; 1 is the greatest for one report."""
        found: Floats = np.einsum("ij,ij->i", spread[self.terms[rows]], self.weights[rows]) / UNIT**2
        return found


@dataclass(frozen=True, slots=True)
class Sums:
    """The sum of some rows: terms, each once, and their weights."""

    terms: Ints
    weights: Floats


def summed(parts: Sequence[Sums]) -> Sums:
    """The sum of sums."""
    terms, inverse = np.unique(np.concatenate([part.terms for part in parts]), return_inverse=True)
    weights: Floats = np.concatenate([part.weights for part in parts])
    return Sums(terms, _added(inverse, weights, len(terms)))


def _added(places: Ints, weights: Floats, count: int) -> Floats:
    return np.bincount(places, weights, count).astype(np.float64, copy=False)


def runs(values: Ints) -> Iterator[tuple[int, int]]:
    """Start and end of each run of one value.

    Example: of 3, 3, 7 they are (0, 2) and (2, 3).
    """
    starts = np.flatnonzero(np.diff(values, prepend=-1)).tolist()
    return zip(starts, [*starts[1:], len(values)] if starts else [], strict=True)


def sum_of(reports: Reports, members: npt.NDArray[Any]) -> Sums:
    """The sum of some reports' rows."""
    used = reports.terms[members] != reports.unused
    terms, inverse = np.unique(reports.terms[members][used], return_inverse=True)
    weights = reports.weights[members][used].astype(np.float64)
    return Sums(terms.astype(np.int64), _added(inverse, weights, len(terms)))


def row(reports: Reports, at: int) -> Sums:
    """One report as a sum."""
    used = reports.terms[at] != reports.unused
    return Sums(reports.terms[at][used].astype(np.int64), reports.weights[at][used].astype(np.float64))


def gathered(contents: Iterable[Content]) -> Reports:
    """The matrix of these reports, whatever order they come in.

    Of two with one age the lesser id is first; one that can be of any day of years comes after all that are
    dated better.

    Example: `gathered(found for _, found in kept.noted(CONTENT))`.
    """
    numbers: dict[str, int] = {}
    terms, weights, lengths = array("i"), array("i"), array("q")
    ages: list[tuple[bool, str, str]] = []
    particulars: list[tuple[str, bool, str | None, str | None]] = []
    days, happened = array("d"), array("d")
    named: dict[str, int] = {}
    places, stakes, counts = array("i"), array("i"), array("q")
    for one in contents:
        terms.extend([numbers.setdefault(term, len(numbers)) for term in one.terms])
        weights.extend(one.weights)
        lengths.append(len(one.terms))
        ages.append((one.day is None, one.earliest or _LATE, one.article_id))
        particulars.append((one.title, one.marked, one.earliest, one.latest))
        days.append(np.nan if one.day is None else one.day)
        happened.append(np.nan if one.happened is None else one.happened)
        places.extend([named.setdefault(place, len(named)) for place in one.places])
        stakes.extend(one.stakes)
        counts.append(len(one.places))
    order = sorted(range(len(ages)), key=ages.__getitem__)
    at_age = np.asarray(order, np.int64)
    inside, beside = _inside(lengths), _inside(counts)
    day = np.asarray(days, np.float64)[at_age]
    return Reports(
        [ages[at][2] for at in order],
        [particulars[at][0] for at in order],
        [particulars[at][1] for at in order],
        [particulars[at][2] for at in order],
        [particulars[at][3] for at in order],
        day,
        np.array([_bound(particulars[at][2], day[n], -np.inf) for n, at in enumerate(order)]),
        np.array([_bound(particulars[at][3], day[n], np.inf) for n, at in enumerate(order)]),
        _padded(terms, inside, len(numbers))[at_age],
        _padded(weights, inside, 0)[at_age],
        len(numbers),
        np.asarray(happened, np.float64)[at_age],
        _padded(places, beside, len(named))[at_age],
        _padded(stakes, beside, 0)[at_age],
        len(named),
    )


def _bound(written: str | None, day: float, unknown: float) -> float:
    """The day itself, or one end of the days that are possible."""
    if not math.isnan(day):
        return float(day)
    try:
        return float(date.fromisoformat(written or "").toordinal())
    except ValueError:
        return unknown


def _inside(lengths: array[int]) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = np.arange(max(lengths, default=0)) < np.asarray(lengths, np.int64)[:, None]
    return found


def _padded(values: array[int], inside: npt.NDArray[np.bool_], unused: int) -> npt.NDArray[np.int32]:
    filled = np.full(inside.shape, unused, np.int32)
    filled[inside] = np.asarray(values, np.int32)
    return filled
