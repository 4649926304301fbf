"""Quotation marks are found where they stand, and odd ones do no harm."""

import pathlib
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.quotations import find_quotations
from onrecord.shapes import Passage, Span

CASES = yaml.safe_load((pathlib.Path(__file__).parents[1] / "cases" / "quotations.yaml").read_text("utf-8"))


def passages(text):
    found, start = [], 0
    for piece in text.split("\n\n"):
        if piece.strip():
            found.append(Passage(Span.cut(text, start, start + len(piece)), "en", False))
        start += len(piece) + 2
    return tuple(found)


@pytest.mark.parametrize("case", CASES, ids=[repr(case["text"][:40]) for case in CASES])
def test_quotations_of_a_case(case):
    found = [
        [case["text"][q.start : q.end], q.kind, *(f for f in ("unclosed", "reopened") if getattr(q, f))]
        for q in find_quotations(case["text"], passages(case["text"]))
    ]
    assert found == case["expected"]


@given(st.text(alphabet="“”\"'‘’«»„`–- .\nab", max_size=80))
def test_any_marks_give_ordered_ranges_inside_the_text(text):
    found = find_quotations(text, passages(text))
    for q in found:
        assert 0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text)
    doubles = [q for q in found if q.kind != "single"]
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(doubles))


def test_furniture_and_foreign_passages_hold_no_quotation():
    text = "“We will sign,” he said."
    for language, furniture in (("en", True), ("de", False)):
        assert find_quotations(text, (Passage(Span.cut(text, 0, len(text)), language, furniture),)) == ()
