"""The flow, written once: one report at a time, then all reports together.

    read → clean → parse → extract   |   reconcile → store → show
    one report, pure, anywhere       |   all reports together

`read` gives Sources, and `process` takes one from there to its Findings; it touches no disk, no clock and
no network, so an engine may run it on any machine. The store keeps the Findings; `join` makes of all of them
what only all together can tell. The engine room decides where this runs; the show room, what people see.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord import clean, parse, reconcile
from onrecord.extract.findings import findings
from onrecord.shapes import Article, Findings, Issue, Review, Source
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


def join(record: Record) -> None:
    """Everything that only all reports together can tell: the same actor, lines that an outlet repeats."""
    record.write_links(reconcile.links(record.actors_seen(), record.passage_prints(), record.reviews()))
