"""Disputes over the day of an act: two reports of one story, one verb, the same parties or things, two days.

Acts come again and plans move: only a day (month, year) that each report tells once is compared, near the
other one, of acts that have both happened, or of plans told on one day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from onrecord.knowledge.dispute_deeds import deeds, happened_on
from onrecord.knowledge.disputes import spoken_acts
from onrecord.reconcile.disputes.acts import FUTURE, Act, Acts, apart
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Reading, shortened, stems
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import DateFound, Dispute, Evidence

RULE = "date.act"
_STATED = frozenset(
    {"date.full", "date.iso", "date.numeric", "date.month-year", "date.year", "date.year-said"}
)
_NARROW = 3  # days of publication: else a weekday is of one of several weeks
# How far two dates of one act may be from each other, by how exact they are: days, months, years.
_PART_OF_DAY = re.compile(r"\d{4}-\d\d-\d\dT(?:MO|NI|EV|AF|DT)$")
_GRAINS = {"day": 10, "month": 190, "year": 4 * 366}
_PLANNED = 400  # days between two plans for one act, told on one day
_LENGTHS = (("day", 1), ("month", 31), ("year", 366))
_WORDS, _MOST = 2, 0.5
_COMPARED = 24
_TOLD = frozenset({"happened", "ongoing", *FUTURE} - {"hypothetical"})
_NIGHT = re.compile(
    r"\b(?:morning|night|overnight|evening|midnight|early|late|dawn|hours|afternoon|noon)\b", re.IGNORECASE
)
_ONCE_MORE = re.compile(
    r"\b(?:again|another|second|third|previous|since|until|before|after|recent|latest|dozens|several|repeated(?:ly)?"
    r"|times|each|every|weekly|daily|monthly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_DEICTIC = re.compile(r"\b(?:next|last|this|that|same|past|coming|previous|following)\b", re.IGNORECASE)
_BEFORE = 12
_BEGUN = frozenset({"break", "break out", "happen", "occur", "begin", "start", "erupt", "down", "befall"})
_REACH = 120
_WEEK = 7
_NOUN_REACH = 80  # characters before a date in which a noun of a happening stands


@dataclass(frozen=True, slots=True)
class DatedAct:
    """An act with its day, month or year (`grain`) as one report tells it, and in whose words (`by`)."""

    act: Act
    grain: str
    earliest: str
    latest: str
    night: bool
    stated: bool
    evidence: Evidence
    by: str
    published: tuple[str | None, str | None]
    deeds: frozenset[str]  # its verbs, and the lists of deeds that they are of
    happening: bool = False  # a noun tells it: "the crash at the bend, on 9 January"

    @property
    def article_id(self) -> str:
        """The report it stands in."""
        return self.evidence.article_id or ""

    @property
    def planned(self) -> bool:
        """True where it had not happened."""
        return self.act.modality in FUTURE


def dated_acts(reading: Reading) -> Iterator[DatedAct]:
    """Every act of a report whose day, month or year stands in its clause."""
    acts = Acts(reading)
    narrow = _is_narrow(*reading.published)
    for id_, cell in reading.report.cells("dates"):
        grain = _grain(cell)
        if grain is None or not reading.is_own(cell.span.start) or not (narrow or cell.rule in _STATED):
            continue
        if reading.text[cell.span.end : cell.span.end + 2] in ("'s", "\u2019s"):
            continue  # "Monday's hearing": another than Tuesday's
        act, noun = _told_by_noun(reading, cell, acts), True
        if act is None:
            act, noun = acts.around(cell.span, held=True), False
        if act is None or not act.verbs - spoken_acts() or act.modality not in _TOLD:
            continue
        if grain != "day" and (_DEICTIC.search(cell.span.text) or _counts(reading, cell.span.start)):
            continue
        reach = 0 if noun else _REACH
        first = max(reading.sentence(cell.span.start)[0], cell.span.start - reach)
        if _ONCE_MORE.search(reading.text[first : cell.span.end]):
            continue  # what comes again
        voice = reading.voice(cell.span)
        around = reading.text[max(0, cell.span.start - _BEFORE) : cell.span.end + _BEFORE]
        yield DatedAct(
            act=act,
            grain=grain,
            earliest=str(cell.earliest),
            latest=str(cell.latest),
            stated=cell.rule != "date.weekday",
            night=_NIGHT.search(around) is not None,
            evidence=reading.evidence("dates", id_, cell.span),
            by=voice.name if voice is not None and not voice.own else "",
            published=reading.published,
            deeds=_deeds(act),
            happening=noun,
        )


def _deeds(act: Act) -> frozenset[str]:
    """The verbs of an act, and the lists of deeds that they are of; "the strike broke out" is a strike."""
    verbs = act.verbs - spoken_acts()
    told = {deed for verb in verbs for deed in deeds().get(verb, deeds().get(f"{verb}e", ()))}  # "collid"
    told |= {deed for verb in verbs for word in act.words for deed in deeds().get(f"{verb} {word}", ())}
    told |= {deed for word in act.words for deed in deeds().get(f"{word}s", ())} if verbs & _BEGUN else set()
    told |= {deed for word in act.words for deed in deeds().get(word, ())} if verbs & _BEGUN else set()
    return verbs | told


def _told_by_noun(reading: Reading, cell: DateFound, acts: Acts) -> Act | None:
    """What a noun right before a date says that happened on it."""
    first, _ = reading.sentence(cell.span.start)
    near = reading.text[max(first, cell.span.start - _NOUN_REACH) : cell.span.start]
    found = happened_on().search(near)
    act = acts.around(cell.span) if found is not None else None
    if found is None or act is None:
        return None
    noun = found[1].lower()
    words = frozenset(word[:6] for word in stems(found[0]))
    return replace(act, verbs=frozenset({noun}), words=words, doer=frozenset(), modality="happened")


def _counts(reading: Reading, at: int) -> bool:
    """True where the sentence tells an amount: what is spent in 2014 is not what is spent in 2018."""
    first, last = reading.sentence(at)
    return any(first <= figure.span.start < last for figure in reading.found.figures)


def _is_narrow(first: str | None, last: str | None) -> bool:
    if first is None or last is None:
        return False
    return (date.fromisoformat(last) - date.fromisoformat(first)).days < _NARROW


def _grain(cell: DateFound) -> str | None:
    """How exact a date is; None for times, lengths and looser ones."""
    if (
        cell.type not in ("DATE", "TIME")
        or cell.earliest is None
        or cell.latest is None
        or cell.mod is not None
    ):
        return None
    if cell.type == "TIME":
        return "day" if _PART_OF_DAY.match(cell.value) and cell.earliest == cell.latest else None
    days = (date.fromisoformat(cell.latest) - date.fromisoformat(cell.earliest)).days + 1
    if cell.value[:4].isdigit() and len(cell.value) in (4, 7, 10) and "W" not in cell.value:
        grain = {4: "year", 7: "month", 10: "day"}[len(cell.value)]
        return grain if days <= dict(_LENGTHS)[grain] else None
    return None


def disputed(found: Iterable[DatedAct], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """Disputes among the dated acts of one story's reports."""
    buckets: dict[tuple[str, str], list[DatedAct]] = defaultdict(list)
    for one in found:
        for verb in sorted(one.deeds):
            buckets[one.grain, verb].append(one)
    seen: list[frozenset[str]] = []
    for key in sorted(buckets, key=_verbs_first):
        acts = sorted(buckets[key], key=_order)[:_COMPARED]
        sides: dict[str, dict[str, list[DatedAct]]] = defaultdict(lambda: defaultdict(list))
        for one, other in combinations(acts, 2):
            outcome = _outcome(one, other, acts, origins)
            if outcome is not None:
                for each in (one, other):
                    if each not in sides[outcome][each.earliest]:
                        sides[outcome][each.earliest].append(each)
        for outcome in sorted(sides):
            groups = [sides[outcome][day] for day in sorted(sides[outcome])]
            how = Told(RULE, story_id, None if outcome == "dispute" else outcome, key[1].rstrip("."))
            if len(groups) < 2 or not _new(groups, seen):
                continue
            yield told(how, [[_account(one) for one in group] for group in groups], origins.count)


def _verbs_first(key: tuple[str, str]) -> tuple[bool, tuple[str, str]]:
    return key[1].endswith("."), key


def _new(groups: Sequence[Sequence[DatedAct]], seen: list[frozenset[str]]) -> bool:
    """True where these datings are not told already, by a verb of theirs."""
    cells = frozenset(one.evidence.id for group in groups for one in group)
    if any(cells <= old for old in seen):
        return False
    seen.append(cells)
    return True


def _order(one: DatedAct) -> tuple[str, str, int]:
    span = one.evidence.span
    return one.earliest, one.article_id, span.start if span else -1


def _outcome(one: DatedAct, other: DatedAct, acts: Sequence[DatedAct], origins: Origins) -> str | None:
    """Why two datings are no dispute, "dispute", or None where nothing is to be told."""
    if one.article_id == other.article_id or one.earliest == other.earliest or not _same(one, other):
        return None
    gap = (date.fromisoformat(other.earliest) - date.fromisoformat(one.earliest)).days
    if _told_twice(one, other, acts) or _told_twice(other, one, acts):
        return None
    if origins.derived(one.article_id, other.article_id):
        return "copying-error"
    if gap > (_PLANNED if _told_together(one, other) else _GRAINS[one.grain]) or (
        gap == 1 and (one.night or other.night)
    ):
        return None
    if one.grain == "day" and gap % _WEEK == 0 and not (one.stated and other.stated):
        return None  # one weekday, counted from two days of publication
    if one.planned != other.planned:
        return "forecast"
    days = [each.published[0] or "" for each in (one, other)]
    if one.planned:
        return "dispute" if days[0] == days[1] else "update"
    return "dispute"


def _same(one: DatedAct, other: DatedAct) -> bool:
    """True where both may be one act: enough words in common, or one and a name, and no other doer."""
    if apart(one.act.doer, other.act.doer):
        return False
    words = len(one.act.words & other.act.words)
    names = len(one.act.names & other.act.names)
    if (one.happening or other.happening) and one.stated and other.stated and one.grain == "day":
        return not one.planned and not other.planned
    if words > 0 and names > 0 and not one.act.verbs & other.act.verbs:
        return True
    least = min(len(one.act.words), len(other.act.words))
    if words < _MOST * least or not (words or (names and not least)):
        return False
    return words >= _WORDS or names > 0 or one.act.open or other.act.open or _told_together(one, other)


def _told_together(one: DatedAct, other: DatedAct) -> bool:
    """True where both are plans, told on one day."""
    return one.planned and other.planned and one.published == other.published


def _told_twice(one: DatedAct, other: DatedAct, acts: Sequence[DatedAct]) -> bool:
    """True where the report of the first also has the second's day for such an act."""
    return any(
        each.article_id == one.article_id and each.earliest != one.earliest and _same(each, other)
        for each in acts
    )


def _account(one: DatedAct) -> Account:
    words = one.evidence.span.text if one.evidence.span is not None else ""
    value = {"day": one.earliest, "month": one.earliest[:7], "year": one.earliest[:4]}[one.grain]
    return Account(f"{value} (“{shortened(words)}”)", one.evidence, one.earliest, one.latest, one.by)
