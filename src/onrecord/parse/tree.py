"""The best tree over one sentence: greedy heads where they make a tree, Chu-Liu-Edmonds where not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def heads(scores: Floats) -> list[int]:
    """The head of each word, -1 for the one root.

    Args:
        scores: [words, 1 + words]; column 0 is the root, column j + 1 is word j.

    Example:
        heads(np.array([[5, 0, 1], [1, 4, 0]])) == [-1, 0]
    """
    count = len(scores)
    # Doubles rounded to three places: an equal choice on machines that differ in the last bit.
    weights = np.asarray(np.round(scores, 3), dtype=np.float64)
    weights[np.arange(count), np.arange(count) + 1] = -np.inf
    best = weights.argmax(1) - 1
    if (best == -1).sum() == 1 and _is_tree(best):
        return [int(h) for h in best]
    return _single_root(weights)


def _is_tree(head: NDArray[np.int64]) -> bool:
    for i in range(len(head)):
        seen, at = 0, i
        while at >= 0:
            at, seen = int(head[at]), seen + 1
            if seen > len(head):
                return False
    return True


def _single_root(weights: NDArray[np.float64]) -> list[int]:
    """Tries the likeliest roots in turn; the tree of the highest sum wins."""
    count = len(weights)
    matrix = np.full((count + 1, count + 1), -np.inf)
    matrix[1:] = weights
    best: tuple[float, list[int]] | None = None
    for root in np.argsort(-weights[:, 0], kind="stable")[: min(5, count)]:
        one = matrix.copy()
        one[1:, 0] = -np.inf
        one[root + 1] = -np.inf
        one[root + 1, 0] = weights[root, 0]
        found = _edmonds(one)
        value = float(sum(one[i, found[i]] for i in range(1, count + 1)))
        if best is None or value > best[0]:
            best = (value, [h - 1 for h in found[1:]])
    assert best is not None
    return best[1]


def _edmonds(weights: NDArray[np.float64]) -> list[int]:
    """Maximum spanning arborescence from node 0; weights[i, j] is the value of j as head of i."""
    count = len(weights)
    head = weights.argmax(1)
    head[0] = 0
    found = _cycle(head)
    if not found:
        return [int(h) for h in head]
    cycle = np.array(found, dtype=np.int64)
    inside = np.zeros(count, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    own = weights[cycle, head[cycle]]
    size = len(outside) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = weights[np.ix_(outside, outside)]
    out_of = weights[np.ix_(outside, cycle)]  # outside words with a head in the cycle
    smaller[:-1, -1] = out_of.max(1)
    into = weights[np.ix_(cycle, outside)] - own[:, None] + own.sum()
    smaller[-1, :-1] = into.max(0)
    rest = _edmonds(smaller)
    result = head.copy()
    for k, node in enumerate(outside):
        h = rest[k]
        result[node] = outside[h] if h < size - 1 else cycle[int(out_of[k].argmax())]
    entry = rest[-1]
    broken = int(into[:, entry].argmax())
    result[cycle[broken]] = outside[entry]
    result[0] = 0
    return [int(h) for h in result]


def _cycle(head: NDArray[np.int64]) -> list[int]:
    state = np.zeros(len(head), dtype=np.int8)
    state[0] = 2
    for i in range(1, len(head)):
        path, at = [], i
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(head[at])
        if state[at] == 1:
            return path[path.index(at) :]
        state[path] = 2
    return []
