"""Version 1: the tables of DESIGN section 1, the views that show words, and full-text search."""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.store.schema import metadata

# Datasette and other SQLite programs read words here. SQLite's substr stops at a NUL character in the text:
# such words are cut short in these views, never in the exports, which are cut in Python.
_CUT = "substr(a.text, {0}start + 1, {0}end - {0}start)"
_WORDS = _CUT.format("c.")

# The column `rowid` of the two that are indexed lets Datasette search them without being told how.
_VIEWS = {
    "passages_with_words": (
        "SELECT c.key AS rowid, a.article_id, a.title, c.start, c.end, c.language, c.furniture, "
        f"{_WORDS} AS words "
        "FROM passages c JOIN articles a ON a.key = c.article_key"
    ),
    "statements_with_words": (
        "SELECT c.key AS rowid, c.id, a.article_id, a.title, c.speaker, c.class, c.mode, c.start, c.end, "
        f"{_CUT.format('c.cue_')} AS cue, {_WORDS} AS words, c.said_earliest, c.said_latest, c.score, c.rule "
        "FROM statements c JOIN articles a ON a.key = c.article_key WHERE c.set_aside = 0"
    ),
    "mentions_with_words": (
        "SELECT c.key, c.id, a.article_id, c.kind, c.how, m.name AS actor, c.start, c.end, "
        f"{_WORDS} AS words, c.rule "
        "FROM mentions c JOIN articles a ON a.key = c.article_key "
        "LEFT JOIN actor_members m ON m.key = c.member_key WHERE c.set_aside = 0"
    ),
    "figures_with_words": (
        "SELECT c.key, c.id, a.article_id, c.qualifier, c.amount, c.low, c.high, c.unit, c.currency, "
        f"c.measure, c.giver, c.recipient, c.of_whom, c.start, c.end, {_WORDS} AS words, c.rule "
        "FROM figures c JOIN articles a ON a.key = c.article_key WHERE c.set_aside = 0"
    ),
    "dates_with_words": (
        "SELECT c.key, c.id, a.article_id, c.type, c.value, c.earliest, c.latest, c.anchor, c.start, c.end, "
        f"{_WORDS} AS words, c.rule "
        "FROM dates c JOIN articles a ON a.key = c.article_key WHERE c.set_aside = 0"
    ),
    "furniture_with_words": (
        f"SELECT c.key, c.id, a.article_id, c.kind, c.found_in, c.start, c.end, {_WORDS} AS words, c.rule "
        "FROM furniture c JOIN articles a ON a.key = c.article_key"
    ),
}

_SEARCH = {
    "passages_fts": 'words, content="passages_with_words"',
    "statements_fts": 'words, speaker, content="statements_with_words"',
}


def m001_first_tables(connection: Connection) -> None:
    """Makes everything anew in an empty file."""
    metadata.create_all(connection, checkfirst=False)
    for name, query in _VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")
    for name, options in _SEARCH.items():
        connection.exec_driver_sql(
            f'CREATE VIRTUAL TABLE {name} USING fts5({options}, content_rowid="rowid", '
            'tokenize="unicode61 remove_diacritics 2")'
        )
