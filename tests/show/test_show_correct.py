from dataclasses import replace
from pathlib import Path

import pytest
import show_pile
from show_call import call, lines

from onrecord import engine
from onrecord.shapes import Summary
from onrecord.store import Record


def reviews(where):
    with Record.open(where) as record:
        return record.reviews()


def test_a_speaker_is_corrected(pile, rereads):
    with Record.open(pile) as record:
        row = next(row for row in record.rows("statements") if row["text"].startswith("the talks to end"))
    result = call("correct", "speaker", row["id"], "Ruben Sol", "-r", pile, "--reason", "he", "--time", "T")
    assert result.exit_code == 0, result.output
    assert rereads == ["pile/council.txt"]
    (review,) = reviews(pile)
    text, start = show_pile.COUNCIL, row["start"]
    assert (review.what, review.value, review.author, review.time, review.reason) == (
        "speaker",
        "Ruben Sol",
        "tester",
        "T",
        "he",
    )
    assert review.words == "the talks to end by July 2024"
    assert review.before == text[start - 40 : start]
    assert review.after == text[row["end"] : row["end"] + 40]


def test_a_publication_date_is_corrected(pile, rereads):
    result = call("correct", "published", "sol", "2024-06-04", "-r", pile, "--author", "ann", "--time", "T")
    assert result.exit_code == 0, result.output
    (review,) = reviews(pile)
    assert (review.article_id, review.words, review.old, review.value, review.author) == (
        "pile/sol.txt",
        "",
        "June 2024",
        "2024-06-04",
        "ann",
    )


def test_words_are_marked_as_furniture_and_a_mark_is_taken_away(pile, rereads):
    marked = call("correct", "furniture", "sol", "Sol denies delay", "--kind", "repeated title", "-r", pile)
    assert marked.exit_code == 0, marked.output
    with Record.open(pile) as record:
        row = next(row for row in record.rows("furniture") if row["kind"] == "donation plea")
    assert call("correct", "furniture", row["id"], "--unmark", "-r", pile).exit_code == 0
    found = {(review.words, review.value) for review in reviews(pile)}
    assert found == {
        ("Sol denies delay", "mark repeated title"),
        ("Support our journalism with a donation.", "unmark"),
    }


def test_a_correction_has_its_time_from_the_clock_unless_it_is_given(pile, rereads):
    assert call("correct", "published", "sol", "unknown", "-r", pile).exit_code == 0
    (review,) = reviews(pile)
    assert len(review.time) == len("2024-06-03T09:30:00Z")
    assert review.time.endswith("Z")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("speaker", "nonsense", "Ann"), "no statements row has the id 'nonsense'"),
        (("published", "sol", "June"), "a publication date is YYYY-MM-DD or unknown"),
        (("published", "zebra", "2024-06-03"), "no report's id is or holds 'zebra'"),
        (("furniture", "sol", "Not there"), "these exact words do not stand in the report"),
        (("furniture", "sol", "delay", "--occurrence", "3"), "these words stand 2 times"),
        (("furniture", "sol", "delay", "--kind", "noise"), "there is no kind of furniture 'noise'"),
        (("furniture", "sol"), "no furniture row has the id 'sol'"),
    ],
)
def test_a_correction_that_does_not_fit_is_wrong_use(pile, rereads, words, said):
    result = call("correct", *words, "-r", pile)
    assert result.exit_code == 2
    assert said in result.stderr
    assert reviews(pile) == ()
    assert rereads == []


def test_a_correction_tells_what_it_changed_and_renews_the_page(pile, monkeypatch):
    def reread(record, article_ids, settings):
        found = show_pile.short()
        (first, second) = found.statements
        changed = show_pile.Findings(
            found.article,
            (*found.actors, show_pile.LocalActor("Ann Ode", "person")),
            found.mentions,
            found.dates,
            found.figures,
            (first, replace(second, speaker="Ann Ode", actor=1)),
        )
        with Record.open(record) as opened:
            opened.write(changed, "test")
        return Summary(1, 0, 0, True, 0.1)

    monkeypatch.setattr(engine, "reread", reread)
    assert call("report", pile).exit_code == 0
    with Record.open(pile) as record:
        row = next(row for row in record.rows("statements") if row["text"] == "waiting until 2030")
    shown = lines(call("correct", "speaker", row["id"], "Ann Ode", "-r", pile))
    assert "  speaker: Ruben Sol -> Ann Ode" in shown
    assert "  statements: \u201cwaiting until 2030\u201d: speaker Ruben Sol -> Ann Ode" in shown
    assert "Ann Ode" in Path(pile).with_suffix(".html").read_text("utf-8")
