"""Expressions of time: the cases of tests/cases/dates.yaml, and the laws they keep."""

import pathlib
import pickle

import pytest
import yaml
from extract_builder import article_of, doc_of
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.dates import find_dates
from onrecord.extract.dates.calendar import days_of
from onrecord.extract.dates.feasts import easter, feasts, orthodox_easter
from onrecord.knowledge.times import time_rules

FILES = sorted((pathlib.Path(__file__).parents[1] / "cases").glob("dates*.yaml"))
CASES = [case for file in FILES for case in yaml.safe_load(file.read_text("utf-8"))]
VOCABULARY = """
last next this Wednesday May 3 2023 year years week ago in of the early - / : . 24 Feb Monday night
from to between and 1999 's a half quarter third ' 90s every day later earlier Christmas 10 a.m.
noon 12/12
"""
SAID = [word for rule in time_rules() for text, _ in rule.examples for word in text.split()]
WORDS = [*VOCABULARY.split(), "\n", *dict.fromkeys(SAID)]


def find(text, published=None, **options):
    return find_dates(article_of(text, published, **options), doc_of(text))


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{case['text'][:40]}" for i, case in enumerate(CASES)])
def test_case(case):
    published = str(case["published"]) if "published" in case else None
    found = find(case["text"], published)
    assert [date.span.text for date in found] == [str(want[0]) for want in case["want"]]
    for date, want in zip(found, case["want"], strict=True):
        got = (date.type, date.value, date.earliest, date.latest, date.mod)[: len(want) - 1]
        assert got == tuple(None if value is None else str(value) for value in want[1:])


def test_there_are_enough_cases():
    assert len(CASES) >= 200


def test_furniture_and_foreign_passages_are_not_read():
    text = "Published 3 June 2024\nHe left in 1999."
    assert [date.value for date in find(text, furniture={0})] == ["1999"]
    assert find(text, language="de") == ()


def test_the_anchor_is_named_only_where_it_was_used():
    relative, absolute = find("He left on Friday, after 4 April 1949.", "2023-02-08")
    assert (relative.anchor, absolute.anchor) == ("2023-02-08", None)


def test_the_machines_day_and_zone_change_nothing(monkeypatch):
    text = "It began last week, will go on Friday, today and now; two years ago in May it ended."
    before = find(text, "2023-02-08"), find(text)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        monkeypatch.setenv("TZ", zone)
        assert (find(text, "2023-02-08"), find(text)) == before


def test_no_module_asks_a_clock():
    import onrecord.extract.dates as room

    for path in pathlib.Path(room.__file__).parent.glob("*.py"):
        source = path.read_text("utf-8")
        assert ".today(" not in source
        assert ".now(" not in source
        assert "import time\n" not in source


def test_what_is_found_can_be_pickled():
    found = find("He left on Friday, 3 June 2022.", "2023-02-08")
    assert pickle.loads(pickle.dumps(found)) == found


@given(
    st.lists(st.sampled_from(WORDS), max_size=25),
    st.sampled_from([None, "2023-02-08", "2024-02-29/2024-03-02"]),
)
@settings(max_examples=150, deadline=None)
def test_words_of_time_in_any_order_keep_the_laws(words, published):
    check_laws(" ".join(words), published)


@given(st.text(max_size=200), st.sampled_from([None, "2023-02-08", "0001-01-01", "9999-12-31"]))
@settings(max_examples=150, deadline=None)
def test_any_text_keeps_the_laws(text, published):
    check_laws(text, published)


def check_laws(text, published):
    end = 0
    for date in find(text, published):
        assert text[date.span.start : date.span.end] == date.span.text
        assert date.span.start >= end
        end = date.span.end
        assert (date.earliest is None) == (date.latest is None)
        assert date.earliest is None or date.earliest <= date.latest
        assert date.value


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(published):
    text = "Last week, next week, two centuries ago, yesterday, tomorrow, last May, in 5000 years, July."
    check_laws(text, published)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-W05-WE", "2023-02-04", "2023-02-05"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2013-WI", "2013-12-01", "2014-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("199", "1990-01-01", "1999-12-31"),
        ("2022-11-28/2022-11-29", "2022-11-28", "2022-11-29"),
    ],
)
def test_days_of_a_value(value, first, last):
    assert tuple(day.isoformat() for day in days_of(value)) == (first, last)


@pytest.mark.parametrize(
    "value", ["PAST_REF", "P2D", "XXXX-02", "2023-02-30", "2023-W54", "0000", "2023/2022"]
)
def test_values_without_days(value):
    assert days_of(value) is None


def first_of(rule, year, length=1):
    return tuple(day.isoformat() for day in feasts(rule, year, length)[0])


def test_moving_holidays():
    assert easter(2023).isoformat() == "2023-04-09"
    assert easter(2024).isoformat() == "2024-03-31"
    assert orthodox_easter(2024).isoformat() == "2024-05-05"


@pytest.mark.parametrize(
    ("rule", "year", "first", "last"),
    [
        ("11:4:4", 2022, "2022-11-24", "2022-11-24"),
        ("05:1:-1", 2023, "2023-05-29", "2023-05-29"),
        ("11:2:first-after-monday", 2022, "2022-11-08", "2022-11-08"),
        ("easter+1", 2023, "2023-04-10", "2023-04-10"),
        ("rosh+9", 2023, "2023-09-25", "2023-09-25"),
        ("passover+0", 2024, "2024-04-23", "2024-04-23"),
        ("hanukkah+0", 2024, "2024-12-26", "2024-12-26"),
        ("islamic:10-1", 2023, "2023-04-21", "2023-04-23"),
        ("window:01-20/02-21", 2023, "2023-01-20", "2023-02-21"),
    ],
)
def test_feasts(rule, year, first, last):
    assert first_of(rule, year) == (first, last)


def test_a_feast_may_fall_twice_in_a_year():
    assert len(feasts("islamic:1-1", 2008)) == 2


@pytest.mark.parametrize("rule", ["", "02-30", "13-01", "easter", "11:9:9", "2001-09-11"])
def test_a_rule_that_is_none_gives_no_day(rule):
    assert feasts(rule, 2023) == ()
