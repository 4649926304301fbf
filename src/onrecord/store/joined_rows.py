"""Rows of what joins reports, under the names of DESIGN section 5; every piece of evidence with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, bindparam, select

from onrecord.store import schema

Row = dict[str, object]
_TEXTS = 200  # texts held at a time: the reports of one story come together


class _Texts:
    """The text of each report, by key, and its id; a few hundred are held."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held: dict[int, str] = {}
        a = schema.articles.c
        self.ids = {int(key): str(id_) for key, id_ in connection.execute(select(a.key, a.article_id))}

    def cut(self, key: int, start: int, end: int) -> str:
        if key not in self._held:
            if len(self._held) == _TEXTS:
                self._held.pop(next(iter(self._held)))
            a = schema.articles.c
            self._held[key] = self._connection.execute(select(a.text).where(a.key == key)).scalar_one()
        return self._held[key][start:end]

    def place(self, key: int, row: RowMapping, prefix: str = "") -> Row:
        """`article_id, start, end, text` under a prefix."""
        start, end = row[f"{prefix}start"], row[f"{prefix}end"]
        said: Row = {f"{prefix}article_id": self.ids[key], f"{prefix}start": start, f"{prefix}end": end}
        return said | {f"{prefix}text": self.cut(key, start, end)}

    def evidence(self, row: RowMapping) -> Row:
        """`table, id, article_id, start, end, text`; what knowledge says has no report and `says` instead."""
        said: Row = {"table": row["cell_table"], "id": row["cell_id"]}
        if row["article_key"] is None:
            said |= {"article_id": None, "start": None, "end": None, "text": None}
            return said | {"says": row["says"]}
        said |= self.place(row["article_key"], row)
        return said | ({"says": row["says"]} if row["says"] else {})


def utterances(connection: Connection) -> Iterator[Row]:
    """One row an utterance: its statements (those that the record shows), the best wording, differences."""
    s, u = schema.statements.c, schema.utterances
    shown = select(s.utterance_key, s.id).where(s.utterance_key.is_not(None), s.set_aside == 0)
    said: dict[int, set[str]] = defaultdict(set)
    for key, id_ in connection.execute(shown):
        said[key].add(id_)
    for row in connection.execute(select(u).order_by(u.c.id)).mappings():
        here = said[row["key"]]
        names = ("statement_id", "kind", "best", "words")
        differences = [dict(zip(names, one, strict=True)) for one in row["differences"] if one[0] in here]
        yield {
            "id": row["id"],
            "statement_ids": [id_ for id_ in row["statement_ids"] if id_ in here],
            "best": row["best"],
            "reason": row["reason"],
            "differences": differences,
        }


def copies(connection: Connection) -> Iterator[Row]:
    """One row a pair of reports: the passages that came over, and what either says otherwise at one place."""
    a, of, c = schema.articles.alias(), schema.articles.alias(), schema.copies
    texts = _Texts(connection)
    query = (
        select(c, a.c.article_id.label("_article"), of.c.article_id.label("_of"))
        .join(a, a.c.key == c.c.article_key)
        .join(of, of.c.key == c.c.of_article_key)
        .order_by(a.c.article_id, of.c.article_id)
    )
    passages = _grouped(connection, schema.copy_passages, "copy_key", "position")
    r = schema.copy_readings
    of_copy = select(r).where(r.c.copy_key == bindparam("of_copy")).order_by(r.c.position)
    for row in connection.execute(query).mappings().all():
        said: Row = {"id": row["id"], "article_id": row["_article"], "of_article_id": row["_of"]}
        said |= {name: row[name] for name in ("kind", "score", "direction")}
        keys = row["article_key"], row["of_article_key"]
        said["passages"] = [_passed(texts, *keys, one) for one in passages[row["key"]]]
        found = connection.execute(of_copy, {"of_copy": row["key"]}).mappings()
        yield said | {"readings": [_reading(texts, *keys, one) for one in found]}


def _passed(texts: _Texts, key: int, of_key: int, row: RowMapping) -> Row:
    return texts.place(key, row) | texts.place(of_key, row, "of_") | {"score": row["score"]}


def _reading(texts: _Texts, key: int, of_key: int, row: RowMapping) -> Row:
    said: Row = {"kind": row["kind"]} | texts.place(key, row) | texts.place(of_key, row, "of_")
    said |= {"table": row["cell_table"], "id": row["cell_id"], "of_id": row["of_cell_id"]}
    return said | {"value": row["value"], "of_value": row["of_value"]}


def stories(connection: Connection) -> Iterator[Row]:
    """One row a story with its reports."""
    p, a = schema.story_articles.c, schema.articles.c
    query = select(p.story_key, p.is_primary, a.article_id).join(schema.articles, a.key == p.article_key)
    members: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key, primary, article_id in connection.execute(query.order_by(p.position)):
        members[key, primary].append(article_id)
    s = schema.stories
    for row in connection.execute(select(s).order_by(s.c.id)).mappings():
        said: Row = {"id": row["id"], "title": row["title"], "article_ids": members[row["key"], 0]}
        said["primary_of"] = members[row["key"], 1]
        yield said | {name: row[name] for name in ("earliest", "latest", "independent_sources")}


def trackers(connection: Connection) -> Iterator[Row]:
    """One row a move: state or value of one tracker's subject at one date, and what it was read from."""
    t, texts = schema.trackers, _Texts(connection)
    evidence = _grouped(connection, schema.tracker_evidence, "tracker_key", "position")
    order = (t.c[name] for name in ("tracker", "subject", "as_of_earliest", "as_of_latest", "id"))
    names = ("id", "tracker", "subject", "state", "value", "as_of_earliest", "as_of_latest")
    more = ("account", "by", "rule", "independent_sources")
    for row in connection.execute(select(t).order_by(*order)).mappings():
        said: Row = {name: row[name] for name in (*names, *more)} | {"details": dict(row["details"])}
        yield said | {"evidence": [texts.evidence(one) for one in evidence[row["key"]]]}


def disputes(connection: Connection, *, told_apart: bool = False) -> Iterator[Row]:
    """One row a dispute. `sides` are lists of evidence; `accounts` say what each side's value is, and when.

    With `told_apart`, instead those that are none (an update, a rounding, ...), and why.
    """
    d, texts = schema.disputes, _Texts(connection)
    sides = _grouped(connection, schema.dispute_sides, "dispute_key", "side")
    evidence = _grouped(connection, schema.dispute_evidence, "dispute_key", "side", "position")
    which = d.c.told_apart.is_not(None) if told_apart else d.c.told_apart.is_(None)
    for row in connection.execute(select(d).where(which).order_by(d.c.kind, d.c.id)).mappings():
        cited: dict[int, list[Row]] = defaultdict(list)
        for one in evidence[row["key"]]:
            cited[one["side"]].append(texts.evidence(one))
        said: Row = {"id": row["id"], "kind": row["kind"]}
        said["sides"] = [cited[side["side"]] for side in sides[row["key"]]]
        said["accounts"] = [_account(side) for side in sides[row["key"]]]
        said |= {name: row[name] for name in ("summary", "rule", "story_id")}
        yield said | ({"told_apart": row["told_apart"]} if told_apart else {})


def _account(side: RowMapping) -> Row:
    return {name: side[name] for name in ("value", "earliest", "latest", "independent_sources")}


def _grouped(connection: Connection, table: Table, owner: str, *order: str) -> dict[int, list[Any]]:
    """The rows of a table by the key of the row that they belong to, in order."""
    found: dict[int, list[Any]] = defaultdict(list)
    columns = [table.c[name] for name in (owner, *order)]
    for row in connection.execute(select(table).order_by(*columns)).mappings():
        found[row[owner]].append(row)
    return found
