"""Version 5: the constraints that a report's day of publication was inferred from, or is doubted for."""

from __future__ import annotations

from sqlalchemy import Connection


def m005_dated_by(connection: Connection) -> None:
    """Adds the column to a record made before it; a new record has it from its first step."""
    there = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(articles)")}
    if "dated_by" not in there:
        connection.exec_driver_sql("ALTER TABLE articles ADD COLUMN dated_by TEXT")
