"""The audit of what a copy and its original say at one place: words in either text, cells with that value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, RowMapping, select

from onrecord.shapes import key_of
from onrecord.store import schema

_TABLES = {"wording": None, "name": "mentions", "figure": "figures", "date": "dates", "speaker": "statements"}
_CELLS = {table.name: table for table in schema.SET_ASIDE}
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def failures(connection: Connection, lengths: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    """The id of each copy with what is wrong with one of its readings; `lengths` are those of the texts."""
    r, c = schema.copy_readings, schema.copies.c
    query = select(r, c.id, c.article_key, c.of_article_key).join(schema.copies, c.key == r.c.copy_key)
    for row in connection.execute(query.order_by(c.id, r.c.position)).mappings().all():
        for reason in _wrong(connection, row, lengths):
            yield row["id"], f"its reading {row['position']}: {reason}"


def _wrong(connection: Connection, row: RowMapping, lengths: Mapping[int, int]) -> Iterator[str]:
    kind, table = row["kind"], row["cell_table"]
    if kind not in _TABLES or table != _TABLES[kind]:
        yield f"{kind!r} of {table} is no kind of reading"
        return
    if table is not None and row["cell_id"] is None and row["of_cell_id"] is None:
        yield "has no cell"
    for prefix in ("", "of_"):
        article, start, end = row[f"{prefix}article_key"], row[f"{prefix}start"], row[f"{prefix}end"]
        if not 0 <= start < end <= lengths[article]:
            yield f"{prefix}{start}..{end} lies outside the text"
        id_, value = row[f"{prefix}cell_id"], row[f"{prefix}value"]
        if (id_ is None) != (value is None):
            yield f"{prefix}value {value!r} is of no cell"
        elif id_ is not None and table is not None:
            yield from _of_cell(connection, (table, id_, article), (start, end), value)


def _of_cell(
    connection: Connection, cell: tuple[str, str, int], place: tuple[int, int], value: str
) -> Iterator[str]:
    table, id_, article = cell
    t = _CELLS[table]
    row = connection.execute(select(t).where(t.c.key == key_of(id_))).mappings().first()
    if row is None or row["article_key"] != article:
        yield f"{table} {id_} is not in its report"
        return
    if row["set_aside"]:
        yield f"{table} {id_} is set aside"
    places = [(row["start"], row["end"])]
    if table == "statements":
        p = schema.statement_parts.c
        parts = select(p.start, p.end).where(p.statement_key == row["key"], p.kind == "content")
        places = [(row[f"{name}_start"], row[f"{name}_end"]) for name in ("speaker", "cue")]
        places += [(start, end) for start, end in connection.execute(parts)]
    if place not in places:
        yield f"{place[0]}..{place[1]} are not the words of {table} {id_}"
    if not _is_value(connection, table, row, value):
        yield f"{value!r} is not what {table} {id_} says"


def _is_value(connection: Connection, table: str, row: RowMapping, value: str) -> bool:
    if table == "statements":
        return bool(value == row["speaker"])
    if table == "mentions":
        m = schema.actor_members.c
        return value == connection.execute(select(m.name).where(m.key == row["member_key"])).scalar()
    if table == "dates":
        return set(value.split("/")) <= {row["value"], row["earliest"], row["latest"], ".."}
    said = [row[name] for name in ("amount", "low", "high") if row[name] is not None]
    numbers = {f"{float(number):.12g}" for number in _NUMBER.findall(value.partition(" ")[0])}
    return bool(numbers) and numbers <= {f"{abs(number):.12g}" for number in said}
