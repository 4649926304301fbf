"""The sane reading beside the broken one: what a copy says otherwise than the report that it was made from.

Each copy is aligned word by word with the other report. Where words were replaced, both are given; and where
a name, figure, date or speaker was read otherwise, or is one in one report only, both readings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from onrecord.reconcile.copies.counterparts import Counterpart, cells, counterparts
from onrecord.reconcile.copies.replacing import Aligned
from onrecord.reconcile.copies.word_pairs import Lexed
from onrecord.reconcile.copies.words import worded
from onrecord.shapes import Article, Copy, Kept, Pairing, Reading, Span
from onrecord.shapes.kept import Pair

_OPEN = 64  # texts held at a time


def readings(kept: Kept, copies: Sequence[Copy]) -> tuple[Reading, ...]:
    """For every copy with other words than its original, each place where they differ, with both.

    What is found hangs on the two reports alone. A copy that was only cut is not opened.

    Example: of a report and the same with "prime minister" spun into "chief clergyman" a Reading of kind
    "wording" with both words, and one of kind "name" with `of_value` "Prime Minister of ..." where the other
    report has that.
    """
    pairs = [(copy.article_id, copy.of_article_id) for copy in copies if copy.replaced]
    found = kept.paired(Pairing("readings", tuple[Reading, ...], partial(_read, kept)), pairs)
    return tuple(one for of_pair in found for one in of_pair)


def _read(kept: Kept, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, tuple[Reading, ...] | None]]:
    held: dict[str, Lexed] = {}
    for pair in pairs:
        a, b = (_lexed(kept.article(id_), held) for id_ in pair)
        aligned = Aligned(a, b)
        yield pair, _of_pair(kept, pair, aligned) if aligned.runs else None


def _lexed(article: Article, held: dict[str, Lexed]) -> Lexed:
    """A report's words; what was not asked for the longest is let go."""
    found = held.pop(article.article_id, None) or Lexed(worded(article))
    if len(held) >= _OPEN:
        del held[next(iter(held))]
    held[article.article_id] = found
    return found


def _of_pair(kept: Kept, pair: Pair, aligned: Aligned) -> tuple[Reading, ...]:
    a, b = aligned.a, aligned.b
    found = [
        Reading(*pair, "wording", a.span((run.a_start, run.a_end)), b.span((run.b_start, run.b_end)))
        for run in aligned.runs
    ]
    of_a, of_b = cells(kept.report(pair[0]), a), cells(kept.report(pair[1]), b)
    found += [_of_cells(pair, one) for one in counterparts(aligned, of_a, of_b)]
    return tuple(sorted(found, key=_place))


def _of_cells(pair: Pair, found: Counterpart) -> Reading:
    one, other = found.one, found.other
    return Reading(
        *pair,
        found.cell.kind,
        found.span,
        found.of_span,
        found.cell.table,
        None if one is None else one.id,
        None if other is None else other.id,
        None if one is None else one.value,
        None if other is None else other.value,
    )


def _place(found: Reading) -> tuple[Span, Span, str, str, str]:
    return found.span, found.of_span, found.kind, found.cell_id or "", found.of_cell_id or ""
