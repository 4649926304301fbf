"""The audit of the full-text index: does it hold exactly the words that the tables point at?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from sqlalchemy import Connection, Table, select

from onrecord.store import schema
from onrecord.store.wordindex import indexable

_INDEXES: dict[str, tuple[Table, tuple[str, ...]]] = {
    "passages": (schema.passages, ("words",)),
    "statements": (schema.statements, ("words", "speaker")),
}


def failures(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Enters all words anew into an index that is thrown away, and compares the two word by word."""
    for name, (table, columns) in _INDEXES.items():
        _enter(connection, name, table, columns)
        ours, again = (
            connection.exec_driver_sql(f"SELECT term, doc, col, offset FROM temp.{which}_{name}").yield_per(
                1000
            )
            for which in ("kept", "anew")
        )
        for one, other in itertools.zip_longest(ours, again):
            if one is None or other is None or tuple(one) != tuple(other):
                said = one if one is not None else other
                yield name, "", f"the full-text index is out of step at {said}: run the reports again"
                break
        for which in ("kept", "anew"):
            connection.exec_driver_sql(f"DROP TABLE temp.{which}_{name}")
        connection.exec_driver_sql(f"DROP TABLE temp.words_{name}")


def _enter(connection: Connection, name: str, table: Table, columns: tuple[str, ...]) -> None:
    run = connection.exec_driver_sql
    run(
        f"CREATE VIRTUAL TABLE temp.words_{name} USING fts5({', '.join(columns)}, content='', "
        'tokenize="unicode61 remove_diacritics 2")'
    )
    run(f"CREATE VIRTUAL TABLE temp.kept_{name} USING fts5vocab('main', '{name}_fts', 'instance')")
    run(f"CREATE VIRTUAL TABLE temp.anew_{name} USING fts5vocab('temp', 'words_{name}', 'instance')")
    a, c = schema.articles.c, table.c
    marks = ", ".join("?" for _ in range(len(columns) + 1))
    for key, text in connection.execute(select(a.key, a.text).order_by(a.key)).yield_per(50):
        rows = connection.execute(select(table).where(c.article_key == key)).mappings()
        entries = [
            (row["key"], indexable(text[row["start"] : row["end"]]), *_speaker(row, columns)) for row in rows
        ]
        if entries:
            run(f"INSERT INTO temp.words_{name} (rowid, {', '.join(columns)}) VALUES ({marks})", entries)


def _speaker(row: object, columns: tuple[str, ...]) -> tuple[str, ...]:
    return (indexable(row["speaker"]),) if "speaker" in columns else ()  # type: ignore[index]
