"""The audit of events: do the cited words bear trigger, sides, place, account and numbers?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from onrecord.knowledge.events import MODALITIES, TYPES
from onrecord.store import numerals, schema
from onrecord.store.audit_statements import Named

_ARTICLE = re.compile(r"^(?:the|a|an) ")
_PRONOUNS = frozenset(
    [
        "it",
        "they",
        "them",
        "its",
        "their",
        "he",
        "she",
        "his",
        "her",
        "him",
        "we",
        "us",
        "our",
        "i",
        "me",
        "my",
        "ourselves",
    ]
)


@dataclass(frozen=True, slots=True)
class Told:
    """The sides of a report's events by the event's key, and where the content of its statements stands."""

    parties: Mapping[int, Sequence[RowMapping]] = field(default_factory=dict)
    contents: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)


def told(connection: Connection, article: int) -> Told:
    """What the audit of one report's events needs."""
    e, p = schema.events.c, schema.event_parties
    query = select(p).join(schema.events, e.key == p.c.event_key).where(e.article_key == article)
    parties: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query.order_by(p.c.event_key, p.c.side, p.c.position)).mappings():
        parties[row["event_key"]].append(row)
    s, c = schema.statements.c, schema.statement_parts.c
    said = select(c.statement_key, c.start, c.end).join(schema.statements, s.key == c.statement_key)
    contents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for key, start, end in connection.execute(said.where(s.article_key == article, c.kind == "content")):
        contents[key].append((start, end))
    return Told(parties, contents)


def event_failures(
    row: Mapping[str, Any], text: str, passage: str, all_told: Told, names: Named
) -> Iterator[str]:
    """What of an event its words do not bear. `passage` is the one it stands in."""
    if row["type"] not in TYPES:
        yield f"{row['type']!r} is no type of PLOVER"
    if row["modality"] not in MODALITIES:
        yield f"{row['modality']!r} is no modality"
    parties = all_told.parties.get(row["key"], ())
    if not parties:
        yield "names neither who acts nor to whom"
    for party in parties:
        yield from _party_failures(party, text, names)
    if row["place"] is not None and _plain(row["place"]) != _plain(
        text[row["place_start"] or 0 : row["place_end"] or 0]
    ):
        yield f"the place {row['place']!r} does not stand at its offsets"
    if (
        row["date_earliest"] is not None
        and row["date_latest"] is not None
        and row["date_earliest"] > row["date_latest"]
    ):
        yield f"ends ({row['date_latest']}) before it begins ({row['date_earliest']})"
    contents = all_told.contents.get(row["statement_key"], ())
    if row["statement_key"] is not None and not any(
        a <= row["start"] and row["end"] <= b for a, b in contents
    ):
        yield "stands outside the content of the statement that tells it"
    for name in ("dead", "injured", "size"):
        if (
            row[name] is not None
            and not numerals.bears(passage, row[name])
            and not numerals.bears_bound(passage, row[name])
        ):
            yield f"the number {row[name]} ({name}) does not stand in its passage"


def _party_failures(party: RowMapping, text: str, names: Named) -> Iterator[str]:
    start, end = party["start"], party["end"]
    if not 0 <= start < end <= len(text):
        yield f"{party['side']} {start}..{end} lies outside the text ({len(text)} characters)"
        return
    words = _plain(text[start:end])
    if words == _plain(party["name"]) or (words in _PRONOUNS and party["member_key"] is not None):
        return
    known = names.names.get(party["member_key"], ())
    if not known:
        yield f"the {party['side']} {party['name']!r} does not stand in {text[start:end][:60]!r}"
    elif party["name"] not in known:
        yield f"the {party['side']} {party['name']!r} is no name of its actor"
    elif words not in {
        _plain(said) for said in (*known, *names.meant.get(party["member_key"], ()))
    } and not any(_plain(name) in words for name in known):
        yield f"the words {text[start:end][:60]!r} do not name the {party['side']} {party['name']!r}"


def _plain(words: str) -> str:
    """As names are compared: without case, and without an article before them."""
    return _ARTICLE.sub("", " ".join(words.split()).casefold())
