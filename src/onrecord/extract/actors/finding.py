"""Finds the actors of one report and all mentions of them: the flow of this folder."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.extract.actors.alone import Cast, epithets, titles_alone
from onrecord.extract.actors.found import Found, outermost, read_pieces
from onrecord.extract.actors.gazetteer import find_known, with_organs
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
    joined, whose = join(persons)
    cast = Cast(joined, persons, whose, known)
    alone = [*titles_alone(pieces, titles, cast), *epithets(pieces, cast)]
    meant = {mention.first for mention in alone if mention.how == "epithet"}
    others = [item for item in others if item.first not in meant or item.last - item.first > 1]
    roll = Roll(article, pieces)
    for item in known:
        roll.add_known(doc, item)
    for item in outermost(others):
        roll.add_other(item)
    for person_found, person in zip(persons, whose, strict=True):
        roll.add_person(person_found, person)
    for mention in alone:
        roll.add_alone(mention)
    return roll.finished()


def _free(item: Found, spans: Sequence[tuple[int, int]]) -> bool:
    """True where the name overlaps none of the spans."""
    at = bisect_left(spans, (item.end, 0))
    return at == 0 or spans[at - 1][1] <= item.start
