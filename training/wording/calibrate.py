"""The weights that make the score "spun" of the log odds of single words.

    python -m training.wording.calibrate tokens FOLDER
    python -m training.wording.calibrate states

FOLDER as for `replaced`, whose last fifth of articles is read here, whole and cut to 100, 200 and 400
tokens; further native texts are PolNeAR's and the human-written texts of translated/dev. `tokens` fits five
weights for the measure of words alone (`spun_tokens.yaml`). `states` gives the five features of the
measure with the model's states equal weights by their spread over native articles (`spun.yaml`): with no
spun text in it, the score is not fitted to one replacer.
"""

from __future__ import annotations

import json
import pathlib
import random
import re
import sys
from collections.abc import Iterable, Iterator

import numpy as np

from onrecord import parse
from onrecord.extract.wording.misfits import refined
from onrecord.extract.wording.replaced import replaced
from onrecord.extract.wording.spun import Measure, raw_features, shrunk
from onrecord.parse.english import english
from training.wording.logistic import Floats, fit
from training.wording.replaced import CHARACTERS, DATA, MEASURED, ROOT, articles, pairs

OUT = ROOT / "src/onrecord/knowledge/wording"
TOKENS = ("mean", "over_0", "over_1.4", "over_2.2", "tenth")
STATES = ("mean", "over_0", "over_0.8", "over_1.6", "tenth")
SLOPE = 0.25  # log odds for each deviation; at 0.25 the weakest tenth of articles spun at 30% score about 0.8
CUTS = (40, 80, 160, 10_000)  # words that come into question, of which a report has one in three
WORDS, EVERY = 150, 8  # of the human-written texts of translated/dev
LENGTHS = (100, 200, 400, 10_000)
NATIVE_OVER, NATIVE_OVER_STATES = 0.008, 0.006
LEAST_SHARE, PENALTY = 0.04, 10.0  # a text counts as spun from 4% of its tokens put in


def native_texts() -> list[list[str]]:
    """Tokens of native texts of other origin than the articles."""
    tokenizer = english().tokenizer
    lines = (DATA / "attribution" / "train" / "docs.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line)["text"][:CHARACTERS] for line in lines]
    found += list(human_written())
    return [[token.text for token in tokenizer(text)] for text in found]


def human_written() -> Iterator[str]:
    """Native and human-translated segments of translated/dev, those of one source joined to 150 words."""
    for year in ("wmt21", "wmt22"):
        by: dict[str, list[str]] = {}
        for line in (DATA / "translated" / "dev" / f"{year}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] != "machine":
                by.setdefault(row["source"], []).append(row["text"])
        for segments in by.values():
            now: list[str] = []
            for segment in segments:
                now.append(segment)
                if sum(len(part.split()) for part in now) >= WORDS:
                    yield "\n\n".join(now)
                    now = []


def tokens(folder: str) -> None:
    """Fits the weights and writes them; the bias puts 0 where eight native texts in a thousand lie above."""
    draw = random.Random(2)
    held = pairs(pathlib.Path(folder))
    held = held[int(len(held) * 0.8) :]
    native = [replaced(tokens[: draw.choice(LENGTHS)])[1] for tokens, _, _ in held]
    native += [replaced(tokens)[1] for tokens in native_texts()]
    spun = [
        replaced(tokens[: draw.choice(LENGTHS)])[1]
        for _, tokens, put_in in held
        if put_in.mean() >= LEAST_SHARE
    ]
    whole = [list(raw_features(odds, TOKENS).values()) for odds in native if len(odds) > 60]
    mean = dict(zip(TOKENS, np.mean(whole, axis=0).tolist(), strict=True))
    fitted(mean, drawn(native, mean, "spun_tokens"), drawn(spun, mean, "spun_tokens"))


def states() -> None:
    """Reads native texts with the model and writes the weights for the measure with states."""
    parser, draw = parse.Parser(parse.MODEL), random.Random(3)
    held = articles()[MEASURED:]
    whole = [odds_of(parser, row["text"]) for row in held[int(len(held) * 0.8) :]]
    lines = (DATA / "attribution" / "dev" / "docs.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    others = [odds_of(parser, text) for text in [*texts, *list(human_written())[::EVERY]]]
    equal(whole, [*whole, *(odds[: draw.choice(CUTS)] for odds in whole), *others])


def odds_of(parser: parse.Parser, text: str) -> Floats:
    """The log odds of the words of a text that come into question."""
    doc = parser.doc(text, [line.span() for line in re.finditer(r"[^\n]+", text)])
    words = [token for token in doc if not token.is_space]
    found = refined(doc, words, *replaced([token.text for token in words]))
    assert found is not None, "misfits.npz was made for another model"
    return found[1]


def drawn(texts: Iterable[Floats], mean: dict[str, float], measure: Measure) -> Floats:
    """The features of texts as rows, drawn to the mean where they are short."""
    return np.array([list(shrunk(odds, mean, measure).values()) for odds in texts])


def equal(whole: Iterable[Floats], native: Iterable[Floats]) -> None:
    """Equal weights by the spread over whole articles; the bias puts 0 where 0.6% of the others lie above."""
    raw = np.array([list(raw_features(odds, STATES).values()) for odds in whole if len(odds) > 60])
    mean = dict(zip(STATES, raw.mean(0).tolist(), strict=True))
    deviation = raw.std(0)
    rows = drawn(native, mean, "spun")
    totals = ((rows - raw.mean(0)) / deviation).sum(1) * SLOPE
    over = float(np.quantile(totals, 1 - NATIVE_OVER_STATES))
    write("spun.yaml", zip(mean, raw.mean(0), deviation, [SLOPE] * len(STATES), strict=True), -over)


def fitted(mean: dict[str, float], native: Floats, spun: Floats) -> None:
    """Writes the features' means, deviations and weights, and the bias."""
    middle, deviation = np.array(list(mean.values())), native.std(0)
    rows = (np.vstack([native, spun]) - middle) / deviation
    wanted = np.r_[np.zeros(len(native)), np.ones(len(spun))]
    weights = np.where(wanted == 1, len(rows) / 2 / len(spun), len(rows) / 2 / len(native))
    weight, bias = fit(rows, wanted, weights, PENALTY)
    over = float(np.quantile(rows[: len(native)] @ weight + bias, 1 - NATIVE_OVER))
    write("spun_tokens.yaml", zip(mean, middle, deviation, weight, strict=True), bias - over)


def write(name: str, rows: Iterator[tuple[str, float, float, float]], bias: float) -> None:
    """Writes a file of weights, its head kept."""
    path = OUT / name
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [f"  {n}: [{m:.5f}, {d:.5f}, {w:.4f}]" for n, m, d, w in rows]
    path.write_text("\n".join([*head, "features:", *lines, f"bias: {bias:.4f}", ""]), "utf-8")


if __name__ == "__main__":
    {"tokens": tokens, "states": states}[sys.argv[1]](*sys.argv[2:])
