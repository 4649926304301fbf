"""From the model's anchor and pair scores to attributions: who (source) says (cue) what (content)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.parse.labels import DISTANCES, ROLES
from onrecord.parse.pieces import INSIDE, OPENING_MARK, PARAGRAPH_START

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
NONE, SOURCE, CUE, CONTENT = range(len(ROLES))


@dataclass(frozen=True, slots=True)
class PairWeights:
    """The small last layer of the pair head, which runs outside the encoder's graph."""

    distance: Floats
    out: Floats
    bias: Floats
    transitions: Floats


@dataclass(frozen=True, slots=True)
class Roles:
    """One attribution in words of its window: the role of each word, and how sure its anchor is."""

    anchor: int
    roles: Ints
    score: float


def distance_classes(anchor: int, width: int) -> Ints:
    """The distance class of each of `width` words to the anchor; left and right apart, 0 for itself."""
    gap = np.arange(width) - anchor
    size = np.searchsorted(np.array(DISTANCES), np.abs(gap)) + 1
    return np.where(gap == 0, 0, np.where(gap > 0, size, size + len(DISTANCES) + 1)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Emissions:
    """How well each role fits each word of a window, for each anchor of the window's own part."""

    anchors: list[tuple[int, float]]
    """(word, score) of each word that starts a cue."""
    scores: Floats
    """[anchors, words, roles], rounded."""


def emissions(
    anchors: list[tuple[int, float]], anchor_vectors: Floats, word_vectors: Floats, weights: PairWeights
) -> Emissions:
    """What the pair head says of one window.

    Args:
        anchors: (word, score) of each word that starts a cue.
        anchor_vectors: [words, P], the pair head's vectors of words as anchors.
        word_vectors: [words, P], the same of words as members.
        weights: the pair head's last layer.
    """
    width, added = len(word_vectors), weights.distance.shape[1]
    rows = [a for a, _ in anchors]
    scores = np.zeros((len(rows), width, len(ROLES)), dtype=np.float32)
    for i, row in enumerate(rows):
        joint = word_vectors[:, :added] + anchor_vectors[row, :added]
        joint += weights.distance[distance_classes(row, width)]
        np.maximum(joint, 0, out=joint)
        product = word_vectors[:, added:] @ (weights.out[:, added:] * anchor_vectors[row, added:]).T
        scores[i] = joint @ weights.out[:, :added].T + product + weights.bias
        scores[i, row, CUE] += 20.0  # the anchor is the first word of the cue by definition
    # Rounding before the path is chosen keeps a last-bit difference between machines from changing it.
    return Emissions(anchors, np.round(scores, 3))


def read(windows: Sequence[Emissions], weights: PairWeights) -> list[list[Roles]]:
    """The roles of all words for each anchor of each window: the best path of a linear-chain CRF."""
    widths = [w.scores.shape[1] for w in windows for _ in w.anchors]
    if not widths:
        return [[] for _ in windows]
    padded = np.zeros((len(widths), max(widths), len(ROLES)), dtype=np.float32)
    row = 0
    for window in (w for w in windows if w.anchors):
        count, width, _ = window.scores.shape
        padded[row : row + count, :width] = window.scores
        row += count
    paths = iter(_best_paths(padded, np.round(weights.transitions, 3), np.array(widths)))
    return [[Roles(a, next(paths)[: w.scores.shape[1]], score) for a, score in w.anchors] for w in windows]


def _best_paths(scores: Floats, transitions: Floats, widths: Ints) -> Ints:
    """The best path through each of [sequences, words, labels], whose own words number `widths`."""
    count, width, roles = scores.shape
    laid = np.ascontiguousarray(scores.transpose(1, 2, 0))
    best = np.empty((width, roles, count), dtype=np.float32)
    best[0] = laid[0]
    moves = transitions[:, :, None]
    shortest = int(widths.min())
    for t in range(1, width):
        np.add((best[t - 1][:, None] + moves).max(0), laid[t], out=best[t])
        if t >= shortest:  # past its end a sequence does not change
            over = widths <= t
            best[t, :, over] = best[t - 1, :, over]
    path = np.empty((count, width), dtype=np.int64)
    at = best[-1].argmax(0)
    path[:, -1] = at
    into = np.ascontiguousarray(transitions.T)
    for t in range(width - 1, 0, -1):
        before = (best[t - 1].T + into[at]).argmax(1)
        at = before if t < shortest else np.where(widths <= t, at, before)
        path[:, t - 1] = at
    return path


def best_path(scores: Floats, transitions: Floats) -> Ints:
    """The best path through [words, labels] with `transitions` added between neighbours."""
    path: Ints = _best_paths(scores[None], transitions, np.array([len(scores)]))[0]
    return path


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open stretches where the flags hold."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


@dataclass(frozen=True, slots=True)
class Spans:
    """One attribution as spans of words in its window."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    score: float


def to_spans(found: Roles, marks: Ints) -> Spans | None:
    """The spans of one reading, or None where it has no content.

    A source or a cue does not run over a paragraph's end: what stands on the far side (often a
    crosshead) is left off. Content does so only where quotation marks carry it over.

    Args:
        found: the role of each word of the window.
        marks: `features` of the same words.
    """
    starts = marks[:, 2] == PARAGRAPH_START
    place = np.cumsum(starts)
    at = place[found.anchor]
    cue = next(run for run in _parted(found.roles == CUE, starts) if run[0] <= found.anchor < run[1])
    sources = _parted(found.roles == SOURCE, starts)
    source = max(
        sources, key=lambda r: (place[r[0]] == at, r[1] - r[0], -abs(r[0] - found.anchor)), default=None
    )
    carried = np.concatenate(([False], marks[:-1, 3] == INSIDE)) | (marks[:, 3] == OPENING_MARK)
    content = [
        min(
            _parted(_only(found.roles == CONTENT, run), starts & ~carried),
            key=lambda r: (abs(int(place[r[0]] - at)), r[0]),
        )
        for run in runs(found.roles == CONTENT)
    ]
    return Spans(source, cue, tuple(content), found.score) if content else None


def _only(flags: NDArray[np.bool_], run: tuple[int, int]) -> NDArray[np.bool_]:
    out = np.zeros_like(flags)
    out[run[0] : run[1]] = flags[run[0] : run[1]]
    return out


def _parted(flags: NDArray[np.bool_], borders: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """`runs`, parted at borders too."""
    return [
        (a + left, a + right)
        for a, b in runs(flags)
        for cuts in [[0, *(np.flatnonzero(borders[a + 1 : b]) + 1).tolist(), b - a]]
        for left, right in pairwise(cuts)
    ]


def without_repeats(found: list[Spans]) -> list[Spans]:
    """Of readings with overlapping cues and mostly the same content, the surest; in the text's order.

    It happens where two words of one cue ("also warned") both look like its first.
    """
    kept: list[Spans] = []
    for one in sorted(found, key=lambda s: (-s.score, s.cue)):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: (s.cue, s.content))


def _same(one: Spans, other: Spans) -> bool:
    if one.cue[0] >= other.cue[1] or other.cue[0] >= one.cue[1]:
        return False
    mine = {i for a, b in one.content for i in range(a, b)}
    theirs = {i for a, b in other.content for i in range(a, b)}
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))
