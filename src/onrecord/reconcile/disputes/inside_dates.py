"""Dates of one report that cannot be: too early or late for a happening, a weekday that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from onrecord.knowledge.disputes import PIECE, Dated, alternatives, dated, name_words, relation
from onrecord.knowledge.numbers import number_words
from onrecord.knowledge.times import time_words
from onrecord.reconcile.disputes.inside_order import out_of_order
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Reading
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import DateFound, Dispute, Evidence

_DAYS = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}
_LENGTH = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_FULL = frozenset({"date.full", "date.iso", "date.numeric"})
_BEHIND = 90  # characters after a date in which the happening it is related to is named
# A stated length is off by this factor, and by this many days, before the date is called impossible: "two
# months before" is said of six weeks and of ten, "three weeks" of 16 days. The wrong side needs no margin.
_FACTOR = 3.0
_SLACK = 12
_FIRST_NAMED = 30  # characters behind "before" in which the happening's own name begins
Named = tuple[int, int, Dated]
Happened = tuple[str, str, str, Evidence]  # what it is called, its first and last day, why


@cache
def _related() -> re.Pattern[str]:
    """ "just a few weeks before the ..." right behind a date: its length and its direction."""
    words = relation()
    soft = "|".join(sorted(words.soft, key=len, reverse=True))
    numbers = "|".join(sorted(_numbers(), key=len, reverse=True))
    vague = "|".join(sorted((name for name in words.vague if name), key=len, reverse=True))
    way = "|".join(sorted((*words.before, *words.after), key=len, reverse=True))
    return re.compile(
        rf"[\s,\u2013\u2014(-]*(?:(?:{soft})\s+)*(?:(?P<count>\d{{1,3}}|an?|{vague}|{numbers})\s+)?"
        rf"(?P<unit>day|week|month|year)s?\s+(?P<way>{way})\s+(?P<rest>[^.;:!?\n]{{2,{_BEHIND}}})",
        re.IGNORECASE,
    )


def impossible(reading: Reading, _origins: Origins) -> Iterator[Dispute]:
    """A day in full with its distance from a happening that the happening's own day makes impossible."""
    known: list[Named] | None = None
    for id_, cell in reading.report.cells("dates"):
        if cell.rule not in _FULL or cell.earliest is None or cell.earliest != cell.latest:
            continue
        match = _related().match(reading.text, cell.span.end)
        if match is None or not reading.is_own(cell.span.start):
            continue
        known = _dated_in(reading.text) if known is None else known
        when = _happening(reading, match, known)
        if when is not None and _cannot_be(cell.earliest, match, when[1:3]):
            yield _told(reading, (id_, cell), match, when)


@cache
def _numbers() -> Mapping[str, float]:
    return dict(number_words().ones) | dict(number_words().tens)


def _happening(reading: Reading, match: re.Match[str], known: Sequence[Named]) -> Happened | None:
    """The happening behind "before": (name, first day, last day, its evidence); None where it is not sure."""
    start, end = match.span("rest")
    for cell in reading.dates(start, end):
        if cell.rule in _FULL and cell.earliest is not None:
            words = reading.span(start, cell.span.end)
            return words.text, cell.earliest, str(cell.latest), reading.words(words)
    named = [found for found in _dated_in(match["rest"]) if found[0] < _FIRST_NAMED]
    if named:
        _, end, one = min(named, key=_place)
        return _known(one, match["rest"][:end]) if _agree(named) else None
    head = re.match(r"(?:the|that|this|its|his)\s+(?:\w+\s+)?(\w+)", match["rest"], re.IGNORECASE)
    if head is None:
        return None
    meant = [found for found in known if found[2].head == head[1].lower()]
    return _known(meant[0][2], head[0]) if meant and _agree(meant) else None


def _place(item: Named) -> tuple[int, int, str]:
    return item[0], -item[1], item[2].id


def _agree(named: list[Named]) -> bool:
    """True where all that may be meant began on one day."""
    return len({one.first for _, _, one in named}) == 1


def _dated_in(text: str) -> list[Named]:
    """Known happenings that a text names, with the place of the name and its end."""
    pieces, found, at = list(PIECE.finditer(text)), [], 0
    words = name_words(text)
    while at < len(words):
        step = 1
        for name, one in dated().get(words[at], ()):
            if words[at : at + len(name)] == name:
                found.append((pieces[at].start(), pieces[at + len(name) - 1].end(), one))
                step = len(name)
                break
        at += step
    return found


def _known(one: Dated, name: str) -> Happened:
    says = f"{_named(name, one.first, one.last)} ({one.id}; {one.source or 'general knowledge'})"
    return name, one.first, one.last, Evidence("knowledge", one.id, says=says)


def _cannot_be(day: str, match: re.Match[str], happened: tuple[str, str]) -> bool:
    first, last = (date.fromisoformat(each) for each in happened)
    low, high = _length(match)
    at, before = date.fromisoformat(day), match["way"].lower() in relation().before
    gap = (first - at).days if before else (at - last).days
    if gap <= 0:
        return (at - first).days >= 0 if before else (at - first).days <= 0
    return gap > max(high * _FACTOR, high + _SLACK) or gap < min(low / _FACTOR, low - _SLACK)


def _length(match: re.Match[str]) -> tuple[float, float]:
    """How many days the words mean, at least and at most."""
    unit = _DAYS[_LENGTH[match["unit"].lower()]]
    count = (match["count"] or "").lower()
    if count in relation().vague:
        low, high = relation().vague[count]
    elif count in ("a", "an"):
        low = high = 1
    else:
        low = high = int(count) if count.isdigit() else int(_numbers().get(count, 1))
    return low * unit, high * unit


def _told(reading: Reading, cell: tuple[str, DateFound], match: re.Match[str], when: Happened) -> Dispute:
    (id_, dated_cell), (name, first, last, evidence) = cell, when
    span = reading.span(dated_cell.span.start, match.start("rest") + len(name.rstrip()))
    said = " ".join(reading.text[dated_cell.span.end : span.end].split()).strip(" ,\u2013\u2014(-")
    value = f"{dated_cell.earliest}, {said}"
    cited = (reading.evidence("dates", id_, dated_cell.span), reading.words(span))
    named = _named(name, first, last) if evidence.table == "knowledge" else " ".join(name.split())
    sides = [
        [Account(value, one, *reading.published) for one in cited],
        [Account(named, evidence, first, last)],
    ]
    return told(Told("inside.impossible-date"), sides, _one)


def _named(name: str, first: str, last: str) -> str:
    return f"{' '.join(name.split())}: {first}{'' if first == last else ' to ' + last}"


def _one(_reports: object) -> int:
    return 1


def weekdays(reading: Reading, origins: Origins) -> Iterator[Dispute]:
    """A weekday beside a date that falls on another one, in the same expression; days out of their order."""
    yield from out_of_order(reading, origins)
    for id_, cell in reading.report.cells("dates"):
        if cell.type != "DATE" or cell.earliest is None or cell.earliest != cell.latest:
            continue
        if cell.rule not in _FULL or not reading.is_own(cell.span.start):
            continue
        named = _weekday(reading.text, cell)
        day = date.fromisoformat(cell.earliest)
        if named is not None and named != day.isoweekday():
            name = (date(2024, 1, 1) + timedelta(days=named - 1)).strftime("%A")
            evidence = reading.evidence("dates", id_, cell.span)
            sides = [
                [
                    Account(
                        f"{name}, as written: {' '.join(cell.span.text.split())}",
                        evidence,
                        *reading.published,
                    )
                ],
                [
                    Account(
                        f"{cell.earliest} is a {day.strftime('%A')}",
                        _calendar(cell.earliest, day),
                        cell.earliest,
                        cell.earliest,
                    )
                ],
            ]
            yield told(Told("inside.weekday"), sides, origins.count)


def _calendar(day: str, on: date) -> Evidence:
    return Evidence("knowledge", "calendar", says=f"{day} is a {on.strftime('%A')} (ISO 8601)")


def _weekday(text: str, cell: DateFound) -> int | None:
    """The weekday that an expression begins with, or that stands right before it."""
    pattern = _weekday_names()
    match = pattern.match(text, cell.span.start, cell.span.end)
    if match is None:
        before = text[max(0, cell.span.start - 14) : cell.span.start]
        match = re.search(rf"{pattern.pattern}[,.]?\s+$", before, re.IGNORECASE)
    return time_words().weekdays[match["name"].lower()] if match is not None else None


@cache
def _weekday_names() -> re.Pattern[str]:
    found = alternatives(time_words().weekdays)
    inner = found.pattern if found is not None else ""
    return re.compile(f"(?P<name>{inner})", re.IGNORECASE)
