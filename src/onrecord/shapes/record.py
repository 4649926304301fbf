"""What the reconcile room makes of all reports together, and a person's corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.shapes.article import Furniture
from onrecord.shapes.span import Span


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
class Evidence:
    """Why a joined value stands: a cell of one report with its words, or an entry of `knowledge/`.

    `table` and `id` name the cell ("statements", its public id) and `span` its words in `article_id`.
    What knowledge says is marked as such: `table` is "knowledge", `id` the entry's key, `says` the fact
    with its source, and there is no report and no span.
    """

    table: str
    id: str
    article_id: str | None = None
    span: Span | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A passage that came over from one report into another: both places, and how alike their words are."""

    span: Span
    of_span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Copy:
    """One report made from another, or both from a third (`same-source`).

    `direction` says what shows who copied whom: "dates", "credit", "wording" (broken wording derives from
    sane wording), "extent" or "unknown"; where it is unknown, or the source is the same third,
    `of_article_id` is merely the lesser id. `replaced` counts the places where either has words of its own.
    """

    article_id: str
    of_article_id: str
    kind: Literal["exact", "reprint", "excerpt", "spun", "translated", "same-source"]
    score: float
    direction: str = "unknown"
    passages: tuple[Passed, ...] = ()
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report that was made from another says at a place, and what the other has there.

    `kind` is "wording" for words that were replaced; for "name", "figure", "date" and "speaker" there is a
    cell of `table` in either, by its public id, with its value. An id and value are None where a report has
    no such cell at that place: "chief clergyman" is nobody, "prime minister" is. Neither report is changed.
    """

    article_id: str
    of_article_id: str
    kind: Literal["wording", "name", "figure", "date", "speaker"]
    span: Span
    of_span: Span
    table: str | None = None
    cell_id: str | None = None
    of_cell_id: str | None = None
    value: str | None = None
    of_value: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of the same happening. `title` is made of the words of the reports' own titles.

    `article_ids` are all reports that touch it, `primary_of` those whose first story it is;
    `independent_sources` counts reports after copies are folded into what they were made from.
    """

    id: str
    title: str
    article_ids: tuple[str, ...]
    primary_of: tuple[str, ...]
    earliest: str | None = None
    latest: str | None = None
    independent_sources: int = 0


@dataclass(frozen=True, slots=True)
class WordingDifference:
    """Where one wording of an utterance leaves the best one: what stands there instead, what that changes.

    `kind` is "style" (synonyms, order, spelling), "cut" (words left out), "added", or what alters the
    meaning: "number", "name", "negation". `best` and `words` are what stands in either ("" for nothing).
    """

    statement_id: str
    kind: str
    best: str
    words: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said, in all its wordings: `best` is the statement judged closest to it, and why."""

    id: str
    statement_ids: tuple[str, ...]
    best: str
    reason: str
    differences: tuple[WordingDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackerMove:
    """The state (or value) of one commitment or process at one date, and what it was read from.

    `account` is "reported" (an outlet tells it itself), "claimed" (somebody says it; `by` is who) or
    "knowledge"; `rule` is the permanent id of the definition's move. `details` are further named values
    (giver, kind, unit, currency, amount, low, high, modality), sorted by name.
    """

    id: str
    tracker: str
    subject: str
    state: str
    value: str | None
    as_of_earliest: str | None
    as_of_latest: str | None
    evidence: tuple[Evidence, ...]
    account: Literal["reported", "claimed", "knowledge"] = "reported"
    by: str | None = None
    rule: str = ""
    independent_sources: int = 1
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: its value in a few words made from the cells, the cells, who stands behind."""

    value: str
    evidence: tuple[Evidence, ...]
    earliest: str | None = None
    latest: str | None = None
    independent_sources: int = 1


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts that differ.

    `kind` is figure, date, wording, attribution, characterisation or inside-one-report. `told_apart` is None
    for a dispute; else it says why it is none: update, rounding, unit, currency, scope, measure, forecast or
    copying-error. Those stay in the record, and out of the exported disputes.
    """

    id: str
    kind: str
    sides: tuple[Side, ...]
    summary: str
    rule: str = ""
    told_apart: str | None = None
    story_id: str | None = None


@dataclass(frozen=True, slots=True)
class SiblingDate:
    """When a report without a stated day was published, by a report that has one (`of_article_id`), and why.

    Both days are inclusive; the interval lies inside the report's own where that has one.
    """

    article_id: str
    earliest: str
    latest: str
    rule: str
    says: str
    of_article_id: str


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
    dated: tuple[SiblingDate, ...] = ()
    readings: tuple[Reading, ...] = ()


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
