"""Lines that several reports of one outlet share: not the report, whatever they say.

Method: boilerplate by repetition over pages of one site (Bar-Yossef and Rajagopalan 2002, "Template detection
via data mining"), on whole passages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onrecord.shapes import Furniture, PassagePrint, Span

RULE = "furniture.repeated-line"
# Two reports of one outlet may share a line because one was made from the other; with a third it is the
# outlet's.
_REPORTS = 3
# Longer passages that come back are background paragraphs, which are the report.
_LONGEST = 200
_QUOTES = '"“”„«»‟❝❞'
_DASHES = "-–—―"


def repeated_lines(passages: Iterable[PassagePrint]) -> tuple[tuple[str, Furniture], ...]:
    """Short passages, no quotations, that stand in at least three reports of one outlet, word for word.

    Returns pairs of `article_id` and the furniture there, sorted. What is furniture already is left alone.
    The order of the passages does not matter.
    """
    seen: dict[tuple[str, str], list[PassagePrint]] = defaultdict(list)
    for passage in passages:
        line = passage.text.strip()
        if passage.outlet and not passage.furniture and 0 < len(line) < _LONGEST and not _quotation(line):
            seen[passage.outlet.casefold(), " ".join(line.split())].append(passage)
    found = []
    for group in seen.values():
        if len({passage.article_id for passage in group}) >= _REPORTS:
            found += [(passage.article_id, passage.start, passage.end, passage.text) for passage in group]
    return tuple(
        (article_id, Furniture(Span(start, end, text), "other", RULE))
        for article_id, start, end, text in sorted(set(found))
    )


def _quotation(line: str) -> bool:
    """Words in quotation marks, or a line that opens with a dash as dash quotes do."""
    return any(mark in line for mark in _QUOTES) or line[0] in _DASHES or line[0] in "'‘"
