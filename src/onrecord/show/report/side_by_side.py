"""The reports of one story side by side: who speaks, what only one has, what several tell, what was copied.

A report and its copies are one source: what an original and its copy have, and nobody else, one source has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.show.report.cells import Cells, article_anchor
from onrecord.show.report.joined_views import MadeFrom, Member, Passage, Spoke, Told, ToldBy
from onrecord.show.report.listing import Shown
from onrecord.show.report.views import ReportView
from onrecord.show.rows import Row, amount, entries, maybe, speaker, whole, words
from onrecord.show.safety import clip, inline
from onrecord.show.wording import amount as amount_words

MOST_MEMBERS = 60  # reports of one story; a table of more is read by nobody, and the record has them
_MOST_SPEAKERS = 8  # of one report
_MOST_FIGURES = 4  # that only one report has
_MOST_TOLD = 15  # things that several reports of one story tell
_MOST_PASSAGES = 6  # of one copy, beside its original
_LONGEST = 300  # characters of what is told
_LONGEST_PASSAGE = 800
_WHY = {
    "dates": "published later",
    "credit": "credits it",
    "wording": "its wording is the broken one",
    "extent": "has less of what both have",
}
_ALTERS = ("number", "name", "negation")
_BY_NAME = ("person", "state", "organisation", "office")
_FEW = 4  # counts below it stand in every report, of whatever
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "times"})


@dataclass(frozen=True, slots=True)
class Reports:
    """Every report of the page by its id, and the cells and texts that its links lead to."""

    cells: Cells
    shown: Shown
    views: Mapping[str, ReportView]

    def href(self, article_id: str) -> str | None:
        """The link to a report's words, where the page carries them."""
        return f"#{article_anchor(article_id)}" if article_id in self.cells.shown else None

    def number(self, article_id: str) -> int:
        """Its number on the page; 0 where the page does not list it."""
        view = self.views.get(article_id)
        return view.number if view is not None else 0

    def name(self, article_id: str) -> str:
        """Its title."""
        view = self.views.get(article_id)
        return view.title if view is not None else article_id

    def outlet(self, article_id: str) -> str:
        """Its outlet, or ""."""
        view = self.views.get(article_id)
        return view.outlet if view is not None else ""


class SideBySide:
    """One story's reports with what each has, and which of them are one source."""

    def __init__(self, article_ids: Sequence[str], copies: Iterable[Row], reports: Reports) -> None:
        self.ids = list(article_ids)
        self._reports = reports
        among = set(self.ids)
        self.copies = [
            row for row in copies if {words(row, "article_id"), words(row, "of_article_id")} <= among
        ]
        self._source = _sources(self.ids, self.copies)
        self._speaking: dict[str, set[str]] = defaultdict(set)  # a speaker's key: the sources that quote it
        self._counted: dict[tuple[object, ...], set[str]] = defaultdict(set)
        for id_ in self.ids:
            for row in reports.cells.rows["statements"].get(id_, ()):
                self._speaking[speaker(row).casefold()].add(self._source[id_])
            for row in reports.cells.rows["figures"].get(id_, ()):
                self._counted[_figure_key(row)].add(self._source[id_])

    def members(self, primary: set[str]) -> tuple[Member, ...]:
        """A line a report, as many as are shown. `primary` are the reports whose first story this is."""
        return tuple(self._member(id_, id_ not in primary) for id_ in self.ids[:MOST_MEMBERS])

    def _member(self, id_: str, elsewhere: bool) -> Member:
        reports = self._reports
        view = reports.views.get(id_)
        speakers, figures = list(self._speakers(id_)), list(self._figures(id_))
        return Member(
            number=reports.number(id_),
            href=reports.href(id_),
            title=reports.name(id_),
            outlet=reports.outlet(id_),
            published=view.published if view is not None else "",
            statements=view.statements if view is not None else 0,
            made_from=tuple(self._made_from(row) for row in self.copies if words(row, "article_id") == id_),
            elsewhere=elsewhere,
            speakers=tuple(speakers[:_MOST_SPEAKERS]),
            more_speakers=max(0, len(speakers) - _MOST_SPEAKERS),
            figures=tuple(figures[:_MOST_FIGURES]),
            more_figures=max(0, len(figures) - _MOST_FIGURES),
        )

    def _speakers(self, id_: str) -> Iterator[Spoke]:
        """Who speaks in a report, the most first: first those that no other source of the story quotes."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._reports.cells.rows["statements"].get(id_, ()):
            if speaker(row) and _is_name(row):
                found[speaker(row).casefold()].append(row)
        alone = {
            key: len(self._speaking[key]) == 1 and self._several() and self._is_known(found[key][0])
            for key in found
        }
        for key in sorted(found, key=lambda key: (not alone[key], -len(found[key]), key)):
            first = found[key][0]
            href = self._reports.shown.href(f"s-{words(first, 'id')}")
            yield Spoke(clip(speaker(first), 60), len(found[key]), href, alone[key])

    def _is_known(self, row: Row) -> bool:
        """Whether the speaker is somebody by name: "experts" and "most voters" are in every report others."""
        actor = self._reports.cells.actors.get(words(row, "speaker_id"))
        return actor is not None and words(actor, "kind") in _BY_NAME

    def _several(self) -> bool:
        """Whether what only one source has says anything: of one source alone it does not."""
        return len(set(self._source.values())) > 1

    def _figures(self, id_: str) -> Iterator[Told]:
        """The figures that no other source of the story has."""
        seen = set()
        for row in self._reports.cells.rows["figures"].get(id_, ()) if self._several() else ():
            key = _figure_key(row)
            if len(self._counted[key]) == 1 and key not in seen and _is_telling(row):
                seen.add(key)
                yield self._figure(row, ())

    def _figure(self, row: Row, by: tuple[ToldBy, ...]) -> Told:
        sizes = (amount(row, "amount"), amount(row, "low"), amount(row, "high"))
        value = amount_words(sizes, words(row, "currency"), words(row, "unit"))
        measure = words(row, "measure") if words(row, "measure") != words(row, "unit") else ""
        href = self._reports.shown.href(f"f-{words(row, 'id')}")
        return Told(value, clip(measure, 60), href, by)

    def told(self, utterances: Iterable[tuple[Row, Sequence[Row], Row]]) -> tuple[Told, ...]:
        """What several sources of the story tell: what was said, then figures, those of the most first.

        `utterances` are the record's rows with their statements and the best one of them.
        """
        found = [*self._said(utterances), *self._figures_told()]
        found.sort(key=lambda one: (-len(one.by), not one.said, one.value))
        return tuple(found[:_MOST_TOLD])

    def _said(self, utterances: Iterable[tuple[Row, Sequence[Row], Row]]) -> Iterator[Told]:
        for row, statements, best in utterances:
            here = {words(one, "article_id"): one for one in reversed(statements)}
            ids = [id_ for id_ in self.ids if id_ in here]
            if len({self._source[id_] for id_ in ids}) < 2:
                continue
            altered = {
                words(one, "statement_id")
                for one in entries(row, "differences")
                if words(one, "kind") in _ALTERS
            }
            by = tuple(
                ToldBy(
                    self._reports.number(id_),
                    self._reports.name(id_),
                    self._reports.shown.href(f"s-{words(here[id_], 'id')}"),
                    words(here[id_], "id") in altered,
                )
                for id_ in ids
            )
            said = " … ".join(inline(words(part, "text")) for part in entries(best, "parts"))
            href = self._reports.shown.href(f"s-{words(best, 'id')}")
            yield Told(clip(speaker(best), 60), clip(said, _LONGEST), href, by, said=True)

    def _figures_told(self) -> Iterator[Told]:
        rows: dict[tuple[object, ...], dict[str, Row]] = defaultdict(dict)
        for id_ in self.ids:
            for row in self._reports.cells.rows["figures"].get(id_, ()):
                rows[_figure_key(row)].setdefault(id_, row)
        for key, found in rows.items():
            first = next(iter(found.values()))
            if len(self._counted[key]) > 1 and _is_telling(first) and not _is_round(first):
                by = tuple(
                    ToldBy(
                        self._reports.number(id_),
                        self._reports.name(id_),
                        self._reports.shown.href(f"f-{words(row, 'id')}"),
                    )
                    for id_, row in found.items()
                )
                yield self._figure(first, by)

    def _made_from(self, row: Row) -> MadeFrom:
        """What the copy is and of what, by how much of it, what shows it, and the passages that came over."""
        of = words(row, "of_article_id")
        kind, why = words(row, "kind"), _WHY.get(words(row, "direction"), "")
        if kind == "same-source":
            why = "both made from a third"
        passages = entries(row, "passages")
        aligned = sorted(passages, key=_length)[:_MOST_PASSAGES]
        aligned.sort(key=lambda one: whole(one, "start") or 0)
        return MadeFrom(
            kind=kind,
            number=self._reports.number(of),
            href=self._reports.href(of),
            title=self._reports.name(of),
            share=round(100 * (amount(row, "score") or 0.0)),
            why=why,
            passages=tuple(
                Passage(
                    clip(inline(words(one, "text")), _LONGEST_PASSAGE),
                    clip(inline(words(one, "of_text")), _LONGEST_PASSAGE),
                )
                for one in ([] if entries(row, "readings") else aligned)
            ),
            total=len(passages),
        )


def _length(passage: Row) -> int:
    return (whole(passage, "start") or 0) - (whole(passage, "end") or 0)


def _sources(ids: Sequence[str], copies: Iterable[Row]) -> dict[str, str]:
    """For each report the first of those that copies join it to."""
    source = {id_: id_ for id_ in ids}

    def root(id_: str) -> str:
        while source[id_] != id_:
            id_ = source[id_]
        return id_

    order = {id_: at for at, id_ in enumerate(ids)}
    for row in copies:
        pair = sorted(
            (root(words(row, "article_id")), root(words(row, "of_article_id"))), key=order.__getitem__
        )
        source[pair[1]] = pair[0]
    return {id_: root(id_) for id_ in ids}


def _is_name(row: Row) -> bool:
    """Whether a speaker is named, and not only described: "minister", "officials"."""
    return not speaker(row)[:1].islower()


def _figure_key(row: Row) -> tuple[object, ...]:
    """Two figures are one where the amount and its kind (a currency, a share, a count) are the same.

    What is counted is left aside: copies and translations call it by other names.
    """
    sizes = (amount(row, "amount"), amount(row, "low"), amount(row, "high"))
    share = words(row, "unit").startswith("percent")
    return (*sizes, words(row, "currency") or ("percent" if share else "count"))


def _is_telling(row: Row) -> bool:
    """Whether a figure says something beside others: money, a share, or a count; no length, date or rank."""
    if maybe(row, "currency") or words(row, "unit").startswith("percent"):
        return True
    counted = words(row, "rule") == "figure.count" and (amount(row, "amount") or 0.0) >= _FEW
    return counted and words(row, "unit").split(" ")[0] not in _TIMES


def _is_round(row: Row) -> bool:
    """Whether an amount has one digit that counts: two reports may have "$1 billion" of different things."""
    digits = f"{abs(amount(row, 'amount') or 0.0):.6g}".replace(".", "").partition("e")[0]
    return len(digits.strip("0")) < 2
