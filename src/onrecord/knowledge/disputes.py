"""What makes accounts differ: the typed tables of `disputes.yaml`, and happenings by the names they go by."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.load import document

Spread = tuple[int, int]

_FILE = "disputes.yaml"
_SERIES = ("dated/meetings.yaml", "dated/elections.yaml", "dated/american_elections.yaml")
PIECE = re.compile(r"['\u2019]s\b|\w+|[^\w\s]")
"""A word or a sign of a name."""
_WORD = re.compile(r"[\[\]|]|[^\s\[\]|]+")


@dataclass(frozen=True, slots=True)
class DisputeRule:
    """One rule: its permanent id, its kind, what it says, and the texts or cases that its test runs."""

    id: str
    kind: str
    says: str
    examples: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Terms that cannot both fit one thing: `sides` maps a side's name to its terms, the longest first."""

    id: str
    of: tuple[str, ...]
    sides: Mapping[str, tuple[str, ...]]
    counted: bool
    strict: bool = False  # its terms are many and common: only what is plainly called one counts


@dataclass(frozen=True, slots=True)
class Once:
    """Something that happens once to one actor: `verbs` finds it, `object` says that it needs an object."""

    id: str
    verbs: re.Pattern[str]
    object: bool
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a sequence: its place in it, and the words before its date."""

    sequence: str
    place: int
    verbs: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Dated:
    """A happening of knowledge with its days (`YYYY-MM-DD`), and where that is known from.

    `head` is the noun that alone may stand for it once it is named ("the invasion"), or None.
    """

    id: str
    first: str
    last: str
    head: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """Words between a date and a happening: "before", "after", and how many units vague words mean."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    soft: frozenset[str]
    vague: Mapping[str, Spread]


@cache
def rules() -> Mapping[str, DisputeRule]:
    """The rules by id. Example: `rules()["inside.weekday"].kind` is `"inside-one-report"`."""
    return {
        row["id"]: DisputeRule(
            row["id"], row["kind"], row["says"], tuple(row["examples"]), tuple(row.get("not", ()))
        )
        for row in document(_FILE)["rules"]
    }


@cache
def apart() -> Mapping[str, str]:
    """Why two values are no dispute, in words. Example: `apart()["update"]` is `"a later count"`."""
    return dict(document(_FILE)["apart"])


def alternatives(words: Any) -> re.Pattern[str] | None:
    """A pattern that finds any of these words or phrases, whole, the longest first; None for none."""
    ordered = sorted({str(word) for word in words}, key=_longest)
    if not ordered:
        return None
    inner = "|".join(r"\s*".join(re.escape(part) for part in word.split(" - ")) for word in ordered)
    inner = inner.replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)", re.IGNORECASE)


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


@cache
def counted() -> Mapping[str, str]:
    """Each noun of the counted, and the first of its list. Example: `counted()["victims"]` is `"people"`."""
    return {word: group[0] for group in document(_FILE)["counted"] for word in group}


@cache
def partial() -> re.Pattern[str]:
    """Words by which a count is a part of another, or a further one."""
    return _needed("partial")


def _needed(name: str) -> re.Pattern[str]:
    found = alternatives(document(_FILE)[name])
    if found is None:
        raise KnowledgeError(f"knowledge/{_FILE}: {name} is empty")
    return found


@cache
def polls() -> re.Pattern[str]:
    """Words of a share of opinion, which differs from poll to poll."""
    return _needed("polls")


@cache
def measures() -> Mapping[str, str]:
    """Words of one measure. Example: `measures()["assistance"]` is `"aid"`."""
    return {word: name for name, words in document(_FILE)["measures"].items() for word in words}


@cache
def stock() -> frozenset[str]:
    """Nouns of which a body has one count at a time: "members"."""
    return frozenset(document(_FILE)["stock"])


@cache
def disjoint() -> tuple[frozenset[str], ...]:
    """Groups of nouns that do not overlap, and so may be added up."""
    return tuple(frozenset(group) for group in document(_FILE)["disjoint"])


@cache
def once() -> tuple[Once, ...]:
    """What happens once to one actor."""
    found = []
    for row in document(_FILE)["once"]:
        verbs = alternatives(row["verbs"])
        if verbs is None:
            raise KnowledgeError(f"knowledge/{_FILE}: {row['id']} has no verbs")
        found.append(Once(row["id"], verbs, bool(row.get("object")), frozenset(row.get("kinds", ()))))
    return tuple(found)


@cache
def stages() -> tuple[Stage, ...]:
    """Stages that come one after another. Example: "was arrested" is place 0 of the sequence "trial"."""
    return tuple(
        Stage(row["sequence"], place, verbs)
        for row in document(_FILE)["stages"]
        for place, words in enumerate(row["verbs"])
        if (verbs := alternatives(words)) is not None
    )


@cache
def contrasts() -> tuple[Contrast, ...]:
    """Terms that cannot both fit one thing."""
    return tuple(
        Contrast(
            row["id"],
            tuple(row.get("of", ())),
            {name: tuple(sorted(terms, key=_longest)) for name, terms in row["sides"].items()},
            bool(row.get("counted")),
            bool(row.get("strict")),
        )
        for row in document(_FILE)["contrasts"]
    )


@cache
def accusation_nouns() -> frozenset[str]:
    """What a denial may call an accusation: "the allegations", "that"."""
    return frozenset(document(_FILE)["accusation_nouns"])


@cache
def accusing() -> re.Pattern[str]:
    """Cues of an accusation."""
    return _needed("accusing")


@cache
def denying() -> re.Pattern[str]:
    """Cues of a denial."""
    return _needed("denying")


@cache
def empty_words() -> frozenset[str]:
    """Words that carry no meaning of their own when clauses are compared."""
    return frozenset(document(_FILE)["empty"])


@cache
def empty_acts() -> frozenset[str]:
    """Verbs that say nothing of what was done: "be", "say", "take"."""
    return frozenset(document(_FILE)["empty_acts"])


@cache
def spoken_acts() -> frozenset[str]:
    """Verbs of saying: "deny", "warn"."""
    return frozenset(document(_FILE)["spoken_acts"])


@cache
def unnamed() -> frozenset[str]:
    """Words that are no party: "people", "some"."""
    return frozenset(document(_FILE)["unnamed"])


@cache
def relation() -> Relation:
    """Words between a date and a happening. Example: `relation().vague["a few"]` is `(2, 9)`."""
    raw = document(_FILE)["relation"]
    vague = {str(name): (int(low), int(high)) for name, (low, high) in raw["vague"].items()}
    return Relation(tuple(raw["before"]), tuple(raw["after"]), frozenset(raw["soft"]), vague)


@cache
def dated() -> Mapping[str, tuple[tuple[tuple[str, ...], Dated], ...]]:
    """Every dated happening, vote and summit that goes by a name of its own: names by their first word, the
    longest first, each as words.

    A name that several happenings share (an election that comes again) is left out: which one is meant
    cannot be told. Example: under "invasion", (("invasion", "of", "ukraine"), the one of 2022-02-24).
    """
    names: dict[tuple[str, ...], dict[tuple[str, str], tuple[str, str | None]]] = {}
    for text, days, id_, source in _named():
        names.setdefault(name_words(text), {}).setdefault(days, (id_, source))
    index: dict[str, list[tuple[tuple[str, ...], Dated]]] = {}
    for name, found in sorted(names.items(), key=_longest_name):
        spans = sorted(found)
        if all(later[0] <= earlier[1] for earlier, later in itertools.pairwise(spans)):
            (id_, source), last = found[spans[0]], max(days[1] for days in spans)
            index.setdefault(name[0], []).append((name, Dated(id_, spans[0][0], last, _head(name), source)))
    return {first: tuple(found) for first, found in index.items()}


def _longest_name(item: tuple[tuple[str, ...], object]) -> tuple[int, tuple[str, ...]]:
    return -len(item[0]), item[0]


def name_words(text: str) -> tuple[str, ...]:
    """A text as the words and signs that names are compared by, in lower case.

    Example: of "Russia's full-scale war", russia, 's, full, -, scale, war.
    """
    return tuple(match[0].lower().replace("\u2019", "'") for match in PIECE.finditer(text))


@cache
def _heads() -> frozenset[str]:
    return frozenset(document(_FILE)["heads"])


def _head(name: tuple[str, ...]) -> str | None:
    heads = _heads()
    words = [word for word in name if word in heads]
    return words[-1] if words else None


def _named() -> Iterator[tuple[str, tuple[str, str], str, str | None]]:
    """(name, days, id, source) of every happening, with optional and alternative words spelled out."""
    for row in document("named_events.yaml"):
        for name in row["names"]:
            yield str(name), _days(row["days"]), str(row["names"][0]), row.get("source")
    for row in document("dated/happenings.yaml"):
        for name in row["names"]:
            for spelled in spelled_out(name):
                yield spelled, _days(row["days"]), row["id"], row.get("source")
    for series in _SERIES:
        for row in document(series):
            yield from _held(row)


def _held(row: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str], str, str | None]]:
    for held in row["held"]:
        names = [*held.get("names", ())]
        for place in held.get("at", ()):
            names += [
                name.replace("{place}", place) for name in row.get("place-names", ()) if "summit" in name
            ]
        names += row.get("names", ()) if len(row["held"]) == 1 else ()
        for name in names:
            for spelled in spelled_out(name):
                yield spelled, _days(held["days"]), f"{row['id']}.{_days(held['days'])[0]}", row.get("source")


def _days(value: Any) -> tuple[str, str]:
    first, _, last = str(value).partition("/")
    return first, last or first


def spelled_out(pattern: str) -> tuple[str, ...]:
    """Every text that a pattern of names fits: `a|b [c] d` is a d, b d, a c d, b c d.

    Raises KnowledgeError where a bracket stays open.
    """
    texts, words = _ways(_WORD.findall(pattern), 0)
    if words is not None:
        raise KnowledgeError(f"{pattern!r} has a bracket too many")
    return tuple(sorted({" ".join(text.split()) for text in texts if text.strip()}))


def _ways(tokens: list[str], at: int) -> tuple[list[str], int | None]:
    """The texts of the tokens from `at` to the bracket that closes there, and the place behind it."""
    texts, joined = [""], False
    choice: list[str] = []
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token == "|":
            joined = True
            continue
        if token == "]":
            return _with(texts, choice), at
        if token == "[":
            inner, after = _ways(tokens, at)
            if after is None:
                raise KnowledgeError(f"{' '.join(tokens)!r} has an open bracket")
            at, texts, choice, joined = after, _with(texts, choice), ["", *inner], False
            continue
        texts, choice = (texts, [*choice, token]) if joined else (_with(texts, choice), [token])
        joined = False
    return _with(texts, choice), None


def _with(texts: list[str], choice: list[str]) -> list[str]:
    return [f"{text} {word}" for text in texts for word in choice] if choice else texts
