"""Who of several that a phrase or an utterance names is the one who acts: a minister and her state are one.

"Norway's foreign minister Jane Roe warned" names a person and, inside what she is called, a state. A list
names several; a possessive, a title or "of" names one and says whose he is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from onrecord.knowledge.trackers import Tracker
from onrecord.reconcile.trackers.hit import Hit, Party
from onrecord.reconcile.trackers.told import Told
from onrecord.shapes import Phrase

Place = tuple[int, int, Party]
Choose = Callable[[Told, Phrase, Sequence[Place]], list[Place]]
_LISTED = frozenset({"", "and", "or", "&", "as well as", "along with", "together with"})


def person_of_each(told: Told, phrase: Phrase, named: Sequence[Place]) -> list[Place]:
    """Those named, without the state or body that only says whose somebody is: the person speaks.

    Example: of "Norway's foreign minister Jane Roe" Jane Roe; of "Norway and Jane Roe" both.
    """
    owners = _owners(told, phrase, named)
    doubles = _described(told, named)
    return [one for at, one in enumerate(named) if at not in owners and at not in doubles]


def owner_of_each(told: Told, phrase: Phrase, named: Sequence[Place]) -> list[Place]:
    """Those named, without the person for whom the phrase says whose he is: the state acts through him."""
    owners = _owners(told, phrase, named)
    acting = {at for at in owners if named[at][2].kind == "state"}
    spoken_for = {min(_persons(named), key=lambda at: abs(at - owner)) for owner in acting}
    others = {at for at in owners if at not in acting and _persons(named)} if acting else set()
    return [one for at, one in enumerate(named) if at not in spoken_for and at not in others]


def _persons(named: Sequence[Place]) -> list[int]:
    return [at for at, (_, _, party) in enumerate(named) if party.kind == "person"]


def _owners(told: Told, phrase: Phrase, named: Sequence[Place]) -> set[int]:
    """The positions of those who are no person and stand in no list: they say whose a person is."""
    text, found = told.found.article.text, set[int]()
    if not _persons(named):
        return found
    for at, (start, end, party) in enumerate(named):
        if party.kind == "person":
            continue
        before = text[max(phrase.start, named[at - 1][1] if at else phrase.start) : start]
        carried = at - 1 in found and _is_link(before) and _is_carried(text, phrase, named[at - 1])
        alone = _is_free(text, end, phrase.end) and (_is_link(before) or start <= phrase.start)
        if carried or not alone:
            found.add(at)
    return found


def _is_link(between: str) -> bool:
    low = between.casefold().replace(",", " ").split()
    return " ".join(word for word in low if word != "the") in _LISTED


def _is_carried(text: str, phrase: Phrase, owner: Place) -> bool:
    """Whether what is listed behind an owner owns as well: "the ministers of Norway and Canada"."""
    before = text[max(phrase.start, owner[0] - 12) : owner[0]].casefold().split()
    led = any(word in ("of", "for", "from") for word in before[-2:])
    return led or not _is_free(text, owner[1], phrase.end)


def _is_free(text: str, end: int, last: int) -> bool:
    """Whether a name ends its item of a list: nothing, a comma or "and" follows."""
    rest = text[end : max(end, last)].lstrip()
    return not rest or rest[0] in ",;" or rest.casefold().startswith(("and ", "or ", "& ", "as well as "))


def _described(told: Told, named: Sequence[Place]) -> set[int]:
    """Persons whom an office names and whose own name stands beside it: "Iran's president, Reza Karimi"."""
    text, found = told.found.article.text, set[int]()
    persons = _persons(named)
    for one, other in pairwise(persons):
        (start, end, first), (begin, finish, second) = named[one], named[other]
        if text[end:begin].strip(" ,\n").casefold() in ("", "the") or begin < end:
            if not _is_named(text[start:end], first) and _is_named(text[begin:finish], second):
                found.add(one)
            elif _is_named(text[start:end], first) and not _is_named(text[begin:finish], second):
                found.add(other)
    return found


def _is_named(words: str, party: Party) -> bool:
    return any(part in words for part in party.name.split() if len(part) > 1)


def one_voice(tracker: Tracker, found: Sequence[Hit], places: Sequence[tuple[int, int]]) -> list[Hit]:
    """The hits of one report without those that tell an utterance a second time under another subject.

    Of a tracker of stances alone. Where words overlap and lead to one state, what the outlet tells goes
    before what somebody is quoted for ("Lars Falk reaffirmed NATO's duty" is Falk's), and a subject that is
    named before the mere speaker ("Canada reaffirmed it, Jane Roe said" is Canada's, by Roe's account).
    `places` are where the words of each hit stand.
    """
    if tracker.kind != "stance":
        return list(found)
    order = sorted(range(len(found)), key=lambda at: (places[at], at))
    kept: list[Hit] = []
    for rank, at in enumerate(order):
        near = _overlapping(order, rank, places)
        if not any(_is_told_by(found[at], found[other], tracker) for other in near):
            kept.append(found[at])
    inside = {id(hit) for hit in kept}
    return [hit for hit in found if id(hit) in inside]


_NEAR = 40  # hits before and behind among which those that overlap are sought


def _overlapping(order: list[int], rank: int, places: Sequence[tuple[int, int]]) -> list[int]:
    start, end = places[order[rank]]
    around = order[max(0, rank - _NEAR) : rank] + order[rank + 1 : rank + 1 + _NEAR]
    return [other for other in around if places[other][0] < end and start < places[other][1]]


def _is_told_by(hit: Hit, other: Hit, tracker: Tracker) -> bool:
    """Whether the other hit tells what this one does, and says better whose it is."""
    if hit.state != other.state or hit.by is None:
        return False
    name = next(name for name in tracker.sides if "{" + name + "}" in tracker.subject)
    own, others = ({party.name for party in one.side(name)} for one in (hit, other))
    if other.by is None:
        return own == others or hit.by in others or any(party in hit.by for party in others)
    return other.by == hit.by and own == {hit.by} and own != others
