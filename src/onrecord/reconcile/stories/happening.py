"""When and where the main happening of one report was: read off its own first lines.

The day is the first that they name to the day ("on Wednesday", resolved); where they name none it is unknown,
and the day of publication must do. The places are those that the title, the dateline and words of place ("in
Lisbon", "off Ghana") of the first lines name. Both are evidence, no more: what is compared is how much of it
two reports share (`circumstances`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.knowledge.actors import forms
from onrecord.knowledge.rarity import rarity, stem
from onrecord.shapes import DateFound, KeptReport, LocalActor, Mention, Published

# Characters of a report's own text in which its happening is told.
_LEAD = 700
# A day further from that of publication is background, or read wrong. 2,528 of the 4,721 articles of
# ../shared/data/articles have a day, 3,452 a place.
_FAR = 45
_LONG_AGO = 5  # days
# What a naming of a place says of where the happening was.
_AT, _DATELINE, _IN_TITLE, _BARE = 2.0, 1.0, 1.5, 0.5
# What is named further down, or by somebody who speaks, is rather background: half of that.
_FIRST, _AFTER = 300, 0.5
_ENOUGH = 4.0  # what a report's places weigh together where they are beyond doubt
_PLACES = 4
# A place that is in the news every day tells no happening.
_RARE, _LEAST = 6.0, 0.25
# Characters before the day in a line that is the report's own, and behind it ("10:15 GMT").
_LINE, _REST = 40, 12
UNIT = 1000
_BEFORE = re.compile(
    r"\b(?:in|at|near|off|outside|around|across|through|inside|visit(?:s|ed|ing)?|reach(?:es|ed)?"
    r"|(?:north|south|east|west|cent(?:re|er)|coast|shore|outskirts|suburbs?)"
    r" of|(?:city|town|village|port|streets) of"
    r"|(?:arriv|land|gather)\w* (?:in|at|on))"
    r"(?: the)?(?: (?:northern|southern|eastern|western|central|downtown|(?:port )?city of|town of|village of"
    r"|coast of|capital,?))*\s*$",
    re.IGNORECASE,
)
# Where somebody sits who speaks is not where it was: "the ministry in Athens said", "reporters in Oslo".
_OFFICE = re.compile(
    r"\b(?:ministry|ministries|government|authorit(?:y|ies)|officials?|offices?|embassy|spokes\w+|diplomats?"
    r"|reporters|journalists|analysts?|experts?|based|headquarter\w*|bureau|think tank|university|institute)"
    r" (?:in|at)(?: the)?\s*$",
    re.IGNORECASE,
)
_DASH = re.compile(r"^[^.\n]{0,40}?(?:\s[-–—]{1,2}\s|—|\((?:[A-Z][\w. ]+)\))")


@dataclass(frozen=True, slots=True)
class Happening:
    """The day of a report's main happening (ordinal, None where unknown) and its places, weightiest first.

    `weights` are in whole parts of `UNIT`, together at most one: the less is known, the less they are.
    """

    day: float | None
    places: tuple[str, ...]
    weights: tuple[int, ...]


def happening(report: KeptReport) -> Happening:
    """Day and places of one report's happening.

    Example: of "OSLO, 3 June - Ministers met on Sunday in Bergen" they are that Sunday, and Bergen and Oslo.
    """
    body = _body(report)
    found = _places(report, body)
    total = max(_ENOUGH, sum(found.values()))
    first = sorted(((round(UNIT * weight / total), place) for place, weight in found.items()), key=_heaviest)
    kept = [(weight, place) for weight, place in first[:_PLACES] if weight > 0]
    return Happening(
        _day(report, body), tuple(place for _, place in kept), tuple(weight for weight, _ in kept)
    )


def _heaviest(item: tuple[int, str]) -> tuple[int, str]:
    return -item[0], item[1]


def _body(report: KeptReport) -> tuple[tuple[int, int], ...]:
    """The first lines: spans of the text that are the report's own, `_LEAD` characters together."""
    found, seen = list[tuple[int, int]](), 0
    for passage in report.findings.article.passages:
        if seen >= _LEAD:
            break
        if not passage.furniture:
            start = passage.span.start
            end = min(passage.span.end, start + _LEAD - seen)
            found.append((start, end))
            seen += end - start
    return tuple(found)


def _inside(body: tuple[tuple[int, int], ...], at: int) -> bool:
    return any(start <= at < end for start, end in body)


def _day(report: KeptReport, body: tuple[tuple[int, int], ...]) -> float | None:
    """The first day that the first lines name, the report's own apart."""
    article = report.findings.article
    for _, one in report.cells("dates"):
        if not body or one.span.start >= body[-1][1]:
            break
        day = _of(one)
        if day is None or not _inside(body, one.span.start) or not _near(day, article.published):
            continue
        if not _own(article.published, one, article.shadow):
            return day + 7 if _to_come(day, one, article.published) else day
    return None


def _to_come(day: float, one: DateFound, published: Published) -> bool:
    """True for a bare weekday five or six days back: then the next is meant, of a meeting that is announced
    or of a day that has begun elsewhere. Of the last the reports would say "last Wednesday" or name the date.
    """
    try:
        latest = date.fromisoformat(published.latest or "").toordinal()
    except ValueError:
        return False
    return one.rule == "date.weekday" and published.earliest == published.latest and latest - day >= _LONG_AGO


def _own(published: Published, one: DateFound, text: str) -> bool:
    """True for the report's own date: a line that holds it alone, or the dateline."""
    if (
        published.span is not None
        and one.span.start < published.span.end
        and published.span.start < one.span.end
    ):
        return True
    before = text[max(text.rfind("\n", 0, one.span.start) + 1, one.span.start - _LINE - 1) : one.span.start]
    rest = text[one.span.end : one.span.end + _LINE + 20].split("\n", maxsplit=1)[0]
    if len(before) > _LINE or any(letter.islower() for letter in before):
        return False
    return len(rest) < _REST or _DASH.match(rest) is not None


def _of(one: DateFound) -> float | None:
    """The middle of the one or two days that a cell means; None where it means more."""
    try:
        first, last = (date.fromisoformat(day or "").toordinal() for day in (one.earliest, one.latest))
    except ValueError:
        return None
    return (first + last) / 2 if 0 <= last - first <= 1 else None


def _near(day: float, published: Published) -> bool:
    try:
        low = date.fromisoformat(published.earliest or published.latest or "").toordinal()
        high = date.fromisoformat(published.latest or published.earliest or "").toordinal()
    except ValueError:
        return True
    return low - _FAR <= day <= high + _FAR


def _places(report: KeptReport, body: tuple[tuple[int, int], ...]) -> dict[str, float]:
    """What each place weighs. States that merely act count where no words say where it was."""
    article = report.findings.article
    title = "" if article.title is None else article.title.value
    told, bare, titled = dict[str, float](), dict[str, float](), set[str]()
    begins = body[0][0] if body else 0
    quoted = _quoted(report, body)
    for mention, actor in _named(report, body):
        words = mention.span.text
        weight = _weight(article.shadow, mention.span.start, mention.span.end)
        weight *= _AFTER if mention.span.start >= begins + _FIRST else 1.0
        weight *= _AFTER if any(start <= mention.span.start < end for start, end in quoted) else 1.0
        key, state = _key(mention, actor)
        if words not in titled and _in_title(title, words, actor):
            titled.add(words)
            weight = weight + _IN_TITLE if weight > _BARE else _IN_TITLE
        if weight <= _BARE and mention.rule == "actor.metonym-capital":
            key, state = _code(actor), None
        rare = max(_LEAST, min(1.0, rarity(stem((words.split() or [words])[-1])) / _RARE))
        found = told if weight > _BARE else bare
        for place, part in ((key, 1.0), (state, 0.5)):
            if place is not None:
                found[place] = min(_ENOUGH, found.get(place, 0.0) + part * weight * rare)
    return {key: round(weight, 6) for key, weight in (told or bare).items()}


def _quoted(report: KeptReport, body: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """The spans of what is quoted word by word in the first lines."""
    if not body:
        return []
    return [
        (span.start, span.end)
        for _, statement in report.cells("statements")
        for span in statement.verbatim
        if span.start < body[-1][1]
    ]


def _in_title(title: str, words: str, actor: LocalActor) -> bool:
    at = title.casefold().find(words.casefold())
    return at >= 0 and (actor.kind == "place" or _BEFORE.search(title[max(0, at - _LINE) : at]) is not None)


def _named(report: KeptReport, body: tuple[tuple[int, int], ...]) -> Iterator[tuple[Mention, LocalActor]]:
    if not body:
        return
    for _, mention in report.cells("mentions"):
        if mention.span.start >= body[-1][1]:
            return
        if mention.actor is None or mention.how in ("pronoun", "adjective"):
            continue
        actor = report.findings.actors[mention.actor]
        if actor.kind not in ("place", "state") or mention.rule.endswith(("-people", "-adjective")):
            continue
        if _inside(body, mention.span.start):
            yield mention, actor


def _weight(text: str, start: int, end: int) -> float:
    line = text.rfind("\n", 0, start) + 1
    if start - line <= 1 and _DASH.match(text[end : end + 80]):
        return _DATELINE
    before = text[max(line, start - _LINE) : start]
    return _AT if _BEFORE.search(before) and not _OFFICE.search(before) else _BARE


def _key(mention: Mention, actor: LocalActor) -> tuple[str, str | None]:
    """The place that a mention names, and the state it is the capital of."""
    name = mention.span.text.casefold()
    state = _capitals().get(name)
    if state is not None:
        return name, state
    return (_code(actor) if actor.kind == "state" else name), None


def _code(actor: LocalActor) -> str:
    return actor.known or actor.name.casefold()


@cache
def _capitals() -> Mapping[str, str]:
    return {form.text.casefold(): form.key for form in forms() if form.role == "capital"}
