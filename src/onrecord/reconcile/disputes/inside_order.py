"""Dates of one report that cannot be: a day that no month has, a later stage before an earlier one, what has
happened after the report came out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from onrecord.knowledge.disputes import stages
from onrecord.reconcile.disputes.acts import Acts
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Reading
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import DateFound, Dispute, Evidence

_MONTHS = tuple(calendar.month_name)[1:]
_NAMED = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_NAMED})\b\.?"
    rf"|(?P<month2>{_NAMED})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d))(?:,?\s+(?P<year>[12]\d{{3}})\b)?"
)
_LATE = re.compile(r"\b(?:29|30|31)(?:st|th)?\b")
_EXACT = frozenset(
    {"date.full", "date.iso", "date.numeric", "date.month-year", "date.year", "date.year-said"}
)
_FULL = frozenset({"date.full", "date.iso", "date.numeric"})
_BEFORE = 70  # characters before a date in which the verb stands that it dates
_ON = re.compile(r"\b(?:on|in)\s+(?:\w+day,?\s+)?(?:the\s+)?$", re.IGNORECASE)
_LEAP = 4
_TO_COME = re.compile(
    r"\b(?:will|would|shall|to be|is to|are to|was to|were to|by|until|till|expires?|through|next|due|planned"
    r"|plans?|scheduled|set for|expected|from|effective|starting|beginning|if|could|may|might|should|can)\b",
    re.IGNORECASE,
)


def out_of_order(reading: Reading, origins: Origins) -> Iterator[Dispute]:
    """All rules on the order of days in one report."""
    yield from _no_such_day(reading, origins)
    yield from _stages(reading, origins)
    yield from _after_the_report(reading, origins)


def _no_such_day(reading: Reading, origins: Origins) -> Iterator[Dispute]:
    if _LATE.search(reading.text) is None:
        return
    for match in _DAY.finditer(reading.text):
        month = (match["month"] or match["month2"])[:3]
        at = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(month))
        day, year = int(match["day"] or match["day2"]), int(match["year"] or _LEAP)
        most = calendar.monthrange(year, at)[1]
        if most < day <= 31 and reading.is_own(match.start()):
            words = reading.span(*match.span())
            of = f"{_MONTHS[at - 1]}{' ' + match['year'] if match['year'] else ''}"
            says = f"{of} has {most} days"
            sides = [
                [
                    Account(
                        " ".join(words.text.split()),
                        reading.words_at(words.start, words.end),
                        *reading.published,
                    )
                ],
                [Account(says, Evidence("knowledge", "calendar", says=f"{says} (ISO 8601)"))],
            ]
            yield told(Told("inside.no-such-day"), sides, origins.count)


def _stages(reading: Reading, origins: Origins) -> Iterator[Dispute]:
    """ "arrested in June 2021" and "his trial opened in January 2020" in one sentence."""
    found: dict[tuple[int, str], list[tuple[int, str, str, DateFound]]] = {}
    for id_, cell in reading.report.cells("dates"):
        if cell.rule not in _EXACT or cell.earliest is None or not reading.is_own(cell.span.start):
            continue
        first = max(reading.sentence(cell.span.start)[0], cell.span.start - _BEFORE)
        before = reading.text[first : cell.span.start]
        stage = _stage(before) if _ON.search(before) else None
        if stage is not None:
            key = reading.number_of(cell.span.start), stage[0]
            found.setdefault(key, []).append((stage[1], stage[2], id_, cell))
    for key in sorted(found):
        for one, other in combinations(found[key], 2):
            early, late = sorted((one, other), key=lambda each: each[0])
            if early[0] != late[0] and str(early[3].earliest) > str(late[3].latest):
                sides = [
                    [_account(reading, f"{stage[1]} {stage[3].span.text}", stage[2], stage[3])]
                    for stage in (early, late)
                ]
                yield told(Told("inside.order"), sides, origins.count)


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    return tuple((row.sequence, row.place, row.verbs) for row in stages())


def _stage(before: str) -> tuple[str, int, str] | None:
    """The sequence, place and words of the stage whose verb stands last before a date."""
    best: tuple[int, str, int, str] | None = None
    for sequence, place, pattern in _patterns():
        for match in pattern.finditer(before):
            if best is None or match.end() > best[0]:
                best = match.end(), sequence, place, match[0]
    return best[1:] if best is not None else None


def _after_the_report(reading: Reading, origins: Origins) -> Iterator[Dispute]:
    """An act that has happened on a day after the report's own, both stated in full."""
    article = reading.article
    if article.published.basis != "stated" or article.published.latest is None:
        return
    acts = Acts(reading)
    for id_, cell in reading.report.cells("dates"):
        if cell.rule not in _FULL or cell.earliest is None or cell.earliest <= article.published.latest:
            continue
        if cell.earliest[:4] == article.published.latest[:4] or not reading.is_own(cell.span.start):
            continue  # of one year it may be the report's day that is a little early
        first, _ = reading.sentence(cell.span.start)
        before = reading.text[max(first, cell.span.start - 2 * _BEFORE) : cell.span.start]
        act = acts.around(cell.span, held=True)
        if act is None or act.modality != "happened" or _TO_COME.search(before) or not _PAST.search(before):
            continue
        published = f"published {article.published.latest}"
        sides = [
            [_account(reading, f"{cell.earliest}, as something that has happened", id_, cell)],
            [Account(published, reading.words(cell.span), *reading.published)],
        ]
        yield told(Told("inside.after-report"), sides, origins.count)


_PAST = re.compile(r"\b(?:was|were|had|did)\b|\w{3,}ed\b", re.IGNORECASE)


def _account(reading: Reading, value: str, id_: str, cell: DateFound) -> Account:
    return Account(
        " ".join(value.split()), reading.evidence("dates", id_, cell.span), cell.earliest, cell.latest
    )
