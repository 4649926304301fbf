"""Walks a report in windows that overlap, so that every sentence is read whole and with its surroundings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

ROOM = 236
"""Word pieces of one window; what the model was trained on."""
OVERLAP = 56
"""Word pieces that two windows share, about two sentences."""
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
    read: Callable[[int, int], Sequence[bool]],
) -> Iterator[Window]:
    """Windows over words, in order; their own parts follow on each other and cover every word once.

    Args:
        sizes: word pieces of each word.
        words: the words, for their sentence ends.
        breaks: whether a paragraph starts at each word.
        read: given start and end of a window, says for each of its words whether a sentence starts
            there. It is called once a window, before the window is yielded.
    """
    total = [0, *accumulate(sizes)]
    count, start, own = len(sizes), 0, 0
    while own < count:
        end = _end(total, words, breaks, start, own)
        firsts = [start + i for i, first in enumerate(read(start, end)) if first and start + i > own]
        if end == count:
            yield Window(start, end, own, end)
            return
        if breaks[end]:
            firsts.append(end)
        if not firsts:  # one sentence longer than the window: it is parted here, nothing of it is lost
            yield Window(start, end, own, end)
            start = own = end
            continue
        near = [i for i in firsts if total[end] - total[i] >= OVERLAP]
        following = near[-1] if near else firsts[0]
        middle = (total[following] + total[end]) / 2
        border = min((i for i in firsts if i >= following), key=lambda i: (abs(total[i] - middle), i))
        yield Window(start, end, own, border)
        start, own = following, border


def _end(total: Sequence[int], words: Sequence[str], breaks: Sequence[bool], start: int, own: int) -> int:
    count = len(words)
    limit = start + 1
    while limit < count and total[limit + 1] - total[start] <= ROOM:
        limit += 1
    if limit == count:
        return count
    floor = total[start] + ROOM * 0.6
    for end in range(limit, own + 1, -1):
        if total[end] < floor:
            break
        if breaks[end]:
            return end
    for end in range(limit, own + 1, -1):
        if total[end] < floor:
            break
        if words[end - 1] in _ENDS:
            return end
    return limit
