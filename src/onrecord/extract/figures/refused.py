"""Numbers that are no quantities: names, list marks, addresses, scores, ordinals, phone numbers, pronouns."""

from __future__ import annotations

import re

from onrecord.extract.figures.naming import Amount
from onrecord.extract.figures.phrases import is_plural
from onrecord.extract.grammar.pieces import Piece, Pieces
from onrecord.knowledge.quantities import figure_words

_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_LARGEST_SCORE = 199
_SMALL = 12  # spelled-out numbers up to it may stand for persons or places in a list
_VERBS_TOO = frozenset(
    {"act", "mark", "order", "call", "catch", "train", "rank", "step", "question", "issue"}
)
_LEADS = frozenset(
    {"on", "the", "at", "in", "to", "by", "as", "from", "with", "for", ",", "", ".", "but", "and", "that"}
)
_GROUPS = 6  # groups of digits in a phone number at most
_INDEX_SIZES = frozenset(
    {20, 30, 35, 40, 50, 60, 100, 200, 225, 250, 300, 350, 400, 500, 600, 1000, 2000, 3000, 5000}
)
_NOT_NAMES = frozenset({"I", "U.S.", "US", "UK", "EU", "UN", "NATO"})  # "US 155 mm shell" counts
_YEAR_LEADS = frozenset({"in", "by", "since", "until", "till", "before", "after", "during", "through"})


def refused(pieces: Pieces, amount: Amount, has_noun: bool) -> bool:
    """True where the number is a name or a place in a list and not how much or how many."""
    if amount.currency is not None or amount.rule in ("figure.ordinal", "figure.multiple", "figure.one-of"):
        return False
    first = pieces[amount.start]
    after = pieces[amount.number_end] if amount.number_end < len(pieces) else None
    if first.kind == "word":
        return _spelled_refused(pieces, amount, has_noun)
    if first.kind == "number" and (_joined(pieces, amount, after) or _written_as_code(pieces, amount)):
        return True
    if amount.rule in ("figure.measure", "figure.share", "figure.age") and amount.unit not in (
        "times",
        "point",
    ):
        return False
    return (
        _labelled(pieces, amount, has_noun)
        or _list_mark(pieces, amount)
        or _score(pieces, amount, has_noun)
        or _loose_year(pieces, amount, has_noun)
    )


def _joined(pieces: Pieces, amount: Amount, after: Piece | None) -> bool:
    """Numerals that are part of a word: F-16, G7, COVID-19, 75th, 5G, 1990s, 10:35, 737-800."""
    first, before = pieces[amount.start], pieces[amount.start - 1] if amount.start else None
    pieces_before = pieces[amount.start - 2].low if amount.start >= 2 else ""
    if (
        before is not None
        and first.glued
        and before.text not in "([{\"'“‘~–—<>+=/,≈…&;"
        and before.text != "-"
    ):
        return not (before.text == "." and amount.start >= 2)
    if before is not None and first.glued and before.text == "-" and before.glued:
        return pieces_before not in ("sub", "minus")
    if after is None or not after.glued or amount.rule in ("figure.measure", "figure.share", "figure.age"):
        return False
    if after.kind == "word":
        return after.low not in ("'s",)
    return after.text in (":", "/", "_", "°", "\\") or (after.text == "'" and amount.unit is None)


def _written_as_code(pieces: Pieces, amount: Amount) -> bool:
    text = pieces[amount.start].text
    if re.match(r"0\d", text) or _dialled(pieces, amount.start):
        return True
    run = pieces[amount.start : amount.start + 5]
    joined = "".join(
        piece.text if position == 0 or piece.glued else " " for position, piece in enumerate(run)
    )
    if amount.value is None:
        return bool(re.match(r"\d+-\d+-\d+", joined, re.ASCII))
    return bool(re.match(r"\d{3}[- ]\d{3,4}([- ]\d|$)|\d+-\d+-\d+|\d{3}-\d{4}\b", joined, re.ASCII))


def _dialled(pieces: Pieces, at: int) -> bool:
    """True for one of the groups of a phone number: "020 7946 0018", "+44 1632 960961"."""
    first = last = at
    while first > 0 and at - first < _GROUPS and _is_group(pieces[first - 1]):
        first -= 1
    while last + 1 < len(pieces) and last - at < _GROUPS and _is_group(pieces[last + 1]):
        last += 1
    if first > 1 and pieces[first - 2].text == "+" and pieces[first - 1].text.isdigit():
        first -= 1  # "+44"
    groups = sum(piece.kind == "number" for piece in pieces[first : last + 1])
    lead = pieces[first - 1].text if first else ""
    digits = sum(len(piece.text) for piece in pieces[first : last + 1] if piece.kind == "number")
    return (groups > 2 and digits > 6) or (groups > 1 and (lead == "+" or pieces[first].text.startswith("0")))


def _is_group(piece: Piece) -> bool:
    return (piece.text.isdigit() and piece.kind == "number" and not piece.glued) or (
        piece.text == "-" and piece.glued
    )


def _labelled(pieces: Pieces, amount: Amount, has_noun: bool) -> bool:
    """Numbers after a word that numbers things (Article 5, Resolution 1325), or after a name (Euro 2020,
    Big 12)."""
    if not amount.start:
        return False
    words = figure_words()
    before = pieces[amount.start - 1]
    if before.low in words.indexes and amount.value in _INDEX_SIZES and amount.unit != "point":
        return True
    if has_noun and _singular(pieces, amount) and _named_before(pieces, amount.start):
        return True
    if before.text in (".", "'") and amount.start >= 2:
        before = (
            pieces[amount.start - 2]
            if pieces[amount.start - 2].low in ("no", "nos", "art", "sec", "vol", "fig")
            else before
        )
        if before.low in ("no", "nos", "art", "sec", "vol", "fig"):
            return True
    if before.low in words.labels:
        if before.low not in words.labels_only_capitalised:
            return True
        if not before.text[:1].isupper():
            return amount.digits and not has_noun and not before.low.endswith("s")
        return not (has_noun and amount.start == 1 and before.low in _VERBS_TOO)
    if before.low in ("and", "or", "to", ",") and amount.start >= 3 and not has_noun:
        two = pieces[amount.start - 3]
        return two.low in words.labels and pieces[amount.start - 2].kind == "number"
    if (
        has_noun
        or before.kind != "word"
        or not before.text[:1].isupper()
        or before.text in ("I", "U.S.", "US")
    ):
        return False
    return amount.start >= 2 and pieces[amount.start - 2].text not in '.!?"“:' and len(before.text) > 1


def _named_before(pieces: Pieces, start: int) -> bool:
    """True where a name stands before, inside its sentence: "the Stoxx 600 index", "HIV 2 drug"."""
    before = pieces[start - 1]
    inside = start >= 2 and pieces[start - 2].text not in '.!?"“:'
    return before.kind == "word" and before.text[:1].isupper() and before.text not in _NOT_NAMES and inside


def _singular(pieces: Pieces, amount: Amount) -> bool:
    """True where a number above one stands before a singular noun without a hyphen: "iPhone 12 deal"."""
    return (
        amount.digits
        and not amount.hyphen
        and amount.value not in (1, None)
        and amount.unit is not None
        and amount.rule == "figure.count"
        and not is_plural(pieces[amount.end - 1])
    )


def _list_mark(pieces: Pieces, amount: Amount) -> bool:
    """Numbers that number a list: "1. ", "2) ", "(3)"."""
    after = pieces[amount.end].text if amount.end < len(pieces) else ""
    before = pieces[amount.start - 1].text if amount.start else ""
    bare = amount.end == amount.number_end
    if (
        after == ")"
        and bare
        and pieces[amount.end].glued
        and before in ("(", "")
        and (amount.value or 0) < 100
    ):
        return True
    return amount.start == 0 and after in (".", ")", ":") and pieces[amount.end].glued


def _score(pieces: Pieces, amount: Amount, has_noun: bool) -> bool:
    """Scores and odds: "won 2-1", "a 9-2 lead"."""
    run = pieces[amount.start : amount.start + 3]
    if (
        len(run) < 3
        or run[1].text not in "-–"
        or run[2].kind != "number"
        or not (run[1].glued and run[2].glued)
    ):
        return False
    small = all(piece.text.isdigit() and int(piece.text) <= _LARGEST_SCORE for piece in (run[0], run[2]))
    return small and not has_noun and amount.unit is None


def _loose_year(pieces: Pieces, amount: Amount, has_noun: bool) -> bool:
    """Years that no date holds: "2023", "by 2120", "in 1648"."""
    if has_noun or amount.end != amount.start + 1:
        return False
    text = pieces[amount.start].text
    if re.fullmatch(r"(19|20)\d\d", text):
        return True
    led = amount.start > 0 and pieces[amount.start - 1].low in _YEAR_LEADS
    return led and re.fullmatch(r"1[0-8]\d\d|21\d\d", text) is not None


def _spelled_refused(pieces: Pieces, amount: Amount, has_noun: bool) -> bool:
    """ "one" as a pronoun, "a" without a number, idioms."""
    first = pieces[amount.start].low
    before = pieces[amount.start - 1].low if amount.start else ""
    after = pieces[amount.end].low if amount.end < len(pieces) else ""
    if (
        amount.end < len(pieces)
        and pieces[amount.end].text == "-"
        and pieces[amount.end].glued
        and not has_noun
        and amount.unit is None
    ):
        return True
    if pieces[amount.start].text[:1].isupper() and _part_of_name(pieces, amount):
        return True
    last = pieces[amount.end - 1].low
    if amount.value == 1 and first == "one" and _pronoun_phrase(before, last, after):
        return True
    if amount.value == 1 and amount.end == amount.start + 1 and first == "one":
        return (
            before in figure_words().one_before
            or (after in figure_words().one_after and not has_noun)
            or after == "of"
            or not (has_noun or amount.unit)
        )
    if first in ("a", "an") and amount.unit is None and amount.value == 1:
        return True
    if amount.rule == "figure.number" and not has_noun and (amount.value or 0) <= _SMALL:
        listed = before in (",", "and", ";", ":") and after == ","  # "one, his temper, and two, his words"
        return before in ("the", "those", "these") or listed or _hyphenated(pieces, amount)
    return _hyphenated(pieces, amount)


def _hyphenated(pieces: Pieces, amount: Amount) -> bool:
    return amount.start > 0 and pieces[amount.start - 1].low == "-" and pieces[amount.start].glued


def _pronoun_phrase(before: str, last: str, after: str) -> bool:
    """ "on one hand", "at one point", "One example is": phrases that count nothing."""
    if after == "another":
        return True
    led = before in _LEADS
    return led and last in figure_words().one_nouns


def _part_of_name(pieces: Pieces, amount: Amount) -> bool:
    """ "Apple One's plan", "Group of Seven": a capital inside a sentence, after a name."""
    at = amount.start
    if at and pieces[at - 1].low == "of" and at >= 2:
        return pieces[at - 2].text[:1].isupper() and pieces[at - 2].low in ("group", "gang", "house", "band")
    follower = pieces[at + 1] if at + 1 < len(pieces) else None
    if pieces[at].low == "one" and follower is not None and follower.low == "'s":
        return True
    capital = follower is not None and follower.text[:1].isupper()
    return at > 0 and _named_before(pieces, at) and not capital
