"""What the model sees of words: marks of one kind, shapes, and the state of quotation."""

import pytest

from onrecord.parse.pieces import features, plain, quote_states, shape


@pytest.mark.parametrize(
    ("word", "seen"), [("“", '"'), ("''", '"'), ("``", '"'), ("don’t", "don't"), ("’s", "'s"), ("«", '"')]
)
def test_quotation_marks_become_straight(word, seen):
    assert plain(word) == seen


@pytest.mark.parametrize(
    ("word", "kind"), [("we", 1), ("Paris", 2), ("A", 3), ("NATO", 4), ("McCain", 5), ("F-16", 6), ("—", 7)]
)
def test_shapes(word, kind):
    assert shape(word) == kind


@pytest.mark.parametrize("marks", ["“”", '""', ("``", "''")])
def test_the_same_state_whatever_the_marks(marks):
    words = [marks[0], "No", ",", marks[1], "he", "said", "."]
    spaced = [True, False, False, False, True, True, False]
    assert quote_states(words, spaced, [True] + [False] * 6) == [3, 2, 2, 4, 1, 1, 1]


def test_a_paragraph_starts_outside():
    words = ["“", "One", ".", "“", "Two", "”"]
    states = quote_states(
        words, [True, False, False, True, False, False], [True, False, False, True, False, False]
    )
    assert states == [3, 2, 2, 3, 2, 4]


def test_an_apostrophe_is_no_quotation():
    words = ["the", "states", "’", "aid"]
    assert quote_states(words, [True, True, False, True], [True, False, False, False]) == [1, 1, 1, 1]


def test_no_words_give_no_features():
    assert features([], [], []).shape == (0, 4)
