"""Another spaCy pipeline's tagger, parser or names in place of ours, by one setting."""

import pytest
import spacy
from spacy.training import Example

import onrecord
from onrecord.errors import ModelError, WrongUse
from onrecord.parse import load
from onrecord.parse.instead import PARTS, Setting, fingerprint

TEXT = "Ada Berg said that Norway would wait. She left."
WORDS = ["Ada", "Berg", "said", "that", "Norway", "would", "wait", ".", "She", "left", "."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small pipeline whose tags, heads and names are odd enough to be told from ours."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    gold = {"words": WORDS, "tags": ["X" if len(w) > 3 else "Y" for w in WORDS]}
    gold |= {"heads": [0] * 8 + [8] * 3, "deps": ["ROOT", *["odd"] * 7, "ROOT", "odd", "odd"]}
    example = Example.from_dict(nlp.make_doc(TEXT), gold)
    optimiser = nlp.initialize(lambda: [example])
    for _ in range(40):
        nlp.update([example], sgd=optimiser)
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": "GPE", "pattern": "Norway"}, {"label": "TIME", "pattern": "wait"}])
    path = tmp_path_factory.mktemp("pipeline") / "small"
    nlp.to_disk(path)
    return path


def rows(doc):
    return [(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc]


def parsed(instead=None):
    return load(instead=instead).doc(TEXT, [(0, len(TEXT))])


def test_names_only(folder):
    ours, other = parsed(), parsed(f"{folder}:ner")
    assert [(e.text, e.label_) for e in other.ents] == [("Norway", "place")]
    assert {e.label_ for e in ours.ents} >= {"person"}
    assert [r[:4] for r in rows(other)] == [r[:4] for r in rows(ours)]
    assert other.user_data["attributions"] == ours.user_data["attributions"]


def test_tags_only(folder):
    ours, other = parsed(), parsed(f"{folder}:tagger")
    assert [t.tag_ for t in other] == ["X" if len(w) > 3 else "Y" for w in WORDS]
    assert [t.pos_ for t in other] == [t.pos_ for t in ours]
    assert [t.dep_ for t in other] == [t.dep_ for t in ours]


def test_trees_and_sentences(folder):
    other = parsed(f"{folder}:parser")
    assert [t.dep_ for t in other] == ["ROOT", *["odd"] * 7, "ROOT", "odd", "odd"]
    assert [s.start for s in other.sents] == [0, 8]


def test_all_parts_and_the_spacy_entry(folder):
    doc = onrecord.load(instead=str(folder))(TEXT)
    assert rows(doc) == rows(parsed(str(folder)))
    assert doc[4].ent_type_ == "place"
    assert doc[0].tag_ == "Y"


def test_furniture_is_not_given_to_the_other_pipeline(folder):
    text = f"Norway menu\n\n{TEXT}"
    doc = load(instead=f"{folder}:ner").doc(text, [(13, len(text))])
    assert [e.start_char for e in doc.ents] == [text.rindex("Norway")]


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("sm", "sm", PARTS),
        ("sm:ner", "sm", ("ner",)),
        ("/a:b/c", "/a:b/c", PARTS),
        ("a:tagger,ner", "a", ("tagger", "ner")),
    ],
)
def test_settings(text, name, parts):
    assert Setting.read(text) == Setting(name, parts)


@pytest.mark.parametrize("text", ["sm:lemmatizer", "sm:", ":ner"])
def test_a_setting_that_makes_no_sense(text):
    with pytest.raises(WrongUse, match="write NAME"):
        Setting.read(text)


def test_a_pipeline_that_is_not_there_or_lacks_the_part(folder, tmp_path):
    with pytest.raises(ModelError, match="cannot be loaded"):
        load(instead="no_such_pipeline")
    with pytest.raises(ModelError, match="no spaCy pipeline"):
        fingerprint("no_such_pipeline")
    bare = spacy.blank("en")
    bare.to_disk(tmp_path / "bare")
    with pytest.raises(ModelError, match="has no ner"):
        load(instead=f"{tmp_path / 'bare'}:ner")


def test_the_fingerprint_tells_pipelines_apart(folder, tmp_path):
    spacy.blank("en").to_disk(tmp_path / "bare")
    assert fingerprint(str(folder)) != fingerprint(str(tmp_path / "bare"))
    assert fingerprint(str(folder)) != fingerprint(f"{folder}:ner")
