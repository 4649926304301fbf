"""Amounts that are no exact number: "dozens", "tens of thousands", "a third of", "two-thirds"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.figures.naming import Amount, named
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.numbers import number_words


def vague(pieces: Pieces, at: int) -> Amount | None:
    """Reads "dozens of", "tens of thousands of people", "hundreds were killed"."""
    low = tuple(piece.low for piece in pieces[at : at + 3])
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
