"""The word lists of `statement_words.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.knowledge.load import document


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    return {entry["id"]: frozenset(entry["words"]) for entry in document("statement_words.yaml")}


def words_of(name: str) -> frozenset[str]:
    """The words of one list. Example: `"according" in words_of("heard")` is False, `"criticism"` is in it."""
    return _lists()[f"words.{name}"]
