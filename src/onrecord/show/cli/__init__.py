"""The command line: one file a command. `main` is the console entry point."""

from onrecord.show.cli.program import main

__all__ = ["main"]
