"""Lays out the timeline: where each date stands in an SVG whose scale is broken where nothing happens.

News dates lie close together (the days of a meeting) and far apart (1949, last week, 2030) at once. One even
scale shows nothing; so the scale is cut into panels, each with ticks of its own, wherever no date falls.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onrecord.show.report.ticks import Tick, caption, day_tick, ticks, years

WIDTH = 980.0
LEFT = 172.0  # the column of report titles
BREAK = 22.0  # between two panels
LONG = 400  # days: an interval longer than this ("the 1990s") is drawn, but never makes a panel
MOST_PANELS = 7
LEAST_GAP = 45  # days without any date before the scale may be broken
MONTH = 31  # days: only what is as short makes the scale fine, and has a place in a column of counts
LANES = 40  # more reports than this share one lane, as counts
ROW = 13.0
MOST_ROWS = 7
TOP = 46.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated thing: a lane to stand in, an interval of day ordinals, and the words for its label."""

    lane: int
    first: int
    last: int
    published: bool
    label: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn mark: `kind` is dot, bar, diamond, span (of publication) or column."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    label: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One unbroken stretch of the scale."""

    first: int
    last: int
    x: float
    width: float
    caption: str
    ticks: tuple[Tick, ...]

    def at(self, ordinal: float) -> float:
        """The x of a day (half a day on is the middle of it)."""
        return self.x + (ordinal - self.first) / (self.last + 1 - self.first) * self.width


@dataclass(frozen=True, slots=True)
class Lane:
    """One report's strip: its shapes, and how many found no room (they are in the list below)."""

    y: float
    height: float
    label: str
    title: str
    href: str | None
    shapes: tuple[Shape, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing."""

    width: float
    height: float
    panels: tuple[Panel, ...]
    lanes: tuple[Lane, ...]
    counted: bool  # True where the reports share lanes, as counts


def draw(moments: Sequence[Moment], lanes: Sequence[tuple[str, str, str | None]]) -> Timeline | None:
    """The timeline of the moments, or None where there is none; `lanes` are (label, title, link)."""
    counted = len(lanes) > LANES
    if counted:
        moments = [moment for moment in moments if moment.last - moment.first <= MONTH]
    panels = _panels(moments)
    if not panels:
        return None
    strips = _counted(moments, panels) if counted else _strips(moments, panels, lanes)
    bottom = strips[-1].y + strips[-1].height if strips else TOP
    return Timeline(WIDTH, round(bottom + 12, 1), panels, tuple(strips), counted)


def _panels(moments: Iterable[Moment]) -> tuple[Panel, ...]:
    short, longer = (
        sorted((moment.first, moment.last) for moment in moments if low <= moment.last - moment.first <= high)
        for low, high in ((0, MONTH), (MONTH + 1, LONG))
    )
    stretches = _stretches(short, longer)
    if not stretches:
        return ()
    weights = [_weight(first, last, short) for first, last in stretches]
    room = WIDTH - LEFT - 16 - BREAK * (len(stretches) - 1)
    x, before, panels = LEFT, 0, []
    nexts = [first for first, _ in stretches[1:]] + [date.max.toordinal() + 1]
    for (first, last), weight, after in zip(stretches, weights, nexts, strict=True):
        width = round(room * weight / sum(weights), 1)
        pad = max(1, round((last - first) * 0.03))
        name = years(first, last)
        left, right = max(before + 1, first - pad), min(after - 1, last + pad)
        before = right
        marks = ticks(left, right, width) if last > first else day_tick(first, left, right)
        panels.append(Panel(left, right, round(x, 1), width, name, marks))
        x += width + BREAK
    return tuple(panels)


def _weight(first: int, last: int, short: Sequence[tuple[int, int]]) -> float:
    """How much of the width a stretch gets: for its days, and more for the dates that crowd in it."""
    inside = bisect_right(short, (last, last)) - bisect_left(short, (first, first))
    return 1 + math.log2(2 + last - first) / 3 + 1.5 * math.log2(1 + inside)


def _stretches(short: Sequence[tuple[int, int]], longer: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Joins intervals (each sorted) that lie close, until few enough stretches are left.

    Days and months make the stretches. A longer time ("in 2023") gets one of its own only where it touches
    none of them: else a year would spread out and the days in it, which people look for, crowd together.
    """
    joined = _joined(short)
    apart = [
        (first, last) for first, last in longer if all(last < low or high < first for low, high in joined)
    ]
    joined = sorted((*joined, *_joined(apart)))
    while len(joined) > MOST_PANELS:
        gaps = [following[0] - before[1] for before, following in pairwise(joined)]
        at = gaps.index(min(gaps))
        joined[at : at + 2] = [(joined[at][0], max(joined[at][1], joined[at + 1][1]))]
    return joined


def _joined(intervals: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in intervals:
        if joined and first - joined[-1][1] <= LEAST_GAP:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _strips(
    moments: Sequence[Moment], panels: Sequence[Panel], lanes: Sequence[tuple[str, str, str | None]]
) -> list[Lane]:
    by_lane: dict[int, list[Moment]] = defaultdict(list)
    for moment in moments:
        by_lane[moment.lane].append(moment)
    strips, y = [], TOP
    for index, (label, title, href) in enumerate(lanes):
        inside = sorted(by_lane[index], key=_order)
        shapes, rows, more = _pack(inside, panels, y)
        height = max(rows, 1) * ROW + 14
        strips.append(Lane(round(y, 1), round(height, 1), label, title, href, shapes, more))
        y += height
    return strips


def _order(moment: Moment) -> tuple[bool, int, int, str]:
    return (not moment.published, moment.first, moment.last, moment.label)


def _pack(moments: Sequence[Moment], panels: Sequence[Panel], y: float) -> tuple[tuple[Shape, ...], int, int]:
    """Puts each moment into the first row where it has room; those beyond the last row are only counted."""
    ends: list[float] = []
    shapes: list[Shape] = []
    more = 0
    for moment in moments:
        drawn = _shapes(moment, panels)
        if not drawn:
            more += 1
            continue
        left, right = drawn[0].x - 2, drawn[-1].x + drawn[-1].width + 2
        row = next((at for at, end in enumerate(ends) if end <= left), len(ends))
        if row == MOST_ROWS:
            more += 1
            continue
        ends[row : row + 1] = [right]
        middle = y + 7 + row * ROW + ROW / 2
        shapes.extend(
            Shape(one.kind, one.x, round(middle, 1), one.width, one.height, one.label, one.href)
            for one in drawn
        )
    return tuple(shapes), len(ends), more


def _shapes(moment: Moment, panels: Sequence[Panel]) -> list[Shape]:
    """One mark, or for a longer interval one in each panel that it touches; y is set by the caller."""
    drawn = []
    for panel in panels:
        first, last = max(moment.first, panel.first), min(moment.last, panel.last)
        if first > last:
            continue
        left, right = panel.at(first), panel.at(last + 1)
        kind = "diamond" if moment.published else "dot"
        if moment.last > moment.first and right - left > 9:
            kind = "span" if moment.published else "bar"
            x, width = left, right - left
        else:
            x, width = (left + right) / 2 - 4.5, 9.0
        drawn.append(Shape(kind, round(x, 1), 0, round(width, 1), 9, moment.label, moment.href))
    return drawn


def _counted(moments: Sequence[Moment], panels: Sequence[Panel]) -> list[Lane]:
    """Two lanes of columns: how many reports were published, and how many dates fall, in each bin of days."""
    strips, y = [], TOP
    for published, label in ((True, "Published"), (False, "Dates in the texts")):
        tally: dict[tuple[int, int], int] = defaultdict(int)
        for moment in moments:
            if moment.published == published:
                _tally((moment.first + moment.last) // 2, panels, tally)
        most = max(tally.values(), default=1)
        shapes = [_column(panels[at], bin_, n, n / most) for (at, bin_), n in sorted(tally.items())]
        base = y + 72
        placed = [Shape(one.kind, one.x, round(base - one.height, 1), one.width, one.height, one.label, None)
                  for one in shapes]  # fmt: skip
        strips.append(Lane(y, 80, label, label, None, tuple(placed), 0))
        y += 80
    return strips


def _bins(panel: Panel) -> int:
    return max(1, min(int(panel.width // 7), panel.last + 1 - panel.first))


def _tally(day: int, panels: Sequence[Panel], tally: dict[tuple[int, int], int]) -> None:
    for at, panel in enumerate(panels):
        if panel.first <= day <= panel.last:
            tally[at, (day - panel.first) * _bins(panel) // (panel.last + 1 - panel.first)] += 1
            return


def _column(panel: Panel, bin_: int, n: int, share: float) -> Shape:
    days = panel.last + 1 - panel.first
    bins = _bins(panel)
    first = panel.first - (-bin_ * days // bins)
    last = max(first, panel.first - (-(bin_ + 1) * days // bins) - 1)
    width = panel.width / bins
    label = f"{caption(first, last)}: {n:,}"
    x = panel.x + bin_ * width
    return Shape("column", round(x, 1), 0, round(max(width - 1, 1), 1), round(3 + 56 * share, 1), label, None)
