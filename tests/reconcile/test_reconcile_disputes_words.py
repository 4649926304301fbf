"""What the words around a figure say: the deed, the bound of its amount, the noun by which it is compared."""

from __future__ import annotations

import pytest

from onrecord.knowledge import dispute_quantities as known
from onrecord.reconcile.disputes.amounts import amount_of
from onrecord.reconcile.disputes.figure_words import deeds_of, head_of, in_sterling, noun_of
from onrecord.shapes import Figure, Span


def _figure(words: str, rule: str = "figure.count", **cells: object) -> Figure:
    return Figure(span=Span(0, len(words), words), rule=rule, **cells)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "deed"),
    [
        ("has pledged them", "give"),
        ("gave the town", "give"),
        ("were brought down over", "shoot down"),
        ("had been handed over at", "free"),
        ("seized in the hold", "find"),
        ("wants to shed", "cut"),
        ("will lend", "lend"),
    ],
)
def test_a_deed_is_known_by_each_of_its_verbs(words, deed):
    assert deed in deeds_of(words)


def test_no_deed_is_read_from_other_words():
    assert deeds_of("the mayor of the town on the hill") == frozenset()


@pytest.mark.parametrize(
    ("before", "text", "qualifier", "bound"),
    [
        ("The rebels handed ", "over 108 men", "more than", ""),
        ("The count has gone ", "up to 19", "up to", ""),
        ("They have room for ", "up to 19", "up to", "up to"),
        ("The march drew ", "over 108 men", "more than", "more than"),
    ],
)
def test_a_particle_of_a_verb_is_no_bound(before, text, qualifier, bound):
    amount = amount_of(_figure(text, amount=108.0, qualifier=qualifier), before)
    assert amount is not None
    assert amount.bound == bound


@pytest.mark.parametrize(
    ("figure", "around", "noun"),
    [
        (_figure("120 captives", amount=120.0, unit="captives"), ("", ""), "count prisoners"),
        (_figure("2,300 POSTS", amount=2300.0, unit="POSTS"), ("", ""), "count jobs"),
        (_figure("4 tonnes", "figure.measure", amount=4.0, unit="tonne"), ("", ""), "measure mass"),
        (_figure("40 kilometres", "figure.measure", unit="kilometre"), ("", " long"), "measure long"),
        (_figure("44 percent", "figure.share", unit="percent"), ("a turnout of ", ""), "percent turnout"),
        (_figure("44 percent", "figure.share", unit="percent"), ("a share of ", ""), ""),
        (_figure("28-year-old", unit="28-year-old"), ("", ""), ""),
        (_figure("27", "figure.number"), ("the number of hostages freed at ", ""), "count prisoners"),
    ],
)
def test_the_noun_by_which_a_figure_is_compared(figure, around, noun):
    assert noun_of(figure, "", None, around) == noun


def test_a_measure_has_the_substance_that_is_weighed_if_one_is_named():
    weighed = _figure("4 tonnes", "figure.measure", unit="tonne", measure="weight of cocaine")
    assert head_of(weighed, "weight", "") == "cocaine"
    assert head_of(_figure("4 tonnes", "figure.measure", unit="tonne"), "weight", "") == ""


@pytest.mark.parametrize(("after", "currency"), [(" at an auction", "GBP"), (" of rice", None)])
def test_millions_of_pounds_are_money_unless_they_weigh_something(after, currency):
    figure = _figure("7 million pounds", "figure.measure", amount=7e6, unit="pound")
    assert in_sterling(figure, after).currency == currency


def test_no_noun_is_in_two_lists_that_are_compared_by_their_first_word():
    groups = known.alike_nouns()
    assert all(groups.get(first, first) == first for first in groups.values())


def test_the_stages_and_times_of_an_amount_are_found_by_their_words():
    assert known.phases()["pledged"].search("Donors have promised money")
    assert known.late()["late"].search("had climbed to ten by nightfall")
    assert not known.late()["late"].search("was ten in the end")
