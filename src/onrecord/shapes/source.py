"""What the read room hands on: one report as it came in, before anybody looked for the report in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["text", "html", "extracted"]


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody states about a report: the user, a metadata file, or the fields of a JSON line.

    Dates are `YYYY-MM-DD` (a longer ISO 8601 form is cut to its own calendar day, never shifted to UTC);
    `language` is an ISO 639-1 code. None where nothing was stated.
    """

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    fetched: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published_otherwise: str | None = None  # `--published`: holds where nothing more particular states a date


@dataclass(frozen=True, slots=True)
class Source:
    """One report as read.

    `article_id` follows law 5: the id given, else the canonical URL, else the path relative to PATH.
    `content` is the decoded text, or the page's HTML, character for character: a byte order mark, CR, NUL
    and broken characters stay where they are. Of kind `extracted` it is the text that was taken from a page
    before, and `page` what that page stated: so the record can read a report again without its page.
    `sha256` is of the bytes read; `fingerprint` also covers what is stated, so a change in either makes the
    report read again.
    """

    article_id: str
    origin: str  # what a person calls it: path, "path:line" of a JSON line, or URL
    kind: SourceKind
    content: str
    sha256: str
    fingerprint: str
    stated: Stated = Stated()
    page: Stated | None = None
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Issue:
    """What could not be read or was left out, where and why (law 3).

    `stage` is the room's name; `kind` a short stable word (`empty`, `unreadable`, `language`, `truncated`,
    `duplicate`, `other-kind`, ...); `reason` a sentence for a person that says what to do.
    `skipped` is True where a whole input was lost (then the run ends with exit code 3).
    """

    article_id: str | None
    origin: str
    stage: str
    kind: str
    reason: str
    start: int | None = None
    end: int | None = None
    skipped: bool = False
