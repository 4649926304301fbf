"""Small word lists by which a line is judged without a tagger."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.load import document


@cache
def words(name: str) -> frozenset[str]:
    """One list of `headlines.yaml`: `finite`, `headline`, `function` or `english`, in lower case."""
    table: dict[str, list[str]] = document("headlines.yaml")
    return frozenset(word.lower() for word in table[name])
