"""Which reports are one source: who copies whom, and how many independent reports stand behind a side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.reconcile.folding import Folded
from onrecord.shapes import Copy


class Origins:
    """The copies of a record. A copy that differs from its source has slipped, it does not disagree."""

    def __init__(self, copies: Sequence[Copy]) -> None:
        self._folded = Folded(copies)
        self._of: dict[str, set[str]] = defaultdict(set)
        self._sources: dict[str, set[str]] = defaultdict(set)
        for copy in copies:
            if copy.kind != "same-source" and copy.direction != "unknown":
                self._sources[copy.article_id].add(copy.of_article_id)
            self._of[copy.article_id].add(copy.of_article_id)
            self._of[copy.of_article_id].add(copy.article_id)

    def count(self, article_ids: Iterable[str]) -> int:
        """How many independent sources these reports are."""
        return self._folded.count(article_ids)

    def derived(self, one: str, other: str) -> bool:
        """True where one of two reports is made from the other, or both from the same third."""
        return other in self._of.get(one, ())

    def sources(self, article_id: str) -> frozenset[str]:
        """The reports that it is known to be made from."""
        return frozenset(self._sources.get(article_id, ()))

    def roots(self, article_id: str) -> frozenset[str]:
        """What a report was made from in the end, see Folded."""
        return self._folded.roots(article_id)

    def copies(self, article_id: str) -> frozenset[str]:
        """The reports that it copies, or that copy it."""
        return frozenset(self._of.get(article_id, ()))
