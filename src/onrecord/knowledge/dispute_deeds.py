"""Verbs and nouns of one deed, by which two datings of it are found: tables of `disputes.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from onrecord.knowledge.load import document

_FILE = "disputes.yaml"


@cache
def deeds() -> Mapping[str, frozenset[str]]:
    """For each verb or noun of a deed, the first words of its lists: "vote" is of "pass" and "elect"."""
    found: dict[str, set[str]] = {}
    for group in document(_FILE)["deeds"]:
        for word in group:
            found.setdefault(word, set()).add(f"{group[0]}.")
    return {word: frozenset(names) for word, names in found.items()}


@cache
def happenings() -> frozenset[str]:
    """Nouns of what happens at one day by itself: "crash"."""
    return frozenset(document(_FILE)["happenings"])


@cache
def happened_on() -> re.Pattern[str]:
    """A noun of a deed right before its day: "the crash at the bend, on 9 January". Its group is the noun."""
    nouns = "|".join(sorted(happenings(), key=_longest))
    return re.compile(
        rf"\b({nouns})s?(?:\s+(?:at|in|near|of|off|from|to|over|against|by|with|as|between|for)\s+[^.;:!?,]{{1,40}}?)?,?\s+(?:of|on)\s+(?:the\s+)?$",
        re.IGNORECASE,
    )


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word
