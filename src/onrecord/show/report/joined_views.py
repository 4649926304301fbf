"""What the page's sections on all reports together are made of: stories, copies, wordings, disputes."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.show.report.views import Quoted


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that came over: as it stands in the copy, and in what that was made from."""

    words: str
    of_words: str


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a report is a copy of: its kind, the percentage that came over, what shows it, the passages.

    `passages` are a few of the `total`, and none where the page shows the two reports beside each other.
    """

    kind: str
    number: int
    href: str | None
    title: str
    share: int
    why: str  # "" where nothing shows who copied whom
    passages: tuple[Passage, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody who speaks in a report, how often, and whether no other source of the story quotes them."""

    name: str
    statements: int
    href: str | None
    alone: bool


@dataclass(frozen=True, slots=True)
class ToldBy:
    """A report that tells something, and whether it alters what it tells."""

    number: int
    title: str
    href: str | None
    alters: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What reports of a story tell: a figure with its measure, or (`said`) a speaker and what was said."""

    value: str
    words: str
    href: str | None
    by: tuple[ToldBy, ...]
    said: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One report of a story, as its line in the table of outlets side by side.

    `figures` are those that no other source of the story has.
    """

    number: int
    href: str | None
    title: str
    outlet: str
    published: str
    statements: int
    made_from: tuple[MadeFrom, ...]
    elsewhere: bool  # its first story is another
    speakers: tuple[Spoke, ...] = ()
    more_speakers: int = 0
    figures: tuple[Told, ...] = ()
    more_figures: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """One report in the tree of copies: its line, and the elbow to the one that it was made from."""

    x: float
    y: float
    label: str
    tip: str
    href: str | None
    elbow: str  # an SVG path; "" for a root
    sure: bool  # the direction is shown by something


@dataclass(frozen=True, slots=True)
class CopyTree:
    """Which report is made from which, drawn."""

    width: float
    height: float
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A run of words in a wording: "same" as the best wording, "ins" only here, "del" only there."""

    text: str
    how: str
    alters: bool = False


@dataclass(frozen=True, slots=True)
class ReadView:
    """A name, figure, date or speaker that a copy reads otherwise than its original; "" where it has none."""

    kind: str
    words: str
    value: str
    of_words: str
    of_value: str


@dataclass(frozen=True, slots=True)
class BesideView:
    """A copy and its original side by side."""

    number: int
    of_number: int
    replaced: int
    otherwise: int
    lines: tuple[tuple[tuple[Word, ...], tuple[Word, ...]], ...]
    cells: tuple[ReadView, ...]
    more: int  # lines and cells that are not shown


@dataclass(frozen=True, slots=True)
class StoryView:
    """Reports of the same happening."""

    anchor: str
    title: str
    when: str
    sources: int
    reports: int
    members: tuple[Member, ...]
    tree: CopyTree | None
    more: int = 0  # reports that are not shown
    told: tuple[Told, ...] = ()  # by several of its reports
    beside: tuple[BesideView, ...] = ()
    beside_more: int = 0  # copies with other words that the page has no room for

    @property
    def counts(self) -> bool:
        """Whether any of its reports has figures that no other source has."""
        return any(member.figures for member in self.members)

    @property
    def copied(self) -> bool:
        """Whether any of its reports is made from another."""
        return any(member.made_from for member in self.members)


@dataclass(frozen=True, slots=True)
class WordingView:
    """One wording of an utterance, with what differs from the best one."""

    words: tuple[Word, ...]
    mode: str
    href: str | None
    number: int
    title: str
    kinds: tuple[str, ...]
    where: str = ""  # outlet and day


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """One thing said, in all its wordings, the best first."""

    anchor: str
    speaker: str
    reason: str
    reports: int
    total: int  # wordings, of which some are shown
    wordings: tuple[WordingView, ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a dispute: its value, and the words behind it."""

    value: str
    when: str
    sources: int
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class DisputeView:
    """Accounts that differ; `told_apart` says why they are no dispute, and is "" where they are one."""

    kind: str
    told_apart: str
    summary: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """All that only the reports together can tell."""

    stories: tuple[StoryView, ...] = ()
    stories_total: int = 0  # of more than one report
    utterances: tuple[UtteranceView, ...] = ()
    utterances_total: int = 0
    disputes: tuple[DisputeView, ...] = ()
    disputes_total: int = 0
    told_apart: tuple[DisputeView, ...] = ()
    told_apart_total: int = 0
