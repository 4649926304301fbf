"""The network as the run time runs it: the same weights, laid out for onnxruntime's kernels on a processor.

What differs from `network.Reader` (28 ms became 22 in a window of 236 pieces, on one thread):

- linear layers are int8 per channel, with weights of seven bits: a processor without VNNI adds two products
  in sixteen bits and would saturate with eight;
- attention reads queries, keys and values as they lie, and its scale is in the weights;
- the sum before a normalisation stands apart from it: onnxruntime's joined kernel takes eight times as
  long, so the session is told not to join them (`parse.model_file`);
- the last layer works only on the first piece of each word, and states are gathered before they are mixed.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.parse.pieces import QUOTES, SHAPES, SPACES, STARTS
from training.network import HEADS, WIDTH, Encoder, Layer, Reader

SEVEN_BITS = 63
HEAD = WIDTH // HEADS
_DOMAIN = "com.microsoft::"
_WIDE = (
    "arcs.dependent.0", "arcs.head.0", "relations.dependent", "relations.head", "pairs.anchor", "pairs.word",
    "passage", "mentions.anaphor", "mentions.antecedent",
)  # fmt: skip
"""Layers of the heads that are int8 too; tags and what multiplies two words stay in 32 bits."""


class _Int8(torch.autograd.Function):
    @staticmethod
    def forward(_: Any, *given: Tensor) -> Tensor:
        x, weight, scale, zero, bias = given
        return x @ ((weight - zero).float() * scale) + bias

    @staticmethod
    def symbolic(g: Any, *given: Any) -> Any:
        return g.op(_DOMAIN + "DynamicQuantizeMatMul", *given)


class _Gelu(torch.autograd.Function):
    @staticmethod
    def forward(_: Any, x: Tensor) -> Tensor:
        return F.gelu(x)

    @staticmethod
    def symbolic(g: Any, x: Any) -> Any:
        return g.op(_DOMAIN + "Gelu", x)


class _Scores(torch.autograd.Function):
    """Queries and keys [length, heads, size] to [heads, length, length], read as they lie."""

    @staticmethod
    def forward(_: Any, queries: Tensor, keys: Tensor) -> Tensor:
        return queries.transpose(0, 1) @ keys.permute(1, 2, 0)

    @staticmethod
    def symbolic(g: Any, queries: Any, keys: Any) -> Any:
        return g.op(_DOMAIN + "FusedMatMul", queries, keys, transB_i=1, transBatchA_i=1, transBatchB_i=1)


class _Seen(torch.autograd.Function):
    """Shares [heads, length, length] and values [length, heads, size] to [heads, length, size]."""

    @staticmethod
    def forward(_: Any, shares: Tensor, values: Tensor) -> Tensor:
        return shares @ values.transpose(0, 1)

    @staticmethod
    def symbolic(g: Any, shares: Any, values: Any) -> Any:
        return g.op(_DOMAIN + "FusedMatMul", shares, values, transBatchB_i=1)


class Gelu(nn.Module):
    """GELU as one kernel."""

    def forward(self, x: Tensor) -> Tensor:
        """The same shape."""
        out: Tensor = _Gelu.apply(x)  # type: ignore[no-untyped-call]
        return out


class Int8(nn.Module):
    """A linear layer: weights int8 with a scale for each column, input quantised as it comes."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        columns = weight.detach().t().contiguous()
        scale = columns.abs().amax(0).clamp(min=1e-8) / SEVEN_BITS
        self.register_buffer("weight", (columns / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("zero", torch.zeros(len(scale), dtype=torch.int8))
        self.register_buffer("bias", bias.detach().clone())

    def forward(self, x: Tensor) -> Tensor:
        """[..., in] to [..., out]."""
        out: Tensor = _Int8.apply(x, self.weight, self.scale, self.zero, self.bias)  # type: ignore[no-untyped-call]
        return out


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


class FastLayer(nn.Module):
    """`network.Layer` for one window without a batch, [length, WIDTH]."""

    def __init__(self, layer: Layer, quantised: bool) -> None:
        super().__init__()
        weight, bias = layer.qkv.weight.detach().clone(), layer.qkv.bias.detach().clone()
        weight[:WIDTH] *= HEAD**-0.5
        bias[:WIDTH] *= HEAD**-0.5
        self.qkv = linear(weight, bias, quantised)
        self.out, self.up, self.down = (
            linear(x.weight, x.bias, quantised) for x in (layer.out, layer.up, layer.down)
        )
        self.norm1, self.norm2, self.gelu = layer.norm1, layer.norm2, Gelu()

    def forward(self, x: Tensor, chosen: Tensor | None) -> Tensor:
        """The next state of each piece, or of the `chosen` ones."""
        q, k, v = self.qkv(x).view(-1, 3 * HEADS, HEAD).split(HEADS, 1)
        if chosen is not None:
            x, q = x[chosen], q[chosen]
        shares = _Scores.apply(q, k).softmax(-1)  # type: ignore[no-untyped-call]
        seen = _Seen.apply(shares, v).transpose(0, 1).reshape(-1, WIDTH)  # type: ignore[no-untyped-call]
        x = self.norm1(x + self.out(seen))
        return self.norm2(x + self.down(self.gelu(self.up(x))))


def linear(weight: Tensor, bias: Tensor, quantised: bool) -> nn.Module:
    """A linear layer in int8, or as it is."""
    if quantised:
        return Int8(weight, bias)
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)
    return layer


class WindowReader(Reader):
    """`network.Reader` with its encoder laid out anew; batches of one window only."""

    def speed_up(self, *, quantised: bool) -> None:
        """Rebuilds what is slow, once the weights are in."""
        encoder = self.encoder
        self.table = ByteTable(encoder.word.weight.detach()) if quantised else encoder.word
        self.register_buffer("mark_table", _all_marks(encoder))
        self.fast = nn.ModuleList(FastLayer(layer, quantised) for layer in encoder.layers)
        for module in list(self.modules()):
            for name, child in module.named_children():
                if isinstance(child, nn.GELU):
                    setattr(module, name, Gelu())
        for name in _WIDE if quantised else ():
            owner, _, last = name.rpartition(".")
            if hasattr(self, name.split(".")[0]):
                layer = self.get_submodule(name)
                setattr(self.get_submodule(owner), last, Int8(layer.weight, layer.bias))

    def words(self, pieces: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor) -> tuple[Tensor, ...]:
        """Syntax, meaning and last states of each word."""
        assert mask is None
        chosen = first[0]
        code = (marks[0] * marks.new_tensor(_CODE)).sum(-1)
        x = self.encoder.norm(
            self.table(pieces[0]) + self.encoder.place.weight[: code.shape[0]] + self.mark_table[code]
        )
        states = []
        for i, layer in enumerate(self.fast):
            last = i == len(self.fast) - 1
            x = layer(x, chosen if last else None)
            states.append(x if last else x[chosen])
        used = states[-4:]
        return self.syntax(used)[None], self.meaning(used)[None], used[-1][None]


_CODE = (SPACES * STARTS * QUOTES, STARTS * QUOTES, QUOTES, 1)


def _all_marks(encoder: Encoder) -> Tensor:
    """One row for every combination of the four features, the segment's vector added."""
    shape, space, start, quote = (table.weight.detach() for table in encoder.marks)
    total = shape[:, None, None, None] + space[:, None, None] + start[:, None] + quote + encoder.kind.detach()
    return total.reshape(SHAPES * SPACES * STARTS * QUOTES, WIDTH)
