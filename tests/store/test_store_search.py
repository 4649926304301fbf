"""Words and speakers are found, and nothing that a person types is an operator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import findings

from onrecord.errors import WrongUse
from onrecord.shapes import Actor, ActorMember, Furniture, Links, Span
from onrecord.store import Record, searching


@pytest.fixture
def record(tmp_path):
    with Record.open(str(tmp_path / "r.db"), create=True) as opened:
        opened.write(findings(), "key")
        opened.write(findings("b.txt", outlet=None), "key")
        yield opened


def test_case_and_accents_do_not_matter_and_hits_are_marked(record):
    hits = record.search("ASLAND generators")
    assert {(hit.article_id, hit.kind) for hit in hits} == {("a.txt", "passage"), ("b.txt", "passage")}
    for hit in hits:
        assert record.text(hit.article_id)[hit.start : hit.end] == hit.text
        assert [hit.text[a:b] for a, b in hit.marks] == ["Åsland", "generators"]


def test_statements_are_found_with_their_speaker(record):
    hits = [hit for hit in record.search("send", limit=50) if hit.kind == "statement"]
    assert {hit.speaker for hit in hits} == {"Henrik Åsland"}
    assert all(hit.title == "Ministers meet in Lisbon" for hit in hits)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"did not say"', True),
        ("“did not say”", True),
        ('"not did say"', False),
        ("gener*", True),
        ("gener", False),
        ("1,200", True),
        ("lisbon OR nowhere", False),
        ("daily letter", False),  # page furniture
        ("-lisbon", True),
        ('"unclosed', False),
        ("words:lisbon", False),
        ("lisbon AND", False),
        ("NEAR(lisbon)", False),
        ("lisbon; DROP TABLE x", False),
    ],
)
def test_what_is_typed_is_looked_for(record, words, found):
    assert bool(record.search(words)) is found


@pytest.mark.parametrize("words", ["", "   ", '""', "*", "—", "🙂", "\0", "'", "((("])
def test_no_word_at_all_is_wrong_use(record, words):
    with pytest.raises(WrongUse, match="nothing to look for"):
        record.search(words)


def test_limits(record):
    assert len(record.search("Lisbon", limit=1)) == 1
    with pytest.raises(WrongUse):
        record.search("Lisbon", limit=0)
    with pytest.raises(WrongUse, match="too many"):
        record.search("a " * 5000)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    with Record.open(str(tmp_path_factory.mktemp("s") / "r.db"), create=True) as opened:
        opened.write(findings(), "key")
        yield opened


@given(words=st.text(max_size=30))
def test_anything_typed_is_a_search_or_wrong_use(words, kept):
    try:
        query = searching.match_query(words)
    except WrongUse:
        return
    assert query.count('"') % 2 == 0
    for hit in kept.search(words):
        assert hit.marks


@pytest.mark.parametrize(
    ("speaker", "found"),
    [
        ("Åsland", 2),
        ("asland", 2),
        ("HENRIK ASLAND", 2),
        ("Hen", 0),
        ("Henrik", 2),
        ("Åsland Henrik", 0),
        ("H. Åsland", 0),
    ],
)
def test_speakers_are_found_by_whole_words(record, speaker, found):
    rows = [row for row in record.statements(speaker=speaker) if row["article_id"] == "a.txt"]
    assert len(rows) == found


def test_speakers_are_found_by_the_aliases_of_the_joined_actor(record):
    (id_,) = {row["speaker_id"] for row in record.rows("statements") if row["article_id"] == "a.txt"}
    members = (ActorMember("a.txt", 0), ActorMember("b.txt", 0))
    record.write_links(
        Links(actors=(Actor(id_, "Henrik Åsland", "person", ("Sea Fox",), None, None, members),))
    )
    assert len(list(record.statements(speaker="sea fox"))) == 4


def test_statements_are_narrowed(record):
    assert len(list(record.statements(mode="indirect"))) == 2
    assert len(list(record.statements(words="billion", mode="direct"))) == 2
    assert len(list(record.statements(words="billion", mode="indirect"))) == 0
    assert len(list(record.statements(words="Åsland", mode="indirect"))) == 0  # words said, not the speaker
    for wrong in ({"mode": "loud"}, {"words": ""}, {"speaker": "…"}):
        with pytest.raises(WrongUse):
            list(record.statements(**wrong))


def test_what_a_repeated_line_covers_is_set_aside(record):
    text = record.text("a.txt")
    start = text.index("“We will")
    line = Span.cut(text, start, text.index("\n", start))
    record.write_links(Links(furniture=(("a.txt", Furniture(line, "other", "furniture.repeated-line")),)))
    mine = [row for row in record.rows("statements") if row["article_id"] == "a.txt"]
    assert [(row["text"], row["parent"]) for row in mine] == [("when", None)]
    assert {hit.article_id for hit in record.search("billion")} == {"b.txt"}
    assert [row["text"] for row in record.rows("furniture")].count(line.text) == 1
    assert record.findings("a.txt") == findings()  # what was read off the report stays
    record.write_links(Links())
    assert len(list(record.rows("statements"))) == 4
