"""Puts the clues together: how likely each day is, and the shortest run of days that holds most of it.

Method: naive Bayes over days (Good 1950, "Probability and the Weighing of Evidence"). A clue whose rule is
trusted to a share t spreads t evenly over its days and the rest evenly over all others, so a narrow clue says
more than a wide one. Where the clues agree, the outcome lies in their intersection; where they contradict
each other, the stretch grows to cover what each allows, and is no guess.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from onrecord.extract.dating.clues import FIRST, LAST, YEARS, Clue, Day, Range, within
from onrecord.knowledge.calendar import newest

# The share of likelihood that the interval holds; how much clues of habit count (how soon after a debate
# reports speak of it): they come in swarms and are wrong together; by what power of their number clues of one
# rule count less each; and the margin, a part of the width and days at least, at an end beyond which days are
# at most exp(NEAR) times less likely: windows of habit have no sharp edges. On 340 articles of
# attribution/train and 450 of articles/ these pinned 50% and 23%, 90% and 77% of them rightly; .85 for the
# share 50% and 21%, 91% and 78%, in wider intervals; a temper of .8 51% and 24%, 89% and 73%; without margin
# 1 to 4 points fewer were right.
HELD = 0.8
TEMPER = 0.7
SWARM = 0.5
PAD = 0.15
LEAST = 4
NEAR = 6.0
# Before and after, no report is looked for; an interval that reaches such an end is open there.
_BEGIN, _END = Day(YEARS[0], 1, 1).toordinal(), Day(YEARS[-1], 12, 31).toordinal()
_ALL = _END - _BEGIN + 1
# A day without its year ("3 June") allows a stretch in every year: what ends in the first or the last five of
# the years looked at ends there because the looking does.
_EDGE = 5 * 366
# What reaches from known days so far beyond the newest happening that is known has no end that any clue sets.
_BEHIND = 2 * 365


@dataclass(frozen=True, slots=True)
class Outcome:
    """The days agreed on, as the first and last ordinal, and for each clue whether it allows any of them."""

    days: Range
    holds: tuple[bool, ...]


def weighed(clues: Sequence[Clue]) -> Outcome:
    """The outcome of the clues. Their order does not matter; without any, every day is possible."""
    first, last = _stretch(_likelihoods(clues))
    if first <= _BEGIN + _EDGE:
        first = FIRST
    if last >= _END - _EDGE or first <= newest() < last - _BEHIND:
        last = LAST
    return Outcome((first, last), tuple(bool(within(clue.days, first, last)) for clue in clues))


def _likelihoods(clues: Sequence[Clue]) -> list[tuple[Range, float]]:
    """Stretches of equally likely days, in order, with the logarithm of how likely each of their days is."""
    same = Counter(clue.rule for clue in clues)
    steps: dict[int, int] = {_BEGIN: 0}
    for (first, last), mass in chain.from_iterable(_masses(clue, same[clue.rule]) for clue in clues):
        steps[first] = steps.get(first, 0) + mass
        if last < _END:
            steps[last + 1] = steps.get(last + 1, 0) - mass
    edges = sorted(edge for edge, step in steps.items() if step or edge == _BEGIN)
    ends = [edge - 1 for edge in edges[1:]] + [_END]
    level, out = 0, []
    for edge, end in zip(edges, ends, strict=True):
        level += steps[edge]
        out.append(((edge, end), level / 1_000_000))
    return out


def _masses(clue: Clue, same: int) -> Iterator[tuple[Range, int]]:
    """For each range of a clue how much likelier it makes a day there than one outside, in millionths.

    `same` is the number of clues of its rule: they say less each, the more they are."""
    layers = [(within(ranges, _BEGIN, _END), share) for ranges, share in clue.layers]
    sizes = [sum(last - first + 1 for first, last in ranges) for ranges, _ in layers]
    rest = _ALL - sum(sizes)
    left = 1 - sum(share for _, share in layers)
    if rest <= 0 or left <= 0:
        return
    weight = (TEMPER if len(layers) > 1 else 1.0) / same**SWARM
    for (ranges, share), size in zip(layers, sizes, strict=True):
        if size > 0 and share > 0:
            mass = round(math.log((share / size) / (left / rest)) * weight * 1_000_000)
            yield from ((each, mass) for each in ranges)


def _stretch(likely: Sequence[tuple[Range, float]]) -> Range:
    """The shortest run of whole stretches that holds the share; of equals the likeliest, then the first."""
    most = max(level for _, level in likely)
    masses = [round(math.exp(level - most) * (b - a + 1) * 1e9) for (a, b), level in likely]
    needed, held, start = HELD * sum(masses), 0, 0
    best: tuple[int, int, Range] | None = None
    for (_, last), mass in zip((days for days, _ in likely), masses, strict=True):
        held += mass
        while held - masses[start] >= needed:
            held -= masses[start]
            start += 1
        if held >= needed:
            first = likely[start][0][0]
            found = last - first, -held, (first, last)
            best = min(best, found) if best is not None else found
    return _padded(best[2], likely) if best is not None else (_BEGIN, _END)


def _padded(found: Range, likely: Sequence[tuple[Range, float]]) -> Range:
    """The run with a margin at each end where days just outside are not much less likely."""
    first, last = found
    margin = max(LEAST, round(PAD * (last - first + 1)))
    inside = max(level for days, level in likely if first <= days[0] <= last)
    near = [days for days, level in likely if level >= inside - NEAR]
    before = [days for days in near if days[1] == first - 1]
    after = [days for days in near if days[0] == last + 1]
    return (
        max(first - margin, before[0][0]) if before else first,
        min(last + margin, after[0][1]) if after else last,
    )
