"""Column types of the record: text that survives what UTF-8 cannot hold, and JSON that a person can read."""

from __future__ import annotations

import json
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

    def process_result_value(self, value: Any, dialect: Any) -> str | None:  # noqa: ARG002
        """Back from SQLite."""
        return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


class Json(types.TypeDecorator[Any]):
    """A small nested value as JSON text; tuples come back as lists."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:  # noqa: ARG002
        """Out to SQLite."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:  # noqa: ARG002
        """Back from SQLite."""
        return None if value is None else json.loads(value)
