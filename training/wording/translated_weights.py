"""A logistic model over the names of a text (`translated_units`) and over pairs of neighbours.

A text's value of a name is how often it has it for its length, over the fourth root of how frequent the name
is in all texts: so common names do not drown the others. The score of a text is the mean weight of its names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from onrecord.extract.wording.translated_units import named
from training.wording.logistic import Floats
from training.wording.translated_texts import Text

# A word is listed where 3 source texts have it, a name or pair has a weight where 5 source texts and 8 texts
# have it. By sources and not by uses: of one source there are a dozen machine translations, and their words
# must not be listed sooner than a translator's. Areas differ by less than a hundredth with 8 and 20 for 3.
LISTED, SOURCES, TEXTS = 3, 5, 8
POWER = 0.25
SHARES = {"machine": 0.5, "human": 0.38, "native": 0.12}


def listed_words(texts: Iterable[tuple[str, Sequence[str]]]) -> frozenset[str]:
    """Words that stand for themselves; `texts` are source and forms."""
    sources: dict[str, set[str]] = defaultdict(set)
    for source, forms in texts:
        for form in set(forms):
            if form.isalpha() and form == form.lower() and len(sources[form]) < LISTED:
                sources[form].add(source)
    return frozenset(word for word, having in sources.items() if len(having) >= LISTED)


def names_of(forms: Sequence[str], listed: frozenset[str]) -> list[str]:
    """A text's names and pairs of names."""
    names = [named(form, listed.__contains__) for form in forms]
    return [*names, *(f"{one} {other}" for one, other in pairwise(names))]


def vocabulary(texts: Iterable[tuple[str, Sequence[str]]]) -> dict[str, int]:
    """The names with a weight, numbered; `texts` are source and names."""
    sources: dict[str, set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    for source, names in texts:
        for name in set(names):
            count[name] += 1
            if len(sources[name]) < SOURCES:
                sources[name].add(source)
    kept = sorted(name for name in count if len(sources[name]) >= SOURCES and count[name] >= TEXTS)
    return {name: number for number, name in enumerate(kept)}


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each text has each name, as triples sorted by text; and the length of each text."""

    text: NDArray[np.int64]
    name: NDArray[np.int64]
    number: Floats
    length: Floats

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], numbered: Mapping[str, int]) -> Counts:
        """Counts of names and pairs; a text of n names has n - 1 pairs."""
        text: list[int] = []
        name: list[int] = []
        number: list[float] = []
        length: list[float] = []
        for at, row in enumerate(rows):
            count = Counter(numbered[one] for one in row if one in numbered)
            text += [at] * len(count)
            name += count.keys()
            number += count.values()
            length.append((len(row) + 1) // 2)
        return cls(np.array(text), np.array(name), np.array(number), np.maximum(1.0, np.array(length)))

    def sums(self, weights: Floats) -> Floats:
        """The sum of the weights of each text's names."""
        return np.bincount(self.text, weights[self.name] * self.number, len(self.length))

    def part(self, parts: Sequence[Sequence[int]]) -> Counts:
        """The counts of texts made of some of these."""
        order = np.full(len(self.length), -1)
        for number, part in enumerate(parts):
            order[list(part)] = number
        kept = order[self.text] >= 0
        length = np.array([self.length[list(part)].sum() for part in parts])
        return Counts(order[self.text[kept]], self.name[kept], self.number[kept], length)

    def with_(self, other: Counts) -> Counts:
        """Both, one behind the other."""
        text = np.concatenate([self.text, other.text + len(self.length)])
        return Counts(
            text,
            np.concatenate([self.name, other.name]),
            np.concatenate([self.number, other.number]),
            np.concatenate([self.length, other.length]),
        )


def balance(texts: Sequence[Text], shares: Mapping[str, float] | None = None) -> Floats:
    """A weight a text: the kinds by their shares; within a kind a set and pair by the root of its size."""
    keys = [(text.year, text.pair, text.kind) for text in texts]
    count = Counter(keys)
    out = np.array([count[key] ** -0.5 for key in keys])
    kinds = np.array([text.kind for text in texts])
    for kind, share in (shares or SHARES).items():
        out[kinds == kind] *= share / max(1e-9, out[kinds == kind].sum())
    return out * len(texts)


def fit(
    counts: Counts, machine: NDArray[np.bool_], weights: Floats, penalty: float, frequent: Floats
) -> Floats:
    """The weight of each name, by L-BFGS; `frequent` is the share of each name in all texts."""
    scale = np.maximum(1e-7, frequent) ** -POWER
    values = counts.number / counts.length[counts.text] * scale[counts.name]
    shape = (len(counts.length), len(frequent))
    places = torch.from_numpy(np.stack([counts.text, counts.name]))
    there = torch.sparse_coo_tensor(places, torch.from_numpy(values), shape).coalesce()
    rows, columns = there.to_sparse_csr(), there.t().coalesce().to_sparse_csr()
    wanted = torch.from_numpy(machine.astype(np.float64))
    weighed = torch.from_numpy(weights)
    found = torch.zeros(len(frequent) + 1, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([found], max_iter=150, tolerance_grad=1e-3, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        with torch.no_grad():
            odds = rows @ found[:-1] + found[-1]
            off = (torch.sigmoid(odds) - wanted) * weighed
            found.grad = torch.cat([columns @ off + penalty * found[:-1], off.sum()[None]])
            each = torch.nn.functional.binary_cross_entropy_with_logits(odds, wanted, reduction="none")
            return (each * weighed).sum() + penalty / 2 * (found[:-1] ** 2).sum()

    search.step(loss)
    return np.append(found.detach().numpy()[:-1] * scale, float(found[-1].detach()))


def tokens_of(texts: Iterable[str]) -> Iterator[list[str]]:
    """The forms of each text, by the tokenizer that reports are read with."""
    from onrecord.extract.wording.translated_units import forms
    from onrecord.parse.english import english

    tokenizer = english().tokenizer
    for text in texts:
        yield forms(list(tokenizer(text)))
