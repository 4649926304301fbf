"""Trains the measure of words that do not fit, on the model's states.

    python -m training.wording.misfits FOLDER OUT

FOLDER is `src/yaml` of a clone of globalwordnet/english-wordnet; OUT gets `misfits.npz`, whose hash goes
into `card.yaml`. Run after `make model` and `training.wording.replaced`: the states are those of the bundled
model, and the log odds those of `replaced_words.npz`. Of the articles that `replaced` trains on 1,600 are
read: 700 as they are and spun with one half of the thesaurus's pairs, 900 spun with synonyms and related
words of that half. So that other writing than the articles' is no misfit, 280 texts of PolNeAR and 160 of
the treebanks are read as they are, and every second one spun too. Five minutes on one core.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import random
import re
import sys
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch.nn import functional

from onrecord import parse
from onrecord.extract.wording.misfits import LEAST
from onrecord.extract.wording.replaced import replaced
from training.wording.replaced import DATA, MEASURED, articles
from training.wording.spinner import KEPT, LooseSpinner, Spinner, irregular, thesaurus

SHARES = (0.1, 0.2, 0.3, 0.45)
STRICT, LOOSE = slice(0, 700), slice(700, 1600)  # of the articles that are not measured on
CHARACTERS, LOOSE_CHARACTERS, LEAST_LONG = 2500, 2000, 600
POLNEAR, DOCUMENTS, TREEBANKS = 3, 160, ("ewt-train", "gum-train")
SIZE, EPOCHS, BATCH, RATE, DECAY, DROPOUT = 256, 5, 1024, 2e-3, 0.02, 0.3
_TEXT = "# text = "
WIDTH, ODDS_MEAN, ODDS_SPREAD = 384, -2.0, 1.5
Rows = tuple[np.ndarray, np.ndarray, np.ndarray]


def rows_of(parser: parse.Parser, text: str, put_in: Sequence[tuple[int, int]]) -> Rows:
    """States, log odds by single words, and whether it was put in, of each plain word of a text."""
    doc = parser.doc(text, [line.span() for line in re.finditer(r"[^\n]+", text)])
    _, read, states = doc.user_data["states"]
    tokens = [doc[i] for i in read]
    places, odds = replaced([token.text for token in tokens])
    chosen = (odds > LEAST) & np.array([tokens[i].lower_ not in KEPT for i in places], dtype=bool)
    starts = {start for start, _ in put_in}
    wanted = np.array([tokens[i].idx in starts for i in places[chosen]], dtype=bool)
    return states[places[chosen]], odds[chosen], wanted


def texts(folder: pathlib.Path) -> Iterator[tuple[str, Sequence[tuple[int, int]]]]:
    """The texts to train on, each with the places of the words that were put in."""
    rows, draw = articles()[MEASURED:], random.Random(0)
    strict, loose = Spinner(thesaurus(folder), irregular(folder), half=0), LooseSpinner(folder, half=0)
    for row in rows[STRICT]:
        yield row["text"][:CHARACTERS], ()
        yield strict.spin(row["text"][:CHARACTERS], draw.choice(SHARES), row["id"])
    for row in rows[LOOSE]:
        yield loose.spin(row["text"][:LOOSE_CHARACTERS], draw.choice(SHARES), row["id"])
    for number, text in enumerate(others()):
        yield text, ()
        if number % 2 == 0:
            yield loose.spin(text, draw.choice(SHARES[:3]), str(number))


def others() -> Iterator[str]:
    """Native texts of other origin: PolNeAR's training part, and documents of the treebanks in any order."""
    lines = (DATA / "attribution" / "train" / "docs.jsonl").read_text("utf-8").splitlines()
    yield from (json.loads(line)["text"][:CHARACTERS] for line in lines[::POLNEAR])
    documents = [text for name in TREEBANKS for text in treebank(DATA / "parse" / f"{name}.conllu")]
    documents = [text for text in documents if len(text) > LEAST_LONG]
    random.Random(1).shuffle(documents)
    yield from (text[:LOOSE_CHARACTERS] for text in documents[:DOCUMENTS])


def treebank(path: pathlib.Path) -> Iterator[str]:
    """The documents of a treebank, a blank line between paragraphs."""
    for document in path.read_text("utf-8").split("# newdoc")[1:]:
        paragraphs = [
            " ".join(line.removeprefix(_TEXT) for line in part.split("\n") if line.startswith(_TEXT))
            for part in document.split("# newpar")
        ]
        yield "\n\n".join(part for part in paragraphs if part)


class Layer(torch.nn.Module):
    """One inner layer over a word's state, scaled, and its log odds."""

    def __init__(self, mean: torch.Tensor, deviation: torch.Tensor) -> None:
        super().__init__()
        self.mean, self.deviation = mean, deviation
        self.inner, self.outer = torch.nn.Linear(WIDTH + 1, SIZE), torch.nn.Linear(SIZE, 1)

    def forward(self, states: torch.Tensor, odds: torch.Tensor) -> torch.Tensor:
        """The log odds that a word was put in."""
        scaled = (states.float() - self.mean) / self.deviation, (odds[:, None] - ODDS_MEAN) / ODDS_SPREAD
        given = torch.cat(scaled, 1)
        inner = functional.dropout(functional.relu(self.inner(given)), DROPOUT, self.training)
        found: torch.Tensor = self.outer(inner)[:, 0]
        return found


def train(states: np.ndarray, odds: np.ndarray, wanted: np.ndarray) -> Layer:
    """The layer, trained for some epochs at a rate that falls to nothing."""
    torch.manual_seed(0)
    some = torch.from_numpy(states[:60_000]).float()
    layer = Layer(some.mean(0), some.std(0))
    given = [torch.from_numpy(part) for part in (states, odds.astype(np.float32), wanted.astype(np.float32))]
    search = torch.optim.AdamW(layer.parameters(), lr=RATE, weight_decay=DECAY)
    steps, done = EPOCHS * -(-len(states) // BATCH), 0
    for _ in range(EPOCHS):
        for at in torch.randperm(len(states)).split(BATCH):
            search.param_groups[0]["lr"] = RATE * (1 - done / steps)
            done += 1
            found = layer(given[0][at], given[1][at])
            loss = functional.binary_cross_entropy_with_logits(found, given[2][at])
            search.zero_grad()
            loss.backward()
            search.step()
    return layer.eval()


def pack(layer: Layer, out: pathlib.Path) -> None:
    """Writes the layer, the scaling of states folded into it, its weights in eight bits; prints the hash."""
    weight = layer.inner.weight.detach()
    inner = (weight[:, :WIDTH] / layer.deviation).T.contiguous()
    scale = inner.abs().amax(0) / 127
    of_odds = weight[:, WIDTH] / ODDS_SPREAD
    bias = layer.inner.bias.detach() - layer.mean @ inner - of_odds * ODDS_MEAN
    signed = dict(line.split("  ")[::-1] for line in (parse.MODEL / "SHA256").read_text("utf-8").splitlines())
    np.savez_compressed(
        out,
        left_alone=np.frombuffer("\n".join(sorted(KEPT)).encode("ascii"), np.uint8),
        model=np.frombuffer(signed["model.onnx"].encode("ascii"), np.uint8),
        inner=np.round((inner / scale).numpy()).astype(np.int8),
        inner_scale=scale.numpy(),
        inner_odds=of_odds.numpy(),
        inner_bias=bias.numpy(),
        outer=layer.outer.weight.detach()[0].numpy(),
        bias=layer.outer.bias.detach().numpy()[0],
    )
    print(hashlib.sha256(out.read_bytes()).hexdigest())


def main(folder: str, out: str) -> None:
    """Reads the texts with the bundled model, trains, packs."""
    parser = parse.Parser(parse.MODEL)
    parts = [rows_of(parser, text, put_in) for text, put_in in texts(pathlib.Path(folder))]
    states, odds, wanted = (np.concatenate(part) for part in zip(*parts, strict=True))
    pack(train(states, odds, wanted), pathlib.Path(out) / "misfits.npz")


if __name__ == "__main__":
    main(*sys.argv[1:])
