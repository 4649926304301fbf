"""What `knowledge/wording/` knows of wording that no one writes: set phrases, slips, garbles, two small
measures."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.knowledge.load import document

Floats = NDArray[np.float32]
Strength = Literal["strong", "weak"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of broken wording: what it finds counts by its strength."""

    id: str
    strength: Strength
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ReplacedWords:
    """The measure of replaced words: one row a listed word, one column a dimension (see
    `replaced_words.yaml`)."""

    listed: Mapping[str, int]
    context: Floats
    word: Floats
    place: Floats
    word_bias: Floats
    context_bias: Floats
    place_bias: Floats
    bias: float


@dataclass(frozen=True, slots=True)
class Misfits:
    """The measure of words that do not fit: one inner layer over a word's state and its log odds by the
    measure above; `model` is the digest of the model whose states it was made for, and `left_alone` are the
    hundred commonest words, which no replacer touches."""

    model: str
    left_alone: frozenset[str]
    inner: Floats
    inner_odds: Floats
    inner_bias: Floats
    outer: Floats
    bias: float


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: features by name with their mean, deviation and weight, and the bias."""

    features: Mapping[str, tuple[float, float, float]]
    bias: float


def patterns(name: Literal["slips", "garbles"]) -> tuple[Pattern, ...]:
    """The patterns of one file, in its order."""
    return _patterns(name)


@cache
def _patterns(name: str) -> tuple[Pattern, ...]:
    out = []
    for entry in document(f"wording/{name}.yaml"):
        joined = "|".join(entry["patterns"])
        whole = rf"\b(?:{joined})" if entry.get("words", True) else f"(?:{joined})"
        flags = 0 if entry.get("capitals", False) else re.IGNORECASE  # where capitals tell, they are read
        out.append(Pattern(entry["id"], entry["strength"], re.compile(whole, flags)))
    return tuple(out)


@cache
def tortured_phrases() -> Mapping[str, str]:
    """Every set phrase with one or more words replaced, in small letters, and the set phrase that was meant.

    Example: `tortured_phrases()["chief clergyman"]` is "prime minister"; "prime minister" is not in it.
    """
    entry = document("wording/phrases.yaml")[0]
    phrases = [phrase for listed in entry["phrases"].values() for phrase in listed]
    sound = {*phrases, *entry["sane"]}
    found: dict[str, str] = {}
    for phrase in phrases:
        choices = [(word, *entry["words"].get(word, ())) for word in phrase.split()]
        for words in product(*choices):
            for form in _numbers(" ".join(words)):
                if not {form, form.removesuffix("s")} & sound:
                    found.setdefault(form, phrase)
    return found


def _numbers(words: str) -> tuple[str, ...]:
    """Words as they are, and with the plural's s of the last one."""
    return (words,) if words.endswith(("s", "y")) else (words, words + "s")


@cache
def replaced_words() -> ReplacedWords:
    """The measure of replaced words, out of `replaced_words.npz`."""
    packed = files("onrecord.knowledge").joinpath("wording/replaced_words.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as kept:
        words = bytes(kept["words"]).decode("utf-8").split("\n")
        return ReplacedWords(
            listed={word: number for number, word in enumerate(words) if not word.startswith("<")},
            context=kept["context"].astype(np.float32) * kept["context_scale"],
            word=kept["word"].astype(np.float32) * kept["word_scale"],
            place=kept["place"],
            word_bias=kept["word_bias"].astype(np.float32),
            context_bias=kept["context_bias"].astype(np.float32),
            place_bias=kept["place_bias"],
            bias=float(kept["bias"]),
        )


@cache
def misfits() -> Misfits:
    """The measure of words that do not fit, out of `misfits.npz`."""
    packed = files("onrecord.knowledge").joinpath("wording/misfits.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as kept:
        return Misfits(
            model=bytes(kept["model"]).decode("ascii"),
            left_alone=frozenset(bytes(kept["left_alone"]).decode("ascii").split("\n")),
            inner=kept["inner"].astype(np.float32) * kept["inner_scale"],
            inner_odds=kept["inner_odds"],
            inner_bias=kept["inner_bias"],
            outer=kept["outer"],
            bias=float(kept["bias"]),
        )


@cache
def logistic(name: Literal["spun", "spun_tokens"]) -> Logistic:
    """The weights that make one score of a report's features."""
    entry = document(f"wording/{name}.yaml")
    rows = {
        str(name): (float(row[0]), float(row[1]), float(row[2])) for name, row in entry["features"].items()
    }
    return Logistic(rows, float(entry["bias"]))
