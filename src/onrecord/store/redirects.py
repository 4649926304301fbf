"""Ids that were merged away go on to what holds their members now (law 5): actors, stories, utterances."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, delete, insert, select

from onrecord.shapes import Story, Utterance, id_of, is_public_id, key_of
from onrecord.store import schema


def current_id(connection: Connection, id_: str) -> str:
    """The id that an older one goes on to, or the id itself; of a report's own actor, the joined one's."""
    r = schema.redirects.c
    now = connection.execute(select(r.now).where(r.id == id_)).scalar()
    if now is None:
        a, m = schema.actors.c, schema.actor_members.c
        query = select(a.id).join(schema.actor_members, m.actor_key == a.key).where(m.id == id_)
        now = connection.execute(query).scalar()
    return id_ if now is None else str(now)


def actor_targets(connection: Connection) -> set[int]:
    """The keys of the actors that ids of gone ones lead to."""
    r = schema.redirects.c
    now = connection.execute(select(r.now).where(r.kind == "actors")).scalars()
    return {key_of(id_) for id_ in now if is_public_id(id_)}


def of_actors(connection: Connection, living: set[str], heirs: Iterable[tuple[int, int, str]]) -> None:
    """Before new actors are written; `living` are their ids.

    `heirs` has, for each member of an actor that is gone and each that is a target: the key of its former
    actor, its own, and the id of its actor now. A member's own id needs no redirect: the member has it.
    """
    found = [(id_of(old), id_of(member), now) for old, member, now in heirs]
    now = {member: actor for _, member, actor in found}
    former = ((old, member) for old, member, _ in found if old not in living)
    _redirect(connection, "actors", former, now, living | set(now))


def of_stories(connection: Connection, stories: Iterable[Story]) -> None:
    """Before new stories are written: an old one goes on to where most of its reports are."""
    now = {article_id: story.id for story in stories for article_id in story.primary_of}
    _redirect(connection, "stories", _former_reports(connection), now, set(now.values()))


def of_utterances(connection: Connection, utterances: Iterable[Utterance]) -> None:
    """Before new utterances are written: an old one goes on to where most of its statements are."""
    now = {id_: utterance.id for utterance in utterances for id_ in utterance.statement_ids}
    _redirect(connection, "utterances", _former_statements(connection), now, set(now.values()))


def _former_reports(connection: Connection) -> Iterator[tuple[str, str]]:
    s, p, a = schema.stories.c, schema.story_articles.c, schema.articles.c
    query = select(s.id, a.article_id).join(schema.story_articles, p.story_key == s.key)
    for story, member in connection.execute(query.join(schema.articles, a.key == p.article_key)):
        yield str(story), str(member)


def _former_statements(connection: Connection) -> Iterator[tuple[str, str]]:
    u = schema.utterances.c
    for id_, said in connection.execute(select(u.id, u.statement_ids)):
        for member in said:
            yield str(id_), str(member)


def _redirect(
    connection: Connection,
    kind: str,
    former: Iterable[tuple[str, str]],
    now: Mapping[str, str],
    living: set[str],
) -> None:
    """Each id that is gone goes on to what holds most of its members; of equals, to the least id."""
    table = schema.redirects
    heirs: dict[str, Counter[str]] = defaultdict(Counter)
    for old, member in former:
        if old not in living and member in now:
            heirs[old][now[member]] += 1
    moved = {old: min((-count, id_) for id_, count in found.items())[1] for old, found in heirs.items()}
    query = select(table.c.id, table.c.now).where(table.c.kind == kind)
    former_targets = {str(old): str(to) for old, to in connection.execute(query)}
    kept = {old: moved.get(to, now.get(to, to)) for old, to in former_targets.items()} | moved
    connection.execute(delete(table).where(table.c.kind == kind))
    rows = [
        {"id": old, "now": to, "kind": kind}
        for old, to in sorted(kept.items())
        if to in living and old not in living
    ]
    if rows:
        connection.execute(insert(table), rows)
