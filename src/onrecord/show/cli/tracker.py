"""`onrecord tracker`: where each commitment stands, on any day, with the words behind every move."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import Exit, WrongUse
from onrecord.show.cli.guard import guarded
from onrecord.show.cli.terminal import json_line, note, say
from onrecord.show.cli.terminal import table as print_table
from onrecord.show.cli.where import RecordOption, open_record
from onrecord.show.rows import Row, maybe, words
from onrecord.show.wording import count, day

if TYPE_CHECKING:
    from onrecord.knowledge.trackers import Tracker
    from onrecord.show.trackers import Subject
    from onrecord.store import Record


_NUMBERS = ("amount", "low", "high", "start", "end", "independent_sources")


class Format(Enum):
    """What a table is written in."""

    csv = "csv"
    xlsx = "xlsx"


AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", show_default=False, help="Where it stood on that day (YYYY-MM-DD)."
    ),
]
SubjectOption = Annotated[
    str | None,
    typer.Option("--subject", metavar="WORDS", show_default=False, help="Only subjects with these words."),
]
Folders = Annotated[
    list[str] | None,
    typer.Option("--trackers", metavar="DIR", show_default=False, help="A folder of your own definitions."),
]


def listed(record: RecordOption = None, trackers: Folders = None) -> None:
    """List the trackers, and how much the record holds for each.

    Example: onrecord tracker list -r r.db
    """
    from onrecord.show.trackers import of_record

    with open_record(record) as opened:
        rows = list(opened.rows("trackers"))
        known = of_record(rows, _definitions(opened, trackers))
    lines = []
    for tracker in known:
        own = [row for row in rows if words(row, "tracker") == tracker.id]
        names = {words(row, "subject") for row in own}
        lines.append((tracker.id, tracker.kind, str(len(own)), str(len(names)), tracker.name))
    print_table(("tracker", "kind", "moves", "subjects", "name"), lines)


def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The tracker: `onrecord tracker list` has them.")
    ],
    *,
    record: RecordOption = None,
    as_of: AsOf = None,
    subject: SubjectOption = None,
    history: Annotated[bool, typer.Option("--history", help="Every move in the order of days.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="One line of JSON a move, as `export` writes it.")
    ] = False,
    form: Annotated[
        Format | None,
        typer.Option("--format", metavar="csv|xlsx", show_default=False, help="A table of all moves."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", show_default=False, help="Where the table goes.")
    ] = None,
    trackers: Folders = None,
) -> None:
    """Show where each subject of a tracker stands, by whose account, with the words.

    Example: onrecord tracker show accession --as-of 2023-02-08
    """
    from onrecord.show.tracker_text import drawn
    from onrecord.show.trackers import subjects

    _day_given("--as-of", as_of)
    if out is not None and form is None:
        raise WrongUse("--out takes a table: say --format csv, or --format xlsx")
    if json and form is not None:
        raise WrongUse("--json and --format exclude each other")
    with open_record(record) as opened:
        rows = list(opened.rows("trackers"))
        tracker = _named(name, rows, _definitions(opened, trackers))
        links = _links(opened) if form is not None else {}
    rows = [
        row for row in rows if words(row, "tracker") == tracker.id and _has(words(row, "subject"), subject)
    ]
    found = subjects(tracker, rows, as_of)
    shown = {move.id for one in found for move in one.moves}
    rows = [row for row in rows if words(row, "id") in shown]
    if form is not None:
        _write(form, out, _table(tracker, rows, links))
    elif json:
        for row in rows:
            json_line(row)
    else:
        _say_all(tracker, found, as_of, drawn(tracker, found, history=history))


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A definition: a .yaml file.")],
) -> None:
    """Check a definition, and run its examples and counter-examples as a run would read them.

    Exit code 1 where one fails. Example: onrecord tracker check my/fisheries.yaml
    """
    from onrecord import parse
    from onrecord.engine.tracker_examples import check as run_examples
    from onrecord.knowledge.trackers import from_file

    tracker = from_file(file)
    failed = run_examples(tracker, parse.load())
    for one in failed:
        say(f"{file}:{one.line}: {one.problem}" + (f"\n    {one.text}" if one.text else ""))
    told = sum(bool(example.moves) for example in tracker.examples)
    summary = f"{count(told, 'example')}, {count(len(tracker.examples) - told, 'counter-example')}"
    if failed:
        say(f"{tracker.id}: {summary}; {len(failed)} not as the definition says")
        raise typer.Exit(int(Exit.FAILED))
    say(f"{tracker.id}: {summary}, all as the definition says; {count(len(tracker.moves), 'move')}")


def diff(
    first: Annotated[str, typer.Argument(metavar="A", help="A day (YYYY-MM-DD), or a record.")],
    second: Annotated[str, typer.Argument(metavar="B", help="A later day, or another record.")],
    *,
    record: RecordOption = None,
    tracker: Annotated[
        str | None, typer.Option("--tracker", metavar="NAME", show_default=False, help="Only this tracker.")
    ] = None,
    subject: SubjectOption = None,
    trackers: Folders = None,
) -> None:
    """Tell what moved between two days of a record, or between two records.

    Example: onrecord tracker diff 2023-02-08 2024-06-03 -r r.db
    """
    from onrecord.show.tracker_text import changed
    from onrecord.show.trackers import changes, of_record, subjects

    days = [day(one) is not None and len(one) == 10 for one in (first, second)]
    if days[0] != days[1]:
        raise WrongUse("give two days (YYYY-MM-DD), or two records")
    both = (record, record) if days[0] else (first, second)
    before, after = _rows(*both)
    before, after = ([r for r in rows if _has(words(r, "subject"), subject)] for rows in (before, after))
    found = 0
    with open_record(both[1]) as opened:
        known = of_record([*before, *after], _definitions(opened, trackers))
    if tracker is not None and tracker not in {one.id for one in known}:
        raise _unknown(tracker, (one.id for one in known))
    for one in known:
        if tracker in (None, one.id):
            looks = ((before, first if days[0] else None), (after, second if days[0] else None))
            earlier, later = (subjects(one, rows, as_of) for rows, as_of in looks)
            for change in changes(one, earlier, later):
                found += 1
                for line in changed(change):
                    say(line)
    if not found:
        say("nothing that is told differs")


def commands(*, boxes: bool = False) -> typer.Typer:
    """The group `tracker`: list, show, check, diff."""
    app = typer.Typer(
        help="Where each commitment stands: trackers, with the words behind every move.",
        no_args_is_help=True,
        rich_markup_mode="rich" if boxes else None,
    )
    app.command("list")(guarded(listed))
    for command in (show, check, diff):
        app.command(command.__name__)(guarded(command))
    return app


def _definitions(record: Record, folders: Sequence[str] | None) -> tuple[Tracker, ...]:
    from onrecord.knowledge.trackers import from_folders
    from onrecord.show.trackers import definitions_of

    return definitions_of(record, from_folders(folders or ()))


def _named(name: str, rows: Sequence[Row], definitions: Sequence[Tracker]) -> Tracker:
    from onrecord.show.trackers import of_record

    known = {one.id: one for one in of_record(rows, definitions)}
    if name not in known:
        raise _unknown(name, known)
    return known[name]


def _unknown(name: str, known: Iterable[str]) -> WrongUse:
    return WrongUse(f"no tracker is called {name!r}: {', '.join(sorted(known))}")


def _rows(first: str | None, second: str | None) -> tuple[list[Row], list[Row]]:
    found: list[list[Row]] = []
    for one in (first, second):
        with open_record(one) as opened:
            found.append(list(opened.rows("trackers")))
    return found[0], found[1]


def _day_given(option: str, value: str | None) -> None:
    if value is not None and (day(value) is None or len(value) != 10):
        raise WrongUse(f"{option} takes a day as YYYY-MM-DD, not {value!r}")


def _has(text: str, wanted: str | None) -> bool:
    return wanted is None or wanted.casefold() in text.casefold()


def _links(opened: Record) -> dict[str, str]:
    return {
        words(row, "article_id"): url
        for row in opened.rows("articles")
        if (url := maybe(row, "url")) is not None
    }


def _table(tracker: Tracker, rows: Sequence[Row], links: dict[str, str]) -> list[tuple[str, ...]]:
    from onrecord.show.trackers import table

    return table(tracker, rows, links)


def _say_all(tracker: Tracker, found: Sequence[Subject], as_of: str | None, lines: Any) -> None:
    say(f"{tracker.name}" + (f", as of {as_of}" if as_of is not None else ""))
    if tracker.about:
        say(tracker.about)
    for line in lines:
        say(line)
    if not found:
        say("nothing is told of it" + (" up to that day" if as_of is not None else ""))


def _write(form: Format, out: Path | None, lines: Sequence[tuple[str, ...]]) -> None:
    """The table to a file, or as CSV to standard output."""
    from onrecord.show.trackers import HEADINGS

    if form is Format.xlsx:
        if out is None:
            raise WrongUse("--format xlsx needs a file: --out support.xlsx")
        _workbook(out, HEADINGS, lines)
    else:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([HEADINGS, *lines])
        if out is None:
            sys.stdout.write(text.getvalue())
            return
        out.write_text(text.getvalue(), "utf-8")
    note(f"{out}  {count(len(lines), 'row')}")


def _workbook(out: Path, headings: Sequence[str], lines: Sequence[tuple[str, ...]]) -> None:
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise WrongUse(
            "--format xlsx needs openpyxl: pip install 'onrecord[xlsx]', or take --format csv"
        ) from error
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("moves")
    for at, line in enumerate((headings, *lines), 1):
        for place, value in enumerate(line, 1):
            cell = sheet.cell(at, place)
            numeric = at > 1 and headings[place - 1] in (
                "amount",
                "low",
                "high",
                "start",
                "end",
                "independent_sources",
            )
            if numeric and value:
                cell.value = float(value) if "." in value or "e" in value else int(value)
            elif value:
                cell.value = _plain(value)
                cell.data_type = "s"  # never a formula, whatever a report says
    book.save(out)


def _plain(text: str) -> str:
    """Without the control characters that a workbook cannot hold."""
    return "".join(character for character in text if character in "\n\t" or character >= " ")[:32_000]
