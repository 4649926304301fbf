"""Short lists of our own, one word or name a line in `word_lists/`: nationalities, titles, silver names."""

from __future__ import annotations

from pathlib import Path

import numpy as np


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / "word_lists" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


NATIONALITIES = frozenset(_lines("nationalities"))
TITLES = frozenset(_lines("titles"))
PARTIES = frozenset(
    ("borrower", "lender", "property", "lenders", "borrowers", "bank", "executive", "company")
)
"""What the SEC set calls a name where a contract names a role."""
_LISTED = {**dict.fromkeys(_lines("states"), "place"), **dict.fromkeys(_lines("bodies"), "organisation")}


def mark_nationalities(words: list[str], names: np.ndarray, tags: dict[str, int]) -> None:
    """Makes nationalities of listed words that are no part of a longer name."""
    for i, word in enumerate(words):
        if word in NATIONALITIES:
            alone = names[i] != 0 and names[i] % 2 == 1 and (i + 1 == len(words) or not _inside(names[i + 1]))
            if names[i] == 0 or alone:
                names[i] = tags["B-nationality"]


def _inside(tag: int) -> bool:
    return bool(tag > 0 and tag % 2 == 0)


def silver_spans(words: list[str]) -> list[tuple[int, int, str]]:
    """Listed states and bodies in a text, longest first at each word; US and WHO only as written."""
    spans, i = [], 0
    while i < len(words):
        for size in (5, 4, 3, 2, 1):
            kind = _LISTED.get(" ".join(words[i : i + size]))
            if kind and i + size <= len(words):
                spans.append((i, i + size, kind))
                i += size - 1
                break
        i += 1
    return spans
