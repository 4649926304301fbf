"""Spans and the other shapes: no value without its words, frozen, and fit to travel between processes."""

import dataclasses
import inspect
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import shapes
from onrecord.errors import NoEvidence
from onrecord.shapes import Span

TEXT = st.text(st.characters(exclude_categories=[]), min_size=1, max_size=60)


@given(TEXT, st.data())
def test_a_span_holds_the_words_at_its_offsets(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.cut(text, start, end)
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2), (0, 99), (99, 120)])
def test_a_span_without_words_is_refused(start, end):
    with pytest.raises(NoEvidence):
        Span.cut("a short text", start, end)


def test_a_span_whose_words_do_not_fit_its_offsets_is_refused():
    with pytest.raises(NoEvidence):
        Span(0, 5, "Oslo")


def test_overlap_is_half_open():
    assert not Span(0, 4, "Oslo").overlaps(Span(4, 5, ","))
    assert Span(0, 4, "Oslo").overlaps(Span(3, 5, "o,"))


def test_a_span_contains_itself_and_what_lies_inside_it():
    whole = Span(2, 6, "Oslo")
    assert whole.contains(whole)
    assert whole.contains(Span(3, 5, "sl"))
    assert not whole.contains(Span(1, 5, " Osl"))


CLASSES = [
    c
    for name in shapes.__all__
    if inspect.isclass(c := getattr(shapes, name)) and dataclasses.is_dataclass(c)
]


@pytest.mark.parametrize("shape", CLASSES, ids=lambda c: c.__name__)
def test_a_shape_is_frozen_has_slots_and_says_what_it_is(shape):
    assert shape.__dataclass_params__.frozen
    assert "__dict__" not in dir(shape)
    assert inspect.getdoc(shape)


def test_findings_travel_between_processes():
    text = "Oslo said no."
    published, digest = shapes.Published(), "0" * 64
    place = ("a.txt", "a.txt", "text", digest, "fingerprint")
    article = shapes.Article(*place, text, text, "en", None, None, None, None, published, None, None, (), ())
    findings = shapes.Findings(article, actors=(shapes.LocalActor("Oslo", "place"),))
    assert pickle.loads(pickle.dumps(findings)) == findings
