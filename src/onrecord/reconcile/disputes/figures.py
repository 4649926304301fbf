"""Disputes over figures, and what only looks so: updates, rounding, other units, forecasts, copies' slips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from onrecord.knowledge.dispute_quantities import family
from onrecord.knowledge.disputes import counted, measures, stock
from onrecord.reconcile.disputes import quantities
from onrecord.reconcile.disputes.acts import FUTURE, one_act
from onrecord.reconcile.disputes.amounts import compared
from onrecord.reconcile.disputes.claims import Claim
from onrecord.reconcile.disputes.figure_scopes import least_of, of_two_scopes
from onrecord.reconcile.disputes.figure_times import closed, days, time
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import Dispute

RULE = "figure.same-quantity"
_MOST = 24  # different values of one quantity that are compared with each other
# Words in common (Jaccard) that two clauses about one quantity have. Of 300 articles read one by one, clauses
# of one report that share fewer are about two quantities (nine of nine, most of them shares in two polls).
_FRAME = 0.5
_FRAME_WITHIN = 0.75
_SHARED = 3
_MANY, _MOST_OF = 4, 0.7  # of two reports: or so many, and so much of the shorter clause
_SAME_SUM = 0.5  # of the shorter clause, where both tell money under one name: "a fine"
_FIXED = frozenset({"length", "mass", "area", "speed", "year", "month", "week", "day", "hour"})
_LASTING = frozenset({"year", "month", "week", "day", "hour"})
_ALIKE = 4  # words that two names of one thing have in common; "defence systems" is said of many things
_NEAR = 4  # sentences of one report within which two voices speak of the same
Key = tuple[str, ...]


def in_story(claims: Iterable[Claim], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """Disputes among the figures of one story's reports (or of one report alone)."""
    buckets: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        for key in _keys(claim):
            buckets[key].append(claim)
    for key in sorted(buckets):
        yield from _told(buckets[key], story_id, origins, strict=False)


def _keys(claim: Claim) -> Iterator[Key]:
    """Where a claim meets those it may be compared with: what is counted, or the act it belongs to."""
    if claim.words.noun:
        yield "noun", claim.words.noun
    if claim.words.few:
        return
    if claim.state:
        yield "counted", claim.state
    dimension = "money" if claim.amount.dimension.isupper() else claim.amount.dimension.split(" ")[-1]
    if claim.what and not claim.polled:  # shares of opinion differ by pollster
        yield dimension, claim.what.rsplit(" ", 1)[-1]
    if claim.act is not None:
        for word in sorted(claim.act.verbs or claim.act.words):
            yield "act", dimension, word


def over_all(claim: Claim) -> bool:
    """True where a claim says enough to be compared with reports of other stories: money, a share of GDP or
    a body's count, and whose."""
    measured = claim.amount.dimension.isupper() or claim.amount.dimension == "percent of GDP"
    sure = claim.amount.value is not None and not claim.words.few and any(claim.parties) and not claim.polled
    return sure and (measured or claim.what in stock())


def over_stories(claims: Iterable[Claim], origins: Origins) -> Iterator[Dispute]:
    """The same measure with the same parties over all reports: there updates and forecasts are told apart."""
    buckets: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        whose = tuple(party or "" for party in claim.parties)
        buckets[claim.amount.dimension, claim.what, *whose].append(claim)
    for key in sorted(buckets):
        if len({claim.article_id for claim in buckets[key]}) > 1:
            yield from _told(buckets[key], None, origins, strict=True)


def _told(
    claims: Sequence[Claim], story_id: str | None, origins: Origins, *, strict: bool
) -> Iterator[Dispute]:
    """Pairs of different values, gathered to one dispute for each outcome."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    chosen = _values(claims)
    told_in: dict[str, set[tuple[float, float, str]]] = defaultdict(set)
    by_voice: dict[tuple[str, str, str, str], set[tuple[float, float, str]]] = defaultdict(set)
    for claim in claims:
        told_in[claim.article_id].add(_side_key(claim))
        by_voice[_teller(claim)].add(_side_key(claim))
    for (at, one), (to, other) in combinations(enumerate(chosen), 2):
        outcome = _outcome(one, other, origins, strict=strict)
        if outcome in ("copying-error", "dispute") and one.article_id != other.article_id:
            both = _side_key(one) in told_in[other.article_id] or _side_key(other) in told_in[one.article_id]
            two = bool(one.state) and any(len(by_voice[_teller(claim)]) > 1 for claim in (one, other))
            # one report has both, or one voice has two of the kind: then two things are told of
            outcome = None if both or (two and outcome == "dispute") else outcome
        if outcome is not None:
            found[outcome].append((at, to))
    found["dispute"] = _without_slips(found["dispute"], found["copying-error"], chosen)
    for outcome in sorted(found):
        for group in _joined(found[outcome]):
            values = [chosen[at] for at in group]
            how = Told(RULE, story_id, None if outcome == "dispute" else outcome, _about(values))
            sides = _sides(values, claims)
            if len(sides) > 1:
                yield told(how, sides, origins.count)


def _teller(claim: Claim) -> tuple[str, str, str, str]:
    return claim.article_id, claim.voice.key, claim.state, claim.what


def _without_slips(
    pairs: Sequence[tuple[int, int]], slips: Sequence[tuple[int, int]], chosen: Sequence[Claim]
) -> list[tuple[int, int]]:
    """The pairs in which neither amount is merely a copy's slip for the other."""
    known = {frozenset((_side_key(chosen[one]), _side_key(chosen[other]))) for one, other in slips}
    return [
        (one, other)
        for one, other in pairs
        if frozenset((_side_key(chosen[one]), _side_key(chosen[other]))) not in known
    ]


def _joined(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Groups of positions that pairs join, in order."""
    home: dict[int, set[int]] = {}
    for one, other in pairs:
        group = home.get(one, {one}) | home.get(other, {other})
        for at in group:
            home[at] = group
    return sorted({tuple(sorted(group)): sorted(group) for group in home.values()}.values())


def _values(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for each value, time and voice, the earliest; at most `_MOST`."""
    first: dict[object, Claim] = {}
    for claim in sorted(claims, key=_order):
        place = claim.article_id if not claim.state else ""
        voice = claim.voice.key if not claim.voice.own else claim.article_id
        first.setdefault(
            (claim.amount, claim.published, claim.period, claim.parties, voice, claim.what, place), claim
        )
    return list(first.values())[:_MOST]


def _order(claim: Claim) -> tuple[str, str, int, str]:
    span = claim.evidence.span
    return claim.published[0] or "9999", claim.article_id, span.start if span else -1, claim.evidence.id


def _sides(values: Sequence[Claim], claims: Sequence[Claim]) -> list[list[Account]]:
    """The accounts of each amount, in the order of the first."""
    sides: dict[tuple[float, float, str], list[Account]] = {}
    for claim in values:
        sides.setdefault(_side_key(claim), []).append(_account(claim))
    for claim in claims:
        key = _side_key(claim)
        if key in sides and any(_same(claim, other) for other in values if _side_key(other) == key):
            sides[key].append(_account(claim))
    return list(sides.values())


def _side_key(claim: Claim) -> tuple[float, float, str]:
    return claim.amount.low, claim.amount.high, claim.amount.unit


def _same(one: Claim, other: Claim) -> bool:
    return one.what == other.what and one.parties == other.parties and one.period == other.period


def _account(claim: Claim) -> Account:
    days = claim.period or claim.published
    by = "" if claim.voice.own else claim.voice.name
    return Account(_value(claim), claim.evidence, days[0], days[1], by)


def _value(claim: Claim) -> str:
    if claim.state:
        return f"{claim.shown} {claim.happened}" if claim.happened not in claim.shown else claim.shown
    return claim.shown if claim.what in claim.shown else f"{claim.shown} ({claim.what})"


def _about(values: Sequence[Claim]) -> str:
    claim = values[0]
    giver, recipient, of_whom = claim.parties
    words = [claim.what if not claim.state else claim.happened]
    words += [f"of {of_whom}"] if of_whom else []
    words += [f"from {giver}"] if giver else []
    words += [f"to {recipient}"] if recipient else []
    return " ".join(words)


def _outcome(one: Claim, other: Claim, origins: Origins, *, strict: bool) -> str | None:
    """Why two claims are no dispute, "dispute", or None where nothing is to be told, or nothing is sure."""
    told = None
    few = one.words.few or other.words.few
    if quantities.beside(one, other) or (not few and _comparable(one, other, strict=strict)):
        told = _compared(one, other, origins, strict=strict)
    if strict or not quantities.alike(one, other):
        return told
    by_words = quantities.outcome(one, other, origins)
    kept = by_words is None or (told is not None and by_words in ("dispute", "rounding"))
    return told if kept else by_words


def _compared(one: Claim, other: Claim, origins: Origins, *, strict: bool) -> str | None:
    """What two figures of one thing are, by their times, parts and voices."""
    how = "currency" if _currencies(one, other) else compared(one.amount, other.amount)
    if how == "same":
        return None
    when = time(one, other)
    if _slipped(one, other, origins, how):
        return "copying-error" if how == "apart" and when != "other" else None
    beside = when == "same" and one.article_id != other.article_id
    if _of_two_measures(one, other):
        return "measure" if beside else None
    if not strict and of_two_scopes(one, other):
        return "scope" if beside and how == "apart" else None
    if one.forecast != other.forecast and not _both_to_come(one, other):
        return "forecast" if beside else None
    if how in ("currency", "unit", "rounding"):
        return how if beside else None
    if when == "later" and one.amount.dimension in _FIXED:
        return None
    if when == "later" or (when == "same" and how == "apart" and _overtaken(one, other)):
        return "update"
    if strict and not (one.period == other.period and closed(one) and len(one.frame & other.frame) > 1):
        return None
    return (
        "dispute"
        if how == "apart" and when == "same" and _of_one_day(one, other) and _two_voices(one, other)
        else None
    )


def _slipped(one: Claim, other: Claim, origins: Origins, how: str) -> bool:
    """True where one report is made from the other, so that they differ by a slip; a copy may be brought up
    to date, or written in another unit."""
    if how in ("rounding", "unit", "currency") or not origins.derived(one.article_id, other.article_id):
        return False
    return time(one, other) != "later" or one.period == other.period


def _both_to_come(one: Claim, other: Claim) -> bool:
    """True where both are of one act that is planned."""
    if one.state and one.state == other.state and one.forecast and other.forecast:
        return True
    acts = [claim.act for claim in (one, other)]
    return all(act is not None and act.modality in FUTURE for act in acts) and _one_act(one, other)


def _of_one_day(one: Claim, other: Claim) -> bool:
    """Plans and forecasts change: they differ only where they are told on one day, and of one act."""
    if not one.forecast and not other.forecast:
        return True
    days = [claim.published[0] for claim in (one, other)]
    same = bool(one.state) and one.state == other.state
    return days[0] is not None and days[0] == days[1] and (same or _one_act(one, other))


def _overtaken(one: Claim, other: Claim) -> bool:
    """True where the greater count is one that its report says the toll has risen to, on one day."""
    last = max((one, other), key=least_of)
    return bool(last.state) and last.grown and one.article_id != other.article_id


def _currencies(one: Claim, other: Claim) -> bool:
    return one.amount.unit.isupper() and other.amount.unit.isupper() and one.amount.unit != other.amount.unit


def _two_voices(one: Claim, other: Claim) -> bool:
    """One voice that gives two amounts in one report speaks of two things, not of one in two ways."""
    if one.article_id != other.article_id:
        return True
    a, b = one.voice.name.casefold(), other.voice.name.casefold()
    return one.voice.key != other.voice.key and not (a and b and (a in b or b in a))


def _of_two_measures(one: Claim, other: Claim) -> bool:
    """True where one thing is counted in two respects: "military aid" and "humanitarian aid"."""
    if one.state and other.state:
        return family(one.state) != family(other.state)
    if one.state or other.state:
        return one.forecast == other.forecast
    if one.what == other.what or _named_alike(one, other):
        return False
    heads = [claim.what.rsplit(" ", 1)[-1] for claim in (one, other)]
    return heads[0] == heads[1] or not _one_act(one, other)


def _one_act(one: Claim, other: Claim) -> bool:
    if one.act is None or other.act is None:
        return False
    if one.amount.dimension == "percent" and one.what != other.what and one.act.verbs & other.act.verbs:
        return len(one.act.words & other.act.words) > 1  # of what the share is must be told alike
    same = one.what == other.what and one.what != "" and not one.amount.dimension.isupper()
    if one.amount.dimension in _LASTING or one.amount.unit != other.amount.unit:
        same = same or bool(one.places & other.places)
        same = same or bool(one.act.names & other.act.names)
    elif same and not one.act.words & other.act.words:
        same = bool(one.act.names & other.act.names)
    return one_act(one.act, other.act, thing=same)


def _comparable(one: Claim, other: Claim, *, strict: bool) -> bool:
    """True where two figures are of one thing as far as their words say; its scope may be another."""
    if strict:
        whose = zip(one.parties, other.parties, strict=True)
        return one.article_id != other.article_id and not any(a and b and a != b for a, b in whose)
    within = one.article_id == other.article_id
    if one.state and one.state == other.state:
        alike = len(one.frame & other.frame) >= _SHARED or not one.loose or bool(one.places & other.places)
        if within and (one.voice.own or other.voice.own):
            return False  # the report itself tells of two happenings, or of one and then of another count
        if not within and "people" in (one.what, other.what) and _overtaken(one, other):
            return True  # a toll that has risen, where the other tells who the dead were
        if within or one.what != other.what or alike:
            return one.what == other.what and (not within or _near(one, other))
    if (
        one.amount.dimension == "percent"
        and one.what == other.what == "vote"
        and not _of_one_side(one, other)
    ):
        return False
    if _named_alike(one, other) or (not within and _one_act(one, other)):
        return True
    if not one.what or not other.what or (within and (one.state or other.state)):
        return False
    shared, least = one.frame & other.frame, _FRAME if one.what not in counted() else _FRAME_WITHIN
    if within:
        least = _FRAME_WITHIN
        if one.voice.own or other.voice.own or one.sentence == other.sentence:
            return False
    if len(shared) >= _SHARED and _jaccard(one.frame, other.frame) >= least:
        return True
    smaller = min(len(one.frame), len(other.frame))
    if (
        not within
        and one.what == other.what
        and one.amount.dimension.isupper()
        and one.what not in measures()
    ):
        return len(shared) >= _SHARED and len(shared) >= _SAME_SUM * smaller
    return not within and len(shared) >= _MANY and len(shared) >= _MOST_OF * smaller


def _of_one_side(one: Claim, other: Claim) -> bool:
    """True where two shares of the vote are of one of those who stood: somebody named in both clauses."""
    if one.act is None or other.act is None:
        return False
    lands = {name.casefold() for name in one.lands | other.lands}
    return bool((one.act.names & other.act.names) - lands)


def _named_alike(one: Claim, other: Claim) -> bool:
    """Two prices of one thing under two names: "two medium-range air defence systems", "two German air
    defence systems", in two reports of one day."""
    if one.article_id == other.article_id or not (one.amount.dimension.isupper() and one.period is not None):
        return False
    names = [claim.what.split() for claim in (one, other)]
    alike = len(set(names[0]) & set(names[1])) >= _ALIKE and names[0][-1] == names[1][-1]
    return alike and one.period == other.period and days(one.period) == 1


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return round(len(one & other) / (len(one | other) or 1), 2)


def _near(one: Claim, other: Claim) -> bool:
    """Two voices of one report on the same: close together, and with a word in common beside the count."""
    return abs(one.sentence - other.sentence) <= _NEAR and len(one.frame & other.frame) > 1
