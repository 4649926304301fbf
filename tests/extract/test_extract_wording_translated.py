"""The measure of translated wording: names of a text, weights, levels, words shown."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.extract.wording.translated import garbled, model_odds, score, shown
from onrecord.extract.wording.translated_units import forms, named
from onrecord.knowledge.translated import code, translated_words
from onrecord.parse.english import english

ENGLISH = english()


def signs(text: str):
    return garbled(list(ENGLISH(text)), text, [(0, len(text))])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Berg rose 3%.", ["^the", "Aa", "rose", "0", "%", "."]),
        ("He saw NATO. Then I left.", ["^he", "saw", "AA", ".", "^then", "i", "left", "."]),
        ("“Stop” – it’s late", ['"', "^stop", '"', "-", "it", "'s", "late"]),
        ("one\n\nTwo", ["one", "^two"]),
        ("", []),
    ],
)
def test_a_text_becomes_forms(text, wanted):
    assert forms(list(ENGLISH(text))) == wanted


@pytest.mark.parametrize(
    ("form", "wanted"),
    [("rose", "rose"), ("^rose", "rose"), ("unheededly", "?ly"), ("^berg", "Aa"), ("Aa", "Aa"), ("^", "^")],
)
def test_a_form_is_named_by_the_list(form, wanted):
    assert named(form, {"rose"}.__contains__) == wanted


def test_the_weights_know_common_words_and_lean_both_ways():
    known = translated_words()
    assert {code(word) for word in ("the", "said", "government")} <= known.listed
    assert min(known.weights.values()) < 0 < max(known.weights.values())
    assert known.native < known.human
    assert min(known.spread) >= 0 < max(known.spread)


# The same in two manners, by our own hand: word for word as out of a foreign sentence, and as edited.
WORD_FOR_WORD = """
According to the words of the head of the city, the works will continue until the end of the year. It is said
that the price of the bridge is very high. In addition, many people do not have the opportunity to use the old
road, because it is very bad. The head of the company said that they could not carry out such a task so far.
"""
AS_EDITED = """
Work should run until December, the mayor claimed, even though the bridge might just cost a fortune. Plenty of
residents, however, are having trouble getting around, since the old road isn't really fit for driving. While
following the plans earlier, the firm stated it hadn't handled anything on that scale within the region.
"""

PLAIN = """
A baker, a roofer and two teachers sat on the council of Elmsworth that year. They argued about drains, dogs
and the price of bread, and went home before ten. Nobody outside the valley took notice until the bridge,
which had cost three million euros, began to sway one wet night in March.
"""


def test_word_for_word_lies_above_the_same_as_edited():
    assert model_odds(signs(WORD_FOR_WORD * 3)) > model_odds(signs(AS_EDITED * 3))


def test_phrases_are_shown_where_they_stand_heaviest_first_and_without_overlap():
    found = signs(WORD_FOR_WORD)
    places = shown(found)
    assert places == sorted(places)
    assert 0 < len(places) <= 8
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert all(WORD_FOR_WORD[start:end].replace(" ", "").isalpha() for start, end in places)


def test_garbles_raise_the_score_and_one_kind_makes_no_mark():
    torn = PLAIN.replace("three million", "2,5 million")
    assert score(signs(PLAIN)) < score(signs(torn)) < 0.5


def test_a_short_text_says_little():
    assert score(signs("In addition, it is said.")) < 0.5
    assert score(signs("")) == 0
