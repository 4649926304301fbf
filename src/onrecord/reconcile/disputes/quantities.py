"""Two figures that reports tell in different words and that are of one quantity all the same.

What is counted has one name (or names that mean the same), each report has one amount of it, and the rest of
the clauses has something in common: the deed, a place, words. Then the amounts are of one thing, or the words
say why not: another time, part, stage, unit.
"""

from __future__ import annotations

import math
from dataclasses import replace

from onrecord.knowledge.dispute_quantities import broad, family, rates
from onrecord.reconcile.disputes.amounts import Amount, compared
from onrecord.reconcile.disputes.claims import Claim
from onrecord.reconcile.disputes.figure_scopes import of_two_scopes
from onrecord.reconcile.disputes.figure_times import days, time, two_parties
from onrecord.reconcile.disputes.origins import Origins

_NARROW = 3  # days
_ENOUGH, _ENOUGH_BROAD = 2, 4  # points of `_in_common`; by the cases of tests/cases/disputes.yaml
_PART = 1.3  # a whole is so much more than its part
_AHEAD = frozenset({"pledged", "ordered", "authorised", "invited"})
_DONE = frozenset({"delivered", "held", "built"})
_NEXT = 2  # sentences
_MONTHLY = 20  # days: an interval that figures are added up over
_ONCE = "once"  # of a plan that was changed
_LATER = 31  # days between two counts of one thing
_NEAR_WORDS = 2
_TURNOUT = "percent turnout"  # a vote has one
_COMMON = frozenset({"money", "measure length"})
_TO_PERSONS = frozenset({"killed", "injured", "casualties", "missing", "arrested", "rescued"})
_HARM = "casualties"
_RATE = 1.25  # either way: rates of exchange move between years


def alike(one: Claim, other: Claim) -> bool:
    """True where two reports' figures are of one thing, though their clauses are worded otherwise."""
    if one.article_id == other.article_id or not one.words.noun or one.words.noun != other.words.noun:
        return False
    if not (one.words.sole and other.words.sole) or one.polled or other.polled:
        return False
    if one.words.of and other.words.of and not one.words.of & other.words.of:
        return False
    enough = _enough(one, other)
    if enough is None:
        return False
    if one.state != other.state and _HARM in (one.state, other.state) and one.state and other.state:
        enough = 1  # the dead, and the dead and wounded
    elif enough > _ENOUGH_BROAD and (one.state or other.state):
        somewhere = bool(one.places & other.places) or bool(one.lands & other.lands)
        if not somewhere and len(one.words.near & other.words.near) < _NEAR_WORDS:
            return False  # the dead of two attacks
    return _in_common(one, other) + _close(one, other) >= enough


def _enough(one: Claim, other: Claim) -> int | None:
    """How much must speak for one quantity; None where the nouns are of two."""
    heads, noun = {one.words.head, other.words.head}, one.words.noun
    if noun == "money" or noun.startswith("measure "):
        if "" not in heads:
            return _ENOUGH if len(heads) == 1 else None
        if not (one.words.only and other.words.only):
            return None
        return _ENOUGH + (noun in _COMMON)
    if noun == _TURNOUT:
        return 0 if one.words.only and other.words.only else _ENOUGH
    enough = _ENOUGH_BROAD if noun.split(" ", 1)[-1] in broad() else _ENOUGH
    return enough + (
        one.words.few or other.words.few or (enough == _ENOUGH_BROAD and bool(one.state or other.state))
    )


def _close(one: Claim, other: Claim) -> int:
    """How much the amounts speak for one quantity: converted and rounded ones seldom fit by chance."""
    if _currencies(one, other):
        return 2 * _at_the_rate(one.amount, other.amount)
    how = between(one, other)
    return 2 if how == "unit" else int(how == "rounding")


def beside(one: Claim, other: Claim) -> bool:
    """True where one report's second number leaves out its noun: "41 drones ... They said only 17"."""
    elided = (one.words.elided or other.words.elided) and one.article_id == other.article_id
    return elided and one.words.noun == other.words.noun and abs(one.sentence - other.sentence) <= _NEXT


def _in_common(one: Claim, other: Claim) -> int:
    """How much speaks for one quantity: the deed, the place, the parties, and words of the clauses."""
    points = 2 * bool(one.words.deeds & other.words.deeds) + 2 * bool(one.state and one.state == other.state)
    points += bool(one.places & other.places) or bool(one.lands & other.lands)
    points += any(a is not None and a == b for a, b in zip(one.parties, other.parties, strict=True))
    points += min(3, len(one.words.near & other.words.near))
    points += one.what == other.what != "" and one.words.noun == "money"
    plain = one.words.noun.split(" ", 1)[-1] in broad()
    points += not plain and len(one.words.wide & other.words.wide) >= _NEAR_WORDS
    return points + 2 * two_parties(one, other)


def outcome(one: Claim, other: Claim, origins: Origins) -> str | None:
    """Why two figures of one quantity differ: "dispute", or what tells them apart; None where unsure."""
    how = "currency" if _currencies(one, other) else between(one, other)
    if how == "same":
        return None
    when = time(one, other)
    if origins.derived(one.article_id, other.article_id) and how in ("apart", "open"):
        return "copying-error" if how == "apart" and when == "same" else None
    if _of_spans(one, other):
        return "scope"
    if when == "later":
        return "update" if how == "apart" and _grows(one, other) else None
    if when != "same":
        return None
    return of_words(one, other, how) or (how if how in ("unit", "rounding") else _plain(one, other, how))


def of_words(one: Claim, other: Claim, how: str) -> str | None:
    """What the words of two clauses say of why their amounts differ."""
    if how == "currency":
        return "currency" if _at_the_rate(one.amount, other.amount) else ""
    if how != "apart":
        return None
    if of_stages(one, other):
        return "measure"
    if of_two_scopes(one, other) or _narrower(one, other):
        return "scope"
    both = one.forecast and other.forecast
    ahead = [_ONCE in claim.words.told_at if both else claim.words.planned for claim in (one, other)]
    if ahead[0] != ahead[1]:
        return "forecast"
    return "update" if overtaken(one, other) else None


def _plain(one: Claim, other: Claim, how: str) -> str | None:
    """A dispute, where nothing in the words speaks against it."""
    if how != "apart" or (bool(one.state) != bool(other.state) and not one.words.deeds & other.words.deeds):
        return "dispute" if how == "apart" and two_parties(one, other) else None
    return "dispute"


def of_stages(one: Claim, other: Claim) -> bool:
    """True where one is of what was promised, the other of what was done, or each of another outcome."""
    for a, b in ((one.words.phases, other.words.phases), (other.words.phases, one.words.phases)):
        if a & _AHEAD and not b & _AHEAD and b & _DONE and not a & _DONE:
            return True
    if not one.state or not other.state or family(one.state) == family(other.state):
        return False
    return {one.state, other.state} <= _TO_PERSONS or not one.words.deeds & other.words.deeds


def overtaken(one: Claim, other: Claim) -> bool:
    """True where the greater of two amounts is told as a later count, or the lesser as one that will grow."""
    least, most = sorted((one, other), key=_least)
    return (
        most.grown
        or "late" in most.words.told_at
        or ("early" in least.words.told_at and "early" not in most.words.told_at)
    )


def _least(claim: Claim) -> tuple[float, str]:
    return claim.amount.low, claim.evidence.id


def _grows(one: Claim, other: Claim) -> bool:
    """True where the later report has more of what the same was done with."""
    first, last = sorted((one, other), key=_published)
    days_ = first.published[0], last.published[0]
    if days_[0] is None or days_[1] is None or days((days_[0], days_[1])) > _LATER:
        return False
    same = (bool(one.state) and one.state == other.state) or bool(one.words.deeds & other.words.deeds)
    return same and not (one.words.few or other.words.few) and first.amount.low < last.amount.low


def _published(claim: Claim) -> tuple[str, str]:
    return claim.published[0] or "", claim.article_id


def _of_spans(one: Claim, other: Claim) -> bool:
    """True for a quarter against its year: one interval has the other, and each names how long it is."""
    a, b = one.period, other.period
    if one.words.spans and other.words.spans and not one.words.spans & other.words.spans:
        return True
    if a is None or b is None or a == b or one.amount.dimension != other.amount.dimension:
        return False
    short, long = sorted((a, b), key=days)
    inside = long[0] <= short[0] and short[1] <= long[1]
    return inside and days(short) >= _MONTHLY and days(long) >= 2 * days(short)


def _narrower(one: Claim, other: Claim) -> bool:
    """True where the lesser has a place, party or part that the greater lacks: "exports to Britain"."""
    least, most = sorted((one, other), key=_least)
    if (
        two_parties(one, other)
        or most.amount.low < _PART * least.amount.high
        or math.isinf(least.amount.high)
    ):
        return False
    lacks = [a is not None and b is None for a, b in zip(least.parties[:2], most.parties[:2], strict=True)]
    return bool(lacks[1] and least.lands - most.lands and most.lands) or (
        "part" in least.words.told_at and "part" not in most.words.told_at
    )


def between(one: Claim, other: Claim) -> str:
    """How two amounts stand. What two parties give is apart where one's bound is far from the other's."""
    pair = [claim.amount for claim in (one, other)]
    if one.words.noun.startswith("count "):
        pair = [replace(amount, unit="") for amount in pair]  # "soldiers" and "troops" are no two units
    how = compared(pair[0], pair[1])
    if how not in ("rounding", "open") or not two_parties(one, other):
        return how
    if one.amount.bound in ("", "about", "nearly") and other.amount.bound in ("", "about", "nearly"):
        return how
    (a, b), (c, d) = _meant(one.amount), _meant(other.amount)
    return "apart" if b < c or d < a else how


def _meant(amount: Amount) -> tuple[float, float]:
    """What an amount with a bound means to say: "over 75" is about 75 to 80, "up to 90" is 85 to 90."""
    value = amount.value
    if value is None or amount.bound == "at least":
        return amount.low, amount.high
    step = amount.coarse or (10.0 if value % 10 == 0 else 5.0 if value % 5 == 0 else 1.0)
    if amount.bound == "more than":
        return value, value + step
    if amount.bound in ("up to", "less than", "at most"):
        return value - step / 2, value
    return amount.low, amount.high


def _currencies(one: Claim, other: Claim) -> bool:
    units = one.amount.unit, other.amount.unit
    return units[0].isupper() and units[1].isupper() and units[0] != units[1]


def _at_the_rate(one: Amount, other: Amount) -> bool:
    """True where two amounts of money are about one by the rates of exchange."""
    known = rates()
    if one.unit not in known or other.unit not in known or not one.value or not other.value:
        return False
    ratio = (one.value / known[one.unit]) / (other.value / known[other.unit])
    return 1 / _RATE <= round(ratio, 4) <= _RATE
