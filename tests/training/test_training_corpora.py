"""Treebank rows and plain text into words with layers. None of it needs PyTorch."""

from training.corpora import tokenised
from training.gum_names import chains, entities


def rows(*words):
    """(form, entity mark) as CoNLL-U rows; only the columns that are read are filled."""
    return [
        [str(i + 1), form, form, "NOUN", "NN", "_", "0", "root", "_", f"Entity={mark}" if mark else "_"]
        for i, (form, mark) in enumerate(words)
    ]


HARBOUR = rows(
    ("The", "(1-place-new-nnnnn-cf1-2-coref"),
    ("harbour", "1)"),
    ("paid", ""),
    ("its", "(2-organization-giv-nnnnn-cf2-2-ana(1-place-giv-nnnnn-cf1-1-ana)"),
    ("crew", "2)"),
)


def test_entities_carry_their_span_chain_and_head():
    found = {(e.start, e.end, e.kind, e.chain, e.head) for e in entities(HARBOUR)}
    assert found == {(0, 2, "place", "1", 1), (3, 4, "place", "1", 3), (3, 5, "organization", "2", 4)}


def test_chains_join_the_mentions_of_one_actor():
    heads = dict(chains(HARBOUR))
    assert heads[1] == heads[3] != heads[4]


def test_words_of_plain_text_keep_their_offsets():
    raw = "The mayor left.\n\n“It is over,”he said."
    text, offsets = tokenised("made-up", "none", raw)
    assert [raw[a:b] for a, b in offsets] == text.words
    assert text.words[4:] == ["“", "It", "is", "over", ",", "”", "he", "said", "."]
    assert [i for i, first in enumerate(text.starts) if first] == [0, 4]
