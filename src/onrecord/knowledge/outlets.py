"""Names of outlets, by which a name behind a title or in a dateline is known for one."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.load import document


@cache
def _names() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in document("outlets.yaml"):
        for name in (entry["name"], *entry["also"]):
            table[name.casefold()] = entry["name"]
    return table


def outlet_name(words: str) -> str | None:
    """The full name of the outlet that `words` name, or None.

    Example: `outlet_name("AFP")` is `"Agence France-Presse"`.
    """
    return _names().get(" ".join(words.split()).casefold())
