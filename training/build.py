"""Makes the model folder from the encoder and the data, stage by stage; a finished stage is not run again.

    python -m training.build --work DIR --encoder DIR --out src/onrecord/parse/model/news-en-1

Stages: teacher (tags, trees, names) -> silver (the teacher reads what lacks those) -> joint (all heads on
all texts) -> links (its attributions are read into the texts that have none) -> last (all heads again)
-> polish (once more, slower, more of the treebanks) -> export -> evaluate -> card. Kill it at any time
and run the same command again.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from onrecord.parse.labels import Labels
from training import card, corpora
from training.corpora import DATA, REPOSITORIES, Text
from training.evaluate import evaluate
from training.export import export
from training.label import label
from training.network import SYNTAX
from training.train import Plan, train

TEACHER = {"ewt": 0.42, "gum": 0.42, "wikigold": 0.10, "uner": 0.03, "sec": 0.03}
JOINT = {
    "ewt": 0.24,
    "gum": 0.22,
    "polnear": 0.41,
    "articles": 0.05,
    "wikigold": 0.05,
    "uner": 0.015,
    "sec": 0.015,
}
POLISH = {
    "ewt": 0.31,
    "gum": 0.28,
    "polnear": 0.33,
    "articles": 0.02,
    "wikigold": 0.03,
    "uner": 0.015,
    "sec": 0.015,
}
NEVER_LABELLED = frozenset(("polnear", "articles"))


@dataclass(frozen=True)
class Build:
    """Where things lie, which sets are left out, and how many steps each training takes."""

    work: Path
    encoder: Path
    out: Path
    without: frozenset[str]
    steps: tuple[int, ...] = (1300, 1600, 1700, 900)
    seed: int = 1
    data: Path = DATA

    def run(self) -> None:
        """Every stage in order."""
        labels = self._labels()
        texts = corpora.training_sets(labels, self.data, self.without)
        joint = self._joint(labels, texts, self._teacher(labels, texts))
        if all(t.links is None for t in texts):
            joint = without_attribution(joint, labels)
        export(labels, joint, self.encoder / "tokenizer.json", self.out)
        figures = evaluate(self.out, self.data)
        (self.work / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        card.write(self.out, figures, self.without)

    def _teacher(self, labels: Labels, texts: list[Text]) -> Path:
        gold = [t for t in texts if t.corpus not in NEVER_LABELLED]
        plan = Plan(self.steps[0], TEACHER, averaging=0.99, seed=self.seed)
        weights = train(gold, labels, plan, self.work / "teacher", self.encoder / "model.safetensors")
        label(texts, self._exported(labels, weights, "teacher-model"), self.work / "silver", links=False)
        return weights

    def _joint(self, labels: Labels, texts: list[Text], teacher: Path) -> Path:
        encoder = str(self.encoder / "model.safetensors")
        plan = Plan(self.steps[1], JOINT, warm=0.03, floor=0.25, seed=self.seed, encoder=encoder)
        first = train(texts, labels, plan, self.work / "joint", self._beside(teacher))
        if any(t.links is not None for t in texts):
            label(texts, self._exported(labels, first, "joint-model"), self.work / "links", links=True)
        plan = Plan(self.steps[2], JOINT, warm=0.03, seed=self.seed + 1, encoder=encoder)
        last = train(texts, labels, plan, self.work / "last", self._beside(first))
        plan = Plan(self.steps[3], POLISH, rate=1.2e-4, head_rate=8e-4, seed=self.seed + 2, encoder=encoder)
        return train(texts, labels, plan, self.work / "polish", self._beside(last))

    def _exported(self, labels: Labels, weights: Path, name: str) -> Path:
        folder = self.work / name
        if not (folder / "SHA256").exists():
            export(labels, weights, self.encoder / "tokenizer.json", folder)
        return folder

    def _beside(self, weights: Path) -> Path:
        """`train` looks for the tokenizer beside the weights it starts from."""
        (weights.parent / "tokenizer.json").write_bytes((self.encoder / "tokenizer.json").read_bytes())
        return weights

    def _labels(self) -> Labels:
        path = self.work / "labels.json"
        self.work.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            corpora.label_lists(self.data).write(path)
        return Labels.read(path)


def without_attribution(weights: Path, labels: Labels) -> Path:
    """The same weights, but no word starts a cue: a head that no set has taught must not speak."""
    state = load_file(str(weights))
    at = labels.slices["anchor"].start - sum(len(labels.layers[name]) for name in SYNTAX)
    state["meaning_tags.weight"][at : at + 2] = 0
    state["meaning_tags.bias"][at : at + 2] = torch.tensor([10.0, -10.0])
    silent = weights.parent / "silent.safetensors"
    save_file(state, str(silent))
    return silent


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
    reader.add_argument("--steps", type=int, nargs=4, default=Build.steps, help="of the four trainings")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--threads", type=int, default=2)
    given = reader.parse_args()
    torch.set_num_threads(given.threads)
    without = frozenset(given.without)
    Build(given.work, given.encoder, given.out, without, tuple(given.steps), given.seed).run()


if __name__ == "__main__":
    main()
