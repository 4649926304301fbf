"""Giver, recipient and whole where there is no tree: read off the words' order alone."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.extract.figures.naming import Amount
from onrecord.extract.figures.phrases import phrase_end
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.quantities import figure_words

_REACH = 9  # words between a verb of giving and its amount
_AUXILIARIES = frozenset({"has", "have", "had", "will", "also", "already", "would"})
_Places = tuple[int, int]


def plain_whole(doc: Doc, pieces: Pieces, amount: Amount) -> _Places | None:
    """The name after "of": "30 members of the alliance"."""
    if amount.rule != "figure.count" or amount.end + 1 >= len(pieces) or pieces[amount.end].low != "of":
        return None
    begin = amount.end + 1
    end = phrase_end(doc, pieces, begin)
    named = any(piece.text[:1].isupper() for piece in pieces[begin:end])
    if end == begin or not (named or pieces[begin].low == "the"):
        return None
    return begin, end


def plain_recipient(doc: Doc, pieces: Pieces, amount: Amount) -> _Places | None:
    """The name after "to" or "for" that follows the amount and what it is of."""
    at = amount.end
    if at < len(pieces) and pieces[at].low in ("in", "of", "worth"):
        at = phrase_end(doc, pieces, at + 1)
    if (
        at + 1 >= len(pieces)
        or pieces[at].low not in ("to", "for")
        or (at == amount.end and amount.currency is None)
    ):
        return None
    begin = at + 2 if pieces[at + 1].low == "the" else at + 1
    end = begin
    while end < len(pieces) and pieces[end].kind == "word" and pieces[end].text[:1].isupper():
        end += 1
    return (begin, end) if end > begin else None


def plain_giver(pieces: Pieces, amount: Amount) -> _Places | None:
    """The name right before a verb of giving that stands close before the amount."""
    for place in range(amount.start - 1, max(0, amount.start - _REACH), -1):
        if pieces[place].text in ".;!?":
            return None
        if pieces[place].low not in figure_words().giving:
            continue
        end = place
        while end > 0 and pieces[end - 1].low in _AUXILIARIES:
            end -= 1
        begin = end
        while begin > 0 and pieces[begin - 1].kind == "word" and pieces[begin - 1].text[:1].isupper():
            begin -= 1
        begin = begin + 1 if pieces[begin].low == "the" else begin
        return (begin, end) if end > begin else None
    return None
