"""Any text in: no exception out, and every value's words stand at its offsets."""

import dataclasses
import json
import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import parse
from onrecord.run import process
from onrecord.shapes import Findings, Issue, Source, Span

MARKS = [*"“”\"'‘’—«».!?,:;()[]%-©", "– "]
CUES = [" said ", " he said.", ", she added, ", " told reporters ", "that ", "denied ", "By "]
NAMES = ["Marit Vanderholt", "Vanderholt", "the minister", "Sarovia", "the U.S.", "Oslo", "She "]
NUMBERS = [
    "€3.2 billion",
    "$5m",
    "2.5 percent of GDP",
    "eighteen members",
    "between 26 and 28",
    "1e999",
    "half",
]
DAYS = ["Wednesday", "3 February", "last week", "31 February 2024", "in 2021", "next month", "12/13/14"]
LINES = ["Share on Facebook", "Leave a comment", "By Hanne Lorvik", "Read also: more"]
BLANKS = ["\n", "\n\n", "\r\n", "\r", "\t", " ", "\u2028", "\u00a0"]
ODD = ["\x00", "\ufeff", "\u200d", "\u202e", "🚢", "\ud83d", "â€œ", "é", "\u0301"]
PIECES = [*MARKS, *CUES, *NAMES, *NUMBERS, *DAYS, *LINES, *BLANKS, *ODD]
NEWSLIKE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=200)  # lone surrogates and NUL too
PAGES = NEWSLIKE.map(lambda text: f"<html><body><article><p>{text}</p></article></body></html>")


@pytest.fixture(scope="module")
def parser():
    return parse.load()


def read(content, kind="text"):
    return Source("a.txt", "a.txt", kind, content, "0" * 64, "fingerprint")


def spans(thing):
    """Every Span in a finding, however deep."""
    if isinstance(thing, Span):
        yield thing
    elif isinstance(thing, tuple):
        for inner in thing:
            yield from spans(inner)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from spans(getattr(thing, field.name))


def check(found):
    assert isinstance(found, (Findings, Issue))
    if isinstance(found, Issue):
        assert found.reason
        return
    text = found.article.text
    assert len(found.article.shadow) == len(text)
    for span in spans(found):
        assert text[span.start : span.end] == span.text
    marked = [furniture.span for furniture in found.article.furniture]
    for cell in (*found.figures, *found.dates):
        assert not any(cell.span.overlaps(furniture) for furniture in marked)
    for statement in found.statements:
        assert not any(part.overlaps(furniture) for part in statement.parts for furniture in marked)
    for cells, actor in (
        (found.mentions, "actor"),
        (found.statements, "actor"),
        (found.figures, "statement"),
    ):
        held = found.actors if actor == "actor" else found.statements
        assert all(getattr(c, actor) is None or 0 <= getattr(c, actor) < len(held) for c in cells)
    assert pickle.loads(pickle.dumps(found)) == found


RELAXED = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LONG = settings(RELAXED, max_examples=3_000)


@RELAXED
@given(content=st.one_of(NEWSLIKE, ANYTHING))
def test_any_text(parser, content):
    check(process(read(content), (), parser))


@RELAXED
@given(content=st.one_of(PAGES, ANYTHING))
def test_any_page(parser, content):
    check(process(read(content, "html"), (), parser))


@pytest.mark.long
@LONG
@given(content=st.one_of(NEWSLIKE, ANYTHING))
def test_any_text_at_length(parser, content):
    check(process(read(content), (), parser))


def test_the_same_text_gives_the_same_findings(parser):
    text = (
        "“We will repeat it,” Marit Vanderholt said on Friday. Sarovia denied that it had paid €5 million.\n"
    )
    assert process(read(text), (), parser) == process(read(text), (), parser)


def test_a_text_from_json_with_half_a_character_keeps_its_offsets(parser):
    text = json.loads('"\\ud83d “We will repeat it,” Marit Vanderholt said on Friday."')
    check(process(read(text), (), parser))


def test_what_is_not_read_is_no_part_of_what_is_said(parser):
    check(process(read("Share on Facebook\n, she added, that "), (), parser))
