"""Every example in time_rules.yaml is read by its rule; the counter-examples are not."""

import pytest
from extract_builder import article_of, doc_of

from onrecord.extract.dates import find_dates
from onrecord.knowledge.times import TimeRule, time_rules

PUBLISHED = "2023-02-08"


def _found(text):
    return find_dates(article_of(text, PUBLISHED), doc_of(text))


@pytest.mark.parametrize("rule", time_rules(), ids=[rule.id for rule in time_rules()])
def test_examples_are_read_by_their_rule(rule: TimeRule):
    assert rule.examples
    for text, value in rule.examples:
        found = [(date.rule, date.value) for date in _found(text)]
        assert (rule.id, value) in found, (text, found)


@pytest.mark.parametrize("rule", time_rules(), ids=[rule.id for rule in time_rules()])
def test_counter_examples_are_not(rule: TimeRule):
    assert rule.refused
    for text in rule.refused:
        assert rule.id not in {date.rule for date in _found(text)}, text


def test_rule_ids_are_unique():
    ids = [rule.id for rule in time_rules()]
    assert len(ids) == len(set(ids))
