"""How rare a word is in English news: what two reports share weighs by it, whatever else is in the record.

A fixed table rather than the record's own counts: a report that comes in does not change how alike two others
are. Inverse document frequency: Spärck Jones 1972, "A statistical interpretation of term specificity".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from onrecord.knowledge import load

# Endings in order of trial, and what stands for them: enough to hold the forms of one word together.
_ENDINGS = (
    ("'s", ""), ("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""),
)  # fmt: skip
_SHORTEST = 3
_HELD = 1 << 16  # words held with their stems: most of a text are these
_NUMBER = 4.0  # as a word that one report in fifty has
_YEAR = 2.5


@lru_cache(_HELD)
def stem(word: str) -> str:
    """A word in lower case without its ending.

    Example: `stem("pledged") == stem("pledging") == "pledg"`, `stem("Allies") == stem("ally")`.
    """
    lower = word.lower().replace("’", "'")
    for ending, instead in _ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= _SHORTEST:
            kept = lower[: -len(ending)]
            if not (ending == "s" and kept.endswith("s")):
                return kept + instead
    return lower


def rarity(stemmed: str) -> float:
    """Minus the logarithm of the share of reports that have this stem; 0 for one that says nothing.

    Example: `rarity(stem("said")) == 0.0`, `rarity(stem("Baltic")) > rarity(stem("sea"))`. A word that is not
    in the table is as rare as they come; a number is worth what a middling word is, a year less.
    """
    if stemmed[:1].isdigit():
        return _YEAR if len(stemmed) == 4 and stemmed[:2] in ("19", "20") else _NUMBER
    table, unseen = _table()
    return table.get(stemmed, unseen)


@cache
def _table() -> tuple[Mapping[str, float], float]:
    entry = load.document("word_rarity.yaml")
    found = {word: float(level) for level, words in entry["levels"].items() for word in words.split()}
    return found, float(entry["unseen"])
