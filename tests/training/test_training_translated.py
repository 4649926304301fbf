"""How texts are joined, grouped and laid on levels for the measure of translated wording."""

from __future__ import annotations

import numpy as np
import pytest

from training.wording.translated_groups import groups
from training.wording.translated_levels import Levels, levels, write_levels
from training.wording.translated_texts import Text, joins


def text(words: str, kind: str = "machine", system: str = "a", pair: str = "cs-en") -> Text:
    return Text("wmt21", pair, kind, system, "", words)


def test_segments_are_joined_in_order_within_one_system():
    parts = [text("one two", system=name) for name in "aabab"]
    assert joins(parts, range(5), 4) == [[0, 1], [2, 4]]


VERSIONS = [
    text("Ferrymen of Elmsworth mended the wharf yesterday", "human"),
    text("Elmsworth ferrymen repaired the wharf yesterday"),
    text("Bakers in Dunmouth want cheaper flour", system="b"),
    text("Elmsworth ferrymen repaired the wharf yesterday", pair="de-en"),
    *(text(" ".join(f"{word}{number}" for word in ("bread", "roof", "lamp"))) for number in range(9)),
]


def test_versions_of_one_source_are_one_group_and_other_pairs_are_not():
    one, other, apart, elsewhere, *_ = groups(VERSIONS)
    assert one == other
    assert len({one, apart, elsewhere}) == 3


@pytest.mark.parametrize(("own", "word"), [(0.5, 10.0), (0.0, 8.0)])
def test_levels_find_the_spread_they_were_made_with(own, word):
    draw = np.random.default_rng(1)
    lengths = draw.integers(100, 900, 9000).astype(float)
    kinds = np.array(["native", "human", "machine"] * 3000)
    middle = np.array([-1.0, 1.0, 2.0] * 3000)
    scores = middle + draw.normal(size=9000) * np.sqrt(own**2 + word**2 / lengths)
    found = levels(scores, lengths, kinds)
    assert (found.native, found.human) == pytest.approx((-1, 1), abs=0.1)
    assert (found.own, found.word) == pytest.approx((own, word), abs=0.25)
    marked = found.over(scores, lengths)
    assert 0.07 < marked[kinds == "human"].mean() < 0.13
    assert marked[kinds == "native"].mean() < 0.01


def test_levels_are_written_over_the_old_ones(tmp_path):
    path = tmp_path / "levels.yaml"
    path.write_text("# kept\nnative: 0\nhuman: 1\nspread_own: 1\nspread_word: 1\n", "utf-8")
    write_levels(path, Levels(-2.0, 1.5, 0.25, 9.0), 0.5)
    wanted = "# kept\nnative: -2.5000\nhuman: 1.0000\nspread_own: 0.2500\nspread_word: 9.0000\n"
    assert path.read_text("utf-8") == wanted
