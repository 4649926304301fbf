"""Which cell of one report stands at the place of which cell of another that was made from it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.reconcile.copies.replacing import Aligned
from onrecord.reconcile.copies.word_pairs import Lexed, Range
from onrecord.shapes import DateFound, Figure, KeptReport, Span

CellKind = Literal["name", "figure", "date", "speaker"]
_TABLES: tuple[tuple[CellKind, str], ...] = (
    ("name", "mentions"),
    ("figure", "figures"),
    ("date", "dates"),
    ("speaker", "statements"),
)
# As much of the words of two cells must be at one place; those of two contents may end elsewhere.
_TOGETHER: Mapping[CellKind, float] = {"name": 0.5, "figure": 0.15, "date": 0.15, "speaker": 0.5}
_NEARLY = 0.8
_PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that may have a counterpart: the words where it stands, those that show its value, the value."""

    kind: CellKind
    table: str
    id: str
    words: Range
    shown: Range
    span: Span
    value: str
    code: str | None = None  # of a state or body


def cells(report: KeptReport, text: Lexed) -> tuple[Cell, ...]:
    """The names (no pronouns), figures, dates and speakers of a report, where its own words have them."""
    found = []
    for kind, table in _TABLES:
        for id_, one in zip(report.ids[table], getattr(report.findings, table), strict=True):
            place, span, value, code = _read(kind, one, report)
            words = _words(text, place)
            if value and words[0] < words[1]:
                found.append(Cell(kind, table, id_, words, _words(text, span), span, value, code))
    return tuple(found)


def _read(kind: CellKind, one: Any, report: KeptReport) -> tuple[Span, Span, str, str | None]:
    """Where a cell stands, the words that show its value, the value ("" for none), and a code."""
    if kind == "speaker":
        text = report.findings.article.text
        start, end = min(p.start for p in one.parts), max(p.end for p in one.parts)
        shown = one.speaker_span or one.cue or one.parts[0]
        return Span.cut(text, start, end), shown, one.speaker, None
    if kind != "name":
        return one.span, one.span, _amount(one) if kind == "figure" else _days(one), None
    if one.actor is None or one.how == _PRONOUN:
        return one.span, one.span, "", None
    actor = report.findings.actors[one.actor]
    return one.span, one.span, actor.name, actor.code


def _amount(figure: Figure) -> str:
    """Example: "30 percent", "5000000000 USD", "20-25 members"."""
    ends = [end for end in (figure.low, figure.high) if end is not None]
    numbers = [figure.amount] if figure.amount is not None else ends
    said = "-".join(f"{number:.12g}" if number % 1 else f"{number:.0f}" for number in numbers)
    return " ".join(filter(None, (said, figure.currency or figure.unit))) if said else ""


def _days(found: DateFound) -> str:
    """A date's interval, or its value where it has none. Example: "2023-02-01/2023-02-28", "P2D"."""
    if found.earliest is None and found.latest is None:
        return "" if found.value.endswith("_REF") else found.value
    if found.earliest == found.latest:
        return found.earliest or ""
    return f"{found.earliest or '..'}/{found.latest or '..'}"


def _words(text: Lexed, span: Span) -> Range:
    starts, ends = text.text.starts, text.text.ends
    return bisect_left(ends, span.start + 1), bisect_left(starts, span.end)


class Places:
    """Where the words of one report stand in the other; `turned` looks from the other report."""

    def __init__(self, aligned: Aligned, *, turned: bool = False) -> None:
        runs = [(run.a_start, run.a_end, run.b_start, run.b_end) for run in aligned.runs]
        runs = [(run[2], run[3], run[0], run[1]) for run in runs] if turned else runs
        self._same = {j: i for i, j in aligned.kept} if turned else dict(aligned.kept)
        self._replaced = {at: _at_place(at, run) for run in runs for at in range(run[0], run[1])}

    def of(self, words: Range) -> Range | None:
        """The words of the other at the place of these; None where half of them have none there."""
        found = [self._same[at] for at in range(*words) if at in self._same]
        placed = len(found)
        for start, end in (self._replaced[at] for at in range(*words) if at in self._replaced):
            found += (start, end - 1)
            placed += 1
        if not placed or 2 * placed < words[1] - words[0]:
            return None
        return min(found), max(found) + 1

    def replaced(self, words: Range) -> bool:
        """True where some of these words were replaced."""
        return any(at in self._replaced for at in range(*words))


def _at_place(at: int, run: tuple[int, int, int, int]) -> Range:
    """The words for one of a run: word for word where there are as many and few, else all."""
    a, b, c, d = run
    return (c + at - a, c + at - a + 1) if b - a == d - c <= _WORD_FOR_WORD else (c, d)


_WORD_FOR_WORD = 3


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Two cells at one place, or a cell and the words at its place in the other report, which has none."""

    cell: Cell  # of the one report, else of the other
    one: Cell | None
    other: Cell | None
    span: Span
    of_span: Span


def counterparts(aligned: Aligned, of_a: Sequence[Cell], of_b: Sequence[Cell]) -> Iterator[Counterpart]:
    """Cells at one place that have different values, and cells whose words were replaced by no such cell."""
    there, back = Places(aligned), Places(aligned, turned=True)
    matched = _matched(of_a, of_b, there, back)
    for one, other in matched:
        replaced = there.replaced(one.shown) or back.replaced(other.shown)
        if not _same(one, other, replaced):
            yield Counterpart(one, one, other, one.span, other.span)
    for one, place in _alone(of_a, {one.id for one, _ in matched}, of_b, there):
        yield Counterpart(one, one, None, one.span, aligned.b.span(place))
    for other, place in _alone(of_b, {other.id for _, other in matched}, of_a, back, whole=True):
        yield Counterpart(other, None, other, aligned.a.span(place), other.span)


def _same(one: Cell, other: Cell, replaced: bool) -> bool:
    """True where two cells say the same; where no words were replaced, a name in another form too."""
    if _plain(one.value) == _plain(other.value) or (one.code is not None and one.code == other.code):
        return True
    if replaced or one.kind not in ("name", "speaker") or one.code is not None or other.code is not None:
        return False
    names = [set(re.findall(r"\w+", cell.value.casefold())) for cell in (one, other)]
    return names[0] <= names[1] or names[1] <= names[0]


def _plain(value: str) -> str:
    """A value without case, spaces and points: "TallGrass" is "Tall Grass"."""
    return "".join(filter(_counts, value.casefold()))


def _counts(character: str) -> bool:
    return character.isalnum() or character in "/-."


def _matched(
    of_a: Sequence[Cell], of_b: Sequence[Cell], there: Places, back: Places
) -> list[tuple[Cell, Cell]]:
    """Pairs of cells of one kind whose words are at one place, seen from both reports; the closest first."""
    at_word = _by_word(of_b)
    found = []
    for n, one in enumerate(of_a):
        place = there.of(one.words)
        if place is None:
            continue
        for m in sorted({m for at in range(*place) for m in at_word[one.kind, at]}):
            own = back.of(of_b[m].words)
            close = 0.0 if own is None else min(_overlap(place, of_b[m].words), _overlap(own, one.words))
            if close >= _TOGETHER[one.kind]:
                shown = there.of(one.shown)
                same = shown is not None and _overlap(shown, of_b[m].shown) > 0
                if same or one.kind != "speaker" or close >= _NEARLY:
                    found.append((not same, -close, n, m))
    used_a, used_b, pairs = set[int](), set[int](), list[tuple[int, int]]()
    for _, _, n, m in sorted(found):
        if n not in used_a and m not in used_b:
            used_a.add(n)
            used_b.add(m)
            pairs.append((n, m))
    return [(of_a[n], of_b[m]) for n, m in sorted(pairs)]


def _by_word(found: Sequence[Cell]) -> Mapping[tuple[str, int], list[int]]:
    at_word: dict[tuple[str, int], list[int]] = defaultdict(list)
    for n, cell in enumerate(found):
        for at in range(*cell.words):
            at_word[cell.kind, at].append(n)
    return at_word


def _overlap(one: Range, other: Range) -> float:
    """The share of the words of both that are in both."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return round(both / (max(one[1], other[1]) - min(one[0], other[0])), 3)


_LONGER = 2


def _alone(
    found: Sequence[Cell],
    matched: Container[str],
    others: Sequence[Cell],
    there: Places,
    *,
    whole: bool = False,
) -> Iterator[tuple[Cell, Range]]:
    """Cells whose words were replaced, at a place about as long where the other has no cell of the kind.

    With `whole`, also those whose words stand there as they are, and were not understood.
    """
    taken = {(cell.kind, at) for cell in others for at in range(*cell.words)}
    for cell in found:
        if cell.kind == "speaker" or cell.id in matched or not (whole or there.replaced(cell.words)):
            continue
        place = there.of(cell.words)
        if place is None or place[1] - place[0] > 2 * (cell.words[1] - cell.words[0]) + _LONGER:
            continue
        if not any((cell.kind, at) in taken for at in range(*place)):
            yield cell, place
