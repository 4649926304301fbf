"""Replays people's corrections of speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.shapes import Findings, Issue, LocalActor, Review, Statement


def with_reviews(found: Findings, reviews: Sequence[Review]) -> Findings:
    """The findings with each corrected speaker; a correction that no longer finds its words is an issue.

    A correction is anchored by the statement's exact words and what stands before and after them (law 5).
    """
    for review in reviews:
        if review.what != "speaker":
            continue
        at = _position(found, review)
        if at is None:
            found = replace(found, issues=(*found.issues, _lost(found, review)))
        else:
            found = _with_speaker(found, at, review.value)
    return found


def _position(found: Findings, review: Review) -> int | None:
    text = found.article.text
    same = [i for i, s in enumerate(found.statements) if _words(s, text) == review.words]
    for context in (True, False):
        for i in same:
            start, end = found.statements[i].parts[0].start, found.statements[i].parts[-1].end
            before = text[max(0, start - len(review.before)) : start] == review.before
            after = text[end : end + len(review.after)] == review.after
            if (before and after) if context else (before or after or len(same) == 1):
                return i
    return None


def _words(statement: Statement, text: str) -> str:
    return text[statement.parts[0].start : statement.parts[-1].end]


def _with_speaker(found: Findings, at: int, name: str) -> Findings:
    actors = list(found.actors)
    known = [i for i, actor in enumerate(actors) if name in (actor.name, *actor.aliases)]
    if not known:
        actors.append(LocalActor(name=name, kind="other"))
    position = known[0] if known else len(actors) - 1
    old = found.statements[at]
    flags = tuple(f for f in old.flags if f != "ambiguous-speaker")
    new = replace(old, speaker=actors[position].name, actor=position, flags=(*flags, "reviewed"))
    statements = (*found.statements[:at], new, *found.statements[at + 1 :])
    return replace(found, actors=tuple(actors), statements=statements)


def _lost(found: Findings, review: Review) -> Issue:
    reason = (
        f"the correction {review.id} (speaker: {review.value}) no longer finds its words "
        f"{review.words[:60]!r}; look at the report and correct it again"
    )
    return Issue(found.article.article_id, found.article.origin, "extract", "review", reason)
