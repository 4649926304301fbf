"""What is read off short reports of our own: who said what, to whom, where, and what nobody said."""

import pathlib

import pytest
import yaml
from statement_builder import statements_of

CASES = yaml.safe_load(
    (pathlib.Path(__file__).parents[1] / "cases" / "statements_read.yaml").read_text("utf-8")
)


def seen(statement):
    """A statement under the names that the cases use."""
    return {
        "source": statement.speaker_span.text if statement.speaker_span else None,
        "parts": [part.text for part in statement.parts],
        "mode": statement.mode,
        "class": statement.class_,
        "flags": list(statement.flags),
        "to": statement.addressee.text if statement.addressee else None,
        "at": statement.venue.text if statement.venue else None,
        "parent": statement.parent,
        "verbatim": [span.text for span in statement.verbatim],
    }


@pytest.mark.parametrize("case", CASES, ids=[f"{k}-{case['why']}" for k, case in enumerate(CASES)])
def test_statements_of_a_case(case):
    found = [seen(statement) for statement in statements_of(case["text"])]
    expected = [{"flags": [], "parent": None} | row for row in case["expected"]]
    assert len(found) == len(expected), found
    for got, wanted in zip(found, expected, strict=True):
        assert {name: got[name] for name in wanted} == wanted


def test_the_set_is_as_large_as_it_should_be():
    assert len(CASES) >= 150
    assert sum(case["expected"] == [] for case in CASES) >= 40
    assert len({case["text"] for case in CASES}) == len(CASES)
