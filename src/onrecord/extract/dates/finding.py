"""The search for expressions of time: matches the rules, asks for the meanings, narrows and joins what
stands together."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from onrecord.extract.dates.calendar import Day, days_of
from onrecord.extract.dates.categories import categories
from onrecord.extract.dates.joining import joined, parted
from onrecord.extract.dates.meaning import Found, Meaning, Tense, When
from onrecord.extract.dates.narrowing import narrowed
from onrecord.extract.dates.quoted import said_inside
from onrecord.extract.dates.resolving import resolved
from onrecord.extract.dates.tense import tense_at
from onrecord.extract.grammar.patterns import Grammar, Match
from onrecord.extract.grammar.pieces import Pieces, stretches
from onrecord.extract.quotations import find_quotations
from onrecord.knowledge.times import TimeRule, time_rules
from onrecord.shapes import Article, DateFound, Published, Span

_CONTEXT = 4  # words before and after that a meaning may look at
_LONGEST_ANCHOR = 400  # days: an interval of publication longer than this says nothing about "Wednesday"


@dataclass(slots=True)
class _Told:
    """What the report has mentioned so far: the last date, the last day, and the last quarter of this
    passage."""

    last: str | None = None
    last_day: str | None = None
    quarter: str | None = None

    def hear(self, meaning: Meaning) -> None:
        """Takes note of a date."""
        value = meaning.value
        if meaning.type == "DURATION" and value.endswith("M") and not value.startswith("PT"):
            self.quarter = None  # after "the nine months" a year earlier is no quarter's
        if meaning.type not in ("DATE", "TIME") or days_of(value) is None or "/" in value:
            return
        self.last = value.partition("T")[0]
        if len(self.last) == 10 and self.last[5:6].isdigit():
            self.last_day = self.last
        if "-Q" in value and not meaning.told:
            self.quarter = value


@cache
def _grammar() -> Grammar:
    return Grammar([rule.patterns for rule in time_rules()], categories())


def find_dates(article: Article, doc: Doc) -> tuple[DateFound, ...]:
    """Every expression of time in the passages of the report, in text order.

    `doc` needs tokens only; tags and the tree, where they are present, tell the tense more surely. Relative
    expressions are counted from `article.published`; where that is an interval the result is the interval
    that
    holds for all of it, and where it is unknown they keep an open TIMEX3 value (`XXXX-WXX-3`) and no days.

    Example: in a report of 8 February 2023, "over the weekend" is `2023-W05-WE`, 4 to 5 February.

    Source: TIMEX3 as in ISO-TimeML (Pustejovsky et al. 2010), values as TempEval-3 counts them.
    """
    anchors = _anchors(article.published)
    told = _Told()
    quotes = [(quote.start, quote.end) for quote in find_quotations(article.shadow, article.passages)]
    out: list[DateFound] = []
    for pieces in stretches(article, doc):
        told.quarter = None
        found = _in_stretch(doc, pieces, anchors, told)
        if anchors and quotes:
            found = said_inside(doc, pieces, found, quotes)
        out.extend(_shaped(article, pieces, item, anchors) for item in found)
    return tuple(out)


def _anchors(published: Published) -> tuple[Day, ...]:
    """The first and last day of publication; none where it is unknown or too wide to count from."""
    first = days_of(published.earliest) if published.earliest is not None else None
    last = days_of(published.latest) if published.latest is not None else None
    if first is None or last is None or last[1] < first[0] or (last[1] - first[0]).days > _LONGEST_ANCHOR:
        return ()
    return (first[0],) if first[0] == last[1] else (first[0], last[1])


def _in_stretch(doc: Doc, pieces: Pieces, anchors: tuple[Day, ...], told: _Told) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(pieces):
        read = _at(doc, pieces, at, anchors, (told, _lead(pieces, found, at)))
        if read is None:
            at += 1
            continue
        for part in parted(pieces, read):
            least = found[-1].end if found else 0
            item = joined(pieces, found, narrowed(pieces, part, least, anchors))
            if not _looks_back(item):
                told.hear(item.meaning)
            found.append(item)
        at = read.end
    return found


def _looks_back(item: Found) -> bool:
    """True for "a year earlier" and "the year-ago period": what is told goes on from where it was."""
    return item.rule.means in _COMPARED or item.slots.get("way") in ("earlier", "before", "previously")


_COMPARED = frozenset({"year-ago-period", "a-year-ago"})


def _lead(pieces: Pieces, found: list[Found], at: int) -> int:
    """Where the words that lead to a place end: before a time of day that stands right before it."""
    if found and found[-1].rule.means == "clock" and found[-1].end >= at - 1:
        between = [piece.low for piece in pieces[found[-1].end : at]]
        if between in ([], [","], ["on"]):
            return found[-1].start
    return at


def _at(
    doc: Doc, pieces: Pieces, at: int, anchors: tuple[Day, ...], heard: tuple[_Told, int]
) -> Found | None:
    matches = _grammar().matches(pieces, at)
    if not matches:
        return None
    rules = time_rules()
    told, lead = heard
    tense: tuple[Tense, bool] = (None, False)
    asked = False
    for match in matches:
        if match.end < len(pieces) and _runs_on(pieces, match):
            continue
        if not asked:
            tense, asked = tense_at(doc, pieces, lead, match.end), True
        when = _when(pieces, match, rules[match.rule], tense, told)
        meaning = resolved(rules[match.rule].means, match.slots, when, anchors)
        if meaning is not None:
            return Found(at, match.end, meaning, rules[match.rule], match.slots, when, at)
    return None


def _runs_on(pieces: Pieces, match: Match) -> bool:
    """True where the words are cut out of a longer one: "1990s", "24-year-old", "twenty-day-old"."""
    after = pieces[match.end]
    if after.text == "-" and match.end + 1 < len(pieces) and pieces[match.end + 1].low in ("old", "olds"):
        return True
    return after.low == "old" and pieces[match.end - 1].low in (
        "year",
        "years",
        "month",
        "months",
        "day",
        "days",
        "week",
        "weeks",
    )


def _when(pieces: Pieces, match: Match, rule: TimeRule, tense: tuple[Tense, bool], told: _Told) -> When:
    """What a meaning is counted from, but for the day of publication."""
    return When(
        anchor=None,
        tense=tense[0],
        firm=tense[1],
        last=told.last,
        last_day=told.last_day,
        quarter=told.quarter,
        before=tuple(piece.low for piece in pieces[max(0, match.start - _CONTEXT) : match.start]),
        after=tuple(piece.low for piece in pieces[match.end : match.end + _CONTEXT]),
        given=rule.given,
    )


def _shaped(article: Article, pieces: Pieces, found: Found, anchors: tuple[Day, ...]) -> DateFound:
    meaning = found.meaning
    covered = meaning.covered()
    span = Span.cut(article.text, pieces[found.start].start, pieces[found.end - 1].end)
    return DateFound(
        span=span,
        type=meaning.type,
        value=meaning.value,
        rule=found.rule.id,
        earliest=covered[0].isoformat() if covered else None,
        latest=covered[1].isoformat() if covered else None,
        anchor=_anchor(meaning, anchors),
        mod=meaning.mod,
    )


def _anchor(meaning: Meaning, anchors: tuple[Day, ...]) -> str | None:
    """The day or days that a value was counted from: of the date last mentioned, or of publication."""
    told = days_of(meaning.base) if meaning.base is not None else None
    if told is not None:
        return _anchor_text(tuple(dict.fromkeys(told)))
    return _anchor_text(anchors) if meaning.anchored else None


def _anchor_text(anchors: tuple[datetime.date, ...]) -> str | None:
    return "/".join(day.isoformat() for day in anchors) or None
