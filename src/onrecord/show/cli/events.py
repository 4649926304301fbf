"""`onrecord show events`: who did what to whom, narrowed by type, sides, days and modality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import WrongUse
from onrecord.knowledge.events import MODALITIES, TYPES
from onrecord.show.cli.narrowing import actors_named, among, days, folded, stands_in
from onrecord.show.cli.options import Article, Json, Limit, Words
from onrecord.show.cli.tables import holding, of_article, print_rows
from onrecord.show.cli.where import RecordOption, open_record
from onrecord.show.rows import Row, entries, maybe, words

if TYPE_CHECKING:
    from onrecord.store import Record

Type = Annotated[
    str | None,
    typer.Option(
        "--type", metavar="TYPE", show_default=False, help=f"Only one of PLOVER's types: {', '.join(TYPES)}."
    ),
]
Modality = Annotated[
    str | None,
    typer.Option(
        "--modality", metavar="HOW", show_default=False, help=f"Only what is {', '.join(MODALITIES)}."
    ),
]
Who = Annotated[
    str | None,
    typer.Option(
        "--actor", metavar="NAME", show_default=False, help="Only what NAME did; an alias or code will do."
    ),
]
Whom = Annotated[
    str | None,
    typer.Option("--recipient", metavar="NAME", show_default=False, help="Only what was done to NAME."),
]
When = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="WHEN",
        show_default=False,
        help="Only what may have happened then: 2023, 2023-02, 2023-02-08 or A/B.",
    ),
]


def events(
    *,
    record: RecordOption = None,
    type_: Type = None,
    actor: Who = None,
    recipient: Whom = None,
    date: When = None,
    modality: Modality = None,
    words_: Words = None,
    article: Article = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Who did what to whom, and whether it happened, is planned, promised, denied ...

    Example: onrecord show events --type AID --recipient Ukraine --modality promised --date 2023
    """
    with open_record(record) as opened:
        rows: Iterable[Row] = opened.rows("events")
        if type_ is not None:
            rows = among(rows, "type", type_.upper(), TYPES)
        if modality is not None:
            rows = among(rows, "modality", modality.lower(), MODALITIES)
        for side, name in (("actors", actor), ("recipients", recipient)):
            rows = with_side(opened, rows, side, name) if name is not None else rows
        rows = happened_in(rows, date) if date is not None else rows
        rows = holding(rows, words_) if words_ is not None else rows
        print_rows("events", of_article(rows, opened, article), limit, as_json)


def with_side(record: Record, rows: Iterable[Row], side: str, name: str) -> Iterator[Row]:
    """The events on whose side ("actors", "recipients") an actor of that name, alias or code stands.

    Example: `with_side(record, rows, "actors", "Norway")` keeps what "Oslo" and "Norwegian troops" did, too.
    """
    wanted = folded(name)
    if not wanted:
        raise WrongUse(f"no name in {name!r}")
    known = actors_named(record, wanted)
    return (row for row in rows if any(_is(party, wanted, known) for party in entries(row, side)))


def _is(party: Row, wanted: list[str], known: frozenset[str]) -> bool:
    code = words(party, "code")
    return (
        words(party, "actor_id") in known
        or stands_in(folded(words(party, "name")), wanted)
        or [code.casefold()] == wanted
    )


def happened_in(rows: Iterable[Row], when: str) -> Iterator[Row]:
    """The events that may have happened in a stretch of time; what has no days of its own is left out."""
    low, high = days(when)
    for row in rows:
        first, last = maybe(row, "date_earliest"), maybe(row, "date_latest")
        if first is not None and first <= high and low <= (last if last is not None else first):
            yield row
