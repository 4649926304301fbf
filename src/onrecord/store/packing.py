"""A report's print and clauses as bytes: one row each, read whole, so nothing is gained by columns."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from onrecord.shapes import Clause
from onrecord.store.coding import decoder, encode

_HEAD = struct.Struct("<IH")  # of one passage: where it starts, how many bytes follow


def pack_passages(passages: Iterable[tuple[int, bytes]]) -> bytes:
    """Each passage's start and bits, one after the other."""
    return b"".join(_HEAD.pack(start, len(bits)) + bits for start, bits in passages)


def unpack_passages(packed: bytes) -> tuple[tuple[int, bytes], ...]:
    """What `pack_passages` was given."""
    found, at = [], 0
    while at < len(packed):
        start, size = _HEAD.unpack_from(packed, at)
        at += _HEAD.size
        found.append((start, packed[at : at + size]))
        at += size
    return tuple(found)


def pack_clauses(clauses: tuple[Clause, ...]) -> bytes:
    """All clauses of a report, see coding.py."""
    return encode(clauses)


def unpack_clauses(packed: bytes) -> tuple[Clause, ...]:
    """What `pack_clauses` was given."""
    found: tuple[Clause, ...] = decoder(tuple[Clause, ...])(packed)
    return found
