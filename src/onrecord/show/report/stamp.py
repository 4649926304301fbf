"""Tells whether a page still shows what stands in its record."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import __version__

if TYPE_CHECKING:
    from onrecord.store import Record

_HEAD = 4000  # bytes of a page in which its stamp stands


def stamp(record: Record) -> str:
    """A short word for everything that a page is made from: reports, readings, corrections, this code."""
    digest = hashlib.sha256(__version__.encode())
    root = files("onrecord.show")
    for folder, ending in (("templates", ""), ("report", ".py"), (".", ".py")):
        for path in sorted(root.joinpath(folder).iterdir(), key=_name):
            if path.is_file() and path.name.endswith(ending):
                digest.update(path.read_bytes())
    digest.update(repr(sorted(record.known().items())).encode("utf-8", "replace"))
    digest.update(repr(sorted(review.id for review in record.reviews())).encode())
    digest.update(repr(sorted(record.counts().items())[:-1]).encode())
    return digest.hexdigest()[:24]


def _name(path: object) -> str:
    return str(getattr(path, "name", path))


def is_current(record: Record, page: Path) -> bool:
    """True where the page is there and was made from the record as it is now."""
    try:
        with page.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return f'name="onrecord-stamp" content="{stamp(record)}"'.encode() in head
