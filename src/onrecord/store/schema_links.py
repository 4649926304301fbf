"""The tables of what joins reports: utterances, copies, stories, moves, disputes, days by siblings, old ids.

`digest` says whether a row still is what reconcile gives: what did not change is not written again. Evidence
stands in rows of its own: a cell's table and public id, its report, and where the words stand in it.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, Table, Text
from sqlalchemy.schema import SchemaItem

from onrecord.store.columns import Json, Words
from onrecord.store.tabling import interval, key_and_id, metadata, ref, span


def _linked(name: str, *columns: SchemaItem) -> Table:
    return Table(name, metadata, *key_and_id(), *columns, Column("digest", Text, nullable=False))


def _evidence(owner: str, *columns: Column[int]) -> Table:
    """The cells (and entries of knowledge) that a row of `owner` stands on."""
    table, name = f"{owner}_evidence", f"{owner}_key"
    return Table(
        table,
        metadata,
        ref(name, f"{owner}s.key", nullable=False, index=False),
        *columns,
        Column("position", Integer, nullable=False),
        Column("cell_table", Text, nullable=False),
        Column("cell_id", Words, nullable=False),
        ref("article_key", "articles.key"),
        *span(),
        Column("says", Words, nullable=False),
        Index(f"{table}_place", name, *(column.name for column in columns), "position", unique=True),
    )


utterances = _linked(
    "utterances",
    Column("statement_ids", Json, nullable=False),
    Column("best", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("differences", Json, nullable=False),  # list of [statement id, kind, best, words]
)

copies = _linked(
    "copies",
    ref("article_key", "articles.key", nullable=False),
    ref("of_article_key", "articles.key", nullable=False),
    Column("kind", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("direction", Words, nullable=False),
)

copy_passages = Table(
    "copy_passages",
    metadata,
    ref("copy_key", "copies.key", nullable=False, index=False),
    Column("position", Integer, nullable=False),
    *span(nullable=False),
    *span("of_", nullable=False),
    Column("score", Float, nullable=False),
    Index("copy_passages_place", "copy_key", "position", unique=True),
)

copy_readings = Table(
    "copy_readings",
    metadata,
    ref("copy_key", "copies.key", nullable=False, index=False),
    Column("position", Integer, nullable=False),
    Column("kind", Words, nullable=False),
    *span(nullable=False),
    *span("of_", nullable=False),
    Column("cell_table", Text),  # NULL where it is about words alone
    Column("cell_id", Text),
    Column("of_cell_id", Text),
    Column("value", Words),
    Column("of_value", Words),
    Index("copy_readings_place", "copy_key", "position", unique=True),
)

stories = _linked(
    "stories",
    Column("title", Words, nullable=False),
    *interval(""),
    Column("independent_sources", Integer, nullable=False),
)

story_articles = Table(
    "story_articles",
    metadata,
    ref("story_key", "stories.key", nullable=False, index=False),
    Column("position", Integer, nullable=False),
    ref("article_key", "articles.key", nullable=False),
    Column("is_primary", Integer, nullable=False),
    Index("story_articles_place", "story_key", "is_primary", "position", unique=True),
)

trackers = _linked(
    "trackers",
    Column("tracker", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("value", Words),
    *interval("as_of_"),
    Column("account", Words, nullable=False),
    Column("by", Words),
    Column("rule", Words, nullable=False),
    Column("independent_sources", Integer, nullable=False),
    Column("details", Json, nullable=False),  # list of [name, value]
)

tracker_evidence = _evidence("tracker")

disputes = _linked(
    "disputes",
    Column("kind", Words, nullable=False),
    Column("summary", Words, nullable=False),
    Column("rule", Words, nullable=False),
    Column("told_apart", Words),  # why it is no dispute; NULL for one
    Column("story_id", Text),
)

dispute_sides = Table(
    "dispute_sides",
    metadata,
    ref("dispute_key", "disputes.key", nullable=False, index=False),
    Column("side", Integer, nullable=False),
    Column("value", Words, nullable=False),
    *interval(""),
    Column("independent_sources", Integer, nullable=False),
    Index("dispute_sides_place", "dispute_key", "side", unique=True),
)

dispute_evidence = _evidence("dispute", Column("side", Integer, nullable=False))

sibling_dates = Table(
    "sibling_dates",
    metadata,
    ref("article_key", "articles.key", nullable=False, index=False),
    ref("of_article_key", "articles.key", nullable=False),
    Column("earliest", Text, nullable=False),
    Column("latest", Text, nullable=False),
    Column("rule", Words, nullable=False),
    Column("says", Words, nullable=False),
    Index("sibling_dates_report", "article_key", unique=True),
)

redirects = Table(
    "redirects",
    metadata,
    Column("id", Text, primary_key=True),
    Column("now", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default="actors"),
)
