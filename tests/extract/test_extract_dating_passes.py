"""The day of publication and the dates counted from it: inferred, stated, refuted."""

import pickle
import random
from dataclasses import replace

from extract_builder import article_of, doc_of
from spacy.tokens import Doc

from onrecord.extract.dating import read_dates
from onrecord.extract.dating.clues import Place
from onrecord.extract.dating.finding import gathered
from onrecord.extract.dating.weighing import weighed
from onrecord.extract.dating.written import _is_bare
from onrecord.extract.grammar.pieces import stretches
from onrecord.shapes import Published

TEXT = (
    "At last month's G20 summit in Bali the two presidents shook hands. "
    "On Wednesday their ministers met again in Geneva."
)
MODERN = (
    "President Joe Biden and Secretary of State Antony Blinken spoke of Russia's full-scale invasion, "
    "of the Dobbs ruling and of the Inflation Reduction Act. Prime Minister Rishi Sunak and Foreign Minister "
    "Annalena Baerbock agreed. The talks on 14 March 2023 were held in private, "
    "those on 2 April 2023 in public."
)


def _read(text, published=None):
    return read_dates(article_of(text, published), doc_of(text))


def test_relative_dates_of_an_undated_report_are_intervals():
    found = _read(TEXT)
    published = found.article.published
    assert (published.basis, published.earliest, published.latest) == ("inferred", "2022-12-01", "2022-12-31")
    wednesday = next(date for date in found.dates if date.span.text == "Wednesday")
    assert wednesday.earliest < wednesday.latest
    assert wednesday.anchor == "2022-12-01/2022-12-31"


def test_a_stated_day_is_believed():
    found = _read(TEXT, "2022-12-14")
    assert found.article.published.basis == "stated"
    assert (found.constraints, found.issues) == ((), ())


def test_a_stated_day_that_the_words_refute_is_doubted_with_the_reason():
    found = _read(MODERN, "1999-05-05")
    assert found.article.published.basis == "inferred"
    assert found.article.published.earliest >= "2022-01-01"
    (issue,) = found.issues
    assert (issue.stage, issue.kind) == ("extract", "date")
    assert "1999-05-05" in issue.reason
    assert [one.holds for one in found.constraints if one.rule == "dating.stated"] == [False]


def test_a_day_that_a_person_gave_is_never_doubted():
    article = replace(
        article_of(MODERN), published=Published("1999-05-05", "1999-05-05", "stated", "review.abc")
    )
    assert read_dates(article, doc_of(MODERN)).article.published.earliest == "1999-05-05"


def test_the_order_of_the_clues_does_not_matter():
    article, doc = article_of(MODERN), doc_of(MODERN)
    clues = list(gathered(article, doc, read_dates(article, doc).dates))
    outcome = weighed(clues).days
    random.Random(7).shuffle(clues)
    assert weighed(clues).days == outcome


def test_a_text_without_a_clue_stays_undated():
    found = _read("The cat sat on the wall.")
    assert found.article.published.basis == "unknown"
    assert found.constraints == ()


def test_what_is_found_pickles():
    found = _read(TEXT)
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_year_in_which_something_is_to_be_done_is_not_past():
    text = "The party should do more to win back the house in 2018, the senator said."
    tags = {"do": "VB", "win": "VB", "in": "IN", "2018": "CD"}
    doc = doc_of(text)
    spaces = [bool(token.whitespace_) for token in doc]
    at = {token.text: token.i for token in doc}
    over = {"2018": "win", "in": "2018", "win": "do"}
    tagged = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=spaces,
        tags=[tags.get(token.text, "NN") for token in doc],
        heads=[at[over[token.text]] if token.text in over else token.i for token in doc],
        deps=["dep"] * len(doc),
    )
    place = Place(next(stretches(article_of(text), tagged)), at["2018"], at["2018"] + 1)
    assert _is_bare(tagged, place)
    assert not _is_bare(doc, place)
