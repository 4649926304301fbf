"""The record: everything that onrecord knows, in one file. All other rooms talk to this class."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy.exc import DatabaseError

from onrecord.errors import WrongUse
from onrecord.shapes import (
    ActorSeen,
    Findings,
    Issue,
    Kept,
    Links,
    Passage,
    PassagePrint,
    Review,
    RunInfo,
    Source,
    key_of,
)
from onrecord.store import joined_rows, joining, linking, reading, redirects, schema, searching, writing
from onrecord.store.keeping import KeptRecord
from onrecord.store.notes import Notes, write_notes
from onrecord.store.opening import close_writer, explained, is_blank, open_reader, open_writer
from onrecord.store.rows import Row, table_rows
from onrecord.store.searching import Hit


class Record:
    """One record, open. A context manager; it is written only when something is written into it.

    Example:
        with Record.open("r.db") as record:
            for row in record.rows("statements"):
                ...
    """

    def __init__(self, where: str, connection: Connection, *, writes: bool) -> None:
        self.where = where
        self._connection = connection
        self._writes = writes

    @classmethod
    def open(cls, where: str, *, create: bool = False) -> Self:
        """Opens the record in the file `where`; with `create` it is made if it is not there.

        Raises RecordError for a folder, a file of another kind or of a newer version, or without permission.
        A record that is only read keeps every byte: the first write opens it for writing.
        """
        if create and is_blank(where):
            return cls(where, open_writer(where, create=True), writes=True)
        return cls(where, open_reader(where), writes=False)

    @property
    def connection(self) -> Connection:
        """For the store room alone: the open connection, in autocommit."""
        return self._connection

    def close(self) -> None:
        """Leaves one file behind, without log files beside it."""
        if self._writes:
            close_writer(self._connection)
        else:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing."""
        if not self._writes:
            writer = open_writer(self.where, create=False)
            self._connection.close()
            self._connection, self._writes = writer, True
        connection = self._connection
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except DatabaseError as error:
            raise explained(self.where, error) from error
        try:
            yield connection
            connection.exec_driver_sql("COMMIT")
        except BaseException as error:
            if connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
                connection.exec_driver_sql("ROLLBACK")
            if isinstance(error, DatabaseError):
                raise explained(self.where, error) from error
            raise

    # -- what a run needs to know -----------------------------------------------------------------------

    def known(self) -> dict[str, tuple[str, str]]:
        """Fingerprint and analysis key by `article_id` (or by the origin of a rejected input)."""
        known: dict[str, tuple[str, str]] = {}
        for table in (schema.articles, schema.rejected):  # a report that was refused since counts as refused
            t = table.c
            query = select(t.article_id, t.fingerprint, t.analysis)
            for article_id, fingerprint, analysis in self._connection.execute(query):
                known[article_id] = (fingerprint, analysis)
        return known

    def refused(self) -> frozenset[str]:
        """The inputs that gave no report when they were last read, by `article_id` or origin."""
        return frozenset(self._connection.execute(select(schema.rejected.c.article_id)).scalars())

    def joined(self, key: str | None = None) -> bool:
        """Whether the links are those of the reports as they stand now, made under this key if one is named.

        A key is one short word for the code, knowledge and definitions of trackers that made them.
        """
        state = schema.state.c
        said = self._connection.execute(select(state.value).where(state.name == "joined")).scalar()
        return said not in (None, "no") and key in (None, said)

    def tracker_definitions(self) -> tuple[tuple[str, str | None], ...]:
        """The user's own trackers that the last joining went by: the file of each, and its text.

        A record of an earlier onrecord has folders instead, and None for the text.
        """
        state = schema.state.c
        said = self._connection.execute(select(state.value).where(state.name == "trackers")).scalar()
        kept = json.loads(said) if said is not None else []
        return tuple((one, None) if isinstance(one, str) else (one[0], one[1]) for one in kept)

    def _set_joined(self, connection: Connection, value: str) -> None:
        connection.execute(delete(schema.state).where(schema.state.c.name == "joined"))
        connection.execute(insert(schema.state), [{"name": "joined", "value": value}])

    # -- writing ----------------------------------------------------------------------------------------

    def write(self, findings: Findings, analysis: str) -> None:
        """Puts all that was read off one report in place of what the record held of it.

        `analysis` is the key of the code, model, knowledge and corrections that read it. Raises NoEvidence
        where words do not stand at their offsets.
        """
        self.write_all((findings,), analysis)

    def write_all(self, found: Iterable[Findings], analysis: str) -> None:
        """The same for several reports, in one transaction: all are kept, or none."""
        i = schema.issues.c
        notes = (i.found_in != "clean") & (i.found_in != "findings")
        with self._writing() as connection:
            for findings in found:
                writing.write_findings(connection, findings, analysis)
                connection.execute(delete(schema.issues).where(notes, i.origin == findings.article.origin))
            self._set_joined(connection, "no")

    def reject(self, issue: Issue, fingerprint: str, analysis: str) -> None:
        """Keeps why an input gave no report, so that the next run knows it and does not read it again."""
        name = issue.article_id or issue.origin
        with self._writing() as connection:
            table, issues = schema.rejected, schema.issues.c
            connection.execute(delete(table).where(table.c.article_id == name))
            connection.execute(
                insert(table), [{"article_id": name, "fingerprint": fingerprint, "analysis": analysis}]
            )
            same = (issues.found_in == "rejected") & (issues.origin == issue.origin)
            connection.execute(delete(schema.issues).where(same))
            connection.execute(insert(schema.issues), writing.issue_rows([issue], "rejected", None, name))

    def note(self, issues: Sequence[Issue]) -> bool:
        """Keeps issues that belong to no report, in place of the former ones of the same origin and stage.

        Returns whether that changed anything.
        """
        groups: dict[tuple[str, str], list[Issue]] = defaultdict(list)
        for issue in issues:
            groups[issue.origin, issue.stage].append(issue)
        i = schema.issues.c
        changed = {}
        for (origin, stage), group in groups.items():
            same = (i.found_in == "note") & (i.origin == origin) & (i.stage == stage)
            old = self._connection.execute(select(schema.issues).where(same).order_by(i.position)).mappings()
            if [reading.issue_of(row) for row in old] != group:
                changed[origin, stage] = same
        if not changed:
            return False
        with self._writing() as connection:
            for (origin, stage), same in changed.items():
                connection.execute(delete(schema.issues).where(same))
                group, whose = groups[origin, stage], f"{origin}\x1f{stage}"
                connection.execute(insert(schema.issues), writing.issue_rows(group, "note", None, whose))
        return True

    def write_links(self, links: Links, key: str = "yes") -> None:
        """Puts these links in place of all former ones; what a repeated line overlaps is set aside.

        `key` says what they hang on besides the reports: see `joined`. Raises NoEvidence where cited words
        do not stand at their offsets.
        """
        with self._writing() as connection:
            linking.replace_links(connection, links)
            joining.replace_joined(connection, links)
            self._set_joined(connection, key)

    def write_actors(self, links: Links) -> None:
        """The first half of `write_links`: actors and repeated lines. The reports are still to be joined."""
        with self._writing() as connection:
            linking.replace_links(connection, links)
            self._set_joined(connection, "no")

    def write_joined(
        self, links: Links, key: str = "yes", definitions: Sequence[tuple[str, str]] = ()
    ) -> None:
        """The second half: utterances, copies, stories, moves of trackers, disputes.

        `definitions` are the user's own trackers, file and text: kept, so that a correction goes by them and
        the page names their states, wherever their files are by then.
        """
        with self._writing() as connection:
            joining.replace_joined(connection, links)
            connection.execute(delete(schema.state).where(schema.state.c.name == "trackers"))
            if definitions:
                row = {"name": "trackers", "value": json.dumps(list(definitions))}
                connection.execute(insert(schema.state), [row])
            self._set_joined(connection, key)

    def add_review(self, review: Review) -> None:
        """Keeps a person's correction; it takes effect when its report is read again."""
        row = {name: getattr(review, name) for name in Review.__slots__}
        with self._writing() as connection:
            connection.execute(delete(schema.reviews).where(schema.reviews.c.id == review.id))
            connection.execute(insert(schema.reviews), [row | {"key": key_of(review.id)}])

    def add_run(self, info: RunInfo) -> None:
        """Keeps how the record was made."""
        with self._writing() as connection:
            row = {name: getattr(info, name) for name in RunInfo.__slots__}
            connection.execute(insert(schema.runs), [row])

    # -- reading ----------------------------------------------------------------------------------------

    def actors_seen(self) -> Iterator[ActorSeen]:
        """Every report's actors, for joining."""
        return linking.actors_seen(self._connection)

    def members(self, actor_id: str) -> tuple[tuple[str, str], ...]:
        """The ids of an actor's members, each with its report, earliest report first as ids go."""
        return linking.members(self._connection, actor_id)

    def passage_prints(self) -> Iterator[PassagePrint]:
        """Every passage of the reports whose outlet is known, for finding repeated lines."""
        return linking.passage_prints(self._connection)

    def reviews(self, article_id: str | None = None) -> tuple[Review, ...]:
        """The corrections of one report, or all, in the order they were made."""
        table = schema.reviews
        query = select(table).order_by(table.c.time, table.c.id)
        if article_id is not None:
            query = query.where(table.c.article_id == article_id)
        found = self._connection.execute(query).mappings()
        return tuple(Review(**{name: row[name] for name in Review.__slots__}) for row in found)

    def source(self, article_id: str) -> Source:
        """A report as it can be read again; raises RecordError where the record does not hold it."""
        return reading.read_source(self._connection, article_id)

    def findings(self, article_id: str) -> Findings:
        """All that was read off one report, equal to what was written."""
        return reading.read_findings(self._connection, article_id)

    def article_ids(self) -> tuple[str, ...]:
        """The ids of all reports, sorted."""
        a = schema.articles.c
        return tuple(self._connection.execute(select(a.article_id).order_by(a.article_id)).scalars())

    def text(self, article_id: str) -> str:
        """The text that every offset of this report counts into."""
        return str(reading.article_row(self._connection, article_id)["text"])

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The paragraphs of a report in order."""
        row = reading.article_row(self._connection, article_id)
        return reading.read_passages(self._connection, row["key"], row["text"])

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of one table as `onrecord export` writes them, in its order."""
        if table not in schema.TABLES:
            raise WrongUse(f"no such table {table!r}: choose one of {', '.join(schema.TABLES)}")
        return table_rows(self._connection, table)

    def counts(self) -> dict[str, int]:
        """How many rows each table's export has, in the order of DESIGN section 1."""
        counts = {}
        for name in schema.TABLES:
            table = schema.metadata.tables[name]
            query = select(func.count()).select_from(table)
            if "set_aside" in table.c:
                query = query.where(table.c.set_aside == 0)
            if name == "disputes":
                query = query.where(table.c.told_apart.is_(None))
            counts[name] = self._connection.execute(query).scalar_one()
        return counts

    def told_apart(self) -> Iterator[Row]:
        """Accounts that differ and are no dispute (an update, a rounding, another scope, ...), and why.

        They have the names of `rows("disputes")` and `told_apart` besides, and stay out of the exports.
        """
        return joined_rows.disputes(self._connection, told_apart=True)

    def kept(self, key: str | None = None) -> Kept:
        """All reports as the reconcile room sees them: findings with the public ids of their cells.

        With a key (see `joined`) what stages note of a report is kept, and the record is opened for writing.
        """
        if key is None:
            return KeptRecord(self._connection)
        with self._writing():  # so that the connection stays the one that notes are written by
            pass
        return KeptRecord(self._connection, Notes(self._connection, key, self._write_notes))

    def _write_notes(self, table: Table, rows: list[Row]) -> None:
        if rows:
            with self._writing() as connection:
                write_notes(connection, table, rows)

    def current_id(self, id_: str) -> str:
        """The id of an actor, story or utterance that an older id goes on to, or the id itself (law 5)."""
        return redirects.current_id(self._connection, id_)

    def search(self, words: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Passages and statements with these words, best first; see `searching.search`."""
        return searching.search(self._connection, words, limit)

    def statements(
        self, *, speaker: str | None = None, words: str | None = None, mode: str | None = None
    ) -> Iterator[Row]:
        """Rows of `statements`, narrowed; see `searching.statements`."""
        return searching.statements(self._connection, speaker, words, mode)
