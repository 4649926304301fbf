"""Training windows: whole sentences up to the limit, changed a little, and batches of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from onrecord.parse.attribution import distance_classes
from onrecord.parse.labels import DISTANCES
from onrecord.parse.pieces import PARAGRAPH_START, Pieces, features, lay_out, plain, shape
from training import lists
from training.corpora import LAYERS, MISSING, NAME_TAGS, Text

LIMIT = 236
BIO_ROLES = ("source", "cue", "content")
_ROLE = {"source": 1, "cue": 2, "content": 3}


@dataclass
class Window:
    """A stretch of a text with its labels, ready to be laid out."""

    words: list[str]
    pieces: list[tuple[int, ...]]
    marks: np.ndarray
    layers: dict[str, np.ndarray]
    anchors: list[int]
    roles: np.ndarray
    silver: frozenset[str]
    mentions: list[tuple[int, int]]


def cut(text: Text, pieces: list[tuple[int, ...]], rng: random.Random | None) -> Iterator[tuple[int, int]]:
    """(start, end) of windows of whole sentences; with `rng` the first cut moves."""
    sizes = np.array([len(p) for p in pieces])
    known = text.layers["sentence"]
    opening = (known == 1) | (text.starts if (known == MISSING).any() else False)
    opening[0] = True
    borders = [*np.flatnonzero(opening).tolist(), len(text)]
    start, used, room = 0, 0, LIMIT if rng is None else rng.randint(LIMIT // 3, LIMIT)
    for opening_word, right in pairwise(borders):
        left = opening_word
        size = int(sizes[left:right].sum())
        if used and used + size > room:
            yield start, left
            start, used, room = left, 0, LIMIT
        while size > LIMIT:  # one sentence longer than a window
            take = int(np.searchsorted(np.cumsum(sizes[left:right]), LIMIT, side="right"))
            yield start, left + take
            left += take
            start, size = left, int(sizes[left:right].sum())
        used += size
    if used:
        yield start, len(text)


def window(text: Text, pieces: list[tuple[int, ...]], start: int, end: int) -> Window:
    """The words of `text` from start to end, heads counted from the window's start."""
    layers = {name: text.layers[name][start:end].copy() for name in LAYERS}
    head = layers["head"]
    outside = (head >= 0) & ((head < start) | (head >= end))
    head[head >= 0] -= start
    head[outside] = MISSING
    layers["relation"][outside] = MISSING
    anchors, rows = [], []
    size = end - start
    flat = {role: np.zeros(size, dtype=np.int64) for role in BIO_ROLES}
    for link in text.links or ():
        row = np.zeros(size, dtype=np.int64)
        for role in ("content", "source", "cue"):
            inside = [i - start for i in getattr(link, role) if start <= i < end]
            row[inside] = _ROLE[role]
            _mark(flat[role], inside)
        if start <= link.anchor < end:
            anchors.append(link.anchor - start)
            rows.append(row)
    anchor = np.zeros(size, dtype=np.int64)
    anchor[anchors] = 1
    for role in BIO_ROLES:
        layers[role] = flat[role] if text.links is not None else np.full(size, MISSING)
    layers["anchor"] = anchor if text.links is not None else np.full(size, MISSING)
    return Window(
        text.words[start:end], pieces[start:end],
        features(text.words[start:end], text.spaced[start:end].tolist(), text.starts[start:end].tolist()),
        layers, anchors, np.array(rows, dtype=np.int64).reshape(len(rows), size), frozenset(text.silver),
        [(head - start, chain) for head, chain in text.mentions or () if start <= head < end],
    )  # fmt: skip


def _mark(tags: np.ndarray, inside: list[int]) -> None:
    before = -2
    for i in inside:
        if tags[i] == 0:
            tags[i] = 2 if i == before + 1 and tags[before] else 1
        before = i


def vary(w: Window, rng: random.Random) -> Window:
    """Now and then: no capitals, all capitals, no quotation marks, a dash for them, no breaks of paragraphs,
    no articles (as in machine translation), no commas and full stops."""
    dice = rng.random()
    if dice < 0.03:
        w.marks[:, 0] = np.where(np.isin(w.marks[:, 0], (2, 3, 4, 5)), 1, w.marks[:, 0])
    elif dice < 0.04:
        w.marks[:, 0] = np.where(np.isin(w.marks[:, 0], (1, 2, 3, 5)), 4, w.marks[:, 0])
    elif dice < 0.08:
        w.marks[:, 3] = 1
        w = _keep(w, np.array([plain(x) != '"' for x in w.words]))
    elif dice < 0.11:
        w = _dashes(w)
    elif dice < 0.14:
        w.marks[:, 2] = 1  # paragraph breaks lost
    elif dice < 0.17:
        w = _keep(w, np.array([x not in _ARTICLES for x in w.words]))
    elif dice < 0.19:
        w = _keep(w, np.array([x not in ",." for x in w.words]))
    return w


_ARTICLES = frozenset(("a", "an", "the"))


def _dashes(w: Window) -> Window:
    keep = np.ones(len(w.words), bool)
    inside = False
    for i, word in enumerate(w.words):
        quote = plain(word) == '"'
        if w.marks[i, 2] == 2:
            inside = quote
            if quote:
                w.pieces[i] = (1516,)  # an en dash
                w.layers["content"][i] = 0
                w.roles[:, i] = 0
                if i + 1 < len(w.words):
                    w.marks[i + 1, 1] = 2
                    if w.layers["content"][i + 1] == 2:
                        w.layers["content"][i + 1] = 1
                continue
        if inside and quote:
            keep[i] = False
        if inside:
            w.marks[i, 3] = 1
    return _keep(w, keep)


def _keep(w: Window, keep: np.ndarray) -> Window:
    if keep.all() or keep.sum() < 2:
        return w
    new = np.cumsum(keep) - 1
    head = w.layers["head"]
    attached = head >= 0
    lost = attached & ~keep[np.where(attached, head, 0)]
    head[attached] = new[head[attached]]
    head[lost] = MISSING
    first = w.layers["sentence"] == 1
    for i in np.flatnonzero(first & ~keep):
        if i + 1 < len(keep) and not first[i + 1]:
            w.layers["sentence"][i + 1] = 1
    held = [k for k, a in enumerate(w.anchors) if keep[a]]
    chosen = np.flatnonzero(keep)
    return Window(
        [w.words[i] for i in chosen], [w.pieces[i] for i in chosen], w.marks[keep],
        {k: v[keep] for k, v in w.layers.items()},
        [int(new[w.anchors[k]]) for k in held], w.roles[held][:, keep], w.silver,
        [(int(new[head]), chain) for head, chain in w.mentions if keep[head]],
    )  # fmt: skip


class Swaps:
    """Puts another name of its kind in the place of a name of one word: kinds are learnt from contexts.

    A model that has seen some thousand names knows the towns and groups of its training texts by heart
    and guesses at those of another war.
    """

    def __init__(self, cutter: Pieces, share: float = 0.35) -> None:
        alone = {"place": [x for x in lists.PLACES if " " not in x],
                 "organisation": [x for x in lists.BODIES if " " not in x]}  # fmt: skip
        self.names = {
            NAME_TAGS[f"B-{kind}"]: [(w, cutter.of([w])[0]) for w in words] for kind, words in alone.items()
        }
        self.share = share

    def apply(self, w: Window, rng: random.Random) -> Window:
        """In one window of some, about a third of such names are replaced; nothing else changes."""
        if rng.random() > self.share:
            return w
        tags = w.layers["names"]
        for i, tag in enumerate(tags.tolist()):
            single = i + 1 == len(tags) or tags[i + 1] % 2 == 1 or tags[i + 1] <= 0
            if tag in self.names and single and rng.random() < 0.35 and w.words[i][:1].isupper():
                w.words[i], w.pieces[i] = rng.choice(self.names[tag])
                w.marks[i, 0] = shape(w.words[i])
        return w


class Stream:
    """Windows without end, corpora mixed by their shares."""

    def __init__(self, texts: list[Text], shares: dict[str, float], cutter: Pieces, seed: int) -> None:
        self.rng = random.Random(seed)
        self.swaps = Swaps(cutter)
        self.pieces = {id(t): cutter.of(t.words) for t in texts}
        self.texts = {c: [t for t in texts if t.corpus == c] for c in shares}
        self.shares = {c: s for c, s in shares.items() if self.texts[c]}
        self.batches: list[list[Window]] = []
        self.waiting: dict[str, list[tuple[Text, int, int]]] = {c: [] for c in self.shares}

    def batch(self, room: int) -> list[Window]:
        """Windows of like length that fill `room` pieces when padded to the longest."""
        if not self.batches:
            self._fill(room)
        return self.batches.pop()

    def _fill(self, room: int) -> None:
        corpora = self.rng.choices(list(self.shares), list(self.shares.values()), k=96)
        windows = [vary(self.swaps.apply(self._draw(c), self.rng), self.rng) for c in corpora]
        drawn = sorted(windows, key=lambda w: sum(map(len, w.pieces)))
        batch: list[Window] = []
        for w in drawn:
            if batch and (len(batch) + 1) * (sum(map(len, w.pieces)) + 2) > room:
                self.batches.append(batch)
                batch = []
            batch.append(w)
        self.batches.append(batch)
        self.rng.shuffle(self.batches)

    def _draw(self, corpus: str) -> Window:
        waiting = self.waiting[corpus]
        while not waiting:
            for text in self.texts[corpus]:
                if len(text):
                    waiting += [(text, *at) for at in cut(text, self.pieces[id(text)], self.rng)]
            self.rng.shuffle(waiting)
        text, start, end = waiting.pop()
        return window(text, self.pieces[id(text)], start, end)


def tensors(windows: list[Window]) -> dict[str, Tensor]:
    """One padded batch: inputs, labels (padding is MISSING), silver weights and attribution rows."""
    laid = [lay_out(w.pieces, w.marks) for w in windows]
    length, width = max(len(x[0]) for x in laid), max(len(w.words) for w in windows)
    count = len(windows)
    out = {
        "pieces": np.zeros((count, length), np.int64),
        "marks": np.zeros((count, length, 4), np.int64),
        "mask": np.zeros((count, 1, 1, length), bool),
        "first": np.zeros((count, width), np.int64),
        "sentences": np.full((count, width), -1, np.int64),
    }
    layers = (*LAYERS, *BIO_ROLES, "anchor")
    for layer in layers:
        out[layer] = np.full((count, width), MISSING, np.int64)
        out[f"weight_{layer}"] = np.array([0.5 if layer in w.silver else 1.0 for w in windows], np.float32)
    for b, (w, (pieces, marks, first)) in enumerate(zip(windows, laid, strict=True)):
        out["pieces"][b, : len(pieces)] = pieces
        out["marks"][b, : len(pieces)] = marks
        out["mask"][b, 0, 0, : len(pieces)] = True
        out["first"][b, : len(first)] = first
        out["sentences"][b, : len(first)] = np.cumsum(w.layers["sentence"] == 1)
        for layer in layers:
            out[layer][b, : len(first)] = w.layers[layer]
    _add_links(out, windows, width)
    _add_mentions(out, windows)
    out["passage"] = np.full((count, width), -1, np.int64)
    base = 0
    for b, w in enumerate(windows):
        numbers = passages(w)
        out["passage"][b, : len(numbers)] = base + np.array(numbers)
        base += numbers[-1] + 1
    return {name: torch.from_numpy(a) for name, a in out.items()}


def _add_links(out: dict[str, np.ndarray], windows: list[Window], width: int) -> None:
    rows = [(b, a, w.roles[k]) for b, w in enumerate(windows) for k, a in enumerate(w.anchors)]
    roles = np.zeros((len(rows), width), np.int64)
    known = np.zeros((len(rows), width), bool)
    distance = np.zeros((len(rows), width), np.int64)
    for r, (_, anchor, row) in enumerate(rows):
        roles[r, : len(row)], known[r, : len(row)] = row, True
        distance[r] = distance_classes(anchor, width)
    out["link_window"] = np.array([r[0] for r in rows], np.int64)
    out["link_anchor"] = np.array([r[1] for r in rows], np.int64)
    out["link_roles"], out["link_known"], out["link_distance"] = roles, known, distance


def _add_mentions(out: dict[str, np.ndarray], windows: list[Window]) -> None:
    most = max(len(w.mentions) for w in windows)
    word = np.full((len(windows), most), -1, np.int64)
    chain = np.full((len(windows), most), -1, np.int64)
    for b, w in enumerate(windows):
        for m, (head, number) in enumerate(w.mentions):
            word[b, m], chain[b, m] = head, number
    gap = np.maximum(word[:, :, None] - word[:, None, :], 0)
    out["mention_word"], out["mention_chain"] = word, chain
    out["mention_gap"] = np.searchsorted(np.array(DISTANCES), gap).astype(np.int64)


def passages(w: Window) -> list[int]:
    """The number of the passage in which each word of a window stands; a window begins one."""
    opens = w.marks[:, 2] == PARAGRAPH_START
    opens[0] = True
    numbers: list[int] = (np.cumsum(opens) - 1).tolist()
    return numbers


def passage_pieces(windows: list[Window]) -> list[list[int]]:
    """The word pieces of each passage, in the order of `passage` in `tensors`."""
    out: list[list[int]] = []
    for w in windows:
        base, numbers = len(out), passages(w)
        out += [[] for _ in range(numbers[-1] + 1)]
        for number, pieces in zip(numbers, w.pieces, strict=True):
            out[base + number] += pieces
    return out
