"""Notes: what reconcile read off one report, or found of two, so that a growing record is not read again.

A note stands under a digest of all that it hangs on: the key (code, knowledge, definitions), the names of its
report's joined actors and which of its own they join, its lines set aside. A report that is read anew loses
its notes. So a hundred new reports open a hundred reports, however many there are.

An actor's id is that of its earliest report, and may change with every older report that comes in. So a note
has the report's own actors' ids, and the joined ones are put in their places when it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, Text, and_, bindparam, delete, insert, select, type_coerce

from onrecord.shapes import Grouping, KeptReport, Noting, Pairing, cell_ids
from onrecord.shapes.kept import Pair
from onrecord.store import schema
from onrecord.store.coding import decoder, encode
from onrecord.store.columns import as_text
from onrecord.store.identity import article_key

_TOGETHER = (
    500  # notes that are read in one query, or written in one transaction: SQLite's least limit is 999
)
_ID = 12  # letters of a public id
Row = dict[str, Any]
Write = Callable[[Table, list[Row]], None]
Reports = Callable[[Sequence[str]], Iterable[KeptReport]]
T = TypeVar("T")


class Notes:
    """The notes of an open record under one key; `write` puts rows into a table, in its own transaction."""

    def __init__(self, connection: Connection, key: str, write: Write) -> None:
        self._connection = connection
        self._key = key
        self._write = write
        self._joins: _Joins | None = None

    def read(self, noting: Noting[T], article_ids: Sequence[str] | None = None) -> Iterator[tuple[str, T]]:
        """The notes of this name in the order of the reports' ids, or of these reports in theirs."""
        decode = decoder(noting.kind)
        for article_id, packed, now in self._packed(noting.name, article_ids):
            yield article_id, decode(packed, partial(_rewritten, now) if now else None)

    def digests(self, noting: Noting[Any], article_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """For each of these reports a digest of its note as it reads today."""
        for article_id, packed, now in self._packed(noting.name, article_ids):
            yield article_id, hashlib.blake2b(packed + now, digest_size=8).digest()

    def make(self, notings: Sequence[Noting[Any]], reports: Reports) -> None:
        """Makes those that are missing or out of date, opening each report once."""
        n, joins, rows = schema.notes.c, self._all_joins(), list[Row]()
        due: dict[str, list[Noting[Any]]] = {}
        for one in notings:
            query = select(n.article_key, n.state).where(n.name == one.name)
            there: dict[int, str] = dict(self._connection.execute(query).all())
            for article_id, key in joins.keys.items():
                if there.get(key) != joins.states[key]:
                    due.setdefault(article_id, []).append(one)
        for opened in reports(sorted(due)):
            key, own, known = joins.keys[opened.article_id], _with_own_actors(opened), dict[str, Any]()
            for one in due[opened.article_id]:
                row: Row = {"article_key": key, "name": one.name, "state": joins.states[key]}
                rows.append(row | {"packed": encode(one.made(own, known))})
            if len(rows) >= _TOGETHER:
                self._write(schema.notes, rows)
                rows = []
        self._write(schema.notes, rows)

    def pairs(self, pairing: Pairing[T], pairs: Sequence[Pair]) -> dict[Pair, T | None]:
        """The result of each pair, None for none; those that are not there yet are found now."""
        decode, p = decoder(pairing.kind), schema.pair_notes.c
        ids = {key: article_id for article_id, key in self._all_joins().keys.items()}
        query = select(p.article_key, p.other_key, p.packed)
        query = query.where(p.name == pairing.name, p.state == self._key)
        wanted, found = set(pairs), dict[Pair, T | None]()
        for one, other, packed in self._connection.execute(query):
            pair = (ids[one], ids[other])
            if pair in wanted:
                found[pair] = None if packed is None else decode(packed)
        rows: list[Row] = []
        for pair, result in pairing.prove([pair for pair in pairs if pair not in found]):
            found[pair] = result
            row: Row = {"article_key": article_key(pair[0]), "other_key": article_key(pair[1])}
            row |= {"name": pairing.name, "state": self._key}
            rows.append(row | {"packed": None if result is None else encode(result)})
            if len(rows) >= _TOGETHER:
                self._write(schema.pair_notes, rows)
                rows = []
        self._write(schema.pair_notes, rows)
        return found

    def groups(self, grouping: Grouping[T], groups: Mapping[str, bytes]) -> Iterator[tuple[str, T]]:
        """What is made of each group, in the order of keys; what is there under its digest is taken."""
        decode, table, n = decoder(grouping.kind), schema.group_notes, schema.group_notes.c
        states = {key: _digest(self._key, of.hex()) for key, of in groups.items()}
        query = select(n.group_key, n.state, n.packed).where(n.name == grouping.name)
        former, gone = dict[str, bytes](), list[str]()
        for key, state, packed in self._connection.execute(query):
            if states.get(key) == state:
                former[key] = packed
            else:
                gone.append(key)
        self._write(table, [{"name": grouping.name, "group_key": key} for key in sorted(gone)])
        rows: list[Row] = []
        new = grouping.make([key for key in sorted(groups) if key not in former])
        for key in sorted(groups):
            if key in former:
                yield key, decode(former[key])
                continue
            made = next(new)
            rows.append(
                {"name": grouping.name, "group_key": key, "state": states[key], "packed": encode(made)}
            )
            if len(rows) >= _TOGETHER:
                self._write(table, rows)
                rows = []
            yield key, made
        self._write(table, rows)

    def _packed(self, name: str, article_ids: Sequence[str] | None) -> Iterator[tuple[str, bytes, bytes]]:
        """(report, note, its actors' ids of today), some at a time: else SQLite sorts the notes' bytes."""
        n, joins = schema.notes.c, self._all_joins()
        wanted = list(joins.keys) if article_ids is None else article_ids
        for start in range(0, len(wanted), _TOGETHER):
            some = {joins.keys[id_]: id_ for id_ in wanted[start : start + _TOGETHER]}
            query = select(n.article_key, n.packed).where(n.name == name, n.article_key.in_(some))
            found: dict[int, bytes] = dict(self._connection.execute(query).all())
            for key, article_id in some.items():
                if key in found:
                    yield article_id, found[key], joins.now.get(key, b"")

    def _all_joins(self) -> _Joins:
        if self._joins is None:
            self._joins = _Joins(self._connection, self._key)
        return self._joins


class _Joins:
    """For each report what its notes hang on, its own findings aside.

    `keys` are the reports' keys by their ids, in the order of the ids; by key, `states` have the digests and
    `now` the own actors' ids with the joined ones', where they differ, one after the other.
    """

    def __init__(self, connection: Connection, key: str) -> None:
        a = schema.articles.c
        listed = connection.execute(select(_plain(a.article_id), a.key)).all()
        self.keys: dict[str, int] = dict(sorted((as_text(id_), of) for id_, of in listed))
        self.now: dict[int, bytes] = {}
        aside = _set_aside(connection)
        self.states = {of: _digest(key, "", *aside.get(of, ())) for of in self.keys.values()}
        for of, actors in _members(connection):
            first: dict[str, int] = {}
            said = "\0".join(f"{first.setdefault(j, at)} {name}" for at, (_, j, name) in enumerate(actors))
            self.states[of] = _digest(key, said, *aside.get(of, ()))
            now = "".join(own + joined for own, joined, _ in actors if own != joined)
            if now:
                self.now[of] = now.encode("ascii")


def _digest(*parts: str) -> str:
    whole = "\1".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=8).hexdigest()


def _members(connection: Connection) -> Iterator[tuple[int, list[tuple[str, str, str]]]]:
    """For each report the ids of its own actors, of the joined ones, and those's names, in order."""
    m, j = schema.actor_members.c, schema.actors.c
    query = select(m.article_key, _plain(m.id), _plain(m.name), _plain(j.id), _plain(j.name))
    query = query.join(schema.actors, j.key == m.actor_key, isouter=True)
    rows = connection.execute(query.order_by(m.article_key, m.position))
    for key, group in groupby(rows, key=itemgetter(0)):
        yield key, [(own, id_ or own, as_text(name or called)) for _, own, called, id_, name in group]


def _set_aside(connection: Connection) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for table in schema.SET_ASIDE:
        c = table.c
        aside = select(c.article_key, _plain(c.id)).where(c.set_aside == 1).order_by(c.article_key, c.id)
        for key, id_ in connection.execute(aside):
            found.setdefault(key, []).append(id_)
    return found


def _plain(column: Any) -> Any:
    """A column as the driver gives it: millions of names and ids are read here."""
    return type_coerce(column, Text())


def _with_own_actors(report: KeptReport) -> KeptReport:
    """The report with ids of its own in place of its joined actors'; those that are one have one."""
    found, first = report.findings, dict[str, int]()
    own = cell_ids(report.article_id, "actors", [actor.name for actor in found.actors])
    return replace(report, actors=tuple(own[first.setdefault(j, at)] for at, j in enumerate(report.actors)))


def _rewritten(now: bytes, note: bytes) -> bytes:
    """The same note with the ids of today: all are of one length, so nothing else moves."""
    for at in range(0, len(now), 2 * _ID):
        note = note.replace(now[at : at + _ID], now[at + _ID : at + 2 * _ID])
    return note


def write_notes(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Puts notes in place of the former ones of the same place; a row without a state only takes one away.

    The caller holds the transaction.
    """
    place = [name for name in ("article_key", "other_key", "name", "group_key") if name in table.c]
    same = and_(*(table.c[name] == bindparam(f"of_{name}") for name in place))
    former = [{f"of_{name}": row[name] for name in place} for row in rows]
    if former:
        connection.execute(delete(table).where(same), former)
    new = [row for row in rows if "state" in row]
    if new:
        connection.execute(insert(table), new)
