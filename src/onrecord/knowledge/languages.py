"""Languages as metadata names them, to ISO 639-1."""

from __future__ import annotations

import re
from functools import cache

from onrecord.knowledge.load import document


@cache
def _names() -> dict[str, str]:
    table: dict[str, str] = document("languages.yaml")
    return table


def language_code(name: str) -> str | None:
    """The ISO 639-1 code for a code, locale or English name: `language_code("en_GB")` is `"en"`."""
    word = name.strip().lower()
    if word in _names():
        return _names()[word]
    match = re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9_-]+)?", word)
    if match is None:
        return None
    return _names().get(match[1], match[1])
