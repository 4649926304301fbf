"""Meanings of named days and events: "Christmas Eve", "Labor Day weekend", "the fall of Kabul"."""

from __future__ import annotations

from onrecord.extract.dates.absolute import nearest
from onrecord.extract.dates.calendar import Day, Days, days_of, plus_days
from onrecord.extract.dates.feasts import feasts
from onrecord.extract.dates.meaning import STEPS, Meaning, When, number, text
from onrecord.extract.grammar.patterns import Slots
from onrecord.knowledge.times import Holiday, NamedEvent, NamedMeeting, time_words


def holiday(slots: Slots, when: When) -> Meaning | None:
    """A named day: "Christmas Eve", "last Thanksgiving", "Eid al-Fitr", "9/11"."""
    named = slots.get("holiday") or slots.get("namednum")
    if not isinstance(named, Holiday):
        return None
    if days_of(named.rule):
        return Meaning("DATE", named.rule)
    year, step = number(slots, "year"), STEPS.get(text(slots, "which"))
    if text(slots, "whose"):  # "last year's Easter"
        year = when.anchor.year + STEPS[text(slots, "whose")] if when.anchor else None
    if year is not None:
        found = feasts(named.rule, year, named.length)
        return _as_feast(found[0], anchored="year" not in slots) if found else None
    if when.anchor is None:
        fixed = named.rule if named.rule[2:3] == "-" and named.rule[:2].isdigit() else "XX-XX"
        return Meaning("DATE", f"XXXX-{fixed}")
    near = [
        span for offset in (-1, 0, 1) for span in feasts(named.rule, when.anchor.year + offset, named.length)
    ]
    chosen = _feast_chosen(near, step, when)
    return _as_feast(chosen, anchored=True) if chosen else None


def _as_feast(days: Days, anchored: bool) -> Meaning:
    value = days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"
    return Meaning("DATE", value, anchored=anchored)


def _feast_chosen(spans: list[Days], step: int | None, when: When) -> Days | None:
    anchor = when.anchor
    if anchor is None or not spans:
        return None
    if step == 0:
        return next((span for span in spans if span[0].year == anchor.year), None)
    if step is not None:
        side = [span for span in spans if (span[1] < anchor if step < 0 else span[0] > anchor)]
        return (side[-1] if step < 0 else side[0]) if side else None
    first = nearest([span[0] for span in spans], when)
    return next((span for span in spans if span[0] == first), None)


def feast_weekend(slots: Slots, when: When) -> Meaning | None:
    """ "Easter weekend", "Labor Day weekend", "Christmas week": the weekend or week at the named day."""
    day = holiday(slots, when)
    covered = day.covered() if day else None
    if day is None or covered is None:
        return Meaning("DATE", "XXXX-WXX") if day else None
    if text(slots, "span") == "weekend":
        return _weekend_at(covered[0], day.anchored)
    return Meaning(
        "DATE", f"{covered[0].isocalendar()[0]:04d}-W{covered[0].isocalendar()[1]:02d}", anchored=day.anchored
    )


def _weekend_at(day: Day, anchored: bool) -> Meaning | None:
    """The Saturday and Sunday nearest to a feast, with the feast itself where it touches them."""
    off = (6 - day.isoweekday()) if day.isoweekday() >= 4 else -(day.isoweekday() + 1)
    saturday = plus_days(day, off)
    sunday = plus_days(saturday, 1) if saturday else None
    if saturday is None or sunday is None:
        return None
    value = f"{saturday.isocalendar()[0]:04d}-W{saturday.isocalendar()[1]:02d}-WE"
    near = plus_days(saturday, -1) == day or plus_days(sunday, 1) == day
    days = (min(saturday, day), max(sunday, day)) if near else (saturday, sunday)
    return Meaning("DATE", value, days=days, anchored=anchored)


_REACH_OF_EVENTS = 4  # words before an event among which a word of time must stand: "since Russia 's full"


def event(slots: Slots, when: When) -> Meaning | None:
    """An event whose date is knowledge, beside a word of time: "since the fall of Kabul"."""
    known = slots.get("event")
    words = time_words()
    if not isinstance(known, tuple) or not words.event_prepositions & set(when.before[-_REACH_OF_EVENTS:]):
        return None
    events = [item for item in known if isinstance(item, NamedEvent)]
    chosen = event_chosen(events, when)
    if chosen is None:
        return None
    value = chosen.first if chosen.first == chosen.last else f"{chosen.first}/{chosen.last}"
    return Meaning("DATE", value)


def event_chosen(events: list[NamedEvent], when: When) -> NamedEvent | None:
    """The only event of the name, else the last begun by publication, or the next after a future verb."""
    if len(events) == 1:
        return events[0]
    if when.anchor is None:
        return None
    today = when.anchor.isoformat()
    begun = [item for item in events if item.first <= today]
    ahead = [item for item in events if item.last >= today]
    if when.tense == "future" and ahead:
        return ahead[0]
    return begun[-1] if begun else (ahead[0] if ahead else None)


def meeting(slots: Slots, when: When) -> Meaning | None:
    """ "the Vilnius summit", "last year's Madrid summit": the one meeting of the name near publication, or of
    the year that stands before it; nothing where two could be meant."""
    known = slots.get("meeting")
    meetings = [item for item in known if isinstance(item, NamedMeeting)] if isinstance(known, tuple) else []
    year = _year_before(when)
    if year is not None:
        near = [item for item in meetings if item.first[:4] == f"{year:04d}"]
    elif when.anchor is not None:
        near = [item for item in meetings if _in_the_news(item, when.anchor)]
    else:
        near = meetings
    if len(near) != 1:
        return None
    value = near[0].first if near[0].first == near[0].last else f"{near[0].first}/{near[0].last}"
    return Meaning("DATE", value, anchored=year is None and when.anchor is not None)


def _year_before(when: When) -> int | None:
    """The year that the words before name: "the 2022", "last year 's"."""
    if when.before[-1:] and when.before[-1].isdigit() and len(when.before[-1]) == 4:
        return int(when.before[-1])
    if when.before[-2:] == ("year", "'s") and when.anchor is not None and when.before[-3:-2]:
        step = STEPS.get(when.before[-3])
        return when.anchor.year + step if step is not None else None
    return None


def _in_the_news(item: NamedMeeting, day: Day) -> bool:
    first, last = Day.fromisoformat(item.first), Day.fromisoformat(item.last)
    return -item.before <= (day - first).days and (day - last).days <= item.after
