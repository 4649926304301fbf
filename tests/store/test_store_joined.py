"""What joins reports: written with its words, exported under the contract's names, never left dangling."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from store_samples import TEXT, evidence, findings, links, span

from onrecord.errors import NoEvidence
from onrecord.shapes import (
    Actor,
    ActorMember,
    Evidence,
    Furniture,
    Grouping,
    Links,
    Noting,
    Pairing,
    Passed,
    Published,
    SiblingDate,
    Span,
    Story,
    Utterance,
    public_id,
)
from onrecord.store import Record, audit, export
from onrecord.store.identity import ids_of

TABLES = ("utterances", "copies", "stories", "trackers", "disputes")


@pytest.fixture
def record(tmp_path):
    with Record.open(str(tmp_path / "r.db"), create=True) as opened:
        for article_id in ("b.txt", "a.txt"):
            opened.write(findings(article_id), "key")
        yield opened


def exported(record):
    return {table: list(record.rows(table)) for table in TABLES}


def test_every_piece_of_evidence_shows_its_words(record, tmp_path):
    record.write_links(links())
    export(record, tmp_path / "out")
    rows = {t: json.loads((tmp_path / "out" / f"{t}.jsonl").read_text("utf-8")) for t in TABLES}
    assert rows == {table: of_table[0] for table, of_table in exported(record).items()}
    cited = [*rows["trackers"]["evidence"][:2], *(one for side in rows["disputes"]["sides"] for one in side)]
    shown = {(r["article_id"], r["id"]): r["text"] for r in record.rows("figures")}
    assert [(one["article_id"], one["table"], one["text"]) for one in cited] == [
        ("a.txt", "figures", "$5 billion"),
        ("b.txt", "figures", "$5 billion"),
    ] * 2
    assert all(shown[one["article_id"], one["id"]] == one["text"] for one in cited)
    assert rows["trackers"]["evidence"][2] == {
        "table": "knowledge", "id": "members:lantern", "article_id": None, "start": None, "end": None,
        "text": None, "says": "members since 2004 (https://lantern.example/members)",
    }  # fmt: skip
    (passage,) = rows["copies"]["passages"]
    assert passage["text"] == passage["of_text"] == "Åsland did not say when."
    assert (passage["article_id"], passage["of_article_id"]) == ("b.txt", "a.txt")


def test_each_row_says_what_the_shape_says(record):
    record.write_links(links())
    rows = {table: of_table[0] for table, of_table in exported(record).items()}
    assert [row["utterance_id"] for row in record.rows("statements")].count(rows["utterances"]["id"]) == 2
    assert rows["utterances"]["differences"] == [
        {
            "statement_id": links().utterances[0].statement_ids[1],
            "kind": "number",
            "best": "$5 billion",
            "words": "$6 billion",
        }
    ]
    assert (rows["copies"]["kind"], rows["copies"]["direction"]) == ("reprint", "credit")
    assert (rows["stories"]["article_ids"], rows["stories"]["latest"]) == (["a.txt", "b.txt"], None)
    move = rows["trackers"]
    assert (move["account"], move["by"], move["independent_sources"]) == ("claimed", "Henrik Åsland", 2)
    assert (move["rule"], move["details"]) == ("support.promise", {"currency": "USD"})
    assert [side["value"] for side in rows["disputes"]["accounts"]] == ["$5 billion", "$6 billion"]
    assert rows["disputes"]["story_id"] == rows["stories"]["id"]


def test_what_a_copy_and_its_original_say_at_one_place_stands_with_the_copy(record):
    record.write_links(links())
    (copy,) = record.rows("copies")
    assert [(row["kind"], row["text"], row["of_text"]) for row in copy["readings"]] == [
        (one.kind, one.span.text, one.of_span.text) for one in links().readings
    ]
    assert copy["readings"][4] == {
        "kind": "figure", "article_id": "b.txt", "start": 134, "end": 150, "text": "1,200 generators",
        "of_article_id": "a.txt", "of_start": 40, "of_end": 50, "of_text": "$5 billion", "table": "figures",
        "id": ids_of(findings("b.txt"))["figures"][1], "of_id": ids_of(findings("a.txt"))["figures"][0],
        "value": "1200 generators", "of_value": "5000000000 USD",
    }  # fmt: skip
    record.write_links(replace(links(), readings=links().readings[:1]))
    assert [len(row["readings"]) for row in record.rows("copies")] == [1]


@pytest.mark.parametrize("article_id", ["a.txt", "b.txt"])
def test_readings_go_with_either_report(record, article_id):
    record.write_links(links())
    record.write(findings(article_id), "again")
    assert record.connection.exec_driver_sql("SELECT count(*) FROM copy_readings").scalar() == 0


def test_readings_of_cells_on_repeated_lines_are_left_out(record):
    line = Furniture(span(TEXT, "Åsland did not say when. Veshnia sent 1,200 generators."), "other", "rule")
    record.write_links(replace(links(), furniture=(("b.txt", line),), trackers=(), disputes=()))
    (copy,) = record.rows("copies")
    assert [row["kind"] for row in copy["readings"]] == ["speaker", "date", "wording"]
    assert [failure for failure in audit(record).failures if failure.table == "copies"] == []


def test_what_is_told_apart_is_kept_and_not_counted(record):
    record.write_links(links())
    (apart,) = record.told_apart()
    assert (apart["told_apart"], apart["rule"]) == ("update", "apart.update")
    assert record.counts()["disputes"] == len(list(record.rows("disputes"))) == 1


WRONG = Span(0, 9, "Ministry ")
WORDS = Span(0, 9, "Ministers")
FIGURE, (MOVE,), (COPY,) = evidence("a.txt", "figures", 0), links().trackers, links().copies
SIDE = replace(links().disputes[0].sides[0], evidence=(replace(FIGURE, span=WRONG),))
UNSTANDING = [
    {"trackers": (replace(MOVE, evidence=(replace(FIGURE, span=WRONG),)),)},
    {"trackers": (replace(MOVE, evidence=(replace(FIGURE, article_id="gone.txt"),)),)},
    {"trackers": (replace(MOVE, evidence=(replace(FIGURE, span=None),)),)},
    {"trackers": (replace(MOVE, evidence=(Evidence("knowledge", "members:lantern"),)),)},
    {"copies": (replace(COPY, passages=(Passed(WRONG, WRONG, 1.0),)),)},
    {"readings": (replace(links().readings[0], of_span=WRONG),)},
    {"disputes": (replace(links().disputes[0], sides=(SIDE, SIDE)),)},
]


@pytest.mark.parametrize("wrong", UNSTANDING)
def test_words_that_do_not_stand_there_are_refused(record, wrong):
    with pytest.raises(NoEvidence):
        record.write_links(replace(links(), **wrong))
    assert not record.joined()
    assert exported(record) == {table: [] for table in TABLES}


def test_a_report_read_anew_takes_what_stood_on_its_cells_with_it(record):
    record.write_links(links())
    record.write(findings("b.txt"), "again")
    assert not record.joined()
    assert {table: len(rows) for table, rows in exported(record).items()} == {
        "utterances": 1, "copies": 0, "stories": 1, "trackers": 0, "disputes": 0,
    }  # fmt: skip
    assert record.connection.exec_driver_sql("SELECT count(*) FROM tracker_evidence").scalar() == 0
    record.write_links(links())
    assert {table: len(rows) for table, rows in exported(record).items()} == dict.fromkeys(TABLES, 1)
    assert [row["utterance_id"] for row in record.rows("statements")].count(links().utterances[0].id) == 2


def test_links_written_again_touch_nothing(record):
    record.write_links(links())
    rows = exported(record)
    before = record.connection.exec_driver_sql("SELECT total_changes()").scalar()
    record.write_joined(links())
    after = record.connection.exec_driver_sql("SELECT total_changes()").scalar()
    assert exported(record) == rows
    assert after - before <= 2  # that the reports are joined


def test_only_what_changed_is_written(record):
    record.write_links(links())
    moved = replace(links().trackers[0], state="agreed")
    record.write_links(replace(links(), trackers=(moved,), disputes=()))
    assert [row["state"] for row in record.rows("trackers")] == ["agreed"]
    assert record.counts()["disputes"] == 0
    assert list(record.told_apart()) == []
    assert record.counts()["copies"] == 1


def test_a_story_and_an_utterance_that_are_merged_away_go_on(record):
    record.write_links(links())
    story, said = links().stories[0], links().utterances[0]
    earlier = Story(public_id("earlier"), "Lisbon", ("a.txt", "b.txt"), ("a.txt", "b.txt"))
    first = Utterance(public_id("first"), said.statement_ids, said.best, "")
    record.write(findings("a.txt"), "again")  # ids go on even where a report was read anew meanwhile
    record.write_links(Links(stories=(earlier,), utterances=(first,)))
    assert record.current_id(story.id) == earlier.id
    assert record.current_id(said.id) == first.id
    third = replace(earlier, id=public_id("third"))
    record.write_links(Links(stories=(third,)))
    assert {record.current_id(story.id), record.current_id(earlier.id)} == {third.id}
    record.write_links(links())
    assert record.current_id(story.id) == story.id


def test_the_key_of_the_links_says_whether_they_are_due(record):
    record.write_joined(Links(), "one")
    assert record.joined()
    assert record.joined("one")
    assert not record.joined("two")
    record.write_actors(Links())
    assert not record.joined()


def test_kept_reports_have_the_ids_that_export_shows(record):
    record.write_links(links())
    kept = record.kept()
    assert kept.article_ids() == ("a.txt", "b.txt")
    for article_id in kept.article_ids():
        report = kept.report(article_id)
        assert report.findings == findings(article_id)
        assert report.ids == {t: ids for t, ids in ids_of(findings(article_id)).items() if t != "actors"}
        for table in report.ids:
            shown = {
                r["id"]: (r["start"], r["end"]) for r in record.rows(table) if r["article_id"] == article_id
            }
            assert {id_ for id_, _ in report.cells(table)} == set(shown)
            if table != "statements":
                assert {id_: (c.span.start, c.span.end) for id_, c in report.cells(table)} == shown
    assert [(one.article_id, one.outlet, one.print) for one in kept.prints()] == [
        (article_id, "The Daily Lantern", findings().print) for article_id in ("a.txt", "b.txt")
    ]


def test_many_reports_are_read_while_few_are_held(record):
    for number in range(100):
        record.write(findings(f"n{number}.txt"), "key")
    kept = record.kept()
    assert [kept.report(article_id).article_id for article_id in kept.article_ids()] == list(
        record.article_ids()
    )
    assert len(kept._held) < 100
    assert kept.report("a.txt").findings.article.text[: len("Ministers")] == span(TEXT, "Ministers").text
    assert audit(record).failures == ()


def noting(made):
    def make(report):
        made.append(report.article_id)
        return tuple(figure.span for _, figure in report.cells("figures"))

    return Noting("test.figures", tuple[Span, ...], make)


def test_a_note_is_made_again_only_where_what_it_hangs_on_changed(record):
    actor = Actor(public_id("one"), "H. Åsland", "person", (), None, None, (ActorMember("b.txt", 0),))
    merged = replace(actor, id=public_id("other"))
    line = Furniture(span(TEXT, "Åsland did not say when. Veshnia sent 1,200 generators."), "other", "rule")
    money, count = span(TEXT, "$5 billion"), span(TEXT, "1,200 generators")
    for change, expected, seen in (
        (lambda: None, ["a.txt", "b.txt"], (money, count)),
        (lambda: None, [], (money, count)),
        (lambda: record.write(findings("b.txt"), "again"), ["b.txt"], (money, count)),
        (lambda: record.write_links(Links(actors=(actor,))), ["b.txt"], (money, count)),
        (lambda: record.write_links(Links(actors=(merged,))), [], (money, count)),
        (
            lambda: record.write_links(Links(actors=(merged,), furniture=(("a.txt", line),))),
            ["a.txt"],
            (money,),
        ),
    ):
        change()
        made = []
        kept = dict(record.kept("key").noted(noting(made)))
        assert made == expected
        assert kept["a.txt"] == seen
    made = []
    assert len(dict(record.kept("other key").noted(noting(made)))) == len(made) == 2


def test_a_note_of_a_note_opens_no_report_twice(record):
    made = []
    whole = noting(made)
    first = Noting("test.first", Span, lambda spans: spans[0], of=whole)
    kept = record.kept("key")
    kept.prepare((whole, first))
    assert dict(kept.noted(first)) == {id_: spans[0] for id_, spans in kept.noted(whole)}
    assert made == ["a.txt", "b.txt"]
    assert list(kept.noted(first, ["b.txt"])) == [("b.txt", span(TEXT, "$5 billion"))]


def test_what_a_group_makes_is_kept_while_its_digest_stays(record):
    asked = []

    def make(keys):
        for key in keys:
            asked.append(key)
            yield (key, len(asked))

    making = Grouping("test.groups", tuple[str, int], make)
    for groups, expected in (
        ({"b": b"1", "a": b"1"}, ["a", "b"]),
        ({"b": b"1", "a": b"1"}, []),
        ({"b": b"2", "c": b"1", "a": b"1"}, ["b", "c"]),
        ({"a": b"1"}, []),
        ({"a": b"1", "c": b"1"}, ["c"]),  # one that was gone is made again
    ):
        asked.clear()
        found = dict(record.kept("key").grouped(making, groups))
        assert asked == expected
        assert [made[0] for made in found.values()] == sorted(groups)
    asked.clear()
    assert dict(record.kept("other key").grouped(making, {"a": b"1"})) == {"a": ("a", 1)}
    assert asked == ["a"]


def test_a_digest_of_a_note_changes_with_what_it_says(record):
    made = []
    before = dict(record.kept("key").digests(noting(made), ["a.txt", "b.txt"]))
    assert before == dict(record.kept("key").digests(noting(made), ["a.txt", "b.txt"]))
    line = Furniture(span(TEXT, "Åsland did not say when. Veshnia sent 1,200 generators."), "other", "rule")
    record.write_links(Links(furniture=(("a.txt", line),)))
    after = dict(record.kept("key").digests(noting(made), ["a.txt", "b.txt"]))
    assert before["b.txt"] == after["b.txt"]
    assert before["a.txt"] != after["a.txt"]


def test_a_record_that_is_only_read_keeps_no_notes(record):
    made = []
    for _ in range(2):
        assert list(dict(record.kept().noted(noting(made)))) == ["a.txt", "b.txt"]
    assert len(made) == 4
    assert record.connection.exec_driver_sql("SELECT count(*) FROM notes").scalar() == 0


def test_a_pair_is_proved_again_only_where_a_report_changed(record):
    record.write(findings("c.txt"), "key")
    pairs = [("a.txt", "b.txt"), ("a.txt", "c.txt"), ("b.txt", "c.txt")]
    none = pairs[1]

    def proved(key):
        asked = []

        def prove(todo):
            for pair in todo:
                asked.append(pair)
                yield pair, None if pair == none else Passed(WORDS, WORDS, 0.5)

        found = list(record.kept(key).paired(Pairing("test", Passed, prove), pairs))
        assert found == [Passed(WORDS, WORDS, 0.5)] * 2
        return asked

    assert proved("key") == pairs
    assert proved("key") == []
    record.write(findings("b.txt"), "again")
    assert proved("key") == [pairs[0], pairs[2]]
    assert proved("other key") == pairs


def test_a_day_that_siblings_narrow_is_shown_and_its_reason_with_it(record):
    undated = findings("c.txt")
    when = Published("2024-01-01", "2024-01-31", "inferred", "dating.month")
    record.write(replace(undated, article=replace(undated.article, published=when)), "key")
    dated = SiblingDate("c.txt", "2024-01-05", "2024-01-12", "dating.copy", "within 7 days", "a.txt")
    record.write_links(replace(links(), dated=(dated,)))
    (row,) = (row for row in record.rows("articles") if row["article_id"] == "c.txt")
    assert (row["published_earliest"], row["published_latest"]) == ("2024-01-05", "2024-01-12")
    assert (row["published_basis"], row["published_rule"]) == ("inferred", "dating.copy")
    assert row["dated_by"][-1]["of_article_id"] == "a.txt"
    assert record.findings("c.txt").article.published == when  # what the report itself says stays
    record.write_links(replace(links(), dated=(replace(dated, latest="2024-02-03"),)))
    assert any("its own day" in failure.reason for failure in audit(record))
    record.write(findings("a.txt"), "again")
    assert [r["published_latest"] for r in record.rows("articles") if r["article_id"] == "c.txt"] == [
        "2024-01-31"
    ]


def test_a_note_has_the_ids_of_todays_actors(record):
    def make(report):
        return tuple((f"actor:{id_}", name) for id_, name in zip(report.actors, report.names, strict=True))

    naming = Noting("test.actors", tuple[tuple[str, str], ...], make)
    for id_ in (public_id("one"), public_id("other")):
        both = (ActorMember("a.txt", 0), ActorMember("b.txt", 0))
        record.write_links(Links(actors=(Actor(id_, "Henrik Åsland", "person", (), None, None, both),)))
        notes = dict(record.kept("key").noted(naming))
        assert notes["a.txt"][0] == notes["b.txt"][0] == (f"actor:{id_}", "Henrik Åsland")
        assert notes == dict(record.kept().noted(naming))
