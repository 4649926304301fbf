"""Kept findings without a record: what the store gives reconcile, made of Findings in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onrecord import run
from onrecord.reconcile import links
from onrecord.shapes import (
    ActorMember,
    ActorSeen,
    Article,
    Findings,
    Grouping,
    KeptReport,
    Noting,
    Pairing,
    PassagePrint,
    Printed,
    Review,
    Source,
    Span,
    Stated,
)
from onrecord.store.coding import decoder, encode
from onrecord.store.identity import ids_of


class KeptReports:
    """A `Kept` of these findings: ids, joined actors, set-aside cells are those that a record would have."""

    def __init__(self, findings: Iterable[Findings], reviews: Sequence[Review] = ()) -> None:
        found = sorted(findings, key=_article_id)
        ids = [ids_of(one) for one in found]
        made = links(
            [seen for one, own in zip(found, ids, strict=True) for seen in _seen(one, own["actors"])],
            [printed for one in found for printed in _passages(one)],
            reviews,
        )
        actors: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
        for actor in made.actors:
            for member in actor.members:
                actors[member.article_id][member.position] = (actor.id, actor.name)
        lines: dict[str, list[Span]] = defaultdict(list)
        for article_id, line in made.furniture:
            lines[article_id].append(line.span)
        self._reports: dict[str, KeptReport] = {}
        for one, own in zip(found, ids, strict=True):
            article_id = one.article.article_id
            joined = [actors[article_id][at] for at in range(len(one.actors))]
            self._reports[article_id] = KeptReport(
                one,
                {table: of_table for table, of_table in own.items() if table != "actors"},
                tuple(id_ for id_, _ in joined),
                tuple(name for _, name in joined),
                frozenset(_set_aside(one, own, lines[article_id])),
            )

    def article_ids(self) -> tuple[str, ...]:
        return tuple(self._reports)

    def report(self, article_id: str) -> KeptReport:
        return self._reports[article_id]

    def article(self, article_id: str) -> Article:
        return self._reports[article_id].findings.article

    def prints(self) -> Iterator[Printed]:
        for article_id, report in self._reports.items():
            article = report.findings.article
            yield Printed(
                article_id,
                None if article.title is None else article.title.value,
                None if article.outlet is None else article.outlet.value,
                article.published.earliest,
                article.published.latest,
                report.findings.print,
            )

    def noted(
        self, noting: Noting[Any], article_ids: Sequence[str] | None = None
    ) -> Iterator[tuple[str, Any]]:
        """Made each time, and through bytes as a record keeps it: what comes back otherwise is a defect."""
        decode = decoder(noting.kind)
        for article_id in self._reports if article_ids is None else article_ids:
            made = noting.made(self._reports[article_id], {})
            kept = decode(encode(made))
            assert kept == made, noting.name
            yield article_id, kept

    def digests(self, noting: Noting[Any], article_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for article_id, made in self.noted(noting, article_ids):
            yield article_id, encode(made)

    def grouped(self, grouping: Grouping[Any], groups: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
        decode = decoder(grouping.kind)
        for key, made in zip(sorted(groups), grouping.make(sorted(groups)), strict=True):
            assert decode(encode(made)) == made, grouping.name
            yield key, made

    def prepare(self, notings: Sequence[Noting[Any]]) -> None:
        pass

    def paired(self, pairing: Pairing[Any], pairs: Sequence[tuple[str, str]]) -> Iterator[Any]:
        decode = decoder(pairing.kind)
        found = {pair: result for pair, result in pairing.prove(pairs) if result is not None}
        for pair in pairs:
            if pair in found:
                assert decode(encode(found[pair])) == found[pair], pairing.name
                yield found[pair]


def kept_from_texts(texts: Mapping[str, str | tuple[str, Stated]], parser: Any) -> KeptReports:
    """Findings of short texts: `kept_from_texts({"a": "...", "b": ("...", Stated(outlet="X"))}, parser)`.

    `parser` is `onrecord.parse.load()`, made once for all tests of a session. With
    `Stated(published="2024-01-05", outlet="The Daily Lantern", title="...")` a text states its particulars.
    """
    found = []
    for article_id, given in texts.items():
        text, stated = (given, Stated()) if isinstance(given, str) else given
        one = run.process(Source(article_id, article_id, "text", text, "", "", stated), (), parser)
        assert isinstance(one, Findings), one
        found.append(one)
    return KeptReports(found)


def _article_id(found: Findings) -> str:
    return found.article.article_id


def _seen(found: Findings, ids: Sequence[str]) -> Iterator[ActorSeen]:
    article = found.article
    for at, (id_, one) in enumerate(zip(ids, found.actors, strict=True)):
        member = ActorMember(article.article_id, at)
        published = article.published.earliest
        yield ActorSeen(member, id_, one.name, one.kind, one.aliases, one.code, one.known, published)


def _passages(found: Findings) -> Iterator[PassagePrint]:
    article = found.article
    if article.outlet is not None:
        for one in article.passages:
            at = one.span
            yield PassagePrint(
                article.article_id, article.outlet.value, at.start, at.end, at.text, one.furniture
            )


def _set_aside(found: Findings, ids: Mapping[str, Sequence[str]], lines: Sequence[Span]) -> Iterator[str]:
    for table in ("mentions", "statements", "events", "figures", "dates"):
        for id_, cell in zip(ids[table], getattr(found, table), strict=True):
            spans = cell.parts if table == "statements" else (cell.span,)
            start, end = min(s.start for s in spans), max(s.end for s in spans)
            if any(start < line.end and end > line.start for line in lines):
                yield id_
