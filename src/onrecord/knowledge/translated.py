"""What `knowledge/wording/translated*` knows: words and pairs of words that machine translations choose
oftener than people."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np

from onrecord.knowledge.load import document


@dataclass(frozen=True, slots=True)
class TranslatedWords:
    """Weights of words and of pairs of neighbours, by the code of their name; how texts lie on their mean.

    `listed` has the codes of all words that have a name of their own. A text's mean weight is about `native`
    or `human` where a native or a translator wrote it, and lies about that by the root of
    own ** 2 + word ** 2 / length, `spread` being (own, word).
    """

    listed: frozenset[int]
    weights: Mapping[int, float]
    native: float
    human: float
    spread: tuple[float, float]


def code(name: str) -> int:
    """The number that stands for a word, or for two with a space between, in the file."""
    return crc32(name.encode("utf-8", "surrogatepass"))


@cache
def translated_words() -> TranslatedWords:
    """The weights, out of `translated_words.npz`, and the levels of `translated.yaml`."""
    packed = files("onrecord.knowledge").joinpath("wording/translated_words.npz").read_bytes()
    levels = document("wording/translated.yaml")
    with np.load(io.BytesIO(packed), allow_pickle=False) as kept:
        weights = kept["weights"].astype(np.float64) * float(kept["scale"])
        return TranslatedWords(
            listed=frozenset(kept["words"].tolist()),
            weights=dict(zip(kept["names"].tolist(), weights.tolist(), strict=True)),
            native=float(levels["native"]),
            human=float(levels["human"]),
            spread=(float(levels["spread_own"]), float(levels["spread_word"])),
        )
