"""Moves of trackers as people look at them: by subject, up to a day, with what is due and what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.errors import KnowledgeError
from onrecord.knowledge.trackers import State, Tracker, from_texts, together
from onrecord.show.rows import Row, entries, maybe, whole, words
from onrecord.show.wording import interval

if TYPE_CHECKING:
    from onrecord.store import Record

HEADINGS = (
    "tracker", "subject", "giver", "recipient", "kind", "state", "value", "amount", "low", "high", "unit",
    "currency", "qualifier", "as_of_earliest", "as_of_latest", "account", "claimed_by",
    "independent_sources", "words", "article_id", "start", "end", "link", "other", "id",
)  # fmt: skip
_DETAILS = ("giver", "kind", "amount", "low", "high", "unit", "currency", "qualifier")


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that a move was read from, or what knowledge says; `id` leads to the cell."""

    table: str
    id: str
    article_id: str | None
    start: int | None
    end: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Move:
    """One move as a person reads it: `label` is the state in words, `when` its days."""

    id: str
    subject: str
    state: str
    label: str
    step: int | None
    value: str | None
    earliest: str | None
    latest: str | None
    account: str
    by: str | None
    sources: int
    details: Mapping[str, str]
    cited: tuple[Cited, ...]
    overdue: bool = False
    maybe_later: bool = False  # its interval ends after the day that is asked for

    @property
    def when(self) -> str:
        """The days in words; "" where none is known."""
        return interval(self.earliest, self.latest)

    @property
    def told(self) -> str:
        """By whose account. Example: "claimed by Anna Berg", "reported, 2 sources", "knowledge"."""
        if self.account == "knowledge":
            return "knowledge, not from the reports"
        many = f", {self.sources} sources" if self.sources > 1 else ""
        return f"claimed by {self.by}{many}" if self.account == "claimed" else f"reported{many}"

    @property
    def words(self) -> str:
        """The words that it was read from, the nearest first."""
        return next((one.text for one in self.cited if one.table in ("words", "knowledge")), "") or next(
            (one.text for one in self.cited), ""
        )

    @property
    def amount(self) -> float | None:
        """Its number, where it has one: the amount, else the lower end."""
        for name in ("amount", "low", "high"):
            try:
                return float(self.details[name])
            except (KeyError, ValueError):
                continue
        return None

    @property
    def unit(self) -> str:
        """The currency or unit of its number."""
        return self.details.get("currency") or self.details.get("unit") or ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything known of one subject; `now` is where it stands at the day that is asked for."""

    name: str
    moves: tuple[Move, ...]
    now: Move | None

    def reached(self, state: str) -> tuple[Move, ...]:
        """The moves to that state."""
        return tuple(move for move in self.moves if move.state == state)


def moves(tracker: Tracker, rows: Iterable[Row]) -> tuple[Move, ...]:
    """The moves of one tracker, of rows as `export` writes them, in the order of their days."""
    found = [_move(tracker, row) for row in rows if words(row, "tracker") == tracker.id]
    return tuple(sorted(found, key=_by_day))


def subjects(tracker: Tracker, rows: Iterable[Row], as_of: str | None = None) -> tuple[Subject, ...]:
    """Each subject with its moves up to a day, those with most evidence first.

    A move without a day counts where no day is asked for. What was due before the day and is not told to be
    done is marked overdue.
    """
    by_subject: dict[str, list[Move]] = defaultdict(list)
    for move in moves(tracker, rows):
        if as_of is None or tracker.kind == "calendar" or _has_begun(move, as_of):
            by_subject[move.subject].append(move)
    found = [_subject(tracker, name, own, as_of) for name, own in by_subject.items()]
    return tuple(sorted((one for one in found if one.moves), key=_rank))


def definitions_of(record: Record, own: Sequence[Tracker] = ()) -> tuple[Tracker, ...]:
    """The definitions that a record's moves are shown by: those given, those it keeps, those that ship.

    A kept one that this version of onrecord cannot read is passed over: its moves show as a plain timeline.
    """
    found = {tracker.id: tracker for tracker in own}
    for file, text in record.tracker_definitions():
        if text is not None:
            with suppress(KnowledgeError):
                (tracker,) = from_texts([(file, text)])
                found.setdefault(tracker.id, tracker)
    return together(tuple(found.values()))


def of_record(rows: Iterable[Row], definitions: Sequence[Tracker]) -> tuple[Tracker, ...]:
    """The definitions that the rows need: for a tracker that none defines a plain timeline stands in."""
    known = {one.id: one for one in definitions}
    states: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        name = words(row, "tracker")
        if name not in known and words(row, "state") not in states[name]:
            states[name].append(words(row, "state"))
    plain = [
        Tracker(name, name, "timeline", "", "{subject}", {}, tuple(State(s, s) for s in of), ())
        for name, of in states.items()
        if name not in known
    ]
    return tuple(sorted((*definitions, *plain), key=_id))


def table(tracker: Tracker, rows: Iterable[Row], links: Mapping[str, str]) -> list[tuple[str, ...]]:
    """One line a move under HEADINGS, as keepers of aid trackers have them. `links`: report id → address."""
    lines = []
    for move in moves(tracker, rows):
        source = next((one for one in move.cited if one.article_id is not None), None)
        values = {name: move.details.get(name, "") for name in _DETAILS}
        other = {name: value for name, value in move.details.items() if name not in _DETAILS}
        values |= {
            "tracker": tracker.id,
            "subject": move.subject,
            "recipient": move.subject if "recipient" in tracker.sides else move.details.get("receiver", ""),
            "state": move.state,
            "value": move.value or "",
            "as_of_earliest": move.earliest or "",
            "as_of_latest": move.latest or "",
            "account": move.account,
            "claimed_by": move.by or "",
            "independent_sources": str(move.sources),
            "words": move.words,
            "article_id": "" if source is None else source.article_id or "",
            "start": "" if source is None or source.start is None else str(source.start),
            "end": "" if source is None or source.end is None else str(source.end),
            "link": "" if source is None else links.get(source.article_id or "", ""),
            "other": "; ".join(f"{name}: {value}" for name, value in sorted(other.items())),
            "id": move.id,
        }
        lines.append(tuple(values[name] for name in HEADINGS))
    return lines


@dataclass(frozen=True, slots=True)
class Change:
    """What differs of one subject between two records or two days: the moves only one of them has."""

    tracker: str
    subject: str
    gone: tuple[Move, ...]
    new: tuple[Move, ...]


def changes(tracker: Tracker, before: Iterable[Subject], after: Iterable[Subject]) -> tuple[Change, ...]:
    """What moved from one look to another, by subject. What is the same in both is left out."""
    one = {subject.name: subject.moves for subject in before}
    other = {subject.name: subject.moves for subject in after}
    found = []
    for name in sorted({*one, *other}):
        known = {_said(move) for move in one.get(name, ())}
        later = {_said(move) for move in other.get(name, ())}
        gone = tuple(move for move in one.get(name, ()) if _said(move) not in later)
        new = tuple(move for move in other.get(name, ()) if _said(move) not in known)
        if gone or new:
            found.append(Change(tracker.id, name, gone, new))
    return tuple(found)


def _said(move: Move) -> tuple[str, str | None, str | None, str | None, str]:
    return move.state, move.value, move.earliest, move.by, move.details.get("objector", "")


def _move(tracker: Tracker, row: Row) -> Move:
    state = words(row, "state")
    step = next((one.step for one in tracker.states if one.id == state), None)
    details = row.get("details")
    return Move(
        id=words(row, "id"),
        subject=words(row, "subject"),
        state=state,
        label=tracker.label(state),
        step=step,
        value=maybe(row, "value"),
        earliest=maybe(row, "as_of_earliest"),
        latest=maybe(row, "as_of_latest"),
        account=words(row, "account"),
        by=maybe(row, "by"),
        sources=whole(row, "independent_sources") or 0,
        details={str(k): str(v) for k, v in details.items()} if isinstance(details, Mapping) else {},
        cited=tuple(_cited(one) for one in entries(row, "evidence") if isinstance(one, Mapping)),
    )


def _cited(row: Row) -> Cited:
    return Cited(
        words(row, "table"),
        words(row, "id"),
        maybe(row, "article_id"),
        whole(row, "start"),
        whole(row, "end"),
        words(row, "text") or words(row, "says"),
    )


def _by_day(move: Move) -> tuple[str, str, str, str]:
    return move.earliest or move.latest or "9999", move.latest or "9999", move.state, move.id


def _has_begun(move: Move, as_of: str) -> bool:
    day = move.earliest or move.latest
    return day is not None and day <= as_of


def _subject(tracker: Tracker, name: str, own: Sequence[Move], as_of: str | None) -> Subject:
    marked = tuple(
        replace(move, overdue=_is_overdue(tracker, move, own, as_of), maybe_later=_may_be_later(move, as_of))
        for move in own
    )
    told = [
        move
        for move in marked
        if move.account != "knowledge" or (move.step is not None and _holds(move, as_of))
    ]
    on_the_way = [move for move in told if move.step is not None] or told
    on_the_way = [move for move in on_the_way if not move.maybe_later] or on_the_way
    now = max(on_the_way, key=_latest, default=None)
    return Subject(name, marked, now)


def _may_be_later(move: Move, as_of: str | None) -> bool:
    """Whether what a report tells may have come after the day; what knowledge tells has begun."""
    return (
        as_of is not None and move.account != "knowledge" and move.latest is not None and move.latest > as_of
    )


def _holds(move: Move, as_of: str | None) -> bool:
    """Whether what knowledge tells still holds: a membership may have ended."""
    return move.latest is None or (as_of is not None and move.latest >= as_of)


def _latest(move: Move) -> tuple[str, int, str]:
    return move.earliest or "", move.step or 0, move.id


def _is_overdue(tracker: Tracker, move: Move, own: Sequence[Move], as_of: str | None) -> bool:
    """Whether a day on which something was to be done has passed, and nothing further along is told since."""
    due = move.details.get("due", "")[-10:]
    if tracker.kind == "calendar" and move.state == "planned":
        due = move.latest or due
    if as_of is None or not due or due >= as_of:
        return False
    return not any((other.step or 0) > (move.step or 0) and _has_begun(other, as_of) for other in own)


def _rank(subject: Subject) -> tuple[int, str]:
    return -sum(move.account != "knowledge" for move in subject.moves), subject.name


def _id(tracker: Tracker) -> str:
    return tracker.id
