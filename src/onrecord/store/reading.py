"""Rows of the record → shapes: what was written comes back equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from onrecord.errors import RecordError
from onrecord.shapes import (
    Article,
    Candidate,
    Constraint,
    DateFound,
    Event,
    EventParty,
    Figure,
    Findings,
    Furniture,
    Issue,
    LocalActor,
    Mark,
    Mention,
    Particular,
    Passage,
    Published,
    ReportPrint,
    Source,
    Span,
    Stated,
    Statement,
)
from onrecord.store import schema
from onrecord.store.identity import article_key
from onrecord.store.packing import unpack_clauses, unpack_passages

Row = RowMapping


def article_row(connection: Connection, article_id: str) -> Row:
    """The row of a report. Raises RecordError where the record holds no such report."""
    query = select(schema.articles).where(schema.articles.c.key == article_key(article_id))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise RecordError(f"the record holds no report {article_id!r}")
    return row


def read_source(connection: Connection, article_id: str) -> Source:
    """The report as it can be read again: its text, and what was stated about it."""
    row = article_row(connection, article_id)
    return Source(
        article_id=row["article_id"],
        origin=row["origin"],
        kind=row["kind"],
        content=row["text"],
        sha256=row["sha256"],
        fingerprint=row["fingerprint"],
        stated=_stated(row["stated"]) or Stated(),
        page=_stated(row["page"]),
    )


def read_findings(connection: Connection, article_id: str) -> Findings:
    """All that was read off one report, equal to what was written."""
    article_row(connection, article_id)
    return findings_of(read_cells(connection, [article_key(article_id)]), article_key(article_id))


Cells = Mapping[str, Mapping[int, Sequence[Row]]]
"""Rows by the name of their table and the key of their report, in their order."""


def read_articles(connection: Connection, keys: Sequence[int]) -> Cells:
    """What is needed for `article_of` alone."""
    a = schema.articles
    cells: dict[str, Mapping[int, Sequence[Row]]] = {
        table.name: grouped(connection, select(table).where(table.c.article_key.in_(keys)), table.c.position)
        for table in (schema.furniture, schema.marks, schema.issues, schema.passages)
    }
    whole = _all(connection, select(a).where(a.c.key.in_(keys)))
    return cells | {"articles": {row["key"]: [row] for row in whole}}


def read_cells(connection: Connection, keys: Sequence[int]) -> Cells:
    """All rows of some reports, one query a table: a query a report costs more than its rows."""
    cells = dict(read_articles(connection, keys))
    for table in _PLACED:
        query = select(table).where(table.c.article_key.in_(keys))
        cells[table.name] = grouped(connection, query, table.c.position)
    for table in (schema.prints, schema.clauses):
        query = select(table).where(table.c.article_key.in_(keys))
        cells[table.name] = {row["article_key"]: [row] for row in _all(connection, query)}
    for table, owner, link, order in _PARTS:
        query = select(table, owner.c.article_key.label("article_key")).join(
            owner, owner.c.key == table.c[link]
        )
        query = query.where(owner.c.article_key.in_(keys))
        cells[table.name] = grouped(connection, query, *(table.c[name] for name in order))
    return cells


_PLACED = (
    schema.actor_members, schema.mentions, schema.dates, schema.figures, schema.statements, schema.events,
)  # fmt: skip
_PARTS = (
    (schema.statement_parts, schema.statements, "statement_key", ("statement_key", "kind", "position")),
    (schema.event_parties, schema.events, "event_key", ("position",)),
)


def grouped(connection: Connection, query: Select[Any], *order: Any) -> Mapping[int, Sequence[Row]]:
    """Rows by their report, each report's in this order."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in _all(connection, query.order_by(*order)):
        found[row["article_key"]].append(row)
    return found


def _all(connection: Connection, query: Select[Any]) -> Sequence[Row]:
    return connection.execute(query).mappings().all()


def findings_of(cells: Cells, key: int) -> Findings:
    """All that was read off one of the reports that were read."""
    (row,) = cells["articles"][key]
    text = row["text"]
    members, statements = (cells[name].get(key, ()) for name in ("actor_members", "statements"))
    at = {row["key"]: row["position"] for row in [*members, *statements]}
    clauses = cells["clauses"].get(key, ())
    return Findings(
        article=article_of(cells, key),
        actors=tuple([_actor(row) for row in members]),
        mentions=tuple([_mention(text, row, at) for row in cells["mentions"].get(key, ())]),
        dates=tuple([_date(text, row) for row in cells["dates"].get(key, ())]),
        figures=tuple([_figure(text, row, at) for row in cells["figures"].get(key, ())]),
        statements=_statements(text, statements, at, cells["statement_parts"].get(key, ())),
        events=_events(text, cells["events"].get(key, ()), at, cells["event_parties"].get(key, ())),
        issues=_issues(cells["issues"].get(key, ()), "findings"),
        constraints=_constraints(text, row["dated_by"]),
        print=next(map(print_of, cells["prints"].get(key, ())), ReportPrint()),
        clauses=unpack_clauses(clauses[0]["packed"]) if clauses else (),
    )


def print_of(row: Row) -> ReportPrint:
    """A print from its row."""
    return ReportPrint(row["words"], row["signature"], row["vector"], unpack_passages(row["passages"]))


def read_article(connection: Connection, article_id: str) -> Article:
    """One report with its furniture and passages, equal to what was written."""
    article_row(connection, article_id)
    return article_of(read_articles(connection, [article_key(article_id)]), article_key(article_id))


def article_of(cells: Cells, key: int) -> Article:
    """One of the reports that were read, with its furniture and passages."""
    (row,) = cells["articles"][key]
    text = row["text"]
    own = [r for r in cells["furniture"].get(key, ()) if r["found_in"] == "report"]
    return Article(
        article_id=row["article_id"],
        origin=row["origin"],
        kind=row["kind"],
        sha256=row["sha256"],
        fingerprint=row["fingerprint"],
        text=text,
        shadow=text if row["shadow"] is None else row["shadow"],
        language=row["language"],
        url=row["url"],
        title=_particular(text, row, "title"),
        author=_particular(text, row, "author"),
        outlet=_particular(text, row, "outlet"),
        published=_published(text, row),
        modified=row["modified"],
        fetched=row["fetched"],
        furniture=tuple([Furniture(_span(text, r), r["kind"], r["rule"]) for r in own]),
        passages=_passages(text, cells["passages"].get(key, ())),
        stated=_stated(row["stated"]) or Stated(),
        page=_stated(row["page"]),
        marks=tuple([_mark(text, r) for r in cells["marks"].get(key, ())]),
        issues=_issues(cells["issues"].get(key, ()), "clean"),
    )


def read_passages(connection: Connection, key: int, text: str) -> tuple[Passage, ...]:
    """The paragraphs of a report in order."""
    p = schema.passages
    query = select(p).where(p.c.article_key == key).order_by(p.c.position)
    return _passages(text, _all(connection, query))


def _passages(text: str, rows: Sequence[Row]) -> tuple[Passage, ...]:
    return tuple([Passage(_span(text, row), row["language"], bool(row["furniture"])) for row in rows])


def _span(text: str, row: Row, prefix: str = "") -> Span:
    return Span.cut(text, row[f"{prefix}start"], row[f"{prefix}end"])


def _maybe(text: str, row: Row, prefix: str) -> Span | None:
    return None if row[f"{prefix}start"] is None else _span(text, row, prefix)


def _stated(value: dict[str, Any] | None) -> Stated | None:
    if value is None:
        return None
    return Stated(**(value | {"authors": tuple(value.get("authors", ()))}))


def _particular(text: str, row: Row, name: str) -> Particular | None:
    if row[name] is None:
        return None
    return Particular(row[name], row[f"{name}_rule"], _maybe(text, row, f"{name}_"))


def _published(text: str, row: Row) -> Published:
    return Published(
        earliest=row["published_earliest"],
        latest=row["published_latest"],
        basis=row["published_basis"],
        rule=row["published_rule"],
        span=_maybe(text, row, "published_"),
    )


def _constraints(text: str, rows: Sequence[Sequence[Any]] | None) -> tuple[Constraint, ...]:
    return tuple(
        Constraint(rule, says, earliest, latest, holds, None if start is None else Span.cut(text, start, end))
        for rule, says, earliest, latest, holds, start, end in rows or ()
    )


def _mark(text: str, row: Row) -> Mark:
    words = tuple(Span.cut(text, start, end) for start, end in row["words"])
    return Mark(row["kind"], row["score"], words, row["rule"])


def _issues(rows: Sequence[Row], found_in: str) -> tuple[Issue, ...]:
    return tuple([issue_of(row) for row in rows if row["found_in"] == found_in])


def issue_of(row: Row) -> Issue:
    """An issue as it was told."""
    names = ("article_id", "origin", "stage", "kind", "reason", "start", "end")
    return Issue(**{name: row[name] for name in names}, skipped=bool(row["skipped"]))


def _actor(row: Row) -> LocalActor:
    return LocalActor(row["name"], row["kind"], tuple(row["aliases"]), row["code"], row["known"])


def _mention(text: str, row: Row, at: Mapping[int, int]) -> Mention:
    candidates = tuple((position, score) for position, score in row["candidates"] or ())
    place, actor = _span(text, row), at.get(row["member_key"])
    return Mention(place, actor, row["kind"], row["how"], row["rule"], candidates)


def _date(text: str, row: Row) -> DateFound:
    names = ("type", "value", "rule", "earliest", "latest", "anchor", "mod")
    return DateFound(span=_span(text, row), **{name: row[name] for name in names})


def _figure(text: str, row: Row, at: Mapping[int, int]) -> Figure:
    prefixes = ("giver_", "recipient_", "of_whom_")
    names = [n for n in Figure.__slots__ if n not in ("span", "statement") and not n.endswith("_span")]
    values = {name: row[name] for name in names}
    values |= {f"{prefix}span": _maybe(text, row, prefix) for prefix in prefixes}
    return Figure(span=_span(text, row), statement=at.get(row["statement_key"]), **values)


def _statements(
    text: str, rows: Sequence[Row], at: Mapping[int, int], of_parts: Sequence[Row]
) -> tuple[Statement, ...]:
    parts: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for part in of_parts:
        parts[part["statement_key"], part["kind"]].append(_span(text, part))
    return tuple([_statement(text, row, at, parts) for row in rows])


def _statement(
    text: str, row: Row, at: Mapping[int, int], parts: Mapping[tuple[int, str], Sequence[Span]]
) -> Statement:
    names = ("mode", "rule", "speaker", "said_earliest", "said_latest", "score")
    return Statement(
        **{name: row[name] for name in names},
        class_=row["class"],
        parts=tuple(parts.get((row["key"], "content"), ())),
        verbatim=tuple(parts.get((row["key"], "verbatim"), ())),
        speaker_span=_maybe(text, row, "speaker_"),
        actor=at.get(row["member_key"]),
        cue=_maybe(text, row, "cue_"),
        addressee=_maybe(text, row, "addressee_"),
        venue=_maybe(text, row, "venue_"),
        parent=at.get(row["parent_key"]),
        flags=tuple(row["flags"]),
        candidates=tuple(Candidate(name, score) for name, score in row["candidates"] or ()),
    )


def _events(
    text: str, rows: Sequence[Row], at: Mapping[int, int], parties: Sequence[Row]
) -> tuple[Event, ...]:
    sides: dict[tuple[int, str], list[EventParty]] = defaultdict(list)
    for party in parties:
        member = at.get(party["member_key"])
        sides[party["event_key"], party["side"]].append(_party(text, party, member))
    return tuple(
        Event(
            span=_span(text, row),
            actors=tuple(sides[row["key"], "actor"]),
            recipients=tuple(sides[row["key"], "recipient"]),
            statement=at.get(row["statement_key"]),
            context=tuple(row["context"]),
            place_span=_maybe(text, row, "place_"),
            **{name: row[name] for name in _EVENT},
        )
        for row in rows
    )


_EVENT = (
    "type", "mode", "cameo", "modality", "rule", "date_earliest",
    "date_latest", "date_rule", "place", "dead", "injured", "size",
)  # fmt: skip


def _party(text: str, row: Row, member: int | None) -> EventParty:
    return EventParty(member, row["name"], row["code"], _span(text, row), row["sector"])
