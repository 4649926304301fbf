"""Words that do not fit, told from the bundled model's states: texts spun and not, of our own writing."""

from __future__ import annotations

import pathlib

import numpy as np
import pytest
import yaml

from onrecord import clean, parse
from onrecord.extract.wording import marks, spun_words
from onrecord.extract.wording.misfits import refined
from onrecord.extract.wording.replaced import replaced
from onrecord.knowledge.wording import misfits
from onrecord.run import blocks
from onrecord.shapes import Article, Source

CASES = yaml.safe_load((pathlib.Path(__file__).parents[1] / "cases" / "wording.yaml").read_text("utf-8"))
SANE = "The court heard the appeal on Monday, and the judge said that she would give her decision next week."
TORN = SANE.replace("judge", "evaluator").replace("give", "impart").replace("decision", "conclusion")


@pytest.fixture(scope="module")
def parser():
    return parse.load()


def read(parser, text):
    article = clean.article(Source("one", "one", "text", text, "", ""))
    assert isinstance(article, Article)
    return article, parser.doc(article.shadow, blocks(article))


def odds_of(doc):
    places, odds = replaced([token.text for token in doc])
    found = refined(doc, list(doc), places, odds)
    assert found is not None
    return {doc[at].text: value for at, value in zip(found[0].tolist(), found[1].tolist(), strict=True)}


def test_the_measure_was_made_for_the_bundled_model():
    signed = (parse.MODEL / "SHA256").read_text("utf-8")
    assert f"{misfits().model}  model.onnx" in signed


def test_a_word_that_was_put_in_gets_higher_odds_than_the_one_it_replaced(parser):
    sane, torn = odds_of(read(parser, SANE)[1]), odds_of(read(parser, TORN)[1])
    for word, instead in (("judge", "evaluator"), ("give", "impart"), ("decision", "conclusion")):
        assert torn[instead] > sane.get(word, -9)
    assert max(sane.values()) < 0 < max(torn.values())


def test_nine_in_ten_texts_spun_by_hand_are_marked_and_show_their_words(parser):
    found = [[m for m in marks(*read(parser, case["text"])) if m.kind == "spun"] for case in CASES["spun"]]
    assert sum(map(bool, found)) >= 0.9 * len(found)
    for case, of_text in zip(CASES["spun"], found, strict=True):
        shown = [" | ".join(span.text for span in mark.words) for mark in of_text]
        assert all(words in text for text in shown for words in case["words"])


@pytest.mark.parametrize("case", CASES["native"])
def test_a_native_text_is_not_spun(parser, case):
    assert spun_words(*read(parser, case["text"]))[0] < 0.5


@pytest.mark.parametrize("states", [None, ("another model", [0], np.zeros((1, 384), np.float16))])
def test_without_states_of_our_model_the_words_alone_are_weighed(parser, states):
    article, doc = read(parser, CASES["spun"][0]["text"])
    places, odds = replaced([token.text for token in doc])
    assert refined(doc, list(doc), places, odds) is not None
    del doc.user_data["states"]
    if states is not None:
        doc.user_data["states"] = states
    assert refined(doc, list(doc), places, odds) is None
    assert spun_words(article, doc)[0] >= 0.5


@pytest.mark.parametrize("text", ["", "…", "No.", "1 2 3", "x" * 3000, "“\x00”\n\nHe, too, said no."])
def test_next_to_nothing_is_not_spun(parser, text):
    article = clean.article(Source("one", "one", "text", text, "", ""))
    if isinstance(article, Article):
        assert spun_words(article, parser.doc(article.shadow, blocks(article)))[0] < 0.5


def test_words_outside_the_blocks_read_have_no_odds(parser):
    text = f"Menu and search\n\n{TORN}"
    doc = parser.doc(text, [(text.index("The"), len(text))])
    assert {"search", "menu"} & set(odds_of(doc)) == set()


def test_a_word_is_shown_once(parser):
    article, doc = read(parser, CASES["spun"][15]["text"] + "\n\n" + CASES["spun"][15]["text"])
    score, places = spun_words(article, doc)
    shown = [article.text[start:end].lower() for start, end in places]
    assert score >= 0.5
    assert len(shown) == len(set(shown)) > 2
