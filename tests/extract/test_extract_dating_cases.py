"""Every case of tests/cases/dating.yaml: what dates a report without a date, and what does not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from extract_builder import article_of, doc_of

from onrecord.extract.dates import find_dates
from onrecord.extract.dating import dated

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "dating.yaml").read_text("utf-8"))


def _dating(case):
    article = replace(
        article_of(case["text"]),
        url=case.get("url"),
        fetched=str(case["fetched"]) if "fetched" in case else None,
    )
    doc = doc_of(case["text"])
    return dated(article, doc, find_dates(article, doc))


def _width(published):
    if published.earliest is None or published.latest is None:
        return None
    return (date.fromisoformat(published.latest) - date.fromisoformat(published.earliest)).days


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_of_dating(case):
    found = _dating(case)
    constraints = {(one.rule, one.earliest, one.latest) for one in found.constraints}
    rules = {one.rule for one in found.constraints}
    for rule, first, last in case.get("rules", ()):
        if first is None and last is None:  # days that come every year: the constraint shows those nearby
            assert rule in rules, constraints
        else:
            assert (rule, first and str(first), last and str(last)) in constraints, constraints
    assert not rules & set(case.get("no", ()))
    published = found.published
    if "inside" in case:
        first, last = (str(day) for day in case["inside"])
        assert first <= (published.earliest or ""), published
        assert (published.latest or "9999") <= last, published
    if "contains" in case:
        assert (published.earliest or "") <= str(case["contains"]) <= (published.latest or "9999"), published
    if "ends" in case:
        assert published.latest == case["ends"], published
    if case.get("open"):
        width = _width(published)
        assert width is None or width >= 365, published


def test_there_are_cases_enough():
    assert len(CASES) >= 40
    assert len({case["id"] for case in CASES}) == len(CASES)
