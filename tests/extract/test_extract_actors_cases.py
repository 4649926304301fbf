"""Who a source is: the cases of tests/cases/actors.yaml, on texts read without a trained model."""

import pathlib
import re

import pytest
import yaml
from actors_parse import read_case

CASES = yaml.safe_load((pathlib.Path(__file__).parents[1] / "cases" / "actors.yaml").read_text("utf-8"))


def test_there_are_enough_cases_that_resolve_and_that_must_not():
    sources = [re.findall(r"\[([^\]]*)\]", case["text"])[-1] for case in CASES]
    kept = [
        case
        for case, source in zip(CASES, sources, strict=True)
        if case["speakers"][-1] == "" or source.casefold().endswith(case["speakers"][-1].casefold())
    ]
    assert len(CASES) >= 100
    assert len(kept) >= 40  # words kept as they stand, or nobody named
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_source_is_who_it_says(case):
    statements, _, _, issues = read_case(case["text"], case.get("published"), case.get("author"))
    assert [statement.speaker for statement in statements] == case["speakers"]
    assert [one.name for one in statements[-1].candidates] == case.get("candidates", [])
    if "issues" in case:
        assert [issue.kind for issue in issues] == case["issues"]
