"""Every example of a cue has its class, and no counter-example has it."""

import pytest

from onrecord.knowledge.cues import cue_table
from onrecord.knowledge.load import document
from onrecord.parse.lemma import lemma
from onrecord.shapes import STATEMENT_CLASSES

ENTRIES = document("cues.yaml")


def class_of(cue):
    words = cue.lower().replace(",", " ,").split()
    lemmas = [lemma_of(word) for word in words]
    found = cue_table().class_of(words, lemmas)
    return found[0] if found else None


def lemma_of(word):
    known = cue_table().verbs.keys() | cue_table().nouns.keys()
    for tag in ("VBD", "VBZ", "VBG", "VB", "NNS"):
        if {lemma(word, tag), lemma(word, tag) + "e"} & known:
            return lemma(word, tag)
    return word


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["id"] for entry in ENTRIES])
def test_examples_and_counter_examples(entry):
    assert entry["class"] in STATEMENT_CLASSES
    wrong = [cue for cue in entry["examples"] if class_of(cue) != entry["class"]]
    wrong += [cue for cue in entry["not"] if class_of(cue) == entry["class"]]
    assert wrong == []


def test_ids_are_unique_and_every_class_has_an_entry():
    ids = [entry["id"] for entry in ENTRIES]
    assert len(ids) == len(set(ids))
    assert {entry["class"] for entry in ENTRIES} == set(STATEMENT_CLASSES)
