"""A report as the proof of a copy sees it: its own words, and which of them are quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reconcile.copies.align import Shingles, shingles
from onrecord.shapes import Article
from onrecord.shapes.print import own_words

# A longer text is compared by its beginning: a book is no report, and a proof must end.
LONGEST = 6000
# A quotation is closed by its own mark, or by the end of its paragraph.
_QUOTED = re.compile(r"“[^”\n]*[”\n]|\"[^\"\n]*[\"\n]|«[^»\n]*[»\n]|„[^“”\n]*[“”\n]|(?m:^\s*[-–—] [^\n]*$)")


@dataclass(frozen=True, slots=True)
class Worded:
    """A report's own words in order: where each stands, the word, whether it is quoted, its capital."""

    article_id: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    quoted: tuple[bool, ...]
    capital: tuple[bool, ...]
    shingles: Shingles

    def __len__(self) -> int:
        return len(self.words)


def worded(article: Article) -> Worded:
    """The own words of a report, at most LONGEST of them."""
    found = own_words(article, LONGEST)
    shadow = article.shadow
    quotes = [(m.start(), m.end()) for m in _QUOTED.finditer(shadow[: found[-1][1]] if found else "")]
    words = tuple([word for _, _, word in found])
    return Worded(
        article.article_id,
        article.text,
        tuple([start for start, _, _ in found]),
        tuple([end for _, end, _ in found]),
        words,
        tuple(_inside(found, quotes)),
        tuple([shadow[start].isupper() for start, _, _ in found]),
        shingles(words),
    )


def _inside(found: list[tuple[int, int, str]], quotes: list[tuple[int, int]]) -> list[bool]:
    inside, at = [], 0
    for start, end, _ in found:
        while at < len(quotes) and quotes[at][1] <= start:
            at += 1
        inside.append(at < len(quotes) and quotes[at][0] <= start and end <= quotes[at][1])
    return inside
