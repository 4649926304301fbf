"""Words that lost a space beside a quotation mark are cut there, and words that only look so are not."""

import pytest

from onrecord.parse.english import english

ENGLISH = english()


def tokens(text):
    return [token.text for token in ENGLISH(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("leave now,”she", ["leave", "now", ",", "”", "she"]),
        ("is over.”He", ["is", "over", ".", "”", "He"]),
        ('is over."He', ["is", "over", ".", '"', "He"]),
        ("said:“We", ["said", ":", "“", "We"]),
        ('said,"We', ["said", ",", '"', "We"]),
        ('an "offer"and', ["an", '"', "offer", '"', "and"]),
        ("ready,’he", ["ready", ",", "’", "he"]),
        ("said,‘we", ["said", ",", "‘", "we"]),
        ("now.’”He", ["now", ".", "’", "”", "He"]),
        ("No,’’he", ["No", ",", "’’", "he"]),
        ("“no”—he", ["“", "no", "”", "—", "he"]),
        ("the U.S.”He", ["the", "U.S.", "”", "He"]),
        ("rose 3.5.”He", ["rose", "3.5", ".", "”", "He"]),
        ("go?Yes", ["go", "?", "Yes"]),
        ("left;we", ["left", ";", "we"]),
        ("NATO(the", ["NATO", "(", "the"]),
        ("there.)Next", ["there", ".", ")", "Next"]),
        ("end.Next", ["end", ".", "Next"]),
    ],
)
def test_a_lost_space_beside_a_mark(text, wanted):
    assert tokens(text) == wanted


@pytest.mark.parametrize(
    "word",
    ["O’Brien", "O'Brien", "rock‘n’roll", "2,000", "1.5", "U.S.-led", "www.example.com", "a@example.com",
     "https://example.com/a_b?c=d;e", "l’Élysée", "Qur’an", "word(s", "U.S.A.F.", '6"x8', "10:30", "don\"t"],
)  # fmt: skip
def test_one_word_stays_one(word):
    assert tokens(word) == [word]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Inc.’s", ["Inc.", "’s"]),
        ("don’t", ["do", "n’t"]),
        ("we’re", ["we", "’re"]),
        ("states’", ["states", "’"]),
    ],
)
def test_apostrophes_are_cut_as_ever(text, wanted):
    assert tokens(text) == wanted
