"""Where native, human-translated and machine-translated texts lie on the mean weight of their names.

The spread of a text of n names about its kind's level is the root of own ** 2 + word ** 2 / n: what sets one
report, translator or system apart from another, and the chance of the words. A text is marked where it lies
1.28 spreads over the level of human translation (one in ten of these would) and 2.6 over the native level.
"""

from __future__ import annotations

import pathlib
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.wording.translated import OVER_HUMAN, OVER_NATIVE

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of `onrecord.knowledge.translated`."""

    native: float
    human: float
    own: float
    word: float

    def over(self, scores: Floats, lengths: Floats) -> NDArray[np.bool_]:
        """Which texts would be marked."""
        spread = np.sqrt(self.own**2 + self.word**2 / lengths)
        marked: NDArray[np.bool_] = (scores >= self.human + OVER_HUMAN * spread) & (
            scores >= self.native + OVER_NATIVE * spread
        )
        return marked


def levels(scores: Floats, lengths: Floats, kinds: NDArray[np.str_]) -> Levels:
    """The levels of these texts; the spread by least squares on squared distances to their kind's level."""
    middle = {kind: float(scores[kinds == kind].mean()) for kind in ("native", "human", "machine")}
    off = (scores - np.array([middle[kind] for kind in kinds])) ** 2
    if np.ptp(lengths) < 1 or len(scores) < 20:
        return Levels(middle["native"], middle["human"], 0.0, float(np.sqrt((off * lengths).mean())))
    (own, word), *_ = np.linalg.lstsq(np.stack([np.ones(len(off)), 1 / lengths], axis=1), off)
    if own < 0 or word < 0:
        own, word = 0.0, float((off * lengths).mean())
    return Levels(middle["native"], middle["human"], float(own) ** 0.5, float(word) ** 0.5)


def write_levels(path: pathlib.Path, found: Levels, intercept: float) -> None:
    """Puts the levels into the file, whose other lines stay; they count without the intercept."""
    new = {
        "native": found.native - intercept,
        "human": found.human - intercept,
        "spread_own": found.own,
        "spread_word": found.word,
    }
    text = path.read_text("utf-8")
    for key, value in new.items():
        text = re.sub(rf"(?m)^{key}: .*$", f"{key}: {value:.4f}", text)
    path.write_text(text, "utf-8")
