"""Public ids: stable, short, and a key that spells them."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes import cell_ids, id_of, is_public_id, key_of, public_id

WORDS = st.text(st.characters(exclude_categories=[]), max_size=30)  # lone surrogates too


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_an_id_is_twelve_readable_characters(parts):
    assert len(public_id(*parts)) == 12
    assert not set(public_id(*parts)) & set("ilouILOU ")


def test_ids_never_change_between_versions():
    """Records in the field hold these ids: a change here needs a migration."""
    assert public_id("a.txt", "figures", "$5 billion", "1") == "5dvzn0snypwz"
    assert public_id("") == "werc8gmrzge1"


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_the_key_fits_sixty_bits_and_spells_the_id(parts):
    identifier = public_id(*parts)
    key = key_of(identifier)
    assert id_of(key) == identifier
    assert 0 <= key < 2**60
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    assert "".join(alphabet[(key >> shift) & 31] for shift in range(55, -1, -5)) == identifier


def test_an_id_is_known_by_its_form():
    assert is_public_id(public_id("a"))
    assert not any(map(is_public_id, ("", "newid", "i" * 12, public_id("a") + "0", "A" * 12)))


def test_the_parts_are_kept_apart():
    assert public_id("ab", "c") != public_id("a", "bc")


def test_equal_words_get_ids_by_their_occurrence():
    first, second, third = cell_ids("a.txt", "figures", ["5 tonnes", "9 tonnes", "5 tonnes"])
    assert len({first, second, third}) == 3
    assert cell_ids("a.txt", "figures", ["5 tonnes", "5 tonnes"]) == (first, third)


def test_other_words_added_in_front_change_no_id():
    before = cell_ids("a.txt", "dates", ["Friday", "May"])
    after = cell_ids("a.txt", "dates", ["yesterday", "Friday", "May"])
    assert after[1:] == before


def test_the_same_words_in_another_report_or_table_get_another_id():
    assert cell_ids("a.txt", "dates", ["May"]) != cell_ids("b.txt", "dates", ["May"])
    assert cell_ids("a.txt", "dates", ["May"]) != cell_ids("a.txt", "mentions", ["May"])
