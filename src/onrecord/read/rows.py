"""JSON Lines, plain or packed, line by line; damage loses only what stands behind it."""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.read.decode import decode

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object, with its line number and the bytes of its line."""

    number: int
    data: bytes
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that is no JSON object, or (with `ends` True) the place where the file breaks off."""

    number: int
    reason: str
    ends: bool = False


def rows(chunks: Iterable[bytes]) -> Iterator[Row | BadRow]:
    """The rows of a JSON Lines file given in pieces.

    Example: `next(rows([b'{"text": "a"}'])).number` is 1.
    """
    number = 0
    stream = _lines(chunks)
    while True:
        number += 1
        try:
            line = next(stream, None)
        except (OSError, zlib.error, EOFError) as error:
            yield BadRow(
                number, f"the file is damaged from here on: {error}; the lines before were read", ends=True
            )
            return
        if line is None:
            return
        if line.strip(b" \t\r\n\0"):
            yield _row(number, line.strip(b"\r\n"))


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file in pieces, unpacked where it is gzip."""
    with path.open("rb") as file:
        first = file.read(_CHUNK)
        pieces = _rest(first, file)
        yield from _unpacked(pieces) if first.startswith(b"\x1f\x8b") else pieces


def _rest(first: bytes, file: Any) -> Iterator[bytes]:
    while first:
        yield first
        first = file.read(_CHUNK)


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Gzip members one after the other; at damage, all that still unpacks, then zlib.error or EOFError."""
    unpacker = zlib.decompressobj(wbits=31)
    for piece in pieces:
        data = piece
        while data:
            if unpacker.eof:
                data = data.lstrip(b"\0")  # padding behind a member
                if not data:
                    break
                unpacker = zlib.decompressobj(wbits=31)
            before = unpacker.copy()
            try:
                out = unpacker.decompress(data)
            except zlib.error:
                yield from _bytewise(before, data)
                raise
            data = unpacker.unused_data
            if out:
                yield out
    if not unpacker.eof:
        raise EOFError("the packed file ends too early (was it fully downloaded?)")


def _bytewise(unpacker: Any, data: bytes) -> Iterator[bytes]:
    for place in range(len(data)):
        try:
            yield unpacker.decompress(data[place : place + 1])
        except zlib.error:
            return


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of UTF-8 bytes. A broken last line is given before the damage is raised."""
    parts: list[bytes] = []  # of the line under way: joined once, so that a long line stays linear
    source = _as_utf8(iter(chunks))
    damage: Exception | None = None
    while True:
        try:
            chunk = next(source, None)
        except (OSError, zlib.error, EOFError) as error:
            damage, chunk = error, None
        if chunk is None:
            break
        first, *more = chunk.split(b"\n")
        parts.append(first)
        for line in more:
            yield b"".join(parts)
            parts = [line]
    last = b"".join(parts)
    if damage is not None:
        raise damage
    if last:
        yield last


def _as_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(chunks, b"")
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if first.startswith(mark):
            decoder = codecs.getincrementaldecoder(name)("replace")
            yield decoder.decode(first[2:]).encode("utf-8", "replace")
            for chunk in chunks:
                yield decoder.decode(chunk).encode("utf-8", "replace")
            return
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from chunks


def _row(number: int, line: bytes) -> Row | BadRow:
    try:
        found = json.loads(decode(line).text)
    except RecursionError:
        return BadRow(number, "the line nests its JSON too deeply")
    except ValueError as error:
        reason = str(error).replace("line 1 ", "")
        return BadRow(number, f"the line is no JSON: {reason}")
    if not isinstance(found, dict):
        return BadRow(number, 'the line holds no JSON object: write {"text": ...} on it')
    return Row(number, line, found)
