"""Clues from the dates that a report writes out: days, months and years, past or still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from onrecord.extract.dates.calendar import days_of, plus_days
from onrecord.extract.dates.feasts import feasts
from onrecord.extract.dates.tense import tense_at
from onrecord.extract.dating.clues import YEARS, Clue, Day, Place, Ranges, joined, layered, plain
from onrecord.knowledge.calendar import DatingRule
from onrecord.knowledge.datelines import is_dateline
from onrecord.knowledge.times import holidays, time_words
from onrecord.shapes import DateFound

_MONTH_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)(?:T.*)?")
_RANGE = re.compile(r"XXXX-\d\d-\d\d/XXXX-(\d\d)-(\d\d)")
_MONTH = re.compile(r"XXXX-(\d\d)")
_SURE_YEAR = frozenset({"in", "since", "during", "from"})
_RUN = frozenset({"nomination", "run", "running", "candidate", "bid", "race", "campaign", "election"})
_PLANS = frozenset({"will", "'ll", "’ll", "shall", "due", "scheduled", "expected", "planned", "set"})
_UPDATED = frozenset({"updated", "corrected", "modified", "revised"})  # after the report was first published
_LEAD = 24  # pieces before the day of a dateline, and as many behind it
_CLIMB = 4  # heads between a year and its verb
_RECENT = 1900  # an earlier year says nothing about a report that a computer reads
Rules = Mapping[str, DatingRule]
# A rule, and the first and last days that it names: the report is of such a day, or near one.
_Found = tuple[str, Sequence[tuple[Day, Day]]]


def from_dates(doc: Doc, placed: Sequence[tuple[DateFound, Place]], rules: Rules) -> Iterator[Clue]:
    """A clue for each date that bounds the day of publication, with the tense of its clause."""
    for date, place in placed:
        if date.type not in ("DATE", "TIME") or date.anchor is not None or _UPDATED & set(place.before(3)):
            continue
        tense, firm = tense_at(doc, place.pieces, place.start, place.end)
        found = _clue(date, place, (tense, firm), _dateline(doc, place))
        if found is not None and found[0] == "dating.year-past" and _is_bare(doc, place):
            continue
        if found is not None and found[1]:
            rule = rules[found[0]]
            layers = layered(found[1], rule) if rule.reach else plain(_ranges(found[1]), rule)
            yield Clue(rule.id, layers, date.span, rule.says)


def _clue(
    date: DateFound, place: Place, tense: tuple[str | None, bool], dateline: bool = False
) -> _Found | None:
    value = date.value.partition("T")[0]
    if match := _MONTH_DAY.fullmatch(date.value):
        return _month_day(int(match[1]), int(match[2]), place, (*tense, dateline))
    if match := _RANGE.fullmatch(date.value):
        found = [day for year in YEARS if (day := _day(year, int(match[1]), int(match[2]))) is not None]
        return "dating.days-named", [(day, day) for day in found]
    if match := _MONTH.fullmatch(value):
        return _month(int(match[1]), date, tense[0])
    if date.rule == "date.named-day":
        return _holiday(place, tense[0])
    days = days_of(value)
    if days is None or days[0].year < _RECENT or "/" in value:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return _full(days[0], place, tense)
    if re.fullmatch(r"\d{4}-\d\d", value):
        return _month_year(days, place, tense)
    if re.fullmatch(r"\d{4}", value) and date.rule == "date.year":
        return _year(days, place, tense)
    return None


def _planned(place: Place, tense: tuple[str | None, bool]) -> bool:
    return tense[1] or bool(_PLANS & set(place.before(6)))


def _month_year(days: tuple[Day, Day], place: Place, tense: tuple[str | None, bool]) -> _Found | None:
    if tense[0] == "future":
        # "did not register until June 2017" looks as if it were to come: only a verb nearby is trusted
        return ("dating.month-year-ahead", [(Day.min, days[1])]) if _planned(place, tense) else None
    return "dating.month-year-past", [(days[0], Day.max)]


def _full(day: Day, place: Place, tense: tuple[str | None, bool]) -> _Found | None:
    if tense[0] == "future" and _planned(place, tense):
        return "dating.day-ahead", [(Day.min, day)]
    if tense[0] == "future":
        return None
    # a day's grace: what is printed tomorrow is on the web today
    return "dating.day-past", [(plus_days(day, -1) or day, Day.max)]


def _year(days: tuple[Day, Day], place: Place, tense: tuple[str | None, bool]) -> _Found | None:
    before = place.before(1)
    if _RUN & set(place.before(6)):  # "the nomination in 2016 has taken shape" in 2015
        return None
    if tense[0] == "future" and before and before[0] in ("in", "by"):
        return "dating.year-ahead", [(Day.min, days[1])]
    if before == ("since",) or (tense[0] == "past" and before and before[0] in _SURE_YEAR):
        return "dating.year-past", [(days[0], Day.max)]
    return None


def _month_day(month: int, day: int, place: Place, tense: tuple[str | None, bool, bool]) -> _Found | None:
    weekday = next(
        (
            number
            for piece in place.pieces[place.start : place.end]
            if (number := time_words().weekday_forms.get(piece.low)) is not None
        ),
        None,
    )
    rule = "dating.dateline" if tense[2] else "dating.month-day"
    if rule == "dating.month-day" and (tense[1] or tense[0] == "future"):
        rule = "dating.month-day-past" if tense[0] == "past" else "dating.month-day-ahead"
    days = [found for year in YEARS if (found := _day(year, month, day)) is not None]
    if weekday is not None:
        rule, days = "dating.weekday-and-day", [each for each in days if each.isoweekday() == weekday]
    return rule, [(day, day) for day in days]


def _is_bare(doc: Doc, place: Place) -> bool:
    """Whether the verb over the date is one that only may be: "should do more to win the seats in 2018"."""
    token = doc[place.pieces[place.start].token]
    for _ in range(_CLIMB):
        token = token.head
        if token.tag_.startswith("VB"):
            helpers = {other.lower_ for other in token.children if other.dep_.startswith("aux")}
            return token.tag_ == "VB" and not helpers & {"did", "had"}
    return False


def _dateline(doc: Doc, place: Place) -> bool:
    """Whether the day stands in the line that news agencies begin with: "PARIS, Aug 31 (Reuters) -"."""
    pieces, first = place.pieces, place.start
    if first > _LEAD:
        return False
    at = pieces[0].start
    last = pieces[min(len(pieces), place.end + _LEAD) - 1].token
    words = doc[pieces[0].token : last + 1].text
    cut = at - doc[pieces[0].token].idx
    return is_dateline(words[cut:], pieces[first].start - at, pieces[place.end - 1].end - at)


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def _ranges(days: Sequence[tuple[Day, Day]]) -> Ranges:
    return joined((first.toordinal(), last.toordinal()) for first, last in days)


def _month(month: int, date: DateFound, tense: str | None) -> _Found | None:
    if tense is None or date.mod is not None:
        return None
    rule = "dating.month-past" if tense == "past" else "dating.month-ahead"
    return rule, [days for year in YEARS if (days := days_of(f"{year:04d}-{month:02d}")) is not None]


def _holiday(place: Place, tense: str | None) -> _Found | None:
    words = tuple(piece.low for piece in place.pieces[place.start : place.end])
    known = holidays()
    name = next((known[words[cut:]] for cut in range(len(words)) if words[cut:] in known), None)
    if name is None or tense is None:
        return None
    rule = "dating.month-day-past" if tense == "past" else "dating.month-day-ahead"
    return rule, [days for year in YEARS for days in feasts(name.rule, year, name.length)]
