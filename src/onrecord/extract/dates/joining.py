"""Parts and joins: "from March to May" is two expressions, "4 a.m. Thursday" one, and so is "two weeks before
Christmas"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.dates.calendar import Day, Days, days_of, plus_days, plus_months
from onrecord.extract.dates.categories import ordinals
from onrecord.extract.dates.meaning import Found, Meaning
from onrecord.extract.dates.relative import grain, stepped, unit_of, unit_value
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.times import TimeRule, time_rules, time_words

_RANGES = frozenset({"day-range", "month-range", "year-range"})
_TO = frozenset({"to", "until", "till", "through", "and"})
_LEADS = frozenset({"from", "between", "in", "of", "since", "the", "for"})
_LONGEST_RANGE = 366 * 150  # days


def parted(pieces: Pieces, found: Found) -> tuple[Found, ...]:
    """A range whose two ends are each a date in words, as TIMEX3 has it: "from March to May" is two dates.

    Each end keeps its own value; its days are those of the whole range. "Nov. 28-29" and "28 to 30 June"
    stay one expression.
    """
    if found.rule.means not in _RANGES or "/" not in found.meaning.value:
        return (found,)
    start = found.start
    while start < found.end and pieces[start].low in _LEADS:
        start += 1
    joint = next((at for at in range(start, found.end) if pieces[at].low in _TO), None)
    if joint is None or not _is_date(pieces, start, joint) or not _is_date(pieces, joint + 1, found.end):
        return (found,)
    first, _, last = found.meaning.value.partition("/")
    days = found.meaning.covered()
    one = replace(found.meaning, value=first, days=days)
    other = replace(found.meaning, value=last, days=days)
    return (
        Found(start, joint, one, found.rule),
        Found(joint + 1, found.end, other, found.rule),
    )


def _is_date(pieces: Pieces, start: int, end: int) -> bool:
    """True for words that are a date of their own: a month, or a year in full; a bare day is none."""
    return any(piece.kind == "word" or len(piece.text) == 4 for piece in pieces[start:end])


def joined(pieces: Pieces, found: list[Found], item: Found) -> Found:
    """Joins an expression with the words or the expression before it where the two are one.

    Takes what it joins out of `found`. The ends of a range that two rules have read ("from Monday to 3 May")
    get its days.
    """
    before = found[-1] if found else None
    least = before.end if before is not None else 0
    item = _with_words_before(pieces, item, least)
    if before is None:
        return item
    between = tuple(piece.low for piece in pieces[before.end : item.start])
    made = _clock_and_day(before, item, between) or _part_and_day(before, item, between)
    made = made or _length_and_date(pieces, before, item)
    if made is not None:
        found.pop()
        return made
    ends = _ranged(pieces, before, item)
    if ends is None:
        return item
    found[-1] = ends[0]
    return ends[1]


def _clock_and_day(before: Found, item: Found, between: tuple[str, ...]) -> Found | None:
    """ "4 a.m. EDT Thursday", "10:35 on Friday"; not "noon, Friday at 3"."""
    if between not in ((), (",",), ("on",), (",", "on")) or before.rule.means != "clock":
        return None
    day = item.meaning
    if day.type != "DATE" or not (is_day(day.value) or day.value.startswith("XXXX-")) or "/" in day.value:
        return None
    value = f"{day.value}T{before.meaning.value.partition('T')[2]}"
    meaning = Meaning("TIME", value, days=day.days, anchored=day.anchored, base=day.base, told=day.told)
    return Found(before.start, item.end, meaning, before.rule)


def _part_and_day(before: Found, item: Found, between: tuple[str, ...]) -> Found | None:
    """ "in the night of 3 May", "mid-afternoon yesterday"."""
    if between not in ((), ("of",), ("on",)) or before.rule.means not in ("part-told", "part-bare"):
        return None
    if not is_day(item.meaning.value) or item.meaning.type != "DATE":
        return None
    day = item.meaning
    value = f"{day.value}T{before.meaning.value.partition('T')[2]}"
    meaning = Meaning("TIME", value, days=day.days, anchored=day.anchored, base=day.base, told=day.told)
    return Found(before.start, item.end, meaning, rule_named("date.beside-date"))


_WAYS = {
    ("before",): -1,
    ("prior", "to"): -1,
    ("ahead", "of"): -1,
    ("after",): 1,
    ("following",): 1,
    ("from",): 1,
    ("since",): 1,
}
_WORKING = frozenset({"trading", "working", "business", "school"})  # not every day of the calendar is one
_MOST_BETWEEN = 7  # "after the start of Russia 's full - scale invasion"


def _length_and_date(pieces: Pieces, before: Found, item: Found) -> Found | None:
    """ "two weeks before Christmas", "three days after 5 March", "a year after the invasion of Ukraine"."""
    count, unit = before.slots.get("num"), unit_of(before.slots)
    if before.meaning.type != "DURATION" or before.rule.means != "length" or unit is None:
        return None
    between = [piece.low for piece in pieces[before.end : item.start]]
    way = next((way for way in _WAYS if tuple(between[: len(way)]) == way), None)
    covered = item.meaning.covered() if item.meaning.type == "DATE" else None
    if way is None or covered is None or _WORKING & {p.low for p in pieces[before.start : before.end]}:
        return None
    if not isinstance(count, int | float):
        return None
    rest = between[len(way) :]
    event = item.rule.means == "event" and len(rest) <= _MOST_BETWEEN and not set(rest) & {".", ",", ";"}
    if rest and not event:
        return None
    long = (covered[1] - covered[0]).days > 0
    if long and not event and unit.code not in ("Y", "DE", "CE"):
        return None
    base = covered[0] if _WAYS[way] < 0 else covered[1]
    moved = stepped(base, unit.code, _WAYS[way] * float(count))
    if moved is None or unit.code in ("H", "MIN", "S"):
        return None
    value = grain(moved, unit.code, float(count))
    return Found(
        before.start, item.end, _counted(value, item.meaning.value), rule_named("date.offset-of-date")
    )


def _counted(value: str, base: str) -> Meaning:
    return Meaning("DATE", value, anchored=True, told=True, base=base)


def _with_words_before(pieces: Pieces, item: Found, least: int) -> Found:
    """ "the day after Christmas", "the eve of 24 February", "the week before Easter"."""
    covered = item.meaning.covered() if item.meaning.type == "DATE" else None
    if covered is None:
        return item
    begin = item.start
    if item.rule.means == "event":
        while begin > least and item.start - begin < _MOST_BETWEEN and pieces[begin - 1].low in _EVENT_LEADS:
            begin -= 1
    low = tuple(piece.low for piece in pieces[max(least, begin - 3) : begin])
    if len(low) < 2:
        return item
    if low[-2:] == ("anniversary", "of"):
        return _anniversary(pieces, item, (least, begin - 2)) or item
    made = _led_by(low[-2], low[-1], covered, item.meaning.value)
    if made is None:
        return item
    start = begin - (3 if low[:1] in (("the",), ("a",)) and len(low) == 3 else 2)
    return Found(start, item.end, made, rule_named("date.beside-date"))


def _anniversary(pieces: Pieces, item: Found, place: tuple[int, int]) -> Found | None:
    """ "the second anniversary of the fall of Kabul": so many years after its first day."""
    least, end = place
    covered = item.meaning.covered()
    for start in range(max(least, end - 4), end):
        for after, nth in ordinals(pieces, start):
            if after != end or not isinstance(nth, int) or covered is None or nth < 1:
                continue
            day = plus_months(covered[0], 12 * nth)
            made = _moved(day, 0, item.meaning.value) if day else None
            begin = start - 1 if start > least and pieces[start - 1].low == "the" else start
            return Found(begin, item.end, made, rule_named("date.offset-of-date")) if made else None
    return None


_EVENT_LEADS = frozenset({"the", "russia", "'s", "russian", "-", "full", "scale", "its", "moscow"})


def _led_by(noun: str, way: str, covered: Days, base: str) -> Meaning | None:
    single = covered[0] == covered[1]
    if (noun, way) in (("eve", "of"), ("day", "before")):
        return _moved(covered[0], -1, base)
    if (noun, way) in (("day", "after"), ("day", "following")):
        return _moved(covered[1], 1, base)
    part = time_words().parts.get(noun)
    if part is not None and single and way in ("of", "before") and not noun.endswith("s"):
        day = plus_days(covered[0], -1 if way == "before" else 0)
        return Meaning("TIME", f"{day}T{part}", anchored=True, told=True, base=base) if day else None
    unit = time_words().units.get(noun)
    if (
        unit is not None
        and not unit.plural
        and unit.code in ("W", "WE", "M", "Y")
        and way in ("before", "after")
    ):
        value = unit_value(
            covered[0] if way == "before" else covered[1], unit.code, -1 if way == "before" else 1
        )
        return _counted(value, base) if value else None
    return None


def _moved(day: Day, step: int, base: str) -> Meaning | None:
    moved = plus_days(day, step)
    return _counted(moved.isoformat(), base) if moved else None


def _ranged(pieces: Pieces, before: Found, item: Found) -> tuple[Found, Found] | None:
    """The two ends of a range that two rules have read, with its days: "from 2007 to the end of 2008"."""
    between = tuple(piece.low for piece in pieces[before.end : item.start])
    if len(between) != 1 or between[0] not in _TO or before.rule.means in _RANGES:
        return None
    lead = pieces[before.start - 1].low if before.start else ""
    if lead not in ("from", "between") and (between[0] == "and" or not is_day(before.meaning.value)):
        return None
    if (between[0] == "and") != (lead == "between") or {before.meaning.type, item.meaning.type} != {"DATE"}:
        return None
    first, last = _in_turn(before, item)
    a, b = first.covered(), last.covered()
    if a is None or b is None or not 0 < (b[1] - a[0]).days <= _LONGEST_RANGE or a[1] > b[1]:
        return None
    days = (a[0], b[1])
    return (
        replace(before, meaning=replace(first, days=days)),
        replace(item, meaning=replace(last, days=days)),
    )


def _in_turn(before: Found, item: Found) -> tuple[Meaning, Meaning]:
    """Two bare weekdays that follow each other: "ran from Monday to Friday", "will run from ..."."""
    first, last = before.meaning, item.meaning
    a, b = first.covered(), last.covered()
    if {before.rule.means, item.rule.means} != {"weekday"} or a is None or b is None or a[0] <= b[0]:
        return first, last
    ahead = before.when is not None and before.when.tense == "future"
    moved = plus_days(b[0], 7) if ahead else plus_days(a[0], -7)
    if moved is None:
        return first, last
    if ahead:
        return first, replace(last, value=moved.isoformat(), days=None)
    return replace(first, value=moved.isoformat(), days=None), last


def is_day(value: str) -> bool:
    """True for the value of one calendar day."""
    return len(value) == 10 and value[4] == "-" and days_of(value) is not None and value[5:7].isdigit()


def rule_named(name: str) -> TimeRule:
    """The rule with this id."""
    return next(rule for rule in time_rules() if rule.id == name)
