"""The mark "machine-translated": how a report is put together, and what a translation left torn in it.

A logistic model over words and pairs of words, names and rare words apart, that was fitted to versions of the
same texts by people and by machines: machines choose the nearest word and repeat it (Toral, "Post-editese: an
exacerbated translationese", 2019; Volansky, Ordan and Wintner, "On the features of translationese", 2015).
Beside it stand patterns that no writer of English leaves: marks of another language, glued names, sentences
begun small.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from onrecord.extract.wording.translated_units import forms, named
from onrecord.knowledge.translated import code, translated_words
from onrecord.knowledge.wording import patterns

OVER_HUMAN, OVER_NATIVE = 1.28, 2.6
"""In spreads (see `training.wording.translated_levels`): at 0.5 the score marks one human translation in ten;
native texts lie lower still. Chosen for that, before the shares were measured."""
# What a spread over the mark, a garble of each strong kind and each garble of a weak kind add to the log
# odds. One strong kind makes no mark.
_SPREAD, _STRONG, _WEAK = 1.5, 1.0, 0.6
_MOST = 4
_WORDS_SHOWN = 16
_PHRASES_SHOWN = 8
# A pair is shown from this weight on, about the upper tenth of all, unless one of the two joins to anything:
# "very beautiful" and "so far" can be seen to be stiff, "of the" can not.
_TELLING = 10.0
_JOINING = frozenset(
    {"the", "a", "an", "and", "or", "of", "in", "on", "at", "to"}
    | {"with", "for", "by", "from", "that", "as", "who", "which"}
)
# A shorter text counts as filled up to this many names with native wording: a few words mark nothing.
_LEAST = 100
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Garbled:
    """What speaks for a machine translation: the sum of the weights of its names, how many they are, the
    weight and first place of each telling phrase, and garbles."""

    total: float
    length: int
    phrases: Mapping[str, tuple[float, Place]]
    garbles: Mapping[str, Sequence[Place]]


def garbled(tokens: Sequence[Token], shadow: str, blocks: Iterable[Place]) -> Garbled:
    """Every sign of a machine translation in the tokens of a report's own passages."""
    told = [token for token in tokens if not token.is_space]
    names = _names(tokens)
    total, phrases = _weighed(names, told)
    garbles: defaultdict[str, list[Place]] = defaultdict(list)
    for start, end in blocks:
        for pattern in patterns("garbles"):
            for match in pattern.pattern.finditer(shadow, start, end):
                if match.end() > match.start():
                    garbles[pattern.id].append(match.span())
    return Garbled(total, len(names), phrases, dict(garbles))


def _names(tokens: Sequence[Token]) -> list[str]:
    listed = translated_words().listed
    return [named(form, lambda word: code(word) in listed) for form in forms(tokens)]


def _weighed(names: Sequence[str], tokens: Sequence[Token]) -> tuple[float, dict[str, tuple[float, Place]]]:
    """The sum of all weights, and the telling phrases: pairs of words of which none joins to anything.

    A phrase's weight is that of its pair and its words, so that what is shown is what counted.
    """
    weights = translated_words().weights
    single = [weights.get(code(name), 0.0) for name in names]
    total = math.fsum(single)
    phrases: dict[str, tuple[float, Place]] = {}
    for at, (one, other) in enumerate(pairwise(names)):
        pair = weights.get(code(f"{one} {other}"), 0.0)
        total += pair
        if pair < _TELLING or one in _JOINING or other in _JOINING:
            continue
        if one.isalpha() and other.isalpha() and (one + other).islower():
            place = (tokens[at].idx, tokens[at + 1].idx + len(tokens[at + 1]))
            phrases.setdefault(f"{one} {other}", (round(pair + single[at] + single[at + 1], 3), place))
    return total, phrases


def model_odds(found: Garbled) -> float:
    """The log odds by the model alone: 0 where a text is marked."""
    known = translated_words()
    length = max(_LEAST, found.length)
    spread = math.sqrt(known.spread[0] ** 2 + known.spread[1] ** 2 / length)
    mean = (found.total + known.native * (length - found.length)) / length
    over = min((mean - known.human) / spread - OVER_HUMAN, (mean - known.native) / spread - OVER_NATIVE)
    return round(_SPREAD * over, 3)


def score(found: Garbled) -> float:
    """How likely the report went through a machine translation, 0..1; 0.5 is where a mark begins."""
    if not found.length:
        return 0.0
    strong = sum(".weak" not in kind for kind in _kinds(found, "strong"))
    weak = sum(len(found.garbles[kind]) for kind in _kinds(found, "weak"))
    total = model_odds(found) + _STRONG * min(_MOST, strong) + _WEAK * min(_MOST, weak)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 2)


def _kinds(found: Garbled, strength: str) -> list[str]:
    return [
        pattern.id
        for pattern in patterns("garbles")
        if pattern.strength == strength and pattern.id in found.garbles
    ]


def shown(found: Garbled) -> list[Place]:
    """The places that show it, in order: garbles, then the first place of each of the heaviest phrases.

    A phrase that shares a word with a heavier one is left out.
    """
    places = [place for at in found.garbles.values() for place in at][:_WORDS_SHOWN]
    garbles = len(places)
    for name in sorted(found.phrases, key=lambda name: (-found.phrases[name][0], name)):
        place = found.phrases[name][1]
        if not any(a < place[1] and place[0] < b for a, b in places):
            places.append(place)
        if len(places) - garbles == _PHRASES_SHOWN:
            break
    return sorted(set(places))
