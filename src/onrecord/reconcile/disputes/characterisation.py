"""Disputes over what a thing is: two parties call it by terms that cannot both fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from onrecord.reconcile.disputes.callings import LABEL, OWN, VAGUE
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Party
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.reconcile.disputes.terms import Called, Label
from onrecord.shapes import Dispute, Evidence

_MOST = 60  # callings of one contrast in one story that are compared
_MARKS = frozenset({LABEL, OWN, VAGUE})
_CLOSE = 2  # sentences between a thing that is named and a pronoun for it
_NEAR = 6  # sentences of one report within which "it" and a noun can mean one thing


def each_once(disputes: Iterable[Dispute]) -> Iterator[Dispute]:
    """These disputes without those that stand in the same words as one before them."""
    seen: list[list[tuple[str, int, int]]] = []
    for dispute in disputes:
        places = [place for side in dispute.sides for place in _places(side.evidence)]
        if not any(sum(_meets(place, old) for place in places) > 1 for old in seen):
            seen.append(places)
            yield dispute


def _places(evidence: Iterable[Evidence]) -> list[tuple[str, int, int]]:
    return [(one.article_id or "", one.span.start, one.span.end) for one in evidence if one.span is not None]


def _meets(place: tuple[str, int, int], others: Iterable[tuple[str, int, int]]) -> bool:
    return any(place[0] == id_ and place[1] < last and first < place[2] for id_, first, last in others)


def by_terms(found: Iterable[Called], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """Disputes over terms in one story: at least one party states what the thing is, of the same noun."""
    buckets: dict[str, list[Called]] = defaultdict(list)
    for one in found:
        buckets[one.contrast].append(one)
    for contrast in sorted(buckets):
        ordered = sorted(buckets[contrast], key=_order)[:_MOST]
        pairs = [pair for pair in combinations(ordered, 2) if _opposed(*pair)]
        if not pairs:
            continue
        sides: dict[tuple[str, bool], list[Called]] = defaultdict(list)
        for pair in pairs:
            for one in pair:
                if one not in sides[one.side, one.denied]:
                    sides[one.side, one.denied].append(one)
        rule = (
            "characterisation.not-but"
            if any(one.denied for pair in pairs for one in pair)
            else "characterisation.terms"
        )
        nouns = sorted(set.intersection(*(set(one.nouns) for one in pairs[0])))
        how = Told(rule, story_id, None, nouns[0] if nouns else "")
        groups = [sides[key] for key in sorted(sides)]
        yield told(how, [[_account(one) for one in group] for group in groups], origins.count)


def by_axes(found: Iterable[Called], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """Disputes over what a thing is by terms of general English: of one thing, by two parties."""
    buckets: dict[str, list[Called]] = defaultdict(list)
    for one in found:
        buckets[one.contrast].append(one)
    for axis in sorted(buckets):
        ordered = sorted(buckets[axis], key=_order)[:_MOST]
        pairs = [pair for pair in combinations(ordered, 2) if _unlike(*pair)]
        for group in _groups(pairs):
            sides: dict[tuple[str, bool], list[Called]] = defaultdict(list)
            for one in group:
                sides[one.side, one.denied].append(one)
            denied = any(one.denied for one in group)
            rule = "characterisation.not-but" if denied else "characterisation.called"
            groups = [sides[key] for key in sorted(sides)]
            if len(groups) < 2 or len({frozenset(one.party.key for one in each) for each in groups}) < 2:
                continue
            how = Told(rule, story_id, None, "")
            yield told(how, [[_account(one) for one in each] for each in groups], origins.count)


def _groups(pairs: Sequence[tuple[Called, Called]]) -> list[list[Called]]:
    """What pairs join, in the order of the pairs."""
    home: dict[int, list[Called]] = {}
    groups: list[list[Called]] = []
    for one, other in pairs:
        a, b = home.get(id(one)), home.get(id(other))
        group = a if a is not None else b
        if group is None:
            group = []
            groups.append(group)
        for each, its in ((one, a), (other, b)):
            if its is None:
                group.append(each)
                home[id(each)] = group
            elif its is not group:
                group += its
                home.update({id(member): group for member in its})
                groups = [held for held in groups if held is not its]
    return groups


def _unlike(one: Called, other: Called) -> bool:
    """True where two parties call one thing by terms of opposite sides, or one denies the other's term."""
    if _same_party(one.party, other.party) or (one.denied and other.denied):
        return False
    if any(_meets(place, _places([other.evidence])) for place in _places([one.evidence])):
        return False  # the same words, told by one that another says them
    if one.denied != other.denied:
        return (
            one.side == other.side and _one_term(one.term, other.term) and _one_thing(one, other, denied=True)
        )
    return one.side != other.side and _one_thing(one, other)


def _one_term(one: str, other: str) -> bool:
    """True where a denial is of the other's term: "an act of war" and "war" are."""
    a, b = set(one.split()), set(other.split())
    return a <= b or b <= a


def _one_thing(one: Called, other: Called, *, denied: bool = False) -> bool:
    """True where two subjects are one thing: by their heads, or by what a pronoun stands for."""
    if OWN in one.heads and OWN in other.heads:
        return False  # each speaks of his own
    if denied and LABEL in (one.heads | other.heads):
        return True  # "rejected the charge of a coup", where a coup is what the other calls something
    heads = (one.heads & other.heads) - _MARKS
    within = one.evidence.article_id == other.evidence.article_id
    if not one.loose and not other.loose:
        vague = VAGUE in one.heads or VAGUE in other.heads
        mine, theirs = _beside(one, heads), _beside(other, heads)
        if heads:
            return not mine or not theirs or bool(mine & theirs)
        return vague and bool(one.subject & other.subject)
    if one.loose and other.loose:
        return bool(heads) and (denied or not within or abs(one.sentence - other.sentence) <= _CLOSE)
    exact, loose = (other, one) if one.loose else (one, other)
    named = exact.heads - _MARKS
    if within:
        return 0 <= loose.sentence - exact.sentence <= _CLOSE and bool(named & (loose.subject | loose.heads))
    return bool(named & loose.heads)


def _beside(one: Called, heads: frozenset[str]) -> frozenset[str]:
    """The words of a subject beside its head: two that have other ones are of two things."""
    return frozenset(word for word in one.subject if word not in one.heads and word not in heads)


def _order(one: Called) -> tuple[str, str, int, str]:
    span = one.evidence.span
    return one.published[0] or "9999", one.evidence.article_id or "", span.start if span else -1, one.term


def _opposed(one: Called, other: Called) -> bool:
    """True where two parties call one thing by terms of opposite sides, or one denies the other's term."""
    if _same_party(one.party, other.party) or (one.denied and other.denied):
        return False
    if (one.side == other.side) != (one.denied or other.denied):
        return False
    if one.denied != other.denied and one.strict and one.term != other.term:
        return False  # a provocation may be no attack
    if not one.side or not other.side:
        return False
    if one.bare or other.bare:
        return (one.denied or other.denied) and _near(one, other)
    if not (one.sure or other.sure or one.denied or other.denied):
        return False
    if one.nouns or other.nouns:
        return bool(one.nouns & other.nouns)
    return _same_subject(one, other)


def _same_subject(one: Called, other: Called) -> bool:
    """Terms that need no noun: their subjects share a word, or one is a pronoun beside the other."""
    if one.subject and other.subject:
        return bool(one.subject & other.subject)
    # where the terms are many, "it is an investment" beside "called the veto blackmail" is of two things
    return not (one.strict or other.strict) and _near(one, other)


def _near(one: Called, other: Called) -> bool:
    return (
        one.evidence.article_id == other.evidence.article_id and abs(one.sentence - other.sentence) <= _NEAR
    )


def _same_party(one: Party, other: Party) -> bool:
    """True where two names can be one party's: unsure is the same."""
    a, b = one.name.casefold(), other.name.casefold()
    return one.key == other.key or a in b or b in a


def _account(one: Called) -> Account:
    words = one.evidence.span.text if one.evidence.span is not None else one.term
    value = f"not {' '.join(words.split())}" if one.denied else " ".join(words.split())
    return Account(value if len(value) < 80 else one.term, one.evidence, *one.published, by=one.party.name)


def by_labels(found: Iterable[Label], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """The same number of dead under two names, each by a party."""
    buckets: dict[float, list[Label]] = defaultdict(list)
    for one in found:
        buckets[one.amount].append(one)
    for amount in sorted(buckets):
        sides: dict[str, list[Label]] = defaultdict(list)
        for one in sorted(buckets[amount], key=_label_order):
            sides[one.side].append(one)
        groups = [sides[key] for key in sorted(sides)]
        if len(groups) > 1 and _parties_differ(groups):
            how = Told("characterisation.same-dead", story_id, None, f"{amount:g} dead")
            accounts = [[_labelled(one) for one in group] for group in groups]
            yield told(how, accounts, origins.count)


def _label_order(one: Label) -> tuple[str, str, int]:
    return one.published[0] or "9999", one.evidence.article_id or "", one.sentence


def _parties_differ(groups: Sequence[Sequence[Label]]) -> bool:
    keys = [{one.party.key for one in group} for group in groups]
    return all(not a & b for a, b in combinations(keys, 2))


def _labelled(one: Label) -> Account:
    return Account(
        f"{one.amount:g} {one.term}", one.evidence, *one.published, by="" if one.party.own else one.party.name
    )
