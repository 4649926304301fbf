"""The blocks of a record: what each consists of, and a digest of all that its utterances hang on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from onrecord.reconcile.folding import Folded
from onrecord.reconcile.utterances.blocking import blocks_of
from onrecord.reconcile.utterances.index import INDEX, unpacked
from onrecord.reconcile.utterances.matching import REWRITTEN, placed_pairs
from onrecord.reconcile.utterances.said import SAID, Said
from onrecord.shapes import Copy, Kept, Story, id_of, key_of


class Blocks:
    """All blocks by their keys, the ids of their earliest statements, and what is known of all reports.

    `together` are the stories of more than one report that each report touches, `placed` statements that
    stand at one place of a spun or translated copy and its original, `derived` those copies.
    """

    def __init__(self, kept: Kept, stories: Sequence[Story], copies: Sequence[Copy]) -> None:
        rewritten = [copy for copy in copies if copy.kind in REWRITTEN]
        ids = sorted({id_ for copy in rewritten for id_ in (copy.article_id, copy.of_article_id)})
        said: dict[str, tuple[Said, ...]] = dict(kept.noted(SAID, ids))
        self.placed = placed_pairs(said, rewritten)
        self.derived = frozenset(copy.article_id for copy in rewritten)
        self.folded = Folded(copies)
        self.together = _together(kept.article_ids(), stories)
        self._index = unpacked(kept.noted(INDEX))
        counts = np.bincount(self._index.article, minlength=len(self._index.ids))
        firsts = np.cumsum(counts) - counts
        self._first: dict[str, int] = dict(zip(self._index.ids, firsts.tolist(), strict=True))
        self._placed_with: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for pair in self.placed:
            for id_ in pair:
                self._placed_with[id_].add(pair)
        found = blocks_of(self._index, self._stories(), self._sure())
        self._rows = {id_of(int(self._index.rows["id"][rows[0]])): rows for rows in found}

    @property
    def keys(self) -> Iterable[str]:
        """The keys of all blocks."""
        return self._rows

    def rows(self, key: str) -> list[int]:
        """The rows of a block's statements in the index, in the order of time."""
        found: list[int] = self._rows[key].tolist()
        return found

    def wordings(self, key: str) -> int:
        """How many different wordings a block has."""
        return len(np.unique(self._index.rows["words"][self._rows[key]]))

    def reports(self, rows: Iterable[int]) -> list[str]:
        """The ids of the reports in which the statements of these rows stand, sorted."""
        return [self._index.ids[at] for at in np.unique(self._index.article[list(rows)]).tolist()]

    def first_row(self, article_id: str) -> int:
        """The row of a report's first statement; the others follow in the order of SAID."""
        return self._first[article_id]

    def digest(self, key: str) -> bytes:
        """Of all that the utterances of a block hang on."""
        hashed = hashlib.blake2b(self._index.rows[self._rows[key]].tobytes(), digest_size=8)
        for article_id in self.reports(self._rows[key]):
            said = sorted(self.folded.roots(article_id)), sorted(self.together[article_id])
            known = repr((article_id, article_id in self.derived, said))
            hashed.update(known.encode("utf-8", "surrogatepass"))
        ids = [id_of(one) for one in self._index.rows["id"][self._rows[key]].tolist()] if self.placed else []
        pairs = {pair for id_ in ids for pair in self._placed_with.get(id_, ())}
        hashed.update(repr([(pair, self.placed[pair]) for pair in sorted(pairs)]).encode())
        return hashed.digest()

    def _stories(self) -> list[list[int]]:
        """For each report of the index the numbers of its stories."""
        ids = sorted({id_ for of_report in self.together.values() for id_ in of_report})
        numbers = {id_: number for number, id_ in enumerate(ids)}
        return [[numbers[id_] for id_ in sorted(self.together[one])] for one in self._index.ids]

    def _sure(self) -> list[tuple[int, int]]:
        """Rows of the index that belong together whatever their words say."""
        if not self.placed:
            return []
        wanted = {key_of(id_) for id_ in self._placed_with}
        row = {id_: at for at, id_ in enumerate(self._index.rows["id"].tolist()) if id_ in wanted}
        return [(row[key_of(one)], row[key_of(other)]) for one, other in self.placed]


def _together(article_ids: Iterable[str], stories: Iterable[Story]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {article_id: set() for article_id in article_ids}
    for story in stories:
        if len(story.article_ids) > 1:
            for article_id in story.article_ids:
                found[article_id].add(story.id)
    return {article_id: frozenset(of_report) for article_id, of_report in found.items()}
