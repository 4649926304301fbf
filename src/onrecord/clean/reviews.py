"""A person's corrections of furniture and publication date, replayed on a report that was read anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.clean.furniture import FurnitureMark
from onrecord.knowledge.months import first_date
from onrecord.shapes import FURNITURE_KINDS, Issue, Published, Review


def find_place(text: str, review: Review) -> tuple[int, int] | None:
    """Where a review's words stand now: where most of what stood before and after them stands as well.

    None where the words are gone, or stand in two places that fit equally well.
    """
    if not review.words:
        return None
    scored: list[tuple[int, int]] = []
    start = text.find(review.words)
    while start >= 0 and len(scored) < 10_000:
        end = start + len(review.words)
        scored.append((_fit(text, start, end, review), start))
        start = text.find(review.words, start + 1)
    if not scored:
        return None
    best = max(scored)
    if sum(score == best[0] for score, _ in scored) > 1:
        return None
    return best[1], best[1] + len(review.words)


def _fit(text: str, start: int, end: int, review: Review) -> int:
    """How many characters right before and right behind the words agree."""
    before, after = text[max(0, start - len(review.before)) : start], text[end : end + len(review.after)]
    score = 0
    for got, want in zip(reversed(before), reversed(review.before), strict=False):
        if got != want:
            break
        score += 1
    for got, want in zip(after, review.after, strict=False):
        if got != want:
            break
        score += 1
    return score


def replay_furniture(
    text: str, marks: Sequence[FurnitureMark], reviews: Sequence[Review]
) -> tuple[tuple[FurnitureMark, ...], tuple[Review, ...]]:
    """The marks with the reviews applied in their order, and the reviews that no longer find their place."""
    kept = list(marks)
    lost = []
    for review in reviews:
        if review.what != "furniture":
            continue
        place = find_place(text, review)
        action, _, kind = review.value.partition(" ")
        if place is None or action not in {"mark", "unmark"}:
            lost.append(review)
            continue
        start, end = place
        kept = [piece for mark in kept for piece in _without(mark, start, end)]
        if action == "mark":
            kind = kind if kind in FURNITURE_KINDS else "other"
            kept.append(FurnitureMark(start, end, kind, f"review.{review.id}"))
    return tuple(sorted(kept, key=_start)), tuple(lost)


def _start(mark: FurnitureMark) -> int:
    return mark.start


def _without(mark: FurnitureMark, start: int, end: int) -> tuple[FurnitureMark, ...]:
    if mark.end <= start or mark.start >= end:
        return (mark,)
    left = (replace(mark, end=start),) if mark.start < start else ()
    right = (replace(mark, start=end),) if mark.end > end else ()
    return left + right


def replay_published(published: Published, reviews: Sequence[Review]) -> tuple[Published, tuple[Review, ...]]:
    """The publication date after the last review of it, and the reviews that hold no date."""
    lost = []
    for review in reviews:
        if review.what != "published":
            continue
        if review.value.strip().lower() == "unknown":
            published = Published(rule=f"review.{review.id}")
            continue
        found = first_date(review.value)
        if found is None or found.value is None:
            lost.append(review)
            continue
        published = Published(found.value, found.value, "stated", f"review.{review.id}")
    return published, tuple(lost)


def issue_of(review: Review, origin: str) -> Issue:
    """What is told about a review that could not be replayed."""
    reason = (
        f"a correction of {review.what} by {review.author} finds its words no more: {review.words[:80]!r}"
    )
    return Issue(review.article_id, origin, "clean", "review", reason)
