"""Candidate antecedents of the mentions of a Doc, from the model's two vectors of each word.

The score of two mentions is a product of the later one's vector as anaphor and the earlier one's as
antecedent, plus a number for their distance; "none of those before" scores 0 (Lee et al. 2017, with head
words for spans). Only the scores are read here: what an actor is, the extract room decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from onrecord.parse.labels import DISTANCES
from onrecord.shapes.coreference import Coreference

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

REACH = 240
"""Words back to which an antecedent may lie; the model learnt on windows of about that many."""
MOST, LEAST = 3, 0.05
"""Candidates of a mention at most, and the least score of one."""
_BLOCK = 16
_PRONOUNS = frozenset(("PRP", "PRP$"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their"))
_NOUNS = frozenset(("NOUN", "PROPN"))


@dataclass(frozen=True, slots=True)
class MentionScores:
    """What the model gives of each word, and its numbers for distances."""

    anaphor: Floats
    """[words, 64]"""
    antecedent: Floats
    """[words, 64]"""
    distance: Floats
    """One number a distance class, see DISTANCES."""


def mention_heads(doc: Doc) -> list[int]:
    """Head words of names, personal pronouns and definite noun phrases, in order."""
    inside = {i for ent in doc.ents for i in range(ent.start, ent.end)}
    heads = {ent.root.i for ent in doc.ents}
    heads.update(t.i for t in doc if t.tag_ in _PRONOUNS)
    heads.update(t.head.i for t in doc if _opens_definite(t) and t.head.i not in inside)
    return sorted(heads)


def _opens_definite(token: Token) -> bool:
    return token.dep_ in ("det", "nmod:poss") and token.lower_ in _DEFINITE and token.head.pos_ in _NOUNS


def coreference(doc: Doc, place: Sequence[int], scores: MentionScores) -> tuple[Coreference, ...]:
    """Candidate antecedents of each mention that has any.

    Args:
        doc: with tags, trees and names.
        place: the token of each word that the model read.
        scores: the model's vectors of those words.
    """
    number = {token: word for word, token in enumerate(place)}
    words = np.array([number[t] for t in mention_heads(doc) if t in number], dtype=np.int64)
    return tuple(
        Coreference(place[word], tuple((place[other], score) for other, score in found))
        for word, found in antecedents(words, scores)
    )


def antecedents(words: Ints, scores: MentionScores) -> list[tuple[int, list[tuple[int, float]]]]:
    """(word, [(earlier word, score), ...]) of the mentions that have candidates.

    Args:
        words: head words of the mentions, rising.
        scores: the model's vectors of all words.
    """
    out: list[tuple[int, list[tuple[int, float]]]] = []
    for at in range(0, len(words), _BLOCK):
        later = words[at : at + _BLOCK]
        first = int(np.searchsorted(words, later[0] - REACH))
        earlier = words[first : at + len(later)]
        shares = _shares(later, earlier, scores)
        for row, word in enumerate(later.tolist()):
            order = np.argsort(-shares[row], kind="stable")[:MOST]
            found = [(int(earlier[k]), float(shares[row, k])) for k in order if shares[row, k] >= LEAST]
            if found:
                out.append((word, found))
    return out


def _shares(later: Ints, earlier: Ints, scores: MentionScores) -> NDArray[np.float64]:
    """How likely each earlier mention is each later one's antecedent; two decimals."""
    left, right = scores.anaphor[later], scores.antecedent[earlier]
    gap = later[:, None] - earlier[None, :]
    near = (gap > 0) & (gap <= REACH)
    classes = np.searchsorted(np.array(DISTANCES), np.maximum(gap, 0))
    logits = left @ right.T / np.sqrt(left.shape[1]) + scores.distance[classes]
    # Rounded before anything hangs on them: machines differ in the last bit.
    logits = np.where(near, np.round(logits, 3), -np.inf)
    top = np.maximum(logits.max(1, keepdims=True, initial=-np.inf), 0)
    weights = np.exp(logits - top)
    shares: NDArray[np.float64] = np.round(weights / (weights.sum(1, keepdims=True) + np.exp(-top)), 2)
    return shares
