"""Stories: reports of the same happening, as groups of kept reports.

`find_stories(kept, copies)` weighs each report's words and actors (`vectors`), compares those that share rare
ones at about one time (`neighbours`), joins the closest first (`grouping`), and takes a title of theirs. A
report that no other shares its happening with is a story of one, so that every report has a story, and its id
stays when a second report comes in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.reconcile.folding import Folded
from onrecord.reconcile.stories.grouping import THRESHOLD, compared, grouped
from onrecord.reconcile.stories.matrix import Floats, Reports, gathered
from onrecord.reconcile.stories.neighbours import neighbours
from onrecord.reconcile.stories.touching import inside, touching
from onrecord.reconcile.stories.vectors import Content, content
from onrecord.shapes import Copy, Kept, Noting, Story, public_id

__all__ = ["CONTENT", "find_stories"]

CONTENT = Noting("stories.content", Content, content)

# Reports made from one text tell one happening. An excerpt may be background in a report of another day, and
# two reports that share a third's passages may each add their own news.
_SAME = ("exact", "reprint", "spun", "translated")


def find_stories(kept: Kept, copies: Sequence[Copy]) -> tuple[Story, ...]:
    """One Story for each happening, sorted by id; the order in which reports were read does not matter.

    Every report is in `primary_of` of exactly one story, and in `article_ids` of each that it touches. A
    story's id is made of its earliest report's; `earliest` and `latest` are days of publication, of the
    reports dated to a year or better; `independent_sources` counts its reports after `copies` are folded.

    Example: two papers' accounts of one derailment and a third's of another, a year later, are two stories.
    """
    reports = gathered(found for _, found in kept.noted(CONTENT))
    pairs = compared(reports, neighbours(reports), THRESHOLD)
    groups = grouped(reports, pairs, _copied(copies, reports), THRESHOLD)
    share = inside(reports, groups)
    touched = touching(reports, groups, pairs, THRESHOLD, share)
    folded = Folded(copies)
    made = [
        _story(reports, group, touched.get(number, []), share, folded) for number, group in enumerate(groups)
    ]
    return tuple(sorted(made, key=_id))


def _id(story: Story) -> str:
    return story.id


def _copied(copies: Sequence[Copy], reports: Reports) -> list[tuple[int, int]]:
    place = {article_id: position for position, article_id in enumerate(reports.ids)}
    return [
        (place[copy.article_id], place[copy.of_article_id])
        for copy in copies
        if copy.kind in _SAME and copy.article_id in place and copy.of_article_id in place
    ]


def _story(
    reports: Reports, group: Sequence[int], touched: Sequence[int], share: Floats, folded: Folded
) -> Story:
    ids = tuple(reports.ids[at] for at in sorted([*group, *touched]))
    dated = [at for at in group if not math.isnan(reports.day[at])]
    days = [day for at in dated for day in (reports.earliest[at], reports.latest[at]) if day is not None]
    return Story(
        id=public_id(reports.ids[group[0]], "stories"),
        title=_title(reports, group, share),
        article_ids=ids,
        primary_of=tuple(reports.ids[at] for at in group),
        earliest=min(days, default=None),
        latest=max(days, default=None),
        independent_sources=folded.count(ids),
    )


def _title(reports: Reports, group: Sequence[int], share: Floats) -> str:
    """The title, of those that stand on the reports, whose report is most like the others.

    One on a report that is marked as spun or machine-translated is taken only where there is no other.
    """
    titled = [at for at in group if reports.titles[at].strip()]
    sane = [at for at in titled if not reports.marked[at]] or titled
    if not sane:
        return ""
    best = max(sane, key=lambda at: (round(float(share[at]), 6), -at))
    return " ".join(reports.titles[best].split())
