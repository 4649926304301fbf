"""Of what time a figure is told, and whether two are of the same."""

from __future__ import annotations

from onrecord.reconcile.disputes.claims import Claim

_NARROW = 3  # days: a wider interval of publication says nothing of the same day


def time(one: Claim, other: Claim) -> str:
    """Whether two claims are of the same time, the second of a later one, of another, or not told."""
    a, b = one.period, other.period
    if one.article_id == other.article_id:
        return "same" if a is None or b is None or a == b else "other"
    if a is not None and b is not None:
        if one.published == other.published and two_parties(one, other) and _fresh(one) and _fresh(other):
            return "same"  # "the night's blaze", "on Wednesday": each tells of the same news on one day
        if one.forecast and other.forecast and _fresh(one) != _fresh(other):
            return "same" if one.published == other.published else "unsure"
        if a == b or (days(a) <= _NARROW and days(b) <= _NARROW and _overlap(a, b)):
            return "same"
        if a[0] == b[0]:  # both count from one day: "since October 2022"
            return "same" if abs(_ordinal(a[1]) - _ordinal(b[1])) < _NARROW else "later"
        if _overlap(a, b):
            return "unsure"
        return "other" if closed(one) and closed(other) else "later"
    spans = [
        claim.published if claim.period is None or _fresh(claim) else claim.period for claim in (one, other)
    ]
    if any(first is None or last is None for first, last in spans):
        return "unsure"
    (a0, a1), (b0, b1) = ((str(first), str(last)) for first, last in spans)
    if not _overlap((a0, a1), (b0, b1)):
        return "other" if closed(one) or closed(other) else "later"
    narrow = days((a0, a1)) <= _NARROW and days((b0, b1)) <= _NARROW
    return "same" if narrow else "unsure"


def two_parties(one: Claim, other: Claim) -> bool:
    """True where two named parties tell the amounts; "the food board" may be "the food board in Dublin"."""
    if one.voice.own or other.voice.own or one.voice.key == other.voice.key:
        return False
    a, b = one.voice.name.casefold(), other.voice.name.casefold()
    return a not in b and b not in a


def _fresh(claim: Claim) -> bool:
    """True where a claim names a day shortly before its report came out: of news it tells the state."""
    first, last = claim.published
    if claim.period is None or first is None or last is None or days(claim.period) > _NARROW:
        return False
    return days((first, last)) <= _NARROW and 0 <= _ordinal(last) - _ordinal(claim.period[0]) <= _NARROW


def closed(claim: Claim) -> bool:
    """True where the claim is of a time that was over for a month when the report came out: "in 2012"."""
    if claim.period is None or claim.published[0] is None:
        return False
    return _ordinal(claim.period[1]) + 30 < _ordinal(claim.published[0])


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def days(interval: tuple[str, str]) -> int:
    """How many days an interval has, both its ends among them (months of 31 days)."""
    return _ordinal(interval[1]) - _ordinal(interval[0]) + 1


def _ordinal(day: str) -> int:
    year, month, date = (int(part) for part in day.split("-"))
    return year * 372 + month * 31 + date
