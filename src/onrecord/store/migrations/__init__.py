"""What brings a record up to this code's version, in order. Each step is recorded in the user's own file."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from onrecord.store.migrations.m001_first_tables import m001_first_tables
from onrecord.store.migrations.m002_figure_parties import m002_figure_parties
from onrecord.store.migrations.m003_candidates import m003_candidates
from onrecord.store.migrations.m004_events import m004_events
from onrecord.store.migrations.m005_dated_by import m005_dated_by
from onrecord.store.migrations.m006_links import m006_links
from onrecord.store.migrations.m007_notes import m007_notes
from onrecord.store.migrations.m008_pair_notes import m008_pair_notes
from onrecord.store.migrations.m009_sibling_dates import m009_sibling_dates
from onrecord.store.migrations.m010_copy_readings import m010_copy_readings
from onrecord.store.migrations.m011_packed import m011_packed

# Append only: a step that has shipped is never changed.
STEPS: tuple[Callable[[Connection], None], ...] = (
    m001_first_tables,
    m002_figure_parties,
    m003_candidates,
    m004_events,
    m005_dated_by,
    m006_links,
    m007_notes,
    m008_pair_notes,
    m009_sibling_dates,
    m010_copy_readings,
    m011_packed,
)
VERSION = len(STEPS)

_TABLE = "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"


def migrate(connection: Connection, current: int) -> None:
    """Runs the steps after `current`, inside the caller's transaction."""
    connection.exec_driver_sql(_TABLE)
    for number, step in enumerate(STEPS[current:], start=current + 1):
        step(connection)
        connection.exec_driver_sql("INSERT INTO schema_migrations VALUES (?, ?)", (number, step.__name__))
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
