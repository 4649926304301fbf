"""A text as a row of names for the measure of translated wording: common words stand for themselves.

Names of people and places, numbers and rare words are one name each, so that the measure learns how a text is
worded and not what it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from spacy.tokens import Token

NAME, CAPITALS, NUMBER, RARE = "Aa", "AA", "0", "?"
_QUOTES = frozenset(("“", "”", '"', "„", "«", "»", "''", "``"))
_DASHES = frozenset(("–", "—", "--", "―"))
_ENDINGS = ("ing", "ed", "ly", "ion", "s")
_FIRST = "^"


def forms(tokens: Sequence[Token]) -> list[str]:
    """Tokens that are no white space in small letters; names, numbers, quotation marks and dashes are one
    each.

    The first word of a sentence or line is marked with ^: its capital says nothing.
    Example: "The Berg rose 3%." gives ["^the", "Aa", "rose", "0", "%", "."].
    """
    out: list[str] = []
    first = True
    for token in tokens:
        text = token.text
        if text.isspace():
            first = first or "\n" in text
            continue
        out.append(_form(text, first))
        if text[-1] in ".!?:":
            first = True
        elif text[0].isalnum():
            first = False
    return out


@lru_cache(maxsize=50_000)
def _form(text: str, first: bool) -> str:
    if text in _QUOTES:
        return '"'
    if text in _DASHES:
        return "-"
    low = text.lower().replace("’", "'").replace("‘", "'")
    if any(character.isdigit() for character in text):
        return NUMBER
    if not text[0].isupper() or low == "i":
        return low
    if first:
        return _FIRST + low
    return CAPITALS if len(text) == 1 or text.isupper() else NAME


def named(form: str, listed: Callable[[str], bool]) -> str:
    """The name of a form: a listed word itself, else only its ending; an unlisted word that begins a sentence
    counts as a name.

    Example: with "rose" listed and no other word, "rose" is "rose", "unheededly" is "?ly", "^berg" is "Aa".
    """
    word = form[1:] if form[0] == _FIRST and len(form) > 1 else form
    if word in (NAME, CAPITALS) or not word.isalpha() or listed(word):
        return word
    if word is not form:
        return NAME
    return RARE + next((ending for ending in _ENDINGS if word.endswith(ending)), "")
