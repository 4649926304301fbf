"""Every example and counter-example in `knowledge/name_context.yaml`."""

import pytest
import spacy

from onrecord.extract.actors import find_actors
from onrecord.knowledge import load
from onrecord.parse import MODEL
from onrecord.parse import load as load_parser
from onrecord.shapes import Article, Passage, Published, Span

LISTS = load.document("name_context.yaml")
BY_TREE = {"place-verbs", "place-subject-verbs", "place-nouns", "act-nouns"}
CASES = [(name, text, True) for name, entry in LISTS.items() for text in entry.get("examples", ())]
CASES += [(name, text, False) for name, entry in LISTS.items() for text in entry.get("not", ())]


def mentions(text, doc):
    passages = (Passage(Span.cut(text, 0, len(text)), "en", False),)
    nothing = (None, None, None, None, Published(), None, None, ())
    return find_actors(Article("a", "a", "text", "", "", text, text, "en", *nothing, passages), doc)[1]


@pytest.mark.parametrize(("name", "text", "wanted"), [case for case in CASES if case[0] not in BY_TREE])
def test_words_around_a_form_decide_what_it_is(name, text, wanted):
    found = [
        m for m in mentions(text, spacy.blank("en")(text)) if m.kind in ("state", "organisation", "place")
    ]
    assert bool(found) == wanted


@pytest.fixture(scope="module")
def parser():
    return load_parser()


@pytest.mark.skipif(not MODEL.exists(), reason="needs the bundled model")
@pytest.mark.parametrize(("name", "text", "wanted"), [case for case in CASES if case[0] in BY_TREE])
def test_the_tree_tells_a_government_from_its_city(name, text, wanted, parser):
    found = mentions(text, parser.doc(text, [(0, len(text))]))
    assert [m.how == "epithet" for m in found if m.span.text in ("Beijing", "Paris", "Moscow")] == [wanted]
