"""From two reports that may be copies to a Copy with its words, or to none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.reconcile.copies.align import Stretch
from onrecord.reconcile.copies.direction import Origin, first_of, origin, plainer, saner
from onrecord.reconcile.copies.judging import CONTAINED, is_copy, kind_of, rewritten
from onrecord.reconcile.copies.likeness import Likeness, likeness
from onrecord.reconcile.copies.replacing import Aligned
from onrecord.reconcile.copies.word_pairs import Lexed
from onrecord.reconcile.copies.words import Worded, worded
from onrecord.shapes import Article, Copy, Passed, Span


@dataclass(frozen=True)
class Opened:
    """One report, opened for comparison."""

    article: Article
    words: Worded

    @cached_property
    def origin(self) -> Origin:
        """What the report says of where it comes from: asked of copies alone."""
        return origin(self.article)


def opened(article: Article) -> Opened:
    """A report with its own words."""
    return Opened(article, worded(article))


def proved(a: Opened, b: Opened) -> Copy | None:
    """The copy that two reports are, or None: which was made from which, how, and what came over.

    The order of the two does not matter.

    Example: of a report and the same with every third word replaced a Copy of kind "spun".
    """
    if a.words.article_id > b.words.article_id:
        a, b = b, a
    like = likeness(a.words, b.words)
    if a.words.words == b.words.words and len(a.words):
        first, shown = first_of(a.origin, b.origin)
        kind = "same-source" if (first, shown) == (-1, "credit") else "exact"
        return _copy((a, b), like, kind, first, shown)
    if not is_copy(like):
        return None
    return _judged(a, b, like)


def _judged(a: Opened, b: Opened, like: Likeness) -> Copy | None:
    first, shown = first_of(a.origin, b.origin)
    changed = rewritten(like, a.origin.marks | b.origin.marks)
    if changed is not None:
        sane = saner(a.origin, b.origin)
        if sane >= 0 and (first < 0 or shown != "credit"):  # a credit of both to a third was taken along
            first, shown = sane, "wording"
        elif changed == "spun" and first < 0:
            first, shown = plainer(Aligned(Lexed(a.words), Lexed(b.words))), "wording"
        return _copy((a, b), like, changed, first, shown if first >= 0 else "unknown")
    if a.origin.outlet is not None and a.origin.outlet == b.origin.outlet and like.greater < CONTAINED:
        return None  # an outlet takes background, galleries and forms along from report to report
    if (first, shown) == (-1, "credit"):
        return _copy((a, b), like, "same-source", first, shown)
    kind = kind_of(like, first >= 0)
    if kind == "excerpt" and first < 0:
        longer = 0 if len(a.words) > len(b.words) else 1
        contained = (like.over_a, like.over_b)[1 - longer] == like.greater
        first, shown = (longer, "extent") if contained else (first, shown)
    return _copy((a, b), like, kind, first, shown)


def _copy(pair: tuple[Opened, Opened], like: Likeness, kind: str, first: int, shown: str) -> Copy:
    source = max(first, 0)
    one, of = pair[1 - source].words, pair[source].words
    passages = [_passed(stretch, one, of, source == 0) for stretch in like.passages]
    share = like.over_b if source == 0 else like.over_a
    return Copy(
        one.article_id,
        of.article_id,
        kind,  # type: ignore[arg-type]
        round(min(1.0, max(0.0, share)), 2),
        shown,
        tuple(sorted(passages, key=lambda p: (p.span.start, p.of_span.start))),
        like.replaced,
    )


def _passed(stretch: Stretch, one: Worded, of: Worded, turned: bool) -> Passed:
    a, b = (stretch.a_start, stretch.a_end), (stretch.b_start, stretch.b_end)
    if turned:
        a, b = b, a
    score = len(stretch.same) / max(a[1] - a[0], b[1] - b[0])
    return Passed(_span(one, a), _span(of, b), round(score, 2))


def _span(text: Worded, words: tuple[int, int]) -> Span:
    return Span.cut(text.text, text.starts[words[0]], text.ends[words[1] - 1])
