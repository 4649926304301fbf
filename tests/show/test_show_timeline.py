from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.show.report.ticks import ticks
from onrecord.show.report.timeline import LANES, LEFT, WIDTH, Moment, draw


def moment(first, last=None, lane=0, published=False, label="x"):
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return Moment(lane, start.toordinal(), end.toordinal(), published, label, "#d-1")


def lanes(n):
    return [(f"{i} report", f"report {i}", f"#a-{i}") for i in range(n)]


def test_nothing_dated_draws_nothing():
    assert draw([], lanes(3)) is None


def test_the_scale_is_broken_where_nothing_happens():
    drawn = draw(
        [
            moment("1949-01-01", "1949-12-31"),
            moment("2023-02-08"),
            moment("2023-02-10"),
            moment("2024-06-03"),
        ],
        lanes(1),
    )
    assert [panel.caption for panel in drawn.panels] == ["1949", "2023", "2024"]
    before = LEFT
    for panel in drawn.panels:
        assert panel.x >= before - 0.2
        before = panel.x + panel.width
    assert before <= WIDTH


def test_a_long_time_is_drawn_but_makes_no_stretch_of_its_own():
    drawn = draw([moment("1990-01-01", "2029-12-31"), moment("2023-02-08")], lanes(1))
    assert len(drawn.panels) == 1
    assert {shape.kind for shape in drawn.lanes[0].shapes} == {"bar", "dot"}


def test_a_stretch_of_one_day_is_labelled_with_it():
    drawn = draw([moment("2022-02-24"), moment("2024-01-01", "2024-12-31")], lanes(1))
    assert [tick.label for tick in drawn.panels[0].ticks] == ["24 Feb"]


def test_only_long_times_give_no_drawing():
    assert draw([moment("1900-01-01", "1999-12-31")], lanes(1)) is None


def test_a_day_is_a_dot_a_longer_time_a_bar_a_publication_a_diamond():
    drawn = draw(
        [moment("2023-02-08", published=True), moment("2023-02-08"), moment("2023-02-01", "2023-02-28")],
        lanes(1),
    )
    assert sorted(shape.kind for shape in drawn.lanes[0].shapes) == ["bar", "diamond", "dot"]


def test_marks_at_one_place_stand_in_rows_and_the_rest_is_counted():
    drawn = draw([moment("2023-02-08", label=str(n)) for n in range(20)], lanes(1))
    lane = drawn.lanes[0]
    assert len({shape.y for shape in lane.shapes}) == len(lane.shapes)
    assert lane.more == 20 - len(lane.shapes) > 0


def test_many_reports_are_counted_instead_of_drawn_one_by_one():
    moments = [moment("2023-02-08", lane=n, published=True) for n in range(LANES + 1)]
    drawn = draw([*moments, moment("2023-02-09")], lanes(LANES + 1))
    assert drawn.counted
    assert [lane.label for lane in drawn.lanes] == ["Published", "Dates in the texts"]
    assert drawn.lanes[0].shapes[0].label.endswith(f": {LANES + 1}")


DAYS = st.integers(1, date.max.toordinal())


@given(st.lists(st.tuples(DAYS, st.integers(0, 800), st.booleans()), max_size=60))
def test_any_dates_are_drawn_inside_the_picture(found):
    moments = [
        Moment(n % 3, first, min(first + days, date.max.toordinal()), published, "x", None)
        for n, (first, days, published) in enumerate(found)
    ]
    drawn = draw(moments, lanes(3))
    if drawn is None:
        return
    assert len(drawn.panels) <= 7
    for lane in drawn.lanes:
        for shape in lane.shapes:
            assert LEFT - 10 <= shape.x <= WIDTH
            assert 0 < shape.y < drawn.height


@given(DAYS, st.integers(0, 400_000), st.floats(10, 900))
def test_any_scale_has_ticks_in_order_and_not_too_many(first, days, width):
    last = min(first + days, date.max.toordinal())
    shares = [tick.share for tick in ticks(first, last, width)]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert len(shares) <= width / 30 + 2


@pytest.mark.parametrize(
    ("first", "last", "width", "labels"),
    [
        ("2023-02-06", "2023-02-09", 400, ["6 Feb", "7 Feb", "8 Feb", "9 Feb"]),
        ("2023-01-01", "2023-12-31", 200, ["Jan", "Apr", "Jul", "Oct"]),
        ("2019-06-01", "2023-12-01", 200, ["2020", "2021", "2022", "2023"]),
    ],
)
def test_ticks_are_as_fine_as_there_is_room_for(first, last, width, labels):
    ends = [date.fromisoformat(end).toordinal() for end in (first, last)]
    assert [tick.label for tick in ticks(*ends, width) if tick.label] == labels
