"""What becomes of the model's attributions and of quotation marks, on docs made by hand: no trained model."""

import pathlib

import pytest
import spacy
import yaml
from hypothesis import given
from hypothesis import strategies as st
from statement_builder import article_of

from onrecord.extract.statements import find_statements
from onrecord.shapes.attribution import Attribution

CASES = yaml.safe_load((pathlib.Path(__file__).parents[1] / "cases" / "statements.yaml").read_text("utf-8"))
NLP = spacy.blank("en")
PAST = {"said": "say", "told": "tell", "warned": "warn", "announced": "announce", "spoke": "speak"}


def tokens_of(doc, words, after=0):
    start = doc.text.index(words, after)
    span = doc.char_span(start, start + len(words), alignment_mode="expand")
    return span.start, span.end


def attribution(doc, source, cue, *contents):
    return Attribution(
        source=None if source is None else tokens_of(doc, source),
        cue=tokens_of(doc, cue),
        content=tuple(tokens_of(doc, words) for words in contents),
        score=0.9,
    )


def doc_of(text):
    """Tokens with what the cue rules look at: lemmas, and which words are verbs in the past."""
    doc = NLP(text)
    for token in doc:
        token.lemma_ = PAST.get(token.lower_, token.lower_)
        past = token.lower_ in PAST
        token.tag_ = "VBD" if past else "IN" if token.lower_ in ("on", "in", "at") else "NN"
        token.pos_ = "VERB" if past else "NOUN"
    return doc


def statements_of(text, model=()):
    doc = doc_of(text)
    doc.user_data["attributions"] = tuple(attribution(doc, *row) for row in model)
    return find_statements(article_of(text), doc, (), (), ())


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case):
    found = statements_of(case["text"], case["model"])
    assert [
        {
            "parts": [part.text for part in s.parts],
            "source": s.speaker_span.text if s.speaker_span else None,
            "mode": s.mode,
            "class": s.class_,
        }
        for s in found
    ] == [{key: e[key] for key in ("parts", "source", "mode", "class")} for e in case["expected"]]
    for statement, expected in zip(found, case["expected"], strict=True):
        assert list(statement.flags) == expected.get("flags", [])
        assert statement.parent == expected.get("parent")
        if "verbatim" in expected:
            assert [span.text for span in statement.verbatim] == expected["verbatim"]


@given(st.text(alphabet="“”\"'‘’–-,.: \nASaid he", max_size=120))
def test_any_text_gives_statements_whose_words_stand_there(text):
    for statement in statements_of(text):
        for span in (*statement.parts, *statement.verbatim, statement.cue, statement.speaker_span):
            assert span is None or text[span.start : span.end] == span.text
        assert all(a.end <= b.start for a, b in zip(statement.parts, statement.parts[1:], strict=False))
