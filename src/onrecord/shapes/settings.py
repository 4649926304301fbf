"""What a run is told, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run. `published` states a date for files that cannot; `workers` never changes the record.

    `trackers` are folders with the user's own definitions of trackers, besides those that onrecord brings;
    `kept_trackers` are such definitions as a record keeps them, as (file, text): their folders may be gone.
    """

    published: str | None = None
    workers: int = 0  # 0: one for a few reports, all cores for many
    model: str | None = None  # a folder with another model of the same make; None is the bundled one
    provider: str = "cpu"
    language_pipeline: str | None = None  # another spaCy pipeline's parts: NAME[:tagger,parser,ner]
    trackers: tuple[str, ...] = ()
    kept_trackers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """A word from a run under way: `done` of `total` reports (None while unknown), and the one in hand."""

    stage: str
    done: int
    total: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One row of `runs`: how the record was made. Not part of the dump that law 4 compares."""

    started: str
    seconds: float
    onrecord: str
    model: str
    knowledge: str
    settings: str
    read: int
    unchanged: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: reports read anew, found unchanged, skipped; whether it changed the record at all.

    `notes` are sentences for whoever ran it: what it could not go by as before.
    """

    read: int
    unchanged: int
    skipped: int
    changed: bool
    seconds: float
    notes: tuple[str, ...] = ()
