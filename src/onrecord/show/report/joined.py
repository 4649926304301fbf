"""The page's sections on all reports together: stories side by side, wordings, disputes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.show.report.beside import beside
from onrecord.show.report.cells import Cells, article_anchor
from onrecord.show.report.copy_tree import Leaf, copy_tree
from onrecord.show.report.joined_views import (
    BesideView,
    DisputeView,
    Joined,
    Member,
    SideView,
    StoryView,
    UtteranceView,
    Word,
    WordingView,
)
from onrecord.show.report.listing import UNNAMED, Shown, quoted
from onrecord.show.report.views import Quoted, ReportView
from onrecord.show.rows import Row, entries, maybe, speaker, whole, words
from onrecord.show.safety import clip, inline
from onrecord.show.wording import interval

if TYPE_CHECKING:
    from onrecord.store import Record

_MOST = 200  # stories, utterances and disputes in their lists
_MOST_BESIDE = 20  # copies of one story, side by side with their originals
_LONGEST = 600  # characters of a wording
_ALTERS = ("number", "name", "negation")
_ANCHORS = {"statements": "s", "events": "e", "figures": "f", "dates": "d"}
_WORDS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Reports:
    """Every report of the page by its id, and the cells and texts that its links lead to."""

    cells: Cells
    shown: Shown
    views: Mapping[str, ReportView]

    def href(self, article_id: str) -> str | None:
        return f"#{article_anchor(article_id)}" if article_id in self.cells.shown else None

    def number(self, article_id: str) -> int:
        view = self.views.get(article_id)
        return view.number if view is not None else 0

    def name(self, article_id: str) -> str:
        view = self.views.get(article_id)
        return view.title if view is not None else article_id


def joined(record: Record, cells: Cells, shown: Shown, views: Iterable[ReportView]) -> Joined:
    """What only all reports together can tell: the largest stories, wordings and disputes first."""
    reports = _Reports(cells, shown, {view.article_id: view for view in views})
    copies: list[Row] = list(record.rows("copies"))
    stories = [row for row in record.rows("stories") if len(entries(row, "article_ids")) > 1]
    stories.sort(key=_size)
    utterances = sorted(record.rows("utterances"), key=_wordings)
    disputes = list(record.rows("disputes"))
    said = {words(row, "id"): row for found in cells.rows["statements"].values() for row in found}
    drawn = (_utterance(row, said, reports) for row in utterances[:_MOST])
    return Joined(
        stories=tuple(_story(row, copies, reports) for row in stories[:_MOST]),
        stories_total=len(stories),
        utterances=tuple(view for view in drawn if view is not None),
        utterances_total=len(utterances),
        disputes=tuple(_dispute(row, reports) for row in disputes[:_MOST]),
        disputes_total=len(disputes),
        told_apart=tuple(_dispute(row, reports) for row in list(record.told_apart())[:_MOST]),
    )


def _size(row: Row) -> tuple[int, str]:
    return -len(entries(row, "article_ids")), words(row, "id")


def _wordings(row: Row) -> tuple[int, str]:
    return -len(entries(row, "statement_ids")), words(row, "id")


def _story(row: Row, copies: Sequence[Row], reports: _Reports) -> StoryView:
    ids = [str(id_) for id_ in entries(row, "article_ids")]
    first = {str(id_) for id_ in entries(row, "primary_of")}
    leaves = {id_: Leaf(f"{reports.number(id_)}  {_outlet(id_, reports)}", reports.href(id_)) for id_ in ids}
    return StoryView(
        anchor=f"y-{words(row, 'id')}",
        title=clip(words(row, "title"), 200),
        when=interval(maybe(row, "earliest"), maybe(row, "latest")),
        sources=whole(row, "independent_sources") or 0,
        members=tuple(_member(id_, first, copies, reports) for id_ in ids),
        tree=copy_tree(ids, copies, leaves),
        beside=tuple(_beside(set(ids), copies, reports)),
    )


def _beside(ids: set[str], copies: Sequence[Row], reports: _Reports) -> Iterator[BesideView]:
    """The copies among these reports beside their originals; of two of one kind, as the record has them."""
    numbers = {id_: reports.number(id_) for id_ in ids}
    inside = [row for row in copies if {words(row, "article_id"), words(row, "of_article_id")} <= ids]
    return islice(filter(None, (beside(row, numbers) for row in inside)), _MOST_BESIDE)


def _outlet(article_id: str, reports: _Reports) -> str:
    view = reports.views.get(article_id)
    outlet = view.outlet if view is not None else ""
    return ": ".join(filter(None, (outlet, reports.name(article_id))))


def _member(article_id: str, first: set[str], copies: Sequence[Row], reports: _Reports) -> Member:
    view = reports.views.get(article_id)
    made = [
        f"{words(row, 'kind')} of report {reports.number(words(row, 'of_article_id'))}"
        for row in copies
        if words(row, "article_id") == article_id
    ]
    return Member(
        number=reports.number(article_id),
        href=reports.href(article_id),
        title=reports.name(article_id),
        outlet=view.outlet if view is not None else "",
        published=view.published if view is not None else "",
        statements=view.statements if view is not None else 0,
        copy_of=", ".join(made),
        elsewhere=article_id not in first,
    )


def _utterance(row: Row, said: Mapping[str, Row], reports: _Reports) -> UtteranceView | None:
    """None where the page carries no more than one of its wordings."""
    found = [said[str(id_)] for id_ in entries(row, "statement_ids") if str(id_) in said]
    best = said.get(words(row, "best"))
    if best is None or len(found) < 2:
        return None
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
        wordings=(
            _wording(best, plain, [], reports),
            *(_differing(one, best, kinds.get(words(one, "id"), []), reports) for one in others),
        ),
    )


def _line(row: Row) -> str:
    parts = [words(part, "text") for part in entries(row, "parts")] or [words(row, "text")]
    return clip(" … ".join(inline(part) for part in parts), _LONGEST)


def _wording(row: Row, found: list[Word], differences: list[Row], reports: _Reports) -> WordingView:
    article_id = words(row, "article_id")
    kinds = dict.fromkeys(words(one, "kind") for one in differences)
    return WordingView(
        words=tuple(found),
        mode=words(row, "mode"),
        href=reports.shown.href(f"s-{words(row, 'id')}"),
        number=reports.number(article_id),
        title=reports.name(article_id),
        kinds=tuple(kinds),
    )


def _differing(row: Row, best: Row, differences: list[Row], reports: _Reports) -> WordingView:
    """A wording with its differences from the best one marked, word by word."""
    ours, theirs = _WORDS.split(_line(row)), _WORDS.split(_line(best))
    altering = {
        part.casefold()
        for one in differences
        if words(one, "kind") in _ALTERS
        for name in ("best", "words")
        for part in _WORDS.split(words(one, name))
    }
    found: list[Word] = []
    # autojunk drops frequent words from texts of 200 words and more: ours are shorter, and every word counts
    for how, a, b, c, d in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Word(" ".join(ours[c:d]), "same"))
            continue
        for name, run in (("del", theirs[a:b]), ("ins", ours[c:d])):
            if run:
                found.append(Word(" ".join(run), name, any(word.casefold() in altering for word in run)))
    return _wording(row, found, differences, reports)


def _dispute(row: Row, reports: _Reports) -> DisputeView:
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
                quotes=tuple(cited(one, reports.cells, reports.shown) for one in evidence),
            )
            for account, evidence in sides
        ),
    )


def cited(row: Row, cells: Cells, shown: Shown) -> Quoted:
    """A piece of evidence as a quotation with a link; what knowledge says, and words that the page does not
    carry, stand alone."""
    article_id = words(row, "article_id")
    if article_id in cells.shown and article_id in shown.texts:
        return quoted(row, cells, shown, _ANCHORS.get(words(row, "table"), "x"))
    said = words(row, "text") or words(row, "says")
    return Quoted("", clip(inline(said), _LONGEST), "", None, 0, article_id or "knowledge")
