"""The reconcile room: all reports together. Takes what the reports say, gives what joins them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from onrecord.knowledge.trackers import Tracker
from onrecord.reconcile.copies import candidate_pairs, proved_copies, settled
from onrecord.reconcile.copies.readings import readings
from onrecord.reconcile.disputes import EVERYWHERE, GATHERED, SAYINGS, find_disputes
from onrecord.reconcile.repeated_lines import repeated_lines
from onrecord.reconcile.same_actor import join_actors
from onrecord.reconcile.siblings import sibling_dates
from onrecord.reconcile.stories import CONTENT, find_stories
from onrecord.reconcile.trackers import Hit, hits, moves_of
from onrecord.reconcile.utterances import INDEX, SAID, find_utterances
from onrecord.shapes import ActorSeen, Copy, Kept, Links, Noting, Pairing, PassagePrint, Review
from onrecord.shapes.kept import Pair

_TOGETHER = 1000

__all__ = ["joined", "links"]


def links(
    actors: Iterable[ActorSeen], passages: Iterable[PassagePrint], reviews: Sequence[Review] = ()
) -> Links:
    """Joins the actors of all reports, and finds the lines that reports of one outlet share.

    `reviews` are people's corrections: merges, splits and names of actors are replayed in their order.

    The order of either does not matter. What else joins reports is made by `joined`, once these are written.

    Example: `links(record.actors_seen(), record.passage_prints()).actors`.
    """
    return Links(furniture=repeated_lines(passages), actors=join_actors(actors, reviews))


def joined(kept: Kept, trackers: Sequence[Tracker]) -> Links:
    """What all kept reports say together: copies, stories, utterances, disputes, moves of these trackers.

    `kept` names the actors that `links` joined. The order in which the reports were read does not matter.
    What a stage reads off one report alone is a note, which `kept` may hold from a former run.

    Example: `joined(record.kept(), knowledge.trackers.trackers()).copies`.
    """
    hits_of = Noting("trackers.hits", tuple[Hit, ...], partial(hits, trackers=tuple(trackers)))
    kept.prepare((hits_of, CONTENT, GATHERED, EVERYWHERE, SAYINGS, SAID, INDEX))
    copies = settled(kept.paired(Pairing("copies", Copy, partial(_proofs, kept)), candidate_pairs(kept)))
    stories = find_stories(kept, copies)
    utterances = find_utterances(kept, stories, copies)
    found = (hit for _, of_report in kept.noted(hits_of) for hit in of_report)
    return Links(
        copies=copies,
        stories=stories,
        utterances=utterances,
        disputes=find_disputes(kept, stories, utterances, copies),
        trackers=moves_of(found, trackers, copies),
        dated=sibling_dates(kept, stories, copies),
        readings=readings(kept, copies),
    )


def _proofs(kept: Kept, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Copy | None]]:
    """Each pair with the copy that it is, some at a time: what is found is kept before more is opened."""
    for start in range(0, len(pairs), _TOGETHER):
        some = pairs[start : start + _TOGETHER]
        found = {_pair(copy): copy for copy in proved_copies(kept, some)}
        for pair in some:
            yield pair, found.get(pair)


def _pair(copy: Copy) -> Pair:
    one, other = sorted((copy.article_id, copy.of_article_id))
    return one, other
