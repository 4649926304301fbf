"""What the reconcile room sees of the reports: their kept findings, and a small print of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from onrecord.shapes.article import Article
from onrecord.shapes.findings import Findings
from onrecord.shapes.print import ReportPrint
from onrecord.shapes.record import Evidence


@dataclass(frozen=True, slots=True)
class KeptReport:
    """One report's findings with the public id of every cell.

    `ids["statements"][2]` is the id of `findings.statements[2]` (tables: mentions, statements,
    events, figures, dates). `actors[i]` and `names[i]` are id and name of the joined actor behind
    `findings.actors[i]`.
    `set_aside` holds the ids of cells on lines that an outlet repeats: they support nothing.
    """

    findings: Findings
    ids: Mapping[str, tuple[str, ...]]
    actors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    set_aside: frozenset[str] = field(default=frozenset())

    @property
    def article_id(self) -> str:
        """The report's id."""
        return self.findings.article.article_id

    def cells(self, table: str) -> Iterator[tuple[str, Any]]:
        """(public id, cell) of one table in text order, without those that are set aside.

        Example: `for id_, figure in report.cells("figures"): ...`
        """
        for id_, cell in zip(self.ids.get(table, ()), getattr(self.findings, table), strict=True):
            if id_ not in self.set_aside:
                yield id_, cell

    def evidence(self, table: str, position: int) -> Evidence:
        """The cell at this position as evidence: a statement's words are its first part."""
        cell = getattr(self.findings, table)[position]
        span = cell.parts[0] if table == "statements" else cell.span
        return Evidence(table, self.ids[table][position], self.article_id, span)


@dataclass(frozen=True, slots=True)
class Printed:
    """One report as the search for copies and stories sees it before opening its text."""

    article_id: str
    title: str | None
    outlet: str | None
    published_earliest: str | None
    published_latest: str | None
    print: ReportPrint


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Noting(Generic[T]):
    """What a stage reads off one report alone, so that it need not be read again while the report stays.

    `make` may look at nothing but the KeptReport (and what stays the same for a whole run: knowledge,
    definitions of trackers), or, where `of` names another noting, at what that one gives: what all reports
    are asked for is kept apart from what only a few are. `kind` is the type that it gives, of shapes that
    the store can keep.

    Example: `Noting("disputes.claims", tuple[Claim, ...], claims)`.
    """

    name: str
    kind: Any
    make: Callable[[Any], T]
    of: Noting[Any] | None = None

    def made(self, report: KeptReport, known: dict[str, Any]) -> T:
        """What it gives for a report; `known` has what others gave for it, by name, and gets this."""
        if self.name not in known:
            known[self.name] = self.make(report if self.of is None else self.of.made(report, known))
        found: T = known[self.name]
        return found


@dataclass(frozen=True, slots=True)
class Grouping(Generic[T]):
    """What a stage makes of some reports together, so that it need not be made again while they stay.

    `make` is given the keys of groups and gives what each makes, in their order. `kind` is its type, as in
    Noting.
    """

    name: str
    kind: Any
    make: Callable[[Sequence[str]], Iterator[T]]


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pairing(Generic[T]):
    """What a stage finds of two reports together, None for nothing, so that it need not be found again.

    `prove` is given pairs of article ids and gives each with its result; a result may hang on nothing but the
    two `Findings.article`s (and what stays the same for a whole run). `kind` is its type, as in Noting.
    """

    name: str
    kind: Any
    prove: Callable[[Sequence[Pair]], Iterator[tuple[Pair, T | None]]]


class Kept(Protocol):
    """All kept reports. The store gives one; tests make one of a mapping."""

    def article_ids(self) -> Sequence[str]:
        """The ids of all reports, sorted."""
        ...

    def report(self, article_id: str) -> KeptReport:
        """One report's kept findings (read when asked for; the last few are held)."""
        ...

    def article(self, article_id: str) -> Article:
        """One report's text and particulars alone: cheaper than `report(article_id).findings.article`."""
        ...

    def prints(self) -> Iterator[Printed]:
        """Every report's print, in the order of the ids."""
        ...

    def noted(self, noting: Noting[T], article_ids: Sequence[str] | None = None) -> Iterator[tuple[str, T]]:
        """For every report, in the order of the ids, its id and what was read off it; or for these alone.

        Example: `dict(kept.noted(CLAIMS))`.
        """
        ...

    def digests(self, noting: Noting[Any], article_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """For each of these reports its id and a digest of what was read off it."""
        ...

    def grouped(self, grouping: Grouping[T], groups: Mapping[str, bytes]) -> Iterator[tuple[str, T]]:
        """For each group, in the order of their keys, its key and what the stage makes of it.

        `groups` gives for each key a digest of all that the result hangs on: as long as that is the same,
        what was made before is taken.
        """
        ...

    def prepare(self, notings: Sequence[Noting[Any]]) -> None:
        """Reads all of these off the reports that lack one, opening each once: then `noted` opens none."""
        ...

    def paired(self, pairing: Pairing[T], pairs: Sequence[Pair]) -> Iterator[T]:
        """The results of these pairs, in their order, without those that have none.

        Example: `tuple(kept.paired(COPIES, candidate_pairs(kept)))`.
        """
        ...
