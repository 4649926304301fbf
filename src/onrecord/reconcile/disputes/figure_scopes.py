"""Whether two figures are of two parts, places or parties of one thing."""

from __future__ import annotations

from onrecord.knowledge.dispute_counts import scopes
from onrecord.knowledge.dispute_quantities import family
from onrecord.reconcile.disputes.claims import Claim

_THINGS = "destroyed"  # of drones and houses a land that is named says not whose they are


def least_of(claim: Claim) -> float:
    """The least that a figure can mean."""
    return claim.amount.low


def of_two_scopes(one: Claim, other: Claim) -> bool:
    """True where two reports tell of one act, but of other parties or places."""
    if one.article_id == other.article_id:
        return False
    if one.places and other.places and not _one_place(one.places, other.places):
        return True
    persons = bool(one.state) and family(one.state) != _THINGS
    if (persons and _of_other_lands(one, other)) or _of_two_parts(one, other):
        return True
    giver, recipient = ((a, b) for a, b in list(zip(one.parties, other.parties, strict=True))[:2])
    apart = [_two_names(a, b) for a, b in (giver, recipient)]
    if not one.amount.dimension.isupper():
        apart = [
            differ and _both_named(one, other, *pair)
            for differ, pair in zip(apart, (giver, recipient), strict=True)
        ]
    return apart[1] or (apart[0] and not _same_doer(one, other))


def _one_place(one: frozenset[str], other: frozenset[str]) -> bool:
    """True where both name a place, if only in part: "the Orlo pit" and "Orlo"."""
    return any(a in b or b in a for a in one for b in other)


def _two_names(one: str | None, other: str | None) -> bool:
    """True for two names of which neither holds the other; "the energy firm" may be one that is named."""
    if one is None or other is None or one.islower() or other.islower():
        return False
    a, b = one.casefold(), other.casefold()
    return a not in b and b not in a


def _of_two_parts(one: Claim, other: Claim) -> bool:
    """True where each names another part: "in the north", "in the south"."""
    mine = {at for word in one.parts - other.parts for at in scopes()[word]}
    return any(at in mine for word in other.parts - one.parts for at in scopes()[word])


def _of_other_lands(one: Claim, other: Claim) -> bool:
    """True for the dead of two countries, and for those of one beside those of it and its neighbour."""
    if not one.lands or not other.lands or one.lands == other.lands:
        return False
    least, most = sorted((one, other), key=least_of)
    return not one.lands & other.lands or least.lands < most.lands


def _both_named(one: Claim, other: Claim, *names: str | None) -> bool:
    acts = [one.act, other.act]
    return all(
        act is not None and (name or "").casefold() in act.names
        for act, name in zip(acts, names, strict=True)
    )


def _same_doer(one: Claim, other: Claim) -> bool:
    return bool(one.act and other.act and one.act.doer & other.act.doer)
