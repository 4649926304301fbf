"""The page's section on trackers: where each commitment stands, every move with a link to its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.knowledge.trackers import Tracker
from onrecord.show.report.cells import Cells, article_anchor
from onrecord.show.report.listing import Shown
from onrecord.show.report.tracker_views import (
    BarsView,
    BarView,
    MoveView,
    StepView,
    SubjectView,
    Trackers,
    TrackerView,
)
from onrecord.show.report.views import Quoted
from onrecord.show.rows import Row, entries, words
from onrecord.show.safety import clip, inline
from onrecord.show.tracker_text import shown_details, value_of
from onrecord.show.trackers import Cited, Move, Subject, definitions_of, of_record, subjects

if TYPE_CHECKING:
    from onrecord.store import Record

MOST_SUBJECTS = 40  # of one tracker; the rest is counted, and stands in the record
_LONGEST = 300  # characters of a quotation
_MOST_CITED = 4  # places of one move that are quoted
_ANCHORS = {"statements": "s", "events": "e", "figures": "f", "dates": "d", "words": "t"}
_WIDTH, _LEFT, _ROW, _BAR = 980.0, 260.0, 26.0, 14.0
_AFTER = 200.0  # for the amount behind the longest bar


def tracked_words(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The words behind moves that are no cell of their own, by report: the page marks their places."""
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        for one in entries(row, "evidence"):
            if isinstance(one, dict) and one.get("table") == "words" and one.get("article_id"):
                found[str(one["article_id"])].setdefault(str(one["id"]), one)
    return {article_id: list(of.values()) for article_id, of in found.items()}


def tracked(record: Record, cells: Cells, shown: Shown) -> Trackers:
    """Every tracker of which the record tells something, those with the most moves first."""
    rows = list(record.rows("trackers"))
    made = [_tracker(one, rows, cells, shown) for one in of_record(rows, definitions_of(record))]
    views = tuple(sorted((view for view in made if view.total), key=_rank))
    return Trackers(views, len(rows))


def _rank(view: TrackerView) -> tuple[int, str]:
    return -view.total, view.id


def _tracker(tracker: Tracker, rows: Sequence[Row], cells: Cells, shown: Shown) -> TrackerView:
    own = [row for row in rows if words(row, "tracker") == tracker.id]
    found = subjects(tracker, own)
    views = tuple(_subject(tracker, one, cells, shown) for one in found[:MOST_SUBJECTS])
    more = max(0, len(found) - MOST_SUBJECTS)
    return TrackerView(
        tracker.id, tracker.name, tracker.kind, tracker.about, tracker.never, views, more, len(own)
    )


def _subject(tracker: Tracker, subject: Subject, cells: Cells, shown: Shown) -> SubjectView:
    views = {move.id: _move(move, cells, shown) for move in subject.moves}
    steps: list[StepView] = []
    if tracker.kind == "process":
        on_the_way = any(move.step is not None for move in subject.moves)
        for state in tracker.states:
            moves = tuple(views[move.id] for move in subject.reached(state.id))
            if moves or (state.step is not None and on_the_way):
                here = subject.now is not None and subject.now.state == state.id and bool(moves)
                steps.append(StepView(state.label, moves, state.step is None, here))
    bars = _bars(subject, shown) if tracker.kind in ("series", "count") else ()
    return SubjectView(subject.name, tuple(steps), bars, tuple(views.values()))


def _move(move: Move, cells: Cells, shown: Shown) -> MoveView:
    about = "; ".join(f"{name} {value}" for name, value in shown_details(move))
    value = value_of(move) if move.amount is not None else ""
    quote = move.value if move.amount is None and move.value and move.value != move.words else ""
    own = [one for one in move.cited if one.table in ("words", "knowledge")] or list(move.cited)
    return MoveView(
        when=move.when,
        label=move.label,
        value=value,
        about=inline(about),
        told=inline(move.told),
        quote=clip(quote, _LONGEST),
        quoted=tuple(_quoted(one, move.cited, cells, shown) for one in own[:_MOST_CITED]),
        known=move.account == "knowledge",
        overdue=move.overdue,
    )


def _quoted(one: Cited, cited: Sequence[Cited], cells: Cells, shown: Shown) -> Quoted:
    """The words with the link to their place, to the cell around them, or to the report."""
    article_id = one.article_id or ""
    href = shown.href(f"{_ANCHORS.get(one.table, '')}-{one.id}")
    if href is None:
        same = (other for other in cited if other.article_id == one.article_id)
        href = next(filter(None, (shown.href(f"{_ANCHORS.get(o.table, '')}-{o.id}") for o in same)), None)
    if href is None and article_id in cells.shown:
        href = f"#{article_anchor(article_id)}"
    title = shown.titles.get(article_id, "") if article_id else "knowledge"
    return Quoted("", clip(one.text, _LONGEST), "", href, cells.shown.get(article_id, 0), title)


def _bars(subject: Subject, shown: Shown) -> tuple[BarsView, ...]:
    """The amounts of a subject, one drawing for each currency or unit: amounts of two are not compared."""
    by_unit: dict[str, list[Move]] = defaultdict(list)
    for move in subject.moves:
        if move.amount is not None and move.amount >= 0:
            counts = "unit" in move.details and not move.details["unit"].startswith("percent")
            by_unit["" if counts else move.unit].append(move)
    return tuple(_drawn(unit, by_unit[unit], shown) for unit in sorted(by_unit))


def _drawn(unit: str, found: Sequence[Move], shown: Shown) -> BarsView:
    most = max((move.amount or 0.0 for move in found), default=0.0) or 1.0
    room = _WIDTH - _LEFT - _AFTER
    bars = tuple(
        BarView(
            y=round(at * _ROW + (_ROW - _BAR) / 2, 1),
            width=round(max(2.0, room * (move.amount or 0.0) / most), 1),
            label=clip(" ".join(filter(None, (move.when, move.label))), 40),
            value=value_of(move),
            tip=f"{move.label}, {move.told}: “{clip(move.words, 100)}”",
            href=next(
                filter(None, (shown.href(f"{_ANCHORS.get(o.table, '')}-{o.id}") for o in move.cited)), None
            ),
            claimed=move.account == "claimed",
        )
        for at, move in enumerate(found)
    )
    return BarsView(unit, _WIDTH, round(len(bars) * _ROW, 1), _LEFT, bars)
