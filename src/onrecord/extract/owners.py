"""Which quotation belongs to which cue, where several stand in a row.

    "A," Roos said. "B," Dalgaard added. "C."

The model often runs a content on over its neighbour's quotation. A quotation that borders a cue inside one
sentence is that cue's (its owner); every other statement gives it up.

owner.borders      a quotation beside a cue in one sentence belongs to it, and to no other statement
owner.far-part     a quotation goes on with the speaker before it only where it is the next thing said
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.drafts import Draft, QuotationIndex, Range, trim
from onrecord.extract.quotations import Quotation

_SENTENCE_END = re.compile(r"[.!?…][)\]”\"’']*(?:\s|$)|\n")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|Prof|Rev|Hon|No)\.\s")
_BESIDE = 8  # words between a quotation and its cue: "X said at the station: “...”"
_MARKED = 40  # quotations of one draft that are looked at


def with_owned_quotations(shadow: str, quotations: QuotationIndex, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each without the quotations that another one's cue borders.

    Example: for the line above, the model's content ["A", "B"] of Roos gives ["A"].
    """
    held = [[q for q in quotations.touching(d.start, d.end) if _covers(d, q)][:_MARKED] for d in drafts]
    beside: dict[int, tuple[int, Range]] = {}
    for draft, inside in zip(drafts, held, strict=True):
        for q in inside:
            if draft.cue is not None and _borders(shadow, draft, q):
                gap = max(draft.cue[0] - q.end, q.start - draft.cue[1])
                beside[q.start] = min(beside.get(q.start, (gap, draft.cue)), (gap, draft.cue))
    owners = {start: cue for start, (_, cue) in beside.items()}
    return [
        _without(shadow, draft, inside, _foreign(shadow, draft, inside, owners))
        for draft, inside in zip(drafts, held, strict=True)
    ]


def _covers(draft: Draft, q: Quotation) -> bool:
    if q.kind == "single":
        return False
    shared = sum(max(0, min(end, q.end) - max(start, q.start)) for start, end in draft.parts)
    return shared >= 0.5 * (q.end - q.start)


def _clause(draft: Draft) -> Range | None:
    """From the first to the last word of source and cue, where they stand together."""
    if draft.cue is None:
        return None
    if draft.source is None or abs(draft.source[0] - draft.cue[0]) > 200:
        return draft.cue
    return min(draft.source[0], draft.cue[0]), max(draft.source[1], draft.cue[1])


def _borders(shadow: str, draft: Draft, q: Quotation) -> bool:
    """True where the draft's cue stands beside the quotation, in one sentence."""
    clause = _clause(draft)
    if clause is None:
        return False
    if clause[0] >= q.outer_end:
        between = shadow[q.outer_end : clause[0]]
        return len(between) < 60 and ends(between) == 0 and len(between.split()) <= 3
    if clause[1] <= q.outer_start:
        between = shadow[clause[1] : q.outer_start]
        return len(between) < 120 and ends(between) == 0 and len(between.split()) <= _BESIDE
    return False


def ends(text: str) -> int:
    """How many sentences or paragraphs end in a text; the full stop of "Mr." is none.

    Example: `ends(" she said. He left. ")` is 2.
    """
    return len(_SENTENCE_END.findall(_ABBREVIATED.sub("", text)))


def _foreign(shadow: str, draft: Draft, inside: Sequence[Quotation], owners: dict[int, Range]) -> set[int]:
    """The starts of those quotations in a draft that are not its own."""
    if draft.cue is None or not inside or not _quoted(shadow, draft, inside[0]):
        return set()
    out = {q.start for q in inside if owners.get(q.start, draft.cue) != draft.cue}
    return out | set(_far(shadow, draft, inside))


def _quoted(shadow: str, draft: Draft, first: Quotation) -> bool:
    """True where a content begins with the quotation: its words are those between marks, no others."""
    return not any(c.isalnum() for c in shadow[draft.start : first.start])


def _far(shadow: str, draft: Draft, inside: Sequence[Quotation]) -> Iterator[int]:
    """Quotations that sentences of the outlet part from the one beside the cue."""
    clause = _clause(draft)
    near = [q for q in inside if _borders(shadow, draft, q)]
    if clause is None or not near:
        return
    home = near[0]
    for q in inside:
        if q.outer_end <= home.outer_start:
            between = shadow[q.outer_end : home.outer_start]
        elif q.outer_start >= home.outer_end:
            between = shadow[max(home.outer_end, clause[1]) : q.outer_start]
        else:
            continue
        said = re.sub(r"[“\"«„][^“”\"«»„]*[”\"»]", "", between)
        apart = q.start < home.start or ends(said.rstrip()) > 1 or "\n" in said.strip()
        if apart and any(map(str.isalpha, said)):
            yield q.start


def _without(shadow: str, draft: Draft, inside: Sequence[Quotation], gone: set[int]) -> Draft:
    kept = [q for q in inside if q.start not in gone]
    if not gone or not kept:
        return draft
    parts: list[Range] = []
    for start, end in draft.parts:
        here = [q for q in inside if q.start < end and start < q.end]
        if not any(q.start in gone for q in here):
            parts.append((start, end))
            continue
        for q in here:
            piece = trim(shadow, max(q.start, start), min(q.end, end), verbatim=True)
            if q.start not in gone and piece is not None:
                parts.append(piece)
    return replace(draft, parts=tuple(parts)) if parts else draft
