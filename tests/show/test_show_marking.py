from hypothesis import given
from hypothesis import strategies as st

from onrecord.show.report.marking import Block, Marking, paragraphs
from onrecord.show.report.views import Note

TEXT = "He said that she had told him so.\n\nAnd so on."
BLOCKS = (Block(0, 33), Block(35, 45))
NOTE = Note(1, "#w", "one")


def shown(*markings, blocks=BLOCKS):
    return [
        [(piece.text, piece.classes, piece.anchors, len(piece.notes)) for piece in paragraph.pieces]
        for paragraph in paragraphs(TEXT, blocks, markings)
    ]


def test_nothing_marked():
    assert shown() == [
        [("He said that she had told him so.", "", (), 0)],
        [("And so on.", "", (), 0)],
    ]


def test_a_nested_span_is_cut_out_of_the_one_around_it():
    first, _ = shown(Marking(((13, 32),), "c a", "s-a", NOTE), Marking(((30, 32),), "c b", "s-b", NOTE))
    assert first == [
        ("He said that ", "", (), 0),
        ("she had told him ", "c a", ("s-a",), 0),
        ("so", "c a b c2", ("s-b",), 2),
        (".", "", (), 0),
    ]


def test_crossing_spans_keep_both_marks():
    first, _ = shown(Marking(((0, 7),), "x"), Marking(((3, 12),), "y"))
    assert [(text, classes) for text, classes, _, _ in first][:3] == [
        ("He ", "x"),
        ("said", "x y"),
        (" that", "y"),
    ]


def test_a_span_over_paragraphs_has_one_anchor_and_one_note():
    first, second = shown(Marking(((30, 38),), "c", "s-a", NOTE))
    assert first[-1] == ("so.", "c", ("s-a",), 0)
    assert second[0] == ("And", "c", (), 1)


def test_parts_share_one_anchor_and_one_note():
    pieces = [p for paragraph in shown(Marking(((35, 38), (0, 2)), "c", "s-a", NOTE)) for p in paragraph]
    assert [p[2] for p in pieces if p[2]] == [("s-a",)]
    assert [p[0] for p in pieces if p[3]] == ["And"]


def test_what_lies_outside_the_blocks_is_not_shown():
    assert shown(Marking(((35, 45),), "c", "s-a"), blocks=(Block(0, 2),)) == [[("He", "", (), 0)]]


@given(st.lists(st.tuples(st.integers(0, 44), st.integers(1, 45)), max_size=12))
def test_the_runs_join_up_to_the_text(ends):
    markings = [Marking(((start, end),), "c", f"s-{start}-{end}") for start, end in ends if start < end]
    first, second = shown(*markings)
    assert "".join(piece[0] for piece in first) == TEXT[:33]
    assert "".join(piece[0] for piece in second) == TEXT[35:]
    anchors = [anchor for piece in first + second for anchor in piece[2]]
    assert sorted(anchors) == sorted(
        m.anchor for m in markings if m.spans[0] not in ((33, 34), (33, 35), (34, 35))
    )
