"""From a checkpoint to the model folder: one ONNX file, int8 per channel, and its lists.

The word table is int8 with one scale a row; linear layers are int8 per channel (`training.graph`); heads of
few rows stay in 32 bits.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from onrecord.parse.labels import Labels
from training import lemmas
from training.graph import WindowReader
from training.network import Reader
from training.train import load

INPUTS = ("pieces", "marks", "first")
OUTPUTS = (
    "tags", "arcs", "relation_dependent", "relation_head", "pair_anchor", "pair_word", "states",
    "mention_anaphor", "mention_antecedent",
)  # fmt: skip
FILES = ("model.onnx", "tokenizer.json", "labels.json", "lemmas.json")


class OneWindow(nn.Module):
    """The exported graph: one window in, without a batch; the small heads' weights come out too."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        relations, pairs = reader.relations.out, reader.pairs
        held: dict[str, Tensor] = {
            "relation_out": relations.weight, "relation_bias": relations.bias,
            "pair_distance": pairs.distance.weight, "pair_out": pairs.out.weight, "pair_bias": pairs.out.bias,
            "pair_transitions": pairs.transitions,
        }  # fmt: skip
        if hasattr(reader, "mentions"):
            held["mention_distance"] = reader.mentions.distance
        self.constants = {name: value.detach().clone() for name, value in held.items()}

    def forward(self, pieces: Tensor, marks: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """`names`, in their order, for one window."""
        out = self.reader(pieces[None], marks[None], None, first[None])
        scores = [out[name][0] for name in OUTPUTS if name in out]
        return (*scores, *(value.clone() for value in self.constants.values()))

    def names(self, outputs: dict[str, Tensor]) -> list[str]:
        """The names of what comes out."""
        return [*(name for name in OUTPUTS if name in outputs), *self.constants]


def export(labels: Labels, weights: Path, tokenizer: Path, folder: Path, *, quantised: bool = True) -> Path:
    """Writes model.onnx, tokenizer.json, labels.json, lemmas.json and SHA256 into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_graph(labels, weights, folder / "model.onnx", quantised=quantised)
    shutil.copy(tokenizer, folder / "tokenizer.json")
    lemmas.make(folder / "lemmas.json", ("ewt", "gum"))
    labels.write(folder / "labels.json")
    sign(folder)
    return folder


def write_graph(labels: Labels, weights: Path, file: Path, *, quantised: bool = True) -> None:
    """Writes the ONNX file of a checkpoint."""
    reader = WindowReader(labels)
    reader.load_state_dict(load(labels, weights).state_dict())
    reader.eval().speed_up(quantised=quantised)
    example = (
        torch.tensor([101, 2054, 2003, 2023, 102]),
        torch.ones(5, 4, dtype=torch.long),
        torch.tensor([1, 2, 3]),
    )
    axes = {"pieces": {0: "length"}, "marks": {0: "length"}, "first": {0: "words"}}
    with torch.no_grad():
        window = OneWindow(reader).eval()
        names = window.names(reader(*(x[None] for x in example[:2]), None, example[2][None]))
        torch.onnx.export(
            window, example, str(file), input_names=list(INPUTS), output_names=names, dynamic_axes=axes,
            opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
    onnx.checker.check_model(str(file))


def sign(folder: Path) -> None:
    """Writes the SHA256 file over whatever of FILES lies in the folder."""
    lines = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}" for n in FILES]
    (folder / "SHA256").write_text("\n".join(lines) + "\n", "utf-8")
