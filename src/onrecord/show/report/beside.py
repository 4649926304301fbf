"""A copy and its original side by side: sentence by sentence, the words that were replaced marked in both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.show.report.joined_views import BesideView, ReadView, Word
from onrecord.show.rows import Row, entries, maybe, whole, words
from onrecord.show.safety import clip, inline

_MOST = 40  # sentences, and cells read otherwise, of one copy
_LONGEST = 700  # characters of what stands in one cell of the table
_END = re.compile(r"(?<=[.!?”\"])\s+(?=\S)|\n+")

Range = tuple[int, int]


@dataclass(slots=True)
class _Line:
    """Sentences of either report that stand for each other, with the places marked in them."""

    ours: Range
    theirs: Range
    marks: list[Range] = field(default_factory=list)
    of_marks: list[Range] = field(default_factory=list)


def beside(row: Row, number: Callable[[str], int]) -> BesideView:
    """What one row of `copies` shows of its two reports; `number` is that of a report on the page."""
    readings = entries(row, "readings")
    cells = [one for one in readings if maybe(one, "table") is not None]
    replaced = [one for one in readings if maybe(one, "table") is None]
    texts = [_Text(passage) for passage in entries(row, "passages")]
    drawn = [drawn for text in texts for drawn in text.lines(replaced)]
    return BesideView(
        number=number(words(row, "article_id")),
        of_number=number(words(row, "of_article_id")),
        replaced=len(replaced),
        otherwise=len(cells),
        lines=tuple(drawn[:_MOST]),
        cells=tuple(_cell(one) for one in cells[:_MOST]),
        more=max(0, len(drawn) - _MOST) + max(0, len(cells) - _MOST),
    )


def _cell(row: Row) -> ReadView:
    return ReadView(
        kind=words(row, "kind"),
        words=clip(inline(words(row, "text")), 120),
        value=clip(inline(words(row, "value")), 120),
        of_words=clip(inline(words(row, "of_text")), 120),
        of_value=clip(inline(words(row, "of_value")), 120),
    )


class _Text:
    """One passage that came over: its text in either report, and where that begins."""

    def __init__(self, passage: Row) -> None:
        self._start, self._of_start = whole(passage, "start") or 0, whole(passage, "of_start") or 0
        self._text, self._of_text = words(passage, "text"), words(passage, "of_text")
        self._ends = [match.end() for match in _END.finditer(self._text)]
        self._of_ends = [match.end() for match in _END.finditer(self._of_text)]

    def lines(self, readings: Sequence[Row]) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
        """The sentences with words that were replaced; those that are the same in both are left out."""
        found: list[_Line] = []
        for one in readings:
            ours, theirs = self._place(one, ""), self._place(one, "of_")
            if ours is None or theirs is None:
                continue
            line = _Line(
                _sentence(self._ends, len(self._text), ours),
                _sentence(self._of_ends, len(self._of_text), theirs),
            )
            last = found[-1] if found else None
            if last is not None and (line.ours[0] < last.ours[1] or line.theirs[0] < last.theirs[1]):
                last.ours, last.theirs = _both(last.ours, line.ours), _both(last.theirs, line.theirs)
                line = last
            else:
                found.append(line)
            line.marks.append(ours)
            line.of_marks.append(theirs)
        for line in found:
            yield (
                tuple(_marked(self._text, line.ours, line.marks, "ins")),
                tuple(_marked(self._of_text, line.theirs, line.of_marks, "del")),
            )

    def _place(self, row: Row, prefix: str) -> Range | None:
        at = self._of_start if prefix else self._start
        length = len(self._of_text if prefix else self._text)
        start, end = (whole(row, f"{prefix}start") or 0) - at, (whole(row, f"{prefix}end") or 0) - at
        return (start, end) if 0 <= start < end <= length else None


def _both(one: Range, other: Range) -> Range:
    return min(one[0], other[0]), max(one[1], other[1])


def _sentence(ends: Sequence[int], length: int, place: Range) -> Range:
    start = max((end for end in ends if end <= place[0]), default=0)
    return start, min((end for end in ends if end >= place[1]), default=length)


def _marked(text: str, line: Range, marks: Sequence[Range], how: str) -> Iterator[Word]:
    at, end = line[0], min(line[1], line[0] + _LONGEST)
    for start, stop in sorted(set(marks)):
        if start < at or stop > end:
            continue  # inside a longer one, or past what is shown
        if start > at:
            yield Word(inline(text[at:start]), "same")
        yield Word(inline(text[start:stop]), how)
        at = stop
    if at < end:
        yield Word(inline(text[at:end]) + (" …" if end < line[1] else ""), "same")
