"""Runs the commands of README.md and writes what they print below them; a test compares (tests/test_docs.py).

    python tools/readme_output.py

A command is a line `$ onrecord ...` in a block marked `console`. All run one after another in one empty
folder; only standard output is kept, since standard error holds progress and seconds.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
BLOCK = re.compile(r"^```console\n(?P<inside>.*?)^```$", re.M | re.S)


def printed(command: str, folder: Path) -> str:
    """What a command prints on standard output, as the README shows it; raises where the command fails."""
    words = shlex.split(command)
    words[0] = str(Path(sys.executable).with_name(words[0]))
    plain = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    plain.pop("ONRECORD_RECORD", None)
    done = subprocess.run(words, cwd=folder, env=plain, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"`{command}` ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return done.stdout


def refreshed(text: str) -> str:
    """The README with every block's output as it is now."""
    with tempfile.TemporaryDirectory() as folder:

        def block(match: re.Match[str]) -> str:
            commands = [line for line in match["inside"].split("\n") if line.startswith("$ ")]
            inside = "".join(f"{line}\n{printed(line[2:], Path(folder))}" for line in commands)
            return f"```console\n{inside}```"

        return BLOCK.sub(block, text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text("utf-8")), "utf-8")
