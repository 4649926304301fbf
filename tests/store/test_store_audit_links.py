"""The audit passes links where all of them stand on words, and finds every way in which they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_samples import TEXT, findings, links, span

from onrecord.shapes import Evidence, Links, Side, TrackerMove, public_id
from onrecord.store import Record, audit


@pytest.fixture
def record(tmp_path):
    with Record.open(str(tmp_path / "r.db"), create=True) as opened:
        for article_id in ("a.txt", "b.txt"):
            opened.write(findings(article_id), "key")
        yield opened


def in_order():
    """`links()` with sides that their words bear: both reports say $5 billion."""
    made = links()
    sides = tuple(replace(side, value="$5 billion") for side in made.disputes[0].sides)
    return replace(made, disputes=tuple(replace(one, sides=sides) for one in made.disputes))


def reasons(record, table):
    return [failure.reason for failure in audit(record) if failure.table == table]


def test_links_in_order_pass_and_are_counted(record):
    record.write_links(in_order())
    result = audit(record)
    assert result.failures == ()
    counted = ("utterances", "copies", "stories", "trackers", "disputes")
    assert [result.checked[table] for table in counted] == [1, 1, 1, 1, 2]


DAMAGE = [
    ("DELETE FROM tracker_evidence", "trackers", "no evidence"),
    ("UPDATE tracker_evidence SET end = 99999", "trackers", "stands in no report"),
    ("UPDATE tracker_evidence SET end = end - 1, start = start - 1", "trackers", "lies outside"),
    ("UPDATE tracker_evidence SET cell_id = 'zzzzzzzzzzzz'", "trackers", "is not in"),
    ("UPDATE tracker_evidence SET cell_table = 'words'", "trackers", "are not the words"),
    ("UPDATE tracker_evidence SET says = '' WHERE cell_table = 'knowledge'", "trackers", "says nothing"),
    ("UPDATE figures SET set_aside = 1", "trackers", "set aside"),
    ("UPDATE trackers SET value = '7 billion'", "trackers", "the number 7"),
    ('UPDATE trackers SET details = \'[["amount","6000000000"]]\'', "trackers", "the amount 6000000000"),
    ("UPDATE trackers SET by = NULL", "trackers", "is not said"),
    ("UPDATE trackers SET account = 'rumoured'", "trackers", "is no account"),
    ("UPDATE trackers SET as_of_latest = '2023-01-01'", "trackers", "before it begins"),
    ("UPDATE trackers SET rule = ''", "trackers", "no rule"),
    ("DELETE FROM dispute_evidence", "disputes", "no evidence"),
    ("DELETE FROM dispute_sides", "disputes", "no sides"),
    ("UPDATE dispute_sides SET value = '$6 billion' WHERE side = 1", "disputes", "side 2: the number 6"),
    ("UPDATE dispute_sides SET earliest = '2024-02-30'", "disputes", "no calendar day"),
    ("UPDATE disputes SET story_id = 'zzzzzzzzzzzz'", "disputes", "is not there"),
    ("UPDATE copies SET kind = 'stolen'", "copies", "no kind of copy"),
    ("UPDATE copies SET of_article_key = article_key", "copies", "of itself"),
    ("UPDATE copy_passages SET of_end = 99999", "copies", "outside the text"),
    ("UPDATE copy_readings SET kind = 'guess'", "copies", "no kind of reading"),
    ("UPDATE copy_readings SET of_end = 99999", "copies", "outside the text"),
    ("UPDATE copy_readings SET end = end - 1 WHERE kind = 'name'", "copies", "are not the words"),
    (
        "UPDATE copy_readings SET of_cell_id = 'zzzzzzzzzzzz' WHERE kind = 'date'",
        "copies",
        "not in its report",
    ),
    ("UPDATE copy_readings SET cell_id = of_cell_id WHERE kind = 'figure'", "copies", "not in its report"),
    ("UPDATE copy_readings SET cell_id = NULL WHERE kind = 'name'", "copies", "of no cell"),
    ("UPDATE copy_readings SET cell_id = NULL, value = NULL WHERE kind = 'name'", "copies", "has no cell"),
    ("UPDATE copy_readings SET value = 'Lisbon' WHERE kind = 'name'", "copies", "is not what"),
    ("UPDATE copy_readings SET value = 'Lisbon' WHERE kind = 'speaker'", "copies", "is not what"),
    ("UPDATE copy_readings SET value = '1300 generators' WHERE kind = 'figure'", "copies", "is not what"),
    ("UPDATE copy_readings SET of_value = '2024-01-06' WHERE kind = 'date'", "copies", "is not what"),
    ("UPDATE dates SET set_aside = 1", "copies", "set aside"),
    ("UPDATE stories SET independent_sources = 3", "stories", "3 sources of 2"),
    ("DELETE FROM story_articles WHERE is_primary = 0", "stories", "not in order"),
    ("UPDATE utterances SET best = 'zzzzzzzzzzzz'", "utterances", "best wording"),
    ("UPDATE statements SET utterance_key = NULL", "utterances", "point at it"),
    ('UPDATE utterances SET differences = \'[["x","cut","a",""]]\'', "utterances", "is none"),
]


@pytest.mark.parametrize(("damage", "table", "reason"), DAMAGE)
def test_damage_is_found(record, damage, table, reason):
    record.write_links(in_order())
    with record._writing() as connection:
        connection.exec_driver_sql(damage)
    found = reasons(record, table)
    assert any(reason in one for one in found), found


WORDS = span(TEXT, "Veshnia sent 1,200 generators")
VALUES = [
    ("1,200 generators", True),
    ("1200 generators", True),
    ("1,300 generators", False),
    ("1 of 1", True),  # it counts its evidence
    ("sent", True),
    (None, True),
]


@pytest.mark.parametrize(("value", "passes"), VALUES)
def test_a_number_in_a_value_stands_in_its_evidence(record, value, passes):
    cited = Evidence("words", public_id("a.txt", "words", WORDS.text), "a.txt", WORDS)
    move = TrackerMove(public_id("m"), "aid", "X", "sent", value, None, None, (cited,), rule="aid.sent")
    record.write_links(Links(trackers=(move,)))
    assert (reasons(record, "trackers") == []) is passes


def test_a_day_of_a_side_is_that_of_its_date(record):
    day = findings("a.txt").dates[0]
    id_ = next(str(row["id"]) for row in record.rows("dates") if row["article_id"] == "a.txt")
    cited = (Evidence("dates", id_, "a.txt", day.span),)
    for value, passes in (("2024-01-05", True), ("2024-01-06", False)):
        disputes = (replace(links().disputes[0], sides=(Side(value, cited),), story_id=None),)
        record.write_links(Links(disputes=disputes))
        assert (reasons(record, "disputes") == []) is passes
