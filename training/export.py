"""From a checkpoint to the model folder: one ONNX file, int8 per channel, and its lists.

The word table is stored as int8 with one scale a row; linear layers of the encoder are int8 per
channel with weights of seven bits (reduced range), so that processors without VNNI do not
saturate; heads stay in 32 bits.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.parse.labels import Labels
from training import lemmas
from training.network import Reader
from training.train import load

INPUTS = ("pieces", "marks", "first")
OUTPUTS = ("tags", "arcs", "relation_dependent", "relation_head", "pair_anchor", "pair_word", "states")
CONSTANTS = ("relation_out", "relation_bias", "pair_distance", "pair_out", "pair_bias", "pair_transitions")
FILES = ("model.onnx", "tokenizer.json", "labels.json", "lemmas.json")


class ByteTable(nn.Module):
    """An embedding held as int8 rows, each with its own scale."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, numbers: Tensor) -> Tensor:
        """The rows of `numbers`, in 32 bits."""
        return self.rows[numbers].float() * self.scale[numbers]


class OneWindow(nn.Module):
    """The exported graph: one window in, without a batch; the small heads' weights come out too."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, marks: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """OUTPUTS, then CONSTANTS, for one window."""
        out = self.reader(pieces[None], marks[None], None, first[None])
        relations, pairs = self.reader.relations.out, self.reader.pairs
        constants = (relations.weight, relations.bias, pairs.distance.weight,
                     pairs.out.weight, pairs.out.bias, pairs.transitions)  # fmt: skip
        return (*(out[name][0] for name in OUTPUTS), *(c.clone() for c in constants))


def export(labels: Labels, weights: Path, tokenizer: Path, folder: Path, *, quantised: bool = True) -> Path:
    """Writes model.onnx, tokenizer.json, labels.json, lemmas.json and SHA256 into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    reader = load(labels, weights).eval()
    reader.encoder.word = ByteTable(reader.encoder.word.weight.detach())  # type: ignore[assignment]
    full = folder / "model.fp32.onnx"
    example = (
        torch.tensor([101, 2054, 2003, 2023, 102]),
        torch.ones(5, 4, dtype=torch.long),
        torch.tensor([1, 2, 3]),
    )
    axes = {"pieces": {0: "length"}, "marks": {0: "length"}, "first": {0: "words"}}
    with torch.no_grad():
        torch.onnx.export(
            OneWindow(reader), example, str(full), input_names=list(INPUTS),
            output_names=[*OUTPUTS, *CONSTANTS], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    model = folder / "model.onnx"
    if quantised:
        quantize_dynamic(
            str(full), str(model), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"], nodes_to_exclude=_heads(full),
        )  # fmt: skip
        full.unlink()
    else:
        full.replace(model)
    shutil.copy(tokenizer, folder / "tokenizer.json")
    lemmas.make(folder / "lemmas.json", ("ewt", "gum"))
    labels.write(folder / "labels.json")
    sign(folder)
    return folder


def _heads(full: Path) -> list[str]:
    import onnx

    graph = onnx.load(str(full)).graph
    return [n.name for n in graph.node if n.op_type == "MatMul" and "/encoder/" not in n.name]


def sign(folder: Path) -> None:
    """Writes the SHA256 file over whatever of FILES lies in the folder."""
    lines = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}" for n in FILES]
    (folder / "SHA256").write_text("\n".join(lines) + "\n", "utf-8")
