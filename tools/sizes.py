"""Fails where a file or a function has grown too large to read (CONTRIBUTING.md, "Sizes").

A file has at most 400 lines. A function has at most 40 lines after its docstring, and 5 parameters beside
`self`. Run `python tools/sizes.py`; it prints what is too large, and nothing where all is well.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("src", "tests", "tools", "benchmarks", "training")
FILE_LINES = 400
FUNCTION_LINES = 40
PARAMETERS = 5

# A command of the command line has one parameter an option: Typer reads the options off the signature.
MANY_PARAMETERS = "src/onrecord/show/cli/"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def body_lines(function: Function) -> int:
    """The lines of a function from the first one after its docstring to its end."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (function.end_lineno or body[0].lineno) - body[0].lineno + 1 if body else 0


def parameters(function: Function) -> int:
    """How many parameters a caller meets: `self`, `cls`, `*args` and `**kwargs` are not counted."""
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def too_large(path: Path) -> Iterator[str]:
    """One line for each thing in a file that is too large."""
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text("utf-8")
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{name}: {lines} lines (at most {FILE_LINES})"
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, Function):
            continue
        place, length, many = f"{name}:{node.lineno}: {node.name}", body_lines(node), parameters(node)
        if length > FUNCTION_LINES:
            yield f"{place} has {length} lines (at most {FUNCTION_LINES})"
        if many > PARAMETERS and not name.startswith(MANY_PARAMETERS):
            yield f"{place} has {many} parameters (at most {PARAMETERS})"


def main() -> int:
    """Look at every Python file of the repository's own."""
    files = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    found = [line for path in files for line in too_large(path)]
    print("\n".join(found), end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
