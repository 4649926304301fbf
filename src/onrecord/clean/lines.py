"""Lines of a text with what can be seen on each, and the paragraphs that they make up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from onrecord.knowledge.furniture import plain_line
from onrecord.knowledge.headlines import words

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?", re.UNICODE)
_SENTENCE_END = re.compile(r"[.!?…](?:[\"'”’»)\]\u00ad ]*)$")
_QUOTE = re.compile('["“”„«»]')
_TAIL = 300
_LONG = 400  # beyond so many characters a line is a paragraph of a report, and is not looked at closely


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line: where its words stand, and what can be seen on it without a tagger.

    `capitals` is the share of its words of four letters and more that begin with a capital, but the first.
    `plain` is empty for a line too long to be looked at closely; `tail` is its end then.
    `gap` is True where a blank line (or the text's beginning) stands before it.
    """

    start: int
    end: int
    plain: str
    count: int
    ended: bool
    capitals: float
    finite: bool
    quoted: bool
    gap: bool
    tail: str = ""

    @property
    def sentence(self) -> bool:
        """Words that end as a sentence does, be they of the report or of a plea."""
        return self.ended and self.count >= 4

    @property
    def full(self) -> bool:
        """A paragraph of a report: whole sentences, long enough to be no label.

        With these bounds no character of 2,193 attributions is marked (benchmarks/clean.py gold).
        """
        return self.ended and (self.count >= 20 or (self.count >= 9 and self.finite))


def lines(shadow: str) -> tuple[Line, ...]:
    """The non-blank lines of a text, in order.

    Example: `[line.count for line in lines("One two.\\n\\nThree")]` is `[2, 1]`.
    """
    found: list[Line] = []
    behind = 0
    for match in _LINE.finditer(shadow):
        piece = match.group()
        bare = piece.strip()
        if not bare:
            continue
        start = match.start() + len(piece) - len(piece.lstrip())
        gap = not found or shadow.count("\n", behind, start) > 1
        behind = start + len(bare)
        found.append(_line(bare, start, gap))
    return tuple(found)


def _line(bare: str, start: int, gap: bool) -> Line:
    end = start + len(bare)
    if len(bare) > _LONG:
        return Line(start, end, "", len(bare) // 6, True, 0.0, True, True, gap, plain_line(bare[-_TAIL:]))
    plain = plain_line(bare)
    tokens = _WORD.findall(plain)
    lower = [token.lower().rstrip(".") for token in tokens]
    long = [token for token in tokens[1:] if len(token) > 3]
    capitals = sum(token[0].isupper() or token[0].isdigit() for token in long) / len(long) if long else 0.0
    finite = any(token in words("finite") or _past(token) for token in lower)
    ended = _SENTENCE_END.search(bare) is not None
    return Line(start, end, plain, len(tokens), ended, capitals, finite, bool(_QUOTE.search(bare)), gap)


def _past(word: str) -> bool:
    """A regular past form; in a caption it may be a participle, which costs a caption and no report."""
    return (
        len(word) > 4
        and word.endswith("ed")
        and word not in {"united", "armed", "allied", "indeed", "exceed"}
    )


def paragraphs(shadow: str) -> tuple[Line, ...]:
    """The paragraphs of a text, each as one `Line`: lines are joined where a break stands inside a sentence.

    That is so in hard-wrapped text, and where a link broke a line in two. Example: a mail's paragraph of five
    lines of 72 columns is one paragraph; title, date and byline under each other are three.
    """
    found = lines(shadow)
    width = _wrap_width(found)
    result: list[Line] = []
    group: list[Line] = []
    for line in found:
        if group and not _joins(group[-1], line, width, shadow):
            result.append(_joined(group, shadow))
            group = []
        group.append(line)
    if group:
        result.append(_joined(group, shadow))
    return tuple(result)


def _joined(group: list[Line], shadow: str) -> Line:
    if len(group) == 1:
        return group[0]
    return _line(shadow[group[0].start : group[-1].end], group[0].start, group[0].gap)


def _wrap_width(found: tuple[Line, ...]) -> int:
    """The column at which a text was wrapped by hand or by mail, or 0.

    Wrapped text has no line beyond 100 columns and breaks inside sentences at least three times.
    """
    longest = max((line.end - line.start for line in found), default=0)
    if not 40 <= longest <= 100:
        return 0
    inside = sum(
        not before.ended and not after.gap and after.plain[:1].islower() for before, after in pairwise(found)
    )
    return longest if inside >= 3 else 0


def _joins(before: Line, after: Line, width: int, shadow: str) -> bool:
    if after.gap:
        return False
    length = before.end - before.start
    if not before.ended and length >= 40 and after.plain[:1].islower():
        return True
    if not width:
        return False
    blank = re.search(r"\s", shadow[after.start : after.start + 60])
    first = blank.start() if blank else after.end - after.start
    return length + 1 + first > width - 8
