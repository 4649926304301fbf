"""Which statements report the same words, which wording is the best, and how the others differ."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from kept_reports import KeptReports

from onrecord.clean import article
from onrecord.reconcile.stories import find_stories
from onrecord.reconcile.utterances import find_utterances
from onrecord.reconcile.utterances.matching import in_order
from onrecord.reconcile.utterances.wording import differences
from onrecord.shapes import (
    Copy,
    Findings,
    LocalActor,
    Mark,
    Passed,
    Source,
    Span,
    Stated,
    Statement,
)

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "utterances.yaml").read_text("utf-8"))
BODIES = ("State Grid",)


def report(name, statements, marks=()):
    """A report of nothing but statements: (day, speaker, mode, words, rule), one a paragraph."""
    text = "\n\n".join(f"{speaker or 'Somebody'} said: {words}." for _, speaker, _, words, *_ in statements)
    day = statements[0][0]
    stated = Stated(published=None if day is None else str(day))
    one = article(Source(name, name, "text", text, "", "", stated), ())
    names = sorted({speaker for _, speaker, *_ in statements if speaker})
    made, at = [], 0
    for _, speaker, mode, words, *rule in statements:
        start = text.index(words, at)
        at = start + len(words)
        made.append(
            Statement(
                (Span(start, at, words),),
                mode,
                "says",
                rule[0] if rule else "statement.model",
                speaker,
                actor=names.index(speaker) if speaker else None,
            )
        )
    actors = [LocalActor(name, "organisation" if name in BODIES else "person") for name in names]
    return Findings(replace(one, marks=tuple(marks)), actors=tuple(actors), statements=tuple(made))


def kept_of(said):
    by_report = {}
    for name, *statement in said:
        by_report.setdefault(name, []).append(statement)
    return KeptReports([report(name, statements) for name, statements in by_report.items()])


def places(kept):
    """The words' public ids, by report and place in it."""
    return {name: [id_ for id_, _ in kept.report(name).cells("statements")] for name in kept.article_ids()}


def ids_of(kept, said):
    left = {name: list(ids) for name, ids in places(kept).items()}
    return [left[name].pop(0) for name, *_ in said]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_statements_that_report_the_same_words_are_one_utterance(case):
    kept = kept_of(case["said"])
    found = find_utterances(kept, find_stories(kept, ()), ())
    ids = ids_of(kept, case["said"])
    assert sorted(sorted(ids.index(one) for one in each.statement_ids) for each in found) == case["same"]
    if "best" in case:
        assert [ids.index(each.best) for each in found] == [case["best"]]
    if "kinds" in case:
        assert sorted({one.kind for each in found for one in each.differences}) == case["kinds"]
    if "alters" in case:
        kinds = {one.kind for each in found for one in each.differences}
        assert sorted(kinds & {"number", "name", "negation"}) == case["alters"]


def test_all_cases_at_once_give_the_same_utterances_in_any_order():
    said = [(f"{at:02}{name}", *rest) for at, case in enumerate(CASES) for name, *rest in case["said"]]
    kept, other = kept_of(said), kept_of(list(reversed(said)))
    found = find_utterances(kept, (), ())
    names = places(kept)
    shared = {id_ for ids in names.values() if len(ids) == 1 for id_ in ids}
    again = find_utterances(other, (), ())
    assert [each for each in found if set(each.statement_ids) <= shared] == [
        each for each in again if set(each.statement_ids) <= shared
    ]
    assert pickle.loads(pickle.dumps(found)) == found
    assert all(each.best in each.statement_ids and each.id in each.statement_ids for each in found)


SENTENCE = "The undersea cable was cut by an anchor dragged across the seabed"


@pytest.mark.parametrize(
    ("first", "second", "best", "reason"),
    [
        (("indirect", "turn.label"), ("direct",), "a", "a transcript"),
        (("direct",), ("direct", "turn.label"), "b", "a transcript"),
        (("indirect",), ("direct",), "b", "direct quotation"),
        (("mixed",), ("indirect",), "a", "partly in quotation marks"),
    ],
)
def test_the_best_wording_and_its_reason(first, second, best, reason):
    statements = {
        name: ["2031-03-04", "Runa Stehl", form[0], SENTENCE, *form[1:]]
        for name, form in (("a", first), ("b", second))
    }
    kept = KeptReports([report(name, [one]) for name, one in statements.items()])
    (found,) = find_utterances(kept, (), ())
    assert [found.best] == places(kept)[best]
    assert found.reason == reason


def test_a_marked_report_is_not_the_best_though_it_quotes():
    span = Span(0, 4, "Runa")
    mark = Mark("spun", 0.9, (span,), "mark.test")
    kept = KeptReports(
        [
            report("a", [["2031-03-04", "Runa Stehl", "direct", SENTENCE]], (mark,)),
            report("b", [["2031-03-04", "Runa Stehl", "indirect", SENTENCE]]),
        ]
    )
    (found,) = find_utterances(kept, (), ())
    assert [found.best] == places(kept)["b"]
    assert found.reason == "not spun or machine-translated"


def test_copies_of_one_report_count_once_for_a_wording():
    """Two reprints of the longer wording are one source; the shorter has two of its own."""
    longer, shorter = SENTENCE + " near Norrholm", SENTENCE
    words = {"a": longer, "b": longer, "c": longer, "d": shorter, "e": shorter}
    kept = KeptReports(
        [report(name, [["2031-03-04", "Runa Stehl", "direct", text]]) for name, text in words.items()]
    )
    copies = (Copy("b", "a", "exact", 1.0), Copy("c", "a", "exact", 1.0))
    (found,) = find_utterances(kept, (), copies)
    assert found.best in places(kept)["d"] + places(kept)["e"]
    assert "2 independent sources" in found.reason
    assert len(found.statement_ids) == 5


def test_a_spun_copy_is_paired_by_its_place():
    original = "No household may sit in darkness merely because transformers are late"
    spun = "No family unit might perch in murk just since the converters are tardy"
    kept = KeptReports(
        [
            report("a", [["2031-03-04", "Runa Stehl", "direct", original]]),
            report("b", [["2031-03-05", "Secret Stehl", "direct", spun]]),
        ]
    )
    assert find_utterances(kept, (), ()) == ()
    spans = [Span(0, len(text), text) for text in (kept.report(n).findings.article.text for n in "ab")]
    copy = Copy("b", "a", "spun", 0.9, "wording", (Passed(spans[1], spans[0], 0.5),))
    (found,) = find_utterances(kept, (), (copy,))
    assert [found.best] == places(kept)["a"]
    assert {one.kind for one in found.differences} == {"style"}


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        ({(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.5}, [(0, 0), (1, 1)]),
        ({(0, 1): 0.9, (1, 0): 0.5}, [(0, 1)]),
        ({(1, 0): 0.4}, [(1, 0)]),
        ({}, []),
    ],
)
def test_statements_of_a_copy_are_paired_in_the_order_of_both(scores, wanted):
    assert in_order(scores, 2, 2) == wanted


@pytest.mark.parametrize(
    ("best", "words", "wanted"),
    [
        ("We sent 14 ships", "We sent 40 ships", [("number", "14", "40")]),
        ("We will not sign", "We will sign", [("negation", "not", "")]),
        ("We will sign in Talvik", "We will sign in Brenn", [("name", "Talvik", "Brenn")]),
        ("We will quickly sign", "We will swiftly sign", [("style", "quickly", "swiftly")]),
        ("We will sign the treaty in spring", "We will sign", [("cut", "the treaty in spring", "")]),
        ("We will sign", "We will sign the treaty", [("added", "", "the treaty")]),
        ("Fourteen ships", "14 ships", []),
        ("We can’t wait", "we can't wait", []),
        ("", "", []),
    ],
)
def test_each_difference_is_told_with_what_it_changes(best, words, wanted):
    assert [(one.kind, one.best, one.words) for one in differences("id", best, words)] == wanted


def test_a_quotation_of_a_hundred_reports_is_one_utterance_whenever_they_tell_it():
    words = SENTENCE + " and nobody on the ferry had noticed the tanker's lights"
    days = [None, "2031-03-04", "2031-11-09", "2033"]
    said = [(f"r{at:03}", days[at % 4], "Runa Stehl", "direct", words) for at in range(100)]
    other = [(f"s{at}", "2031-03-04", "Ada Vint", "direct", words) for at in range(2)]
    found = find_utterances(kept_of([*said, *other]), (), ())
    assert sorted(len(each.statement_ids) for each in found) == [2, 100]


def test_how_many_statements_are_held_at_once_changes_nothing(monkeypatch):
    kept = kept_of(
        [(f"{at:02}{name}", *rest) for at, case in enumerate(CASES) for name, *rest in case["said"]]
    )
    whole = find_utterances(kept, (), ())
    monkeypatch.setattr("onrecord.reconcile.utterances._HELD", 3)
    assert find_utterances(kept, (), ()) == whole
