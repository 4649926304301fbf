"""Who gives an amount and who receives it, of whom it is a number, and as of when, where the words say so plainly."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.extract.figures.amounts import Amount
from onrecord.extract.figures.phrases import phrase_end, words_of
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.quantities import figure_words
from onrecord.shapes import Article, DateFound

_REACH = 9


def roles(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> dict[str, str | None]:
    """The giver, the recipient and of whom: each None where the words do not say it."""
    return {"giver": None, "recipient": None, "of_whom": None}


def as_of(
    article: Article, pieces: Pieces, amount: Amount, dates: Sequence[DateFound]
) -> dict[str, str | None]:
    """The days for which the figure holds."""
    return {"as_of_earliest": None, "as_of_latest": None}
