"""Where a report that was made from another has other words in the place of its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reconcile.copies.word_pairs import SENTENCE, Lexed, Place, Range, word_pairs


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one report and the words of the other that stand in their place: half-open ranges of words."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


class Aligned:
    """Two reports word by word: `to_b` has the word of b at the place of a word of a, `kept` the pairs of
    equal words, `runs` the places where the words are other ones.

    Example: of "countries can't work with China" and "international locations can't paintings with China"
    the runs stand for "countries" / "international locations" and "work" / "paintings".
    """

    def __init__(self, a: Lexed, b: Lexed) -> None:
        self.a, self.b = a, b
        pairs = word_pairs(a, b)
        self.to_b = dict(pairs)
        self.kept = [(i, j) for i, j in pairs if a.words[i] == b.words[j]]
        self.runs = tuple(run for run in self._runs() if _tells(run, a, b) and self._sound(run))

    def _runs(self) -> Iterator[Run]:
        a, b = self.a, self.b
        before: Place = (-1, -1)
        for i, j in (*self.kept, (len(a), len(b))):
            over_a, over_b = (before[0] + 1, i), (before[1] + 1, j)
            if over_a[0] < i and over_b[0] < j and max(i - over_a[0], j - over_b[0]) <= _FAR:
                for (a0, a1), (b0, b1) in _pieces(a, over_a, b, over_b):
                    shorter, longer = sorted((a1 - a0, b1 - b0))
                    if shorter > 0 and longer <= _MOST and longer <= _TIMES * shorter + _MORE:
                        yield Run(a0, a1, b0, b1)
            before = (i, j)

    def _sound(self, run: Run) -> bool:
        """True where enough of the same sentences around it is the same in both."""
        a, b = self.a, self.b
        from_a, to_a = _around(a, run.a_start, run.a_end)
        from_b, to_b = _around(b, run.b_start, run.b_end)
        first, last = (bisect_left(self.kept, (at, -1)) for at in (from_a, to_a))
        kept = [(i, j) for i, j in self.kept[first:last] if from_b <= j < to_b]
        words = min(to_a - from_a, to_b - from_b)
        content = sum(a.content[i] for i, _ in kept)
        return len(kept) >= _FEW and content > 0 and len(kept) >= _SHARE * words


_FAR = 40
_MOST = 9
_TIMES = 3
_MORE = 2
_WINDOW = 8
_FEW = 2
_SHARE = 0.35


def _pieces(a: Lexed, over_a: Range, b: Lexed, over_b: Range) -> Iterator[tuple[Range, Range]]:
    """What stands between two words that both have: whole, or where a sentence ends in it, its two ends."""
    inner_a, inner_b = _ends(a, over_a), _ends(b, over_b)
    if not inner_a and not inner_b:
        yield over_a, over_b
    elif inner_a and inner_b:
        yield (over_a[0], inner_a[0]), (over_b[0], inner_b[0])
        yield (inner_a[-1], over_a[1]), (inner_b[-1], over_b[1])


def _ends(text: Lexed, over: Range) -> list[int]:
    """Where a sentence ends in a stretch of words: the places after its last words."""
    return [at + 1 for at in range(*over) if text.breaks[at] == SENTENCE]


def _around(text: Lexed, start: int, end: int) -> Range:
    """The words of the same sentence around these, some on either side."""
    own = text.sentences[start]
    first, last = start, end
    while first > max(0, start - _WINDOW) and text.sentences[first - 1] == own:
        first -= 1
    while last < min(len(text), end + _WINDOW) and text.sentences[last] == own:
        last += 1
    return first, last


def _tells(run: Run, a: Lexed, b: Lexed) -> bool:
    """True where the words tell something, and not by their spelling in one word or two."""
    one, other = a.words[run.a_start : run.a_end], b.words[run.b_start : run.b_end]
    if "".join(one) == "".join(other):
        return False
    content = any(a.content[run.a_start : run.a_end]), any(b.content[run.b_start : run.b_end])
    return all(content) or (any(content) and not _NEGATIONS.isdisjoint((*one, *other)))


_NEGATIONS = frozenset(("not", "no", "never", "nor", "none", "without", "longer"))
