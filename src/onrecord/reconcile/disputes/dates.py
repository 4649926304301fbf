"""Disputes over dates: what happens once to one actor, and one act of the same actors, on two days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.knowledge.disputes import Once, once
from onrecord.reconcile.disputes import dated_acts as dated_act
from onrecord.reconcile.disputes.dated_acts import DatedAct, dated_acts
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Reading, alike, stems
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import DateFound, Dispute, Event, Evidence, Mention

# Absolute dates: read off the words alone, so no day of publication can have made them wrong.
_FULL = frozenset({"date.full", "date.iso", "date.numeric"})
_ABSOLUTE = _FULL | {"date.month-year", "date.year", "date.year-said"}
_REACH = 70  # characters between a name and the date of what happened to it
_APART = 10  # days: acts of one kind that are further apart are two
_BETWEEN = re.compile(r"[^.;:\d]*\b(?:on|in|since)\s+(?:the\s+)?$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*(?:,[^,.;]{1,60},)?\s*(?:officially |formally |first )?$", re.IGNORECASE)
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Dating:
    """A day that a report gives for something: what for (`key`), how it is told, and with which words."""

    rule: str
    key: tuple[str, ...]
    about: str
    evidence: Evidence
    earliest: str
    latest: str
    everywhere: bool  # the actor is known, so that the name means the same in every story
    frame: frozenset[str]
    by: str
    dated: DatedAct | None = None


def datings(reading: Reading) -> tuple[Dating, ...]:
    """Every day that a report gives for something that can be compared."""
    return (*_once(reading), *_events(reading), *(_of_act(one) for one in dated_acts(reading)))


def _of_act(one: DatedAct) -> Dating:
    return Dating(
        dated_act.RULE, (), "", one.evidence, one.earliest, one.latest, False, frozenset(), one.by, one
    )


def _once(reading: Reading) -> Iterator[Dating]:
    dates = [
        (id_, cell)
        for id_, cell in reading.report.cells("dates")
        if cell.rule in _ABSOLUTE and cell.earliest and cell.latest and reading.is_own(cell.span.start)
    ]
    for id_, cell in dates:
        first, _ = reading.sentence(cell.span.start)
        for mention in _named(reading, max(first, cell.span.start - _REACH), cell.span.start):
            between = reading.text[mention.span.end : cell.span.start]
            found = _verb(between, reading.found.actors[mention.actor or 0].kind)
            if found is not None and mention.actor is not None:
                yield _dating(reading, mention, (id_, cell), found)
                break


def _named(reading: Reading, first: int, last: int) -> list[Mention]:
    near = reading.mentions(first, last)
    return [mention for mention in near if mention.actor is not None and mention.how == "name"]


def _verb(between: str, kind: str) -> tuple[Once, str] | None:
    """What the words between a name and a date say of it, with its object where it needs one."""
    for entry in once():
        match = entry.verbs.search(between)
        if match is None or not _ASIDE.fullmatch(between[: match.start()]):
            continue
        rest = between[match.end() :]
        if (entry.kinds and kind not in entry.kinds) or not _BETWEEN.fullmatch(rest):
            continue
        object_ = (
            " ".join(rest.rsplit(None, 1)[0].split()).casefold() if entry.object and rest.split() else ""
        )
        if entry.object and not object_:
            continue
        return entry, object_.removeprefix("the ")
    return None


def _dating(
    reading: Reading, mention: Mention, dated: tuple[str, DateFound], found: tuple[Once, str]
) -> Dating:
    (id_, cell), (entry, object_) = dated, found
    actor = reading.found.actors[mention.actor or 0]
    party = reading.actor(mention.actor or 0)
    voice = reading.voice(cell.span)
    return Dating(
        rule="date.once",
        key=(entry.id, party.key if actor.known else actor.name.casefold(), object_),
        about=f"{actor.name}, {entry.id}{' ' + object_ if object_ else ''}",
        evidence=reading.evidence("dates", id_, cell.span),
        earliest=str(cell.earliest),
        latest=str(cell.latest),
        everywhere=actor.known is not None,
        frame=frozenset(),
        by=voice.name if voice is not None and not voice.own else "",
    )


def _events(reading: Reading) -> Iterator[Dating]:
    """Acts whose day stands in full in their own clause, and of which the report tells one."""
    found: dict[tuple[str, ...], list[Dating]] = defaultdict(list)
    for id_, event in reading.report.cells("events"):
        if event.modality != "happened" or event.date_rule != "event.date.clause":
            continue
        sides = _sides(event)
        cell = _date_of(reading, event)
        if sides is None or cell is None or not reading.is_own(event.span.start):
            continue
        first, last = reading.sentence(event.span.start)
        voice = reading.voice(event.span)
        names = " and ".join(sorted({party.name for party in (*event.actors, *event.recipients)}))
        dating = Dating(
            rule="date.event",
            key=(event.type, *sides, *sorted(stems(event.span.text))),
            about=f"{names}, {event.span.text}",
            evidence=reading.evidence("events", id_, event.span),
            earliest=str(event.date_earliest),
            latest=str(event.date_latest),
            everywhere=False,
            frame=stems(reading.text[first:last]) - stems(cell.span.text),
            by=voice.name if voice is not None and not voice.own else "",
        )
        found[dating.key].append(dating)
    for key in sorted(found):
        if len({one.earliest for one in found[key]}) == 1:
            yield found[key][0]


def _sides(event: Event) -> tuple[str, str] | None:
    """Who did it to whom, by names; None where one side is not told by a name."""
    sides = []
    for parties in (event.actors, event.recipients):
        if not parties or any(party.actor is None and party.code is None for party in parties):
            return None
        sides.append("|".join(sorted({party.code or party.name.casefold() for party in parties})))
    return sides[0], sides[1]


def _date_of(reading: Reading, event: Event) -> DateFound | None:
    """The date in the event's sentence that gives it its day, where the date stands there in full."""
    first, last = reading.sentence(event.span.start)
    for cell in reading.dates(first, last):
        same = cell.earliest == event.date_earliest and cell.latest == event.date_latest
        if same and cell.rule in _FULL:
            return cell
    return None


def in_story(found: Iterable[Dating], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """Disputes among the datings of one story's reports."""
    of_acts: list[DatedAct] = []
    others: list[Dating] = []
    for one in found:
        if one.dated is not None:
            of_acts.append(one.dated)
        else:
            others.append(one)
    seen: list[frozenset[str]] = []
    for dispute in (*_told(others, story_id, origins), *dated_act.disputed(of_acts, story_id, origins)):
        values = frozenset(
            f"{each.article_id} {side.value[:10]}" for side in dispute.sides for each in side.evidence
        )
        if not any(values <= other for other in seen):  # one thing is told once, by the rule that says most
            seen.append(values)
            yield dispute


def over_stories(found: Iterable[Dating], origins: Origins) -> Iterator[Dispute]:
    """Disputes over what happens once to a known actor, over all reports."""
    yield from _told([one for one in found if one.everywhere], None, origins)


def _told(found: Iterable[Dating], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    buckets: dict[tuple[str, ...], list[Dating]] = defaultdict(list)
    for one in found:
        buckets[one.rule, *one.key].append(one)
    for key in sorted(buckets, key=_once_first):
        days: dict[tuple[str, str], list[Dating]] = defaultdict(list)
        for one in sorted(buckets[key], key=_order):
            days[one.earliest, one.latest].append(one)
        sides = _apart(days)
        if len(sides) < 2 or (key[0] == "date.event" and not _one_act(sides)):
            continue
        reports = [one.evidence.article_id or "" for side in sides for one in side]
        copied = any(origins.derived(a, b) for a in reports[:20] for b in reports[:20] if a < b)
        how = Told(key[0], story_id, "copying-error" if copied else None, sides[0][0].about)
        yield told(how, [[_account(one) for one in side] for side in sides], origins.count)


def _once_first(key: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
    return key[0] != "date.once", key


def _order(one: Dating) -> tuple[str, str, int]:
    span = one.evidence.span
    return one.earliest, one.evidence.article_id or "", span.start if span else -1


def _apart(days: dict[tuple[str, str], list[Dating]]) -> list[list[Dating]]:
    """The intervals that none of the others touches: a year and a day in it agree."""
    out = []
    for interval in sorted(days):
        others = [other for other in days if other != interval]
        if not any(other[0] <= interval[1] and interval[0] <= other[1] for other in others):
            out.append(days[interval])
    return out


def _one_act(sides: Sequence[Sequence[Dating]]) -> bool:
    """True where the days are near each other and the sentences alike: else it was done twice."""
    first, last = sides[0][0], sides[-1][0]
    gap = (date.fromisoformat(last.earliest) - date.fromisoformat(first.earliest)).days
    return gap <= _APART and alike(first.frame, last.frame) >= _SHARED


def _account(one: Dating) -> Account:
    value = one.earliest if one.earliest == one.latest else _interval(one.earliest, one.latest)
    return Account(value, one.evidence, one.earliest, one.latest, one.by)


def _interval(first: str, last: str) -> str:
    if first.endswith("-01-01") and last.endswith("-12-31") and first[:4] == last[:4]:
        return first[:4]
    return first[:7] if first[:7] == last[:7] else f"{first} to {last}"
