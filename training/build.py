"""Makes the model folder from the encoder and the data, stage by stage; a finished stage is not run again.

    python -m training.build --work DIR --encoder DIR --out src/onrecord/parse/model/news-en-1

Stages: teacher (tags, trees and names only) -> label (the teacher reads what lacks those) ->
joint (all heads on all texts) -> export -> evaluate -> card. Kill it at any time and run the same
command again.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import torch

from onrecord.parse.labels import Labels
from training import card, corpora
from training.corpora import DATA, REPOSITORIES
from training.evaluate import evaluate
from training.export import export
from training.label import label
from training.train import Plan, train

TEACHER = {"ewt": 0.4, "gum": 0.4, "wikigold": 0.12, "uner": 0.04, "sec": 0.04}
JOINT = {"ewt": 0.24, "gum": 0.22, "polnear": 0.46, "wikigold": 0.05, "uner": 0.015, "sec": 0.015}


@dataclass(frozen=True)
class Build:
    """Where things lie, which sets are left out, and how many minutes the two trainings get."""

    work: Path
    encoder: Path
    out: Path
    without: frozenset[str]
    teacher_minutes: float
    joint_minutes: float
    data: Path = DATA

    def run(self) -> None:
        """Every stage in order."""
        labels = self._labels()
        texts = corpora.training_sets(labels, self.data, self.without)
        tokenizer = self.encoder / "tokenizer.json"
        plain = [t for t in texts if t.corpus != "polnear"]
        plan = Plan(self.teacher_minutes, TEACHER, save_every=60, averaging=0.98)
        teacher = train(plain, labels, plan, self.work / "teacher", self.encoder / "model.safetensors")
        reader = self.work / "teacher-model"
        if not (reader / "SHA256").exists():
            export(labels, teacher, tokenizer, reader)
        label(texts, reader, self.work / "silver", links=False)
        plan = Plan(self.joint_minutes, JOINT, warm=0.03)
        joint = train(texts, labels, plan, self.work / "joint", _beside(teacher, tokenizer))
        export(labels, joint, tokenizer, self.out)
        figures = evaluate(self.out, self.data)
        (self.work / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        card.write(self.out, figures, self.without)

    def _labels(self) -> Labels:
        path = self.work / "labels.json"
        self.work.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            corpora.label_lists(self.data).write(path)
        return Labels.read(path)


def _beside(weights: Path, tokenizer: Path) -> Path:
    """`train` looks for the tokenizer beside the weights it starts from."""
    (weights.parent / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    return weights


def main() -> None:
    """Reads the command line and runs the build."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument(
        "--work", type=Path, required=True, help="checkpoints and silver labels are kept here"
    )
    reader.add_argument(
        "--encoder", type=Path, required=True, help="folder with model.safetensors, tokenizer.json"
    )
    reader.add_argument("--out", type=Path, required=True, help="the model folder to write")
    reader.add_argument(
        "--without", nargs="*", default=[], choices=sorted(REPOSITORIES), help="sets to leave out"
    )
    reader.add_argument("--teacher-minutes", type=float, default=6.5)
    reader.add_argument("--joint-minutes", type=float, default=50)
    reader.add_argument("--threads", type=int, default=2)
    given = reader.parse_args()
    torch.set_num_threads(given.threads)
    Build(
        given.work,
        given.encoder,
        given.out,
        frozenset(given.without),
        given.teacher_minutes,
        given.joint_minutes,
    ).run()


if __name__ == "__main__":
    main()
