"""From the scores of one window to labels of its own words: sentences, tags, tree, names, attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.parse.attribution import Floats, best_path, read, to_spans, without_repeats
from onrecord.parse.labels import Labels
from onrecord.parse.model_file import Model, Scores
from onrecord.parse.pieces import CLOSING_MARK, OPENING_MARK, PARAGRAPH_START, Ints
from onrecord.parse.tree import heads
from onrecord.parse.windows import Window
from onrecord.shapes.attribution import Attribution

ANCHOR = 0.5
"""A word starts a cue from this score on; tuned on PolNeAR dev, see CARD.md."""

_NEVER_FIRST = frozenset(".,;:!?)]}%”»")


@dataclass(slots=True)
class Reading:
    """Labels of a report's chosen words; `head` and spans are word numbers, -1 a root."""

    first: list[bool] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    relation: list[str] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)


def sentence_starts(scores: Scores, labels: Labels, words: Sequence[str], marks: Ints) -> list[bool]:
    """Where sentences start: at every paragraph, and where the model says so.

    Never at closing punctuation, and never right after an opening quotation mark that itself
    starts the sentence.

    Args:
        marks: `features` of the words; they hold paragraph starts and quotation states.
    """
    two = scores.tags[:, labels.slices["sentence"]]
    likely = np.round(two[:, 1] - two[:, 0], 2) > 0
    out: list[bool] = []
    for i, word in enumerate(words):
        opened = i > 0 and out[i - 1] and marks[i - 1, 3] == OPENING_MARK
        closing = word in _NEVER_FIRST or marks[i, 3] == CLOSING_MARK
        out.append(bool(marks[i, 2] == PARAGRAPH_START) or (bool(likely[i]) and not opened and not closing))
    return out


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of all words of one window before its own part is read."""

    scores: Scores
    marks: Ints
    """`features` of the words."""
    firsts: Sequence[bool]
    """Whether a sentence starts at each word."""


def add(out: Reading, model: Model, seen: Seen, window: Window) -> None:
    """Appends the labels of the window's own words to `out`."""
    scores, firsts = seen.scores, seen.firsts
    own = slice(window.own_start - window.start, window.own_end - window.start)
    layers, slices = model.labels.layers, model.labels.slices
    tags = np.round(scores.tags, 3)
    for layer, labels in (("upos", out.upos), ("xpos", out.xpos)):
        labels += [layers[layer][i] for i in tags[own, slices[layer]].argmax(1)]
    borders = [i for i in range(own.start, own.stop) if firsts[i] or i == own.start]
    out.first += [i in set(borders) for i in range(own.start, own.stop)]
    for start, end in zip(borders, [*borders[1:], own.stop], strict=True):
        _add_tree(out, model, scores, window.start, (start, end))
    shift = window.start
    out.names += [
        (shift + own.start + a, shift + own.start + b, kind)
        for a, b, kind in bio_spans(tags[own, slices["names"]], layers["names"])
    ]
    out.attributions += _attributions(model, seen, window)


def _add_tree(out: Reading, model: Model, scores: Scores, shift: int, sentence: tuple[int, int]) -> None:
    start, end = sentence
    columns = np.concatenate(([0], np.arange(start + 1, end + 1)))
    chosen = heads(scores.arcs[start:end][:, columns])
    rows = np.array([0 if h < 0 else start + h + 1 for h in chosen])
    hidden = np.maximum(scores.relation_dependent[start:end] + scores.relation_head[rows], 0)
    logits = np.round(hidden @ model.relation_out.T + model.relation_bias, 3)
    root = model.labels.relations.index("root")
    logits[:, root] = -np.inf
    best = logits.argmax(1)
    for head, relation in zip(chosen, best, strict=True):
        out.head.append(-1 if head < 0 else shift + start + head)
        out.relation.append("ROOT" if head < 0 else model.labels.relations[relation])


def bio_spans(scores: Floats, tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) on the best path of B, I and O tags that is well formed."""
    count = len(tags)
    allowed = np.zeros((count, count), dtype=np.float32)
    for j, tag in enumerate(tags):
        if tag[0] == "I":
            allowed[:, j] = -1e4
            allowed[[j - 1, j], j] = 0.0
    if not len(scores):
        return
    path = best_path(scores, allowed)
    start = None
    for i, number in enumerate([*path, 0]):
        inside = tags[number][0] == "I"
        if start is not None and not inside:
            yield start, i, tags[path[start]][2:]
            start = None
        if tags[number][0] == "B" or (inside and start is None):
            start = i


def _attributions(model: Model, seen: Seen, window: Window) -> Iterator[Attribution]:
    scores = seen.scores
    two = scores.tags[:, model.labels.slices["anchor"]]
    sure = np.round(1 / (1 + np.exp(two[:, 0] - two[:, 1])), 2)
    anchors = [
        (i, float(sure[i]))
        for i in range(window.own_start - window.start, window.own_end - window.start)
        if sure[i] >= ANCHOR
    ]
    read_all = read(anchors, scores.pair_anchor, scores.pair_word, model.pairs)
    found = [spans for roles in read_all if (spans := to_spans(roles, seen.marks)) is not None]
    for one in without_repeats(found):
        yield Attribution(
            None if one.source is None else _moved(one.source, window.start),
            _moved(one.cue, window.start),
            tuple(_moved(run, window.start) for run in one.content),
            round(one.score, 2),
        )


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
