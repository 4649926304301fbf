"""The knowledge of wording: examples and counter-examples of every entry, and the card of the weights."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest

from onrecord.extract.wording.phrases import find_tortured
from onrecord.knowledge.load import document
from onrecord.knowledge.wording import logistic, patterns, replaced_words, tortured_phrases
from onrecord.parse.english import english

ENTRIES = [(name, entry) for name in ("slips", "garbles") for entry in document(f"wording/{name}.yaml")]
PHRASES = document("wording/phrases.yaml")[0]
TOKENIZER = english().tokenizer


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[entry["id"] for _, entry in ENTRIES])
def test_a_pattern_finds_its_examples_and_leaves_the_others(name, entry):
    (pattern,) = [known.pattern for known in patterns(name) if known.id == entry["id"]]
    assert [text for text in entry["examples"] if pattern.search(text) is None] == []
    assert [text for text in entry["not"] if pattern.search(text) is not None] == []


def test_ids_are_given_once():
    ids = [entry["id"] for _, entry in ENTRIES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", PHRASES["examples"])
def test_tortured_phrases_are_found(text):
    assert find_tortured([token.text for token in TOKENIZER(text)]) != []


@pytest.mark.parametrize("text", PHRASES["not"])
def test_sound_phrases_are_left_alone(text):
    assert find_tortured([token.text for token in TOKENIZER(text)]) == []


def test_no_set_phrase_and_no_sane_one_counts_as_tortured():
    sound = {phrase for listed in PHRASES["phrases"].values() for phrase in listed} | set(PHRASES["sane"])
    assert sound & set(tortured_phrases()) == set()
    assert tortured_phrases()["chief clergyman"] == "prime minister"


CARDS = [entry for entry in document("wording/card.yaml") if entry.get("sha256")]


@pytest.mark.parametrize("card", CARDS, ids=[card["file"] for card in CARDS])
def test_the_card_names_the_weights_that_are_there(card):
    packed = files("onrecord.knowledge").joinpath("wording", card["file"]).read_bytes()
    assert hashlib.sha256(packed).hexdigest() == card["sha256"]
    assert len(packed) < 1_000_000


def test_the_measure_has_one_row_a_listed_word():
    known = replaced_words()
    assert max(known.listed.values()) < len(known.word) == len(known.context) == len(known.word_bias)


@pytest.mark.parametrize("name", ["spun", "spun_tokens"])
def test_weights_are_numbers_with_a_spread(name):
    model = logistic(name)
    assert all(deviation > 0 for _, deviation, _ in model.features.values())
