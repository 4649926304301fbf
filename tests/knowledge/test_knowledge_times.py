"""Knowledge of time: named days, events and summits are days of the calendar; events say their source."""

import datetime

import pytest

from onrecord.extract.dates.calendar import days_of
from onrecord.extract.dates.feasts import feasts
from onrecord.knowledge.load import document
from onrecord.knowledge.times import holidays, named_events, named_meetings, time_rules, time_words

YEARS = range(1990, 2041)


@pytest.mark.parametrize("row", document("holidays.yaml"), ids=lambda row: row["names"][0])
def test_every_named_day_has_days_in_every_year(row):
    rule, length = str(row["day"]), row.get("length", 1)
    if days_of(rule):
        return
    for year in YEARS:
        found = feasts(rule, year, length)
        # The Islamic year is eleven days shorter: a feast may fall twice in a year, or in none at its edge.
        assert found or rule.startswith("islamic"), (rule, year)
        assert all(
            first <= last and first.year == year for first, last in found if not rule.startswith("islamic")
        )


def test_a_name_means_one_day():
    names = [name for row in document("holidays.yaml") for name in row["names"]]
    assert len(names) == len(set(names))
    assert len(holidays()) == len(names)


@pytest.mark.parametrize("row", document("named_events.yaml"), ids=lambda row: row["names"][0])
def test_every_event_has_days_and_says_whether_they_were_looked_up(row):
    first, _, last = str(row["days"]).partition("/")
    assert datetime.date.fromisoformat(first) <= datetime.date.fromisoformat(last or first)
    assert row.get("source") or row["verified"] is False
    assert all(name == name.lower() for name in row["names"])


def test_events_that_share_a_name_stand_in_order():
    days = [event.first for event in named_events()["invasion", "of", "afghanistan"]]
    assert days == sorted(days)
    assert len(days) == 2


def test_a_summit_is_named_by_its_place():
    [vilnius] = named_meetings()["vilnius", "summit"]
    assert (vilnius.first, vilnius.last) == ("2023-07-11", "2023-07-12")
    assert len(named_meetings()["brussels", "summit"]) > 1


def test_every_rule_has_an_example_and_a_counter_example():
    assert all(rule.examples and rule.refused for rule in time_rules())


def test_words_of_intent_and_of_the_past_are_told_apart():
    words = time_words()
    assert not words.intent_verbs & words.said_forms
    assert words.weekday_forms["tue"] == 2
