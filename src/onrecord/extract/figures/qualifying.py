"""Words around an amount that qualify it ("nearly", "or more") or say that it rose or fell."""

from __future__ import annotations

from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.quantities import figure_words

_ADDED = frozenset({"additional", "another", "extra", "further", "record", "total"})
_REACH = 7  # words between "rose" and its amount at most
_CLAUSE_ENDS = frozenset(".;:!?")


def qualified(pieces: Pieces, start: int, end: int, least: int) -> tuple[int, int, str | None]:
    """The amount's start and end with its qualifying words, and the qualifier's canonical name or None."""
    begin = start
    while begin > least and pieces[begin - 1].low in _ADDED:
        begin -= 1
    words = figure_words()
    for phrase, name in words.qualifiers:
        lead = begin - len(phrase)
        if lead < least or tuple(piece.low for piece in pieces[lead:begin]) != phrase:
            continue
        if name == "up to" and lead > 0 and pieces[lead - 1].low in words.not_up_to:
            continue
        return lead, end, name
    for phrase, name in words.after:
        if tuple(piece.low for piece in pieces[end : end + len(phrase)]) == phrase:
            return begin, end + len(phrase), name
    return begin, end, None


def change_before(pieces: Pieces, start: int) -> str | None:
    """Whether the amount is what something rose or fell by or to: the nearest such verb in the clause
    before it."""
    words = figure_words()
    for place in range(start - 1, max(-1, start - 1 - _REACH), -1):
        piece = pieces[place]
        if (piece.text in _CLAUSE_ENDS and piece.text != ".") or piece.kind == "number":
            return None
        if piece.text == ".":
            return None
        direction = words.change.get(piece.low)
        if direction is not None and not (piece.low == "up" and pieces[place + 1].low == "to"):
            return direction
    return None
