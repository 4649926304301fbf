"""The tokens of a report add up to its text, whatever the text is."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.parse.english import english
from onrecord.parse.frame import frame

ENGLISH = english()
AWKWARD = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
        st.sampled_from(
            ["\x00", "\r\n", "\n\n", "\t", "  ", "\u2028", "\ufeff", "\u200b", "“", "”", "’s", '"', "– "]
        ),
        st.sampled_from(
            ["...", "$5m", "(e.g.", "😀", "👨‍👩‍👧", "e\u0301", "שלום", "don't", "a-b/c", "http://x.y"]
        ),
    ),
    max_size=60,
).map("".join)


def joined(laid):
    return "".join(w + " " * s for w, s in zip(laid.words, laid.spaces, strict=True))


@given(AWKWARD, st.lists(st.integers(0, 300), max_size=8))
@settings(deadline=None, max_examples=200)
def test_any_text_and_any_blocks_round_trip(text, cuts):
    """Block borders may fall anywhere, even inside a word."""
    marks = sorted(min(c, len(text)) for c in cuts)
    blocks = list(zip(marks[::2], marks[1::2], strict=False))
    laid = frame(ENGLISH, text, blocks)
    assert joined(laid) == text
    assert len(laid.chosen) == len(laid.spaced) == len(laid.starts) == len(laid.block)


def test_chosen_words_lie_in_their_block():
    text = "Menu\n\nOne two.\n\nThree.\n\nShare this"
    blocks = [(6, 14), (16, 22)]
    laid = frame(ENGLISH, text, blocks)
    words = [laid.words[i] for i in laid.chosen]
    assert words == ["One", "two", ".", "Three", "."]
    assert laid.block == [0, 0, 0, 1, 1]
    assert laid.starts == [True, False, False, True, False]


def test_a_blank_line_inside_a_block_starts_a_paragraph():
    laid = frame(ENGLISH, "One.\n\nTwo.\nThree.", [(0, 17)])
    assert [laid.words[i] for i, s in zip(laid.chosen, laid.starts, strict=True) if s] == ["One", "Two"]


def test_a_lone_surrogate_keeps_offsets():
    laid = frame(ENGLISH, "a \ud800 b", [(0, 5)])
    assert joined(laid) == "a \ufffd b"


@pytest.mark.parametrize("blocks", [[(3, 2)], [(0, 99)], [(0, 4), (2, 6)], [(5, 6), (0, 1)]])
def test_blocks_that_make_no_sense_are_refused(blocks):
    with pytest.raises(ValueError, match="block"):
        frame(ENGLISH, "One two.", blocks)


@pytest.mark.parametrize("unit", ["word and ", "x", "\x00", "a.b/c-", "no,”he", "’’x.", 'a."'])
def test_time_grows_with_the_length_and_not_its_square(unit):
    """A line of four times the length must not take anything like sixteen times as long."""

    def seconds(count):
        start = time.perf_counter()
        text = unit * (count // len(unit))
        assert joined(frame(english(), text, [(0, len(text))])) == text
        return time.perf_counter() - start

    short, long = seconds(40_000), seconds(160_000)
    assert long < 10 * short + 1


def test_a_huge_page_around_a_block_stays_small():
    """Offsets hold, and what lies outside is not kept word by word."""
    text = "word and " * 300_000 + "\n\nShe left.\n\n" + "x" * 2_000_000
    start = text.index("She")
    laid = frame(ENGLISH, text, [(start, start + 9)])
    assert joined(laid) == text
    assert [laid.words[i] for i in laid.chosen] == ["She", "left", "."]
    assert len(laid.words) < 2_000
