"""What joins reports: read for reconcile, and written back as its result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

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
    public_id,
)
from onrecord.store import schema
from onrecord.store.writing import article_key

Row = dict[str, Any]


def actors_seen(connection: Connection) -> Iterator[ActorSeen]:
    """Every report's actors, with what joining needs."""
    a, m = schema.articles.c, schema.actor_members.c
    query = (
        select(
            a.article_id, m.position, m.id, m.name, m.kind, m.aliases, m.code, m.known, a.published_earliest
        )
        .join(schema.articles, a.key == m.article_key)
        .order_by(a.article_id, m.position)
    )
    for row in connection.execute(query):
        article_id, position, id_, name, kind, aliases, code, known, published = row
        member = ActorMember(article_id, position)
        yield ActorSeen(member, id_, name, kind, tuple(aliases), code, known, published)


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
    """Puts these links in place of all former ones. The caller holds the transaction."""
    _replace_actors(connection, links.actors)
    _replace_furniture(connection, links.furniture)
    _replace_others(connection, links)


def _replace_actors(connection: Connection, actors: Iterable[Actor]) -> None:
    m = schema.actor_members.c
    former = connection.execute(
        select(schema.actors.c.id, m.id).join(schema.actor_members, m.actor_key == schema.actors.c.key)
    ).all()
    query = select(schema.articles.c.article_id, m.position, m.key, m.id).join(
        schema.articles, schema.articles.c.key == m.article_key
    )
    members = {(article, position): (key, id_) for article, position, key, id_ in connection.execute(query)}
    rows, joins, now = [], [], {}
    for actor in actors:
        key = key_of(actor.id)
        names = ("id", "name", "kind", "aliases", "code", "known")
        held = [{name: getattr(office, name) for name in Office.__slots__} for office in actor.offices]
        rows.append({"key": key, "offices": held or None} | {name: getattr(actor, name) for name in names})
        for member in actor.members:
            member_key, member_id = members[member.article_id, member.position]
            joins.append({"member": member_key, "actor": key})
            now[member_id] = actor.id
    connection.execute(delete(schema.actors))
    _insert(connection, schema.actors, rows)
    if joins:
        join = (
            update(schema.actor_members)
            .where(m.key == bindparam("member"))
            .values(actor_key=bindparam("actor"))
        )
        connection.execute(join, joins)
    _redirect(connection, former, now)


def _redirect(connection: Connection, former: Iterable[Any], now: dict[str, str]) -> None:
    """An id that is merged away goes on to the actor that holds its member now (law 5)."""
    table = schema.redirects
    heirs: dict[str, list[str]] = defaultdict(list)
    for old, member in former:
        if member in now:
            heirs[old].append(now[member])
    moved = {old: min(found) for old, found in heirs.items()}
    follow = {old: to for old, to in connection.execute(select(table.c.id, table.c.now))}  # noqa: C416
    follow = {old: moved.get(target, now.get(target, target)) for old, target in follow.items()}
    living = set(now.values())
    follow = {old: target for old, target in (follow | moved | now).items() if target in living}
    connection.execute(delete(table))
    _insert(
        connection,
        table,
        [{"id": old, "now": to} for old, to in sorted(follow.items()) if old not in living],
    )


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


def _replace_others(connection: Connection, links: Links) -> None:
    for table in (schema.story_articles, schema.stories, schema.copies, schema.trackers, schema.disputes):
        connection.execute(delete(table))
    connection.execute(
        update(schema.statements)
        .where(schema.statements.c.utterance_key.is_not(None))
        .values(utterance_key=None)
    )
    connection.execute(delete(schema.utterances))
    _insert(connection, schema.utterances, [{**_with_key(u, "statement_ids")} for u in links.utterances])
    said = schema.statements
    for utterance in links.utterances:
        keys = [key_of(id_) for id_ in utterance.statement_ids]
        connection.execute(
            update(said).where(said.c.key.in_(keys)).values(utterance_key=key_of(utterance.id))
        )
    _insert(connection, schema.copies, [_copy_row(copy) for copy in links.copies])
    _insert(connection, schema.stories, [_with_key(s, "article_ids", "primary_of") for s in links.stories])
    places = []
    for story in links.stories:
        for primary, ids in ((0, story.article_ids), (1, story.primary_of)):
            places += [
                {
                    "story_key": key_of(story.id),
                    "is_primary": primary,
                    "position": at,
                    "article_key": article_key(a),
                }
                for at, a in enumerate(ids)
            ]
    _insert(connection, schema.story_articles, places)
    _insert(connection, schema.trackers, [_with_key(move) for move in links.trackers])
    _insert(connection, schema.disputes, [_with_key(dispute) for dispute in links.disputes])


def _with_key(shape: Any, *without: str) -> Row:
    row = {name: getattr(shape, name) for name in shape.__slots__ if name not in without}
    return {"key": key_of(shape.id)} | row


def _copy_row(copy: Any) -> Row:
    id_ = public_id(copy.article_id, "copies", copy.of_article_id)
    return {
        "key": key_of(id_),
        "id": id_,
        "article_key": article_key(copy.article_id),
        "of_article_key": article_key(copy.of_article_id),
        "kind": copy.kind,
        "score": copy.score,
    }


def _insert(connection: Connection, table: Any, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)
