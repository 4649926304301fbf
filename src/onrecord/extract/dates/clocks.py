"""Reads times of day: "10:35", "10.35pm", "half past seven", "0730 GMT", and the zones beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.extract.grammar.numbers import number_at
from onrecord.extract.grammar.patterns import Reading
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.times import time_words

NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
_SAID_PARTS = {"half": 30, "quarter": 15}
_TO_OR_PAST = ("past", "to", "after", "before")
_LONGEST_ZONE = 7  # pieces in a bracket such as "(0735 GMT)"


def clock(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads a time of day as TIMEX3 writes it: "10:35 a.m." is "10:35", "half past seven" "07:30"."""
    piece = pieces[at]
    if piece.kind == "word" and piece.low in NAMED:
        yield at + 1, NAMED[piece.low]
        return
    said = _said(pieces, at)
    if said is not None:
        yield said
    elif piece.kind == "number":
        yield from _written(pieces, at)


def _said(pieces: Pieces, at: int) -> Reading | None:
    """Reads "half past seven", "ten to six", "quarter past 9"; the half of the day is left as it is."""
    low = pieces[at].low
    minutes, end = _SAID_PARTS.get(low), at + 1
    if minutes is None:
        found = number_at(pieces, at)
        if found is None or not found.value.is_integer() or not 1 <= found.value <= 29:
            return None
        minutes, end = int(found.value), found.end
        end += 1 if end < len(pieces) and pieces[end].low in ("minutes", "minute") else 0
        if low in ("a", "an"):
            return None
    if end + 1 >= len(pieces) or pieces[end].low not in _TO_OR_PAST[: 1 if low == "half" else 2]:
        return None
    hours = number_at(pieces, end + 1)
    if hours is None or not hours.value.is_integer() or not 1 <= hours.value <= 12 or hours.scaled:
        return None
    if pieces[end].low == "to" and low not in _SAID_PARTS and not _day_part_follows(pieces, hours.end):
        return None  # "ten to six" is a range as often as a time
    total = int(hours.value) * 60 + (minutes if pieces[end].low == "past" else -minutes)
    return hours.end, f"{total // 60 % 24:02d}:{total % 60:02d}"


def _day_part_follows(pieces: Pieces, at: int) -> bool:
    after = [piece.low for piece in pieces[at : at + 3]]
    return after[:2] == ["in", "the"] or after[:1] == ["o"] or half_of_day(pieces, at) is not None


def half_of_day(pieces: Pieces, at: int) -> str | None:
    """ "am" or "pm" where a piece says so."""
    half = pieces[at].low.replace(".", "") if at < len(pieces) else ""
    return half if half in ("am", "pm") else None


def _written(pieces: Pieces, at: int) -> Iterator[Reading]:
    piece = pieces[at]
    minutes, end = "", at + 1
    hour = piece.text
    if match := re.fullmatch(r"(\d{1,2})\.(\d\d)", hour, re.ASCII):
        hour, minutes = match[1], match[2]
    elif match := re.fullmatch(r"([01]\d|2[0-4])([0-5]\d)", hour, re.ASCII):
        if not (_zone_at(pieces, end) or half_of_day(pieces, end)):
            return
        hour, minutes = match[1], match[2]
    elif end + 1 < len(pieces) and pieces[end].text == ":" and pieces[end].glued and pieces[end + 1].glued:
        minutes, end = pieces[end + 1].text, end + 2
        if end + 1 < len(pieces) and pieces[end].text == ":" and pieces[end].glued:
            end += 2 if re.fullmatch(r"[0-5]\d(\.\d+)?", pieces[end + 1].text, re.ASCII) else 0
    if not re.fullmatch(r"\d{1,2}", hour, re.ASCII) or not re.fullmatch(r"|[0-5]\d", minutes, re.ASCII):
        return
    half = half_of_day(pieces, end)
    if half is not None and 1 <= int(hour) <= 12:
        yield end + 1, f"{int(hour) % 12 + (12 if half == 'pm' else 0):02d}:{minutes or '00'}"
    elif minutes and "." not in piece.text and int(hour) <= 24:
        yield end, f"{int(hour):02d}:{minutes}"


def hour(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads an hour from one to twelve, in digits or words, beside what makes it one ("o'clock")."""
    found = number_at(pieces, at) if pieces[at].low not in ("a", "an") else None
    if found is not None and found.value.is_integer() and 1 <= found.value <= 12 and not found.scaled:
        yield found.end, int(found.value)


def said_hour(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads "seven p.m." and "seven a.m." in words."""
    if pieces[at].kind != "word":
        return
    for end, value in hour(pieces, at):
        half = half_of_day(pieces, end)
        if half is not None and isinstance(value, int):
            yield end + 1, f"{value % 12 + (12 if half == 'pm' else 0):02d}:00"


def zone(pieces: Pieces, at: int) -> Iterator[Reading]:
    """Reads a time zone, or a bracket with the same time elsewhere: "(0735 GMT)"."""
    words = time_words()
    if pieces[at].text == "(":
        for end in range(at + 1, min(at + _LONGEST_ZONE, len(pieces))):
            if pieces[end].text == ")":
                if pieces[end - 1].low in words.zones:
                    yield end + 1, pieces[end - 1].low
                return
        return
    if pieces[at].low in words.zone_places:
        if at + 1 < len(pieces) and pieces[at + 1].low == "time":
            yield at + 2, pieces[at].low
    elif _zone_at(pieces, at):
        yield at + 1, pieces[at].low


def _zone_at(pieces: Pieces, at: int) -> bool:
    if at >= len(pieces):
        return False
    return (pieces[at].low in time_words().zones and pieces[at].text.isupper()) or pieces[at].low == "hours"
