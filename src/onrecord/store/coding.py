"""Shapes as bytes and back, by their declared types: no code is ever read from a record.

MessagePack by msgspec, compressed. What is read back is built of the named classes alone; pickle would run
what a stranger's record says.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

# What MessagePack cannot hold (a lone surrogate, a number past 64 bits) is kept as JSON, which can.
_PACKED, _SPELLED = b"m", b"j"
_FAST = 1
_encoder = msgspec.msgpack.Encoder(order="deterministic")


def encode(value: object) -> bytes:
    """A value of dataclasses, tuples, frozensets, mappings, bytes, text, numbers and None, as bytes.

    Raises TypeError for what is no shape. Equal values give equal bytes.

    Example: `decoder(tuple[Span, ...])(encode((Span(0, 2, "He"),)))` is `(Span(0, 2, "He"),)`.
    """
    try:
        return _PACKED + zlib.compress(_encoder.encode(value), _FAST)
    except (UnicodeEncodeError, OverflowError):
        return _SPELLED + zlib.compress(json.dumps(_plain(value), sort_keys=True).encode(), _FAST)


@cache
def decoder(kind: Any) -> Callable[..., Any]:
    """What turns the bytes of a value of this type back into an equal one.

    Its second argument, if one is given, rewrites the bytes before: so ids in it can be brought up to date.

    Raises TypeError for a type that cannot be told apart when read: a union of two classes, `Any`.
    """
    _refuse_any(kind)
    read = msgspec.msgpack.Decoder(kind)

    def decode(packed: bytes, rewritten: Callable[[bytes], bytes] | None = None) -> Any:
        plain = zlib.decompress(packed[1:])
        if rewritten is not None:
            plain = rewritten(plain)
        if packed[:1] == _PACKED:
            return read.decode(plain)
        return msgspec.convert(json.loads(plain), kind)

    return decode


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, frozenset | set):
        return sorted((_plain(one) for one in value), key=json.dumps)
    if isinstance(value, Mapping):
        return {key: _plain(of) for key, of in value.items()}
    if isinstance(value, bytes):  # as msgspec reads bytes from JSON
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} is no shape")


def _refuse_any(kind: Any) -> None:
    """msgspec would read `Any`, or a bare container, as whatever stands there."""
    if kind in (Any, object, dict, list, tuple, frozenset, set):
        raise TypeError(f"{kind} cannot be read back")
    if get_origin(kind) is Literal:
        return
    inner: Iterable[Any] = (one for one in get_args(kind) if one is not Ellipsis)
    if isinstance(kind, type) and is_dataclass(kind):
        inner = get_type_hints(kind).values()
    for one in inner:
        _refuse_any(one)
