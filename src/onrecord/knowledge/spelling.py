"""Spellings of one name (accents, transliterations, nicknames): extract and reconcile compare by them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from onrecord.knowledge.actors import given_names

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})
_ENDS = re.compile(r"(?:yy|iy|yj|ii|ij|yi|y|j)$")
_DIPHTHONGS = (("ey", "ei"), ("ay", "ai"), ("oy", "oi"), ("uy", "ui"), ("ue", "u"), ("oe", "o"), ("ae", "a"))
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def fold(word: str) -> str:
    """One word of a name in a form that its spellings share.

    Example: `fold("Zelenskyy") == fold("Zelensky")` and `fold("Sergey") == fold("Sergei")`.
    """
    text = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    text = "".join(letter for letter in text if letter.isalnum())
    if text.startswith("ye") and len(text) > 4:
        text = text[1:]
    for written, plain in _DIPHTHONGS:
        text = text.replace(written, plain)
    return _ENDS.sub("i", text) if len(text) > 3 else text


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a person's name, without "Jr." and its like.

    Example: `name_words("Joseph R. Biden Jr.")` is `("joseph", "r", "biden")`.
    """
    return tuple(folded for word in name.split() if (folded := fold(word)) and folded not in _SUFFIXES)


def same_given(first: str, second: str) -> bool:
    """True where two folded given names can be one: equal, an initial of the other, or a nickname of it."""
    if first == second or (min(len(first), len(second)) == 1 and first[:1] == second[:1]):
        return True
    return _formal().get(first, first) == _formal().get(second, second)


@cache
def _formal() -> Mapping[str, str]:
    return {fold(short): fold(formal) for short, formal in given_names().nicknames.items()}
