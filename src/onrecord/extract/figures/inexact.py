"""Amounts that are no plain number: "dozens", "a third of", "one in five", "doubled", "75th anniversary"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.figures.naming import Amount, named
from onrecord.extract.figures.phrases import is_plural
from onrecord.extract.grammar.numbers import number_at, numeral
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.numbers import number_words
from onrecord.knowledge.quantities import figure_words

_WHOLES = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000})
_RATIOS = (("in",), ("in", "every"), ("out", "of"), ("out", "of", "every"), ("of", "every"))
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_HALF_OF_PERIOD = frozenset(
    {"first", "second", "latter", "other", "each", "either", "every", "opening", "final"}
)
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "those", "these"})
_PLAIN_MULTIPLES = frozenset({"double", "triple", "twice", "quadruple", "treble", "halves", "thrice"})


def vague(pieces: Pieces, at: int) -> Amount | None:
    """Reads "dozens of", "tens of thousands of people", "hundreds were killed"."""
    low = tuple(piece.low for piece in pieces[at : at + 4])
    for phrase, least, most in number_words().vague:
        if low[: len(phrase)] != phrase:
            continue
        if at and pieces[at - 1].kind == "number":
            return None
        end = at + len(phrase)
        of = end + 1 if end < len(pieces) and pieces[end].low == "of" else end
        amount = Amount(at, end, of, "figure.vague", None, low=least, high=most, digits=False)
        if of < len(pieces):
            found = named(pieces, replace(amount, end=of))
            if found.currency is not None or found.unit is not None:
                return found
        return amount
    return None


def fraction(pieces: Pieces, at: int) -> Amount | None:
    """Reads "a third of", "two-thirds", "half of the", "nearly half", "one-fifth": a share of a whole."""
    words = number_words()
    low = tuple(piece.low for piece in pieces[at : at + 4])
    after: int
    if low[0] in ("half", "halves") and low[0] == "half":
        above, below, after = 1.0, 2, at + 1
        if at and pieces[at - 1].low in _HALF_OF_PERIOD:
            return None
        if low[1:2] not in (
            ("of",),
            ("the",),
            ("its",),
            ("their",),
            ("his",),
            ("our",),
            ("that",),
            ("this",),
            ("all",),
            ("those",),
        ):
            return None
    else:
        number = words.ones.get(low[0])
        if number is None or len(low) < 2:
            return None
        step = 2 if low[1] == "-" and len(low) > 2 else 1
        denominator = words.denominators.get(low[step])
        if denominator is None or (low[step].endswith("s") != (number > 1)) or number >= denominator:
            return None
        above, below, after = number, denominator, at + step + 1
        if number == 1 and low[0] in ("a", "an") and not _share_follows(pieces, after):
            return None
        if (
            low[step] in ("quarter", "quarters", "second")
            and after < len(pieces)
            and pieces[after].low not in ("of", "the")
        ):
            return None
    of = after + 1 if after < len(pieces) and pieces[after].low == "of" else after
    return Amount(at, after, of, "figure.fraction", round(above / below, 16), unit="share", digits=False)


def _share_follows(pieces: Pieces, at: int) -> bool:
    return at < len(pieces) and pieces[at].low in ("of", "the", "as", "more", "less")


def ratio(pieces: Pieces, at: int) -> Amount | None:
    """Reads "one in five", "nine out of ten", "two of every three" as a share."""
    above = number_at(pieces, at)
    if above is None or above.scaled or above.end + 1 >= len(pieces):
        return None
    low = tuple(piece.low for piece in pieces[above.end : above.end + 3])
    joint = next((joint for joint in reversed(_RATIOS) if low[: len(joint)] == joint), None)
    begin = above.end + len(joint) if joint is not None else len(pieces)
    if begin >= len(pieces):
        return None
    below = number_at(pieces, begin)
    if below is None or below.value not in _WHOLES or not 0 < above.value < below.value:
        return None
    if low[0] == "in" and len(joint or ()) == 1 and not _may_be_share(pieces, at, below.end):
        return None
    value = round(above.value / below.value, 16)
    return Amount(at, below.end, below.end, "figure.fraction", value, unit="share", digits=False)


def _may_be_share(pieces: Pieces, at: int, end: int) -> bool:
    """ "three in 10 days" and "born in 12 ..." are none: what follows is no length of time."""
    after = pieces[end].low if end < len(pieces) else ""
    lengths = (
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "decade",
        "second",
        "game",
        "match",
        "%",
        "percent",
        "-",
    )
    return not after.startswith(lengths) and (at == 0 or pieces[at - 1].low not in ("the", "these", "all"))


def multiple(pieces: Pieces, at: int) -> Amount | None:
    """Reads "doubled its budget", "twice as many", "a threefold increase" as so many times as much."""
    low = pieces[at].low
    value = figure_words().multiples.get(low)
    if value is None or (pieces[at].text[:1].isupper() and at > 0):
        return None
    after = pieces[at + 1].low if at + 1 < len(pieces) else "."
    if after in ("down", "up", "back", "as", "over") and low.endswith("ing"):
        return None  # "doubling down"
    if low in _PLAIN_MULTIPLES and (
        after not in figure_words().multiplied - {"in", ",", ".", "over"}
        or (after == "to" and low == "twice")
    ):
        return None
    if after in figure_words().multiplied or low.endswith(("fold", "ed", "ing")):
        return Amount(at, at + 1, at + 1, "figure.multiple", value, unit="times", digits=False)
    return None


def ordinal(pieces: Pieces, at: int) -> Amount | None:
    """Reads "75th anniversary", "32nd member", "third consecutive year": how many there have been."""
    words, low = figure_words(), pieces[at].low
    value: float | None = None
    end = at + 1
    if (
        pieces[at].kind == "number"
        and end < len(pieces)
        and pieces[end].low in _ENDINGS
        and pieces[end].glued
    ):
        value, end = numeral(pieces[at].text), end + 1
    else:
        long = tuple(piece.low for piece in pieces[at : at + 3])
        for phrase in (long, long[:1]):
            if phrase in number_words().ordinals:
                value, end = float(number_words().ordinals[phrase]), at + len(phrase)
                break
    if value is None or value != int(value):
        return None
    for place in range(end, min(len(pieces), end + 3)):
        word = pieces[place].low
        if word in words.ordinals:
            last = place
            if word in ("consecutive", "straight", "successive") and place + 1 < len(pieces):
                last = place + 1
            unit = " ".join(piece.low for piece in pieces[end : last + 1])
            return Amount(at, last + 1, last + 1, "figure.ordinal", value, unit=unit, digits=low.isdigit())
        if pieces[place].kind != "word" or word in words.stops:
            return None
    return None


def part_of_unit(pieces: Pieces, at: int) -> Amount | None:
    """Reads "half a mile", "a half turn", "three quarters of an hour"."""
    low = tuple(piece.low for piece in pieces[at : at + 6])
    for lead, value in number_words().parts_of_scale:
        if low[: len(lead)] != lead:
            continue
        rest = low[len(lead) :]
        gaps = (("of", "a"), ("of", "an"), ("a",), ("an",), ())
        skip = next(len(gap) for gap in gaps if rest[: len(gap)] == gap)
        bare = Amount(at, at + len(lead) + skip, at + len(lead) + skip, "figure.number", value, digits=False)
        found = named(pieces, bare)
        if found.unit is not None and found.currency is None and not found.unit.startswith("percent"):
            return found if skip or lead[0] == "a" or "quarters" in lead else None
    return None


def one_of(pieces: Pieces, at: int) -> Amount | None:
    """Reads "one of the students" as one; "one of the tallest" characterises and counts nothing."""
    low = tuple(piece.low for piece in pieces[at : at + 3])
    if len(low) < 3 or low[:2] != ("one", "of") or low[2] not in _DETERMINERS:
        return None
    for piece in pieces[at + 3 : at + 7]:
        if piece.low in (
            "most",
            "least",
            "best",
            "worst",
            "main",
            "key",
            "few",
            "more",
            "many",
        ) or piece.low.endswith("est"):
            return None
        if piece.kind != "word" or piece.low in figure_words().stops:
            return None
        if is_plural(piece):
            if piece.low.removesuffix("s") in figure_words().one_nouns:
                return None  # "one of the things"
            return Amount(at, at + 1, at + 3, "figure.one-of", 1.0, digits=False, number_end=at + 1)
    return None
