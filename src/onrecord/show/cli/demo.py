"""`onrecord demo`: the main job on the reports that the package carries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.show.cli.run import do
from onrecord.show.cli.where import report_path

Output = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="DIR|RECORD", help="A folder for demo.db, or the record itself."),
]


def demo(output: Output = Path("onrecord-demo")) -> None:
    """Run on the example reports that come with onrecord.

    Example: onrecord demo, then open onrecord-demo/demo.html in a browser.
    """
    from onrecord import examples

    record = output if output.suffix in (".db", ".sqlite") else output / "demo.db"
    record.parent.mkdir(parents=True, exist_ok=True)
    do([str(examples.folder())], str(record), report_path(str(record)))
