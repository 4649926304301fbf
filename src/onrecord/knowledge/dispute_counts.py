"""What happened to the counted, and which part of it is told: tables of `disputes.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.errors import KnowledgeError
from onrecord.knowledge.disputes import alternatives
from onrecord.knowledge.load import document

_FILE = "disputes.yaml"


@dataclass(frozen=True, slots=True)
class State:
    """What happened to the counted ("killed"): patterns for the words before and behind the figure."""

    id: str
    says: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    nouns: frozenset[str] = frozenset()  # that count it by themselves: "arrests"
    only: frozenset[str] = frozenset()  # the counted to whom it can happen; empty for all
    whoever: bool = False  # the counted are compared whatever they are called
    loose: bool = False  # it happens to much: two clauses must have more words in common


@cache
def states() -> tuple[State, ...]:
    """What can have happened to the counted. Example: the first is `killed`."""
    return tuple(
        State(
            row["id"],
            row["says"],
            alternatives(row["before"]),
            alternatives(row["after"]),
            frozenset(row.get("nouns", ())),
            frozenset(row.get("only", ())),
            bool(row.get("whoever")),
            bool(row.get("loose")),
        )
        for row in document(_FILE)["states"]
    )


@cache
def any_state() -> re.Pattern[str]:
    """Any word by which one of the states is told: where none stands, none need be tried."""
    document_ = document(_FILE)["states"]
    found = alternatives(word for row in document_ for word in (*row["before"], *row["after"]))
    if found is None:
        raise KnowledgeError(f"knowledge/{_FILE}: states is empty")
    return found


@cache
def counts_by_itself() -> Mapping[str, State]:
    """Nouns that say what happened. Example: `counts_by_itself()["arrests"].id` is `"arrested"`."""
    return {noun: state for state in reversed(states()) for noun in state.nouns}


@cache
def scopes() -> Mapping[str, tuple[int, ...]]:
    """For words of a part of what is counted, the positions of their lists."""
    found: dict[str, tuple[int, ...]] = {}
    for at, group in enumerate(document(_FILE)["scopes"]):
        for word in group:
            found[word] = (*found.get(word, ()), at)
    return found


@cache
def parts() -> re.Pattern[str]:
    """A name before a noun of a part: "the Jakarta section". Its group is the name."""
    nouns = "|".join(sorted(set(document(_FILE)["parts"])))
    return re.compile(rf"\b((?:[A-Z][\w-]+\s)+)(?:{nouns})s?\b")
