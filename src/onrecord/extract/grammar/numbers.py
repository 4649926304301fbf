"""Number phrases: "1,458,000", "twenty-five", "two and a half million", "5 1/2", "half a million"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.numbers import NumberWords, number_words

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_LONGEST_WORDS = 14  # "nine hundred and ninety-nine thousand ..." has no more; keeps the scan linear


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase: the piece after its last one, its value, and how it is written.

    `digits` is True where it begins with a numeral, `scaled` where a magnitude word stands in it.
    """

    end: int
    value: float
    digits: bool
    scaled: bool = False


def numeral(text: str) -> float | None:
    """The value of a written numeral, or None for what is not one number (1.2.3, 5,5).

    Example: `numeral("1,458,000")` is 1458000.0.
    """
    if len(text) > 25:
        return None
    if _PLAIN.fullmatch(text):
        return float(text)
    return float(text.replace(",", "")) if _GROUPED.fullmatch(text) else None


@cache
def opening_words() -> frozenset[str]:
    """The words with which a spelled-out number phrase may begin."""
    words = number_words()
    return frozenset(words.ones) | frozenset(words.tens) | {"half", "a", "an", "quarter", "three"}


def number_at(pieces: Pieces, at: int) -> Number | None:
    """The longest number phrase that begins at piece `at`, or None.

    Magnitude words that are written in full or cannot mean a unit (million, bn, thousand, dozen) belong to
    it;
    a lone "m" or "k" does not: only who reads on knows whether it is a million or a metre.
    """
    piece = pieces[at]
    words = number_words()
    if piece.kind == "number" or piece.text in words.fractions:
        return _from_digits(pieces, at, words)
    if piece.kind != "word":
        return None
    return _half_of(pieces, at, words) or _from_words(pieces, at, words)


def _from_digits(pieces: Pieces, at: int, words: NumberWords) -> Number | None:
    first = pieces[at]
    end = at + 1
    if first.text in words.fractions:
        value: float | None = words.fractions[first.text]
    else:
        value = numeral(first.text)
        if value is not None and value.is_integer():
            value, end = _with_fraction(pieces, end, value, words)
    if value is None:
        return None
    number = _scaled(pieces, Number(end, value, digits=True), words)
    # ".1 million" is more often "$2.1 million" with its head lost on the way than a tenth of a million
    return None if number.scaled and first.text.startswith(".") else number


def _with_fraction(pieces: Pieces, end: int, value: float, words: NumberWords) -> tuple[float, int]:
    """Adds "½" and "1/2" to a whole number, and reads "1/2" itself."""
    here = pieces[end : end + 3]
    if here and here[0].text in words.fractions:
        return value + words.fractions[here[0].text], end + 1
    if len(here) >= 2 and here[0].text == "/" and here[0].glued and here[1].glued:
        below = numeral(here[1].text)
        after = here[2] if len(here) > 2 else None
        if (
            below in (2, 3, 4, 5, 8, 10)
            and value < below
            and not (after and after.glued and after.text in "/-")
        ):
            return value / below, end + 2
    spread = pieces[end : end + 3]
    if (
        len(spread) == 3
        and spread[1].text == "/"
        and spread[1].glued
        and spread[2].glued
        and not spread[0].glued
    ):
        above, below = numeral(spread[0].text), numeral(spread[2].text)
        if above is not None and below in (2, 3, 4, 8) and 0 < above < below:
            return value + above / below, end + 3
    return value, end


def _scaled(pieces: Pieces, number: Number, words: NumberWords) -> Number:
    """Multiplies by the magnitude words that follow: "300 thousand", "4 hundred million"."""
    end, value, scaled = number.end, number.value, number.scaled
    while end < len(pieces):
        step = end
        if pieces[step].text == "-" and step + 1 < len(pieces):
            step += 1
        factor = words.scales.get(pieces[step].low)
        if factor is None:
            break
        value, end, scaled = value * factor, step + 1, True
    return Number(end, _clean(value), number.digits, scaled)


def _clean(value: float) -> float:
    """Undoes what binary fractions do to 2.4 billion."""
    return float(round(value)) if abs(value) >= 1000 and abs(value - round(value)) < 1e-3 else value


def _half_of(pieces: Pieces, at: int, words: NumberWords) -> Number | None:
    """Reads "half a million", "a quarter million", "three quarters of a billion"."""
    low = tuple(piece.low for piece in pieces[at : at + 6])
    for lead, value in words.parts_of_scale:
        if low[: len(lead)] != lead:
            continue
        end = at + len(lead)
        rest = low[len(lead) :]
        skip = next((len(gap) for gap in (("of", "a"), ("a",), ("of",)) if rest[: len(gap)] == gap), 0)
        if len(rest) > skip and rest[skip] in words.scales:
            return _scaled(pieces, Number(end + skip, value, digits=False), words)
    return None


def _from_words(pieces: Pieces, at: int, words: NumberWords) -> Number | None:
    """Reads spelled-out numbers by the usual sum of groups: hundreds inside, scales outside."""
    total, group, end, scaled = 0.0, 0.0, at, False
    at_first = True
    open_ones = open_tens = True
    while end < len(pieces) and end - at < _LONGEST_WORDS:
        step = _over_joint(pieces, end, at_first)
        low = pieces[step].low
        if (
            low in words.ones
            and open_ones
            and not (low in ("a", "an") and not _scale_follows(pieces, step, words))
        ):
            group, open_ones, open_tens = group + words.ones[low], False, False
        elif low in words.tens and open_tens and open_ones:
            group, open_tens = group + words.tens[low], False
        elif low == "hundred" and 0 < group < 100:
            group, open_ones, open_tens = group * 100, True, True
        elif low in words.scales and low != "hundred" and group > 0:
            total, group, open_ones, open_tens, scaled = (
                total + group * words.scales[low],
                0.0,
                True,
                True,
                True,
            )
        else:
            break
        end, at_first = step + 1, False
    if end == at:
        return None
    value = total + group
    half = _and_a_half(pieces, end)
    if half and group > 0:
        end, value = half, value + 0.5
        return _scaled(pieces, Number(end, value, digits=False), words)
    return Number(end, value, digits=False, scaled=scaled)


def _over_joint(pieces: Pieces, end: int, at_first: bool) -> int:
    """Steps over the hyphen of "twenty-five" and the "and" of "two hundred and five"."""
    if at_first or end + 1 >= len(pieces):
        return end
    here, after = pieces[end], pieces[end + 1]
    words = number_words()
    if (
        here.text == "-"
        and here.glued
        and after.glued
        and (after.low in words.ones or after.low in words.scales)
    ):
        return end + 1
    before = pieces[end - 1].low
    if here.low == "and" and before in words.scales and (after.low in words.ones or after.low in words.tens):
        return end + 1 if after.low not in ("a", "an") else end
    return end


def _scale_follows(pieces: Pieces, at: int, words: NumberWords) -> bool:
    return at + 1 < len(pieces) and pieces[at + 1].low in words.scales


def _and_a_half(pieces: Pieces, end: int) -> int | None:
    low = tuple(piece.low for piece in pieces[end : end + 3])
    if low == ("and", "a", "half"):
        return end + 3
    return None
