"""Candidate antecedents from made-up scores: what stands before, near enough, likely enough."""

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from onrecord.parse.coreference import (
    LEAST,
    MOST,
    REACH,
    MentionScores,
    antecedents,
    coreference,
    mention_heads,
)
from onrecord.parse.labels import DISTANCES

VOCAB = spacy.blank("en").vocab
CLASSES = len(DISTANCES) + 1


def scores(wanted, words):
    """Vectors of words in which anaphor and antecedent fit as `wanted` says: {(later, earlier): score}."""
    anaphor = np.zeros((words, words), dtype=np.float32)
    antecedent = np.eye(words, dtype=np.float32) * np.sqrt(words)
    for (later, earlier), score in wanted.items():
        anaphor[later, earlier] = score
    return MentionScores(anaphor, antecedent, np.zeros(CLASSES, dtype=np.float32) - 4)


def test_a_high_score_makes_a_candidate_and_a_low_one_none():
    found = antecedents(np.array([1, 4, 6]), scores({(6, 1): 8.0, (6, 4): 6.0, (4, 1): 0.0}, 8))
    assert [word for word, _ in found] == [6]
    (first, share), (second, less) = found[0][1]
    assert (first, second) == (1, 4)
    assert (share, less) == pytest.approx((0.87, 0.12), abs=0.01)


def test_the_distance_counts():
    near = np.full(CLASSES, -4.0, dtype=np.float32)
    near[0] = 4.0
    flat = MentionScores(np.zeros((9, 4), np.float32), np.zeros((9, 4), np.float32), near)
    assert antecedents(np.array([2, 3, 8]), flat) == [(3, [(2, 0.98)])]


def test_nothing_is_found_after_the_mention_or_too_far_before_it():
    everything = MentionScores(
        np.ones((REACH + 9, 4), np.float32),
        np.ones((REACH + 9, 4), np.float32),
        np.zeros(CLASSES, np.float32),
    )
    found = dict(antecedents(np.array([0, REACH, REACH + 1]), everything))
    assert [word for word, _ in found[REACH]] == [0]
    assert [word for word, _ in found[REACH + 1]] == [REACH]
    assert 0 not in found


@given(st.lists(st.integers(0, 900), unique=True, max_size=90), st.integers(0, 99))
@settings(deadline=None, max_examples=60)
def test_whatever_the_scores_candidates_are_few_earlier_and_no_more_than_sure(words, seed):
    dice = np.random.default_rng(seed)
    given_ = MentionScores(
        dice.normal(size=(901, 8)).astype(np.float32) * 3,
        dice.normal(size=(901, 8)).astype(np.float32) * 3,
        dice.normal(size=CLASSES).astype(np.float32),
    )
    for word, found in antecedents(np.array(sorted(words), dtype=np.int64), given_):
        assert 0 < len(found) <= MOST
        assert all(word - REACH <= other < word and other in words for other, _ in found)
        assert all(LEAST <= score <= 1 for _, score in found)
        assert sum(score for _, score in found) <= 1.02
        assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)


def report():
    words = ["Ada", "Berg", "left", ".", "\n\n", "The", "minister", "praised", "her", "deputy", "."]
    heads = [1, 2, 2, 2, 3, 6, 7, 7, 9, 7, 7]
    deps = ["compound", "nsubj", "ROOT", "punct", "dep", "det", "nsubj", "ROOT", "nmod:poss", "obj", "punct"]
    tags = ["NNP", "NNP", "VBD", ".", "_SP", "DT", "NN", "VBD", "PRP$", "NN", "."]
    pos = ["PROPN", "PROPN", "VERB", "PUNCT", "SPACE", "DET", "NOUN", "VERB", "PRON", "NOUN", "PUNCT"]
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, pos=pos)
    doc.set_ents([Span(doc, 0, 2, label="person")])
    return doc


def test_names_pronouns_and_definite_phrases_are_mentions():
    doc = report()
    assert [doc[i].text for i in mention_heads(doc)] == ["Berg", "minister", "her", "deputy"]


def test_candidates_are_told_in_tokens_of_the_doc():
    doc = report()
    place = [i for i, t in enumerate(doc) if not t.is_space]
    found = coreference(doc, place, scores({(5, 1): 9.0, (7, 5): 9.0}, len(place)))
    assert [(doc[c.token].text, doc[c.candidates[0][0]].text) for c in found] == [
        ("minister", "Berg"),
        ("her", "minister"),
    ]
