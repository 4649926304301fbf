"""How ill a word fits the place it stands in, told from the model's state of it.

The language model's state of a word holds the word and all that stands around it in its window. A layer of
numpy on top of it tells words that a replacer put in from a writer's own, in the manner of replaced token
detection (Clark et al., ELECTRA, 2020). The states come from an encoder that has read far more text than was
spun for training, so it also finds pairs of synonyms that it never met.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from onrecord.extract.wording.replaced import Floats
from onrecord.extract.wording.words import Numbers
from onrecord.knowledge.wording import Misfits, misfits

# Words that the measure of single words rules out; 99% of the words put in by rule lie above it.
LEAST = -5.0
_STEP = 32  # words at once: OpenBLAS would wake threads for a larger product, which cost more than they save
States = tuple[str, Sequence[int], NDArray[np.float16]]


def refined(
    doc: Doc, tokens: Sequence[Token], places: Numbers, odds: Floats
) -> tuple[Numbers, Floats] | None:
    """The log odds again, now from each word's state too; None where the Doc has no states of our model.

    In: the Doc, the tokens read, the places among them that `replaced` gave, with their log odds. Out: the
    places of the words that come into question at all, and their log odds. Example: in "the evaluator said
    that she would impart her conclusion" all three words have higher odds than in "the judge ... give her
    decision".
    """
    known = misfits()
    found: States | None = doc.user_data.get("states")
    if found is None or found[0] != known.model:
        return None
    _, read, states = found
    row_of = np.full(len(doc), -1, dtype=np.int64)
    row_of[np.asarray(read, dtype=np.int64)] = np.arange(len(read))
    weighed = (odds > LEAST) & np.array(
        [tokens[i].lower_ not in known.left_alone for i in places], dtype=bool
    )
    row = row_of[np.array([tokens[i].i for i in places], dtype=np.int64)]
    chosen = np.flatnonzero(weighed & (row >= 0))
    steps = [chosen[at : at + _STEP] for at in range(0, len(chosen), _STEP)]
    parts = [_weighed(known, states[row[here]].astype(np.float32), odds[here]) for here in steps]
    return places[chosen], np.concatenate([np.zeros(0), *parts])


def _weighed(known: Misfits, states: NDArray[np.float32], odds: Floats) -> Floats:
    given = states @ known.inner + np.outer(odds, known.inner_odds) + known.inner_bias
    found = np.maximum(given, 0).astype(np.float64) @ known.outer.astype(np.float64) + known.bias
    out: Floats = np.round(found, 3)
    return out
