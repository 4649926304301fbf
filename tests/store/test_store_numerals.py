"""The audit's own reader of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.store.numerals import bears, bears_bound, values

BORNE = [
    ("$5 billion", 5e9),
    ("€1.2bn", 1.2e9),
    ("1,200", 1200),
    ("1.200", 1200),
    ("1.200", 1.2),
    ("10 000 troops", 10_000),
    ("10\u202f000", 10_000),
    ("2,5 per cent", 2.5),
    ("1,234,567.89", 1234567.89),
    ("Seventy percent", 70),
    ("twenty-one tanks", 21),
    ("three hundred and five thousand", 305_000),
    ("two and a half million", 2.5e6),
    ("half a million", 5e5),
    ("a quarter", 25),
    ("three quarters", 75),
    ("two-thirds", 66.67),
    ("one in five", 20),
    ("3 out of 4", 75),
    ("a dozen", 12),
    ("two dozen", 24),
    ("a hundred thousand", 1e5),
    ("5 to 7.5 billion", 5e9),
    ("5-7 billion", 7e9),
    ("₹3 lakh crore", 3e12),
    ("doubled", 2),
    ("an extra brigade", 1),
    ("no survivors", 0),
    ("½ tonne", 0.5),
    ("2½ hours", 2.5),
    ("٣٢ countries", 32),
    ("fell by 3.1 percent", -3.1),
    ("$30m", 3e7),
    ("40k", 40_000),
]
NOT_BORNE = [
    ("$5 billion", 5e6),
    ("$5", 5e9),
    ("1,200", 120),
    ("Seventy percent", 7),
    ("seventeen", 70),
    ("some troops", 3),
    ("", 0),
    ("billions", 3e9),
    ("2 percent", 200),
    ("32 countries", 3),
]


@pytest.mark.parametrize(("words", "value"), BORNE)
def test_words_bear_their_number(words, value):
    assert bears(words, value)


@pytest.mark.parametrize(("words", "value"), NOT_BORNE)
def test_words_bear_no_other_number(words, value):
    assert not bears(words, value)


def test_vague_words_bear_the_ends_of_a_range_but_no_amount():
    assert bears_bound("several thousand", 2000)
    assert bears_bound("dozens of tanks", 24)
    assert bears_bound("a couple of hundred tanks", 399)
    assert not bears_bound("5 tanks", 6)


@given(words=st.text(max_size=200))
def test_any_words_give_numbers(words):
    assert all(isinstance(value, float) for value in values(words))


@given(number=st.integers(0, 10**12))
def test_digits_bear_their_number(number):
    assert bears(f"{number}", number)
    assert bears(f"about {number:,} people", number)
