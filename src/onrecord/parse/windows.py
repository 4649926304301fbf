"""Walks a report in windows that overlap, so that every sentence is read whole and with its surroundings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

ROOM = 236
"""Word pieces of one window; what the model was trained on."""
BEFORE = 0
"""Word pieces that a window sees before its own part, at least. PolNeAR dev, content and source F1: 64.4 with
0, 64.1 with 12, 64.0 with 30 (and 24 after), at a cost of 3 and 13 per cent more pieces."""
AFTER = 12
"""Word pieces that it sees after it, at least, unless its own part ends with a paragraph."""
FULL = 0.75
"""The share of its room that a window uses before it may end with a paragraph or a sentence."""
_ENDS = frozenset(".?!")


@dataclass(frozen=True, slots=True)
class Window:
    """Words start to end are read together; the reading of `own_start` to `own_end` counts."""

    start: int
    end: int
    own_start: int
    own_end: int


def walk(
    sizes: Sequence[int],
    words: Sequence[str],
    breaks: Sequence[bool],
    read: Callable[[int, int], Sequence[int]],
) -> Iterator[Window]:
    """Windows over words, in order; their own parts follow on each other and cover every word once.

    Args:
        sizes: word pieces of each word.
        words: the words, for their sentence ends.
        breaks: whether a paragraph starts at each word.
        read: given start and end of a window, gives the words, counted from its start, where sentences
            start. It is called once a window, before the window is yielded.
    """
    total = [0, *accumulate(sizes)]
    count, start, own = len(sizes), 0, 0
    while own < count:
        end = _end(total, words, breaks, start, own)
        firsts = [start + i for i in read(start, end)]
        if end == count:
            yield Window(start, end, own, end)
            return
        later = [i for i in firsts if i > own]
        border = _border(total, later, breaks, end)
        if border is None:  # one sentence longer than the window: it is parted here, nothing of it is lost
            yield Window(start, end, own, end)
            start = own = end
            continue
        yield Window(start, end, own, border)
        near = [i for i in firsts if start < i <= border and total[border] - total[i] >= BEFORE]
        start = near[-1] if near else next((i for i in firsts if start < i <= border), border)
        own = border


def _border(total: Sequence[int], later: Sequence[int], breaks: Sequence[bool], end: int) -> int | None:
    """Where the own part ends: a sentence start with enough to see after it, or the paragraph's end."""
    if breaks[end]:
        return end
    if not later:
        return None
    return next((i for i in reversed(later) if total[end] - total[i] >= AFTER), later[0])


def _end(total: Sequence[int], words: Sequence[str], breaks: Sequence[bool], start: int, own: int) -> int:
    """As far as the room goes, but rather a little less and then with a paragraph or a sentence."""
    count = len(words)
    limit = max(bisect_right(total, total[start] + ROOM) - 1, start + 1)
    if limit >= count:
        return count
    floor = max(bisect_left(total, total[start] + ROOM * FULL), own + 2)
    for end in range(limit, floor - 1, -1):
        if breaks[end]:
            return end
    for end in range(limit, floor - 1, -1):
        if words[end - 1] in _ENDS:
            return end
    return limit
