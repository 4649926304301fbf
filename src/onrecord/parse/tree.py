"""The best tree over one sentence: greedy heads where they make a tree, Chu-Liu-Edmonds where not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]

ROOTS = 5
"""Words that are tried as the root at most; the likeliest come first, and one or two are the rule."""


def heads(scores: Floats) -> list[int]:
    """The head of each word, -1 for the one root.

    Args:
        scores: [words, 1 + words]; column 0 is the root, column j + 1 is word j.

    Example:
        heads(np.array([[5, 0, 1], [1, 4, 0]])) == [-1, 0]
    """
    if len(scores) == 1:
        return [-1]
    # Doubles rounded to three places: an equal choice on machines that differ in the last bit.
    weights = np.round(scores, 3).astype(np.float64)
    words = weights[:, 1:]
    np.fill_diagonal(words, -np.inf)
    greedy: list[int] = (weights.argmax(1) - 1).tolist()
    if greedy.count(-1) == 1 and is_tree(greedy):
        return greedy
    return _best_root(weights[:, 0], words)


def _best_root(root: Doubles, words: Doubles) -> list[int]:
    """The best tree over all roots; a root is not tried if even free choice of all other heads is worse."""
    head: Ints = words.argmax(1)
    top = words.max(1)
    margin, total = root - top, float(top.sum())
    best, value = [], -np.inf
    for number in np.argsort(-margin, kind="stable")[:ROOTS].tolist():
        bound = total + float(margin[number])
        if bound <= value:
            break
        found: list[int] = head.tolist()
        found[number] = -1
        if not is_tree(found):
            found = _arborescence(words.copy(), number).tolist()
            found[number] = -1
            others = [i for i in range(len(found)) if i != number]
            bound = float(root[number] + words[others, [found[i] for i in others]].sum())
        if bound > value:
            best, value = found, bound
    return best


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


def _arborescence(weights: Doubles, root: int) -> Ints:
    """Maximum spanning arborescence from a root (Chu-Liu-Edmonds); weights[i, j]: how well j heads i.

    Cycles are folded in place, each in time linear in its size times the sentence's, so that the whole takes
    quadratic time whatever the scores (Tarjan 1977). Changes `weights`.
    """
    head: Ints = weights.argmax(1)
    count = len(head)
    state, place = [0] * count, [0] * count  # 0 not seen, 1 on the path, 2 comes to the root, 3 folded away
    state[root] = 2
    folds: list[_Fold] = []
    for start in range(count):
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
