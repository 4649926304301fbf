"""Words by which figures of one quantity are known, and what tells them apart (`dispute_quantities.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.disputes import alternatives
from onrecord.knowledge.load import document

_FILE = "dispute_quantities.yaml"


@cache
def alike_nouns() -> Mapping[str, str]:
    """Each noun of what is counted, and the first of its list. Example: of "posts", "jobs"."""
    return {word: group[0] for group in document(_FILE)["nouns"] for word in group}


@cache
def broad() -> frozenset[str]:
    """Nouns of which there is much in any story: "people"."""
    return frozenset(document(_FILE)["broad"])


@cache
def empty_measures() -> frozenset[str]:
    """Nouns that do not say what is measured: "weight", "fire"."""
    return frozenset(document(_FILE)["empty_measures"])


@cache
def alike_deeds() -> Mapping[str, frozenset[str]]:
    """For each verb of a deed with an amount, the first words of its lists: "pledge" is of "give"."""
    found: dict[str, set[str]] = {}
    for group in document(_FILE)["deeds"]:
        for word in group:
            found.setdefault(word, set()).add(group[0])
    return {word: frozenset(names) for word, names in found.items()}


@cache
def measured() -> re.Pattern[str]:
    """Nouns of what is told in percent: "turnout", "inflation"."""
    return _needed(document(_FILE)["measured"])


@cache
def telling_verbs() -> re.Pattern[str]:
    """Verbs by which a party gives an amount: "put the toll at", "spoke of", "counted"."""
    return _needed(document(_FILE)["telling"])


@cache
def late() -> Mapping[str, re.Pattern[str]]:
    """Words of an early and of a late count, and of a part."""
    return _patterns("told_at")


@cache
def phases() -> Mapping[str, re.Pattern[str]]:
    """Stages of a transfer, order or plan."""
    return _patterns("phases")


@cache
def spans_of_time() -> Mapping[str, re.Pattern[str]]:
    """Lengths of time that amounts are added up over."""
    return _patterns("spans")


@cache
def planning() -> re.Pattern[str]:
    """Words of an amount that was only planned or expected."""
    return _needed(document(_FILE)["planning"])


@cache
def rates() -> Mapping[str, float]:
    """About how much of each currency a US dollar has bought, by its ISO code."""
    return {str(code): float(rate) for code, rate in document(_FILE)["rates"].items()}


def family(state: str) -> str:
    """States that are one for what is counted: a drone destroyed is shot down."""
    return str(document(_FILE)["families"].get(state, state))


def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    return {str(key): _needed(words) for key, words in document(_FILE)[name].items()}


def _needed(words: object) -> re.Pattern[str]:
    found = alternatives(words)
    if found is None:
        raise KnowledgeError(f"knowledge/{_FILE}: an empty list")
    return found
