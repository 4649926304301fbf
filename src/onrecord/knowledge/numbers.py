"""Number words as a typed table, from `numbers.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.load import document

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Number words by what they do. Phrases are tuples of lower-case words; the longest come first."""

    ones: Mapping[str, float]
    tens: Mapping[str, float]
    scales: Mapping[str, float]
    letters: Mapping[str, float]
    fractions: Mapping[str, float]
    denominators: Mapping[str, int]
    parts_of_scale: tuple[tuple[Phrase, float], ...]
    vague: tuple[tuple[Phrase, float, float], ...]
    ordinals: Mapping[Phrase, int]


@cache
def number_words() -> NumberWords:
    """The table of `numbers.yaml`. Example: `number_words().scales["bn"]` is 1e9."""
    raw = document("numbers.yaml")
    parts = sorted(((tuple(k.split()), float(v)) for k, v in raw["parts_of_scale"].items()), key=_longest)
    vague = [(tuple(k.split()), float(v[0]), float(v[1])) for k, v in raw["vague"].items()]
    return NumberWords(
        ones=_floats(raw["ones"]),
        tens=_floats(raw["tens"]),
        scales=_floats(raw["scales"]),
        letters=_floats(raw["letters"]),
        fractions=_floats(raw["fractions"]),
        denominators={str(k): int(v) for k, v in raw["denominators"].items()},
        parts_of_scale=tuple(parts),
        vague=tuple(sorted(vague, key=lambda entry: -len(entry[0]))),
        ordinals={tuple(k.split()): int(v) for k, v in raw["ordinals"].items()},
    )


def _floats(table: Mapping[str, float]) -> dict[str, float]:
    return {str(key): float(value) for key, value in table.items()}


def _longest(entry: tuple[Phrase, float]) -> int:
    return -len(entry[0])
