"""The cross-corpus gate: does the shipped model still read news as a model of the treebanks alone would?

    python -m training.gate SHIPPED TEACHER SECOND

Official test sets cannot show that heads trained on separate corpora damage each other (trap 1 of
MODEL.md). So tags and trees of PolNeAR dev, which no treebank covers, are compared with those of the
treebank teacher; a second teacher with another seed says how much agreement there is to be had.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from onrecord.parse import load
from onrecord.parse.frame import Frame
from onrecord.parse.reading import Reading
from training.corpora import DATA, Text, polnear


@dataclass(frozen=True)
class Agreement:
    """Per cent of words that two models read alike."""

    upos: float
    xpos: float
    head: float
    head_and_relation: float


def readings(model: Path, texts: list[Text]) -> list[Reading]:
    """What a model folder reads in each text, in sentences of its own."""
    parser = load(model)
    frames = [Frame(spaced=t.spaced.tolist(), starts=t.starts.tolist(), block=[0] * len(t)) for t in texts]
    return [parser.read(t.words, laid, 1)[0] for t, laid in zip(texts, frames, strict=True)]


def agreement(one: list[Reading], other: list[Reading]) -> Agreement:
    """How often two models say the same, in per cent of all words."""
    words = upos = xpos = head = both = 0
    for a, b in zip(one, other, strict=True):
        words += len(a.upos)
        upos += sum(x == y for x, y in zip(a.upos, b.upos, strict=True))
        xpos += sum(x == y for x, y in zip(a.xpos, b.xpos, strict=True))
        same = [x == y for x, y in zip(a.head, b.head, strict=True)]
        head += sum(same)
        both += sum(s and x == y for s, x, y in zip(same, a.relation, b.relation, strict=True))
    return Agreement(*(round(100 * n / words, 2) for n in (upos, xpos, head, both)))


def main() -> None:
    """Prints the agreement of the shipped model and of the second teacher with the first."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("shipped", "teacher", "second"):
        reader.add_argument(name, type=Path, help=f"model folder of the {name} model")
    given = reader.parse_args()
    texts = polnear(DATA / "attribution/dev")
    teacher = readings(given.teacher, texts)
    for name in ("shipped", "second"):
        found = agreement(readings(getattr(given, name), texts), teacher)
        print(f"{name} with teacher", json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
