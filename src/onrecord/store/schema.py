"""The tables of the record, as SQLAlchemy Core metadata (DESIGN section 1, and what those need inside).

Words are kept as offsets into `articles.text` and cut on reading. `key` is the number that the public `id`
spells, so that neither the order of reading nor an interruption ever changes a key.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from onrecord.store.columns import Json, Words
from onrecord.store.schema_kept import clauses, group_notes, notes, pair_notes, prints
from onrecord.store.schema_links import (
    copies,
    copy_passages,
    copy_readings,
    dispute_evidence,
    dispute_sides,
    disputes,
    redirects,
    sibling_dates,
    stories,
    story_articles,
    tracker_evidence,
    trackers,
    utterances,
)
from onrecord.store.tabling import cell, interval, key_and_id, metadata, ref, span

articles = Table(
    "articles",
    metadata,
    *key_and_id(),
    Column("article_id", Words, nullable=False, unique=True),
    Column("origin", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("title", Words),
    Column("title_rule", Words),
    *span("title_"),
    Column("outlet", Words),
    Column("outlet_rule", Words),
    *span("outlet_"),
    Column("author", Words),
    Column("author_rule", Words),
    *span("author_"),
    Column("language", Words, nullable=False),
    Column("url", Words),
    *interval("published_"),
    Column("published_basis", Words, nullable=False),
    Column("published_rule", Words, nullable=False),
    *span("published_"),
    Column("dated_by", Json),  # list of [rule, says, earliest, latest, holds, start, end]; NULL where none
    Column("modified", Words),
    Column("fetched", Words),
    Column("sha256", Words, nullable=False),  # of the bytes read
    Column("text_sha256", Words, nullable=False),  # of the text that every offset counts into
    Column("fingerprint", Words, nullable=False),
    Column("analysis", Words, nullable=False),
    Column("stated", Json, nullable=False),
    Column("page", Json),
    Column("shadow", Words),  # NULL where it is the text itself
    Column("text", Words, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    *key_and_id(),
    ref("article_key", "articles.key", nullable=False),
    Column("number", Integer, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("text_sha256", Words, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    *key_and_id(),
    ref("article_key", "articles.key", nullable=False),
    Column("position", Integer, nullable=False),
    *span(nullable=False),
    Column("language", Words, nullable=False),
    Column("furniture", Integer, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    *key_and_id(),
    ref("article_key", "articles.key", nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("words", Json, nullable=False),  # list of [start, end]
    Column("rule", Words, nullable=False),
)

furniture = cell(
    "furniture",
    Column("kind", Words, nullable=False),
    Column("found_in", Text, nullable=False),  # "report", or "reports": a line that several of them share
)

actors = Table(
    "actors",
    metadata,
    *key_and_id(),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("aliases", Json, nullable=False),
    Column("code", Words),
    Column("known", Words),
    Column("offices", Json),
    Column("digest", Text),
)

actor_members = Table(
    "actor_members",
    metadata,
    *key_and_id(),
    ref("article_key", "articles.key", nullable=False),
    Column("position", Integer, nullable=False),
    ref("actor_key", "actors.key", "SET NULL"),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("aliases", Json, nullable=False),
    Column("code", Words),
    Column("known", Words),
)

mentions = cell(
    "mentions",
    ref("member_key", "actor_members.key", "SET NULL"),
    Column("kind", Words, nullable=False),
    Column("how", Words, nullable=False),
    Column("candidates", Json),  # list of [position of an actor, score]; NULL where the actor is known
)

statements = cell(
    "statements",
    Column("class", Words, nullable=False),
    Column("mode", Words, nullable=False),
    Column("speaker", Words, nullable=False),
    *span("speaker_"),
    ref("member_key", "actor_members.key", "SET NULL"),
    *span("cue_"),
    *span("addressee_"),
    *span("venue_"),
    *interval("said_"),
    ref("parent_key", "statements.key", "SET NULL"),
    ref("utterance_key", "utterances.key", "SET NULL"),
    Column("flags", Json, nullable=False),
    Column("candidates", Json),  # list of [name, score]; NULL where the speaker is not ambiguous
    Column("score", Float, nullable=False),
)

statement_parts = Table(
    "statement_parts",
    metadata,
    ref("statement_key", "statements.key", nullable=False, index=False),
    Column("kind", Text, nullable=False),  # content, or verbatim: what the report puts in quotation marks
    Column("position", Integer, nullable=False),
    *span(nullable=False),
    Index("statement_parts_place", "statement_key", "kind", "position", unique=True),
)

dates = cell(
    "dates",
    Column("type", Words, nullable=False),
    Column("value", Words, nullable=False),
    *interval(""),
    Column("anchor", Words),
    Column("mod", Words),
)

figures = cell(
    "figures",
    Column("amount", Float),
    Column("low", Float),
    Column("high", Float),
    Column("unit", Words),
    Column("currency", Words),
    Column("qualifier", Words),
    Column("change", Words),
    Column("modality", Words, nullable=False, server_default="fact"),
    Column("measure", Words),
    Column("giver", Words),
    Column("recipient", Words),
    Column("of_whom", Words),
    *span("giver_"),
    *span("recipient_"),
    *span("of_whom_"),
    *interval("as_of_"),
    ref("statement_key", "statements.key", "SET NULL"),
)

events = cell(
    "events",
    Column("type", Words, nullable=False),
    Column("mode", Words),
    Column("context", Json, nullable=False, server_default="[]"),
    Column("cameo", Words),
    Column("modality", Words, nullable=False),
    *interval("date_"),
    Column("date_rule", Words),
    Column("place", Words),
    *span("place_"),
    Column("dead", Integer),
    Column("injured", Integer),
    Column("size", Integer),
    ref("statement_key", "statements.key", "SET NULL"),
)

event_parties = Table(
    "event_parties",
    metadata,
    ref("event_key", "events.key", nullable=False, index=False),
    Column("side", Text, nullable=False),  # actor or recipient
    Column("position", Integer, nullable=False),
    ref("member_key", "actor_members.key", "SET NULL"),
    Column("name", Words, nullable=False),
    Column("code", Words),
    Column("sector", Words),
    *span(nullable=False),
    Index("event_parties_place", "event_key", "side", "position", unique=True),
)

issues = Table(
    "issues",
    metadata,
    *key_and_id(),
    ref("article_key", "articles.key"),
    Column("article_id", Words),
    Column("origin", Words, nullable=False),
    Column("stage", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("reason", Words, nullable=False),
    *span(),
    Column("skipped", Integer, nullable=False),
    Column("found_in", Text, nullable=False),  # clean, findings, rejected or note
    Column("position", Integer, nullable=False),
)

rejected = Table(
    "rejected",
    metadata,
    Column("article_id", Words, primary_key=True),  # or the origin, where there is no id
    Column("fingerprint", Words, nullable=False),
    Column("analysis", Words, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    *key_and_id(),
    Column("article_id", Words, nullable=False, index=True),
    Column("what", Words, nullable=False),
    Column("words", Words, nullable=False),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
    Column("old", Words, nullable=False),
    Column("value", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("time", Words, nullable=False),
    Column("reason", Words, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("started", Words, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("onrecord", Words, nullable=False),
    Column("model", Words, nullable=False),
    Column("knowledge", Words, nullable=False),
    Column("settings", Words, nullable=False),
    Column("read", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
)

state = Table(
    "state",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# Children before parents: the order in which the cells of a report are removed.
CELLS = (
    mentions,
    figures,
    dates,
    events,
    statements,
    furniture,
    marks,
    passages,
    actor_members,
    prints,
    clauses,
    notes,
)
# The cells that a line repeated over reports sets aside.
SET_ASIDE = (mentions, figures, dates, events, statements)

# The names of DESIGN section 1, in its order: one export file each.
TABLES: tuple[str, ...] = (
    "articles",
    "furniture",
    "actors",
    "mentions",
    "statements",
    "utterances",
    "events",
    "figures",
    "dates",
    "copies",
    "stories",
    "trackers",
    "disputes",
    "issues",
    "reviews",
    "runs",
)

__all__ = [
    "CELLS",
    "SET_ASIDE",
    "TABLES",
    "actor_members",
    "actors",
    "articles",
    "clauses",
    "copies",
    "copy_passages",
    "copy_readings",
    "dates",
    "dispute_evidence",
    "dispute_sides",
    "disputes",
    "event_parties",
    "events",
    "figures",
    "furniture",
    "group_notes",
    "issues",
    "marks",
    "mentions",
    "metadata",
    "notes",
    "pair_notes",
    "passages",
    "prints",
    "redirects",
    "rejected",
    "reviews",
    "runs",
    "sibling_dates",
    "state",
    "statement_parts",
    "statements",
    "stories",
    "story_articles",
    "tracker_evidence",
    "trackers",
    "utterances",
    "versions",
]
