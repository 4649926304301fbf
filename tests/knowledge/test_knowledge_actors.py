"""States, bodies, titles and names: complete, without doubles, and quick enough to load."""

import re
from collections import Counter

import pytest

from onrecord.knowledge import actors, load

STATES = {code: entry for name in load.names("states") for code, entry in load.document(name).items()}
BODIES = {key: entry for group in load.document("bodies.yaml").values() for key, entry in group.items()}


def test_no_state_is_written_twice():
    codes = [code for name in load.names("states") for code in load.document(name)]
    assert len(codes) == len(set(codes))


def test_all_193_members_of_the_united_nations_are_there():
    members = [code for code, entry in STATES.items() if "status" not in entry]
    assert len(members) == 193


@pytest.mark.parametrize("code", ["XKX", "TWN", "PSE", "HKG", "VAT", "MAC", "GRL"])
def test_commonly_reported_others_are_there(code):
    assert "status" in STATES[code]


@pytest.mark.parametrize("code", sorted(STATES))
def test_a_state_is_complete(code):
    entry = STATES[code]
    assert re.fullmatch(r"[A-Z]{3}", code)
    assert isinstance(entry["iso2"], str)
    assert re.fullmatch(r"[A-Z]{2}", entry["iso2"])
    assert entry["name"]
    assert entry["official"]
    assert entry["adjective"]


def test_two_letter_codes_are_unique():
    assert not [code for code, n in Counter(entry["iso2"] for entry in STATES.values()).items() if n > 1]


def test_no_form_belongs_to_two_actors():
    owners = {}
    for form in actors.forms():
        owners.setdefault(form.text, set()).add(form.key)
    doubles = {text: keys for text, keys in owners.items() if len(keys) > 1}
    assert doubles == {"Brussels": {"body:EU", "state:BEL"}}  # a capital and a seat, told apart by the reader


def test_every_weak_form_is_a_form():
    for entry in (*STATES.values(), *BODIES.values()):
        weak = set(actors._many(entry.get("weak")))
        written = {
            text
            for name in ("name", "official", "also", "adjective", "people", "capital", "seats")
            for text in actors._many(entry.get(name))
        }
        assert weak <= written


def test_there_are_at_least_250_bodies_of_many_kinds():
    assert len(BODIES) >= 250
    for key in ("UN", "NATO", "EU", "OSCE", "IAEA", "G7", "ICC", "US-STATE", "RU-MID", "REUTERS", "HAMAS"):
        assert key in BODIES


def test_knowledge_that_was_not_read_from_a_source_says_so():
    names = [
        *load.names("states"),
        "bodies.yaml",
        "organs.yaml",
        "titles.yaml",
        "given_names.yaml",
        "places.yaml",
    ]
    from importlib.resources import files

    for name in names:
        head = files("onrecord.knowledge").joinpath(name).read_text("utf-8")[:1500]
        assert "verified: false" in head, name


def test_no_given_name_tells_two_genders():
    raw = load.document("given_names.yaml")
    assert not set(raw["m"].split()) & set(raw["f"].split())


def test_short_titles_and_heads_name_offices_that_exist():
    table = actors.titles()
    offices = set(table.offices.values())
    assert table.heads <= offices
    assert all(longer <= offices for longer in table.parts.values())


def test_pieces_cut_apostrophes_alike():
    assert actors.pieces("Quai d’Orsay") == actors.pieces("Quai d'Orsay") == ("Quai", "d", "'", "Orsay")


def test_plain_folds_hyphens_stops_and_capitals():
    assert actors.plain("Secretary-General") == "secretary general"
    assert actors.plain("Lt. Gen.") == "lt gen"
