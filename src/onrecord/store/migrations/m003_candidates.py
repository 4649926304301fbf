"""Version 3: who else could have made a statement, where the speaker is ambiguous."""

from __future__ import annotations

from sqlalchemy import Connection


def m003_candidates(connection: Connection) -> None:
    """Adds the column to a record made before it; a new record has it from its first step."""
    there = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(statements)")}
    if "candidates" not in there:
        connection.exec_driver_sql("ALTER TABLE statements ADD COLUMN candidates TEXT")
