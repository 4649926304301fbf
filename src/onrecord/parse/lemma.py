"""Lemmas from word and tag: a few rules, steered by the base forms and exceptions of the treebanks.

`lemmas.json` in the model folder is made by `training/lemmas.py`; it lists the exceptions to these
very rules, so the two are kept in one place and measured together (see CARD.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

_AS_WRITTEN = frozenset(("NNP", "NNPS", "CD", "SYM", "ADD", "POS"))
_DOUBLED = frozenset("bdgklmnprtvz")
_SOFT = ("c", "v", "u", "z", "dg", "rg", "ng", "at", "iz", "is", "bl", "rs", "ns", "ut", "ur", "ag", "ak")


class Lemmas:
    """Looks up and derives base forms."""

    def __init__(self, verbs: frozenset[str], exceptions: dict[str, str]) -> None:
        """Known base forms of verbs, and "form/CLASS" to lemma where the rules go wrong."""
        self._verbs = verbs
        self._exceptions = exceptions

    @classmethod
    def read(cls, path: Path) -> Lemmas:
        """Reads `lemmas.json`."""
        raw = json.loads(path.read_text("utf-8"))
        return cls(frozenset(raw["verbs"]), raw["exceptions"])

    def of(self, word: str, tag: str) -> str:
        """The base form of `word` given its Penn tag.

        Example:
            lemmas.of("promised", "VBD") == "promise"; lemmas.of("allies", "NNS") == "ally"
        """
        if tag in _AS_WRITTEN:
            return word
        low = word.lower().replace("’", "'")
        return self._exceptions.get(f"{low}/{tag}") or self.rule(low, tag)

    def rule(self, low: str, tag: str) -> str:
        """What the rules alone give for a word in small letters."""
        if tag in ("NNS", "VBZ"):
            return _without_s(low)
        if tag == "VBG" and low.endswith("ing") and len(low) > 5:
            return self._known(low[:-3])
        if tag in ("VBD", "VBN") and low.endswith("ied") and len(low) > 4:
            return low[:-3] + "y"
        if tag in ("VBD", "VBN") and low.endswith("ed") and len(low) > 4:
            return self._known(low[:-2])
        return low

    def _known(self, stem: str) -> str:
        candidates = list(_bases(stem))
        return next((c for c in candidates if c in self._verbs), candidates[0])


def _bases(stem: str) -> Iterator[str]:
    """Base forms that a stem without -ed or -ing may have, the likeliest first."""
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in _DOUBLED
    if doubled and not stem.endswith("ll"):
        yield stem[:-1]
    if stem.endswith(_SOFT):
        yield stem + "e"
    yield stem
    yield stem + "e"
    if doubled:
        yield stem[:-1]


def _without_s(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word
