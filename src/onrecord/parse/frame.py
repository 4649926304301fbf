"""Cuts a report into tokens that add up to exactly its text, and finds the words to analyse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

Block = tuple[int, int]

STRETCH = 5_000
"""Characters given to the tokenizer at once; keeps one endless line from costing quadratic time."""

COARSE = 200_000
"""From so many characters on, text outside blocks is not cut finer than into stretches: a page of
20 MB that holds no report would cost gigabytes as words that nobody reads."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_REST = re.compile(r"\s")


@dataclass(slots=True)
class Frame:
    """Tokens of a whole report, and which of them are words to analyse.

    `words`, `spaces` make the spaCy Doc. `chosen` are token numbers of the words (never white space)
    in blocks, and `spaced`, `starts`, `block` say of each chosen word whether white space stands
    before it, whether a paragraph starts there, and the number of its block.
    """

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    block: list[int] = field(default_factory=list)


def frame(language: Language, text: str, blocks: Sequence[Block]) -> Frame:
    """Tokens of `text`; words inside `blocks` are chosen.

    A character that UTF-8 cannot hold (a lone surrogate) becomes U+FFFD, so that offsets stay.

    Raises:
        ValueError: if blocks overlap, are out of order, or reach outside the text.
    """
    text = _SURROGATE.sub("\ufffd", text)
    out, at = Frame(), 0
    for number, (start, end) in enumerate(blocks):
        if not at <= start <= end <= len(text):
            raise ValueError(f"block {number} ({start}, {end}) overlaps, is out of order or outside the text")
        _add(language, out, text[at:start], None)
        _add(language, out, text[start:end], number)
        at = end
    _add(language, out, text[at:], None)
    return out


def _add(language: Language, out: Frame, text: str, block: int | None) -> None:
    fresh, spaced = True, True
    if block is None and len(text) >= COARSE:
        stretches = list(_stretches(text))
        out.words += stretches
        out.spaces += [False] * len(stretches)
        return
    words, spaces = out.words, out.spaces
    for stretch in _stretches(text):
        tokens = language.tokenizer(stretch)
        for word, space in zip([t.text for t in tokens], tokens.to_array("SPACY").tolist(), strict=True):
            words.append(word)
            spaces.append(bool(space))
            if word.isspace():
                spaced = True
                fresh = fresh or word.count("\n") > 1
                continue
            if block is not None:
                out.chosen.append(len(words) - 1)
                out.spaced.append(spaced)
                out.starts.append(fresh)
                out.block.append(block)
                fresh = False
            spaced = bool(space)


def lines(doc: Doc) -> tuple[Frame, int]:
    """The tokens of a Doc as a Frame in which each line that is not empty is a block, and their number."""
    out, blocks = Frame(), 0
    fresh, spaced = True, True
    out.words = [token.text for token in doc]
    out.spaces = [bool(space) for space in doc.to_array("SPACY").tolist()] if len(doc) else []
    for i, word in enumerate(out.words):
        if word.isspace():
            spaced = True
            fresh = fresh or "\n" in word
            continue
        blocks += fresh
        out.chosen.append(i)
        out.spaced.append(spaced)
        out.starts.append(fresh)
        out.block.append(blocks - 1)
        fresh, spaced = False, out.spaces[i]
    return out, blocks


def _stretches(text: str) -> Iterator[str]:
    """Pieces of `text` that end before white space where there is any, so that words stay whole."""
    at = 0
    while len(text) - at > STRETCH:
        rest = _REST.search(text, at + STRETCH, at + 2 * STRETCH)
        end = rest.start() if rest else at + STRETCH
        yield text[at:end]
        at = end
    if at < len(text):
        yield text[at:]
