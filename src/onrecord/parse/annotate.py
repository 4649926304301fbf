"""Writes a reading into a spaCy Doc: tags, lemmas, trees, sentences, names, attributions, coreference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc, Span

from onrecord.parse.attribution import Floats
from onrecord.parse.coreference import MentionScores, coreference
from onrecord.parse.frame import Frame
from onrecord.parse.lemma import Lemmas
from onrecord.parse.reading import Reading
from onrecord.shapes.attribution import Attribution

OUTSIDE = "outside"
"""The relation of words that lie in no block."""


def annotate(doc: Doc, base: Lemmas, laid: Frame, reading: Reading) -> None:
    """Writes `reading` into `doc`, whose tokens are those of `laid`."""
    place, words = laid.chosen, laid.words
    number = doc.vocab.strings.add
    space, outside, dep = number("SPACE"), number(OUTSIDE), number("dep")
    rows = np.zeros((len(words), 5), dtype=np.int64)
    blank = np.fromiter((word.isspace() for word in words), dtype=bool, count=len(words))
    rows[:, 3] = np.where(blank, dep, outside)
    rows[blank, 0], rows[blank, 1] = number("_SP"), space
    for i in np.flatnonzero(blank).tolist():
        rows[i, 2] = _signed(number(words[i]))
    numbers = {text: _signed(number(text)) for text in {*reading.upos, *reading.xpos, *reading.relation}}
    lemmas = [_signed(number(base.of(words[i], tag))) for i, tag in zip(place, reading.xpos, strict=True)]
    rows[place, 0] = [numbers[tag] for tag in reading.xpos]
    rows[place, 1] = [numbers[tag] for tag in reading.upos]
    rows[place, 2] = lemmas
    rows[place, 3] = [numbers[relation] for relation in reading.relation]
    rows[:, 4] = np.array(_heads(laid, reading, blank.tolist()), dtype=np.int64) - np.arange(len(words))
    if words:
        unsigned: Any = rows.view(np.uint64)
        doc.from_array(["TAG", "POS", "LEMMA", "DEP", "HEAD"], unsigned)
    doc.set_ents([Span(doc, place[a], place[b - 1] + 1, label=kind) for a, b, kind in reading.names])
    _add_attributions(doc, tuple(_in_tokens(a, place) for a in reading.attributions))


def add_coreference(doc: Doc, laid: Frame, reading: Reading, distance: Floats | None) -> None:
    """Writes `user_data["coreference"]` where the model gives it."""
    if reading.mentions is None or distance is None:
        return
    scores = MentionScores(*reading.mentions, distance)
    doc.user_data["coreference"] = coreference(doc, laid.chosen, scores)


def _signed(number: int) -> int:
    """A hash of 64 bits as numpy's signed integer of the same bits."""
    return number - (1 << 64) if number >= 1 << 63 else number


def _add_attributions(doc: Doc, attributions: tuple[Attribution, ...]) -> None:
    for role in ("source", "cue", "content"):
        doc.spans[role] = [Span(doc, a, b, label=role) for a, b in _spans(attributions, role)]
    doc.user_data["attributions"] = attributions


def _heads(laid: Frame, reading: Reading, blank: Sequence[bool]) -> list[int]:
    """Head token numbers of all tokens.

    White space hangs on the token before it (at the start of the text on the one after it). What
    lies outside the blocks hangs on the first token of its stretch. spaCy needs a head for each
    token, or its sentences run on into whatever follows.
    """
    place, count = laid.chosen, len(laid.words)
    heads = [-1] * count
    for word, token in enumerate(place):
        head = reading.head[word]
        heads[token] = token if head < 0 else place[head]
    beside = next((i for i, empty in enumerate(blank) if not empty), 0)
    outside = False
    for i in range(count):
        if heads[i] >= 0:
            beside, outside = i, False
        elif blank[i]:
            heads[i] = beside
        else:
            beside, outside = (beside if outside else i), True
            heads[i] = beside
    return heads


def _in_tokens(found: Attribution, place: Sequence[int]) -> Attribution:
    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return place[span[0]], place[span[1] - 1] + 1

    return Attribution(
        None if found.source is None else moved(found.source),
        None if found.cue is None else moved(found.cue),
        tuple(moved(span) for span in found.content),
        found.score,
    )


def _spans(attributions: Sequence[Attribution], role: str) -> Iterator[tuple[int, int]]:
    seen = set()
    for found in attributions:
        spans = found.content if role == "content" else (found.source if role == "source" else found.cue,)
        for span in spans:
            if span is not None and span not in seen:
                seen.add(span)
                yield span
