"""Lemmas by the rules and the bundled exceptions."""

import pytest

from onrecord.parse import MODEL
from onrecord.parse.lemma import Lemmas

LEMMAS = Lemmas.read(MODEL / "lemmas.json")


@pytest.mark.parametrize(
    ("word", "tag", "base"),
    [
        ("said", "VBD", "say"),
        ("Warned", "VBD", "warn"),
        ("promised", "VBN", "promise"),
        ("denies", "VBZ", "deny"),
        ("admitting", "VBG", "admit"),
        ("undermining", "VBG", "undermine"),
        ("allies", "NNS", "ally"),
        ("n’t", "RB", "not"),
        ("NATO", "NNP", "NATO"),
        ("best", "JJS", "good"),
        ("vetoed", "VBD", "veto"),
    ],
)
def test_lemmas(word, tag, base):
    assert LEMMAS.of(word, tag) == base
