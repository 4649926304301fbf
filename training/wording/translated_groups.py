"""Which segments are versions of one source text: they share their rare words.

So that no model is measured on a source text that it has seen in another version, as human translation or by
another system. Segments of one pair and year are linked where the words in common carry 22% of the weight of
both (squared inverse document frequency, by cosine), and every chain of links is one group: wider than
need be, as reports of one happening fall together too.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from training.wording.translated_texts import Text

LEAST, COMMON = 0.22, 400


def groups(texts: Sequence[Text]) -> list[int]:
    """The group of each text, named by one of its members."""
    parent = list(range(len(texts)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other in _links(texts):
        parent[root(one)] = root(other)
    return [root(at) for at in range(len(texts))]


def _links(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    bags = [frozenset(re.findall(r"\w+", text.text.lower())) for text in texts]
    number = Counter(word for bag in bags for word in bag)
    weight = {word: math.log(len(texts) / count) ** 2 for word, count in number.items()}
    norm = [math.sqrt(sum(weight[word] for word in bag)) for bag in bags]
    having: dict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        shared: defaultdict[int, float] = defaultdict(float)
        for word in sorted(bag):
            if number[word] < COMMON:
                for other in having[word]:
                    shared[other] += weight[word]
                having[word].append(at)
        for other, common in shared.items():
            alike = (texts[at].year, texts[at].pair) == (texts[other].year, texts[other].pair)
            if alike and common > LEAST * norm[at] * norm[other]:
                yield at, other
