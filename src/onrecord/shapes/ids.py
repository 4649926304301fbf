"""Public ids: short hashes of what a cell says, so that they outlive a page fetched again (law 5)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u

_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_SHIFTS = range(55, -1, -5)


def public_id(*parts: str) -> str:
    """A 12-character id (60 bits) of the parts, the same on every machine and every day.

    Example: `public_id("a.txt", "figures", "$5 billion", "1")`.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return id_of(int.from_bytes(digest[:8], "big") >> 4)


def is_public_id(text: str) -> bool:
    """Whether a text has the form of a public id."""
    return len(text) == len(_SHIFTS) and _VALUES.keys() >= set(text)


def key_of(identifier: str) -> int:
    """The integer (0 .. 2**60) that a public id spells: the store's key for the same cell."""
    number = 0
    for character in identifier:
        number = number * 32 + _VALUES[character]
    return number


def id_of(key: int) -> str:
    """The public id that spells this key: `id_of(key_of(id_)) == id_`."""
    return "".join([_ALPHABET[(key >> shift) & 31] for shift in _SHIFTS])


def cell_ids(article_id: str, table: str, words: Sequence[str]) -> tuple[str, ...]:
    """Ids for the cells of one table of one report, in text order: article, table, words, occurrence.

    Offsets are no part of it: a comment added above a report changes none of its ids.
    """
    seen: Counter[str] = Counter()
    ids = []
    for text in words:
        seen[text] += 1
        ids.append(public_id(article_id, table, text, str(seen[text])))
    return tuple(ids)
