"""What joins reports: read for reconcile, and written back as its result."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, Text, bindparam, delete, insert, select, type_coerce, update

from onrecord.errors import NoEvidence
from onrecord.shapes import (
    Actor,
    ActorMember,
    ActorSeen,
    Furniture,
    Links,
    Office,
    PassagePrint,
    cell_ids,
    key_of,
)
from onrecord.store import redirects, schema
from onrecord.store.columns import as_text
from onrecord.store.identity import article_key
from onrecord.store.joining import digest_of

Row = dict[str, Any]
_TOGETHER = 500  # reports whose actors are read in one query
_WRITTEN = 5000  # rows that are held before they are written
_NO_ACTOR = -1  # keys are not negative


def actors_seen(connection: Connection) -> Iterator[ActorSeen]:
    """Every report's actors, with what joining needs; what many share (names, days) is held once."""
    a, m = schema.articles.c, schema.actor_members.c
    names = (m.name, m.kind, m.aliases, m.code, m.known)
    own = select(m.position, m.id, *(type_coerce(column, Text()) for column in names))
    reports = select(a.article_id, a.key, a.published_earliest).order_by(a.article_id)
    held: dict[Any, Any] = {}
    many: dict[str, tuple[str, ...]] = {}
    for some in _some(connection.execute(reports).all()):
        rows: dict[int, list[Any]] = defaultdict(list)
        query = own.add_columns(m.article_key).where(m.article_key.in_([key for _, key, _ in some]))
        for row in connection.execute(query.order_by(m.position)):
            rows[row[-1]].append(row)
        for article_id, key, published in some:
            for position, id_, name, kind, aliases, code, known, _ in rows[key]:
                if aliases not in many:
                    many[aliases] = tuple(json.loads(aliases))
                said = [held.setdefault(one, as_text(one)) for one in (name, kind, code, known, published)]
                member = ActorMember(article_id, position)
                yield ActorSeen(member, id_, said[0], said[1], many[aliases], *said[2:])


def _some(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _TOGETHER):
        yield rows[start : start + _TOGETHER]


def members(connection: Connection, actor_id: str) -> tuple[tuple[str, str], ...]:
    """(member id, article id) of one actor, the member that the actor has its id of first."""
    a, m = schema.articles.c, schema.actor_members.c
    query = (
        select(m.id, a.article_id)
        .join(schema.articles, a.key == m.article_key)
        .where(m.actor_key == key_of(actor_id))
        .order_by(m.id != actor_id, a.article_id, m.position)
    )
    return tuple((str(id_), str(article_id)) for id_, article_id in connection.execute(query))


def passage_prints(connection: Connection) -> Iterator[PassagePrint]:
    """Every passage of the reports whose outlet is known."""
    a, p = schema.articles.c, schema.passages.c
    reports = select(a.key, a.article_id, a.outlet).where(a.outlet.is_not(None)).order_by(a.article_id)
    for key, article_id, outlet in connection.execute(reports).all():
        text = connection.execute(select(a.text).where(a.key == key)).scalar_one()
        passages = select(p.start, p.end, p.furniture).where(p.article_key == key).order_by(p.position)
        for start, end, furniture in connection.execute(passages):
            yield PassagePrint(article_id, outlet, start, end, text[start:end], bool(furniture))


def replace_links(connection: Connection, links: Links) -> None:
    """Puts these actors and repeated lines in place of the former ones. The caller holds the transaction."""
    _replace_actors(connection, links.actors)
    _replace_furniture(connection, links.furniture)


def _replace_actors(connection: Connection, actors: Sequence[Actor]) -> None:
    """Writes what changed, some rows at a time: a large record has millions of members."""
    table, of = schema.actors, schema.actor_members.c.actor_key
    former: dict[str, str] = dict(connection.execute(select(table.c.id, table.c.digest)).all())
    living = {actor.id for actor in actors}
    gone = sorted(former.keys() - living)
    places = _Places(connection)
    led_to = redirects.actor_targets(connection)
    heirs = places.heirs(actors, {key_of(id_) for id_ in gone}, led_to) if gone or led_to else ()
    redirects.of_actors(connection, living, heirs)
    new: list[Row] = []
    for actor in sorted(actors, key=_id):
        row = _actor_row(actor)
        if actor.id not in former:
            new.append(row)
        elif former[actor.id] != row["digest"]:
            _update(connection, table, [row])
        if len(new) >= _WRITTEN:
            _insert(connection, table, new)
            new = []
    _insert(connection, table, new)
    join = update(schema.actor_members).where(schema.actor_members.c.key == bindparam("member"))
    for joins in places.changed(actors):
        connection.execute(join.values({of: bindparam("actor")}), joins)
    if gone:
        old = [{"gone": key_of(id_)} for id_ in gone]
        connection.execute(delete(table).where(table.c.key == bindparam("gone")), old)


def _id(actor: Actor) -> str:
    return actor.id


class _Places:
    """The members of each report by their positions: their keys, and the key of the actor they were of."""

    def __init__(self, connection: Connection) -> None:
        a, m = schema.articles.c, schema.actor_members.c
        ids = {key: article_id for article_id, key in connection.execute(select(a.article_id, a.key))}
        query = select(m.article_key, m.position, m.key, m.actor_key).order_by(m.article_key, m.position)
        self._keys: dict[str, array[int]] = {id_: array("q") for id_ in ids.values()}
        self._of: dict[str, array[int]] = {id_: array("q") for id_ in ids.values()}
        for article, _, key, actor in connection.execute(query):
            self._keys[ids[article]].append(key)
            self._of[ids[article]].append(_NO_ACTOR if actor is None else actor)

    def changed(self, actors: Iterable[Actor]) -> Iterator[list[Row]]:
        """The members that are of another actor now, some at a time."""
        joins: list[Row] = []
        for actor in actors:
            key = key_of(actor.id)
            for member in actor.members:
                if self._of[member.article_id][member.position] != key:
                    joins.append({"member": self._keys[member.article_id][member.position], "actor": key})
            if len(joins) >= _WRITTEN:
                yield joins
                joins = []
        if joins:
            yield joins

    def heirs(
        self, actors: Iterable[Actor], gone: set[int], led_to: set[int]
    ) -> Iterator[tuple[int, int, str]]:
        """Key of the former actor, own key, id of the actor now: of members of the gone, and `led_to`."""
        for actor in actors:
            for member in actor.members:
                old = self._of[member.article_id][member.position]
                own = self._keys[member.article_id][member.position]
                if old in gone or own in led_to:
                    yield max(old, 0), own, actor.id


def _actor_row(actor: Actor) -> Row:
    held = [{name: getattr(office, name) for name in Office.__slots__} for office in actor.offices]
    row = {name: getattr(actor, name) for name in ("id", "name", "kind", "aliases", "code", "known")}
    row |= {"key": key_of(actor.id), "offices": held or None}
    return row | {"digest": digest_of(row)}


def _update(connection: Connection, table: Table, rows: list[Row]) -> None:
    for row in rows:
        connection.execute(update(table).where(table.c.key == row["key"]).values(**row))


def _replace_furniture(connection: Connection, found: Iterable[tuple[str, Furniture]]) -> None:
    table = schema.furniture
    connection.execute(delete(table).where(table.c.found_in == "reports"))
    by_report: dict[str, list[Furniture]] = defaultdict(list)
    for article_id, line in found:
        by_report[article_id].append(line)
    for article_id in sorted(by_report):
        lines = sorted(by_report[article_id], key=_place)
        _insert(connection, table, _furniture_rows(connection, article_id, lines))
    _set_aside(
        connection,
        [
            {"article": article_key(article_id), "first": line.span.start, "last": line.span.end}
            for article_id, lines in by_report.items()
            for line in lines
        ],
    )


def _set_aside(connection: Connection, lines: list[Row]) -> None:
    """Marks the cells that overlap these lines; they leave the exports."""
    for cells in schema.SET_ASIDE:
        connection.execute(update(cells).where(cells.c.set_aside == 1).values(set_aside=0))
        overlap = (cells.c.start < bindparam("last")) & (cells.c.end > bindparam("first"))
        mine = update(cells).where((cells.c.article_key == bindparam("article")) & overlap)
        if lines:
            connection.execute(mine.values(set_aside=1), lines)


def _place(line: Furniture) -> tuple[int, int, str]:
    return line.span.start, line.span.end, line.rule


def _furniture_rows(connection: Connection, article_id: str, lines: list[Furniture]) -> list[Row]:
    a = schema.articles.c
    key = article_key(article_id)
    text = connection.execute(select(a.text).where(a.key == key)).scalar_one()
    ids = cell_ids(article_id, "furniture of reports", [line.span.text for line in lines])
    rows = []
    for at, (id_, line) in enumerate(zip(ids, lines, strict=True)):
        if text[line.span.start : line.span.end] != line.span.text:
            raise NoEvidence(f"{article_id}: {line.span.text[:40]!r} does not stand at {line.span.start}")
        row = {"key": key_of(id_), "id": id_, "article_key": key, "position": at, "found_in": "reports"}
        row |= {"start": line.span.start, "end": line.span.end, "kind": line.kind, "rule": line.rule}
        rows.append(row)
    return rows


def _insert(connection: Connection, table: Any, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)
