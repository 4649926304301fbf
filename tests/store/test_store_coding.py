"""Shapes go to bytes and come back equal, built of the classes that were named and of no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes import Evidence, ReportPrint, Span
from onrecord.store.coding import decoder, encode


@dataclass(frozen=True, slots=True)
class Sample:
    """A field of every type that can be kept."""

    name: str
    kind: Literal["a", "b"]
    span: Span | None
    sides: tuple[tuple[str, tuple[Evidence, ...]], ...]
    words: frozenset[tuple[str, ...]]
    counts: Mapping[str, int]
    value: float | None
    number: int | str | None
    bits: bytes
    known: bool = False


TEXT = st.text(st.characters(exclude_categories=()), max_size=8)  # lone surrogates too
SPANS = TEXT.filter(len).map(lambda words: Span(3, 3 + len(words), words))
EVIDENCE = st.builds(Evidence, TEXT, TEXT, st.none() | TEXT, st.none() | SPANS, TEXT)
SAMPLES = st.builds(
    Sample,
    TEXT,
    st.sampled_from(["a", "b"]),
    st.none() | SPANS,
    st.lists(st.tuples(TEXT, st.lists(EVIDENCE, max_size=2).map(tuple)), max_size=2).map(tuple),
    st.frozensets(st.lists(TEXT, max_size=2).map(tuple), max_size=3),
    st.dictionaries(TEXT, st.integers(), max_size=2),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.integers() | TEXT,
    st.binary(max_size=5),
    st.booleans(),
)


@given(sample=SAMPLES)
def test_any_sample_comes_back_equal(sample):
    assert decoder(Sample)(encode(sample)) == sample
    assert decoder(tuple[Sample, ...])(encode((sample, sample))) == (sample, sample)


def test_equal_values_give_equal_bytes():
    one, other = frozenset({"a", "bb", "ccc"}), frozenset({"ccc", "bb", "a"})
    assert encode(one) == encode(other)
    print_ = ReportPrint(3, b"\x00\xff", b"", ((0, b"\x01"),))
    assert decoder(ReportPrint)(encode(print_)) == print_


@pytest.mark.parametrize("kind", [Any, Span | Evidence, object, dict])
def test_a_type_that_cannot_be_told_apart_is_refused(kind):
    with pytest.raises(TypeError):
        decoder(kind)


def test_what_is_no_shape_is_not_written():
    with pytest.raises(TypeError, match="object"):
        encode((object(),))
