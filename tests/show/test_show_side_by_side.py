"""The reports of one story side by side: what only one source has, what several tell, what was copied."""

from collections import Counter, defaultdict
from types import SimpleNamespace

import pytest

from onrecord.show.report.cells import Cells
from onrecord.show.report.joined import _differing
from onrecord.show.report.listing import Shown
from onrecord.show.report.side_by_side import MOST_MEMBERS, Reports, SideBySide

IDS = ("a", "b", "c")


def said(id_, article_id, who, text="We will build it."):
    parts = [{"start": 0, "end": len(text), "text": text}]
    row = {"id": id_, "article_id": article_id, "speaker": who, "speaker_id": who, "mode": "direct"}
    return row | {"parts": parts}


def counted(id_, article_id, value, **columns):
    row = {"id": id_, "article_id": article_id, "amount": float(value)}
    return row | {"unit": "ferries", "currency": None, "rule": "figure.count"} | columns


def copied(article_id, of, kind="reprint", direction="dates", passages=()):
    return {
        "article_id": article_id,
        "of_article_id": of,
        "kind": kind,
        "score": 0.824,
        "direction": direction,
        "passages": list(passages),
        "readings": [],
    }


def reports(statements=(), figures=()):
    rows = {name: defaultdict(list) for name in ("statements", "figures", "events", "dates", "furniture")}
    for name, found in (("statements", statements), ("figures", figures)):
        for row in found:
            rows[name][row["article_id"]].append(row)
    numbers = {id_: at for at, id_ in enumerate(IDS, 1)}
    kinds = dict.fromkeys(("Anna Berg", "Paul Roe", "Ines Sol"), "person") | {"Voters": "group"}
    actors = {name: {"id": name, "kind": kind} for name, kind in kinds.items()}
    cells = Cells((), (), numbers, rows, {}, actors, Counter(), 0)
    views = {
        id_: SimpleNamespace(number=at, title=id_, outlet="", published="", statements=0)
        for id_, at in numbers.items()
    }
    return Reports(cells, Shown({}, {}, frozenset()), views)


def alone(members):
    return [{one.name for one in member.speakers if one.alone} for member in members]


STATEMENTS = (
    said("1", "a", "Anna Berg"),
    said("2", "b", "Anna Berg"),
    said("3", "c", "Anna Berg"),
    said("4", "a", "Paul Roe"),
    said("5", "b", "Paul Roe"),
    said("6", "c", "Ines Sol"),
    said("7", "c", "officials"),
    said("8", "c", "Voters"),
)


def test_who_is_quoted_in_one_report_alone_is_marked_and_who_is_only_described_is_left_out():
    members = SideBySide(IDS, [], reports(STATEMENTS)).members(set(IDS))
    assert alone(members) == [set(), set(), {"Ines Sol"}]
    assert [one.name for one in members[2].speakers] == ["Ines Sol", "Anna Berg", "Voters"]


def test_a_report_and_its_copy_are_one_source():
    members = SideBySide(IDS, [copied("b", "a")], reports(STATEMENTS)).members(set(IDS))
    assert alone(members) == [{"Paul Roe"}, {"Paul Roe"}, {"Ines Sol"}]


def test_of_one_source_nothing_is_marked():
    copies = [copied("b", "a"), copied("c", "a")]
    assert alone(SideBySide(IDS, copies, reports(STATEMENTS)).members(set(IDS))) == [set(), set(), set()]


def test_figures_that_no_other_source_has_are_money_shares_and_counts():
    figures = (
        counted("1", "a", 40),
        counted("2", "a", 2.4e9, unit="", rule="figure.money", currency="EUR"),
        counted("3", "a", 3, unit="week", rule="figure.measure"),
        counted("4", "b", 40, unit="boats"),  # as a translation calls them
        counted("5", "a", 2, unit="ministers"),
    )
    members = SideBySide(IDS, [], reports((), figures)).members(set(IDS))
    assert [[one.value for one in member.figures] for member in members] == [["EUR 2.4 billion"], [], []]


def test_what_several_sources_tell_is_listed_with_its_reports():
    figures = (counted("1", "a", 41), counted("2", "c", 41), counted("3", "b", 40), counted("4", "c", 40))
    found = STATEMENTS[0], STATEMENTS[2]
    row = {"differences": [{"statement_id": "3", "kind": "number"}]}
    told = SideBySide(IDS, [], reports(STATEMENTS, figures)).told([(row, found, found[0])])
    assert [(one.value, [by.number for by in one.by], [by.alters for by in one.by]) for one in told] == [
        ("Anna Berg", [1, 3], [False, True]),
        ("41 ferries", [1, 3], [False, False]),
    ]


def test_what_an_original_and_its_copy_tell_is_told_by_one():
    found = STATEMENTS[0], STATEMENTS[1]
    side = SideBySide(IDS, [copied("b", "a")], reports(STATEMENTS))
    assert side.told([({"differences": []}, found, found[0])]) == ()


@pytest.mark.parametrize(
    ("kind", "direction", "why"),
    [
        ("reprint", "dates", "published later"),
        ("spun", "wording", "its wording is the broken one"),
        ("exact", "credit", "credits it"),
        ("excerpt", "unknown", ""),
        ("same-source", "credit", "both made from a third"),
    ],
)
def test_a_copy_has_its_kind_its_share_and_what_shows_it(kind, direction, why):
    passages = [{"start": at, "end": at + size, "text": "x" * size, "of_text": "y"} for at, size in
                ((0, 5), (10, 40), (60, 30), (100, 2), (110, 9), (130, 8), (150, 7), (160, 20))]  # fmt: skip
    side = SideBySide(IDS, [copied("b", "a", kind, direction, passages)], reports())
    (made,) = side.members(set(IDS))[1].made_from
    assert (made.kind, made.number, made.share, made.why, made.total) == (kind, 1, 82, why, 8)
    assert [len(one.words) for one in made.passages] == [40, 30, 9, 8, 7, 20]  # the longest, in text order


def test_a_story_of_very_many_reports_shows_some():
    ids = [f"r{at}" for at in range(MOST_MEMBERS + 5)]
    assert len(SideBySide(ids, [], reports()).members(set(ids))) == MOST_MEMBERS


def test_marks_of_punctuation_are_no_difference_and_what_alters_is_lit_without_its_sign():
    best = said("1", "a", "Anna Berg", "We gave €3.2 billion, and it is late.")
    other = said("2", "b", "Anna Berg", "We gave €2.3 billion and it is late,")
    differences = [{"kind": "number", "best": "3.2", "words": "2.3"}]
    found = _differing(other, best, differences, reports()).words
    assert [(word.text, word.how, word.alters) for word in found] == [
        ("We gave", "same", False),
        ("€3.2", "del", True),
        ("€2.3", "ins", True),
        ("billion and it is late,", "same", False),
    ]
