"""One loss for all heads; a layer that is MISSING in a window costs nothing there."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.corpora import MISSING
from training.network import Reader, crf_loss

WEIGHTS = {"sentence": 0.5, "upos": 0.5, "xpos": 0.5, "arcs": 1.0, "relation": 0.5, "names": 1.0,
           "source": 0.4, "cue": 0.3, "content": 0.5, "anchor": 1.5, "pairs": 0.1,
           "mentions": 0.2, "passage": 1.0}  # fmt: skip


def losses(model: Reader, batch: dict[str, Tensor], wanted: Tensor | None = None) -> dict[str, Tensor]:
    """The loss of each head that the batch has labels for.

    Args:
        model: the network.
        batch: what `windows.tensors` gives.
        wanted: the published encoder's vectors of the batch's passages, where they are learnt from.
    """
    syntax, meaning, last = model.words(batch["pieces"], batch["marks"], batch["mask"], batch["first"])
    out = _tag_losses(model, syntax, meaning, batch)
    out |= _tree_losses(model, syntax, batch)
    if len(batch["link_window"]):
        window, at = batch["link_window"], batch["link_anchor"]
        anchors = model.pairs.anchor(meaning[window, at])
        words = model.pairs.word(meaning)[window]
        emissions = model.pairs.emissions(anchors, words, batch["link_distance"]).float()
        weight = batch["weight_anchor"][window].mean()
        loss = crf_loss(emissions, batch["link_roles"], batch["link_known"], model.pairs.transitions.float())
        out["pairs"] = loss * weight
    if (batch["mention_word"] >= 0).any():
        out["mentions"] = _mention_loss(model, meaning, batch)
    if wanted is not None:
        means = passage_means(model.passage(last), batch["passage"], len(wanted))
        out["passage"] = (1 - F.cosine_similarity(means, wanted)).mean()
    return out


def passage_means(words: Tensor, passage: Tensor, count: int) -> Tensor:
    """The mean of the words of each passage, [count, WIDTH]; passage -1 is padding."""
    flat, number = words.flatten(0, 1).float(), passage.flatten()
    there = number >= 0
    sums = torch.zeros(count, flat.shape[1], device=flat.device).index_add(0, number[there], flat[there])
    sizes = torch.bincount(number[there], minlength=count).clamp(min=1)
    return sums / sizes[:, None]


def _mention_loss(model: Reader, meaning: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Of all earlier mentions and "none", those of the same chain together should be likely."""
    word, chain = batch["mention_word"], batch["mention_chain"]
    heads = meaning.gather(1, word.clamp(min=0)[..., None].expand(-1, -1, meaning.shape[-1]))
    anaphors, antecedents = model.mentions.anaphor(heads), model.mentions.antecedent(heads)
    scores = model.mentions.scores(anaphors, antecedents, batch["mention_gap"]).float()
    there = word >= 0
    earlier = (
        torch.tril(torch.ones_like(scores, dtype=torch.bool), -1) & there[:, :, None] & there[:, None, :]
    )
    same = earlier & (chain[:, :, None] == chain[:, None, :])
    none = torch.zeros_like(scores[..., :1])
    every = torch.cat([none, scores.masked_fill(~earlier, -1e4)], -1).logsumexp(-1)
    first = torch.where(same.any(-1, keepdim=True), torch.full_like(none, -1e4), none)
    right = torch.cat([first, scores.masked_fill(~same, -1e4)], -1).logsumexp(-1)
    return ((every - right) * there).sum() / there.sum()


def _weighted(logits: Tensor, gold: Tensor, weight: Tensor) -> Tensor:
    loss = F.cross_entropy(
        logits.flatten(0, 1).float(), gold.flatten(), ignore_index=MISSING, reduction="none"
    )
    known = (gold != MISSING).sum().clamp(min=1)
    return (loss.view(gold.shape) * weight[:, None]).sum() / known


def _tag_losses(
    model: Reader, syntax: Tensor, meaning: Tensor, batch: dict[str, Tensor]
) -> dict[str, Tensor]:
    logits = torch.cat([model.syntax_tags(syntax), model.meaning_tags(meaning)], -1)
    slices = model.labels.slices
    return {
        layer: _weighted(logits[..., where], batch[layer], batch[f"weight_{layer}"])
        for layer, where in slices.items()
        if (batch[layer] != MISSING).any()
    }


def _tree_losses(model: Reader, syntax: Tensor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    head = batch["head"]
    if not (head != MISSING).any():
        return {}
    scores = model.arcs(syntax).float()
    sentence = batch["sentences"]
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, :, None] >= 0)
    same = same & ~torch.eye(same.shape[1], dtype=torch.bool, device=same.device)
    allowed = torch.cat([torch.ones_like(same[..., :1]), same], -1)
    target = torch.where(head == MISSING, head, head + 1)
    reachable = allowed.gather(2, target.clamp(min=0)[..., None])[..., 0]
    target = torch.where(reachable, target, MISSING)
    scores = scores.masked_fill(~allowed, -1e4)
    out = {"arcs": _weighted(scores, target, batch["weight_head"])}
    dependent, heads = model.relations(syntax)
    chosen = heads.gather(1, target.clamp(min=0)[..., None].expand(-1, -1, heads.shape[-1]))
    relation = torch.where(target == MISSING, target, batch["relation"])
    out["relation"] = _weighted(
        model.relations.out(F.relu(dependent + chosen)), relation, batch["weight_relation"]
    )
    return out


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum that is trained on."""
    first, *others = (WEIGHTS[name] * value for name, value in parts.items())
    return sum(others, first)
