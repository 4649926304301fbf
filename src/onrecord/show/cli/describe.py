"""The commands in words: what docs/commands.md holds, read off the program itself.

python -m onrecord.show.cli.describe > docs/commands.md
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer

from onrecord.show.cli.program import program

_HEAD = """# Commands

This page is made from the program: `python -m onrecord.show.cli.describe > docs/commands.md`; a test
compares. Results go to standard output, everything else to standard error. Where standard output is not a
terminal it is plain: one line a row, no colours. `--help` after any command prints its part of this page.

RECORD is named by `--record`, by the environment variable `ONRECORD_RECORD`, or is the only `*.db` file in
the current folder. Where a command takes an ARTICLE, a part of a report's id is enough, if no other has it.
"""


@dataclass(frozen=True, slots=True)
class Option:
    """An option or argument: how it is written, what it does, and its default ("" where there is none)."""

    written: str
    about: str
    default: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command by its full name ("show statements"), what it does, how it is called, and its options."""

    name: str
    about: str
    usage: str
    options: tuple[Option, ...]


def commands() -> tuple[Command, ...]:
    """Every command of the program, groups resolved, in the order of its help.

    Example: `[command.name for command in commands()]` begins with "run", "demo".
    """
    root = typer.main.get_command(program())
    return tuple(_commands(root, ""))


def _commands(group: Any, prefix: str) -> Iterator[Command]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{prefix}{name} ")
        else:
            yield _command(f"{prefix}{name}", command)


def _command(name: str, command: Any) -> Command:
    arguments = " ".join(_written(p) for p in command.params if p.param_type_name == "argument")
    options = tuple(
        Option(_written(parameter), parameter.help or "", _default(parameter))
        for parameter in command.params
        if parameter.name != "help"
    )
    return Command(name, command.help or "", f"onrecord {name} {arguments}".rstrip() + " [OPTIONS]", options)


def _written(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"{parameter.metavar}..." if parameter.nargs == -1 else str(parameter.metavar)
    names = ", ".join(parameter.opts)
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    value = parameter.default
    return "" if value is None or value is False else str(getattr(value, "value", value))


def reference() -> str:
    """The whole of docs/commands.md."""
    return _HEAD + "".join(map(_section, commands()))


def _section(command: Command) -> str:
    lines = [f"\n## onrecord {command.name}\n", *(line.strip() for line in command.about.splitlines()), ""]
    lines += ["```sh", command.usage, "```"]
    if command.options:
        lines += ["", "| option | what it does | default |", "|---|---|---|"]
        lines += [
            f"| `{_cell(o.written)}` | {_cell(o.about)} | {_cell(o.default)} |" for o in command.options
        ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    typer.echo(reference(), nl=False)
