"""The tables of the record, as SQLAlchemy Core metadata (DESIGN section 1, and what those need inside).

Words are kept as offsets into `articles.text` and cut on reading. `key` is the number that the public `id`
spells, so that neither the order of reading nor an interruption ever changes a key.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

from onrecord.store.columns import Json, Words

metadata = MetaData()


def _key() -> tuple[Column[int], Column[str]]:
    # Integer, not BigInteger: only INTEGER PRIMARY KEY is SQLite's own row number.
    return Column("key", Integer, primary_key=True), Column("id", Text, nullable=False, unique=True)


def _ref(
    name: str, target: str, on_delete: str = "CASCADE", nullable: bool = True, index: bool = True
) -> Column[int]:
    # Deferred, so that the rows of one report may point at each other in any order.
    link = ForeignKey(target, ondelete=on_delete, deferrable=True, initially="DEFERRED")
    return Column(name, BigInteger, link, nullable=nullable, index=index)


def _span(prefix: str = "", nullable: bool = True) -> tuple[Column[int], Column[int]]:
    start, end = (Column(f"{prefix}{side}", Integer, nullable=nullable) for side in ("start", "end"))
    return start, end


def _cell(name: str, *columns: SchemaItem) -> Table:
    """A table of cells read off one report: its article, its place in the report's findings, its words."""
    return Table(
        name,
        metadata,
        *_key(),
        _ref("article_key", "articles.key", nullable=False),
        Column("position", Integer, nullable=False),
        *_span(nullable=False),
        *columns,
        Column("rule", Words, nullable=False),
        Column("set_aside", Integer, nullable=False, server_default="0"),
    )


def _interval(prefix: str) -> tuple[Column[str], Column[str]]:
    return Column(f"{prefix}earliest", Words), Column(f"{prefix}latest", Words)


articles = Table(
    "articles",
    metadata,
    *_key(),
    Column("article_id", Words, nullable=False, unique=True),
    Column("origin", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("title", Words),
    Column("title_rule", Words),
    *_span("title_"),
    Column("outlet", Words),
    Column("outlet_rule", Words),
    *_span("outlet_"),
    Column("author", Words),
    Column("author_rule", Words),
    *_span("author_"),
    Column("language", Words, nullable=False),
    Column("url", Words),
    *_interval("published_"),
    Column("published_basis", Words, nullable=False),
    Column("published_rule", Words, nullable=False),
    *_span("published_"),
    Column("dated_by", Json),  # list of [rule, says, earliest, latest, holds, start, end]; NULL where none
    Column("modified", Words),
    Column("fetched", Words),
    Column("sha256", Words, nullable=False),  # of the bytes read
    Column("text_sha256", Words, nullable=False),  # of the text that every offset counts into
    Column("fingerprint", Words, nullable=False),
    Column("analysis", Words, nullable=False),
    Column("stated", Json, nullable=False),
    Column("page", Json),
    Column("shadow", Words),  # NULL where it is the text itself
    Column("text", Words, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    *_key(),
    _ref("article_key", "articles.key", nullable=False),
    Column("number", Integer, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("text_sha256", Words, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    *_key(),
    _ref("article_key", "articles.key", nullable=False),
    Column("position", Integer, nullable=False),
    *_span(nullable=False),
    Column("language", Words, nullable=False),
    Column("furniture", Integer, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    *_key(),
    _ref("article_key", "articles.key", nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("words", Json, nullable=False),  # list of [start, end]
    Column("rule", Words, nullable=False),
)

furniture = _cell(
    "furniture",
    Column("kind", Words, nullable=False),
    Column("found_in", Text, nullable=False),  # "report", or "reports": a line that several of them share
)

actors = Table(
    "actors",
    metadata,
    *_key(),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("aliases", Json, nullable=False),
    Column("code", Words),
    Column("known", Words),
    Column("offices", Json),  # filled by a later version
)

actor_members = Table(
    "actor_members",
    metadata,
    *_key(),
    _ref("article_key", "articles.key", nullable=False),
    Column("position", Integer, nullable=False),
    _ref("actor_key", "actors.key", "SET NULL"),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("aliases", Json, nullable=False),
    Column("code", Words),
    Column("known", Words),
)

mentions = _cell(
    "mentions",
    _ref("member_key", "actor_members.key", "SET NULL"),
    Column("kind", Words, nullable=False),
    Column("how", Words, nullable=False),
)

utterances = Table(
    "utterances",
    metadata,
    *_key(),
    Column("best", Words, nullable=False),
    Column("reason", Words, nullable=False),
)

statements = _cell(
    "statements",
    Column("class", Words, nullable=False),
    Column("mode", Words, nullable=False),
    Column("speaker", Words, nullable=False),
    *_span("speaker_"),
    _ref("member_key", "actor_members.key", "SET NULL"),
    *_span("cue_"),
    *_span("addressee_"),
    *_span("venue_"),
    *_interval("said_"),
    _ref("parent_key", "statements.key", "SET NULL"),
    _ref("utterance_key", "utterances.key", "SET NULL"),
    Column("flags", Json, nullable=False),
    Column("candidates", Json),  # list of [name, score]; NULL where the speaker is not ambiguous
    Column("score", Float, nullable=False),
)

statement_parts = Table(
    "statement_parts",
    metadata,
    _ref("statement_key", "statements.key", nullable=False, index=False),
    Column("kind", Text, nullable=False),  # content, or verbatim: what the report puts in quotation marks
    Column("position", Integer, nullable=False),
    *_span(nullable=False),
    Index("statement_parts_place", "statement_key", "kind", "position", unique=True),
)

dates = _cell(
    "dates",
    Column("type", Words, nullable=False),
    Column("value", Words, nullable=False),
    *_interval(""),
    Column("anchor", Words),
    Column("mod", Words),
)

figures = _cell(
    "figures",
    Column("amount", Float),
    Column("low", Float),
    Column("high", Float),
    Column("unit", Words),
    Column("currency", Words),
    Column("qualifier", Words),
    Column("change", Words),
    Column("modality", Words, nullable=False, server_default="fact"),
    Column("measure", Words),
    Column("giver", Words),
    Column("recipient", Words),
    Column("of_whom", Words),
    *_span("giver_"),
    *_span("recipient_"),
    *_span("of_whom_"),
    *_interval("as_of_"),
    _ref("statement_key", "statements.key", "SET NULL"),
)

events = _cell(
    "events",
    Column("type", Words, nullable=False),
    Column("mode", Words),
    Column("context", Json, nullable=False, server_default="[]"),
    Column("cameo", Words),
    Column("modality", Words, nullable=False),
    *_interval("date_"),
    Column("date_rule", Words),
    Column("place", Words),
    *_span("place_"),
    Column("dead", Integer),
    Column("injured", Integer),
    Column("size", Integer),
    _ref("statement_key", "statements.key", "SET NULL"),
)

event_parties = Table(
    "event_parties",
    metadata,
    _ref("event_key", "events.key", nullable=False, index=False),
    Column("side", Text, nullable=False),  # actor or recipient
    Column("position", Integer, nullable=False),
    _ref("member_key", "actor_members.key", "SET NULL"),
    Column("name", Words, nullable=False),
    Column("code", Words),
    Column("sector", Words),
    *_span(nullable=False),
    Index("event_parties_place", "event_key", "side", "position", unique=True),
)

copies = Table(
    "copies",
    metadata,
    *_key(),
    _ref("article_key", "articles.key", nullable=False),
    _ref("of_article_key", "articles.key", nullable=False),
    Column("kind", Words, nullable=False),
    Column("score", Float, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    *_key(),
    Column("title", Words, nullable=False),
    *_interval(""),
    Column("independent_sources", Integer, nullable=False),
)

story_articles = Table(
    "story_articles",
    metadata,
    _ref("story_key", "stories.key", nullable=False, index=False),
    Column("position", Integer, nullable=False),
    _ref("article_key", "articles.key", nullable=False),
    Column("is_primary", Integer, nullable=False),
    Index("story_articles_place", "story_key", "is_primary", "position", unique=True),
)

trackers = Table(
    "trackers",
    metadata,
    *_key(),
    Column("tracker", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("value", Words),
    *_interval("as_of_"),
    Column("evidence", Json, nullable=False),
)

disputes = Table(
    "disputes",
    metadata,
    *_key(),
    Column("kind", Words, nullable=False),
    Column("sides", Json, nullable=False),
    Column("summary", Words, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    *_key(),
    _ref("article_key", "articles.key"),
    Column("article_id", Words),
    Column("origin", Words, nullable=False),
    Column("stage", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("reason", Words, nullable=False),
    *_span(),
    Column("skipped", Integer, nullable=False),
    Column("found_in", Text, nullable=False),  # clean, findings, rejected or note
    Column("position", Integer, nullable=False),
)

rejected = Table(
    "rejected",
    metadata,
    Column("article_id", Words, primary_key=True),  # or the origin, where there is no id
    Column("fingerprint", Words, nullable=False),
    Column("analysis", Words, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    *_key(),
    Column("article_id", Words, nullable=False, index=True),
    Column("what", Words, nullable=False),
    Column("words", Words, nullable=False),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
    Column("old", Words, nullable=False),
    Column("value", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("time", Words, nullable=False),
    Column("reason", Words, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("started", Words, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("onrecord", Words, nullable=False),
    Column("model", Words, nullable=False),
    Column("knowledge", Words, nullable=False),
    Column("settings", Words, nullable=False),
    Column("read", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
)

redirects = Table(
    "redirects",
    metadata,
    Column("id", Text, primary_key=True),
    Column("now", Text, nullable=False),
)

state = Table(
    "state",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# Children before parents: the order in which the cells of a report are removed.
CELLS = (mentions, figures, dates, events, statements, furniture, marks, passages, actor_members)
# The cells that a line repeated over reports sets aside.
SET_ASIDE = (mentions, figures, dates, events, statements)

# The names of DESIGN section 1, in its order: one export file each.
TABLES: tuple[str, ...] = (
    "articles",
    "furniture",
    "actors",
    "mentions",
    "statements",
    "utterances",
    "events",
    "figures",
    "dates",
    "copies",
    "stories",
    "trackers",
    "disputes",
    "issues",
    "reviews",
    "runs",
)
