"""Every example of a cue has its class, and no counter-example has it."""

import pytest

from onrecord.knowledge.cues import cue_table
from onrecord.knowledge.load import document
from onrecord.shapes import STATEMENT_CLASSES

ENTRIES = document("cues.yaml")


def class_of(cue):
    words = cue.lower().replace(",", " ,").split()
    lemmas = [lemma_of(word) for word in words]
    found = cue_table().class_of(words, lemmas)
    return found[0] if found else None


IRREGULAR = {
    "said": "say",
    "told": "tell",
    "has": "have",
    "made": "make",
    "paid": "pay",
    "denied": "deny",
    "admitted": "admit",
    "was": "be",
    "is": "be",
}


def lemma_of(word):
    """The base form, as the parse would give it."""
    known = cue_table().verbs.keys() | cue_table().nouns.keys()
    bases = [IRREGULAR.get(word, word)]
    for ending in ("s", "d", "ed", "ing"):
        if word.endswith(ending):
            bases += [word[: -len(ending)], word[: -len(ending)] + "e"]
    return next((base for base in bases if base in known), word)


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
