"""The flow, written once: one report at a time, then all reports together.

    read → clean → parse → extract   |   reconcile → store → show
    one report, pure, anywhere       |   all reports together

`read` gives Sources, and `process` takes one from there to its Findings; it touches no disk, no clock and
no network, so an engine may run it on any machine. The store keeps the Findings; `join` makes of all of them
what only all together can tell. The engine room decides where this runs; the show room, what people see.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord import clean, collecting, parse, reconcile
from onrecord.extract.findings import findings
from onrecord.knowledge.trackers import Tracker, from_folders, from_texts, texts, together
from onrecord.shapes import Article, Findings, Issue, Review, Settings, Source
from onrecord.store import Record


def process(source: Source, reviews: Sequence[Review], parser: parse.Parser) -> Findings | Issue:
    """One report, from what was read to what was found in it; an Issue where no report stands in it.

    `reviews` are people's corrections of this report, replayed each time it is read.
    """
    article = clean.article(source, reviews)
    if isinstance(article, Issue):
        return article
    doc = parser.doc(article.shadow, blocks(article))
    return findings(article, doc, reviews)


def blocks(article: Article) -> list[tuple[int, int]]:
    """The stretches of the text that the model reads: passages that are neither furniture nor foreign."""
    return [
        (passage.span.start, passage.span.end)
        for passage in article.passages
        if not passage.furniture and passage.language in ("en", "und")
    ]


def join(record: Record, settings: Settings, key: str) -> None:
    """Everything that only all reports together can tell.

    First who is the same actor and which lines an outlet repeats, since all else names actors and leaves such
    lines aside; then copies, stories, utterances, disputes, moves of trackers. `key` says what the result
    hangs on besides the reports.
    """
    with collecting.seldom():
        record.write_actors(reconcile.links(record.actors_seen(), record.passage_prints(), record.reviews()))
        links = reconcile.joined(record.kept(key), trackers_of(settings))
        record.write_joined(links, key, (*texts(settings.trackers), *settings.kept_trackers))


def trackers_of(settings: Settings) -> tuple[Tracker, ...]:
    """The definitions of trackers: those that onrecord brings, and the user's own.

    Of one that stands in a folder and is kept as well, the folder's is taken. Raises KnowledgeError where a
    folder holds none, or one that is not in order.
    """
    own = from_folders(settings.trackers)
    here = {tracker.id for tracker in own}
    kept = (tracker for tracker in from_texts(settings.kept_trackers) if tracker.id not in here)
    return together((*own, *kept))
