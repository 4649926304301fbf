"""The names under which other programs write the fields of a JSON line, as a typed table."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.load import document


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """For each of our fields the names it may come under, the first that holds something wins.

    Example: `aliases()["published"]` begins with `published` and `publishing_date`.
    """
    table: dict[str, list[str]] = document("fields.yaml")
    return {field: tuple(names) for field, names in table.items()}
