"""The sane reading beside the broken one: replaced words, and cells that are read otherwise."""

from __future__ import annotations

import pathlib
from dataclasses import replace

import pytest
import yaml
from kept_reports import KeptReports, kept_from_texts

from onrecord import clean, parse
from onrecord.reconcile.copies import find_copies
from onrecord.reconcile.copies.readings import readings
from onrecord.reconcile.copies.replacing import Aligned
from onrecord.reconcile.copies.word_pairs import Lexed
from onrecord.reconcile.copies.words import worded
from onrecord.shapes import Copy, Passed, Source, Stated
from onrecord.store import Record

_FILE = yaml.safe_load((pathlib.Path(__file__).parents[1] / "cases" / "readings.yaml").read_text("utf-8"))
AROUND = _FILE["around"]


@pytest.fixture(scope="module")
def parser():
    return parse.load()


def text(sentence):
    return f"{AROUND['before']} {sentence} {AROUND['after']}"


def read(kept):
    """The readings of report "b" as a copy of report "a", whatever a proof would say of two short texts."""
    one, of = kept.article("b"), kept.article("a")
    passed = Passed(one.passages[0].span, of.passages[0].span, 0.5)
    return readings(kept, (Copy("b", "a", "spun", 0.5, "unknown", (passed,), 1),))


@pytest.fixture(scope="module")
def of_case(parser):
    made = {}

    def of(case):
        if case["id"] not in made:
            texts = {"a": text(case["original"]), "b": text(case["copy"])}
            made[case["id"]] = kept_from_texts(texts, parser)
        return made[case["id"]]

    return of


@pytest.mark.parametrize("case", _FILE["wordings"], ids=lambda case: case["id"])
def test_words_stand_for_words(case, of_case):
    found = [one for one in read(of_case(case)) if one.kind == "wording"]
    assert [[one.span.text, one.of_span.text] for one in found] == case["runs"]


@pytest.mark.parametrize("case", _FILE["cells"], ids=lambda case: case["id"])
def test_cells_beside_those_of_the_original(case, of_case):
    found = [one for one in read(of_case(case)) if one.kind not in ("wording", "speaker")]
    assert [[one.kind, one.value, one.of_value] for one in found] == case["otherwise"]


@pytest.mark.parametrize("case", [*_FILE["wordings"], *_FILE["cells"]], ids=lambda case: case["id"])
def test_every_reading_stands_in_both_texts(case, of_case):
    kept = of_case(case)
    for one in read(kept):
        for article_id, span in ((one.article_id, one.span), (one.of_article_id, one.of_span)):
            assert kept.article(article_id).text[span.start : span.end] == span.text
        ids = kept.report("b").ids, kept.report("a").ids
        for id_, value, of in zip((one.cell_id, one.of_cell_id), (one.value, one.of_value), ids, strict=True):
            assert (id_ is None) == (value is None)
            assert id_ is None or id_ in of[one.table]


def test_a_block_that_moved_is_read_where_it_went(parser):
    first = "Engineers began to lower the lake behind the dam of Orrin after divers found three cracks in it."
    second = "The school in the village of Saltby will stay closed until the last week of the month of May."
    spun = first.replace("began", "commenced"), second.replace("closed", "shut")
    kept = kept_from_texts({"a": f"{first}\n\n{second}", "b": f"{spun[1]}\n\n{spun[0]}"}, parser)
    found = [(one.span.text, one.of_span.text) for one in read(kept) if one.kind == "wording"]
    assert found == [("shut", "closed"), ("commenced", "began")]


@pytest.mark.parametrize(
    "said", ["a", "word " * 3000, "1 2 3 " * 300, "\x00\ud800 ok. " * 50, "ok. no. " * 900]
)
def test_any_two_texts_are_aligned(said):
    sources = (Source(one, one, "text", one, "", "", Stated()) for one in (said + " end", "start " + said))
    aligned = Aligned(*(Lexed(worded(clean.article(source))) for source in sources))
    assert len({j for _, j in aligned.kept}) == len(aligned.kept)


class Closed(KeptReports):
    """Reports that must not be opened."""

    def report(self, article_id):
        raise AssertionError(article_id)


def test_a_copy_that_was_only_cut_is_not_opened(examples_record):
    with Record.open(examples_record) as record:
        whole = record.findings("lisbon-clean.txt")
    article = whole.article
    kept_passages = tuple(passage for n, passage in enumerate(article.passages) if n != 3)
    shorter = replace(whole, article=replace(article, article_id="cut.txt", passages=kept_passages))
    kept = Closed([whole, shorter])
    (copy,) = find_copies(kept)
    assert (copy.kind, copy.replaced) == ("reprint", 0)
    assert readings(kept, (copy,)) == ()


def test_the_spun_example_is_read_beside_the_clean_one(examples_record):
    with Record.open(examples_record) as record:
        kept = KeptReports(record.findings(article_id) for article_id in record.article_ids())
    found = readings(kept, find_copies(kept))
    pairs = {(one.span.text, one.of_span.text) for one in found if one.kind == "wording"}
    assert {
        ("clergymen", "ministers"),
        ("concurred", "agreed"),
        ("vitality bundle", "energy package"),
    } <= pairs
    otherwise = {(one.kind, one.value, one.of_value) for one in found if one.kind != "wording"}
    assert ("figure", "18 individuals", "18 members") in otherwise
    assert found == readings(kept, find_copies(kept))
