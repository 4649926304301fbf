"""One training stage: a number of steps, resumable, with an average of the weights kept beside."""

from __future__ import annotations

import json
import math
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from onrecord.parse.labels import Labels
from onrecord.parse.pieces import Pieces
from training.corpora import Text
from training.losses import losses, total
from training.network import Encoder, Reader
from training.windows import Stream, Window, passage_pieces, tensors


@dataclass(frozen=True)
class Plan:
    """How many steps and how fast; the learning rate falls by the share of them that is done."""

    steps: int
    shares: dict[str, float]
    room: int = 1700
    rate: float = 2e-4
    head_rate: float = 1.5e-3
    warm: float = 0.05
    floor: float = 0.0
    seed: int = 1
    averaging: float = 0.995
    save_every: int = 150
    passages: float = 0.15
    """The share of steps that also learn the published encoder's passage vectors."""
    encoder: str = ""
    """Where the published encoder lies, if passage vectors are learnt from it."""


class Average:
    """An exponential average of the weights; it is what is evaluated, labelled with and exported."""

    def __init__(self, model: Reader, keep: float) -> None:
        self.keep, self.steps = keep, 0
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items()}
        self.moving = {k for k, v in model.named_parameters() if v.requires_grad}

    @torch.no_grad()
    def update(self, model: Reader) -> None:
        """Moves a little towards the model's weights."""
        self.steps += 1
        keep = min(self.keep, self.steps / (self.steps + 10))
        for name, value in model.named_parameters():
            if name in self.moving:
                self.weights[name].lerp_(value, 1 - keep)


def train(texts: list[Text], labels: Labels, plan: Plan, folder: Path, start: Path) -> Path:
    """Trains from `start` (the published encoder or a checkpoint) and returns the finished weights.

    `folder` holds state.pt for resuming and average.safetensors for everyone else; a finished
    stage has done.json and is not run again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    result = folder / "average.safetensors"
    if (folder / "done.json").exists():
        return result
    torch.manual_seed(plan.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = load(labels, start).to(device)
    model.encoder.word.weight.requires_grad_(False)
    cutter = Pieces(start.parent / "tokenizer.json")
    session = Session(model, plan, folder, device)
    stream = Stream(texts, plan.shares, cutter, plan.seed + session.step)
    original = Original(Path(plan.encoder), device) if plan.encoder else None
    dice, since = random.Random(plan.seed + session.step), time.monotonic()
    while session.step < plan.steps:
        windows = stream.batch(plan.room)
        learns = original is not None and dice.random() < plan.passages
        wanted = original.vectors(windows) if original and learns else None
        parts = session.update(tensors(windows), wanted)
        if session.step % 25 == 0:
            figures = " ".join(f"{k}={v:.3f}" for k, v in parts.items())
            print(f"{time.monotonic() - since:7.0f}s step {session.step} {figures}", flush=True)
        if session.step % plan.save_every == 0:
            session.write()
    session.write()
    (folder / "done.json").write_text(json.dumps({"step": session.step, **asdict(plan)}) + "\n", "utf-8")
    return result


class Original:
    """The published encoder as it came: what our passage vectors are kept close to."""

    def __init__(self, weights: Path, device: torch.device) -> None:
        self.device = device
        self.encoder = Encoder(0.0).to(device).eval()
        self.encoder.start_from(weights)

    @torch.no_grad()
    def vectors(self, windows: list[Window]) -> torch.Tensor:
        """A unit vector for each passage of the windows: the mean of all its pieces, [CLS] and [SEP] too."""
        passages = [[Pieces.CLS, *flat, Pieces.SEP] for flat in passage_pieces(windows)]
        length = max(map(len, passages))
        pieces = torch.tensor([p + [0] * (length - len(p)) for p in passages], device=self.device)
        sizes = torch.tensor([len(p) for p in passages], device=self.device)
        there = (torch.arange(length, device=self.device) < sizes[:, None]).float()
        marks = torch.zeros(*pieces.shape, 4, dtype=torch.long, device=self.device)
        states = self.encoder(pieces, marks, there[:, None, None].bool())[-1]
        means = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        return torch.nn.functional.normalize(means)


class Session:
    """Model, optimiser and count of a running stage."""

    def __init__(self, model: Reader, plan: Plan, folder: Path, device: torch.device) -> None:
        self.model, self.plan, self.folder, self.device = model, plan, folder, device
        self.step = 0
        self.half = device.type == "cuda"  # 16 bits are slower than 32 on the processors tried; see RECIPE.md
        encoder = [p for p in model.encoder.parameters() if p.requires_grad]
        inside = {id(p) for p in model.encoder.parameters()}
        heads = [p for p in model.parameters() if id(p) not in inside]
        self.optimiser = torch.optim.AdamW(
            [{"params": encoder, "lr": plan.rate, "top": plan.rate},
             {"params": heads, "lr": plan.head_rate, "top": plan.head_rate}],
            betas=(0.9, 0.98), weight_decay=0.01, fused=True,
        )  # fmt: skip
        self.average = Average(model, plan.averaging)
        if (folder / "state.pt").exists():
            state = torch.load(folder / "state.pt", weights_only=True)
            model.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.average.weights, self.average.steps = state["average"], state["step"]
            self.step = state["step"]

    def update(self, batch: dict[str, torch.Tensor], wanted: torch.Tensor | None) -> dict[str, float]:
        """One step; returns the losses."""
        self.model.train()
        batch = {name: value.to(self.device) for name, value in batch.items()}
        done = self.step / self.plan.steps
        rise = min(1.0, (done + 1e-3) / self.plan.warm)
        fall = 0.5 + 0.5 * math.cos(math.pi * max(0.0, done - self.plan.warm) / (1 - self.plan.warm))
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * rise * (self.plan.floor + (1 - self.plan.floor) * fall)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.half):
            parts = losses(self.model, batch, wanted)
            loss = total(parts)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.average.update(self.model)
        self.step += 1
        return {name: float(value.detach()) for name, value in parts.items()}

    def write(self) -> None:
        """Writes both files, each whole or not at all."""
        state = {"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(),
                 "average": self.average.weights, "step": self.step}  # fmt: skip
        torch.save(state, self.folder / "state.tmp")
        (self.folder / "state.tmp").replace(self.folder / "state.pt")
        save_file(self.average.weights, str(self.folder / "average.tmp"))
        (self.folder / "average.tmp").replace(self.folder / "average.safetensors")


def load(labels: Labels, start: Path) -> Reader:
    """A model from the published encoder (`model.safetensors`) or from one of our checkpoints."""
    model = Reader(labels)
    if start.name == "model.safetensors":
        model.encoder.start_from(start)
    else:
        model.load_state_dict(load_file(str(start)))
    return model
