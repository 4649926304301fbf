"""The examples room: a pile of short invented reports that travels in the package, for `onrecord demo`."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder with the bundled example reports, e.g. for `onrecord run`.

    Everything in them is invented (README.md beside this file says how); the styles are those of real piles.
    """
    return Path(__file__).parent / "reports"
