"""Every furniture rule does what its examples say, and leaves its counter-examples alone."""

import pytest

from onrecord.knowledge.furniture import FurnitureRule, furniture_rules, plain_line
from onrecord.shapes import FURNITURE_KINDS

RULES = furniture_rules()
EXAMPLES = [(rule, text) for rule in RULES for text in rule.examples]
COUNTERS = [(rule, text) for rule in RULES for text in rule.counter_examples]


def name(value: object) -> str:
    return value.id if isinstance(value, FurnitureRule) else str(value)[:40]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=name)
def test_an_example_is_hit_by_its_rule(rule: FurnitureRule, text: str) -> None:
    assert rule.find(plain_line(text)) is not None


@pytest.mark.parametrize(("rule", "text"), COUNTERS, ids=name)
def test_a_counter_example_is_hit_by_no_whole_line_rule(rule: FurnitureRule, text: str) -> None:
    assert rule.find(plain_line(text)) is None


def test_every_rule_has_an_id_of_its_own_and_a_known_kind() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert {rule.kind for rule in RULES} <= set(FURNITURE_KINDS)
    assert all(rule.examples and rule.counter_examples for rule in RULES)


def test_plain_lines_keep_their_length() -> None:
    text = "‘One’ “two” – three…\u00a0four"
    assert len(plain_line(text)) == len(text)
    assert plain_line(text) == "'One' \"two\" - three. four"
