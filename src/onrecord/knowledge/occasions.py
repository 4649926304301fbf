"""The nouns of `occasions.yaml`: what makes "at a ..." the place or the form of speaking."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.knowledge.load import document


@cache
def occasion_nouns() -> Mapping[str, str]:
    """Each noun, lower case, with the id of the entry that lists it."""
    return {noun: entry["id"] for entry in document("occasions.yaml") for noun in entry["nouns"]}
