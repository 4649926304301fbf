"""Finds words and speakers in the record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, column, select, table, text, true

from onrecord.errors import WrongUse
from onrecord.store import rows, schema

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_MOST_TERMS = 100  # FTS5 itself refuses expressions of some hundred terms, and nobody types as many
_MODES = ("direct", "indirect", "mixed")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words looked for stand; `marks` are their half-open places inside `text`."""

    article_id: str
    title: str | None
    kind: Literal["passage", "statement"]
    start: int
    end: int
    text: str
    speaker: str | None
    marks: tuple[tuple[int, int], ...]


def folded(words: str) -> str:
    """Words without case and accents, each character in its place: as the index compares them."""
    return "".join(_folded_character(character) for character in words)


def _folded_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    plain = unicodedata.normalize("NFD", character)[:1].lower()[:1] or character
    return plain if plain.isalnum() == character.isalnum() else character


def tokens(words: str) -> list[tuple[str, int, int]]:
    """Runs of letters and digits, folded, with their places: what the index takes for words."""
    plain = folded(words)
    found, start = [], None
    for at, character in enumerate(plain + " "):
        inside = character.isalnum() or (start is not None and unicodedata.category(character)[0] == "M")
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            found.append((plain[start:at], start, at))
            start = None
    return found


def phrases(words: str) -> list[tuple[list[str], bool]]:
    """What a person typed: words, "quoted phrases" and beginnings*, as tokens; nothing is an operator."""
    found = []
    for match in _TERM.finditer(words.replace("\0", " ").replace("“", '"').replace("”", '"')):
        said = match[1] if match[1] is not None else match[2]
        inner = [token for token, _, _ in tokens(said)]
        if inner:
            found.append((inner, match[2] is not None and said.endswith("*")))
    return found


def match_query(words: str) -> str:
    """The words as an FTS5 query in which nothing is an operator. Raises WrongUse where no word is left."""
    terms = phrases(words)
    if not terms:
        raise WrongUse(f'nothing to look for in {words!r}: give a word, a number, or a "phrase"')
    if len(terms) > _MOST_TERMS:
        raise WrongUse(f"{len(terms)} words are too many to look for at once: give at most {_MOST_TERMS}")
    quoted = ['"' + " ".join(inner) + '"' + ("*" if prefix else "") for inner, prefix in terms]
    return " ".join(quoted).encode("utf-8", "replace").decode()


def marks(words: str, said: str) -> tuple[tuple[int, int], ...]:
    """Where the words looked for stand inside `said`."""
    places = tokens(said)
    flat = [token for token, _, _ in places]
    found: set[tuple[int, int]] = set()
    for inner, prefix in phrases(words):
        for at in range(len(flat) - len(inner) + 1):
            *most, last = flat[at : at + len(inner)]
            same = last.startswith(inner[-1]) if prefix else last == inner[-1]
            if same and most == inner[:-1]:
                found.add((places[at][1], places[at + len(inner) - 1][2]))
    return tuple(sorted(found))


_SEARCH = """
SELECT * FROM (
  SELECT 'passage' AS kind, p.article_key, p.start, p.end, NULL AS speaker, f.rank AS rank
  FROM passages_fts f JOIN passages p ON p.key = f.rowid
  WHERE passages_fts MATCH :words AND p.furniture = 0 AND NOT EXISTS (
    SELECT 1 FROM furniture x WHERE x.article_key = p.article_key AND x.found_in = 'reports'
    AND x.start <= p.start AND x.end >= p.end)
  UNION ALL
  SELECT 'statement', s.article_key, s.start, s.end, s.speaker, f.rank
  FROM statements_fts f JOIN statements s ON s.key = f.rowid
  WHERE statements_fts MATCH :words AND s.set_aside = 0
) AS hit JOIN articles a ON a.key = hit.article_key
ORDER BY round(hit.rank, 6), a.article_id, hit.start, hit.kind DESC LIMIT :limit
"""


def search(connection: Connection, words: str, limit: int) -> tuple[Hit, ...]:
    """Passages and statements that hold all these words, best first (BM25).

    Case and accents do not matter; "a phrase" stands together, a word* may go on. Passages that are page
    furniture are left out. Raises WrongUse where there is no word, or the limit is not positive.
    """
    if limit < 1:
        raise WrongUse(f"a limit of {limit} shows nothing: give 1 or more")
    query = text(_SEARCH).columns(
        column("kind"),
        schema.statements.c.article_key,
        schema.statements.c.start,
        schema.statements.c.end,
        schema.statements.c.speaker,
    )
    found = connection.execute(query, {"words": match_query(words), "limit": limit}).all()
    return tuple(_hit(connection, words, tuple(row)) for row in found)


def _hit(connection: Connection, words: str, row: tuple[Any, ...]) -> Hit:
    kind, key, start, end, speaker = row[:5]
    a = schema.articles.c
    query = select(a.article_id, a.title, a.text).where(a.key == key)
    article_id, title, whole = connection.execute(query).one()
    said = whole[start:end]
    return Hit(article_id, title, kind, start, end, said, speaker, marks(words, said))


def statements(
    connection: Connection, speaker: str | None, words: str | None, mode: str | None
) -> Iterator[rows.Row]:
    """Rows of `statements` by speaker (a name or a part of it, in whole words), words said, and mode."""
    if mode is not None and mode not in _MODES:
        raise WrongUse(f"no such mode {mode!r}: choose one of {', '.join(_MODES)}")
    s = schema.statements.c
    where: ColumnElement[bool] = true()
    if mode is not None:
        where &= s.mode == mode
    if words is not None:
        matches = column("statements_fts", is_literal=True).op("MATCH")(f"words : ({match_query(words)})")
        where &= s.key.in_(select(column("rowid")).select_from(table("statements_fts")).where(matches))
    wanted = None if speaker is None else [token for token, _, _ in tokens(speaker)]
    if wanted == []:
        raise WrongUse(f"no name in {speaker!r}")
    names = {} if wanted is None else _aliases(connection)
    for row in rows.table_rows(connection, "statements", where):
        if wanted is None or _speaks(wanted, row, names):
            yield row


def _speaks(wanted: list[str], row: rows.Row, names: dict[str, tuple[str, ...]]) -> bool:
    own = (str(row["speaker"]), *names.get(str(row["speaker_id"]), ()))
    return any(_holds([token for token, _, _ in tokens(name)], wanted) for name in own)


def _holds(name: list[str], wanted: list[str]) -> bool:
    return any(name[at : at + len(wanted)] == wanted for at in range(len(name) - len(wanted) + 1))


def _aliases(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Every name of an actor: of the joined one, or of one report's where reports are not joined yet."""
    found: dict[str, tuple[str, ...]] = {}
    for names in (schema.actor_members, schema.actors):
        t = names.c
        for id_, name, aliases in connection.execute(select(t.id, t.name, t.aliases)):
            found[id_] = (*found.get(id_, ()), name, *aliases)
    return found
