"""The audit of what joins reports: does all evidence stand where it says, and bear what it is cited for?"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from onrecord.shapes import public_id
from onrecord.store import audit_readings, numerals, schema

Failure = tuple[str, str, str]
_CELLS = {table.name: table for table in schema.SET_ASIDE}
_KINDS = ("exact", "reprint", "excerpt", "spun", "translated", "same-source")
_ACCOUNTS = ("reported", "claimed", "knowledge")
_DAY = re.compile(r"\b\d{4}(?:-\d{2}(?:-\d{2})?)?\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST = 1000  # characters of a cell with the words around it that say how it is meant
_AMOUNTS = ("amount", "low", "high")


@dataclass(frozen=True, slots=True)
class _Cited:
    """One piece of evidence as it stands: its words (or what knowledge says), and the cell's own values."""

    words: str
    cell: Mapping[str, Any]


def failures(connection: Connection, checked: Counter[str]) -> Iterator[Failure]:
    """What is wrong with utterances, copies, stories, moves and disputes, those told apart too."""
    moves, bad_moves = _cited(connection, schema.tracker_evidence, "tracker_key")
    sides, bad_sides = _cited(connection, schema.dispute_evidence, "dispute_key")
    yield from _copies(connection, checked)
    yield from _stories(connection, checked)
    yield from _dated(connection)
    yield from _utterances(connection, checked)
    for row in _rows(connection, schema.trackers, checked):
        cited = moves.get((row["key"], 0), [])
        for reason in (*bad_moves[row["key"]], *_move(row, cited)):
            yield "trackers", row["id"], reason
    values = defaultdict(list)
    for side in connection.execute(select(schema.dispute_sides).order_by("dispute_key", "side")).mappings():
        values[side["dispute_key"]].append(side)
    stories = set(connection.execute(select(schema.stories.c.id)).scalars())
    for row in _rows(connection, schema.disputes, checked):
        if row["story_id"] is not None and row["story_id"] not in stories:
            yield "disputes", row["id"], f"its story {row['story_id']} is not there"
        if not values[row["key"]]:
            yield "disputes", row["id"], "has no sides"
        for reason in bad_sides[row["key"]]:
            yield "disputes", row["id"], reason
        for side in values[row["key"]]:
            for reason in _side(side, sides.get((row["key"], side["side"]), [])):
                yield "disputes", row["id"], f"side {side['side'] + 1}: {reason}"


def _rows(connection: Connection, table: Table, checked: Counter[str]) -> Iterator[RowMapping]:
    for row in connection.execute(select(table).order_by(table.c.id)).mappings().all():
        checked[table.name] += 1
        yield row


Found = tuple[dict[tuple[int, int], list[_Cited]], dict[int, list[str]]]


def _cited(connection: Connection, table: Table, owner: str) -> Found:
    """The evidence of each row (and side), and what is wrong with it; each report is opened once."""
    cited: dict[tuple[int, int], list[_Cited]] = defaultdict(list)
    wrong: dict[int, list[str]] = defaultdict(list)
    article, text, cells = None, "", dict[tuple[str, str], RowMapping]()
    name = ""
    for row in connection.execute(select(table).order_by(table.c.article_key)).mappings().all():
        if row["article_key"] is not None and row["article_key"] != article:
            article = row["article_key"]
            a = schema.articles.c
            name, text = connection.execute(select(a.article_id, a.text).where(a.key == article)).one()
            cells = _cells(connection, article)
        place = (row[owner], row["side"] if "side" in table.c else 0)
        reason = _wrong(row, name, text, cells)
        if reason is not None:
            wrong[row[owner]].append(reason)
        words = row["says"] if row["article_key"] is None else text[row["start"] or 0 : row["end"] or 0]
        cited[place].append(_Cited(words, dict(cells.get((row["cell_table"], row["cell_id"]), {}))))
    return cited, wrong


def _cells(connection: Connection, article: int) -> dict[tuple[str, str], RowMapping]:
    return {
        (name, row["id"]): row
        for name, table in _CELLS.items()
        for row in connection.execute(select(table).where(table.c.article_key == article)).mappings()
    }


def _wrong(
    row: RowMapping, article_id: str, text: str, cells: Mapping[tuple[str, str], RowMapping]
) -> str | None:
    table, id_, start, end = row["cell_table"], row["cell_id"], row["start"], row["end"]
    if table == "knowledge":
        return None if row["says"] else f"the entry {id_!r} of knowledge says nothing"
    if row["article_key"] is None or start is None or not 0 <= start < end <= len(text):
        return f"the evidence {table} {id_} stands in no report"
    if table not in _CELLS:  # words of the report that are no cell: their id hashes them
        good = id_ == public_id(article_id, table, text[start:end])
        return None if good else f"{text[start:end][:40]!r} are not the words of {table} {id_}"
    cell = cells.get((table, id_))
    if cell is None:
        return f"its evidence {table} {id_} is not in {article_id}"
    if cell["set_aside"]:
        return f"its evidence {table} {id_} is set aside"
    inside = cell["start"] <= start < end <= cell["end"]
    around = start <= cell["start"] < cell["end"] <= end <= start + _LONGEST
    if not inside and not around:
        return f"its evidence {start}..{end} lies outside {table} {id_}"
    return None


def _move(row: RowMapping, cited: Sequence[_Cited]) -> Iterator[str]:
    if not cited:
        yield "has no evidence"
    if row["account"] not in _ACCOUNTS:
        yield f"{row['account']!r} is no account"
    if not row["rule"]:
        yield "names no rule"
    if (row["account"] == "claimed") != (row["by"] is not None):
        yield (
            "who claims it is not said" if row["by"] is None else f"{row['by']!r} claims what is told as such"
        )
    yield from _days(row["as_of_earliest"], row["as_of_latest"])
    yield from _numbers(row["value"] or "", cited)
    for name, value in row["details"]:
        if name in _AMOUNTS and not _stands(float(value), cited):
            yield f"the {name} {value} does not stand in its evidence"


def _side(side: RowMapping, cited: Sequence[_Cited]) -> Iterator[str]:
    if not cited:
        yield "has no evidence"
    yield from _days(side["earliest"], side["latest"])
    yield from _numbers(side["value"], cited)


def _days(earliest: str | None, latest: str | None) -> Iterator[str]:
    for day in (earliest, latest):
        try:
            datetime.date.fromisoformat(day or "2000-01-01")
        except ValueError:
            yield f"{day!r} is no calendar day"
    if earliest is not None and latest is not None and earliest > latest:
        yield f"ends ({latest}) before it begins ({earliest})"


def _numbers(value: str, cited: Sequence[_Cited]) -> Iterator[str]:
    """Every number of a value must stand in the evidence, be a cited cell's own, or count the evidence."""
    plain = " ".join(value.split()).casefold()
    if any(plain in " ".join(one.words.split()).casefold() for one in cited):
        return
    days = {str(v) for one in cited for v in one.cell.values() if isinstance(v, str) and _DAY.match(v)}
    for found in _DAY.findall(value):
        if any(found in day for day in days):
            value = value.replace(found, " ")
    for literal in _NUMBER.findall(value):
        readings = numerals.values(literal)
        if not any(_stands(number, cited) for number in readings) and float(len(cited)) not in readings:
            yield f"the number {literal} of {value.strip()!r} does not stand in its evidence"


def _stands(number: float, cited: Sequence[_Cited]) -> bool:
    return any(
        number in (one.cell.get(name) for name in _AMOUNTS) or numerals.bears(one.words, number)
        for one in cited
    )


def _copies(connection: Connection, checked: Counter[str]) -> Iterator[Failure]:
    a, p = schema.articles.c, schema.copy_passages
    query = select(p).order_by(p.c.copy_key, p.c.position)
    passages = defaultdict(list)
    for row in connection.execute(query).mappings():
        passages[row["copy_key"]].append(row)
    lengths = {key: len(text) for key, text in connection.execute(select(a.key, a.text)).yield_per(100)}
    for row in _rows(connection, schema.copies, checked):
        if row["kind"] not in _KINDS:
            yield "copies", row["id"], f"{row['kind']!r} is no kind of copy"
        if row["article_key"] == row["of_article_key"]:
            yield "copies", row["id"], "is a copy of itself"
        for prefix, key in (("", row["article_key"]), ("of_", row["of_article_key"])):
            for one in passages[row["key"]]:
                start, end = one[f"{prefix}start"], one[f"{prefix}end"]
                if not 0 <= start < end <= lengths[key]:
                    yield "copies", row["id"], f"its passage {prefix}{start}..{end} lies outside the text"
    for id_, reason in audit_readings.failures(connection, lengths):
        yield "copies", id_, reason


def _stories(connection: Connection, checked: Counter[str]) -> Iterator[Failure]:
    members: dict[tuple[int, int], list[int]] = defaultdict(list)
    s = schema.story_articles.c
    for key, article, primary in connection.execute(select(s.story_key, s.article_key, s.is_primary)):
        members[key, primary].append(article)
    firsts = Counter(key for (_, primary), keys in members.items() if primary for key in keys)
    for row in _rows(connection, schema.stories, checked):
        own, first = members[row["key"], 0], members[row["key"], 1]
        if not own or len(set(own)) != len(own) or not set(first) <= set(own):
            yield "stories", row["id"], "its reports are not in order"
        if any(firsts[key] > 1 for key in first):
            yield "stories", row["id"], "one of its reports is first of two stories"
        if not 1 <= row["independent_sources"] <= max(1, len(own)):
            yield "stories", row["id"], f"{row['independent_sources']} sources of {len(own)} reports"
        for reason in _days(row["earliest"], row["latest"]):
            yield "stories", row["id"], reason


def _dated(connection: Connection) -> Iterator[Failure]:
    a, d = schema.articles.c, schema.sibling_dates
    query = select(d, a.id, a.published_earliest, a.published_latest, a.published_basis)
    for row in connection.execute(query.join(schema.articles, a.key == d.c.article_key)).mappings():
        early = row["published_earliest"] is not None and row["earliest"] < row["published_earliest"]
        late = row["published_latest"] is not None and row["latest"] > row["published_latest"]
        if early or late or row["published_basis"] == "stated":
            yield "articles", row["id"], f"{row['rule']}: its own day of publication is another"
        for reason in _days(row["earliest"], row["latest"]):
            yield "articles", row["id"], f"{row['rule']}: {reason}"


def _utterances(connection: Connection, checked: Counter[str]) -> Iterator[Failure]:
    s = schema.statements.c
    query = select(s.utterance_key, s.id).where(s.utterance_key.is_not(None))
    said: dict[int, set[str]] = defaultdict(set)
    for key, id_ in connection.execute(query):
        said[key].add(id_)
    for row in _rows(connection, schema.utterances, checked):
        if set(row["statement_ids"]) != said[row["key"]]:
            yield "utterances", row["id"], "its statements are not those that point at it"
        if row["best"] not in row["statement_ids"]:
            yield "utterances", row["id"], "its best wording is none of its statements"
        for statement, _, best, words in row["differences"]:
            if statement not in row["statement_ids"] or best == words:
                yield "utterances", row["id"], f"the difference {best[:30]!r} / {words[:30]!r} is none"
