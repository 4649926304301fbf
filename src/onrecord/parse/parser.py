"""The one pass over a report: text and blocks in, an analysed spaCy Doc out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.parse.attribution import Floats
from onrecord.parse.english import english
from onrecord.parse.frame import Block, Frame, frame
from onrecord.parse.labels import Labels
from onrecord.parse.lemma import Lemmas
from onrecord.parse.model_file import Model
from onrecord.parse.pieces import features
from onrecord.parse.reading import Part, Reading, Seen, joined, never_first, part, sentence_starts
from onrecord.parse.windows import walk
from onrecord.shapes.attribution import Attribution

WIDTH = 384
OUTSIDE = "outside"
"""The relation of words that lie in no block."""


class Parser:
    """Reads reports with one model. Not for use by several threads at once; one a process."""

    def __init__(self, folder: Path, provider: str = "cpu") -> None:
        """Opens the model in `folder`; raises ModelError where it is missing or damaged."""
        self._model = Model(folder, provider)
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
            `ents`, `spans["source"|"cue"|"content"]` and `user_data["attributions"]` (a tuple of
            Attribution) and `user_data["vectors"]` (an array [blocks, 384]). Tokens outside blocks
            have no tag, and the relation OUTSIDE; each stretch of them counts as one sentence.
        """
        laid = frame(self._language, text, blocks)
        reading, vectors = self.read([laid.words[i] for i in laid.chosen], laid, len(blocks))
        doc = _assemble(self._language, self._model.lemmas, laid, reading)
        doc.user_data["vectors"] = vectors
        return doc

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


def _assemble(language: Language, base: Lemmas, laid: Frame, reading: Reading) -> Doc:
    place = laid.chosen
    count = len(laid.words)
    tags, pos, deps, lemmas = ([""] * count for _ in range(4))
    for i, word in enumerate(laid.words):
        if word.isspace():
            tags[i], pos[i], deps[i], lemmas[i] = "_SP", "SPACE", "dep", word
        else:
            deps[i] = OUTSIDE
    for word_number, i in enumerate(place):
        tags[i], pos[i] = reading.xpos[word_number], reading.upos[word_number]
        deps[i] = reading.relation[word_number]
        lemmas[i] = base.of(laid.words[i], tags[i])
    doc = Doc(
        language.vocab, words=laid.words, spaces=laid.spaces, tags=tags, pos=pos, lemmas=lemmas,
        heads=_heads(laid, reading), deps=deps,
    )  # fmt: skip
    doc.set_ents([Span(doc, place[a], place[b - 1] + 1, label=kind) for a, b, kind in reading.names])
    attributions = tuple(_in_tokens(a, place) for a in reading.attributions)
    for role in ("source", "cue", "content"):
        doc.spans[role] = [Span(doc, a, b, label=role) for a, b in _spans(attributions, role)]
    doc.user_data["attributions"] = attributions
    return doc


def _heads(laid: Frame, reading: Reading) -> list[int]:
    """Head token numbers of all tokens.

    White space hangs on the token before it (at the start of the text on the one after it). What
    lies outside the blocks hangs on the first token of its stretch. spaCy needs a head for each
    token, or its sentences run on into whatever follows.
    """
    place, count = laid.chosen, len(laid.words)
    word_at = {token: word for word, token in enumerate(place)}
    heads = [0] * count
    beside = next((i for i, word in enumerate(laid.words) if not word.isspace()), 0)
    outside = False
    for i in range(count):
        number = word_at.get(i)
        if number is not None:
            head = reading.head[number]
            heads[i] = i if head < 0 else place[head]
            beside, outside = i, False
        elif laid.words[i].isspace():
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
