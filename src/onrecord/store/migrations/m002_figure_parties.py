"""Version 2: who gives, receives or owns a figure with the words that name it, and forecast or fact."""

from __future__ import annotations

from sqlalchemy import Connection

_PARTIES = ("giver", "recipient", "of_whom")


def m002_figure_parties(connection: Connection) -> None:
    """Adds the columns to a record made before them; a new record has them from its first step."""
    columns = {"modality": "TEXT NOT NULL DEFAULT 'fact'"}
    columns |= {f"{party}_{side}": "INTEGER" for party in _PARTIES for side in ("start", "end")}
    there = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(figures)")}
    for name, kind in columns.items():
        if name not in there:
            connection.exec_driver_sql(f'ALTER TABLE figures ADD COLUMN "{name}" {kind}')
