"""The kept reports as the reconcile room sees them: findings read when asked for, with ids of their cells."""

from __future__ import annotations

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from onrecord.errors import RecordError
from onrecord.shapes import Article, Grouping, KeptReport, Noting, Pairing, Printed, ReportPrint
from onrecord.shapes.kept import Pair
from onrecord.store import reading, schema
from onrecord.store.coding import encode
from onrecord.store.identity import article_key
from onrecord.store.notes import Notes

_HELD = 64  # reports held at a time: those of a story are opened together
_TOGETHER = 50  # reports read at a time
_TABLES = ("mentions", "statements", "events", "figures", "dates")


T = TypeVar("T")


class KeptRecord:
    """A `Kept` over an open record. It holds the last few reports and no more.

    `notes` keeps what was read off reports; without it that is read each time.

    Example: `record.kept().report("a.txt").cells("figures")`.
    """

    def __init__(self, connection: Connection, notes: Notes | None = None) -> None:
        self._connection = connection
        self._notes = notes
        self._held: OrderedDict[str, KeptReport] = OrderedDict()

    def article_ids(self) -> tuple[str, ...]:
        """The ids of all reports, sorted."""
        a = schema.articles.c
        return tuple(sorted(self._connection.execute(select(a.article_id)).scalars()))

    def report(self, article_id: str) -> KeptReport:
        """One report's findings, the ids of its cells, its actors over all reports, and what is set aside."""
        held = self._held.get(article_id)
        if held is None:
            (held,) = self.reports((article_id,))
            self._held[article_id] = held
            if len(self._held) > _HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(article_id)
        return held

    def reports(self, article_ids: Iterable[str]) -> Iterator[KeptReport]:
        """The same for several, some read at a time and none held."""
        left = iter(article_ids)
        while some := list(islice(left, _TOGETHER)):
            cells = reading.read_cells(self._connection, [article_key(id_) for id_ in some])
            joined = self._joined([article_key(id_) for id_ in some])
            for article_id in some:
                if article_key(article_id) not in cells["articles"]:
                    raise RecordError(f"the record holds no report {article_id!r}")
                yield _kept(cells, joined, article_key(article_id))

    def article(self, article_id: str) -> Article:
        """One report's text and particulars alone."""
        held = self._held.get(article_id)
        return reading.read_article(self._connection, article_id) if held is None else held.findings.article

    def prints(self) -> Iterator[Printed]:
        """Every report's print, in the order of the ids."""
        a, p = schema.articles.c, schema.prints
        names = (a.article_id, a.title, a.outlet, a.published_earliest, a.published_latest)
        query = select(*names, *p.c).join(p, p.c.article_key == a.key, isouter=True).order_by(a.article_id)
        for row in self._connection.execute(query).mappings():
            yield Printed(
                row["article_id"],
                row["title"],
                row["outlet"],
                row["published_earliest"],
                row["published_latest"],
                reading.print_of(row) if row["words"] is not None else ReportPrint(),
            )

    def noted(self, noting: Noting[T], article_ids: Sequence[str] | None = None) -> Iterator[tuple[str, T]]:
        """For every report, in the order of the ids, its id and what was read off it, now or before."""
        if self._notes is None:
            for article_id in self.article_ids() if article_ids is None else article_ids:
                yield article_id, noting.made(self.report(article_id), {})
        else:
            self.prepare((noting,))
            yield from self._notes.read(noting, article_ids)

    def digests(self, noting: Noting[Any], article_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """For each of these reports its id and a digest of what was read off it."""
        if self._notes is None:
            for article_id, note in self.noted(noting, article_ids):
                yield article_id, hashlib.blake2b(encode(note), digest_size=8).digest()
        else:
            self.prepare((noting,))
            yield from self._notes.digests(noting, article_ids)

    def grouped(self, grouping: Grouping[T], groups: Mapping[str, bytes]) -> Iterator[tuple[str, T]]:
        """For each group, in the order of their keys, its key and what is made of it, now or before."""
        if self._notes is None:
            keys = sorted(groups)
            yield from zip(keys, grouping.make(keys), strict=True)
        else:
            yield from self._notes.groups(grouping, groups)

    def prepare(self, notings: Sequence[Noting[Any]]) -> None:
        """Makes the notes that are missing or out of date, opening each report once."""
        if self._notes is not None:
            self._notes.make(notings, self.reports)

    def paired(self, pairing: Pairing[T], pairs: Sequence[Pair]) -> Iterator[T]:
        """The results of these pairs, in their order, without those that have none; each found once."""
        if self._notes is None:
            found: dict[Pair, T | None] = dict(pairing.prove(pairs))
        else:
            found = self._notes.pairs(pairing, pairs)
        for pair in pairs:
            result = found.get(pair)
            if result is not None:
                yield result

    def _joined(self, keys: Sequence[int]) -> Mapping[int, Sequence[tuple[str, str]]]:
        """For each report the joined actors' ids and names, in the order of its own actors."""
        m, a = schema.actor_members.c, schema.actors.c
        query = select(m.article_key, m.id, m.name, a.id, a.name)
        query = query.join(schema.actors, a.key == m.actor_key, isouter=True)
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for key, own, own_name, id_, name in self._connection.execute(
            query.where(m.article_key.in_(keys)).order_by(m.position)
        ):
            found[key].append((id_ or own, name or own_name))
        return found


def _kept(cells: reading.Cells, joined: Mapping[int, Sequence[tuple[str, str]]], key: int) -> KeptReport:
    rows = {name: cells[name].get(key, ()) for name in _TABLES}
    return KeptReport(
        reading.findings_of(cells, key),
        {name: tuple([row["id"] for row in of_table]) for name, of_table in rows.items()},
        tuple([id_ for id_, _ in joined.get(key, ())]),
        tuple([name for _, name in joined.get(key, ())]),
        frozenset(row["id"] for of_table in rows.values() for row in of_table if row["set_aside"]),
    )
