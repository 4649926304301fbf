"""What the clean room hands on: a report with its furniture marked and its particulars read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.shapes.source import Issue, SourceKind, Stated
from onrecord.shapes.span import Span

FURNITURE_KINDS = (
    "menu",
    "link",
    "share",
    "comment form",
    "donation plea",
    "app line",
    "related headline",
    "caption",
    "byline",
    "date line",
    "section label",
    "repeated title",
    "crosshead",
    "legal line",
    "contact line",
    "other",
)

Basis = Literal["stated", "inferred", "unknown"]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span that is not the report: marked, never cut (law 2). `rule` is the permanent id of the rule."""

    span: Span
    kind: str  # one of FURNITURE_KINDS
    rule: str


@dataclass(frozen=True, slots=True)
class Particular:
    """One particular of a report (title, author, outlet): its value, and the words it was read from.

    `span` is None where it was stated by metadata and does not stand in the text; `rule` says so then
    (`stated.user`, `stated.page`, `text.first-line`, ...).
    """

    value: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When the report was published, as an interval of days, both ends inclusive, `YYYY-MM-DD` or None."""

    earliest: str | None = None
    latest: str | None = None
    basis: Basis = "unknown"
    rule: str = "none"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the text with its language (ISO 639-1, or "und") and whether it is furniture."""

    span: Span
    language: str
    furniture: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A quality mark (spun, machine-translated, truncated), with the words that show it and a score 0..1."""

    kind: Literal["spun", "machine-translated", "truncated"]
    score: float
    words: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """One report. `text` is what every offset counts into: the text as read, or as extracted from a page.

    `shadow` has exactly the length of `text`; it is what the machine reads: NUL, byte order marks and
    mojibake stand there as what they mean, filled up so that no offset moves.
    `passages` cover all non-blank text in order; those that are neither furniture nor foreign are parsed.
    """

    article_id: str
    origin: str
    kind: SourceKind  # never "html": a page is "extracted" by now
    sha256: str
    fingerprint: str
    text: str
    shadow: str
    language: str
    url: str | None
    title: Particular | None
    author: Particular | None
    outlet: Particular | None
    published: Published
    modified: str | None
    fetched: str | None
    furniture: tuple[Furniture, ...]
    passages: tuple[Passage, ...]
    stated: Stated = Stated()
    page: Stated | None = None
    marks: tuple[Mark, ...] = ()
    issues: tuple[Issue, ...] = ()
