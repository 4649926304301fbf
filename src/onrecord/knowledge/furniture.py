"""The rules of `furniture.yaml` as a typed table: what a line of page furniture looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.errors import KnowledgeError
from onrecord.knowledge.load import document

Where = Literal["line", "has", "part"]
Zone = Literal["any", "head", "tail", "edge"]


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """One rule: its permanent id, the kind it marks, where its pattern must stand, and its own tests."""

    id: str
    kind: str
    where: Where
    zone: Zone
    words: int
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def find(self, line: str) -> tuple[int, int] | None:
        """Which part of a stripped, plain line (see `plain_line`) the rule marks, or None."""
        if self.needs and not _holds(line.lower(), self.needs):
            return None
        if self.where == "line":
            return (0, len(line)) if self.pattern.fullmatch(line) else None
        if self.where == "has":
            fits = len(line.split()) <= self.words and self.pattern.search(line) is not None
            return (0, len(line)) if fits else None
        match = self.pattern.search(line)
        return match.span() if match else None


@cache
def furniture_rules() -> tuple[FurnitureRule, ...]:
    """All rules, in the order of the file: the first that fits a line names its kind."""
    return tuple(_rule(entry) for entry in document("furniture.yaml"))


def plain_line(line: str) -> str:
    """A line as patterns read it, of the same length: straight quotes, hyphens for dashes, plain blanks."""
    return line.translate(_PLAIN)


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘‛`´ʼ", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("–—‒―‐‑", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\u200a\u2007\u3000\t\n", " "),
        "…": ".",
    }
)


def _holds(line: str, needs: tuple[str, ...]) -> bool:
    return any(need in line for need in needs)


def _rule(entry: dict[str, object]) -> FurnitureRule:
    identifier = str(entry["id"])
    patterns = entry["patterns"]
    where = str(entry["where"])
    if not isinstance(patterns, list) or where not in {"line", "has", "part"}:
        raise KnowledgeError(f"knowledge/furniture.yaml, {identifier}: `patterns` or `where` is wrong")
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    if where == "line":
        joined = rf"\W{{0,3}}(?:{joined})[\s.…:;,*|»>\-!]{{0,6}}"
    try:
        pattern = re.compile(joined.replace(" ", r"\s"), re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"knowledge/furniture.yaml, {identifier}: {error}") from error
    return FurnitureRule(
        identifier,
        str(entry["kind"]),
        where,  # type: ignore[arg-type]
        str(entry.get("zone", "any")),  # type: ignore[arg-type]
        int(str(entry.get("words", 1000))),
        pattern,
        _strings(entry.get("needs")),
        _strings(entry["examples"]),
        _strings(entry["not"]),
    )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
