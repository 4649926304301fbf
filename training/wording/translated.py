"""Weights of the score "machine-translated", and the areas under the curve on texts left out of training.

    python -m training.wording.translated WMT23 HT-VS-MT CACHE [--write]

WMT23 and HT-VS-MT are work trees of wmt-conference/wmt23-news-systems and tobiasvanderwerff/HT-vs-MT (see
`translated_texts`), for research use; `../shared/data/translated/dev` (or ONRECORD_DATA) has segments of
WMT21 and WMT22, joined within one system of one pair to at least 150 words. CACHE keeps the tokens. Four
ways of leaving out: all of WMT21 and WMT22 (other years, documents, translators, and systems but for other
versions of some); a third of the source texts (one source is never on both sides); a year; a language pair
(with a share of the native texts), here and in the texts from elsewhere. About five minutes on one core.
"""

from __future__ import annotations

import hashlib
import pathlib
import pickle
import random
import sys
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from training.wording.logistic import Floats, area
from training.wording.translated_groups import groups
from training.wording.translated_levels import Levels, levels, write_levels
from training.wording.translated_texts import ROOT, Text, joins, of_test_sets, of_wmt23, segments
from training.wording.translated_weights import (
    Counts,
    balance,
    fit,
    listed_words,
    names_of,
    tokens_of,
    vocabulary,
)

OUT = ROOT / "src/onrecord/knowledge/wording"
# Of the weight of all rows, what WMT21 and WMT22 have where they are learnt from; .3 for it and a third or
# three times the penalty change areas by two hundredths or less.
SHARE, PENALTY = 0.5, 0.33
LONGER = (150, 300, 600)


class Learning:
    """All texts as counts: `learnt` from elsewhere, and `parts`, the segments of WMT21 and WMT22.

    Words and names are listed by the texts from elsewhere alone: what is left out has no say in that.
    """

    def __init__(self, learnt: list[Text], parts: list[Text], forms: list[list[str]]) -> None:
        self.learnt, self.parts = learnt, parts
        self.group = groups(parts)
        sources = [text.source for text in learnt]
        self.listed = listed_words(zip(sources, forms, strict=False))
        names = [names_of(row, self.listed) for row in forms]
        self.numbered = vocabulary(zip(sources, names, strict=False))
        self.outside = Counts.of(names[: len(learnt)], self.numbered)
        self.inside = Counts.of(names[len(learnt) :], self.numbered)
        number = np.bincount(self.outside.name, self.outside.number, len(self.numbered))
        self.frequent = number / self.outside.length.sum()

    def weights(self, inside: NDArray[np.bool_], outside: NDArray[np.bool_]) -> Floats:
        """The weights of a model of these segments and of these texts from elsewhere, the intercept last."""
        rows = [[at] for at in np.flatnonzero(outside)]
        texts = [self.learnt[part[0]] for part in rows]
        counts, share = self.outside.part(rows), balance(texts)
        if inside.any():
            joined = joins(self.parts, np.flatnonzero(inside).tolist())
            added = [self.parts[part[0]] for part in joined]
            both, own = len(texts) + len(added), balance(added)
            share = np.append(share / share.sum() * (1 - SHARE), own / own.sum() * SHARE) * both
            texts, counts = texts + added, counts.with_(self.inside.part(joined))
        machine = np.array([text.kind == "machine" for text in texts])
        return fit(counts, machine, share, PENALTY, self.frequent)

    def left_out(self, fold: Sequence[object], pair: bool = False) -> Floats:
        """The sum of weights and intercept of each segment, by the model that was fitted without its fold."""
        out = np.zeros(len(self.parts))
        folds = np.array(fold)
        pairs = np.array([text.pair for text in self.learnt])
        for one in sorted(set(folds.tolist())):
            there = folds == one
            found = self.weights(~there, pairs != one if pair else np.ones(len(pairs), dtype=bool))
            out[there] = (self.inside.sums(found[:-1]) + found[-1] * self.inside.length)[there]
        return out

    def folds(self) -> dict[str, list[object]]:
        """Ways of leaving out, with the fold of each segment."""
        draw = random.Random(5)
        third = {group: draw.randrange(3) for group in sorted(set(self.group))}
        pairs = sorted({text.pair for text in self.parts} - {"en"})
        drawn = {group: draw.choice(pairs) for group in sorted(set(self.group))}
        return {
            "thirds of the source texts": [third[group] for group in self.group],
            "year": [text.year for text in self.parts],
            "language pair": [
                drawn[group] if text.pair == "en" else text.pair
                for text, group in zip(self.parts, self.group, strict=True)
            ],
        }


def measured(learning: Learning, name: str, sums: Floats) -> None:
    """Prints the areas by length; segments' sums make the score of a joined text."""
    length = learning.inside.length
    for words in LONGER:
        parts = joins(learning.parts, range(len(learning.parts)), words)
        kinds = np.array([learning.parts[part[0]].kind for part in parts])
        scores = np.array([sums[part].sum() / length[part].sum() for part in parts])
        sizes = np.array([length[part].sum() for part in parts])
        machine = (kinds == "machine").astype(float)
        against = [area(scores[rows], machine[rows]) for rows in (kinds != "native", kinds != "human")]
        found = levels(scores, sizes, kinds)
        shares = ", ".join(
            f"{kind} {found.over(scores[kinds == kind], sizes[kinds == kind]).mean():.3f}"
            for kind in ("machine", "human", "native")
        )
        print(
            f"{name}, {words} words ({len(parts)} texts): against human {against[0]:.3f}, against native"
            f" {against[1]:.3f}; marked {shares}",
            flush=True,
        )


def read(wmt23: str, test_sets: str, cache: pathlib.Path) -> tuple[list[Text], list[Text], list[list[str]]]:
    """Texts learnt from, segments, and the forms of both; the forms are kept in the cache."""
    learnt = [*of_wmt23(pathlib.Path(wmt23)), *of_test_sets(pathlib.Path(test_sets))]
    parts = segments()
    if not cache.exists():
        cache.write_bytes(pickle.dumps(list(tokens_of(text.text for text in (*learnt, *parts)))))
    return learnt, parts, pickle.loads(cache.read_bytes())


def main(wmt23: str, test_sets: str, cache: str, *options: str) -> None:
    """Prints the areas; writes the weights of a model of all texts where asked."""
    learning = Learning(*read(wmt23, test_sets, pathlib.Path(cache)))
    everything = np.ones(len(learning.parts), dtype=bool)
    elsewhere = np.ones(len(learning.learnt), dtype=bool)
    print(len(learning.learnt), "texts,", len(learning.listed), "words,", len(learning.numbered), "names")
    found = learning.weights(~everything, elsewhere)
    measured(learning, "all of WMT21 and WMT22", learning.inside.sums(found[:-1]))
    kept: Levels | None = None
    for name, fold in learning.folds().items():
        sums = learning.left_out(fold, pair=name == "language pair")
        measured(learning, name, sums)
        if kept is None:
            kept = levels_of(learning, sums)
    if "--write" in options and kept is not None:
        write(learning, learning.weights(everything, elsewhere), kept)


def levels_of(learning: Learning, sums: Floats) -> Levels:
    """Levels and spread, from texts of 150 and of 600 words that were left out."""
    length = learning.inside.length
    parts = [part for words in LONGER for part in joins(learning.parts, range(len(learning.parts)), words)]
    kinds = np.array([learning.parts[part[0]].kind for part in parts])
    sizes = np.array([length[part].sum() for part in parts])
    return levels(np.array([sums[part].sum() for part in parts]) / sizes, sizes, kinds)


def write(learning: Learning, found: Floats, kept: Levels) -> None:
    """The weights in eight bits by the code of their name, the listed words, the levels; prints the hash."""
    scale = float(np.quantile(np.abs(found[:-1]), 0.998) / 127)
    weights = np.clip(np.round(found[:-1] / scale), -127, 127).astype(np.int8)
    code = np.array([crc32(name.encode()) for name in learning.numbered], dtype=np.uint32)
    order = np.argsort(code, kind="stable")
    order = order[weights[order] != 0]
    words = np.array(sorted(crc32(word.encode()) for word in learning.listed), dtype=np.uint32)
    path = OUT / "translated_words.npz"
    np.savez_compressed(path, names=code[order], weights=weights[order], words=words, scale=np.float64(scale))
    write_levels(OUT / "translated.yaml", kept, float(found[-1]))
    print("for card.yaml:", hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])
