"""Notes a report's wrong office: what it calls a known person stays its words, and is no fact of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from onrecord.extract.actors.found import BREAK, Pieces
from onrecord.extract.actors.gazetteer import find_known, with_organs
from onrecord.extract.actors.in_office import in_office, person_key
from onrecord.extract.actors.offices import Held, find_titles
from onrecord.knowledge import actors as knowledge
from onrecord.shapes import Article, Issue, LocalActor

# A report may lag behind a change of office, and sources differ by days.
_LAG = 60  # days


def office_issues(article: Article, actors: Sequence[LocalActor]) -> tuple[Issue, ...]:
    """One issue for each known person whom the report gives an office that another verifiably held then.

    Args:
        article: the report; without a known publication date nothing can be told.
        actors: as `find_actors` gives them; their aliases hold the titles as written.

    Example: "US Secretary of State Lloyd Austin" in March 2021 is an issue of kind `office`.
    """
    earliest, latest = article.published.earliest, article.published.latest
    if not earliest or not latest:
        return ()
    out: list[Issue] = []
    for actor in actors:
        if actor.kind == "person" and (actor.known or "").startswith("person:"):
            for alias in actor.aliases:
                for held in _titles_of(alias):
                    out += _odd(article, actor, alias, held)
    return tuple(dict.fromkeys(out))


def _titles_of(alias: str) -> Iterator[Held]:
    pieces = Pieces()
    pieces.add(BREAK, -1, 0)
    at = 0
    for word in knowledge.pieces(alias):
        at = alias.replace("’", "'").find(word, at)
        pieces.add(word, at, 0)
        at += len(word)
    pieces.add(BREAK, len(alias), 0)
    for title in find_titles(pieces, with_organs(pieces, find_known(pieces, {}))):
        words = {word.lower() for word in pieces.texts[title.first : title.last]}
        if title.first == 1 and not title.past and not words & {"deputy", "assistant", "shadow", "acting"}:
            yield title.held()


def _odd(article: Article, actor: LocalActor, alias: str, held: Held) -> Iterator[Issue]:
    earliest, latest = str(article.published.earliest)[:10], str(article.published.latest)[:10]
    terms = in_office(held, (earliest, latest))
    if not terms or not all(term.verified for term in terms):
        return
    if any(person_key(term) == actor.known for term in terms):
        return
    around = in_office(held, (_days(earliest, -_LAG), _days(latest, _LAG)))
    if any(person_key(term) == actor.known for term in around):
        return
    names = ", ".join(dict.fromkeys(term.person for term in terms))
    reason = (
        f"the report writes {alias!r}; when it appeared, {names} held that office "
        f"({terms[0].source or 'knowledge'}): the words are kept, the office is not taken over"
    )
    yield Issue(article.article_id, article.origin, "extract", "office", reason)


def _days(day: str, shift: int) -> str:
    """The day so many days later, or earlier, on the calendar."""
    return (date.fromisoformat(day) + timedelta(days=shift)).isoformat()
