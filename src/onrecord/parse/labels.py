"""The label lists of the model, as `labels.json` in the model folder holds them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

ROLES = ("none", "source", "cue", "content")
"""What a word can be to the first word of a cue."""

DISTANCES = (1, 2, 3, 4, 6, 9, 14, 24, 49)
"""Upper ends of the distance classes between that word and another, on each side."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Label lists; each `bio` layer is O followed by B- and I- of every kind."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def layers(self) -> dict[str, tuple[str, ...]]:
        """The word tag layers in the order in which the model's `tags` output holds them."""
        return {
            "sentence": ("inside", "start"),
            "upos": self.upos,
            "xpos": self.xpos,
            "names": bio(self.names),
            "source": bio(("source",)),
            "cue": bio(("cue",)),
            "content": bio(("content",)),
            "anchor": ("no", "yes"),
        }

    @property
    def slices(self) -> dict[str, slice]:
        """Where each layer stands in the `tags` output."""
        out, at = {}, 0
        for layer, labels in self.layers.items():
            out[layer] = slice(at, at + len(labels))
            at += len(labels)
        return out

    @classmethod
    def read(cls, path: Path) -> Labels:
        """Reads `labels.json`."""
        raw = json.loads(path.read_text("utf-8"))
        return cls(*(tuple(raw[name]) for name in ("upos", "xpos", "relations", "names")))

    def write(self, path: Path) -> None:
        """Writes `labels.json`."""
        raw = {name: list(getattr(self, name)) for name in ("upos", "xpos", "relations", "names")}
        path.write_text(json.dumps(raw, indent=1) + "\n", "utf-8")


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """O, then B-KIND and I-KIND for each kind."""
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))
