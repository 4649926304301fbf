"""The decoder gives the best tree with one root."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.parse.tree import heads


def is_tree(found):
    for start in range(len(found)):
        at, steps = start, 0
        while at >= 0:
            at, steps = found[at], steps + 1
            if steps > len(found):
                return False
    return found.count(-1) == 1


def value(scores, found):
    return sum(float(scores[i, h + 1]) for i, h in enumerate(found))


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=150)
def test_always_one_tree(count, seed):
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    assert is_tree(heads(scores))


@pytest.mark.parametrize("seed", range(60))
def test_the_best_of_all_trees(seed):
    """Against every tree of up to five words."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 6))
    scores = np.round(rng.normal(size=(count, count + 1)), 3)
    choices = [list(c) for c in product(range(-1, count), repeat=count)]
    trees = [c for c in choices if is_tree(c) and all(h != i for i, h in enumerate(c))]
    best = max(value(scores, c) for c in trees)
    assert value(scores, heads(scores.astype(np.float32))) == pytest.approx(best, abs=1e-4)


def test_equal_scores_still_make_a_tree():
    assert is_tree(heads(np.zeros((7, 8), dtype=np.float32)))


def test_cycles_inside_cycles_make_a_tree():
    """Pairs that point at each other, in fours that do so too."""
    count = 236
    scores = np.random.default_rng(0).normal(size=(count, count + 1)).astype(np.float32) * 0.01
    for i in range(count):
        scores[i, (i ^ 1) + 1] += 5
        scores[i, i // 4 * 4 + 3 - i % 4 + 1] += 4
    assert is_tree(heads(scores))
