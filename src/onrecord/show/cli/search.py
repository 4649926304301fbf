"""`onrecord search`: find words in all reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.show.cli.terminal import json_line, note, say
from onrecord.show.cli.where import RecordOption, open_record
from onrecord.show.safety import inline, one_line

if TYPE_CHECKING:
    from onrecord.store import Hit

Words = Annotated[list[str], typer.Argument(metavar="WORDS", show_default=False, help="Words to find.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many hits.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def search(words: Words, record: RecordOption = None, limit: Limit = 20, as_json: Json = False) -> None:
    """Find words in the reports' passages and in what was said.

    Every hit names its report and the place of its words there. The record may also stand before the words.

    Example: onrecord search lethal aid -r r.db
    """
    first, wanted = _record_first(words) if record is None else (record, words)
    with open_record(first) as opened:
        hits = opened.search(" ".join(wanted), limit=limit)
    for hit in hits:
        if as_json:
            json_line(_row(hit))
        else:
            _print(hit)
    if not hits:
        note("nothing found")
    elif len(hits) == limit and not as_json:
        note(f"these are the first {limit}; --limit N shows more")


def _record_first(words: list[str]) -> tuple[str | None, list[str]]:
    """The record and the words, where the first of several words is a file: `onrecord search r.db aid`."""
    if len(words) > 1 and Path(words[0]).is_file():
        return words[0], words[1:]
    return None, words


def _row(hit: Hit) -> dict[str, object]:
    return {
        "article_id": hit.article_id,
        "title": hit.title,
        "kind": hit.kind,
        "speaker": hit.speaker,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "marks": [list(mark) for mark in hit.marks],
    }


def _print(hit: Hit) -> None:
    speaker = f"  {one_line(hit.speaker)}:" if hit.kind == "statement" and hit.speaker else ""
    place = f"{one_line(hit.article_id)} {hit.start}-{hit.end} {hit.kind}{speaker}"
    if not sys.stdout.isatty():
        say(f"{place}  {one_line(hit.text)}")
        return
    from rich.console import Console
    from rich.text import Text

    shown, at = Text("  "), 0
    for start, end in hit.marks:
        shown.append(inline(hit.text[at:start])).append(inline(hit.text[start:end]), style="bold reverse")
        at = end
    shown.append(inline(hit.text[at:]))
    Console().print(Text(place, style="dim"), shown, sep="\n")
