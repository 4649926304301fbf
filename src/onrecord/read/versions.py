"""Which of several inputs of one article_id is read: the newest, whatever the order they come in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.shapes import Issue, Source

Order = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source, with what puts the versions of one article_id in order."""

    source: Source
    newest: tuple[str, str, str]  # fetched, modified, published, as sortable times

    def order(self) -> Order:
        """The sort key of this version: the times, then the content, then what is stated about it."""
        content = hashlib.sha256(self.source.content.encode("utf-8", "surrogatepass")).hexdigest()
        return (*self.newest, content, self.source.fingerprint)


def contested(ids: Iterable[str]) -> frozenset[bytes]:
    """The ids that come more than once, as short hashes so that a million of them stay small."""
    counts = Counter(_short(one) for one in ids)
    return frozenset(one for one, count in counts.items() if count > 1)


def winners(candidates: Iterable[Candidate], ids: frozenset[bytes]) -> dict[bytes, Order]:
    """For each contested id the order of its newest version."""
    best: dict[bytes, Order] = {}
    for candidate in candidates:
        key = _short(candidate.source.article_id)
        if key in ids:
            best[key] = max(best.get(key, ("", "", "", "", "")), candidate.order())
    return best


def newest_only(
    candidates: Iterable[Candidate | Issue], best: dict[bytes, Order]
) -> Iterator[Source | Issue]:
    """The newest version of each report; the others become issues that say which was read instead."""
    given: set[bytes] = set()
    for candidate in candidates:
        if isinstance(candidate, Issue):
            yield candidate
            continue
        source = candidate.source
        key = _short(source.article_id)
        if key not in best:
            yield source
            continue
        order = candidate.order()
        if order == best[key] and key not in given:
            given.add(key)
            yield source
        elif order[3] == best[key][3]:
            yield _issue(source, "duplicate", "the same text under the same id was read already")
        else:
            yield _issue(source, "older-version", "a newer version under the same id was read instead")


def _issue(source: Source, kind: str, reason: str) -> Issue:
    return Issue(source.article_id, source.origin, "read", kind, reason)


def _short(identifier: str) -> bytes:
    return hashlib.blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=12).digest()
