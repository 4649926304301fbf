"""How one wording of an utterance differs from the best one, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

from onrecord.knowledge.actors import forms
from onrecord.knowledge.numbers import number_words
from onrecord.knowledge.rarity import rarity
from onrecord.reconcile.utterances.said import WORD, denies, term_of, value_of
from onrecord.shapes import WordingDifference

_LONGEST = 400  # words; comparing two documents word by word takes the square of their length
_LISTING = frozenset(("no", "nor", "or", "and", "neither", "either", "any"))
_PRONOUNS = frozenset(("i", "we"))


def differences(statement_id: str, best: str, text: str) -> tuple[WordingDifference, ...]:
    """What stands in `text` instead of words of `best`, in order, each with what it changes.

    "number", "name" and "negation" alter the meaning; "cut" and "added" are content words left out and put
    in, at either end too; "style" is the rest: other forms, synonyms, small words. Case and spelling out
    of numbers are no difference.

    Example: `differences(id, "We sent 14 ships", "We sent 40 ships")` is one of kind "number": 14, 40.
    """
    one, other = (list(WORD.finditer(side))[:_LONGEST] for side in (best, text))
    words = [[match[0] for match in side] for side in (one, other)]
    compared = [[_compared(word) for word in side] for side in words]
    matcher = SequenceMatcher(None, compared[0], compared[1], autojunk=False)
    made = []
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag != "equal":
            gone, come = words[0][start:end], words[1][from_:to]
            firsts = (start == 0, from_ == 0)
            kind = _kind(gone, come, firsts)
            made.append(
                WordingDifference(statement_id, kind, _cut(best, one[start:end]), _cut(text, other[from_:to]))
            )
    return tuple(replace(one, kind="style") if _of_list(one, made) else one for one in made)


def _of_list(one: WordingDifference, made: Sequence[WordingDifference]) -> bool:
    """True for "no gas, no oil" beside "no gas or oil": what is denied is the same."""
    words = {word.lower() for side in (one.best, one.words) for word in WORD.findall(side)}
    negations = [each for each in made if each.kind == "negation"]
    return one.kind == "negation" and words <= _LISTING and (len(negations) > 1 or len(words) > 1)


def _compared(word: str) -> str:
    return value_of(word) or word.lower().replace("’", "'")


def _cut(text: str, matches: Sequence[re.Match[str]]) -> str:
    return text[matches[0].start() : matches[-1].end()] if matches else ""


def _kind(gone: Sequence[str], come: Sequence[str], firsts: tuple[bool, bool]) -> str:
    numbers = [{value for word in side if (value := _value(word))} for side in (gone, come)]
    if all(numbers) and numbers[0] != numbers[1]:
        return "number"
    short = _SHORT if gone and come else _ALONE
    if _denials(gone) % 2 != _denials(come) % 2 and max(len(gone), len(come)) <= short:
        return "negation"
    names = [set(_names(side, first)) for side, first in zip((gone, come), firsts, strict=True)]
    spelled = ["".join(side).lower() for side in (gone, come)]  # "U.S." is two words, "US" one
    if all(names) and not names[0] & names[1] and spelled[0] != spelled[1]:
        return "name"
    if not come:
        return "cut" if _says(gone) else "style"
    if not gone:
        return "added" if _says(come) else "style"
    return "style"


def _value(word: str) -> str | None:
    """The number that a word is or that it multiplies: "one", "million", "half"."""
    low, known = word.lower(), number_words()
    amount = known.scales.get(low, known.ones.get(low, known.fractions.get(low)))
    return value_of(word) or (None if amount is None else f"#{amount:g}")


# In a longer stretch that is cut or put in, a "not" belongs to what was cut.
_SHORT = 6
_ALONE = 2  # "did not", with nothing in its place


def _denials(words: Sequence[str]) -> int:
    return sum(denies(word) for word in words)


def _says(words: Sequence[str]) -> bool:
    return any(rarity(term_of(word).lstrip("#")) > 0 for word in words)


def _names(words: Sequence[str], first: bool) -> Iterator[str]:
    """Words in capitals, without one that merely begins the wording and is no known name."""
    for at, word in enumerate(words):
        begins = first and at == 0 and word not in _known_names()
        if word[0].isupper() and not begins and word.lower() not in _PRONOUNS:
            yield term_of(word)


@cache
def _known_names() -> frozenset[str]:
    """Names of one word of states, bodies and places: those that begin a sentence are names too."""
    return frozenset(form.text for form in forms() if form.text.isalpha())
