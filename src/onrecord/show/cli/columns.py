"""How a row of each table looks as a line in the terminal: its columns, the words always last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.show.rows import Row, amount, candidates, entries, maybe, words
from onrecord.show.safety import clip
from onrecord.show.wording import amount as amount_words
from onrecord.show.wording import interval


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a table, and the function that gives a row's cells for them."""

    headings: tuple[str, ...]
    cells: Callable[[Row], Sequence[str]]


def place(row: Row, prefix: str = "") -> str:
    """Where a row's words stand, as "START-END"; "" where they stand nowhere."""
    start, end = row.get(f"{prefix}start"), row.get(f"{prefix}end")
    return "" if start is None or end is None else f"{start}-{end}"


def _articles(row: Row) -> Sequence[str]:
    published = interval(maybe(row, "published_earliest"), maybe(row, "published_latest"))
    basis = words(row, "published_basis")
    when = f"{published} ({basis})" if published else basis
    return (words(row, "article_id"), words(row, "outlet"), when, words(row, "language"), words(row, "title"))


def _statements(row: Row) -> Sequence[str]:
    who = words(row, "speaker") or f"[{words(row, 'speaker_text') or 'not named'}]"
    who += f" [could be: {others}]" if (others := candidates(row)) else ""
    return (
        words(row, "id"),
        words(row, "article_id"),
        place(row),
        who,
        words(row, "mode"),
        words(row, "class"),
        words(row, "text"),
    )


def _events(row: Row) -> Sequence[str]:
    when = interval(maybe(row, "date_earliest"), maybe(row, "date_latest"))
    mode = words(row, "mode")
    return (
        words(row, "id"),
        words(row, "article_id"),
        place(row),
        words(row, "type") + (f" ({mode})" if mode else ""),
        words(row, "modality"),
        _named(row, "actors"),
        _named(row, "recipients"),
        when,
        words(row, "place"),
        words(row, "text"),
    )


def _named(row: Row, side: str) -> str:
    return ", ".join(words(party, "name") for party in entries(row, side))


def _figures(row: Row) -> Sequence[str]:
    sizes = (amount(row, "amount"), amount(row, "low"), amount(row, "high"))
    size = amount_words(sizes, words(row, "currency"), words(row, "unit"))
    roles = [words(row, "giver"), words(row, "recipient")]
    who = " → ".join(role or "?" for role in roles) if any(roles) else words(row, "of_whom")
    as_of = interval(maybe(row, "as_of_earliest"), maybe(row, "as_of_latest"))
    value = f"{words(row, 'qualifier')} {size}".strip()
    return (
        words(row, "article_id"),
        place(row),
        value,
        words(row, "measure"),
        who,
        as_of,
        words(row, "text"),
    )


def _dates(row: Row) -> Sequence[str]:
    means = interval(maybe(row, "earliest"), maybe(row, "latest"))
    return (
        words(row, "article_id"),
        place(row),
        words(row, "type"),
        words(row, "value"),
        means,
        words(row, "text"),
    )


def _actors(row: Row) -> Sequence[str]:
    aliases = ", ".join(str(alias) for alias in entries(row, "aliases"))
    return (words(row, "id"), words(row, "kind"), words(row, "code"), words(row, "name"), aliases)


def _furniture(row: Row) -> Sequence[str]:
    return (
        words(row, "id"),
        words(row, "article_id"),
        place(row),
        words(row, "kind"),
        words(row, "rule"),
        words(row, "text"),
    )


def _issues(row: Row) -> Sequence[str]:
    where = words(row, "article_id") or words(row, "origin")
    return (words(row, "stage"), words(row, "kind"), where, place(row), words(row, "reason"))


def _reviews(row: Row) -> Sequence[str]:
    return (
        words(row, "id"),
        words(row, "article_id"),
        words(row, "what"),
        words(row, "old"),
        words(row, "value"),
        words(row, "author"),
        words(row, "time"),
        words(row, "reason"),
        words(row, "words"),
    )


def _copies(row: Row) -> Sequence[str]:
    passages = entries(row, "passages")
    return (
        words(row, "article_id"),
        words(row, "kind"),
        words(row, "of_article_id"),
        words(row, "score"),
        words(row, "direction"),
        str(len(passages)),
        clip(words(passages[0], "text"), 120) if passages else "",
    )


def _readings(row: Row) -> Sequence[str]:
    return (
        words(row, "article_id"),
        words(row, "kind"),
        clip(words(row, "text"), 80),
        words(row, "value"),
        words(row, "of_article_id"),
        clip(words(row, "of_text"), 80),
        words(row, "of_value"),
    )


def _stories(row: Row) -> Sequence[str]:
    return (
        words(row, "id"),
        interval(maybe(row, "earliest"), maybe(row, "latest")),
        str(len(entries(row, "article_ids"))),
        words(row, "independent_sources"),
        words(row, "title"),
        ", ".join(str(id_) for id_ in entries(row, "article_ids")),
    )


def _utterances(row: Row) -> Sequence[str]:
    found = entries(row, "differences")
    kinds = dict.fromkeys(words(one, "kind") for one in found)
    return (
        words(row, "id"),
        words(row, "speaker"),
        str(len(entries(row, "statement_ids"))),
        str(len(entries(row, "article_ids"))),
        ", ".join(kind for kind in kinds if kind),
        words(row, "reason"),
        words(row, "text"),
    )


def _disputes(row: Row) -> Sequence[str]:
    sides = [words(side, "value") for side in entries(row, "accounts")]
    sources = [words(side, "independent_sources") for side in entries(row, "accounts")]
    return (
        words(row, "id"),
        words(row, "told_apart") or words(row, "kind"),
        " / ".join(sides),
        " : ".join(sources),
        words(row, "summary"),
    )


COLUMNS = {
    "articles": Columns(("report", "outlet", "published", "language", "title"), _articles),
    "statements": Columns(("id", "report", "place", "speaker", "mode", "class", "words"), _statements),
    "events": Columns(
        ("id", "report", "place", "type", "modality", "who", "to whom", "when", "where", "words"), _events
    ),
    "figures": Columns(("report", "place", "value", "measure", "who", "as of", "words"), _figures),
    "dates": Columns(("report", "place", "type", "value", "means", "words"), _dates),
    "actors": Columns(("id", "kind", "code", "name", "aliases"), _actors),
    "furniture": Columns(("id", "report", "place", "kind", "rule", "words"), _furniture),
    "copies": Columns(("report", "kind", "of", "score", "shown by", "passages", "words"), _copies),
    "readings": Columns(
        ("report", "kind", "words", "value", "beside", "words there", "value there"), _readings
    ),
    "stories": Columns(("id", "when", "reports", "independent", "title", "which"), _stories),
    "utterances": Columns(
        ("id", "speaker", "wordings", "reports", "differences", "best because", "words"), _utterances
    ),
    "disputes": Columns(("id", "kind", "sides", "sources", "summary"), _disputes),
    "issues": Columns(("stage", "kind", "where", "place", "reason"), _issues),
    "reviews": Columns(("id", "report", "what", "from", "to", "author", "time", "reason", "words"), _reviews),
}
