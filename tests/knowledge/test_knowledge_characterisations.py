"""What parties call a thing: the axes of terms, and the words by which two things are one kind."""

from __future__ import annotations

import pytest

from onrecord.knowledge import characterisations as known


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("War crimes", ("war", "crime")),
        ("spies", ("spy",)),
        ("kangaroo courts", ("kangaroo", "court")),
        ("the minister’s losses", ("the", "minister", "loss")),
        ("a crisis", ("a", "crisis")),
    ],
)
def test_words_are_compared_in_the_singular(words, expected):
    assert known.singulars(words) == expected


def test_no_term_stands_on_both_sides_of_an_axis():
    for term, places in known.places().items():
        axes = [place.axis for place in places]
        assert len(set(axes)) == len(axes), term


def test_a_term_is_found_by_its_first_word_the_longest_first():
    found = known.by_opener()["war"]
    assert ("war", "crime") in found
    assert [len(term) for term in found] == sorted((len(term) for term in found), reverse=True)


def test_words_of_one_kind_share_a_name():
    assert known.kinds()["raid"] & known.kinds()["shelling"]
    assert not known.kinds()["trial"] & known.kinds()["vote"]
