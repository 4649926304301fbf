"""Column types of the record: text that survives what UTF-8 cannot hold, and JSON that a person can read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Text, types


def to_json(value: object, *, sort: bool = True) -> str:
    """Compact JSON, readable where the text can be written as UTF-8; `sort` sorts the keys."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort)
    if said.isascii() or _encodable(said):
        return said
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=sort)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Words(types.TypeDecorator[str]):
    """Text, character for character. NUL is kept; a lone surrogate (from JSON) makes the value a BLOB."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> Any:  # noqa: ARG002 (SQLAlchemy's signature)
        """Out to SQLite."""
        if value is None or value.isascii() or _encodable(value):
            return value
        return value.encode("utf-8", "surrogatepass")

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], str | None]:  # noqa: ARG002
        """Back from SQLite: a plain function, since it is called for most values that are read."""
        return as_text


class Json(types.TypeDecorator[Any]):
    """A small nested value as JSON text; tuples come back as lists."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:  # noqa: ARG002
        """Out to SQLite."""
        return None if value is None else to_json(value)

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[Any], Any]:  # noqa: ARG002
        """Back from SQLite."""
        return _as_value


def as_text(value: Any) -> Any:
    """Text as it was written, of what SQLite gives; None stays None."""
    return value.decode("utf-8", "surrogatepass") if value.__class__ is bytes else value


def _as_value(value: str | None) -> Any:
    return None if value is None else [] if value == "[]" else json.loads(value)
