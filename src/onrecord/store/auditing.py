"""Checks every cell of a record against its words again (law 1), with nothing of the code that found them."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Table, select

from onrecord.shapes import cell_ids, key_of, public_id
from onrecord.store import audit_index, audit_links, schema
from onrecord.store.audit_events import event_failures, told
from onrecord.store.audit_figures import date_failures, figure_failures
from onrecord.store.audit_statements import (
    Named,
    named,
    part_failures,
    polarity_failures,
    speaker_failures,
)
from onrecord.store.writing import text_sha256

if TYPE_CHECKING:
    from onrecord.store.record import Record

Row = RowMapping
_AUDITED = (schema.furniture, *schema.SET_ASIDE)
_JOINED = (schema.utterances, schema.copies, schema.stories, schema.trackers, schema.disputes)
_PREFIXES = (
    "speaker_",
    "cue_",
    "addressee_",
    "giver_",
    "recipient_",
    "of_whom_",
    "venue_",
    "place_",
    "title_",
    "outlet_",
    "author_",
    "published_",
)


@dataclass(frozen=True, slots=True)
class AuditFailure:
    """A cell that its words do not bear, and why."""

    table: str
    id: str
    article_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class AuditResult:
    """How many cells of each table were checked, and those that fail. True where all pass."""

    checked: dict[str, int]
    failures: tuple[AuditFailure, ...]

    def __bool__(self) -> bool:
        return not self.failures

    def __iter__(self) -> Iterator[AuditFailure]:
        return iter(self.failures)


@dataclass(frozen=True, slots=True)
class _Report:
    """One report under audit."""

    connection: Connection
    row: Row
    named: Named
    passages: list[tuple[int, int]]
    furniture: list[tuple[int, int]]

    @property
    def text(self) -> str:
        return str(self.row["text"])

    @property
    def shadow(self) -> str:
        """The text as the machine read it: a euro sign where "â‚¬" stands; of the same length."""
        return self.text if self.row["shadow"] is None else str(self.row["shadow"])

    def passage_at(self, start: int) -> str:
        """What was read of the passage that holds this place."""
        at = bisect.bisect_right(self.passages, (start, len(self.text))) - 1
        first, last = self.passages[at] if at >= 0 else (0, len(self.text))
        return self.shadow[first:last]

    def in_furniture(self, start: int, end: int) -> bool:
        """Whether a piece of furniture that was not read over overlaps these places."""
        at = bisect.bisect_left(self.furniture, (end, 0))
        near = ((max(start, a), min(end, b)) for a, b in self.furniture[max(0, at - 3) : at] if b > start)
        return any(not self.shadow[a:b].isspace() for a, b in near)


def audit(record: Record) -> AuditResult:
    """Checks every cell of every report again: text, words, ids, values, speakers, links, full-text index.

    Example: `audit(record).failures` is empty for a record in order; `.checked["figures"]` is how many
    figures were looked at.
    """
    connection = record.connection
    checked = Counter({table.name: 0 for table in (schema.articles, schema.actors, *_AUDITED, *_JOINED)})
    failures: list[AuditFailure] = []
    for article_id in record.article_ids():
        for table, id_, reason in _report(connection, article_id, checked):
            failures.append(AuditFailure(table, id_, article_id, reason))
    joined = (_actors(connection, checked), audit_links.failures(connection, checked), _links(connection))
    failures += [AuditFailure(table, id_, None, reason) for found in joined for table, id_, reason in found]
    if not failures:  # where offsets are wrong the words that were entered cannot be known
        failures += [AuditFailure(t, i, None, why) for t, i, why in audit_index.failures(connection)]
    return AuditResult({name: checked[name] for name in schema.TABLES if name in checked}, tuple(failures))


def _report(connection: Connection, article_id: str, checked: Counter[str]) -> Iterator[tuple[str, str, str]]:
    query = select(schema.articles).where(schema.articles.c.article_id == article_id)
    row = connection.execute(query).mappings().one()
    checked["articles"] += 1
    if text_sha256(row["text"]) != row["text_sha256"]:
        yield "articles", row["id"], "its text is not the one that was read (SHA-256 differs)"
        return
    if row["id"] != public_id(article_id, "articles"):
        yield "articles", row["id"], "its id is not the one that its article_id gives"
    for reason in _bounds(row, row["text"]):
        yield "articles", row["id"], reason
    for reason in _dating(row):
        yield "articles", row["id"], reason
    if row["shadow"] is not None and len(row["shadow"]) != len(row["text"]):
        yield "articles", row["id"], "what was read of it has another length than its text"
    report = _Report(
        connection,
        row,
        named(connection, row["key"], article_id, row["text"]),
        _places(connection, schema.passages, row["key"]),
        _places(connection, schema.furniture, row["key"]),
    )
    for table in _AUDITED:
        yield from _table(report, table, checked)


def _places(connection: Connection, table: Table, key: int) -> list[tuple[int, int]]:
    found = connection.execute(select(table.c.start, table.c.end).where(table.c.article_key == key))
    return sorted((start, end) for start, end in found)


def _table(report: _Report, table: Table, checked: Counter[str]) -> Iterator[tuple[str, str, str]]:
    c = table.c
    query = select(table).where(c.article_key == report.row["key"]).order_by(c.start, c.end, c.position)
    rows = list(report.connection.execute(query).mappings())
    checked[table.name] += len(rows)
    parts = _parts(report) if table is schema.statements else {}
    events = told(report.connection, report.row["key"]) if table is schema.events else None
    for row in rows:
        bad = list(_bounds(row, report.text))
        for reason in bad or _values(report, table, row, parts.get(row["key"], [])):
            yield table.name, row["id"], reason
        if events is not None and not bad:
            near = report.passage_at(row["start"])
            for reason in event_failures(dict(row), report.text, near, events, report.named):
                yield table.name, row["id"], reason
    yield from _ids(report, table, rows)


def _dating(row: Row) -> Iterator[str]:
    """An inferred day needs a constraint that it keeps to, and the words of each must lie in the text."""
    dated_by = row["dated_by"] or []
    if row["published_basis"] == "inferred" and not any(one[4] for one in dated_by):
        yield "its day of publication is inferred from nothing"
    for rule, _, earliest, latest, holds, start, end in dated_by:
        if start is not None and not 0 <= start < end <= len(row["text"]):
            yield f"{rule}: {start}..{end} lies outside the text ({len(row['text'])} characters)"
        late = earliest is not None and (row["published_latest"] or "9999") < earliest
        early = latest is not None and (row["published_earliest"] or "") > latest
        if holds and row["published_basis"] == "inferred" and (late or early):
            yield f"{rule}: {earliest} to {latest} does not allow the day of publication that it is said to"


def _bounds(row: Row, text: str) -> Iterator[str]:
    """Offsets must lie in the text, and both ends of a span be there, or none."""
    for prefix in ("", *_PREFIXES):
        if f"{prefix}start" in row:
            start, end = row[f"{prefix}start"], row[f"{prefix}end"]
            if (start is None) != (end is None):
                yield f"{prefix}start and {prefix}end: only one of them is there"
            elif start is not None and not 0 <= start < end <= len(text):
                yield f"{prefix}{start}..{end} lies outside the text ({len(text)} characters)"


def _values(report: _Report, table: Table, row: Row, parts: list[tuple[str, int, int]]) -> Iterator[str]:
    text, words = report.text, report.shadow[row["start"] : row["end"]]
    if table is schema.furniture:
        return
    places = [(s, e) for kind, s, e in parts if kind == "content"] or [(row["start"], row["end"])]
    if not row["set_aside"] and any(report.in_furniture(start, end) for start, end in places):
        yield f"{words[:60]!r} stands in page furniture"
    if not row["rule"]:
        yield "names no rule"
    if table is schema.figures:
        yield from figure_failures(dict(row), words, report.passage_at(row["start"]))
    elif table is schema.dates:
        yield from date_failures(dict(row), words, report.shadow[row["end"] : row["end"] + 40])
    elif table is schema.statements:
        outside = [(s, e) for _, s, e in parts if not row["start"] <= s < e <= row["end"]]
        if outside:
            yield f"the parts {outside} lie outside {row['start']}..{row['end']}"
        yield from part_failures(row, parts)
        yield from speaker_failures(row, text, report.named)
        yield from polarity_failures(row, text)


def _parts(report: _Report) -> dict[int, list[tuple[str, int, int]]]:
    p, s = schema.statement_parts.c, schema.statements.c
    query = (
        select(p.statement_key, p.kind, p.start, p.end)
        .join(schema.statements, s.key == p.statement_key)
        .where(s.article_key == report.row["key"])
        .order_by(p.statement_key, p.kind, p.position)
    )
    found: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for key, kind, start, end in report.connection.execute(query):
        found[key].append((kind, start, end))
    return found


def _ids(report: _Report, table: Table, rows: list[Any]) -> Iterator[tuple[str, str, str]]:
    """Ids must be those that article, table, words and occurrence give (law 5)."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        shared = table is schema.furniture and row["found_in"] == "reports"
        groups["furniture of reports" if shared else table.name].append(row)
    for name, group in groups.items():
        words = [report.text[row["start"] : row["end"]] for row in group]
        for row, id_ in zip(group, cell_ids(report.row["article_id"], name, words), strict=True):
            if row["id"] != id_ or row["key"] != key_of(id_):
                yield table.name, row["id"], f"its id is not the one that its words give ({id_})"


def _actors(connection: Connection, checked: Counter[str]) -> Iterator[tuple[str, str, str]]:
    a, m = schema.actors.c, schema.actor_members.c
    members = set(connection.execute(select(m.actor_key).where(m.actor_key.is_not(None))).scalars())
    names: dict[int, set[str]] = defaultdict(set)
    for key, name, aliases in connection.execute(select(m.actor_key, m.name, m.aliases)):
        names[key] |= {name, *aliases}
    for key, id_, name in connection.execute(select(a.key, a.id, a.name).order_by(a.id)):
        checked["actors"] += 1
        if key not in members:
            yield "actors", id_, f"{name!r} stands in no report"
        elif name not in names[key]:
            yield "actors", id_, f"no report has the name {name!r} for it"


def _links(connection: Connection) -> Iterator[tuple[str, str, str]]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield table, str(row), f"points at a row of {parent} that is not there"
