"""`show statements` by who is spoken of and by when it was said."""

import pytest
from show_call import call, rows

from onrecord.errors import WrongUse
from onrecord.show.cli.narrowing import days


def shown(pile, *options):
    return rows(call("show", "statements", "-r", pile, "--json", *options))


def test_about_keeps_statements_that_mention_the_actor(pile):
    everything = shown(pile)
    found = shown(pile, "--about", "Sol")
    assert 0 < len(found) < len(everything)
    assert all("Sol" in row["text"] for row in found)
    assert shown(pile, "--about", "nobody of this name") == []


def test_a_date_keeps_what_may_have_been_said_then(pile):
    everything = shown(pile)
    assert len(shown(pile, "--date", "1900/2100")) == len(everything)
    assert shown(pile, "--date", "1900") == []
    parts = [len(shown(pile, "--date", year)) for year in ("2023", "2024")]
    assert all(0 < part < len(everything) for part in parts)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--date", "soon"), "no date"),
        (("--date", "2023-13"), "no date"),
        (("--date", "2023-02-30"), "no such day"),
        (("--about", "?!"), "no name"),
    ],
)
def test_what_cannot_be_meant_is_wrong_use(pile, options, words):
    result = call("show", "statements", "-r", pile, *options)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize(
    ("when", "ends"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-03", ("2024-02-03", "2024-02-03")),
        ("2023-11/2024-02", ("2023-11-01", "2024-02-29")),
    ],
)
def test_days(when, ends):
    assert days(when) == ends


def test_days_of_nothing():
    with pytest.raises(WrongUse):
        days("")
