"""Words before an expression of time that narrow it: "early 1991", "at least three days", "almost a year
ago"."""

from __future__ import annotations

import datetime
from dataclasses import replace

from onrecord.extract.dates.calendar import Day, Days
from onrecord.extract.dates.meaning import Found, Meaning
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.times import Narrowing, time_words

_THIRDS = {"START": (0, 1), "MID": (1, 2), "END": (2, 3)}


def narrowed(pieces: Pieces, found: Found, least: int, anchors: tuple[Day, ...]) -> Found:
    """The expression with such words before it (from piece `least` on), and its meaning with their mod.

    "Earlier this week" ends where the report was published; "early 1991" is the first third of the year.
    """
    start, meaning = found.start, found.meaning
    first = pieces[start].low
    for phrase in time_words().before:
        begin = start - len(phrase.words)
        if begin < least or not _acts_on(phrase, meaning):
            continue
        if phrase.acts == "DURATION" and first == "the":
            continue  # "over the past two years" is no comparison
        if phrase.mod == "APPROX" and meaning.type == "DATE" and _is_topic(pieces, found):
            continue
        if tuple(piece.low for piece in pieces[begin:start]) == phrase.words:
            return replace(found, start=begin, meaning=_with(meaning, phrase, anchors))
    return found


def _is_topic(pieces: Pieces, found: Found) -> bool:
    """True for "what about last week" and "a way around Wednesday's ruling": nothing there is approximate."""
    first = pieces[found.start].low
    return first in _DEICTIC or found.rule.means.startswith("weekday") or first in time_words().weekday_forms


_DEICTIC = frozenset({"last", "this", "next", "today", "tomorrow", "yesterday", "tonight"})


def _acts_on(phrase: Narrowing, meaning: Meaning) -> bool:
    if meaning.mod is not None or meaning.type == "SET" or meaning.value.endswith("_REF"):
        return False
    if phrase.acts == "ANY":
        return True
    if phrase.acts == "DATE":
        return meaning.type in ("DATE", "TIME")
    return meaning.type == phrase.acts


def _with(meaning: Meaning, phrase: Narrowing, anchors: tuple[Day, ...]) -> Meaning:
    covered = meaning.covered()
    if covered is None or meaning.type != "DATE" or phrase.mod not in _THIRDS or covered[0] == covered[1]:
        return replace(meaning, mod=phrase.mod)
    if phrase.words[0] in ("earlier", "later"):
        return replace(meaning, mod=phrase.mod, days=_cut_at_publication(covered, phrase.words[0], anchors))
    return replace(meaning, mod=phrase.mod, days=_third(covered, phrase.mod))


def _cut_at_publication(days: Days, word: str, anchors: tuple[Day, ...]) -> Days:
    """ "Earlier this week" was not after publication, "later this year" is not before it."""
    if not anchors or not days[0] <= anchors[0] <= anchors[-1] <= days[1]:
        return days
    return (days[0], anchors[-1]) if word == "earlier" else (anchors[0], days[1])


def _third(days: Days, mod: str) -> Days:
    """The first, middle or last third of an interval, in whole days."""
    first, last = _THIRDS[mod]
    length = (days[1] - days[0]).days + 1
    start = days[0] + datetime.timedelta(length * first // 3)
    return start, days[0] + datetime.timedelta(length * last // 3 - 1)
