"""The mark "spun": words replaced by synonyms, as article spinners do; a score with the words that show
it.

Each plain word gets log odds that it replaced another one: from its state in the language model where the Doc
has that (`misfits`), else from the eight words around it (`replaced`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from spacy.tokens import Doc, Token

from onrecord.extract.wording.misfits import refined
from onrecord.extract.wording.phrases import find_tortured
from onrecord.extract.wording.replaced import Floats, replaced
from onrecord.knowledge.wording import logistic, patterns

Measure = Literal["spun", "spun_tokens"]
# In 685 held-out articles 0.2% of native plain words lie above it with states, 0.6% by tokens alone; of the
# words put in by rule, of pairs never trained on, 13% by either. Of the words so shown in articles spun at
# 20%, 82% were put in (79% at 0.9, 85% at 1.8 with half as many words).
SHOWS = 1.4
# A text of few words is drawn to what native news shows, as if this many native words stood beside it.
_SHORT: Mapping[Measure, int] = {"spun": 80, "spun_tokens": 40}
_STRONG = 1.6  # added to the log odds for each kind of strong slip, and each tortured phrase
_WEAK = 0.5
_MOST = 4  # kinds of slips or phrases that count: a report that quotes a spun one is not itself spun
_WORDS_SHOWN = 24

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a replacer: log odds of single words by one measure, tortured phrases and slips, as
    places in the text."""

    measure: Measure
    tokens: Sequence[Token]
    places: Sequence[int]
    odds: Floats
    phrases: Sequence[Place]
    slips: Mapping[str, Sequence[Place]]


def signs(doc: Doc, tokens: Sequence[Token], shadow: str, blocks: Iterable[Place]) -> Signs:
    """Every sign of a replacer in the tokens of a report's own passages."""
    texts = [token.text for token in tokens]
    places, odds = replaced(texts)
    better = refined(doc, tokens, places, odds)
    measure: Measure = "spun_tokens"
    if better is not None:
        measure, (places, odds) = "spun", better
    found = find_tortured(texts)
    slips: dict[str, list[Place]] = {}
    for start, end in blocks:
        for pattern in patterns("slips"):
            for match in pattern.pattern.finditer(shadow, start, end):
                slips.setdefault(pattern.id, []).append(match.span())
    phrases = [(tokens[a].idx, tokens[b - 1].idx + len(tokens[b - 1])) for a, b, _ in found]
    return Signs(measure, tokens, places.tolist(), odds, phrases, slips)


def raw_features(odds: Floats, names: Iterable[str]) -> dict[str, float]:
    """What the measure of single words says of a report: the mean likelihood, the share of words over some
    log odds, the mean log odds of the highest tenth."""
    return {name: _feature(odds, name) if len(odds) else 0.0 for name in names}


def _feature(odds: Floats, name: str) -> float:
    if name == "mean":
        return float((1 / (1 + np.exp(-odds))).mean())
    if name == "tenth":
        return float(np.sort(odds)[-max(1, len(odds) // 10) :].mean())
    return float((odds > float(name.removeprefix("over_"))).mean())


def shrunk(odds: Floats, native: Mapping[str, float], measure: Measure) -> dict[str, float]:
    """The same, drawn to what native news shows: the fewer words, the more."""
    weight = len(odds) / (len(odds) + _SHORT[measure])
    found = raw_features(odds, native)
    return {name: weight * value + (1 - weight) * native[name] for name, value in found.items()}


def score(found: Signs) -> float:
    """How likely the report went through a synonym replacer, 0..1; 0.5 is where a mark begins."""
    model = logistic(found.measure)
    total = model.bias
    native = {name: row[0] for name, row in model.features.items()}
    for name, value in shrunk(found.odds, native, found.measure).items():
        mean, deviation, weight = model.features[name]
        total += weight * (value - mean) / deviation
    strong = {kind for kind in found.slips if ".weak-" not in kind}
    weak = set(found.slips) - strong
    total += _STRONG * (min(_MOST, len(strong)) + min(_MOST, len(found.phrases)))
    total += _WEAK * max(0, min(_MOST, len(weak)) - 1)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 2)


def shown(found: Signs) -> list[Place]:
    """The places that show it, in order: tortured phrases, strong slips, the likeliest words, each once."""
    places = [
        *found.phrases,
        *(place for kind, at in found.slips.items() if ".weak-" not in kind for place in at),
    ]
    order = sorted(range(len(found.odds)), key=lambda i: (-found.odds[i], i))
    words: set[str] = set()
    for i in order:
        if len(places) >= _WORDS_SHOWN or found.odds[i] <= SHOWS:
            break
        token = found.tokens[found.places[i]]
        place = (token.idx, token.idx + len(token))
        if token.lower_ not in words and not any(a < place[1] and place[0] < b for a, b in places):
            words.add(token.lower_)
            places.append(place)
    return sorted(set(places))
