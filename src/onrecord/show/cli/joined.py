"""`onrecord show copies|stories|utterances|disputes`: what only all reports together can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.knowledge.disputes import apart
from onrecord.show.cli.narrowing import among, folded, stands_in
from onrecord.show.cli.options import Article, Json, Limit, Speaker, Words
from onrecord.show.cli.tables import print_rows
from onrecord.show.cli.where import RecordOption, article_named, open_record
from onrecord.show.rows import Row, entries, speaker, words

if TYPE_CHECKING:
    from onrecord.store import Record

COPY_KINDS = ("exact", "reprint", "excerpt", "spun", "translated", "same-source")
DISPUTE_KINDS = ("figure", "date", "wording", "attribution", "characterisation", "inside-one-report")
REASONS = tuple(apart())

CopyKind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="KIND", show_default=False, help=f"Only this kind: {', '.join(COPY_KINDS)}."
    ),
]
DisputeKind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        show_default=False,
        help=f"Only this kind: {', '.join(DISPUTE_KINDS)}; with --told-apart also {', '.join(REASONS)}.",
    ),
]
ToldApart = Annotated[
    bool,
    typer.Option(
        "--told-apart",
        help="Instead accounts that differ and are no dispute: updates, rounding, other scope ...",
    ),
]
Readings = Annotated[
    bool,
    typer.Option(
        "--readings",
        help="Instead each place where a copy has other words, or another name, figure, date or speaker.",
    ),
]
_Reports = Callable[[Row], tuple[str, ...]]


def copies(
    *,
    record: RecordOption = None,
    kind: CopyKind = None,
    article: Article = None,
    readings: Readings = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Which report is made from which: exact, reprint, excerpt, spun, translated, or both from a third.

    Example: onrecord show copies --kind spun
    """
    with open_record(record) as opened:
        rows: Iterable[Row] = opened.rows("copies")
        rows = among(rows, "kind", kind.lower(), COPY_KINDS) if kind is not None else rows
        rows = _with(opened, rows, article, _pair)
        if readings:
            print_rows("readings", (one for row in rows for one in entries(row, "readings")), limit, as_json)
        else:
            print_rows("copies", rows, limit, as_json)


def stories(
    *,
    record: RecordOption = None,
    words_: Words = None,
    article: Article = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Reports of the same happening, and how many independent sources stand behind it.

    Example: onrecord show stories --words summit
    """
    with open_record(record) as opened:
        rows: Iterable[Row] = opened.rows("stories")
        if words_ is not None:
            wanted = folded(words_)
            rows = (row for row in rows if stands_in(folded(words(row, "title")), wanted))
        print_rows("stories", _with(opened, rows, article, _members), limit, as_json)


def utterances(
    *,
    record: RecordOption = None,
    speaker_: Speaker = None,
    words_: Words = None,
    article: Article = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """One thing said, in all its wordings: the one judged closest to what was said, and how others differ.

    Example: onrecord show utterances --speaker Berg
    """
    with open_record(record) as opened:
        said = {words(row, "id"): row for row in opened.rows("statements")}
        rows: Iterable[Row] = (_spelt(row, said) for row in opened.rows("utterances"))
        for name, given in (("speaker", speaker_), ("text", words_)):
            if given is not None:
                rows = _holding(rows, name, folded(given))
        rows = _with(opened, rows, article, _members)
        if as_json:
            rows = ({name: row[name] for name in row if name not in _SPELT} for row in rows)
        print_rows("utterances", rows, limit, as_json)


def disputes(
    *,
    record: RecordOption = None,
    kind: DisputeKind = None,
    words_: Words = None,
    article: Article = None,
    told_apart: ToldApart = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Accounts that cannot both be right, or that differ, with both sides' words.

    Example: onrecord show disputes --kind figure
    """
    with open_record(record) as opened:
        rows: Iterable[Row] = opened.told_apart() if told_apart else opened.rows("disputes")
        if kind is not None and told_apart and kind.lower() in REASONS:
            rows = among(rows, "told_apart", kind.lower(), REASONS)
        elif kind is not None:
            known = (*DISPUTE_KINDS, *REASONS) if told_apart else DISPUTE_KINDS
            rows = among(rows, "kind", kind.lower(), known)
        rows = _holding(rows, "summary", folded(words_)) if words_ is not None else rows
        print_rows("disputes", _with(opened, rows, article, _cited), limit, as_json)


_SPELT = ("speaker", "text", "article_ids")


def _spelt(row: Row, said: Mapping[str, Row]) -> Row:
    """An utterance's row with the speaker and the words of its best wording, and the reports that have it."""
    best = said.get(words(row, "best"), {})
    found = [said[id_] for id_ in entries(row, "statement_ids") if id_ in said]
    reports = sorted({words(one, "article_id") for one in found})
    return {**row, "speaker": speaker(best), "text": words(best, "text"), "article_ids": reports}


def _holding(rows: Iterable[Row], name: str, wanted: list[str]) -> Iterator[Row]:
    return (row for row in rows if stands_in(folded(words(row, name)), wanted))


def _with(record: Record, rows: Iterable[Row], article: str | None, reports: _Reports) -> Iterable[Row]:
    """The rows that a report has part in, by the function that says which reports a row is about."""
    if article is None:
        return rows
    wanted = article_named(record, article)
    return (row for row in rows if wanted in reports(row))


def _pair(row: Row) -> tuple[str, ...]:
    return words(row, "article_id"), words(row, "of_article_id")


def _members(row: Row) -> tuple[str, ...]:
    return tuple(str(id_) for id_ in entries(row, "article_ids"))


def _cited(row: Row) -> tuple[str, ...]:
    return tuple(words(one, "article_id") for side in entries(row, "sides") for one in side)
