"""One report as the rules on disputes read it: its sentences, whose voice a place is in, and plain words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.knowledge.actors import known
from onrecord.knowledge.disputes import empty_words
from onrecord.shapes import DateFound, Evidence, KeptReport, Mention, Span, Statement, public_id

_END = re.compile(r"[.!?]+[\"”’')\]]*\s+(?=[\"“‘'(\[–-]*[A-Z0-9])|\n+")
_SHORT = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Gov|Sen|Rep|Prof|Rev|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep"
    r"|Oct|Nov|Dec|vs|No|Inc|Ltd|Corp|Co|Jr|Sr))$"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WIDE = 600  # characters of a sentence to either side that are looked at: a list without stops is long
_STEM = 5  # letters by which two forms of one word are told to be one: "supplying", "supplied"


@dataclass(frozen=True, slots=True)
class Party:
    """Who says something: a key that is the same over reports, and a name. `own` is the outlet's voice."""

    key: str
    name: str
    own: bool = False


class Reading:
    """One report's text (its shadow) with the bounds of its sentences and the voices in it."""

    def __init__(self, report: KeptReport) -> None:
        self.report = report
        self.found = report.findings
        self.article = report.findings.article
        self.text = self.article.shadow
        self.article_id = report.article_id

    @cached_property
    def own_text(self) -> tuple[tuple[int, int], ...]:
        """Where the report itself stands: its passages that are no furniture."""
        return tuple((p.span.start, p.span.end) for p in self.article.passages if not p.furniture)

    def is_own(self, at: int) -> bool:
        """True where a place is in the report, not in furniture."""
        near = bisect_right(self.own_text, (at, len(self.text) + 1)) - 1
        return near >= 0 and at < self.own_text[near][1]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        for match in _END.finditer(self.text):
            newline = "\n" in match[0]
            if newline or not _SHORT.search(self.text, max(0, match.start() - 6), match.start()):
                starts.append(match.end())
        return tuple(starts)

    def number_of(self, at: int) -> int:
        """Which sentence a place is in, counted from 1."""
        return bisect_right(self._starts, at)

    def sentence(self, at: int) -> tuple[int, int]:
        """The bounds of the sentence around a place, at most `_WIDE` characters to either side."""
        number = self.number_of(at)
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return max(self._starts[number - 1], at - _WIDE), min(end, at + _WIDE)

    def sentences_before(self, at: int, count: int) -> int:
        """Where the sentence stands that is so many before the one of a place (or the first of all)."""
        return self._starts[max(0, self.number_of(at) - 1 - count)]

    @cached_property
    def _mentions(self) -> tuple[tuple[int, ...], tuple[Mention, ...]]:
        ordered = tuple(sorted(self.found.mentions, key=_start))
        return tuple(mention.span.start for mention in ordered), ordered

    def mentions(self, first: int, last: int) -> tuple[Mention, ...]:
        """The mentions that begin between two places, in text order."""
        starts, ordered = self._mentions
        return ordered[bisect_left(starts, first) : bisect_left(starts, last)]

    @cached_property
    def _dates(self) -> tuple[tuple[int, ...], tuple[DateFound, ...]]:
        ordered = tuple(sorted(self.found.dates, key=_start))
        return tuple(date.span.start for date in ordered), ordered

    def dates(self, first: int, last: int) -> tuple[DateFound, ...]:
        """The dates that begin between two places, in text order."""
        starts, ordered = self._dates
        return ordered[bisect_left(starts, first) : bisect_left(starts, last)]

    @cached_property
    def _parts(self) -> tuple[tuple[int, int, int], ...]:
        found = []
        for position, statement in enumerate(self.found.statements):
            found += [(part.start, part.end, position) for part in statement.parts]
        return tuple(sorted(found))

    def statement_at(self, span: Span) -> int | None:
        """The position of the innermost statement whose content holds the span."""
        first = bisect_right(self._parts, (span.start, len(self.text) + 1, 0))
        around = [
            (end - start, position)
            for start, end, position in self._parts[max(0, first - 40) : first]
            if span.end <= end
        ]
        return min(around)[1] if around else None

    def party(self, statement: Statement) -> Party | None:
        """Who says a statement; None where it is not told, or not sure."""
        if not statement.speaker or "ambiguous-speaker" in statement.flags:
            return None
        if statement.actor is None:
            return Party(statement.speaker.casefold(), statement.speaker)
        return self.actor(statement.actor)

    def actor(self, position: int) -> Party:
        """An actor of this report as a party: an organ of a state speaks for its state."""
        local = self.found.actors[position]
        entry = known().get(local.known or "")
        if entry is not None:
            root = known().get(entry.of or "", entry)
            return Party(root.key, local.name)
        joins = position < len(self.report.actors)
        joined = self.report.actors[position] if joins else local.name.casefold()
        name = self.report.names[position] if position < len(self.report.names) else local.name
        return Party(joined, name)

    def voice(self, span: Span) -> Party | None:
        """Whose account a place is: a speaker's, the outlet's own, or None where that is not sure."""
        at = self.statement_at(span)
        if at is None:
            outlet = self.article.outlet.value if self.article.outlet is not None else self.article_id
            return Party(f"outlet:{outlet}", outlet, True)
        return self.party(self.found.statements[at])

    @property
    def published(self) -> tuple[str | None, str | None]:
        """The days between which the report came out."""
        return self.article.published.earliest, self.article.published.latest

    def evidence(self, table: str, id_: str, span: Span) -> Evidence:
        """A cell of this report with the words that matter here."""
        return Evidence(table, id_, self.article_id, span)

    def span(self, start: int, end: int) -> Span:
        """The words between two places."""
        return Span.cut(self.article.text, start, end)

    def words_at(self, start: int, end: int) -> Evidence:
        """Words that are no cell of a table, as evidence: of the cell they stand in, else of the report."""
        span = self.span(start, end)
        for table in ("figures", "dates", "statements"):
            for id_, cell in self.report.cells(table):
                spans = cell.parts if table == "statements" else (cell.span,)
                if any(part.contains(span) for part in spans):
                    return self.evidence(table, id_, span)
        return self.words(span)

    def words(self, span: Span) -> Evidence:
        """Words of the report that are no cell, as evidence: their id hashes them."""
        return Evidence("words", public_id(self.article_id, "words", span.text), self.article_id, span)


def _start(cell: Mention | DateFound) -> int:
    return cell.span.start


def stems(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, cut to stems. Example: of "supplied the drones", supp, dron."""
    low = (word.lower() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in low if len(word) > 2 and word not in empty_words())


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The words of a text with their places."""
    return _WORD.finditer(text)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the lesser set of words stands in the other: 0 to 1."""
    least = min(len(one), len(other))
    return round(len(one & other) / least, 2) if least else 0.0


def shortened(text: str, limit: int = 100) -> str:
    """A text on one line, cut at a word where it is long. Example: `shortened("a b c", 3)` is `"a…"`."""
    plain = " ".join(text.split()).strip(" ,;")
    if len(plain) <= limit:
        return plain
    return plain[:limit].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
