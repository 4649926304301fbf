"""What is printed: results on standard output, all else on standard error, nothing that commands a terminal.

Standard output is plain when it is not a terminal: one line a row under one heading, no colours, no boxes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from onrecord.shapes import Progress
from onrecord.show.rows import Row
from onrecord.show.safety import one_line, visible

if TYPE_CHECKING:
    from rich.console import Console

_ROOM = 48  # columns that words need beside the others, or they go below
_WIDEST = 44  # a cell longer than this does not widen its column
_EVERY = 5.0  # seconds between two lines of progress where standard error is not a terminal


def say(text: str = "") -> None:
    """Prints a line of the result."""
    typer.echo(visible(text))


def note(text: str) -> None:
    """Prints a line that is not part of the result: an error, a hint, progress."""
    typer.echo(one_line(text), err=True)


def json_line(row: Row) -> None:
    """Prints a row as one line of JSON, exactly as `export --format jsonl` writes it."""
    typer.echo(json.dumps(dict(row), ensure_ascii=False).encode("utf-8", "replace").decode())


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Prints rows under their headings, the last column the widest; returns how many there were."""
    if sys.stdout.isatty():
        return _drawn(headings, rows)
    lines = [tuple(one_line(cell) for cell in row) for row in rows]
    columns = list(zip(headings, *lines, strict=True))
    widths = [min(max(map(len, column)), _WIDEST) for column in columns[:-1]]
    for line in (tuple(headings), *lines):
        typer.echo(
            "  ".join((*(f"{cell:{width}}" for cell, width in zip(line, widths, strict=False)), line[-1]))
        )
    return len(lines)


def _drawn(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """A table where its words have room beside the other columns, else the words below each row's line."""
    from rich.console import Console

    lines = [tuple(one_line(cell) for cell in row) for row in rows]
    console = Console(highlight=False)
    widths = [max(map(len, column)) for column in zip(headings, *lines, strict=True)]
    if sum(widths[:-1]) + 2 * len(widths) + min(widths[-1], _ROOM) <= console.width:
        _columns(console, headings, lines)
    else:
        _stacked(console, lines)
    return len(lines)


def _columns(console: Console, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for at, heading in enumerate(headings):
        drawn.add_column(heading, no_wrap=at < len(headings) - 1)
    for line in lines:
        drawn.add_row(*(Text(cell) for cell in line))
    console.print(drawn)


def _stacked(console: Console, lines: Sequence[Sequence[str]]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for line in lines:
        console.print(Text("  ".join(cell for cell in line[:-1] if cell), style="dim"))
        console.print(Padding(Text(line[-1]), (0, 0, 0, 2)))


@contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """A function to tell of each report that was read: it moves a line on a terminal, else prints some."""
    if not sys.stderr.isatty():
        yield _Lines().tell
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("loading", total=None)

        def tell(word: Progress) -> None:
            line = Text(_line(word))
            line.truncate(max(20, console.width - 14), overflow="ellipsis")
            bar.update(task, description=line.plain)

        yield tell


class _Lines:
    """Progress for a log file: at most one line every few seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, word: Progress) -> None:
        """Prints the word if the last one is long enough ago."""
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            note(_line(word))


def _line(word: Progress) -> str:
    total = "" if word.total is None else f" of {word.total:,}"
    return one_line(f"{word.stage}: {word.done:,}{total}, {word.origin}")
