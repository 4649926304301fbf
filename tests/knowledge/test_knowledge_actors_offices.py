"""Who held which office when: sources, order, overlaps and gaps, and the look-ups on them."""

import re
from datetime import date
from itertools import pairwise

import pytest

from onrecord.knowledge import actors, load, offices

FILES = load.names("offices")
PAIRS = sorted({(term.of, term.office) for term in offices.terms()})
LONG = 31  # days: a handover, or a source that tells the month alone


def day(text, *, end=False):
    """A date of the files as a day; a month or year alone is its first or last day."""
    year, month, day_ = ([*map(int, text.split("-")), 0, 0])[:3]
    month = month or (12 if end else 1)
    if day_:
        return date(year, month, day_)
    return date(year, month, 28) if end else date(year, month, 1)


def last_day(term):
    return day(term.end or term.known_to, end=True)


def gaps(of, office):
    """Days that no term covers for more than a month, as the files write them."""
    found, reached = [], None
    for term in offices.holders(office, of):
        start = day(term.start)
        if reached is not None and (start - reached).days > LONG:
            found.append((reached.isoformat()[:7], start.isoformat()[:7]))
        reached = max(reached or start, last_day(term))
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_of_a_state_or_body_and_every_fact_has_a_source(name):
    raw = load.document(name)
    assert raw["of"] in actors.known()
    assert raw["of"].endswith(":" + name.removeprefix("offices/").removesuffix(".yaml"))
    for rows in raw["offices"].values():
        for row in rows:
            assert row.get("verified") is False or set(row["source"]) <= set(raw["sources"])
    assert all(len(source) > 20 for source in raw.get("sources", {}).values())


@pytest.mark.parametrize(("of", "office"), PAIRS)
def test_two_people_do_not_hold_one_office_at_once(of, office):
    terms = [term for term in offices.holders(office, of) if not term.acting]
    for one, other in pairwise(terms):
        shared = (last_day(one) - day(other.start)).days
        assert shared <= LONG or one.person == other.person or len(other.start) == 4 or one.end is None, (
            one,
            other,
        )


@pytest.mark.parametrize("name", FILES)
def test_gaps_are_named_in_the_file(name):
    raw = load.document(name)
    listed = raw.get("gaps", {})
    for office in raw["offices"]:
        told = [tuple(day[:7] for day in gap.split("/")) for gap in listed.get(office, [])]
        assert gaps(raw["of"], office) == told


def test_terms_are_whole():
    for term in offices.terms():
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", term.start)
        assert term.end is not None or term.known_to
        assert day(term.start) <= last_day(term), term
        assert term.office in set(actors.titles().offices.values()), term


def test_there_are_many_and_most_are_verified():
    terms = offices.terms()
    assert len(terms) >= 1200
    assert sum(term.verified for term in terms) >= 0.85 * len(terms)
    states = {term.of for term in terms}
    for code in (
        "USA",
        "GBR",
        "FRA",
        "DEU",
        "RUS",
        "CHN",
        "UKR",
        "ISR",
        "PSE",
        "IRN",
        "TUR",
        "POL",
        "JPN",
        "IND",
        "SDN",
    ):
        assert f"state:{code}" in states
    for body in ("NATO", "EU", "EC", "UN", "OSCE", "IAEA"):
        assert f"body:{body}" in states


@pytest.mark.parametrize(
    ("office", "of", "when", "person"),
    [
        ("defence-minister", "USA", "2021-03-10", "Lloyd Austin"),
        ("foreign-minister", "GBR", "2020-03-10", "Dominic Raab"),
        ("prime-minister", "state:DEU", "2019-03-10", "Angela Merkel"),
        ("secretary-general", "NATO", "2016-03-10", "Jens Stoltenberg"),
        ("president", "FRA", "2015-03-10", "François Hollande"),
        ("foreign-minister", "RUS", "2022-03-10", "Sergey Lavrov"),
    ],
)
def test_a_holder_on_a_day(office, of, when, person):
    assert [term.person for term in actors.holders_on(office, of, when, when)] == [person]


def test_nothing_is_known_behind_what_a_source_knows():
    open_ones = [term for term in offices.terms() if term.end is None]
    assert open_ones
    assert not any(term.during("2099-01-01", "2099-12-31") for term in open_ones)


def test_terms_of_a_person_go_over_states_and_bodies():
    assert [term.of for term in actors.terms_of("mark rutte")] == ["state:NLD", "body:NATO"]
    assert actors.terms_of("Nobody Known") == ()


def test_a_persons_key_has_neither_case_nor_accents():
    assert offices.person_key("Jean-Noël Barrot") == "person:jean-noel-barrot"
    assert {term.person for term in offices.terms_of_key("person:mark-rutte")} == {"Mark Rutte"}
