"""Counts what is said in a quotation from the day it was said: '"We leave tomorrow," he said on Monday.'"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.extract.dates.calendar import Days
from onrecord.extract.dates.meaning import Found
from onrecord.extract.dates.narrowing import narrowed
from onrecord.extract.dates.resolving import resolved
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.cues import cue_table
from onrecord.knowledge.times import time_words

_SENTENCE = 40  # pieces beside a quotation in which the verb of saying is sought
_FROM_VERB = 7  # pieces between that verb and its date; further off the date belongs to something else
_TURNS = frozenset({"who", "which", "whose", "where", "when", "that", "after", "before", "since", ";"})
_STOPS = frozenset(".!?")
_LONGEST = 366  # days: words said in a longer interval are dated by nothing


def said_inside(
    doc: Doc, pieces: Pieces, found: list[Found], quotes: Sequence[tuple[int, int]]
) -> list[Found]:
    """The expressions, with those inside a quotation counted again from when its words were said.

    `quotes` are the first and the end character of each quotation, in text order. A quotation whose saying
    has no date of its own keeps the day of publication.
    """
    starts = [start for start, _ in quotes]
    out = list(found)
    for at, item in enumerate(found):
        quote = _around(pieces, item, quotes, starts)
        if quote is None or not item.meaning.anchored or item.meaning.told or item.when is None:
            continue
        said = _said_on(doc, pieces, found, quote, (quotes, starts))
        if said is not None:
            out[at] = _again(pieces, item, said, found[at - 1].end if at else 0)
    return out


def _around(
    pieces: Pieces, item: Found, quotes: Sequence[tuple[int, int]], starts: list[int]
) -> tuple[int, int] | None:
    begin, end = pieces[item.start].start, pieces[item.end - 1].end
    place = bisect_right(starts, begin) - 1
    return quotes[place] if place >= 0 and end <= quotes[place][1] else None


def _again(pieces: Pieces, item: Found, said: tuple[str, Days], least: int) -> Found:
    value, days = said
    if item.when is None or item.core is None:
        return item
    anchors = (days[0],) if days[0] == days[1] else days
    meaning = resolved(item.rule.means, item.slots, item.when, anchors)
    if meaning is None:
        return item
    fresh = replace(item, start=item.core, meaning=replace(meaning, base=value))
    return narrowed(pieces, fresh, least, anchors)


def _said_on(
    doc: Doc,
    pieces: Pieces,
    found: list[Found],
    quote: tuple[int, int],
    all_quotes: tuple[Sequence[tuple[int, int]], list[int]],
) -> tuple[str, Days] | None:
    """The date beside the verb of saying, in the same sentence after the quotation, else before it."""
    quotes, starts = all_quotes
    for item in sorted(found, key=lambda item: (pieces[item.start].start < quote[0], item.start)):
        covered = item.meaning.covered() if item.meaning.type in ("DATE", "TIME") else None
        if covered is None or (covered[1] - covered[0]).days > _LONGEST:
            continue
        if _around(pieces, item, quotes, starts) is None and _says_when(doc, pieces, item, quote):
            return item.meaning.value, covered
    return None


def _says_when(doc: Doc, pieces: Pieces, item: Found, quote: tuple[int, int]) -> bool:
    """True where a verb of saying stands near the date, and only its clause between it and the quotation."""
    if pieces[item.start].start >= quote[1]:
        step, edge = -1, item.start - 1
    else:
        step, edge = 1, item.end
    verb = False
    for count in range(_SENTENCE):
        if not 0 <= edge < len(pieces):
            return False
        piece = pieces[edge]
        if quote[0] <= piece.start < quote[1]:
            return verb
        if not verb and count > _FROM_VERB:
            return False
        if piece.low in _TURNS or (piece.text in _STOPS and not _inside_word(pieces, edge)):
            return False
        verb = verb or _is_saying(doc, pieces, edge)
        edge += step
    return False


def _inside_word(pieces: Pieces, at: int) -> bool:
    """True for the full stop of "Sen. Smith"."""
    return at > 0 and pieces[at].glued and len(pieces[at - 1].text) <= 4 and pieces[at - 1].text[:1].isupper()


def _is_saying(doc: Doc, pieces: Pieces, at: int) -> bool:
    piece = pieces[at]
    if piece.kind != "word":
        return False
    if piece.low in time_words().said_forms:
        return True
    lemma = doc[piece.token].lemma_.lower()
    past = piece.low.endswith("ed") and doc[piece.token].tag_ in ("", "VBD", "VBN")
    return past and cue_table().is_speech(lemma or piece.low)
