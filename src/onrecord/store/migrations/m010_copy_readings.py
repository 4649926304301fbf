"""Version 10: what a copy and its original say at one place."""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.store import schema


def m010_copy_readings(connection: Connection) -> None:
    """Makes the table in a record made before it; the reports are due to be joined again."""
    schema.copy_readings.create(connection, checkfirst=True)
    connection.exec_driver_sql("DELETE FROM state WHERE name = 'joined'")
