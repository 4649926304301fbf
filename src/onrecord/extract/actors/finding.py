"""Finds the actors of one report and all mentions of them: the flow of this folder."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.extract.actors.alone import Cast, epithets, heads, titles_alone
from onrecord.extract.actors.found import Found, outermost, read_pieces
from onrecord.extract.actors.gazetteer import find_known, with_organs
from onrecord.extract.actors.in_office import known_as
from onrecord.extract.actors.joining import join
from onrecord.extract.actors.offices import find_titles
from onrecord.extract.actors.others import find_others, outside
from onrecord.extract.actors.persons import find_persons
from onrecord.extract.actors.roll import Roll
from onrecord.shapes import Article, LocalActor, Mention


def find_actors(article: Article, doc: Doc) -> tuple[tuple[LocalActor, ...], tuple[Mention, ...]]:
    """The actors of a report in the order of their first mention, and all mentions in text order.

    Names never overlap names; a title or an epithet may hold one ("the [French] president").

    Args:
        article: the report; only passages that are neither furniture nor foreign are looked at.
        doc: its parsed shadow; names of the model are used where it has any.

    Example:
        "Mr Wang met Foreign Minister Sergei Lavrov." gives two persons, "Wang" and "Sergei Lavrov".
    """
    pieces = read_pieces(article, doc)
    labels = {(ent.start_char, ent.end_char): ent.label_ for ent in doc.ents}
    known = with_organs(pieces, find_known(pieces, labels))
    titles = find_titles(pieces, known)
    persons = find_persons(doc, pieces, known, titles)
    spans = [(item.found.start, item.found.end) for item in persons]
    others = [item for item in find_others(doc, pieces, known, titles) if _free(item, spans)]
    others = outside(pieces, others, titles)
    taken = [(item.start, item.end) for item in others]
    known = [item for item in known if _free(item, spans) and _free(item, taken)]
    joined, whose, open_to = join(persons)
    cast = Cast(joined, persons, whose, known, others, _published(article))
    alone = [*titles_alone(pieces, titles, cast), *epithets(pieces, cast)]
    meant = heads(alone)
    others = [item for item in others if item.first not in meant or item.last - item.first > 1]
    named = {item.key for item in known if item.key is not None}
    roll = Roll(article, pieces, [known_as(person, named) for person in joined])
    for item in known:
        roll.add_known(doc, item)
    for item in outermost(others):
        roll.add_other(item)
    for person_found, person, candidates in zip(persons, whose, open_to, strict=True):
        roll.add_person(person_found, person, candidates if person is None else ())
    for mention in alone:
        roll.add_alone(mention)
    return roll.finished()


def _published(article: Article) -> tuple[str, str] | None:
    """The first and last day on which the report can have appeared, where both are known."""
    earliest, latest = article.published.earliest, article.published.latest
    return (earliest[:10], latest[:10]) if earliest and latest else None


def _free(item: Found, spans: Sequence[tuple[int, int]]) -> bool:
    """True where the name overlaps none of the spans."""
    at = bisect_left(spans, (item.end, 0))
    return at == 0 or spans[at - 1][1] <= item.start
