"""What an amount measures: "military aid" in "$30 billion in military aid to Ukraine"."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.extract.figures.amounts import Amount
from onrecord.extract.figures.phrases import phrase_end, words_of
from onrecord.extract.grammar.pieces import Pieces

_INTO = frozenset({"in", "of"})


def measured(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """The noun phrase that the amount is of, or None where the words do not say it plainly."""
    if amount.rule in ("figure.count", "figure.vague") and amount.unit is not None:
        return _counted(text, doc, pieces, amount)
    at = amount.end
    if at >= len(pieces):
        return _before(text, doc, pieces, amount)
    if pieces[at].low == "worth" and at + 1 < len(pieces) and pieces[at + 1].low == "of":
        at += 1
    if pieces[at].low in _INTO:
        end = phrase_end(doc, pieces, at + 1)
        if end > at + 1:
            return words_of(text, pieces, _without_article(pieces, at + 1), end)
    if amount.rule == "figure.fraction" and amount.noun > at:
        return words_of(
            text, pieces, _without_article(pieces, amount.noun), phrase_end(doc, pieces, amount.noun)
        )
    if pieces[at].kind == "word":
        end = phrase_end(doc, pieces, at)
        if end > at:
            return words_of(text, pieces, at, end)
    return _before(text, doc, pieces, amount)


def _counted(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """The counted noun with what follows it after "of": "members of the alliance"."""
    begin = amount.noun
    while begin < len(pieces) and pieces[begin].kind == "sign":
        begin += 1
    end = amount.end
    if end < len(pieces) and pieces[end].low == "of":
        end = max(end, phrase_end(doc, pieces, end + 1))
    return words_of(text, pieces, begin, end)


def _before(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """The noun in "a fine of $3 billion", "an interest rate of 1.38pc"."""
    at = amount.start - 1
    if at < 1 or pieces[at].low != "of":
        return None
    begin = at
    while begin > 0 and at - begin < 5 and pieces[begin - 1].kind == "word":
        if phrase_end(doc, pieces, begin - 1) < at:
            break
        begin -= 1
    return words_of(text, pieces, _without_article(pieces, begin), at)


def _without_article(pieces: Pieces, at: int) -> int:
    return at + 1 if at < len(pieces) and pieces[at].low in ("the", "a", "an") else at
