"""Marks on one report alone: worded by a synonym replacer, or by a machine translation. Scores, not
verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from spacy.tokens import Doc, Token

from onrecord.extract.wording import spun, translated
from onrecord.shapes import Article, Mark, Span

__all__ = ["marks", "scores", "spun_words"]

Kind = Literal["spun", "machine-translated"]
Own = tuple[list[Token], list[tuple[int, int]]]
Scored = tuple[float, Sequence[tuple[int, int]]]

_MARKED = 0.5


def marks(article: Article, doc: Doc) -> tuple[Mark, ...]:
    """The marks of one report, each with its score and the words that show it.

    In: the article and its Doc. Out: at most one mark "spun" and one "machine-translated"; none where the
    score is under 0.5, which fewer than one native report in a hundred reaches, or where no words show it.
    Example: a report that says "the chief clergyman" and "now no longer ultimatums" is marked spun, with
    these words.
    """
    own = _own(article, doc)
    return (
        *_mark(article, "spun", *_spun(article, doc, own)),
        *_mark(article, "machine-translated", *_translated(article, own)),
    )


def spun_words(article: Article, doc: Doc) -> Scored:
    """The score "spun" of a report, marked or not, and the places that show it."""
    return _spun(article, doc, _own(article, doc))


def scores(article: Article, doc: Doc) -> tuple[float, float]:
    """Both scores of a report, marked or not: spun, machine-translated."""
    own = _own(article, doc)
    return _spun(article, doc, own)[0], _translated(article, own)[0]


def _spun(article: Article, doc: Doc, own: Own) -> Scored:
    found = spun.signs(doc, own[0], article.shadow, own[1])
    return spun.score(found), spun.shown(found)


def _translated(article: Article, own: Own) -> Scored:
    found = translated.garbled(own[0], article.shadow, own[1])
    return translated.score(found), translated.shown(found)


def _mark(article: Article, kind: Kind, score: float, places: Sequence[tuple[int, int]]) -> tuple[Mark, ...]:
    if score < _MARKED or not places:
        return ()
    return (Mark(kind, score, tuple(Span.cut(article.text, a, b) for a, b in places), f"wording.{kind}"),)


def _own(article: Article, doc: Doc) -> Own:
    """The tokens of passages that are the report's own and English, and where these passages stand."""
    blocks = [
        (passage.span.start, passage.span.end)
        for passage in article.passages
        if not passage.furniture and passage.language in ("en", "und")
    ]
    return _inside(doc, blocks), blocks


def _inside(doc: Doc, blocks: Sequence[tuple[int, int]]) -> list[Token]:
    out: list[Token] = []
    at = 0
    for token in doc:
        while at < len(blocks) and blocks[at][1] <= token.idx:
            at += 1
        if (at < len(blocks) and blocks[at][0] <= token.idx) or (token.is_space and out):
            out.append(token)
    return out
