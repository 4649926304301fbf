"""Every rule of statements finds its examples and leaves its counter-examples, with the model silent."""

import pytest
from statement_builder import statements_of

from onrecord.knowledge.load import document
from onrecord.knowledge.occasions import occasion_nouns

RULES = document("statement_rules.yaml")
OCCASIONS = document("occasions.yaml")


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_a_rule_finds_its_examples_and_nothing_in_its_counter_examples(rule):
    for example in rule["examples"]:
        found = statements_of(example["text"], silent=True)
        assert example["content"] in [s.parts[-1].text for s in found if s.rule == rule["id"]]
    wrong = [
        text for text in rule["not"] if any(s.rule == rule["id"] for s in statements_of(text, silent=True))
    ]
    assert wrong == []


def test_rule_ids_are_unique():
    ids = [entry["id"] for entry in (*RULES, *OCCASIONS)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("entry", OCCASIONS, ids=[entry["id"] for entry in OCCASIONS])
def test_occasions(entry):
    for text in entry["examples"]:
        assert [s.venue for s in statements_of(text) if s.venue is not None], text
    for text in entry["not"]:
        assert [s.venue for s in statements_of(text) if s.venue is not None] == [], text
    assert all(occasion_nouns()[noun] for noun in entry["nouns"])
