"""Keeps the full-text index in step with the tables. The index holds no words itself: it points at views."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from onrecord.store import schema

_PASSAGE = "INSERT INTO passages_fts (rowid, words) VALUES (?, ?)"
_NO_PASSAGE = "INSERT INTO passages_fts (passages_fts, rowid, words) VALUES ('delete', ?, ?)"
_STATEMENT = "INSERT INTO statements_fts (rowid, words, speaker) VALUES (?, ?, ?)"
_NO_STATEMENT = (
    "INSERT INTO statements_fts (statements_fts, rowid, words, speaker) VALUES ('delete', ?, ?, ?)"
)


def add(
    connection: Connection,
    text: str,
    passages: Iterable[dict[str, Any]],
    statements: Iterable[dict[str, Any]],
    *,
    undo: bool = False,
) -> None:
    """Enters the words of rows of one report (or takes them out, with `undo`)."""
    first = [(row["key"], indexable(text[row["start"] : row["end"]])) for row in passages]
    second = [
        (row["key"], indexable(text[row["start"] : row["end"]]), indexable(row["speaker"]))
        for row in statements
    ]
    if first:
        connection.exec_driver_sql(_NO_PASSAGE if undo else _PASSAGE, first)
    if second:
        connection.exec_driver_sql(_NO_STATEMENT if undo else _STATEMENT, second)


def remove(connection: Connection, article_key: int) -> None:
    """Takes a report's words out; runs while its text and its rows still are what they were when entered."""
    articles = schema.articles.c
    text = connection.execute(select(articles.text).where(articles.key == article_key)).scalar()
    if text is None:
        return
    rows = []
    for table in (schema.passages, schema.statements):
        found = connection.execute(select(table).where(table.c.article_key == article_key))
        rows.append([dict(row) for row in found.mappings()])
    add(connection, text, rows[0], rows[1], undo=True)


def indexable(words: str) -> str:
    """Words as the index takes them: valid UTF-8, and no NUL, at which SQLite's text functions stop."""
    return words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
