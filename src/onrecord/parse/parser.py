"""The one pass over a report: text and blocks in, an analysed spaCy Doc out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, Span

from onrecord.parse.annotate import OUTSIDE, add_coreference, annotate
from onrecord.parse.attribution import Floats
from onrecord.parse.english import english
from onrecord.parse.frame import Block, Frame, frame, lines
from onrecord.parse.instead import Instead
from onrecord.parse.labels import Labels
from onrecord.parse.model_file import Model
from onrecord.parse.pieces import features
from onrecord.parse.reading import Part, Reading, Seen, joined, never_first, part, sentence_starts
from onrecord.parse.windows import walk

__all__ = ["OUTSIDE", "WIDTH", "Parser"]

WIDTH = 384


class Parser:
    """Reads reports with one model. Not for use by several threads at once; one a process."""

    def __init__(self, folder: Path, provider: str = "cpu", instead: Instead | None = None) -> None:
        """Opens the model in `folder`; raises ModelError where it is missing or damaged."""
        self._model = Model(folder, provider)
        self._instead = instead
        self._language = english()

    @property
    def labels(self) -> Labels:
        """The model's label lists."""
        return self._model.labels

    def doc(self, text: str, blocks: Sequence[Block]) -> Doc:
        """Analyses the blocks of a report.

        Args:
            text: the whole report, any string.
            blocks: half-open code point ranges of its paragraphs, in order, not overlapping.

        Returns:
            A Doc whose tokens add up to `text`. Inside blocks it has tags, lemmas, trees, sentences,
            `ents`, `spans["source"|"cue"|"content"]` and, in `user_data`, "attributions" (a tuple of
            Attribution), "vectors" (an array [blocks, 384]), "states" (the model's digest, the numbers
            of the tokens read and the state of each, an array [tokens read, 384] in 16 bits) and, where
            the model has it, "coreference" (a tuple of Coreference). Tokens outside blocks have no tag,
            and the relation OUTSIDE; each stretch of them counts as one sentence.
        """
        laid = frame(self._language, text, blocks)
        doc = Doc(self._language.vocab, words=laid.words, spaces=laid.spaces)
        states = self._write(doc, laid, len(blocks))
        if states is not None:
            doc.user_data["states"] = (self._model.digest, laid.chosen, states.astype(np.float16))
        return doc

    def annotate(self, doc: Doc) -> None:
        """Analyses a Doc that has tokens only, in place; each line of its text is a block of its own."""
        laid, blocks = lines(doc)
        self._write(doc, laid, blocks)
        block = np.asarray(laid.block, dtype=np.int64)
        edges = np.searchsorted(block, np.arange(blocks + 1)).tolist()
        doc.spans["passages"] = [
            Span(doc, laid.chosen[a], laid.chosen[b - 1] + 1, label="passage") for a, b in pairwise(edges)
        ]

    def _write(self, doc: Doc, laid: Frame, blocks: int) -> Floats | None:
        words = [laid.words[i] for i in laid.chosen]
        reading, vectors = self.read(words, laid, blocks)
        states = reading.states
        if self._instead is not None:
            reading = self._instead.put(reading, words, laid)
        annotate(doc, self._model.lemmas, laid, reading)
        add_coreference(doc, laid, reading, self._model.mention_distance)
        doc.user_data["vectors"] = vectors
        return states

    def read(
        self, words: Sequence[str], laid: Frame, blocks: int, firsts: Sequence[bool] | None = None
    ) -> tuple[Reading, Floats]:
        """Labels of `words`, the chosen words of `laid`, and the mean state of each of the blocks.

        Args:
            firsts: where sentences start, if that is known; else the model says.
        """
        model = self._model
        pieces = model.pieces.of(words)
        marks = features(words, laid.spaced, laid.starts)
        never = never_first(words, marks)
        known = None if firsts is None else np.asarray(firsts, dtype=bool)
        held: Seen | None = None

        def starts(start: int, end: int) -> list[int]:
            nonlocal held
            seen = marks[start:end]
            scores = model.scores(pieces[start:end], seen)
            found = known[start:end] if known is not None else None
            if found is None:
                found = sentence_starts(scores, model.labels, never[start:end], seen)
            held = Seen(scores, seen, found)
            places: list[int] = np.flatnonzero(found).tolist()
            return places

        parts: list[Part] = []
        for window in walk([len(p) for p in pieces], words, laid.starts, starts):
            assert held is not None
            parts.append(part(model, held, window))
        reading = joined(model, parts)
        return reading, _means(reading, laid.block, blocks)


def _means(reading: Reading, block: Sequence[int], blocks: int) -> Floats:
    """The mean state of the words of each block; zeros where it has none."""
    means = np.zeros((blocks, WIDTH), dtype=np.float32)
    if reading.states is None:
        return means
    numbers = np.asarray(block, dtype=np.int64)
    opens = np.flatnonzero(np.diff(numbers, prepend=-1))
    sizes = np.diff(np.append(opens, len(numbers)))
    means[numbers[opens]] = np.add.reduceat(reading.states, opens, axis=0) / sizes[:, None]
    return means
