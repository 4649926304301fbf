"""Copies: which report was made from which, how, and the passages that came over.

    find_copies(kept)     candidates from the prints → proof by aligning the words → what they are together

The three steps are there one by one, so that a record that grows need not prove again what it proved before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from onrecord.reconcile.copies.candidates import (
    SHARED,
    Index,
    alike_in_meaning,
    near_in_meaning,
    same_prints,
    sketched,
)
from onrecord.reconcile.copies.proving import Opened, opened, proved
from onrecord.reconcile.copies.settling import settled
from onrecord.shapes import Copy, Kept, Printed

__all__ = ["candidate_pairs", "find_copies", "proved_copies", "settled"]

# Texts held open: reports are walked in the order of their dates, and copies come within days.
_OPEN = 256


def find_copies(kept: Kept) -> tuple[Copy, ...]:
    """Every pair of reports of which one was made from the other, or both from a third.

    Candidates come from the prints of all reports; each is proved by aligning the words of the two. What
    is furniture, quoted, or a form filled in with other numbers proves nothing. That A is like B and B like C
    makes no copy of A and C: each pair is proved for itself. Of a group of more than some 25 nearly equal
    reports not every pair is looked at: each is compared with the first, and with those that stand before it
    by date; of equal ones, each with the first. The order of reading does not matter.

    Example: `find_copies(kept)[0].kind` is "reprint".
    """
    return settled(proved_copies(kept, candidate_pairs(kept)))


def candidate_pairs(kept: Kept) -> tuple[tuple[str, str], ...]:
    """Ids of the reports that are worth comparing, the lesser first, sorted by where they stand in time."""
    prints = sorted(kept.prints(), key=_order)
    unlike, equal = same_prints(prints)
    index = Index([np.frombuffer(prints[at].print.signature, dtype="<u4") for at in unlike])
    bits = [[one for _, one in prints[at].print.passages] for at in unlike]
    pairs = {
        (unlike[later], unlike[earlier])
        for later, earlier, share in sketched(index)
        if share >= SHARED or alike_in_meaning(bits[later], bits[earlier])
    }
    passages = [(n, one) for n, of_report in enumerate(bits) for one in of_report]
    near = near_in_meaning(passages, [_day(prints[at]) for at in unlike])
    pairs |= {(unlike[later], unlike[earlier]) for later, earlier in near}
    pairs |= {(later, earlier) for earlier, later in equal}
    return tuple(
        (min(a, b), max(a, b))
        for a, b in ((prints[x].article_id, prints[y].article_id) for x, y in sorted(pairs))
    )


def proved_copies(kept: Kept, pairs: Iterable[tuple[str, str]]) -> Iterator[Copy]:
    """Of these pairs those that are copies. What one says hangs on its two reports only."""
    texts: dict[str, Opened] = {}

    def text(article_id: str) -> Opened:
        found = texts.pop(article_id, None)
        if found is None:
            found = opened(kept.article(article_id))
            if len(texts) >= _OPEN:
                del texts[next(iter(texts))]
        texts[article_id] = found  # last now: what was not asked for the longest goes first
        return found

    for a, b in pairs:
        copy = proved(text(a), text(b))
        if copy is not None:
            yield copy


def _order(printed: Printed) -> tuple[str, str]:
    return printed.published_earliest or "", printed.article_id


def _day(printed: Printed) -> int | None:
    try:
        return (
            None
            if printed.published_earliest is None
            else date.fromisoformat(printed.published_earliest).toordinal()
        )
    except ValueError:
        return None
