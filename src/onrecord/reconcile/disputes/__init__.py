"""Disputes: accounts that cannot both be right, or that differ, told apart from what only looks so.

A report alone is searched for what cannot be in itself; reports of one story are compared within it; over all
reports only the same measure with the same parties, what happens once, and word-for-word quotations are.
Everything is gathered by key first, so that the work grows with the reports, not with their pairs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from onrecord.reconcile.disputes import characterisation, dates, figures, responsibility, wording
from onrecord.reconcile.disputes.callings import callings
from onrecord.reconcile.disputes.claims import Claim, claims
from onrecord.reconcile.disputes.dates import Dating, datings
from onrecord.reconcile.disputes.denials import Charge, charges, denied
from onrecord.reconcile.disputes.inside_dates import impossible, weekdays
from onrecord.reconcile.disputes.inside_marks import marked
from onrecord.reconcile.disputes.inside_totals import added_up
from onrecord.reconcile.disputes.labelled import labelled
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Reading
from onrecord.reconcile.disputes.responsibility import Owned, owned
from onrecord.reconcile.disputes.terms import Called, Label, called, labels
from onrecord.reconcile.disputes.wording import Said, quoted, sayings
from onrecord.reconcile.utterances.index import reports_of
from onrecord.shapes import (
    Copy,
    Dispute,
    Grouping,
    Kept,
    KeptReport,
    Noting,
    Story,
    Utterance,
    public_id,
)

__all__ = ["EVERYWHERE", "GATHERED", "SAYINGS", "Gathered", "find_disputes", "gathered", "inside"]

_TOGETHER = 2000  # stories whose reports are read at once


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one report says that can be compared with others. It hangs on the report alone, and pickles."""

    article_id: str
    claims: tuple[Claim, ...]
    dates: tuple[Dating, ...]
    called: tuple[Called, ...]
    callings: tuple[Called, ...]
    labels: tuple[Label, ...]
    charges: tuple[Charge, ...]
    owned: tuple[Owned, ...]
    said: tuple[Said, ...]
    inside: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What of a report can meet any other's, and the disputes that it has in itself.

    `alone` are those that it has beside, where no other report shares its story.
    """

    inside: tuple[Dispute, ...]
    alone: tuple[Dispute, ...]
    claims: tuple[Claim, ...]
    dates: tuple[Dating, ...]
    said: tuple[Said, ...]


def find_disputes(
    kept: Kept, stories: Sequence[Story], utterances: Sequence[Utterance], copies: Sequence[Copy]
) -> tuple[Dispute, ...]:
    """Every dispute among these reports, and what is told apart from one, sorted by id.

    Example: two reports of one story and day, "killed 12 people" and "killed 31 people": one dispute of
    kind figure with the sides "12 people killed" and "31 people killed".
    """
    origins = Origins(copies)
    known = frozenset(kept.article_ids())
    members = {story.id: sorted(known.intersection(story.article_ids)) for story in stories}
    shared = {id_: ids for id_, ids in members.items() if len(ids) > 1}
    alone = known.difference(*shared.values()) | {ids[0] for ids in members.values() if len(ids) == 1}
    made: list[Dispute] = []
    claims_, dates_, said = list[Claim](), list[Dating](), dict[str, Said]()
    for article_id, one in kept.noted(EVERYWHERE):
        made += one.inside + (one.alone if article_id in alone else ())
        claims_ += one.claims
        dates_ += one.dates
        said |= {each.id: each for each in one.said}
    making = Grouping("disputes", tuple[Dispute, ...], partial(_of_stories, kept, shared, origins))
    for _, of_story in kept.grouped(making, _digests(kept, shared, origins)):
        made += of_story
    made += figures.over_stories(claims_, origins)
    made += dates.over_stories(dates_, origins)
    made += wording.two_speakers(said.values(), origins)
    made += wording.altered(utterances, said | _wanted(kept, utterances), origins)
    return _each_once(wording.without_doubles(made))


def _digests(kept: Kept, shared: Mapping[str, Sequence[str]], origins: Origins) -> dict[str, bytes]:
    """For each story a digest of what its disputes hang on: its reports' notes, and which copies which."""
    wanted = sorted({article_id for ids in shared.values() for article_id in ids})
    notes = dict(kept.digests(GATHERED, wanted))
    found = {}
    for story_id, ids in shared.items():
        hashed = hashlib.blake2b(digest_size=8)
        for article_id in ids:
            said = repr((article_id, sorted(origins.roots(article_id)), sorted(origins.copies(article_id))))
            hashed.update(said.encode("utf-8", "surrogatepass") + notes[article_id])
        found[story_id] = hashed.digest()
    return found


def _of_stories(
    kept: Kept, shared: Mapping[str, Sequence[str]], origins: Origins, story_ids: Sequence[str]
) -> Iterator[tuple[Dispute, ...]]:
    """The disputes of each of these stories; the reports of many are read together."""
    for start in range(0, len(story_ids), _TOGETHER):
        some = story_ids[start : start + _TOGETHER]
        held = dict(kept.noted(GATHERED, sorted({id_ for story_id in some for id_ in shared[story_id]})))
        for story_id in some:
            yield tuple(_in_story([held[id_] for id_ in shared[story_id]], story_id, origins))


def _wanted(kept: Kept, utterances: Sequence[Utterance]) -> dict[str, Said]:
    """The statements that differ in what they mean, and those that they differ from."""
    ids = wording.wanted(utterances)
    reports = reports_of(kept, ids)
    return {one.id: one for _, said in kept.noted(SAYINGS, reports) for one in said if one.id in ids}


def gathered(report: KeptReport) -> Gathered:
    """What one report has to compare."""
    reading = Reading(report)
    said = tuple(sayings(reading))
    return Gathered(
        article_id=report.article_id,
        claims=tuple(claims(reading)),
        dates=datings(reading),
        called=tuple(called(reading)),
        callings=(*callings(reading), *labelled(reading)),
        labels=tuple(labels(reading)),
        charges=tuple(charges(reading)),
        owned=tuple(owned(reading)),
        said=(*said, *quoted(reading, said)),
        inside=inside(reading),
    )


GATHERED = Noting("disputes.gathered", Gathered, gathered)
"""What one report has to compare, read off it once while it stays."""


def everywhere(one: Gathered) -> Everywhere:
    """What of it every joining looks at."""
    story_id = public_id(one.article_id, "stories")  # the id of a story of one
    return Everywhere(
        inside=one.inside,
        alone=tuple(_in_story([one], story_id, Origins(()))),
        claims=tuple(claim for claim in one.claims if figures.over_all(claim)),
        dates=tuple(dating for dating in one.dates if dating.everywhere),
        said=tuple(each for each in one.said if each.key),
    )


EVERYWHERE = Noting("disputes.everywhere", Everywhere, everywhere, of=GATHERED)
SAYINGS = Noting("disputes.said", tuple[Said, ...], attrgetter("said"), of=GATHERED)


def inside(reading: Reading) -> tuple[Dispute, ...]:
    """What cannot be in one report alone."""
    alone = Origins(())
    rules = (impossible, weekdays, marked, added_up)
    return tuple(dispute for rule in rules for dispute in rule(reading, alone))


def _in_story(members: Sequence[Gathered], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    yield from figures.in_story((claim for one in members for claim in one.claims), story_id, origins)
    yield from dates.in_story((dating for one in members for dating in one.dates), story_id, origins)
    yield from characterisation.each_once(_called(members, story_id, origins))
    yield from characterisation.by_labels((c for one in members for c in one.labels), story_id, origins)
    yield from responsibility.disputed((c for one in members for c in one.owned), story_id, origins)


def _called(members: Sequence[Gathered], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """What things are called and who denies it: the narrower terms first, since each is told once."""
    yield from characterisation.by_terms((c for one in members for c in one.called), story_id, origins)
    yield from characterisation.by_axes((c for one in members for c in one.callings), story_id, origins)
    yield from denied((c for one in members for c in one.charges), story_id, origins)


def _each_once(made: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """One dispute found in two stories, or in a story and over all, is one: the one with a story stays."""
    best: dict[str, Dispute] = {}
    for dispute in made:
        old = best.get(dispute.id)
        if old is None or (old.story_id is None and dispute.story_id is not None):
            best[dispute.id] = dispute
    seen: set[frozenset[tuple[str, str]]] = set()
    out = []
    for dispute in sorted(best.values(), key=_with_story_first):
        cells = frozenset((one.table, one.id) for side in dispute.sides for one in side.evidence)
        key = cells | {(dispute.rule, dispute.told_apart or "")}
        if key not in seen:
            seen.add(key)
            out.append(dispute)
    return tuple(sorted(out, key=_id))


def _with_story_first(dispute: Dispute) -> tuple[bool, str]:
    return dispute.story_id is None, dispute.id


def _id(dispute: Dispute) -> str:
    return dispute.id
