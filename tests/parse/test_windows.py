"""Windows cover every word once, and hold every sentence that fits."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.parse.windows import ROOM, walk


@given(
    st.lists(
        st.tuples(st.integers(1, 8), st.booleans(), st.sampled_from(["a", "a", "a", "a", ".", ","])),
        max_size=600,
    ),
    st.integers(0, 12),
)
@settings(deadline=None, max_examples=200)
def test_own_parts_follow_on_each_other(words, rate):
    sizes = [w[0] for w in words]
    breaks = [w[1] and i % 17 == 0 for i, w in enumerate(words)]

    def read(start, end):
        return [i for i in range(end - start) if (start + i) % (rate + 1) == 0 and rate > 0]

    at = 0
    for window in walk(sizes, [w[2] for w in words], breaks, read):
        assert window.own_start == at
        assert window.start <= window.own_start <= window.own_end <= window.end
        assert sum(sizes[window.start : window.end]) <= max(ROOM, 8)
        at = window.own_end
    assert at == len(words)


def test_a_sentence_longer_than_a_window_is_parted_and_not_lost():
    windows = list(walk([1] * 1000, ["a"] * 1000, [False] * 1000, lambda a, b: []))
    assert [w.own_end - w.own_start for w in windows] == [ROOM] * 4 + [1000 - 4 * ROOM]


def test_neighbouring_windows_share_context():
    read = list(
        walk([1] * 600, ["a"] * 600, [False] * 600, lambda a, b: [i - a for i in range(a, b) if i % 20 == 0])
    )
    assert all(left.end > right.start for left, right in pairwise(read))
    assert all(w.own_start % 20 == 0 for w in read)
