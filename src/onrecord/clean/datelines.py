"""The day that a report states inside its lines: in an agency's dateline, or named as its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.clean.lines import Line
from onrecord.knowledge.datelines import REACH, dateline_rule, is_dateline, stated_by
from onrecord.knowledge.furniture import plain_line
from onrecord.knowledge.months import first_date

DATE_LINE = "text.date-line"
_HEAD_LINES = 15
_PARAGRAPHS = 3  # a dateline stands before the first paragraphs: further down it is a round-up's
_TAIL_LINES = 6
_BETWEEN = re.compile(
    r"(?:,? (?:at )?\d{1,2}[:.h]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: ?[A-Z]{2,4}\b)?)?[\s|,;•·()/-]*"
)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that states a date: its number, the day, the words, and whether it is the day of a change."""

    index: int
    value: str
    start: int
    end: int
    updated: bool
    rule: str = DATE_LINE


def told_days(seen: str, found: Sequence[Line]) -> tuple[DateLine, ...]:
    """The days that lines at the beginning and the end state as the report's own.

    In: the shadow of a text and its lines. Out: days that are named as such ("Published: 3 March 2024"), then
    the day of the dateline ("OSLO, 3 March 2024 (Agency) -"). Where datelines name different days, the text
    is a round-up and none is taken. Lines that are but a date are not sought here.
    """
    stated: list[DateLine] = []
    datelines: list[DateLine] = []
    paragraphs = 0
    for index, line in enumerate(found):
        head = index < _HEAD_LINES and paragraphs < _PARAGRAPHS
        if head or index >= len(found) - _TAIL_LINES:
            stated += _stated(seen, index, line)
        if head and (day := _dateline(seen, index, line)) is not None:
            datelines.append(day)
        paragraphs += line.full
    one = len({day.value for day in datelines}) == 1
    return (*stated, *datelines[:1]) if one else tuple(stated)


def _stated(seen: str, index: int, line: Line) -> Iterator[DateLine]:
    """Days that one line names as the report's own, each where the one before ends."""
    at = line.start
    for _ in range(3):
        words = seen[at : min(line.end, at + REACH)]
        date = first_date(words)
        if date is None or (rule := stated_by(words, date.start, date.end)) is None:
            return
        if date.value is not None:
            yield DateLine(index, date.value, at + date.start, at + date.end, rule.changed, rule.id)
        between = _BETWEEN.match(plain_line(words), date.end)
        at += between.end() if between is not None else date.end


def _dateline(seen: str, index: int, line: Line) -> DateLine | None:
    words = seen[line.start : min(line.end, line.start + REACH)]
    date = first_date(words)
    if date is None or date.value is None or not is_dateline(words, date.start, date.end):
        return None
    return DateLine(index, date.value, line.start + date.start, line.start + date.end, False, dateline_rule())
