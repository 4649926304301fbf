"""`onrecord.load()`: a spaCy pipeline with the one reading in it."""

import subprocess
import sys

import pytest
import spacy

import onrecord
from onrecord.errors import ModelError
from onrecord.parse import load

TEXT = (
    "Minister Ada Berg said on Monday that Norway would send 20 lorries to Ukraine.\n\n"
    "“We will not wait,” Berg told reporters in Oslo. “The need is great.”"
)


@pytest.fixture(scope="module")
def nlp():
    return onrecord.load()


def test_it_is_a_spacy_language_and_gives_what_spacy_gives(nlp):
    doc = nlp(TEXT)
    assert isinstance(nlp, spacy.Language)
    assert doc.text == TEXT
    assert {"person", "place"} <= {e.label_ for e in doc.ents}
    assert {t.dep_ for t in doc} >= {"nsubj", "ROOT", "obj"}
    assert TEXT.index("“") in {s[0].idx for s in doc.sents}
    assert all(t.lemma_ and t.pos_ and t.tag_ for t in doc)


def test_attributions_and_passage_vectors(nlp):
    doc = nlp(TEXT)
    assert {span.text for span in doc.spans["cue"]} >= {"said", "told"}
    assert doc.spans["source"]
    assert doc.spans["content"]
    assert len(doc._.attributions) == len(doc.user_data["attributions"]) > 0
    assert [span.text for span in doc.spans["passages"]] == TEXT.split("\n\n")
    assert doc._.vectors.shape == (2, 384)
    assert isinstance(doc._.coreference, tuple)


def test_it_reads_as_the_parser_does(nlp):
    blocks = [(0, TEXT.index("\n")), (TEXT.index("“"), len(TEXT))]
    alone = load().doc(TEXT, blocks)
    doc = nlp(TEXT)

    def labels(d):
        return [(t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.is_sent_start) for t in d]

    assert labels(doc) == labels(alone)
    assert doc._.attributions == alone.user_data["attributions"]
    assert (doc._.vectors == alone.user_data["vectors"]).all()


def test_texts_in_a_pipe_read_as_each_alone(nlp):
    texts = [TEXT, "", " \n ", "No.", TEXT[:60]]
    for piped, text in zip(nlp.pipe(texts), texts, strict=True):
        alone = nlp(text)
        assert piped.text == text
        assert [(t.dep_, t.ent_type_) for t in piped] == [(t.dep_, t.ent_type_) for t in alone]
        assert piped._.vectors.shape == alone._.vectors.shape


def test_it_can_be_kept_on_disk_and_loaded_by_spacy(nlp, tmp_path):
    nlp.to_disk(tmp_path / "kept")
    again = spacy.load(tmp_path / "kept")
    text = "leave now,”she said."
    assert [t.text for t in again(text)] == [t.text for t in nlp(text)]


def test_a_doc_without_reading_has_empty_extensions(nlp):
    doc = nlp.make_doc("Not read.")
    assert doc._.attributions == ()
    assert doc._.coreference == ()
    assert doc._.vectors.shape == (0, 384)


def test_a_wrong_model_is_a_clear_error(tmp_path):
    with pytest.raises(ModelError, match="SHA256 is missing"):
        onrecord.load(tmp_path)
    with pytest.raises(ModelError, match="provider"):
        onrecord.load(provider="abacus")


def test_importing_onrecord_loads_neither_spacy_nor_onnxruntime():
    code = "import sys, onrecord; print('spacy' in sys.modules, 'onnxruntime' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
