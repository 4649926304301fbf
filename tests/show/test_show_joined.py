"""`show copies|stories|utterances|disputes`, and the page's sections on all reports together."""

from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import show_pile
from show_call import call, lines, rows
from show_record import joined, make

from onrecord.shapes import (
    Copy,
    Dispute,
    Evidence,
    Links,
    Passed,
    Reading,
    Side,
    Story,
    Utterance,
    WordingDifference,
)
from onrecord.show.report import write_report
from onrecord.show.report.beside import beside
from onrecord.show.report.copy_tree import Leaf, copy_tree
from onrecord.store import Record

COUNCIL, SHORT = "pile/council.txt", "pile/sol.txt"


def links(record):
    said = [row for row in record.rows("statements") if row["article_id"] == COUNCIL]
    other = next(row for row in record.rows("statements") if row["article_id"] == SHORT)
    bridge = next(row["id"] for row in said if "bridge" in str(row["parts"]))
    figure = next(row["id"] for row in record.rows("figures") if row["article_id"] == COUNCIL)
    words, parts = (
        show_pile.span(show_pile.COUNCIL, "$44.2 billion"),
        show_pile.span(show_pile.SHORT, "70 percent"),
    )
    sides = (
        Side("$44.2 billion", (Evidence("figures", figure, COUNCIL, words),), "2023-02-08", "2023-02-08"),
        Side("70 percent", (Evidence("statements", other["id"], SHORT, parts),), None, None, 2),
    )
    met = show_pile.span(show_pile.COUNCIL, "met")
    passed = Passed(show_pile.span(show_pile.SHORT, "the meeting"), met, 0.5)
    replaced = show_pile.span(show_pile.SHORT, "meeting"), met
    readings = (
        Reading(SHORT, COUNCIL, "wording", *replaced),
        Reading(SHORT, COUNCIL, "figure", parts, words, "figures", None, figure, None, "44200000000 USD"),
    )
    return Links(
        copies=(Copy(SHORT, COUNCIL, "excerpt", 0.8, "dates", (passed,)),),
        readings=readings,
        stories=(Story("0000000000y1", "Harbour council", (COUNCIL, SHORT), (COUNCIL,), None, None, 1),),
        utterances=(
            Utterance(
                "0000000000v1",
                (bridge, other["id"]),
                bridge,
                "direct beats indirect",
                (WordingDifference(other["id"], "number", "bridge", "70 percent"),),
            ),
        ),
        disputes=(
            Dispute("0000000000d1", "figure", sides, "$44.2 billion or 70 percent", "dispute.test"),
            Dispute("0000000000d2", "figure", sides, "a later count", "dispute.test", "update"),
        ),
    )


@pytest.fixture
def told(tmp_path):
    """The path of a record of two reports that one copy, one story, one utterance and one dispute join."""
    where = make(tmp_path / "joined.db", show_pile.council(), show_pile.short())
    with Record.open(where) as record:
        record.write_links(Links(actors=joined(record)))
        record.write_joined(links(record))
    return where


@pytest.mark.parametrize(
    ("table", "options", "holds"),
    [
        ("copies", (), ("excerpt", SHORT, "dates", "the meeting")),
        ("copies", ("--article", "sol"), ("excerpt",)),
        ("copies", ("--readings",), ("wording meeting", "met", "44200000000 USD")),
        ("stories", ("--words", "harbour"), ("Harbour council",)),
        ("utterances", ("--speaker", "Aldrin"), ("direct beats indirect", "number", "We were founded")),
        ("disputes", (), ("$44.2 billion / 70 percent", "1 : 2")),
        ("disputes", ("--told-apart",), ("update", "a later count")),
    ],
)
def test_each_table_is_printed(told, table, options, holds):
    printed = call("show", table, "-r", told, *options).stdout
    assert [words for words in holds if words not in " ".join(printed.split())] == []


@pytest.mark.parametrize(
    ("table", "options"),
    [
        ("copies", ("--kind", "spun")),
        ("stories", ("--words", "flood")),
        ("utterances", ("--speaker", "Nobody")),
        ("disputes", ("--kind", "date")),
    ],
)
def test_what_does_not_fit_is_left_out(told, table, options):
    assert len(lines(call("show", table, "-r", told, *options))) == 1  # the headings


@pytest.mark.parametrize(
    ("table", "options", "named"),
    [
        ("copies", (), get_args(get_type_hints(Copy)["kind"])),
        (
            "disputes",
            (),
            ("figure", "date", "wording", "attribution", "characterisation", "inside-one-report"),
        ),
        (
            "disputes",
            ("--told-apart",),
            ("figure", "inside-one-report", "update", "rounding", "copying-error"),
        ),
    ],
)
def test_a_kind_that_is_none_is_told_with_those_that_there_are(told, table, options, named):
    refused = call("show", table, "-r", told, "--kind", "foo", *options)
    assert refused.exit_code == 2
    helped = " ".join(call("show", table, "--help").stdout.split())
    assert [kind for kind in named if kind not in refused.stderr or kind not in helped] == []


def test_what_is_told_apart_is_narrowed_by_its_reason_and_by_its_kind(told):
    for kind, count in (("update", 1), ("figure", 1), ("rounding", 0)):
        assert len(lines(call("show", "disputes", "-r", told, "--told-apart", "--kind", kind))) == 1 + count


@pytest.mark.parametrize("table", ["copies", "stories", "utterances", "disputes"])
def test_json_rows_are_those_of_the_export(told, table):
    with Record.open(told) as record:
        assert rows(call("show", table, "-r", told, "--json")) == list(record.rows(table))


def test_the_page_shows_them_and_links_to_the_words(told, tmp_path):
    where = Path(tmp_path / "page.html")
    with Record.open(told) as record:
        write_report(record, where)
        figure = next(row["id"] for row in record.rows("figures") if row["article_id"] == COUNCIL)
    page = where.read_text("utf-8")
    section = page[page.index('id="stories"') : page.index('id="left-out"')]
    for words in (
        "Harbour council",
        "<b>excerpt</b> of report",
        "80% of its words; published later",
        "Report 2 beside report 1",
        '<td dir="auto">the <ins>meeting</ins></td><td dir="auto"><del>met</del></td>',
        "<b>44200000000 USD</b>",
        "<b>taken as closest</b>: direct beats indirect",
        "Told apart",
    ):
        assert words in section
    assert f'href="#f-{figure}"' in section
    assert all(tag in section for tag in ("<del>", "<ins>", "<mark>"))


def test_a_tree_hangs_each_copy_on_what_it_is_most_like():
    made = [
        {"article_id": "b", "of_article_id": "a", "kind": "reprint", "score": 0.9, "direction": "dates"},
        {"article_id": "c", "of_article_id": "a", "kind": "excerpt", "score": 0.3, "direction": "unknown"},
        {"article_id": "c", "of_article_id": "b", "kind": "excerpt", "score": 0.6, "direction": "unknown"},
    ]
    leaves = {id_: Leaf(id_, "", None) for id_ in "abcd"}
    tree = copy_tree(["a", "b", "c", "d"], made, leaves)
    assert tree is not None
    assert [(node.label.split()[0], node.elbow != "", node.sure) for node in tree.nodes] == [
        ("a", False, True),
        ("b", True, True),
        ("c", True, False),
    ]
    assert tree.nodes[0].x < tree.nodes[1].x < tree.nodes[2].x
    assert copy_tree(["a", "d"], made, leaves) is None


def test_two_made_from_a_third_hang_by_a_broken_line_and_a_long_title_cuts_no_reason():
    row = {
        "article_id": "b",
        "of_article_id": "a",
        "kind": "same-source",
        "score": 0.9,
        "direction": "credit",
    }
    tree = copy_tree(["a", "b"], [row], {"a": Leaf("1", "A", None), "b": Leaf("2", "B " * 90, None)})
    assert tree is not None
    assert tree.nodes[1].label.startswith("2 same source, shown by credit: B B")
    assert not tree.nodes[1].sure


def test_a_ring_of_copies_is_drawn_once():
    made = [
        {"article_id": "a", "of_article_id": "b", "kind": "exact", "score": 1.0},
        {"article_id": "b", "of_article_id": "a", "kind": "exact", "score": 1.0},
    ]
    tree = copy_tree(["a", "b"], made, {"a": Leaf("a", "", None), "b": Leaf("b", "", None)})
    assert tree is not None
    assert len(tree.nodes) == 2


def test_readings_as_json_are_those_of_the_copies(told):
    with Record.open(told) as record:
        found = [one for row in record.rows("copies") for one in row["readings"]]
    assert rows(call("show", "copies", "-r", told, "--readings", "--json")) == found


def test_a_copy_is_drawn_beside_its_original_sentence_by_sentence():
    text, of_text = "One big day came. Two hamlets slept.", "One large day came. Two villages slept. Three."
    passage = {"start": 100, "end": 136, "text": text, "of_start": 7, "of_end": 60, "of_text": of_text}
    places = (("big", "large"), ("hamlets", "villages"))
    readings = [
        {
            "kind": "wording", "text": ours, "of_text": theirs, "table": None,
            "start": 100 + text.index(ours), "end": 100 + text.index(ours) + len(ours),
            "of_start": 7 + of_text.index(theirs), "of_end": 7 + of_text.index(theirs) + len(theirs),
        }
        for ours, theirs in places
    ]  # fmt: skip
    row = {"article_id": "b", "of_article_id": "a", "passages": [passage], "readings": readings}
    view = beside(row, {"a": 1, "b": 2}.__getitem__)
    assert (view.number, view.of_number) == (2, 1)
    assert [["".join(word.text for word in side).strip() for side in line] for line in view.lines] == [
        ["One big day came.", "One large day came."],
        ["Two hamlets slept.", "Two villages slept."],
    ]
    assert [word.text for line in view.lines for side in line for word in side if word.how != "same"] == [
        "big", "large", "hamlets", "villages",
    ]  # fmt: skip
