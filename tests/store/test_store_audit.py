"""The audit passes a record in order, and finds every way in which one was damaged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_samples import TEXT, article, findings, span

from onrecord.shapes import DateFound, EventParty, Figure, Findings, Links, Review, Statement
from onrecord.store import Record, audit


@pytest.fixture
def record(tmp_path):
    with Record.open(str(tmp_path / "r.db"), create=True) as opened:
        opened.write(findings(), "key")
        opened.write_links(Links())
        yield opened


def audited(tmp_path, found):
    with Record.open(str(tmp_path / "one.db"), create=True) as record:
        record.write(found, "key")
        return [failure.reason for failure in audit(record)]


def test_a_record_in_order_passes_and_every_cell_is_counted(record):
    result = audit(record)
    assert result
    assert result.failures == ()
    assert result.checked == {
        "articles": 1,
        "furniture": 1,
        "actors": 0,
        "mentions": 4,
        "statements": 2,
        "events": 1,
        "figures": 2,
        "dates": 1,
        **dict.fromkeys(("utterances", "copies", "stories", "trackers", "disputes"), 0),
    }


DAMAGE = [
    ("UPDATE articles SET text = replace(text, 'Friday', 'Monday')", "articles", "SHA-256"),
    ("UPDATE figures SET start = start + 1", "figures", "its id is not"),
    ("UPDATE figures SET end = 99999", "figures", "outside the text"),
    ("UPDATE figures SET amount = 6e9 WHERE currency = 'USD'", "figures", "the amount 6e+09"),
    ("UPDATE figures SET currency = 'EUR' WHERE currency = 'USD'", "figures", "the currency EUR"),
    ("UPDATE figures SET unit = 'tanks' WHERE unit = 'generators'", "figures", "'tanks'"),
    ("UPDATE dates SET value = '2024-01-06'", "dates", "day of the week"),
    ("UPDATE dates SET anchor = NULL", "dates", "no anchor is recorded"),
    ("UPDATE dates SET earliest = '2024-02-30'", "dates", "no calendar day"),
    ("UPDATE dates SET latest = '2023-01-01'", "dates", "before it begins"),
    ("UPDATE statements SET cue_end = NULL", "statements", "only one of them"),
    ("UPDATE statements SET speaker = 'Somebody Else', member_key = NULL", "statements", "Somebody Else"),
    ("DELETE FROM statement_parts", "statements", "has no content"),
    (
        "UPDATE statement_parts SET start = start - 3 WHERE kind = 'content' AND position = 0",
        "statements",
        "span",
    ),
    ("UPDATE mentions SET rule = ''", "mentions", "no rule"),
    ("UPDATE furniture SET start = 26, end = 40", "statements", "page furniture"),
    (
        "INSERT INTO actors (key, id, name, kind, aliases) VALUES (1, 'x', 'Nobody', 'person', '[]')",
        "actors",
        "no report",
    ),
    ("INSERT INTO passages_fts (rowid, words) VALUES (5, 'ghost')", "passages", "index"),
    ("INSERT INTO statements_fts (statements_fts) VALUES ('delete-all')", "statements", "index"),
]


@pytest.mark.parametrize(("damage", "table", "reason"), DAMAGE)
def test_damage_is_found(record, damage, table, reason):
    with record._writing() as connection:
        connection.exec_driver_sql(damage)
    failures = audit(record).failures
    assert any(failure.table == table and reason in failure.reason for failure in failures), failures


def test_a_statement_may_go_on_behind_furniture_that_was_read_over(record):
    blank = "substr(shadow, 1, 26) || '              ' || substr(shadow, 41)"
    with record._writing() as connection:
        connection.exec_driver_sql("UPDATE furniture SET start = 26, end = 40")
        connection.exec_driver_sql(f"UPDATE articles SET shadow = {blank}")
    assert not any("page furniture" in failure.reason for failure in audit(record))


def test_links_that_lead_nowhere_are_found(record):
    connection = record.connection
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    with record._writing() as writing:
        writing.exec_driver_sql("DELETE FROM actor_members")
    assert any("not there" in failure.reason for failure in audit(record))


FIGURES = [
    ("$5 billion", {"amount": 5e9, "currency": "USD"}, True),
    ("$5 billion", {"amount": 5e6, "currency": "USD"}, False),
    ("$5 billion", {"amount": 5e9, "currency": "EUR"}, False),
    ("$5 billion", {"amount": 5e9, "unit": "percent"}, False),
    ("$5 billion", {}, False),
    ("1,200 generators", {"amount": 1200.0, "unit": "generators"}, True),
    ("1,200 generators", {"low": 1000.0, "unit": "generators"}, False),
    ("sent 1,200 generators", {"amount": 1200.0, "unit": "share"}, False),
    ("1,200 generators", {"amount": 1200.0, "unit": "year"}, False),
]


@pytest.mark.parametrize(("words", "values", "passes"), FIGURES)
def test_a_figure_must_stand_in_its_words(tmp_path, words, values, passes):
    figure = Figure(span(TEXT, words), "figure.test", **values)
    assert (audited(tmp_path, Findings(article(), figures=(figure,))) == []) is passes


@pytest.mark.parametrize(("words", "passes"), [("The port", True), ("A port", True), ("The report", False)])
def test_a_side_is_named_with_or_without_its_article(tmp_path, words, passes):
    text = f"{words} asked Lisbon for aid."
    bare = replace(
        article(text=TEXT), text=text, shadow=text, title=None, furniture=(), passages=(), marks=()
    )
    asked = replace(
        findings().events[0],
        span=span(text, "asked"),
        actors=(EventParty(None, "port", None, span(text, words)),),
        recipients=(),
        place=None,
        place_span=None,
        statement=None,
    )
    assert (audited(tmp_path, Findings(bare, events=(asked,))) == []) is passes


DATES = [
    ("on 24 February 2022", "2022-02-24", True),
    ("on 24 February 2022", "2022-02-25", False),
    ("on 24 February 2022", "2022-03-24", False),
    ("on 24 February 2022", "2023-02-24", False),
    ("24 February", "2022-02-24", False),
    ("since 9/11", "2001-09-11", True),
    ("on 2022-02-24", "2022-02-24", True),
    ("Christmas 2022", "2022-12-25", True),
    ("in 2022", "2022", True),
    ("fall of Kabul", "2021-08-15", True),
    ("fall of Kabul", "2021-08-16", False),
    ("the first day of 2018", "2018-01-01", True),
    ("the first day of 2018", "2018-01-02", False),
    ("the last day of 2019", "2019-12-31", True),
    ("the last day of February 2020", "2020-02-29", True),
    ("the last day of February 2020", "2020-02-28", False),
    ("the third day of March 2020", "2020-03-03", True),
    ("the second month of 2016", "2016-02", True),
    ("the second month of 2016", "2016-03", False),
    ("the first weekend of May 2016", "2016-06-04", False),
    ("Monday, 13 March 2018", "2018-03-13", True),  # a Tuesday: its writer's slip, and a dispute
    ("Monday, 13 March 2018", "2018-03-12", False),
]


@pytest.mark.parametrize("words", ["11yrs", "30yr", "12-yr-old"])
def test_a_shortened_year_is_a_year(tmp_path, words):
    text = f"It was a {words} wait."
    bare = replace(
        article(text=TEXT), text=text, shadow=text, title=None, furniture=(), passages=(), marks=()
    )
    figure = Figure(span(text, words), "figure.test", amount=float(words[:2]), unit="year")
    assert audited(tmp_path, Findings(bare, figures=(figure,))) == []


@pytest.mark.parametrize(("words", "value", "passes"), DATES)
def test_a_date_without_an_anchor_must_stand_in_its_words(tmp_path, words, value, passes):
    text = f"It happened {words} there."
    bare = replace(
        article(text=TEXT), text=text, shadow=text, title=None, furniture=(), passages=(), marks=()
    )
    date = DateFound(span(text, words), "DATE", value, "date.test")
    assert (audited(tmp_path, Findings(bare, dates=(date,))) == []) is passes


@pytest.mark.parametrize(
    ("rule", "behind", "passes"),
    [
        ("date.day-range", " through April 24, 2016", True),
        ("date.day-range", " through April 24, 2017", False),
        ("date.month-day", " through April 24, 2016", False),
        ("date.day-range", " was cold, and April 24, 2016, too", False),
    ],
)
def test_the_first_day_of_a_range_may_have_its_year_at_the_end(tmp_path, rule, behind, passes):
    text = f"It was held April 18{behind}."
    bare = replace(
        article(text=TEXT), text=text, shadow=text, title=None, furniture=(), passages=(), marks=()
    )
    date = DateFound(span(text, "April 18"), "DATE", "2016-04-18", rule)
    assert (audited(tmp_path, Findings(bare, dates=(date,))) == []) is passes


@pytest.mark.parametrize(("words", "passes"), [("ten days after 25 March", True), ("25 March", False)])
def test_a_date_counted_from_another_may_leave_its_month(tmp_path, words, passes):
    text = f"It happened {words} there."
    bare = replace(
        article(text=TEXT), text=text, shadow=text, title=None, furniture=(), passages=(), marks=()
    )
    date = DateFound(span(text, words), "DATE", "2022-04-04", "date.test", anchor="2022-03-25")
    assert (audited(tmp_path, Findings(bare, dates=(date,))) == []) is passes


def test_a_corrected_speaker_needs_no_words(tmp_path):
    said = Statement(
        (span(TEXT, "when"),), "indirect", "says", "r", speaker="Nora Quell", flags=("reviewed",)
    )
    review = Review("00000000000r", "a.txt", "speaker", "when", "", "", "", "Nora Quell", "me", "t", "why")
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        record.write(Findings(article(), statements=(said,)), "key")
        assert not audit(record)
        record.add_review(review)
        assert audit(record)


def test_a_negation_must_stand_beside_its_cue(tmp_path):
    far = Statement((span(TEXT, "when"),), "indirect", "says", "r", cue=span(TEXT, "say"), flags=("negated",))
    assert audited(tmp_path, Findings(article(), statements=(far,))) == []
    calm = TEXT.replace("did not say", "would say").replace("Not", "Now")
    with Record.open(str(tmp_path / "two.db"), create=True) as record:
        made = replace(article(), text=calm, shadow=calm, title=None, furniture=(), passages=(), marks=())
        told = Statement(
            (span(calm, "when"),), "indirect", "says", "r", cue=span(calm, "say"), flags=("negated",)
        )
        record.write(Findings(made, statements=(told,)), "key")
        assert [failure.table for failure in audit(record)] == ["statements"]
