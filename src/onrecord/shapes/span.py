"""The words a value was read from."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import NoEvidence


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a report's text: half-open offsets in Unicode code points, and the exact words there.

    Example: `Span.cut("He spoke on Friday.", 12, 18)` is `Span(12, 18, "Friday")`.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise NoEvidence(f"span {self.start}..{self.end} does not hold the words {self.text[:40]!r}")

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`; raises NoEvidence where no words stand there."""
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True where `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end
