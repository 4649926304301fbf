"""What the reconcile room makes of all reports together, and a person's corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.shapes.article import Furniture


@dataclass(frozen=True, slots=True)
class Office:
    """An office an actor is said to hold, with its term where known."""

    title: str
    of: str | None = None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMember:
    """One report's actor: the report's id and the position in its `Findings.actors`."""

    article_id: str
    position: int


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor over all reports. `id` is its earliest member's (law 5)."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    code: str | None
    known: str | None
    members: tuple[ActorMember, ...]
    offices: tuple[Office, ...] = ()  # of a known person, as knowledge verifiably has them


@dataclass(frozen=True, slots=True)
class Copy:
    """One report made from another. Filled by a later version."""

    article_id: str
    of_article_id: str
    kind: Literal["exact", "reprint", "excerpt", "spun", "translated"]
    score: float


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of the same happening. Filled by a later version."""

    id: str
    title: str
    article_ids: tuple[str, ...]
    primary_of: tuple[str, ...]
    earliest: str | None = None
    latest: str | None = None
    independent_sources: int = 0


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said, in all its wordings. Filled by a later version."""

    id: str
    statement_ids: tuple[str, ...]
    best: str
    reason: str


@dataclass(frozen=True, slots=True)
class TrackerMove:
    """The state of one commitment or process at one date. Filled by a later version."""

    id: str
    tracker: str
    subject: str
    state: str
    value: str | None
    as_of_earliest: str | None
    as_of_latest: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts that differ. Filled by a later version."""

    id: str
    kind: str
    sides: tuple[tuple[str, ...], ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Links:
    """All that joins reports: the reconcile room's result.

    `furniture` are lines that several reports of one outlet share: with the id of the report each stands in.
    """

    furniture: tuple[tuple[str, Furniture], ...] = ()
    actors: tuple[Actor, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    copies: tuple[Copy, ...] = ()
    stories: tuple[Story, ...] = ()
    trackers: tuple[TrackerMove, ...] = ()
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A person's correction, kept as data and replayed on every re-run.

    `what` is `speaker`, `published` or `furniture`. It is anchored by the exact words it is about and what
    stands before and after them, not by an offset (law 5); a publication date has no words.
    `value` is the new value: a name, a date (or "unknown"), "mark KIND" or "unmark".

    `merge`, `split` and `rename` are about actors over all reports: `words` is the actor's name, `old` the
    id of a member of it, `value` the id of a member of the other, of the member that leaves, or the new name.
    """

    id: str
    article_id: str
    what: Literal["speaker", "published", "furniture", "merge", "split", "rename"]
    words: str
    before: str
    after: str
    old: str
    value: str
    author: str
    time: str
    reason: str


@dataclass(frozen=True, slots=True)
class PassagePrint:
    """One passage of one report, reduced to a number: what the search for repeated lines needs."""

    article_id: str
    outlet: str
    start: int
    end: int
    text: str
    furniture: bool


@dataclass(frozen=True, slots=True)
class ActorSeen:
    """One report's actor with what joining needs: where it stands first, and when the report appeared."""

    member: ActorMember
    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    code: str | None
    known: str | None
    published: str | None
