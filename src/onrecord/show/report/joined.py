"""The page's sections on all reports together: stories side by side, wordings, disputes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.show.report.beside import beside
from onrecord.show.report.cells import Cells
from onrecord.show.report.copy_tree import Leaf, copy_tree
from onrecord.show.report.joined_views import (
    DisputeView,
    Joined,
    SideView,
    StoryView,
    UtteranceView,
    Word,
    WordingView,
)
from onrecord.show.report.listing import UNNAMED, Shown, quoted
from onrecord.show.report.side_by_side import MOST_MEMBERS, Reports, SideBySide
from onrecord.show.report.views import Quoted, ReportView
from onrecord.show.rows import Row, entries, maybe, speaker, whole, words
from onrecord.show.safety import clip, inline
from onrecord.show.wording import interval

if TYPE_CHECKING:
    from onrecord.store import Record

_MOST = 200  # stories, utterances and disputes in their lists
_MOST_WORDINGS = 12  # of one utterance
_MOST_BESIDE = 100  # copies side by side with their originals, on the whole page
_LONGEST = 600  # characters of a wording
_ALTERS = ("number", "name", "negation")
_ANCHORS = {"statements": "s", "events": "e", "figures": "f", "dates": "d"}
_WORDS = re.compile(r"\s+")
_MARKS = ".,;:!?\"'()[]“”‘’«»€$£¥%"
_Said = tuple[Row, Sequence[Row], Row]  # an utterance, its statements on the page, the best of them


def joined(record: Record, cells: Cells, shown: Shown, views: Iterable[ReportView]) -> Joined:
    """What only all reports together can tell: the largest stories, wordings and disputes first."""
    reports = Reports(cells, shown, {view.article_id: view for view in views})
    stories = [row for row in record.rows("stories") if len(entries(row, "article_ids")) > 1]
    stories.sort(key=_size)
    copies = _copies_of(record, stories[:_MOST])
    said = {words(row, "id"): row for found in cells.rows["statements"].values() for row in found}
    utterances = sorted(record.rows("utterances"), key=_wordings)
    here = [found for row in utterances if (found := _said(row, said)) is not None]
    disputes, told_apart = record.rows("disputes"), record.told_apart()
    drawn = tuple(_dispute(row, reports) for row in islice(disputes, _MOST))
    apart = tuple(_dispute(row, reports) for row in islice(told_apart, _MOST))
    room = iter(range(_MOST_BESIDE))
    return Joined(
        stories=tuple(_story(row, copies[at], here, reports, room) for at, row in enumerate(stories[:_MOST])),
        stories_total=len(stories),
        utterances=tuple(_utterance(*found, reports) for found in here[:_MOST]),
        utterances_total=len(utterances),
        disputes=drawn,
        disputes_total=len(drawn) + sum(1 for _ in disputes),
        told_apart=apart,
        told_apart_total=len(apart) + sum(1 for _ in told_apart),
    )


def _copies_of(record: Record, stories: Sequence[Row]) -> list[list[Row]]:
    """The copies among the reports of each story; the others, which may be many, are not kept."""
    of_report: dict[str, set[int]] = defaultdict(set)
    for at, row in enumerate(stories):
        for id_ in entries(row, "article_ids"):
            of_report[str(id_)].add(at)
    found: list[list[Row]] = [[] for _ in stories]
    for row in record.rows("copies"):
        pair = (
            of_report.get(words(row, "article_id"), set()),
            of_report.get(words(row, "of_article_id"), set()),
        )
        for at in sorted(pair[0] & pair[1]):
            found[at].append(row)
    return found


def _size(row: Row) -> tuple[int, str]:
    return -len(entries(row, "article_ids")), words(row, "id")


def _wordings(row: Row) -> tuple[int, str]:
    return -len(entries(row, "statement_ids")), words(row, "id")


def _story(
    row: Row, copies: Sequence[Row], utterances: Sequence[_Said], reports: Reports, room: Iterator[int]
) -> StoryView:
    ids = [str(id_) for id_ in entries(row, "article_ids")]
    first = {str(id_) for id_ in entries(row, "primary_of")}
    shown = ids[:MOST_MEMBERS]
    leaves = {id_: Leaf(str(reports.number(id_)), _outlet(id_, reports), reports.href(id_)) for id_ in shown}
    story = SideBySide(ids, copies, reports)
    otherwise = [row for row in copies if entries(row, "readings")]
    drawn = [beside(row, reports.number) for row, _ in zip(otherwise, room, strict=False)]
    return StoryView(
        anchor=f"y-{words(row, 'id')}",
        title=clip(words(row, "title"), 200),
        when=interval(maybe(row, "earliest"), maybe(row, "latest")),
        sources=whole(row, "independent_sources") or 0,
        reports=len(ids),
        members=story.members(first),
        tree=copy_tree(shown, copies, leaves),
        more=len(ids) - len(shown),
        told=story.told(utterances),
        beside=tuple(drawn),
        beside_more=len(otherwise) - len(drawn),
    )


def _outlet(article_id: str, reports: Reports) -> str:
    return ": ".join(filter(None, (reports.outlet(article_id), reports.name(article_id))))


def _said(row: Row, said: Mapping[str, Row]) -> _Said | None:
    """An utterance with its statements and the best of them; None where the page has no more than one."""
    found = [said[str(id_)] for id_ in entries(row, "statement_ids") if str(id_) in said]
    best = said.get(words(row, "best"))
    return None if best is None or len(found) < 2 else (row, found, best)


def _utterance(row: Row, found: Sequence[Row], best: Row, reports: Reports) -> UtteranceView:
    others = [one for one in found if words(one, "id") != words(best, "id")]
    kinds: dict[str, list[Row]] = {}
    for one in entries(row, "differences"):
        kinds.setdefault(words(one, "statement_id"), []).append(one)
    plain = [Word(_line(best), "same")]
    return UtteranceView(
        anchor=f"u-{words(row, 'id')}",
        speaker=speaker(best) or UNNAMED,
        reason=words(row, "reason"),
        reports=len({words(one, "article_id") for one in found}),
        total=len(found),
        wordings=(
            _wording(best, plain, [], reports),
            *(
                _differing(one, best, kinds.get(words(one, "id"), []), reports)
                for one in others[: _MOST_WORDINGS - 1]
            ),
        ),
    )


def _line(row: Row) -> str:
    parts = [words(part, "text") for part in entries(row, "parts")] or [words(row, "text")]
    return clip(" … ".join(inline(part) for part in parts), _LONGEST)


def _wording(row: Row, found: list[Word], differences: list[Row], reports: Reports) -> WordingView:
    article_id = words(row, "article_id")
    kinds = dict.fromkeys(words(one, "kind") for one in differences)
    view = reports.views.get(article_id)
    return WordingView(
        words=tuple(found),
        mode=words(row, "mode"),
        href=reports.shown.href(f"s-{words(row, 'id')}"),
        number=reports.number(article_id),
        title=reports.name(article_id),
        kinds=tuple(kinds),
        where=", ".join(
            filter(None, (reports.outlet(article_id), view.published if view is not None else ""))
        ),
    )


def _differing(row: Row, best: Row, differences: list[Row], reports: Reports) -> WordingView:
    """A wording with its differences from the best one marked, word by word; punctuation makes none."""
    ours, theirs = _WORDS.split(_line(row)), _WORDS.split(_line(best))
    altering = {
        _bare(part)
        for one in differences
        if words(one, "kind") in _ALTERS
        for name in ("best", "words")
        for part in _WORDS.split(words(one, name))
    } - {""}
    bare = [_bare(word) for word in ours], [_bare(word) for word in theirs]
    found: list[Word] = []
    # autojunk drops frequent words from texts of 200 words and more: ours are shorter, and every word counts
    for how, a, b, c, d in SequenceMatcher(None, bare[1], bare[0], autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Word(" ".join(ours[c:d]), "same"))
            continue
        for name, run, plain in (("del", theirs[a:b], bare[1][a:b]), ("ins", ours[c:d], bare[0][c:d])):
            if run:
                found.append(Word(" ".join(run), name, any(word in altering for word in plain)))
    return _wording(row, found, differences, reports)


def _bare(word: str) -> str:
    """A word to compare: without case and the marks around it; "…" alone stays."""
    return word.casefold().strip(_MARKS) or word


def _dispute(row: Row, reports: Reports) -> DisputeView:
    sides = zip(entries(row, "accounts"), entries(row, "sides"), strict=False)
    return DisputeView(
        kind=words(row, "kind"),
        told_apart=words(row, "told_apart"),
        summary=clip(words(row, "summary"), 400),
        sides=tuple(
            SideView(
                value=clip(words(account, "value"), 200),
                when=interval(maybe(account, "earliest"), maybe(account, "latest")),
                sources=whole(account, "independent_sources") or 0,
                quotes=tuple(_once(cited(one, reports.cells, reports.shown) for one in evidence)),
            )
            for account, evidence in sides
        ),
    )


def _once(quotes: Iterable[Quoted]) -> Iterator[Quoted]:
    """Quotations without those whose words stand in one that is shown already."""
    seen: list[tuple[int, str]] = []
    for quote in quotes:
        told = f"{quote.before}{quote.words}"
        if not any(quote.report == number and told in other for number, other in seen):
            seen.append((quote.report, f"{quote.before}{quote.words}{quote.after}"))
            yield quote


def cited(row: Row, cells: Cells, shown: Shown) -> Quoted:
    """A piece of evidence as a quotation with a link; what knowledge says, and words that the page does not
    carry, stand alone."""
    article_id = words(row, "article_id")
    if article_id in cells.shown and article_id in shown.texts:
        return quoted(row, cells, shown, _ANCHORS.get(words(row, "table"), "x"))
    said = words(row, "text") or words(row, "says")
    return Quoted("", clip(inline(said), _LONGEST), "", None, 0, article_id or "knowledge")
