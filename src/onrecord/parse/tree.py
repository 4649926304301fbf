"""The best tree over one sentence: greedy heads where they make a tree, Chu-Liu-Edmonds where not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]

ONE_ROOT = 1e6
"""Taken off every root edge: far more than any score, so the best tree has as few roots as can be, one."""


def heads(scores: Floats) -> list[int]:
    """The head of each word, -1 for the one root.

    Args:
        scores: [words, 1 + words]; column 0 is the root, column j + 1 is word j.

    Example:
        heads(np.array([[5, 0, 1], [1, 4, 0]])) == [-1, 0]
    """
    count = len(scores)
    # Doubles rounded to three places: an equal choice on machines that differ in the last bit.
    weights = np.full((count + 1, count + 1), -np.inf)
    weights[1:] = np.round(scores, 3)
    np.fill_diagonal(weights, -np.inf)
    best = weights[1:].argmax(1)
    found: list[int] = (best - 1).tolist()
    if found.count(-1) == 1 and is_tree(found):
        return found
    weights[1:, 0] -= ONE_ROOT
    rest: list[int] = (_arborescence(weights)[1:] - 1).tolist()
    return rest


def is_tree(head: list[int]) -> bool:
    """Whether every word comes to a root (-1) by its heads."""
    state = [0] * len(head)
    for start in range(len(head)):
        path, at = [], start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = head[at]
        if at >= 0 and state[at] == 1:
            return False
        for i in path:
            state[i] = 2
    return True


@dataclass(frozen=True, slots=True)
class _Fold:
    """A cycle that was made one node: what is needed to unfold it again."""

    node: int
    members: Ints
    heads: Ints
    entered: Ints
    """The member that a head outside would enter the cycle by."""
    left: Ints
    """The member that a word outside would hang on."""


def _arborescence(weights: Doubles) -> Ints:
    """Maximum spanning arborescence from node 0 (Chu-Liu-Edmonds); weights[i, j]: how well j heads i.

    Cycles are folded in place, each in time linear in its size times the sentence's, so that the whole takes
    quadratic time whatever the scores (Tarjan 1977). Changes `weights`.
    """
    head: Ints = weights.argmax(1)
    head[0] = 0
    count = len(head)
    state, place = [0] * count, [0] * count  # 0 not seen, 1 on the path, 2 comes to the root, 3 folded away
    state[0] = 2
    folds: list[_Fold] = []
    for start in range(1, count):
        path: list[int] = []
        at = start
        while state[at] < 2:
            if state[at] == 1:
                cycle = path[place[at] :]
                del path[place[at] :]
                folds.append(_fold(weights, head, np.array(cycle, dtype=np.int64)))
                for member in cycle:
                    state[member] = 3
                at = cycle[0]
            state[at], place[at] = 1, len(path)
            path.append(at)
            at = int(head[at])
        for i in path:
            state[i] = 2
    for fold in reversed(folds):
        _unfold(fold, head)
    return head


def _fold(weights: Doubles, head: Ints, members: Ints) -> _Fold:
    """Makes the cycle of `members` its first one, in `weights` and `head`."""
    node, own = int(members[0]), head[members]
    into = weights[members] - weights[members, own][:, None]
    into[:, members] = -np.inf
    out = weights[:, members]
    entered, left = into.argmax(0), out.argmax(1)
    weights[node] = into.max(0)
    weights[:, node] = out.max(1)
    weights[members[1:]] = -np.inf
    weights[:, members[1:]] = -np.inf
    weights[node, node] = -np.inf
    head[np.isin(head, members)] = node
    head[node] = weights[node].argmax()
    return _Fold(node, members, own, members[entered], members[left])


def _unfold(fold: _Fold, head: Ints) -> None:
    above = int(head[fold.node])
    hanging = head == fold.node
    head[hanging] = fold.left[hanging]
    head[fold.members] = fold.heads
    head[fold.entered[above]] = above
