"""One training stage: by the clock, resumable, with an average of the weights kept beside."""

from __future__ import annotations

import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from onrecord.parse.labels import Labels
from onrecord.parse.pieces import Pieces
from training.corpora import Text
from training.losses import losses, total
from training.network import Reader
from training.windows import Stream, tensors


@dataclass(frozen=True)
class Plan:
    """How long and how fast; the learning rate falls by the share of `minutes` worked."""

    minutes: float
    shares: dict[str, float]
    room: int = 1700
    rate: float = 2e-4
    head_rate: float = 1.5e-3
    warm: float = 0.05
    floor: float = 0.0
    seed: int = 1
    averaging: float = 0.995
    save_every: float = 180.0


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
    """Trains from `start` (an encoder or a checkpoint) and returns the finished weights.

    `folder` holds state.pt for resuming and average.safetensors for everyone else; a finished
    stage has done.json and is not run again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    result = folder / "average.safetensors"
    if (folder / "done.json").exists():
        return result
    torch.manual_seed(plan.seed)
    model = load(labels, start)
    model.encoder.word.weight.requires_grad_(False)
    cutter = Pieces(start.parent / "tokenizer.json")
    save = Session(model, plan, folder)
    stream = Stream(texts, plan.shares, cutter, plan.seed + save.step)
    last, since = time.monotonic(), save.worked
    while save.worked < plan.minutes * 60:
        parts = save.update(tensors(stream.batch(plan.room)))
        now = time.monotonic()
        save.worked += now - last
        last = now
        if save.step % 25 == 0:
            figures = " ".join(f"{k}={v:.3f}" for k, v in parts.items())
            print(f"{save.worked:7.0f}s step {save.step} {figures}", flush=True)
        if save.worked - since > plan.save_every:
            since = save.worked
            save.write()
    save.write()
    (folder / "done.json").write_text(json.dumps({"steps": save.step, **asdict(plan)}) + "\n", "utf-8")
    return result


class Session:
    """Model, optimiser and clock of a running stage."""

    def __init__(self, model: Reader, plan: Plan, folder: Path) -> None:
        self.model, self.plan, self.folder = model, plan, folder
        self.worked, self.step = 0.0, 0
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
            self.worked, self.step = state["worked"], state["step"]

    def update(self, batch: dict[str, torch.Tensor]) -> dict[str, float]:
        """One step; returns the losses."""
        self.model.train()
        done = min(1.0, self.worked / (self.plan.minutes * 60))
        rise = min(1.0, (done + 1e-3) / self.plan.warm)
        fall = 0.5 + 0.5 * math.cos(math.pi * max(0.0, done - self.plan.warm) / (1 - self.plan.warm))
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * rise * (self.plan.floor + (1 - self.plan.floor) * fall)
        with torch.autocast("cpu", torch.bfloat16):
            parts = losses(self.model, batch)
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
                 "average": self.average.weights, "worked": self.worked, "step": self.step}  # fmt: skip
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
