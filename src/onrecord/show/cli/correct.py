"""`onrecord correct`: put a speaker, a publication date or a furniture mark right, for good."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from onrecord.errors import WrongUse
from onrecord.shapes import FURNITURE_KINDS, Review, public_id
from onrecord.show.cli.changes import snapshot, tell_changes
from onrecord.show.cli.guard import guarded
from onrecord.show.cli.terminal import note, say
from onrecord.show.cli.where import RecordOption, article_named, record_path, report_path
from onrecord.show.rows import Row, maybe, span, words
from onrecord.show.wording import day, interval

if TYPE_CHECKING:
    from onrecord.store import Record

_CONTEXT = 40  # characters before and after the words that anchor a correction

Author = Annotated[
    str, typer.Option("--author", metavar="NAME", envvar="USER", show_default=False, help="Who corrects.")
]
Time = Annotated[
    str | None,
    typer.Option(
        "--time", metavar="TIME", show_default=False, help="When, as 2024-06-03T09:30:00Z; else now."
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", show_default=False, help="Why.")]


def speaker(
    statement: Annotated[
        str, typer.Argument(metavar="STATEMENT", help="The statement's id: `onrecord show statements`.")
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who said it.")],
    *,
    record: RecordOption = None,
    reason: Reason = "",
    author: Author = "",
    time: Time = None,
) -> None:
    """Say who made a statement.

    Example: onrecord correct speaker 4f2k9t0x7m1c "Anna Berg" --reason "the pronoun means him"
    """
    path = record_path(record)
    with _opened(path) as opened:
        row = _row(opened, "statements", statement)
        place = span(row)
        if place is None or not name.strip():
            raise WrongUse("a correction of a speaker needs a statement with words, and a name")
        review = _review(
            opened, words(row, "article_id"), "speaker", place, (words(row, "speaker"), name.strip())
        )
    _keep(path, review, author, time, reason)


def published(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The report: its id, or a part of it.")],
    date: Annotated[str, typer.Argument(metavar="DATE", help="YYYY-MM-DD, or unknown.")],
    *,
    record: RecordOption = None,
    reason: Reason = "",
    author: Author = "",
    time: Time = None,
) -> None:
    """Say when a report was published; its relative dates ("on Wednesday") follow.

    Example: onrecord correct published 000 2023-02-08 --reason "the outlet's archive has it"
    """
    if date != "unknown" and (day(date) is None or len(date) != 10):
        raise WrongUse(f"a publication date is YYYY-MM-DD or unknown, not {date!r}")
    path = record_path(record)
    with _opened(path) as opened:
        article_id = article_named(opened, article)
        row = next(row for row in opened.rows("articles") if row["article_id"] == article_id)
        old = interval(maybe(row, "published_earliest"), maybe(row, "published_latest")) or "unknown"
        review = _review(opened, article_id, "published", None, (old, date))
    _keep(path, review, author, time, reason)


def furniture(
    target: Annotated[
        str, typer.Argument(metavar="ARTICLE|FURNITURE", help="A report, or the id of a marked line.")
    ],
    line: Annotated[
        str | None,
        typer.Argument(metavar="[WORDS]", show_default=False, help="The exact words, in a report."),
    ] = None,
    *,
    record: RecordOption = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=f"One of: {', '.join(FURNITURE_KINDS)}.")
    ] = "other",
    unmark: Annotated[
        bool, typer.Option("--unmark", help="The words are the report's own after all.")
    ] = False,
    occurrence: Annotated[
        int,
        typer.Option("--occurrence", min=1, metavar="N", help="Which, where the words stand several times."),
    ] = 1,
    reason: Reason = "",
    author: Author = "",
    time: Time = None,
) -> None:
    """Mark words as page furniture, or take such a mark away.

    Examples: onrecord correct furniture 001 "Source link" --kind link;
    onrecord correct furniture 9c3h5k7m2p4r --unmark
    """
    if kind not in FURNITURE_KINDS:
        raise WrongUse(f"there is no kind of furniture {kind!r}; the kinds are: {', '.join(FURNITURE_KINDS)}")
    path = record_path(record)
    with _opened(path) as opened:
        if line is None:
            row = _row(opened, "furniture", target)
            article_id, place, old = words(row, "article_id"), span(row), words(row, "kind")
        else:
            article_id = article_named(opened, target)
            place, old = _found(opened.text(article_id), line, occurrence), ""
        if place is None or (line is None and not unmark):
            raise WrongUse("give a report and its exact words to mark them, or a furniture id with --unmark")
        value = "unmark" if unmark else f"mark {kind}"
        review = _review(opened, article_id, "furniture", place, (old, value))
    _keep(path, review, author, time, reason)


def commands(*, boxes: bool = False) -> typer.Typer:
    """The group `correct` with one command for each thing that can be corrected."""
    app = typer.Typer(
        help="Put right what was read wrong. Corrections are kept, and made again on every later run.",
        no_args_is_help=True,
        rich_markup_mode="rich" if boxes else None,
    )
    for command in (speaker, published, furniture):
        app.command(command.__name__)(guarded(command))
    return app


def _opened(path: str) -> Record:
    from onrecord.store import Record

    return Record.open(path)


def _row(record: Record, table: str, wanted: str) -> Row:
    for row in record.rows(table):
        if row["id"] == wanted:
            return row
    raise WrongUse(f"no {table} row has the id {wanted!r}: `onrecord show {table}` lists them")


def _found(text: str, line: str, occurrence: int) -> tuple[int, int]:
    """Where the words stand for the n-th time; WrongUse where they do not, or where it must be said which."""
    starts, at = [], text.find(line) if line else -1
    while at >= 0:
        starts.append(at)
        at = text.find(line, at + 1)
    if not starts:
        raise WrongUse(f"these exact words do not stand in the report: {line[:60]!r}")
    if occurrence > len(starts):
        raise WrongUse(f"these words stand {len(starts)} times in the report, not {occurrence}")
    start = starts[occurrence - 1]
    return start, start + len(line)


def _review(
    record: Record,
    article_id: str,
    what: Literal["speaker", "published", "furniture"],
    place: tuple[int, int] | None,
    change: tuple[str, str],
) -> Review:
    """The correction, anchored by its words and what stands around them; not yet signed."""
    exact = before = after = ""
    if place is not None:
        start, end = place
        text = record.text(article_id)
        exact, before, after = (
            text[start:end],
            text[max(0, start - _CONTEXT) : start],
            text[end : end + _CONTEXT],
        )
    old, value = change
    if old == value:
        raise WrongUse(f"nothing to correct: it is {value!r} already")
    return Review("", article_id, what, exact, before, after, old, value, "", "", "")


def _keep(path: str, draft: Review, author: str, time: str | None, reason: str) -> None:
    """Signs the correction, keeps it, reads the report again with it, and says what that changed."""
    from onrecord import engine
    from onrecord.shapes import Settings
    from onrecord.show.report import write_report

    # The one place where the clock is data: when a person corrected something.
    when = time if time is not None else datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    review = _signed(draft, author or os.environ.get("LOGNAME") or "unknown", when, reason)
    with _opened(path) as opened:
        former = snapshot(opened, review.article_id)
        opened.add_review(review)
    for line in engine.reread(path, [review.article_id], Settings()).notes:
        note(line)
    with _opened(path) as opened:
        say(f"Correction {review.id} of {review.article_id}")
        say(f"  {review.what}: {review.old or '-'} -> {review.value}")
        tell_changes(former, snapshot(opened, review.article_id))
        page = report_path(path)
        if page.is_file():
            write_report(opened, page)
            say(f"Page:    {page}")


def _signed(draft: Review, author: str, when: str, reason: str) -> Review:
    from dataclasses import replace

    parts = (draft.article_id, draft.what, draft.words, draft.before, draft.after, draft.value, author, when)
    return replace(draft, id=public_id("review", *parts), author=author, time=when, reason=reason)
