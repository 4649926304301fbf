"""Finds quotations: what stands between marks, or after a dash at the head of a paragraph.

This module only says where quoted words stand; who said them is for `statements`. It reads the shadow of the
report, whose offsets are those of the text. Marks: curly, straight, guillemets, low-high, LaTeX (``...''),
single ones (curly and straight), and the dash of Scandinavian, Romance and Slavic papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.shapes import Passage

_DOUBLE_OPEN = {"“": "”", "«": "»", "„": "“”", "``": "''", '"': '"', "»": "«", "''": "''"}
_DASH = re.compile(r"\s*[–—-]\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…][)\]]?\s")
_SINGLE_LIMIT = 300  # a single-marked quotation longer than this is a lost apostrophe, not a quotation


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: `start`..`end` is what stands between the marks, `outer` with the marks.

    `kind` is double, single or dash; `unclosed` where the closing mark is missing; `reopened` where it goes
    on from the paragraph before, which opened a mark and did not close it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    kind: str
    passage: int
    unclosed: bool = False
    reopened: bool = False


def find_quotations(shadow: str, passages: Sequence[Passage]) -> tuple[Quotation, ...]:
    """Every quotation in the passages that are neither furniture nor foreign, in text order.

    Double-marked and dash quotations do not overlap; a single-marked one inside another is left out.
    Example: `He said "go".` gives one Quotation from 9 to 11.
    """
    found: list[Quotation] = []
    open_before = False
    for number, passage in enumerate(passages):
        if passage.furniture or passage.language not in ("en", "und"):
            continue
        here = list(_double(shadow, passage, number))
        dash = _dash(shadow, passage, number)
        if dash is not None and not any(q.outer_start <= dash.start for q in here):
            here = [dash, *(q for q in here if q.start > dash.end)]
        if open_before and here and here[0].outer_start == _first(shadow, passage):
            here[0] = replace(here[0], reopened=True)
        singles = _single(shadow, passage, number)
        here += [s for s in singles if not any(q.outer_start < s.end and s.start < q.outer_end for q in here)]
        here.sort(key=lambda q: q.start)
        doubles = [q for q in here if q.kind == "double"]
        open_before = bool(doubles) and doubles[-1].unclosed and doubles[-1].end >= _last(shadow, passage)
        found.extend(here)
    return _close_reopened(found)


def _close_reopened(found: list[Quotation]) -> tuple[Quotation, ...]:
    """A mark left open is no fault where the next paragraph opens it again: that is how papers set it."""
    out = list(found)
    for i in range(len(out) - 1):
        if out[i].unclosed and out[i + 1].reopened:
            out[i] = replace(out[i], unclosed=False)
    return tuple(out)


def _first(shadow: str, passage: Passage) -> int:
    text = shadow[passage.span.start : passage.span.end]
    return passage.span.start + len(text) - len(text.lstrip())


def _last(shadow: str, passage: Passage) -> int:
    return passage.span.start + len(shadow[passage.span.start : passage.span.end].rstrip())


def _opens(shadow: str, i: int, begin: int, length: int = 1) -> bool:
    """True where a mark that looks alike on both sides opens: space, bracket or dash before, none after."""
    before = shadow[i - 1] if i > begin else " "
    after = shadow[i + length] if i + length < len(shadow) else " "
    return (before.isspace() or before in "([{–—-/“‘") and not after.isspace()


def _closes(shadow: str, i: int, begin: int) -> bool:
    after = shadow[i + 1] if i + 1 < len(shadow) else " "
    return i > begin and not shadow[i - 1].isspace() and after.isspace() and shadow[i - 1] not in "([{–—-/"


def _marks(shadow: str, begin: int, end: int) -> Iterator[tuple[int, int, str, bool | None]]:
    """Marks of double quotation as (position, length, mark, opens); None where the mark itself tells."""
    i = begin
    while i < end:
        two = shadow[i : i + 2]
        if two in ("``", "''"):
            yield i, 2, two, two == "``" or _opens(shadow, i, begin, 2)
            i += 2
            continue
        mark = shadow[i]
        if mark == '"':
            yield i, 1, mark, _opens(shadow, i, begin)
        elif mark in "„«":
            yield i, 1, mark, True
        elif mark == "“":  # some desks set it at both ends: it closes after a word or a stop
            yield i, 1, mark, not _closes(shadow, i, begin)
        elif mark in "”»":
            yield i, 1, mark, _opens(shadow, i, begin)
        i += 1


def _double(shadow: str, passage: Passage, number: int) -> Iterator[Quotation]:
    begin, end = passage.span.start, passage.span.end
    opened: tuple[int, int, str] | None = None
    for at, length, mark, opens in _marks(shadow, begin, end):
        if opened is None:
            if opens:
                opened = (at, at + length, mark)
            continue
        closes = mark in _DOUBLE_OPEN.get(opened[2], "") or (not opens and mark != "'")
        if closes and not (
            mark in ('"', "''") and opens and at > opened[1] + 2 and _is_open_again(shadow, at)
        ):
            if shadow[opened[1] : at].strip():
                yield Quotation(opened[1], at, opened[0], at + length, "double", number)
            opened = None
        elif opens:
            yield from _cut_short(shadow, opened, at, number)
            opened = (at, at + length, mark)
    if opened is not None:
        last = _last(shadow, passage)
        if shadow[opened[1] : last].strip():
            yield Quotation(opened[1], last, opened[0], last, "double", number, unclosed=True)


def _is_open_again(shadow: str, at: int) -> bool:
    """A straight mark with space before and a letter after, inside a quotation: a second opening."""
    return shadow[at - 1].isspace() and at + 1 < len(shadow) and shadow[at + 1].isalnum()


def _cut_short(shadow: str, opened: tuple[int, int, str], at: int, number: int) -> Iterator[Quotation]:
    """A mark opens while another is open: the first one ran to the last end of a sentence before, if any."""
    ends = [m.end() - 1 for m in _SENTENCE_END.finditer(shadow, opened[1], at)]
    if ends:
        yield Quotation(opened[1], ends[-1], opened[0], ends[-1], "double", number, unclosed=True)


def _dash(shadow: str, passage: Passage, number: int) -> Quotation | None:
    """A paragraph that opens with a dash and a space: speech up to the cue, which `statements` takes off."""
    match = _DASH.match(shadow, passage.span.start, passage.span.end)
    if match is None:
        return None
    last = _last(shadow, passage)
    if len(shadow[match.end() : last].split()) < 4 or not any(
        c in ".!?,…" for c in shadow[match.end() : last]
    ):
        return None
    return Quotation(match.end(), last, match.start(), last, "dash", number)


def _single(shadow: str, passage: Passage, number: int) -> Iterator[Quotation]:
    """Single-marked quotations: an opening mark before a letter, a closing one that no letter follows."""
    begin, end = passage.span.start, passage.span.end
    opened: int | None = None
    for i in range(begin, end):
        mark = shadow[i]
        if mark not in "‘’'":
            continue
        after = shadow[i + 1] if i + 1 < end else " "
        if opened is None:
            if mark != "’" and _opens(shadow, i, begin) and after.isalpha():
                opened = i
        elif mark != "‘" and not after.isalnum() and not shadow[i - 1].isspace():
            if 3 < i - opened <= _SINGLE_LIMIT and "\n\n" not in shadow[opened:i]:
                yield Quotation(opened + 1, i, opened, i + 1, "single", number)
            opened = None
