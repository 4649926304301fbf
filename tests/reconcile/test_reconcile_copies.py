"""Copies: which report was made from which, how, and the words that came over."""

from __future__ import annotations

import pathlib

import pytest
import yaml
from kept_reports import KeptReports
from spacy.tokens import Doc

from onrecord import clean
from onrecord.extract.prints import report_print, sketch
from onrecord.parse.english import english
from onrecord.reconcile.copies import candidate_pairs, find_copies
from onrecord.reconcile.copies.candidates import alike_in_meaning
from onrecord.shapes import Findings, Printed, ReportPrint, Source, Stated
from onrecord.store import Record

_FILE = yaml.safe_load((pathlib.Path(__file__).parents[1] / "cases" / "copies.yaml").read_text("utf-8"))
TEXTS, CASES = _FILE["texts"], _FILE["cases"]


def report(article_id, text, **stated):
    """A report with its print, but without a reading: copies are proved by words."""
    article = clean.article(Source(article_id, article_id, "text", text, "", "", Stated(**stated)))
    return Findings(article=article, print=report_print(article, Doc(english().vocab)))


def kept(*reports):
    return KeptReports(reports)


def side(article_id, given):
    text = TEXTS.get(given["text"], given["text"])
    if "order" in given:
        paragraphs = text.strip().split("\n\n")
        text = "\n\n".join(paragraphs[at] for at in given["order"])
    text = "\n\n".join(part for part in (given.get("before"), text.strip(), given.get("after")) if part)
    return report(article_id, text, published=given.get("published"), outlet=given.get("outlet"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_pair(case):
    found = find_copies(kept(side("a", case["a"]), side("b", case["b"])))
    if case["copy"] is None:
        assert found == ()
        return
    (copy,) = found
    assert (copy.kind, copy.direction) == (case["copy"], case["direction"])
    assert copy.of_article_id == (case["of"] or "a")


def test_a_third_of_the_cases_are_no_copies():
    assert 3 * sum(case["copy"] is None for case in CASES) >= len(CASES)


def test_passages_are_cut_from_both_texts():
    one, other = report("a", TEXTS["dam"]), report("b", TEXTS["dam-spun"])
    (copy,) = find_copies(kept(one, other))
    texts = {"a": one.article.text, "b": other.article.text}
    assert copy.passages
    for passed in copy.passages:
        span, of = passed.span, passed.of_span
        assert texts[copy.article_id][span.start : span.end] == span.text
        assert texts[copy.of_article_id][of.start : of.end] == of.text
        assert 0 < passed.score <= 1
    assert any("eleven metres" in p.span.text and "eleven metres" in p.of_span.text for p in copy.passages)


def test_an_outlet_that_takes_a_block_along_copies_nothing():
    block = TEXTS["coast"].split("\n\n", 1)[1]
    reports = [report(key, f"{TEXTS[key]}\n{block}", outlet="Daily Lantern") for key in ("dam", "harbour")]
    assert find_copies(kept(*reports)) == ()


def test_the_order_of_reading_changes_nothing():
    made = [report(f"r{n}", TEXTS[key]) for n, key in enumerate(sorted(TEXTS))]
    found = find_copies(kept(*made))
    assert found == find_copies(kept(*reversed(made)))
    assert len({frozenset((c.article_id, c.of_article_id)) for c in found}) == len(found) > 5


def test_two_reprints_of_a_wire_that_is_here_are_of_one_source():
    wire = report("wire", TEXTS["dam"], published="2023-05-03")
    one = report("one", TEXTS["dam-trimmed"] + "\nOne local line.", published="2023-05-04")
    two = report("two", TEXTS["dam-trimmed"] + "\nAnother line from here.", published="2023-05-05")
    kinds = {(c.article_id, c.of_article_id): c.kind for c in find_copies(kept(wire, one, two))}
    assert kinds["one", "wire"] == kinds["two", "wire"] == "reprint"
    assert ("two", "one") in kinds or ("one", "two") in kinds


def test_likeness_is_not_passed_on():
    both = TEXTS["dam"] + "\n\n" + TEXTS["coast"]
    found = find_copies(kept(report("a", TEXTS["dam"]), report("b", both), report("c", TEXTS["coast"])))
    assert {frozenset((c.article_id, c.of_article_id)) for c in found} == {frozenset("ab"), frozenset("bc")}


def test_lines_that_many_unlike_reports_share_make_no_candidates():
    line = (
        "Subscribers support independent local reporting on courts, councils, schools and roads; "
        "nothing on these pages may be copied, stored or passed on without leave in writing of the publisher."
    )
    bodies = [TEXTS[key] for key in ("dam", "harbour", "coast", "dam-own")]
    reports = [report(f"r{n}", f"{body}\n{line}\n{line.upper()}") for n, body in enumerate(bodies)]
    assert candidate_pairs(kept(*reports)) == ()


class Heap:
    """Prints alone, of texts by number: what the search for candidates sees."""

    def __init__(self, texts):
        self._texts = texts

    def prints(self):
        for number, text in enumerate(self._texts):
            words = text.casefold().split()
            seen = ReportPrint(len(words), sketch(words))
            yield Printed(f"r{number:04}", None, None, None, None, seen)


def test_a_heap_of_equal_reports_is_compared_with_the_first_only():
    pairs = candidate_pairs(Heap([TEXTS["coast"]] * 2000))
    assert len(pairs) == 1999
    assert {a for a, _ in pairs} == {"r0000"}


def test_a_heap_of_nearly_equal_reports_costs_each_the_same():
    few, many = (
        len(candidate_pairs(Heap([f"{TEXTS['coast']} note {n} of desk {n * 7}" for n in range(count)])))
        for count in (500, 2000)
    )
    assert few < many < 5 * few
    assert many < 2000 * 32


@pytest.mark.parametrize("text", ["a", "word " * 9000, "1 2 3 " * 400, "\x00\ud800 ok " * 50, "ok. " * 3000])
def test_any_text_gives_an_answer(text):
    assert isinstance(find_copies(kept(report("a", text), report("b", text + " more"))), tuple)


def test_examples_hold_one_spun_copy(examples_record):
    with Record.open(examples_record) as record:
        examples = KeptReports(record.findings(article_id) for article_id in record.article_ids())
    (copy,) = find_copies(examples)
    assert (copy.article_id, copy.of_article_id) == ("lisbon-spun.txt", "lisbon-clean.txt")
    assert copy.kind == "spun"
    assert copy.direction in ("dates", "wording")


BITS = [bytes([value]) * 48 for value in (0b00000000, 0b11110000, 0b10101010, 0b11001100, 0b01111110)]
FAR = [bytes([value]) * 48 for value in (0b00110011, 0b01010101)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BITS[:3], BITS[1:3], True),  # two of two
        (BITS[:4], [BITS[0], BITS[4], *FAR], False),  # one paragraph of several in common
        (BITS[:4], [BITS[0]], True),  # all that the other has
        (BITS[:4], [BITS[4]], False),
        ([], BITS[:2], True),  # nothing to compare
        ([b"\x01" + BITS[0][1:], BITS[1]], BITS[:2], True),  # a bit apart
    ],
)
def test_what_shares_little_is_compared_only_if_it_means_the_same(one, other, expected):
    assert alike_in_meaning(one, other) is expected
    assert alike_in_meaning(other, one) is expected
