"""Version 4: of events context, CAMEO's code, words of the place, source of the day, magnitudes; sectors."""

from __future__ import annotations

from sqlalchemy import Connection

_COLUMNS = {
    "events": {
        "context": "TEXT NOT NULL DEFAULT '[]'",
        "cameo": "TEXT",
        "date_rule": "TEXT",
        "place_start": "INTEGER",
        "place_end": "INTEGER",
        "dead": "INTEGER",
        "injured": "INTEGER",
        "size": "INTEGER",
    },
    "event_parties": {"sector": "TEXT"},
}


def m004_events(connection: Connection) -> None:
    """Adds the columns to a record made before them; a new record has them from its first step."""
    for table, columns in _COLUMNS.items():
        there = {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            if name not in there:
                connection.exec_driver_sql(f'ALTER TABLE {table} ADD COLUMN "{name}" {kind}')
