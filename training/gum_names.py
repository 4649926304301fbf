"""Names out of GUM's entity annotation, which marks whole noun phrases of every kind.

A phrase is a name when its head word is a proper noun; the name is then the stretch of
proper nouns around the head, with small words between them where the phrase carries the
Wikipedia identity ("University of Portsmouth").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import numpy as np

from training import lists

_KINDS = {"person": "person", "organization": "organisation", "place": "place", "event": "event",
          "object": "misc", "abstract": "misc"}  # fmt: skip
_SMALL = {"of", "the", "and", "&", "for", "in", "on", "de", "la", "del", "von", "van", "'s", "-", ".", "'"}


@dataclass(frozen=True)
class Entity:
    """One mention: its words, kind, Wikipedia identity, chain number and head word."""

    start: int
    end: int
    kind: str
    identity: str
    chain: str
    head: int


def entities(rows: list[list[str]]) -> Iterator[Entity]:
    """Each entity of a document's rows, as it closes."""
    open_: list[tuple[str, int, str]] = []
    for i, row in enumerate(rows):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        if not found:
            continue
        for part in re.finditer(r"\(([^()]+)(\))?|([^()]+)\)", found[1]):
            opened, closed_now, closed = part[1], part[2], part[3]
            if opened and closed_now:
                yield _entity(opened, i, i + 1)
            elif opened:
                open_.append((opened.split("-")[0], i, opened))
            elif closed:
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == closed:
                        _, start, text = open_.pop(k)
                        yield _entity(text, start, i + 1)
                        break


def _entity(opened: str, start: int, end: int) -> Entity:
    """Reads "GRP-etype-infstat-salience-centering-minspan-link-identity"."""
    fields = opened.split("-")
    identity = "-".join(fields[7:]) if len(fields) > 7 else ""
    least = fields[5].split(",")[0] if len(fields) > 5 else "1"
    head = start + int(least) - 1 if least.isdigit() else start
    return Entity(start, end, fields[1] if len(fields) > 1 else "", identity, fields[0], min(head, end - 1))


def chains(rows: list[list[str]]) -> list[tuple[int, int]]:
    """(head word, chain number) of each mention of a document, in the text's order; one a head word."""
    numbers: dict[str, int] = {}
    found = sorted(entities(rows), key=lambda e: (e.head, e.start - e.end))
    heads = {e.head: numbers.setdefault(e.chain, len(numbers)) for e in reversed(found)}
    return sorted(heads.items())


def named_spans(rows: list[list[str]], heads: np.ndarray) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the names of one document."""
    spans = []
    for e in entities(rows):
        start, end, kind, identity = e.start, e.end, e.kind, e.identity
        if kind in _KINDS:
            span = _by_identity(rows, start, end, identity) or _by_head(
                rows, heads, start, end, bool(identity)
            )
            if span:
                span = _trim(rows, *span, kind)
            if span and span[1] > span[0]:
                spans.append((*span, _KINDS[kind]))
    return spans


def _by_identity(rows: list[list[str]], start: int, end: int, identity: str) -> tuple[int, int] | None:
    wanted = re.findall(r"\w+", unquote(identity).replace("_", " ").lower())
    words = [(i, rows[i][1].lower()) for i in range(start, end) if re.search(r"\w", rows[i][1])]
    size = len(wanted)
    for k in range(len(words) - size + 1):
        if size and [w for _, w in words[k : k + size]] == wanted:
            first, last = words[k][0], words[k + size - 1][0]
            if any(rows[i][3] == "PROPN" or rows[i][4] in ("NNP", "NNPS") for i in range(first, last + 1)):
                return first, last + 1
    return None


def _by_head(
    rows: list[list[str]], heads: np.ndarray, start: int, end: int, known: bool
) -> tuple[int, int] | None:
    inside = [i for i in range(start, end) if not start <= heads[i] < end]
    if not inside or rows[inside[0]][3] != "PROPN":
        return None
    first = last = inside[0]
    while first > start and _joins(rows[first - 1]):
        first -= 1
    while last + 1 < end:
        if _joins(rows[last + 1]):
            last += 1
        elif known and rows[last + 1][1].lower() in _SMALL and last + 2 < end and _proper(rows[last + 2]):
            last += 2
        else:
            break
    return first, last + 1


def _joins(row: list[str]) -> bool:
    relation = row[7].split(":")[0]
    near = relation in ("compound", "flat", "goeswith", "nummod", "amod") or row[1] in "-.&'"
    return near and (_proper(row) or row[1] in "-.&'")


def _proper(row: list[str]) -> bool:
    return row[3] == "PROPN" or row[4] in ("NNP", "NNPS")


def _trim(rows: list[list[str]], start: int, end: int, kind: str) -> tuple[int, int]:
    while end - start > 1 and (
        rows[start][1].lower() in ("the", "a", "an", "-", "'", ".", "&")
        or (kind == "person" and rows[start][1].lower().rstrip(".") in lists.TITLES)
    ):
        start += 1
    while end - start > 1 and rows[end - 1][1] in ("-", "'", "'s", "’s", ","):
        end -= 1
    return start, end
