"""Actors over reports: what reconcile is given, what is kept of its answer, and ids that go on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_samples import findings

from onrecord.shapes import Actor, ActorMember, Furniture, Links, Particular, Span, cell_ids
from onrecord.store import Record, audit


@pytest.fixture
def record(tmp_path):
    with Record.open(str(tmp_path / "r.db"), create=True) as opened:
        for article_id in ("b.txt", "a.txt"):
            opened.write(findings(article_id), "key")
        yield opened


def asland(*reports):
    (id_,) = cell_ids(reports[0], "actors", ["Henrik Åsland"])
    members = tuple(ActorMember(report, 0) for report in reports)
    return Actor(id_, "Henrik Åsland", "person", ("Åsland",), None, None, members)


def test_actors_are_seen_in_order_with_what_joining_needs(record):
    seen = list(record.actors_seen())
    assert [(actor.member.article_id, actor.name) for actor in seen] == [
        ("a.txt", "Henrik Åsland"),
        ("a.txt", "Veshnia"),
        ("b.txt", "Henrik Åsland"),
        ("b.txt", "Veshnia"),
    ]
    assert seen[1].known == "state.ves"
    assert seen[0].published == "2024-01-05"
    assert seen[0].id == asland("a.txt").id


def test_passages_are_seen_where_the_outlet_is_known(record):
    record.write(findings("c.txt", outlet=None), "key")
    prints = list(record.passage_prints())
    assert {p.article_id for p in prints} == {"a.txt", "b.txt"}
    assert all(p.outlet == "The Daily Lantern" for p in prints)
    assert [p.furniture for p in prints][:4] == [False, False, False, True]
    assert all(record.text(p.article_id)[p.start : p.end] == p.text for p in prints)


def test_cells_point_at_the_joined_actor(record):
    before = {row["speaker_id"] for row in record.rows("statements")}
    assert len(before) == 2  # each report's own, until they are joined
    joined = asland("a.txt", "b.txt")
    record.write_links(Links(actors=(joined,)))
    assert {row["speaker_id"] for row in record.rows("statements")} == {joined.id}
    (actor,) = record.rows("actors")
    assert [member["article_id"] for member in actor["members"]] == ["a.txt", "b.txt"]
    assert record.joined()
    assert audit(record).failures == ()


def test_an_id_that_is_merged_away_goes_on(record):
    alone = asland("b.txt")
    record.write_links(Links(actors=(alone, asland("a.txt"))))
    assert record.current_id(alone.id) == alone.id
    joined = asland("a.txt", "b.txt")
    record.write_links(Links(actors=(joined,)))
    assert record.current_id(alone.id) == joined.id
    assert record.current_id(joined.id) == joined.id
    assert record.current_id("zzzzzzzzzzzz") == "zzzzzzzzzzzz"
    record.write_links(Links(actors=(alone, asland("a.txt"))))
    assert record.current_id(alone.id) == alone.id


def test_an_id_goes_on_through_two_merges(record):
    record.write(findings("0.txt"), "key")
    record.write_links(Links(actors=(asland("b.txt"), asland("a.txt"), asland("0.txt"))))
    record.write_links(Links(actors=(asland("a.txt", "b.txt"), asland("0.txt"))))
    record.write_links(Links(actors=(asland("0.txt", "a.txt", "b.txt"),)))
    for report in ("0.txt", "a.txt", "b.txt"):
        assert record.current_id(asland(report).id) == asland("0.txt").id


def test_links_written_twice_are_the_same(record):
    links = Links(actors=(asland("a.txt", "b.txt"),))
    record.write_links(links)
    before = {table: list(record.rows(table)) for table in ("actors", "mentions", "statements")}
    record.write_links(links)
    assert {table: list(record.rows(table)) for table in before} == before


def test_a_report_written_again_after_joining_needs_new_links(record):
    record.write_links(Links(actors=(asland("a.txt", "b.txt"),)))
    renamed = findings("a.txt")
    title = Particular("Ministers met", "stated.user")
    record.write(replace(renamed, article=replace(renamed.article, title=title)), "key2")
    assert not record.joined()
    record.write_links(Links(actors=(asland("a.txt", "b.txt"),)))
    assert audit(record).failures == ()


def test_repeated_lines_come_and_go_with_the_links(record):
    text = record.text("a.txt")
    line = Span.cut(text, 0, 24)
    marked = Furniture(line, "other", "furniture.repeated-line")
    record.write_links(Links(furniture=(("a.txt", marked), ("b.txt", marked))))
    assert record.counts()["furniture"] == 4
    assert audit(record).failures == ()
    assert all(row["how"] and row["text"] != "Lisbon" for row in record.rows("mentions"))
    record.write_links(Links())
    assert record.counts()["furniture"] == 2
    assert [row["text"] for row in record.rows("mentions")].count("Lisbon") == 2
