"""The tables that only reconcile reads: prints and clauses of reports, and what it noted of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from onrecord.store.tabling import metadata, ref


def _of_report(name: str, *columns: Column[Any]) -> Table:
    """One row a report, beside `articles`: what only reconcile reads."""
    link = ForeignKey("articles.key", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return Table(name, metadata, Column("article_key", BigInteger, link, primary_key=True), *columns)


prints = _of_report(
    "prints",
    Column("words", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("passages", LargeBinary, nullable=False),  # see packing.py
)

clauses = _of_report("clauses", Column("packed", LargeBinary, nullable=False))  # see packing.py

# What reconcile read off one report alone, under the state of code, actors and lines that it was read in.
notes = Table(
    "notes",
    metadata,
    ref("article_key", "articles.key", nullable=False, index=False),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),  # see coding.py
    Index("notes_place", "name", "article_key", unique=True),
    Index("notes_report", "article_key"),
)

# What reconcile found of two reports together; `packed` is NULL where it found nothing.
pair_notes = Table(
    "pair_notes",
    metadata,
    ref("article_key", "articles.key", nullable=False, index=False),
    ref("other_key", "articles.key", nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("packed", LargeBinary),
    Index("pair_notes_place", "article_key", "other_key", "name", unique=True),
)

# What a stage made of a group of reports (those of a story), under a digest of all that it was made of.
group_notes = Table(
    "group_notes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("group_key", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
