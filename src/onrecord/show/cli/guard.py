"""Ends every command properly: one line on standard error and the right exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from onrecord.errors import Exit, OnrecordError
from onrecord.show.cli.terminal import note

_P = ParamSpec("_P")
_INTERRUPTED = 130  # what a shell gives a command that Ctrl-C ended


def guarded(command: Callable[_P, None]) -> Callable[_P, None]:
    """The command with its errors shown as one line and turned into exit codes.

    Takes and gives a function of the same signature, so that Typer reads its options through it.
    ONRECORD_TRACEBACK=1 in the environment lets a defect of ours through with its traceback.
    """

    @wraps(command)
    def safely(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            raise
        except OnrecordError as error:
            _end(str(error), int(error.exit))
        except BrokenPipeError:
            _swallow_output()
            raise typer.Exit(int(Exit.DONE)) from None
        except KeyboardInterrupt:
            _end("interrupted; the same command goes on where it was", _INTERRUPTED)
        except (OSError, MemoryError) as error:
            _end(_said(error), int(Exit.FAILED))
        except Exception as error:
            if os.environ.get("ONRECORD_TRACEBACK"):
                raise
            _end(_defect(error), int(Exit.FAILED))

    return safely


def _end(line: str, code: int) -> None:
    note(f"onrecord: {line}")
    raise typer.Exit(code) from None


def _said(error: OSError | MemoryError) -> str:
    if isinstance(error, MemoryError):
        return "out of memory; try --workers 1"
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _defect(error: Exception) -> str:
    return (
        f"a defect of onrecord ({type(error).__name__}: {error}). Please report it; "
        "ONRECORD_TRACEBACK=1 before the command shows where it is"
    )


def _swallow_output() -> None:
    """Whoever read our output has left (`| head`): the interpreter's last flush must not complain."""
    try:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
    except (OSError, ValueError):
        return
