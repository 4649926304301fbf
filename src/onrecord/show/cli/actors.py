"""`onrecord actors`: who the record knows; one made of two, two made of one, a name put right, for good."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import WrongUse
from onrecord.shapes import Review, public_id
from onrecord.show.cli.correct import Author, Reason, Time
from onrecord.show.cli.guard import guarded
from onrecord.show.cli.terminal import note, say
from onrecord.show.cli.where import RecordOption, article_named, record_path, report_path
from onrecord.show.rows import Row, words

if TYPE_CHECKING:
    from onrecord.store import Record

_LISTED = 40  # actors with a like name that are offered where a name fits several

Which = Annotated[str, typer.Argument(metavar="ACTOR", help="An actor: its id, or its name.")]


def merge(
    actor: Which,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The actor that it is: id, or name.")],
    *,
    record: RecordOption = None,
    reason: Reason = "",
    author: Author = "",
    time: Time = None,
) -> None:
    """Say that two actors are one.

    Example: onrecord actors merge "Kim Holm" "Kimberly Dahl" --reason "she married in May"
    """
    path = record_path(record)
    with _opened(path) as opened:
        goes, stays = _actor(opened, actor), _actor(opened, into)
        if goes["id"] == stays["id"]:
            raise WrongUse(f"they are one actor already: {words(stays, 'name')}")
        draft = _draft(opened, goes, "merge", (words(goes, "id"), words(stays, "id")))
    _keep(path, draft, (author, time, reason))


def split(
    actor: Which,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The report whose person is another.")],
    *,
    record: RecordOption = None,
    reason: Reason = "",
    author: Author = "",
    time: Time = None,
) -> None:
    """Say that an actor of one report is somebody else than in the others.

    Example: onrecord actors split "Anna Berg" 003 --reason "the mayor, not the minister"
    """
    path = record_path(record)
    with _opened(path) as opened:
        row = _actor(opened, actor)
        article_id = article_named(opened, article)
        member = _member(opened, row, article_id)
        draft = replace(_draft(opened, row, "split", (words(row, "id"), member)), article_id=article_id)
    _keep(path, draft, (author, time, reason))


def rename(
    actor: Which,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    *,
    record: RecordOption = None,
    reason: Reason = "",
    author: Author = "",
    time: Time = None,
) -> None:
    """Give an actor another name; the former one stays as an alias.

    Example: onrecord actors rename 4f2k9t0x7m1c "Anna Berg-Lund"
    """
    path = record_path(record)
    with _opened(path) as opened:
        row = _actor(opened, actor)
        if not name.strip() or name.strip() == row["name"]:
            raise WrongUse(f"nothing to rename: it is {words(row, 'name')!r} already")
        draft = _draft(opened, row, "rename", (words(row, "id"), name.strip()))
    _keep(path, draft, (author, time, reason))


def listed(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", show_default=False, help="Only actors with these words.")
    ] = "",
    *,
    record: RecordOption = None,
) -> None:
    """List actors with their ids, kinds, other names and how many reports name them.

    Example: onrecord actors list berg
    """
    with _opened(record_path(record)) as opened:
        rows = [row for row in opened.rows("actors") if _like(row, name)]
    for row in sorted(rows, key=_by_name):
        others = ", ".join(_aliases(row)[:6])
        known = f"  [{row['known']}]" if row.get("known") else ""
        say(
            f"{row['id']}  {words(row, 'name')} ({words(row, 'kind')}){known}"
            + (f": {others}" if others else "")
        )
    if not rows:
        say("no actor has that name" if name else "the record holds no actor")


def commands(*, boxes: bool = False) -> typer.Typer:
    """The group `actors`: list, merge, split, rename."""
    app = typer.Typer(
        help="Who the record knows. Merges, splits, new names are kept, and made again on every later run.",
        no_args_is_help=True,
        rich_markup_mode="rich" if boxes else None,
    )
    app.command("list")(guarded(listed))
    for command in (merge, split, rename):
        app.command(command.__name__)(guarded(command))
    return app


def _opened(path: str) -> Record:
    from onrecord.store import Record

    return Record.open(path)


def _by_name(row: Row) -> tuple[str, str]:
    return words(row, "name").casefold(), words(row, "id")


def _aliases(row: Row) -> list[str]:
    found = row.get("aliases")
    return [str(alias) for alias in found] if isinstance(found, list | tuple) else []


def _like(row: Row, name: str) -> bool:
    return any(name.casefold() in one.casefold() for one in (words(row, "name"), *_aliases(row)))


def _actor(record: Record, wanted: str) -> Row:
    """The actor with this id (an old one is followed) or, alone of all, this name."""
    rows = list(record.rows("actors"))
    current = record.current_id(wanted)
    for row in rows:
        if row["id"] == current:
            return row
    named = [row for row in rows if words(row, "name").casefold() == wanted.casefold()]
    named = named or [row for row in rows if wanted.casefold() in (one.casefold() for one in _aliases(row))]
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(f"{row['id']} ({words(row, 'kind')})" for row in named[:_LISTED])
        raise WrongUse(f"{len(named)} actors are called {wanted!r}: give an id: {ids}")
    raise WrongUse(f"no actor has the id or name {wanted!r}: `onrecord actors list` has them all")


def _member(record: Record, actor: Row, article_id: str) -> str:
    """The id of the actor's member in that report; WrongUse where it has none or is in no other report."""
    members = record.members(words(actor, "id"))
    here = [member for member, article in members if article == article_id]
    if not here:
        raise WrongUse(f"{words(actor, 'name')} is not named in {article_id}")
    if len(members) == 1:
        raise WrongUse(f"{words(actor, 'name')} is named in {article_id} alone: there is nothing to split")
    return here[0]


def _draft(record: Record, actor: Row, what: str, change: tuple[str, str]) -> Review:
    """The review, not yet signed; it goes with the report that names the actor first."""
    article = next((article for _, article in record.members(words(actor, "id"))), "")
    name = words(actor, "name")
    return Review("", article, what, name, "", "", change[0], change[1], "", "", "")  # type: ignore[arg-type]


def _keep(path: str, draft: Review, signed: tuple[str, str | None, str]) -> None:
    """Signs the review, keeps it, and joins the actors of all reports again with it."""
    from onrecord import engine
    from onrecord.shapes import Settings
    from onrecord.show.report import write_report

    author, time, reason = signed
    # The clock is data here: when a person said so.
    when = time if time is not None else datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    author = author or os.environ.get("LOGNAME") or "unknown"
    id_ = public_id("review", draft.article_id, draft.what, draft.words, draft.old, draft.value, author, when)
    review = replace(draft, id=id_, author=author, time=when, reason=reason)
    with _opened(path) as opened:
        opened.add_review(review)
    for line in engine.reread(path, [review.article_id], Settings()).notes:
        note(line)
    with _opened(path) as opened:
        say(f"Correction {review.id}: {review.what} {review.words}: {review.old} -> {review.value}")
        page = report_path(path)
        if page.is_file():
            write_report(opened, page)
            say(f"Page:    {page}")
