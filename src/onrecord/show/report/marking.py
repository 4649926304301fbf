"""Cuts a report's text into runs that are marked alike, so that spans may overlap and nest as they like."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.show.report.views import Note, Paragraph, Piece


@dataclass(frozen=True, slots=True)
class Marking:
    """Spans that are marked together: the first run gets the anchor, the last one the note."""

    spans: tuple[tuple[int, int], ...]
    classes: str
    anchor: str | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's place in the text, its language where it is not the report's, its kind of furniture."""

    start: int
    end: int
    language: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class _Bit:
    """The part of one marking that lies in one block."""

    start: int
    end: int
    classes: str
    anchor: str | None
    note: Note | None


def paragraphs(text: str, blocks: Sequence[Block], markings: Iterable[Marking]) -> tuple[Paragraph, ...]:
    """The text as paragraphs of marked runs.

    Takes blocks in order that do not overlap, and markings in any order; what lies outside every block is
    not shown. Joined up, the runs of a paragraph are exactly its text. A run under two contents (a statement
    inside a statement) gets the class `c2` as well.
    """
    bits: list[list[_Bit]] = [[] for _ in blocks]
    starts = [block.start for block in blocks]
    for marking in markings:
        _place(marking, blocks, starts, bits)
    return tuple(
        Paragraph(_pieces(text, block, inside), block.language, block.kind)
        for block, inside in zip(blocks, bits, strict=True)
    )


def _place(
    marking: Marking, blocks: Sequence[Block], starts: Sequence[int], bits: Sequence[list[_Bit]]
) -> None:
    """Adds the marking to each block that it touches: the anchor to the first, the note to the last."""
    places: list[tuple[int, int, int]] = []
    for start, end in sorted(marking.spans):
        at = max(bisect_right(starts, start) - 1, 0)
        while at < len(blocks) and blocks[at].start < end:
            low, high = max(start, blocks[at].start), min(end, blocks[at].end)
            if low < high:
                places.append((at, low, high))
            at += 1
    for order, (at, low, high) in enumerate(places):
        anchor = marking.anchor if order == 0 else None
        note = marking.note if order == len(places) - 1 else None
        bits[at].append(_Bit(low, high, marking.classes, anchor, note))


def _pieces(text: str, block: Block, bits: Sequence[_Bit]) -> tuple[Piece, ...]:
    cuts = sorted({block.start, block.end, *(bit.start for bit in bits), *(bit.end for bit in bits)})
    waiting = sorted(bits, key=_by_start, reverse=True)
    active: list[_Bit] = []
    pieces = []
    for start, end in pairwise(cuts):
        active = [bit for bit in active if bit.end > start]
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        pieces.append(_piece(text[start:end], start, end, active))
    return tuple(pieces)


def _by_start(bit: _Bit) -> tuple[int, int, str]:
    return (bit.start, -bit.end, bit.anchor or "")


def _piece(text: str, start: int, end: int, active: Sequence[_Bit]) -> Piece:
    names = [name for bit in active for name in bit.classes.split()]
    if names.count("c") > 1:
        names.append("c2")
    anchors = tuple(bit.anchor for bit in active if bit.start == start and bit.anchor is not None)
    notes = tuple(bit.note for bit in active if bit.end == end and bit.note is not None)
    return Piece(text, " ".join(dict.fromkeys(names)), anchors, notes)
