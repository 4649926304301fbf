"""The reconcile room: all reports together. Takes what the reports say, gives what joins them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.reconcile.repeated_lines import repeated_lines
from onrecord.reconcile.same_actor import join_actors
from onrecord.shapes import ActorSeen, Links, PassagePrint, Review

__all__ = ["links"]


def links(
    actors: Iterable[ActorSeen], passages: Iterable[PassagePrint], reviews: Sequence[Review] = ()
) -> Links:
    """Joins the actors of all reports, and finds the lines that reports of one outlet share.

    `reviews` are people's corrections: merges, splits and names of actors are replayed in their order.

    The order of either does not matter. Utterances, copies, stories, trackers and disputes are made by a
    later version: they are empty, not invented.

    Example: `links(record.actors_seen(), record.passage_prints()).actors`.
    """
    return Links(furniture=repeated_lines(passages), actors=join_actors(actors, reviews))
