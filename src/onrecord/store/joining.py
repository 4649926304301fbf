"""What joins reports, written so that only what changed is touched; nothing is left standing on lost cells.

Each row keeps a digest of the shape that it was made of. What reconcile gives again unchanged stays as it is:
a hundred new reports do not write a large record anew.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from onrecord.errors import NoEvidence
from onrecord.shapes import (
    Copy,
    Dispute,
    Evidence,
    Links,
    Reading,
    SiblingDate,
    Span,
    Story,
    TrackerMove,
    Utterance,
    key_of,
    public_id,
)
from onrecord.store import redirects, schema
from onrecord.store.beside import reading_rows, reading_words, readings_by_copy
from onrecord.store.identity import article_key

Row = dict[str, Any]
_CHUNK = 500  # values in one statement: SQLite's least limit is 999


def forget(connection: Connection, key: int) -> None:
    """Takes away what stands on the cells of a report that is about to be read anew.

    Stories stand on reports, not on cells, and stay. An utterance stays, so that its id can go on, and counts
    as changed.
    """
    for table, evidence, owner in (
        (schema.trackers, schema.tracker_evidence, "tracker_key"),
        (schema.disputes, schema.dispute_evidence, "dispute_key"),
    ):
        cited = select(evidence.c[owner]).where(evidence.c.article_key == key)
        connection.execute(delete(table).where(table.c.key.in_(cited)))
    c, n = schema.copies.c, schema.pair_notes.c
    connection.execute(delete(schema.copies).where(or_(c.article_key == key, c.of_article_key == key)))
    connection.execute(delete(schema.pair_notes).where(or_(n.article_key == key, n.other_key == key)))
    d = schema.sibling_dates.c
    connection.execute(delete(schema.sibling_dates).where(or_(d.article_key == key, d.of_article_key == key)))
    s, u = schema.statements.c, schema.utterances
    said = select(s.utterance_key).where(s.article_key == key, s.utterance_key.is_not(None))
    connection.execute(update(u).where(u.c.key.in_(said)).values(digest=""))


def replace_joined(connection: Connection, links: Links) -> None:
    """Puts these utterances, copies, stories, moves and disputes in place of the former ones.

    The caller holds the transaction. Raises NoEvidence where cited words do not stand at their offsets.
    """
    redirects.of_stories(connection, links.stories)
    redirects.of_utterances(connection, links.utterances)
    changed = _replace(connection, schema.utterances, {u.id: u for u in links.utterances})
    _put(connection, schema.utterances, [_utterance_row(u) for u in changed])
    _point_statements(connection, changed)
    said = readings_by_copy(connection, links)
    of_copies = {copy_id(c): (c, said.get((c.article_id, c.of_article_id), ())) for c in links.copies}
    _write_copies(connection, _replace(connection, schema.copies, of_copies))
    _write_stories(connection, _replace(connection, schema.stories, {s.id: s for s in links.stories}))
    _write_dated(connection, links.dated)
    moves = _replace(connection, schema.trackers, {move.id: move for move in links.trackers})
    _write_moves(connection, moves)
    _write_disputes(connection, _replace(connection, schema.disputes, {d.id: d for d in links.disputes}))


def copy_id(copy: Copy) -> str:
    """The public id of a copy: of its two reports."""
    return public_id(copy.article_id, "copies", copy.of_article_id)


def digest_of(shape: object) -> str:
    """A short hash of all that a shape says."""
    return hashlib.blake2b(repr(shape).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _replace(connection: Connection, table: Table, shapes: Mapping[str, Any]) -> list[Any]:
    """Deletes the rows that are gone or changed; gives the shapes that are to be written."""
    c = table.c
    former = {id_: digest for id_, digest in connection.execute(select(c.id, c.digest))}  # noqa: C416 (rows)
    changed = {id_ for id_, shape in shapes.items() if former.get(id_) != digest_of(shape)}
    gone = sorted(key_of(id_) for id_ in former if id_ not in shapes or id_ in changed)
    for keys in _chunks(gone):
        connection.execute(delete(table).where(c.key.in_(keys)))
    return [shapes[id_] for id_ in sorted(changed)]


def _chunks(items: Sequence[Any]) -> Iterator[list[Any]]:
    left = iter(items)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _put(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _row(shape: Any, *without: str) -> Row:
    row = {name: getattr(shape, name) for name in shape.__slots__ if name not in without}
    return {"key": key_of(shape.id), "digest": digest_of(shape)} | row


def _utterance_row(utterance: Utterance) -> Row:
    differences = [[d.statement_id, d.kind, d.best, d.words] for d in utterance.differences]
    return _row(utterance) | {"differences": differences}


def _point_statements(connection: Connection, utterances: Iterable[Utterance]) -> None:
    said = schema.statements
    for utterance in utterances:
        for keys in _chunks([key_of(id_) for id_ in utterance.statement_ids]):
            connection.execute(
                update(said).where(said.c.key.in_(keys)).values(utterance_key=key_of(utterance.id))
            )


def _write_copies(connection: Connection, copies: Sequence[tuple[Copy, Sequence[Reading]]]) -> None:
    rows: list[Row] = []
    passages: list[Row] = []
    readings: list[Row] = []
    for copy, found in copies:
        id_ = copy_id(copy)
        row = {"key": key_of(id_), "id": id_, "digest": digest_of((copy, found))}
        row |= {
            "article_key": article_key(copy.article_id),
            "of_article_key": article_key(copy.of_article_id),
        }
        rows.append(row | {"kind": copy.kind, "score": copy.score, "direction": copy.direction})
        for at, passed in enumerate(copy.passages):
            place = {"start": passed.span.start, "end": passed.span.end, "score": passed.score}
            place |= {"of_start": passed.of_span.start, "of_end": passed.of_span.end}
            passages.append({"copy_key": row["key"], "position": at} | place)
        readings += reading_rows(key_of(id_), found)
    passed_on = [(copy, passed) for copy, _ in copies for passed in copy.passages]
    places = [(copy.article_id, passed.span) for copy, passed in passed_on]
    places += [(copy.of_article_id, passed.of_span) for copy, passed in passed_on]
    check(connection, (*places, *(place for _, found in copies for place in reading_words(found))))
    _put(connection, schema.copies, rows)
    _put(connection, schema.copy_passages, passages)
    _put(connection, schema.copy_readings, readings)


def _write_stories(connection: Connection, stories: Sequence[Story]) -> None:
    _put(connection, schema.stories, [_row(story, "article_ids", "primary_of") for story in stories])
    places = [
        {
            "story_key": key_of(story.id),
            "is_primary": primary,
            "position": at,
            "article_key": article_key(id_),
        }
        for story in stories
        for primary, ids in ((0, story.article_ids), (1, story.primary_of))
        for at, id_ in enumerate(ids)
    ]
    _put(connection, schema.story_articles, places)


def _write_dated(connection: Connection, dated: Sequence[SiblingDate]) -> None:
    table = schema.sibling_dates
    rows = [
        {"article_key": article_key(one.article_id), "of_article_key": article_key(one.of_article_id)}
        | {name: getattr(one, name) for name in ("earliest", "latest", "rule", "says")}
        for one in sorted(dated, key=_whose)
    ]
    former = connection.execute(select(table).order_by(table.c.article_key)).mappings()
    if [dict(row) for row in former] != sorted(rows, key=_key):
        connection.execute(delete(table))
        _put(connection, table, rows)


def _whose(dated: SiblingDate) -> str:
    return dated.article_id


def _key(row: Row) -> int:
    return int(row["article_key"])


def _write_moves(connection: Connection, moves: Sequence[TrackerMove]) -> None:
    cited = [evidence for move in moves for evidence in move.evidence]
    check(connection, _places(cited))
    _put(connection, schema.trackers, [_row(move, "evidence") for move in moves])
    rows = [
        {"tracker_key": key_of(move.id), "position": at} | _evidence_row(evidence)
        for move in moves
        for at, evidence in enumerate(move.evidence)
    ]
    _put(connection, schema.tracker_evidence, rows)


def _write_disputes(connection: Connection, disputes: Sequence[Dispute]) -> None:
    cited = [evidence for dispute in disputes for side in dispute.sides for evidence in side.evidence]
    check(connection, _places(cited))
    _put(connection, schema.disputes, [_row(dispute, "sides") for dispute in disputes])
    sides, rows = [], []
    for dispute in disputes:
        for number, side in enumerate(dispute.sides):
            place = {"dispute_key": key_of(dispute.id), "side": number}
            said = {name: getattr(side, name) for name in ("value", "earliest", "latest")}
            sides.append(place | said | {"independent_sources": side.independent_sources})
            rows += [
                place | {"position": at} | _evidence_row(evidence)
                for at, evidence in enumerate(side.evidence)
            ]
    _put(connection, schema.dispute_sides, sides)
    _put(connection, schema.dispute_evidence, rows)


def _evidence_row(evidence: Evidence) -> Row:
    start, end = (None, None) if evidence.span is None else (evidence.span.start, evidence.span.end)
    key = None if evidence.article_id is None else article_key(evidence.article_id)
    row = {"cell_table": evidence.table, "cell_id": evidence.id, "article_key": key}
    return row | {"start": start, "end": end, "says": evidence.says}


def _places(cited: Iterable[Evidence]) -> Iterator[tuple[str, Span]]:
    for evidence in cited:
        if evidence.table == "knowledge":
            if not evidence.says:
                raise NoEvidence(f"the entry {evidence.id!r} of knowledge says nothing")
        elif evidence.article_id is None or evidence.span is None:
            raise NoEvidence(f"{evidence.table} {evidence.id}: no report or no words are named")
        else:
            yield evidence.article_id, evidence.span


def check(connection: Connection, cited: Iterable[tuple[str, Span]]) -> None:
    """Raises NoEvidence where a report's words do not stand at their offsets (law 1)."""
    by_report: dict[str, list[Span]] = defaultdict(list)
    for article_id, span in cited:
        by_report[article_id].append(span)
    a = schema.articles.c
    for article_id, spans in sorted(by_report.items()):
        text = connection.execute(select(a.text).where(a.key == article_key(article_id))).scalar()
        for span in spans:
            if text is None or text[span.start : span.end] != span.text:
                raise NoEvidence(
                    f"{article_id}: {span.text[:40]!r} does not stand at {span.start}..{span.end}"
                )
