"""Trains the measure of replaced words, and the weights that make a report's score of it.

    python -m training.wording.replaced FOLDER OUT

FOLDER is `src/yaml` of a clone of globalwordnet/english-wordnet; OUT gets `replaced_words.npz` and the
hash to put into `card.yaml`. Articles: ../shared/data/articles without the 1,300 that
benchmarks/wording.py measures on; four in five of the others train. Each is read as it is and spun by
rule with half of the pairs of the thesaurus, and six words in a hundred are replaced at random by a
word with the same ending. About ten minutes on one core.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import pathlib
import random
import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional

from onrecord.extract.wording.words import CLASSES, numbers
from onrecord.parse.english import english
from training.wording.spinner import KEPT, Spinner, irregular, thesaurus

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
MEASURED, CHARACTERS, LEAST, SIZE, REACH = 1300, 6000, 6, 32, 4
SHARES = (0.1, 0.2, 0.3, 0.45, 0.6)
EPOCHS, BATCH, RATE, AT_RANDOM = 5, 8192, 4e-3, 0.06
PLACES = np.array([-4, -3, -2, -1, 1, 2, 3, 4])
Pair = tuple[list[str], list[str], np.ndarray]


def articles() -> list[dict[str, str]]:
    """All articles, in the order of the hash of their ids; the first MEASURED are measured on only."""
    with gzip.open(DATA / "articles" / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        return sorted(
            map(json.loads, file), key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest()[:8]
        )


def pairs(folder: pathlib.Path) -> list[Pair]:
    """Tokens of each article, of the same spun, and which of those were put in."""
    tokenizer, draw = english().tokenizer, random.Random(4)
    spinner = Spinner(thesaurus(folder), irregular(folder), half=0)
    out = []
    for row in articles()[MEASURED:]:
        text = row["text"][:CHARACTERS]
        spun, where = spinner.spin(text, draw.choice(SHARES), row["id"])
        doc = tokenizer(spun)
        put_in = np.zeros(len(doc), dtype=bool)
        for start, end in where:
            span = doc.char_span(start, end)
            if span is not None:
                put_in[span.start : span.end] = True
        out.append(([token.text for token in tokenizer(text)], [token.text for token in doc], put_in))
    return out


def listed_words(found: Sequence[Pair]) -> list[str]:
    """The words that native articles hold often enough, commonest first."""
    count = Counter(word.replace("’", "'") for native, _, _ in found for word in native if not word.isspace())
    plain = [(word, number) for word, number in count.items() if word == word.lower()]
    order = sorted(plain, key=lambda pair: (-pair[1], pair[0]))
    return [word for word, number in order if number >= LEAST and not any(c.isdigit() for c in word)]


class Measure(torch.nn.Module):
    """The log odds that a word replaced another: a word's vector times the sum of its context's, by place."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.context, self.word = torch.nn.Embedding(words, SIZE), torch.nn.Embedding(words, SIZE)
        self.word_bias, self.context_bias = torch.nn.Embedding(words, 1), torch.nn.Embedding(words, 1)
        self.place = torch.nn.Parameter(torch.full((len(PLACES), SIZE), 0.3))
        self.place_bias = torch.nn.Parameter(torch.zeros(len(PLACES)))
        self.bias = torch.nn.Parameter(torch.tensor(-2.0))
        for vectors in (self.context, self.word):
            torch.nn.init.normal_(vectors.weight, 0, 0.1)
        for biases in (self.word_bias, self.context_bias):
            torch.nn.init.zeros_(biases.weight)

    def forward(self, around: torch.Tensor, word: torch.Tensor) -> torch.Tensor:
        """Log odds for words with the eight words around each."""
        context = (functional.dropout(self.context(around), 0.15, self.training) * self.place).sum(1)
        bias = self.word_bias(word)[:, 0] + (self.context_bias(around)[:, :, 0] * self.place_bias).sum(1)
        return (context * self.word(word)).sum(1) + bias + self.bias


def rows_of(found: Sequence[Pair], listed: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All texts behind one another: numbers, plain words, words that were put in."""
    gap = np.zeros(REACH, dtype=np.int64)
    parts: tuple[list, list, list] = ([gap], [gap > 0], [gap > 0])
    for side in (0, 1):
        for native, spun, put_in in found:
            tokens = spun if side else native
            row, plain = numbers(tokens, listed)
            for part, values in zip(parts, (row, plain, put_in if side else plain & False), strict=True):
                part.extend((values, gap.astype(values.dtype)))
    return tuple(np.concatenate(part) for part in parts)


def pools(words: Sequence[str]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The ending of each number, and the numbers that share one: what a word is replaced by at random."""
    endings = ("ed", "ing", "ly", "ion", "s", "")
    kind = ["#"] * len(CLASSES)
    for word in words:
        content = word.isalpha() and len(word) > 2 and word not in KEPT
        kind.append(next(end for end in endings if word.endswith(end)) if content else "#")
    kinds = np.array(kind)
    return kinds, {end: np.flatnonzero(kinds == end) for end in endings}


def train(found: Sequence[Pair], words: Sequence[str]) -> Measure:
    """The measure, trained on native and spun texts and on words replaced at random, anew each time round."""
    torch.manual_seed(1)
    draw = np.random.default_rng(1)
    row, plain, put_in = rows_of(found, {word: at + len(CLASSES) for at, word in enumerate(words)})
    kinds, alike = pools(words)
    measure = Measure(len(CLASSES) + len(words))
    search = torch.optim.Adam(measure.parameters(), lr=RATE)
    places = np.flatnonzero(plain)
    for epoch in range(EPOCHS):
        order, now, wanted = draw.permutation(places), row.copy(), put_in.copy()
        chosen = places[draw.random(len(places)) < AT_RANDOM]
        for ending, pool in alike.items():
            here = chosen[kinds[now[chosen]] == ending]
            now[here], wanted[here] = draw.choice(pool, len(here)), True
        search.param_groups[0]["lr"] = RATE * (1 - epoch / EPOCHS)
        for start in range(0, len(order), BATCH):
            at = order[start : start + BATCH]
            odds = measure(torch.from_numpy(now[at[:, None] + PLACES]), torch.from_numpy(now[at]))
            loss = functional.binary_cross_entropy_with_logits(odds, torch.from_numpy(wanted[at]).float())
            search.zero_grad()
            loss.backward()
            search.step()
        print("epoch", epoch, "loss of the last batch", round(loss.item(), 4), flush=True)
    return measure.eval()


def pack(measure: Measure, words: Sequence[str], out: pathlib.Path) -> None:
    """Writes the measure in eight bits, and prints its hash."""
    kept = {name: part.detach().numpy() for name, part in measure.named_parameters()}
    arrays: dict[str, np.ndarray] = {}
    for name in ("context", "word"):
        scale = np.abs(kept[f"{name}.weight"]).max(0) / 127
        arrays[name] = np.round(kept[f"{name}.weight"] / scale).astype(np.int8)
        arrays[f"{name}_scale"] = scale.astype(np.float32)
        arrays[f"{name}_bias"] = kept[f"{name}_bias.weight"][:, 0].astype(np.float16)
    arrays["words"] = np.frombuffer("\n".join([*CLASSES, *words]).encode(), np.uint8)
    for name in ("place", "place_bias", "bias"):
        arrays[name] = kept[name].astype(np.float32)
    np.savez_compressed(out, **arrays)
    print(hashlib.sha256(out.read_bytes()).hexdigest())


def main(folder: str, out: str) -> None:
    """Trains on four in five of the articles that are not measured on; `calibrate` reads the fifth."""
    found = pairs(pathlib.Path(folder))
    found = found[: int(len(found) * 0.8)]
    words = listed_words(found)
    pack(train(found, words), words, pathlib.Path(out) / "replaced_words.npz")


if __name__ == "__main__":
    main(*sys.argv[1:])
