"""The whole pass with the bundled model: what comes out is well formed and always the same."""

import hashlib
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.parse import MODEL, ModelError, load

REPORT = (
    "Home | Share | 2,114 views\n\n"
    "Minister Ada Berg said on Monday that Norway would send 20 lorries to Ukraine.\n\n"
    "“We will not wait,” Berg told reporters in Oslo. “The need is great.”\n\n"
    "Her deputy, who spoke on condition of anonymity, warned that stocks were low.\n\n"
    "Leave a reply"
)
MESSY = st.lists(
    st.sampled_from(
        [
            "He said ",
            "“",
            "”",
            '"',
            "no.",
            "\n\n",
            "\n",
            "\r\n",
            "\x00",
            "😀 ",
            "NATO ",
            "’s ",
            " ",
            "  ",
            ". ",
            ", ",
            "– ",
            "x" * 70,
        ]
    ),
    max_size=40,
).map("".join)


@pytest.fixture(scope="module")
def parser():
    return load()


def paragraphs(text):
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


def labels(doc):
    return [(t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.is_sent_start) for t in doc]


def _labels_of_report():
    return labels(load().doc(REPORT, paragraphs(REPORT)))


def check(doc, text):
    """What holds of every Doc."""
    assert "".join(t.text_with_ws for t in doc) == text
    for sentence in doc.sents:
        assert sum(t.head.i == t.i for t in sentence) == 1
        assert all(t.head in sentence for t in sentence)
    for found in doc.user_data["attributions"]:
        assert found.content
        assert list(found.content) == sorted(found.content)
        for start, end in filter(None, [found.source, found.cue, *found.content]):
            assert 0 <= start < end <= len(doc)
            assert not doc[start].is_space
            assert not doc[end - 1].is_space


def test_a_report(parser):
    blocks = paragraphs(REPORT)[1:-1]
    doc = parser.doc(REPORT, blocks)
    check(doc, REPORT)
    assert [REPORT[t.idx : t.idx + len(t)] for t in doc] == [t.text for t in doc]
    starts = {s.start_char for s in doc.sents}
    assert {start for start, _ in blocks} <= starts
    outside = [t for t in doc if t.idx < blocks[0][0] or t.idx >= blocks[-1][1]]
    assert not any(t.pos_ or t.tag_ or t.ent_type_ for t in outside if not t.is_space)
    assert {t.dep_ for t in outside if not t.is_space} == {"outside"}
    assert all(t.pos_ and t.dep_ and t.lemma_ for t in doc if t not in outside)
    assert doc.user_data["vectors"].shape == (3, 384)
    model, read, states = doc.user_data["states"]
    assert model == hashlib.sha256((MODEL / "model.onnx").read_bytes()).hexdigest()
    assert read == [t.i for t in doc if t not in outside and not t.is_space]
    assert states.shape == (len(read), 384)
    assert {"person", "place"} <= {e.label_ for e in doc.ents}
    assert doc.user_data["attributions"]


@given(MESSY, st.integers(0, 3))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_messy_text_makes_a_well_formed_doc(parser, text, drop):
    check(parser.doc(text, paragraphs(text)[drop:]), text)


@pytest.mark.parametrize(
    ("text", "blocks"), [("", []), (" \n ", [(0, 3)]), ("x", []), ("x", [(0, 0)]), ("…", [(0, 1)])]
)
def test_next_to_nothing(parser, text, blocks):
    check(parser.doc(text, blocks), text)


def test_the_same_again_and_by_another_parser(parser):
    blocks = paragraphs(REPORT)
    first = parser.doc(REPORT, blocks)
    parser.doc("Something else was said, he said.", [(0, 33)])
    for again in (parser.doc(REPORT, blocks), load().doc(REPORT, blocks)):
        assert labels(again) == labels(first)
        assert again.user_data["attributions"] == first.user_data["attributions"]
        assert (again.user_data["vectors"] == first.user_data["vectors"]).all()


def test_furniture_around_a_block_changes_nothing(parser):
    """Only what is in blocks is read, so menus and comment forms do not sway it."""
    block = REPORT.split("\n\n")[1]
    alone = parser.doc(block, [(0, len(block))])
    text = f"Menu. Share!\n\n{block}\n\nLeave a reply"
    within = parser.doc(text, [(14, 14 + len(block))])
    inside = [t for t in within if t.pos_ and not t.is_space]
    assert [(t.text, t.tag_, t.dep_, t.ent_type_) for t in inside] == [
        (t.text, t.tag_, t.dep_, t.ent_type_) for t in alone
    ]


def test_a_long_report_is_read_to_its_end(parser):
    text = "\n\n".join(f"In town {i}, Maria Holt said that the bridge was safe." for i in range(120))
    doc = parser.doc(text, paragraphs(text))
    check(doc, text)
    assert all(t.tag_ for t in doc if not t.is_space)
    assert len(list(doc.sents)) >= 120


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "labels.json", "lemmas.json"])
def test_a_changed_file_is_a_clear_error(tmp_path, name):
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=f"{name} is damaged"):
        load(folder)


def test_a_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(ModelError, match="SHA256 is missing"):
        load(tmp_path)
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / "labels.json").unlink()
    with pytest.raises(ModelError, match=r"lacks labels\.json"):
        load(tmp_path / "model")


def test_an_unknown_provider_is_a_clear_error():
    with pytest.raises(ModelError, match="provider"):
        load(provider="abacus")


def test_a_provider_that_is_not_installed_is_a_clear_error():
    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("this machine has it")
    with pytest.raises(ModelError, match="onnxruntime-gpu"):
        load(provider="cuda")


def test_a_signed_file_that_is_no_model_is_a_clear_error(tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    (folder / "model.onnx").write_bytes(b"not a model")
    names = ("model.onnx", "tokenizer.json", "labels.json", "lemmas.json")
    signed = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}" for n in names]
    (folder / "SHA256").write_text("\n".join(signed) + "\n", "utf-8")
    with pytest.raises(ModelError, match="cannot be opened"):
        load(folder)


def test_a_report_reads_the_same_whatever_was_read_before_it_and_in_another_process(parser):
    blocks = paragraphs(REPORT)
    here = labels(parser.doc(REPORT, blocks))
    for other in ("One. Two. Three.", "x" * 500, "“No,” he said. " * 90):
        parser.doc(other, [(0, len(other))])
    assert labels(parser.doc(REPORT, blocks)) == here
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert pool.submit(_labels_of_report).result() == here
