"""What our own lists and rules make of names in training texts. None of it needs PyTorch."""

import numpy as np
import pytest

from onrecord.parse.labels import bio
from training import lists
from training.corpora import NAME_TAGS, NAMES

TAGS = bio(NAMES)


def marked(sentence, names=None):
    words = sentence.split()
    tags = np.zeros(len(words), dtype=np.int64) if names is None else np.array(names)
    lists.mark(words, tags, NAME_TAGS)
    return [(word, TAGS[tag]) for word, tag in zip(words, tags, strict=True) if tag]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The chamber passed the Harbour Safety Act on Monday", "Harbour Safety Act"),
        ("They left the Treaty on Open Rivers last year", "Treaty on Open Rivers"),
        ("Council Resolution 4071 was read aloud", "Council Resolution 4071"),
    ],
)
def test_a_law_is_a_capitalised_phrase_with_a_head_word(sentence, name):
    spans = lists.law_spans(sentence.split())
    assert [" ".join(sentence.split()[a:b]) for a, b, _ in spans] == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "He had to act before the convention ended",
        "The Republican National Convention opened in June",
        "An act of kindness",
        "Agreement was reached at night",
    ],
)
def test_what_only_looks_like_a_law_is_none(sentence):
    assert lists.law_spans(sentence.split()) == []


def test_a_listed_weapon_is_marked_and_a_person_of_its_name_is_not():
    assert ("HIMARS", "B-weapon") in marked("They sent HIMARS to the front")
    person = [0, NAME_TAGS["B-person"], 0, 0]
    assert marked("Yesterday Stryker spoke again", person) == [("Stryker", "B-person")]


def test_silver_takes_the_longest_listed_name():
    words = ["Troops", "of", "the", "Islamic", "State", "of", "Iraq", "and", "the", "Levant", "fled"]
    assert lists.silver_spans(words) == [(3, 10, "organisation")]


def test_ambiguous_names_correct_no_silver_label():
    assert lists.silver_spans(["Nice", "words", "from", "Charlotte"]) == []
