"""What one report is about, as weighted words and actors: two reports are as alike as these vectors.

Method: the vector space model (Salton, Wong and Yang 1975) with sublinear term frequency and a fixed table of
inverse document frequencies, so that how alike two reports are hangs on those two alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.knowledge.rarity import rarity, stem
from onrecord.reconcile.stories.happening import happening
from onrecord.shapes import KeptReport, Published

# With 40, 50 or 60 of a report's terms B-cubed F1 on the stories set is the same within half a point; with 80
# more pairs that share a subject only are joined (see `_BODY`).
_TERMS = 50
# Weights are kept as whole numbers, ten thousandths: their products add up the same in any order.
UNIT = 10_000
# The shorter a report, the greater the cosine that names alone give: where it has fewer terms, its vector is
# as short as this power of their share. At 0.25 the cases of stories.yaml come apart (alike 0.19 and more,
# unlike 0.13 and less; without it 0.50 and 0.32), at 0.35 (0.13, 0.09); F1 on the stories set is equal.
_SHORT, _FULL = 0.3, 80
# A title's word counts as four, one of the first lines as two, one past the first paragraphs as a third: the
# beginning tells the happening, the rest its background. 214 pairs of ../shared/data/articles (170 drawn at
# random, each with its nearest and with one of its story) were judged by eye: 49 of one happening, 35 of one
# affair, 130 of one subject only. Of the first and the last 46 and 46 were joined with the body at 1, 44 and
# 37 with it at 0.3, at equal F1 on the stories set.
_TITLE = 4
_LEAD, _IN_LEAD = 500, 2.0
_OPENING, _BODY = 1200, 0.3
# How much rarer words weigh more: with the plain logarithm one name that no other report has says as much as
# five words of the happening; at 0.75 F1 is the same.
_RARER = 0.6
# The actors' share beside the words', and what a kind weighs in it: F1 is the same from 0.1 to 0.3.
_ACTORS = 0.2
_KINDS = {"person": 5.0, "organisation": 4.5, "place": 3.5, "group": 3.0, "state": 2.5}
_OTHER = 2.0
# States, bodies and office holders are in the news every day: their names tell no happening.
_KNOWN = 2.5
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d[\d,.]*\d|\d")
_LONGEST = 40  # characters: longer is no word
_TEXT = 40_000  # characters of a report that are looked at
_READ = ("en", "und")
_WIDEST = 366  # days: a report that can be of any day of more than a year has none


@dataclass(frozen=True, slots=True)
class Content:
    """One report as the search for its story sees it.

    `terms` are stems and "actor:ID", heaviest first; `weights` what each weighs, in whole parts of `UNIT`, as
    a vector of length one or less. `day` is the middle of the days on which it can have been published
    (ordinal), None where it is unknown; `happened`, `places` and `stakes` are the day, the places and what
    these weigh of what it tells (`happening`).
    """

    article_id: str
    title: str
    terms: tuple[str, ...]
    weights: tuple[int, ...]
    earliest: str | None
    latest: str | None
    day: float | None
    marked: bool
    happened: float | None = None
    places: tuple[str, ...] = ()
    stakes: tuple[int, ...] = ()


def content(report: KeptReport) -> Content:
    """The weighted words and actors of one report's own text, without furniture.

    Example: `content(kept.report("a.txt")).terms[:3]` are the three that say most of what it is about.
    """
    article = report.findings.article
    title = "" if article.title is None else article.title.value
    published = article.published
    found = _words(title, report) | _actors(report)
    weighted = _shortened(_unit(found, _TERMS), len(found))
    told = happening(report)
    whole = sorted(((round(weight * UNIT), term) for term, weight in weighted.items()), key=_first)
    return Content(
        article.article_id,
        title,
        tuple(term for _, term in whole),
        tuple(weight for weight, _ in whole),
        published.earliest,
        published.latest,
        _middle(published),
        any(mark.kind in ("spun", "machine-translated") for mark in article.marks),
        told.day,
        told.places,
        told.weights,
    )


def stems(text: str) -> Iterator[str]:
    """The stems of a text in order, numbers as they stand.

    Example: `list(stems("Allies pledged 1,000 tanks"))` is `["ally", "pledg", "1,000", "tank"]`.
    """
    for match in _WORD.finditer(text):
        if len(match[0]) <= _LONGEST:
            yield stem(match[0])


def _words(title: str, report: KeptReport) -> dict[str, float]:
    article = report.findings.article
    counts = {word: float(_TITLE * n) for word, n in Counter(stems(title)).items()}
    seen = 0
    for passage in article.passages:
        if seen >= _TEXT:
            break
        if not passage.furniture and passage.language in _READ:
            start = passage.span.start
            piece = article.shadow[start : min(passage.span.end, start + _TEXT - seen)]
            for first, last, each in ((0, _LEAD, _IN_LEAD), (_LEAD, _OPENING, 1.0), (_OPENING, _TEXT, _BODY)):
                for word in stems(piece[max(0, first - seen) : max(0, last - seen)]):
                    counts[word] = counts.get(word, 0.0) + each
            seen += len(piece)
    known = _in_the_news(report)
    rare = {word: min(rarity(word), _KNOWN) if word in known else rarity(word) for word in counts}
    weighted = {word: _damped(n) * rare[word] ** _RARER for word, n in counts.items() if rare[word] > 0}
    return _unit(weighted)


def _damped(count: float) -> float:
    """Sublinear term frequency; in proportion below one."""
    return 1 + math.log(count) if count >= 1 else round(count, 6)


def _in_the_news(report: KeptReport) -> set[str]:
    """The words of the names of states, bodies and office holders that knowledge has."""
    names = (
        name
        for actor in report.findings.actors
        if actor.known is not None
        for name in (actor.name, *actor.aliases)
    )
    return {word for name in names for word in stems(name)}


def _actors(report: KeptReport) -> dict[str, float]:
    found = report.findings
    counts = Counter(cell.actor for _, cell in report.cells("mentions") if cell.actor is not None)
    weighted: dict[str, float] = {}
    for position, n in counts.items():
        key = report.actors[position] if position < len(report.actors) else found.actors[position].name
        actor = found.actors[position]
        kind = _KINDS.get(actor.kind, _OTHER)
        weight = (1 + math.log(n)) * (kind if actor.known is None else min(kind, _KNOWN))
        weighted["actor:" + key] = max(weight, weighted.get("actor:" + key, 0.0))
    return {key: _ACTORS * weight for key, weight in _unit(weighted).items()}


def _shortened(vector: Mapping[str, float], count: int) -> dict[str, float]:
    share = min(1.0, count / _FULL) ** _SHORT
    return {term: weight * share for term, weight in vector.items()}


def _unit(weights: Mapping[str, float], keep: int | None = None) -> dict[str, float]:
    """The heaviest terms of a vector, brought to length one, in the order of the alphabet."""
    kept = sorted(weights.items(), key=_heaviest)[:keep]
    length = math.sqrt(math.fsum(weight * weight for _, weight in kept))
    return {term: weight / length for term, weight in sorted(kept)} if length > 0 else {}


def _first(item: tuple[int, str]) -> tuple[int, str]:
    return -item[0], item[1]


def _heaviest(item: tuple[str, float]) -> tuple[float, str]:
    return -round(item[1], 9), item[0]


def _middle(published: Published) -> float | None:
    """The middle of the days on which the report can have appeared; None where they span over a year."""
    try:
        first = date.fromisoformat(published.earliest or "").toordinal()
        last = date.fromisoformat(published.latest or "").toordinal()
    except ValueError:
        return None
    return (first + last) / 2 if 0 <= last - first <= _WIDEST else None
