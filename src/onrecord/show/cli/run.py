"""`onrecord run`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import Exit, WrongUse
from onrecord.show.cli.found import tell_found, tell_skipped
from onrecord.show.cli.terminal import note, progress, say
from onrecord.show.cli.where import report_path
from onrecord.show.wording import day

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        show_default=False,
        help="Folders, .txt, .md, .html, .jsonl(.gz) files, or - for standard input.",
    ),
]
Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar="RECORD", help="The record: a file that is made, or added to."),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        show_default=False,
        help="The day (YYYY-MM-DD) on which reports appeared that do not say so.",
    ),
]
ReportOption = Annotated[
    str | None,
    typer.Option(
        "--report", metavar="FILE", show_default=False, help="Where the page goes; else beside the record."
    ),
]
WorkersOption = Annotated[
    int,
    typer.Option(
        "--workers", min=0, metavar="N", help="Processes; 0 takes all cores where there is enough to do."
    ),
]
SpacyOption = Annotated[
    str | None,
    typer.Option(
        "--spacy",
        metavar="NAME[:PARTS]",
        show_default=False,
        help="Take tagger, parser or ner (all, or those named) from this spaCy pipeline.",
    ),
]
TrackersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--trackers",
        metavar="DIR",
        show_default=False,
        help="A folder with definitions of trackers of your own; may be given again.",
    ),
]
NoReportOption = Annotated[bool, typer.Option("--no-report", help="Make the record only, no page.")]


def run(
    paths: Paths,
    output: Output,
    *,
    published: PublishedOption = None,
    report: ReportOption = None,
    workers: WorkersOption = 0,
    spacy: SpacyOption = None,
    trackers: TrackersOption = None,
    no_report: NoReportOption = False,
) -> None:
    """Read reports into a record, and write the page that shows it.

    On a record that exists it adds what is new and reads again what changed; it removes nothing. Stopped at
    any moment, the same command goes on where it was. Exit code 3: done, but some input was skipped.

    Example: onrecord run reports/ -o r.db
    """
    if published is not None and (day(published) is None or len(published) != 10):
        raise WrongUse(f"--published takes a day as YYYY-MM-DD, not {published!r}")
    if no_report and report is not None:
        raise WrongUse("--no-report and --report exclude each other")
    page = None if no_report else Path(report) if report is not None else report_path(output)
    if page is not None and page.absolute() == Path(output).absolute():
        raise WrongUse(
            f"the record and its page cannot both be {page}: give the record another name, like r.db"
        )
    do(paths, output, page, published=published, workers=workers, spacy=spacy, trackers=tuple(trackers or ()))


def do(
    paths: list[str],
    output: str,
    page: Path | None,
    *,
    published: str | None = None,
    workers: int = 0,
    spacy: str | None = None,
    trackers: tuple[str, ...] = (),
) -> None:
    """Reads PATHs into the record, writes the page, tells what was found; exit code 3 for skips."""
    from onrecord import engine
    from onrecord.shapes import Settings
    from onrecord.store import Record

    with progress() as tell:
        settings = Settings(published=published, workers=workers, language_pipeline=spacy, trackers=trackers)
        done = engine.analyse(paths, output, settings, tell)
    note(f"{done.read:,} read, {done.unchanged:,} unchanged, {done.skipped:,} skipped ({done.seconds:.1f} s)")
    for line in done.notes:
        note(line)
    with Record.open(output) as record:
        if page is not None:
            from onrecord.show.report.stamp import is_current

            if done.changed or not is_current(record, page):
                from onrecord.show.report import write_report

                write_report(record, page)
        skipped = tell_skipped(record)
        tell_found(record, output)
    if page is not None:
        say(f"Page:    {page}")
    say(f"Next:    onrecord show statements -r {output}")
    if skipped:
        raise typer.Exit(int(Exit.SOME_SKIPPED))
