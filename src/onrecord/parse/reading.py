"""From the scores of windows to labels of a report's words: sentences, tags, trees, names, attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.parse.attribution import (
    Emissions,
    Floats,
    Roles,
    best_path,
    emissions,
    read,
    to_spans,
    without_repeats,
)
from onrecord.parse.labels import Labels
from onrecord.parse.model_file import Model, Scores
from onrecord.parse.pieces import CLOSING_MARK, OPENING_MARK, PARAGRAPH_START, Ints
from onrecord.parse.tree import heads
from onrecord.parse.windows import Window
from onrecord.shapes.attribution import Attribution

ANCHOR = 0.5
"""A word starts a cue from this score on; tuned on PolNeAR dev, see CARD.md."""

_ROWS = 32
_NEVER_FIRST = frozenset(".,;:!?)]}%”»")
Flags = NDArray[np.bool_]


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
    states: Floats | None = None
    """[words, 384], of which passage vectors are the means."""
    mentions: tuple[Floats, Floats] | None = None
    """[words, 64] twice, each word as anaphor and as antecedent, where the model has coreference."""


def never_first(words: Sequence[str], marks: Ints) -> Flags:
    """Words that start no sentence whatever the model says: closing punctuation.

    Args:
        words: all words of a report.
        marks: `features` of them.
    """
    closing = np.fromiter((word in _NEVER_FIRST for word in words), dtype=bool, count=len(words))
    found: Flags = closing | (marks[:, 3] == CLOSING_MARK)
    return found


def sentence_starts(scores: Scores, labels: Labels, never: Flags, marks: Ints) -> Flags:
    """Where sentences start: at every paragraph, and where the model says so.

    Never at closing punctuation, and never right after an opening quotation mark that itself
    starts the sentence.

    Args:
        scores: the model's, of one window.
        labels: the model's label lists.
        never: `never_first` of the window's words.
        marks: `features` of the words; they hold paragraph starts and quotation states.
    """
    two = scores.tags[:, labels.slices["sentence"]]
    starts: Flags = marks[:, 2] == PARAGRAPH_START
    found: Flags = starts | ((np.round(two[:, 1] - two[:, 0], 2) > 0) & ~never)
    for i in np.flatnonzero(found[:-1] & (marks[:-1, 3] == OPENING_MARK)).tolist():
        if found[i]:
            found[i + 1] = starts[i + 1]
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of all words of one window before its own part is read."""

    scores: Scores
    marks: Ints
    """`features` of the words."""
    firsts: Flags
    """Whether a sentence starts at each word."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is kept of a window: the labels of its own words, and its attributions before the best path."""

    window: Window
    firsts: Flags
    tags: Floats
    head: list[int]
    relation: Ints
    states: Floats
    marks: Ints
    emissions: Emissions
    mentions: tuple[Floats, Floats] | None


def part(model: Model, seen: Seen, window: Window) -> Part:
    """Reads the window's own words; `head` counts from the report's first word."""
    scores = seen.scores
    own = slice(window.own_start - window.start, window.own_end - window.start)
    firsts = seen.firsts[own].copy()
    firsts[0] = True
    rows = _heads(scores, np.flatnonzero(firsts) + own.start, own.stop)
    tags = np.round(scores.tags[own], 3)
    shift = window.start - 1
    mentions = None
    if scores.mention_anaphor is not None and scores.mention_antecedent is not None:
        mentions = (scores.mention_anaphor[own], scores.mention_antecedent[own])
    head = [-1 if row == 0 else row + shift for row in rows]
    return Part(
        window, firsts, tags, head, _relations(model, scores, own, rows), scores.states[own], seen.marks,
        _emissions(model, scores, tags, own), mentions,
    )  # fmt: skip


def _heads(scores: Scores, borders: Ints, stop: int) -> list[int]:
    """Rows of the heads, 0 the root and i + 1 the window's word i, sentence by sentence."""
    rows: list[int] = []
    edges = [*borders.tolist(), stop]
    for start, end in pairwise(edges):
        block = scores.arcs[start:end]
        found = heads(np.concatenate((block[:, :1], block[:, start + 1 : end + 1]), 1))
        rows += [0 if head < 0 else start + head + 1 for head in found]
    return rows


def _relations(model: Model, scores: Scores, own: slice, rows: list[int]) -> Ints:
    """The relation of each own word to the head that was chosen."""
    hidden = np.maximum(scores.relation_dependent[own] + scores.relation_head[rows], 0)
    # In small blocks: OpenBLAS would wake threads for a larger product, which costs far more than it saves.
    blocks = [hidden[at : at + _ROWS] @ model.relation_out.T for at in range(0, len(hidden), _ROWS)]
    logits = np.round(np.concatenate(blocks) + model.relation_bias, 3)
    logits[:, model.labels.relations.index("root")] = -np.inf
    best: Ints = logits.argmax(1)
    return best


def _emissions(model: Model, scores: Scores, tags: Floats, own: slice) -> Emissions:
    two = tags[:, model.labels.slices["anchor"]]
    sure = np.round(1 / (1 + np.exp(two[:, 0] - two[:, 1])), 2)
    anchors = [(own.start + i, float(sure[i])) for i in np.flatnonzero(sure >= ANCHOR).tolist()]
    return emissions(anchors, scores.pair_anchor, scores.pair_word, model.pairs)


def joined(model: Model, parts: Sequence[Part]) -> Reading:
    """The labels of all words of a report from its windows' parts, in order."""
    if not parts:
        return Reading()
    layers, slices = model.labels.layers, model.labels.slices
    tags = np.concatenate([p.tags for p in parts])
    firsts = np.concatenate([p.firsts for p in parts])
    relations = model.labels.relations
    head = [h for p in parts for h in p.head]
    relation = np.concatenate([p.relation for p in parts]).tolist()
    mentions = [p.mentions for p in parts if p.mentions is not None]
    return Reading(
        first=firsts.tolist(),
        upos=[layers["upos"][i] for i in tags[:, slices["upos"]].argmax(1).tolist()],
        xpos=[layers["xpos"][i] for i in tags[:, slices["xpos"]].argmax(1).tolist()],
        head=head,
        relation=["ROOT" if h < 0 else relations[r] for h, r in zip(head, relation, strict=True)],
        names=list(name_spans(tags[:, slices["names"]], firsts, layers["names"])),
        attributions=_attributions(model, parts),
        states=np.concatenate([p.states for p in parts]),
        mentions=(np.concatenate([m[0] for m in mentions]), np.concatenate([m[1] for m in mentions]))
        if mentions
        else None,
    )


def name_spans(scores: Floats, firsts: Flags, tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) on the best path of B, I and O tags that is well formed in each sentence.

    Args:
        scores: [words, tags], O first, then B and I of each kind in turn.
        firsts: whether a sentence starts at each word.
        tags: the tags' names.
    """
    best = scores.argmax(1)
    inside = (best > 0) & (best % 2 == 0)
    before = np.concatenate(([0], best[:-1]))
    before[firsts] = 0
    wrong = np.flatnonzero(inside & (before != best) & (before != best - 1))
    borders = np.flatnonzero(firsts)
    for number in sorted(set((np.searchsorted(borders, wrong, side="right") - 1).tolist())):
        start = borders[number]
        end = borders[number + 1] if number + 1 < len(borders) else len(best)
        best[start:end] = _well_formed(scores[start:end])
    outside = np.append(np.flatnonzero((best == 0) | (best % 2 == 1)), len(best))
    for start in np.flatnonzero(best % 2 == 1).tolist():
        end = int(outside[np.searchsorted(outside, start, side="right")])
        yield start, end, tags[best[start]][2:]


def _well_formed(scores: Floats) -> Ints:
    count = scores.shape[1]
    allowed = np.zeros((count, count), dtype=np.float32)
    for tag in range(2, count, 2):
        allowed[:, tag] = -1e4
        allowed[[tag - 1, tag], tag] = 0.0
    first = scores.copy()
    first[0, 2::2] -= 1e4
    return best_path(first, allowed)


def _attributions(model: Model, parts: Sequence[Part]) -> list[Attribution]:
    found: list[Attribution] = []
    for one, roles in zip(parts, read([p.emissions for p in parts], model.pairs), strict=True):
        found += _in_report(roles, one)
    return found


def _in_report(roles: Sequence[Roles], one: Part) -> Iterator[Attribution]:
    found = [spans for each in roles if (spans := to_spans(each, one.marks)) is not None]
    shift = one.window.start
    for spans in without_repeats(found):
        yield Attribution(
            None if spans.source is None else _moved(spans.source, shift),
            _moved(spans.cue, shift),
            tuple(_moved(run, shift) for run in spans.content),
            round(spans.score, 2),
        )


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
