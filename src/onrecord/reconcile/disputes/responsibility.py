"""Disputes over who did it: one attack that two groups say was theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.knowledge.characterisations import kinds, singular
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Party, Reading, stems
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import Dispute, Evidence

RULE = "attribution.responsibility"
_DEEDS = (
    r"attacks?|bombings?|blasts?|explosions?|raids?|killings?|murders?|assassinations?|kidnappings?|abductions?|ambush(?:es)?"
    r"|shootings?|strikes?|assaults?|hijackings?|hacks?|hacking|cyberattacks?|breach(?:es)?|break-ins?|sabotage|fires?|rockets?|bombs?"
)
_CLAIMED = re.compile(
    rf"\b(?:(?:claim|took|take|taken|taking|accept|assum)\w*\s+(?:full\s+|sole\s+|the\s+)?(?:responsibility|credit)\b"
    rf"|claimed\s+(?:the\s+|this\s+|\w+['’]s\s+)?(?:\w+\s+)?(?:{_DEEDS})\b(?!\s+(?:had|has|was|were|is|are|would|could))"
    rf"|(?:said|says|claimed|claims|insisted|declared|announced|boasted|admitted|stated|wrote)\b[^.;:!?]{{0,40}}?\b"
    rf"(?:it|they|he|she|(?:its|their|his)\s+\w+)\s+(?:had|have|has|was|were)\s+(?:carried\s+out|behind|staged|planned|committed|planted|launched|responsible\s+for)\b"
    rf"|(?:was|were|stood)\s+behind\s+the\s+(?:{_DEEDS})\b)",
    re.IGNORECASE,
)
_MAY = re.compile(r"claim|responsib|credit|behind|carried out|staged|planted", re.IGNORECASE)
_CLAIMED_BY = re.compile(
    r"\b(?:responsibility|credit|attack|bombing)\b[^.;:!?]{0,60}?\b(?:was|were|has\s+been|been)\s+claimed\s+by\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no\s+(?:one|group|party|side|organi[sz]ation)|nobody|none|not|never|denied|neither|rarely|seldom|yet)\b|n['’]t\b",
    re.IGNORECASE,
)
_DEED = re.compile(rf"\b(?:{_DEEDS})\b", re.IGNORECASE)
_NAME = re.compile(
    r"(?:[A-Z][\w'’-]+)(?:\s+(?:of|the|for|al|and|el|de|in)(?=\s+(?:[\w']+\s+)?[A-Z])|\s+[A-Z][\w'’-]+)*"
)
_STRAIGHT = re.compile(
    r"(?:[\s,()“”\"'’s-]|\b[A-Z]\w*|\b(?:has|have|had|later|also|on|in|which|that|who|group|militants?|rebels?|movement|quickly|immediately|soon|since|then|already|a|the|an?|statement"
    r"|message|party|army|network|fighters|of|insurgents?|jihadists?|an?|splinter|banned|outlawed|faction)\b)*"
)
_BEFORE, _AFTER = 110, 60
_NO_PARTY = frozenset({"place"})
_DAYS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "The",
        "A",
        "An",
        "In",
        "On",
        "It",
        "They",
    ]
)


@dataclass(frozen=True, slots=True)
class Owned:
    """Who says that a deed was theirs: the deed as kinds, its days where the sentence names them."""

    party: Party
    deeds: frozenset[str]
    words: frozenset[str]
    days: tuple[str, str] | None
    evidence: Evidence
    published: tuple[str | None, str | None]


def owned(reading: Reading) -> Iterator[Owned]:
    """Every claim of responsibility of a report whose claimer is named."""
    if _MAY.search(reading.text) is None:
        return
    for pattern, behind in ((_CLAIMED, False), (_CLAIMED_BY, True)):
        for match in pattern.finditer(reading.text):
            first, last = reading.sentence(match.start())
            before = reading.text[first : match.start()]
            if not reading.is_own(match.start()) or _NOT.search(before[-40:] + match[0]):
                continue
            party = _party(reading, match.end(), last) if behind else _claimer(reading, first, match.start())
            deed = _DEED.findall(match[0] + reading.text[match.end() : last]) or _DEED.findall(before)
            if party is None or not deed:
                continue
            span = reading.span(match.start(), match.end())
            yield Owned(
                party, _deeds(deed), stems(reading.text[match.end() : last]), _days(reading, first, last),
                reading.words(span), reading.published,
            )  # fmt: skip


def _deeds(words: Iterable[str]) -> frozenset[str]:
    plain = [singular(word.lower()) for word in words]
    return frozenset(plain) | {f"={kind}" for word in plain for kind in kinds().get(word, ())}


def _days(reading: Reading, first: int, last: int) -> tuple[str, str] | None:
    found = [d for d in reading.dates(first, last) if d.type in ("DATE", "TIME") and d.earliest and d.latest]
    return (min(str(d.earliest) for d in found), max(str(d.latest) for d in found)) if found else None


def _claimer(reading: Reading, first: int, at: int) -> Party | None:
    """The last that is named before the verb; what stands beside a place or a day is not it."""
    near = [m for m in reading.mentions(max(first, at - _BEFORE), at) if m.actor is not None]
    for mention in reversed(near):
        actor = reading.found.actors[mention.actor or 0]
        if actor.kind not in _NO_PARTY and mention.how != "adjective":
            if not _STRAIGHT.fullmatch(reading.text[mention.span.end : at]):
                return None
            return reading.actor(mention.actor or 0)
    names = [m for m in _NAME.finditer(reading.text, max(first, at - _BEFORE), at) if m[0] not in _DAYS]
    known = {mention.span.text.casefold() for mention in near}
    names = [m for m in names if _STRAIGHT.fullmatch(reading.text[m.end() : at])]
    names = [
        m
        for m in names
        if len(m[0].removeprefix("The ").split()) > 1 and m[0].removeprefix("The ").casefold() not in known
    ]
    return (
        Party(names[-1][0].removeprefix("The ").casefold(), names[-1][0].removeprefix("The "))
        if names
        else None
    )


def _party(reading: Reading, at: int, last: int) -> Party | None:
    near = [m for m in reading.mentions(at, min(last, at + _AFTER)) if m.actor is not None]
    for mention in near:
        if reading.found.actors[mention.actor or 0].kind not in _NO_PARTY:
            return reading.actor(mention.actor or 0)
    name = _NAME.search(reading.text, at, min(last, at + _AFTER))
    return Party(name[0].casefold(), name[0]) if name is not None else None


def disputed(found: Iterable[Owned], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """Deeds of one story that two parties say were theirs."""
    ordered = sorted(found, key=_order)[:40]
    parties: list[list[Owned]] = []
    for one in ordered:
        home = next((group for group in parties if _one_party(group[0], one)), None)
        if home is None:
            parties.append([one])
        else:
            home.append(one)
    rest = [
        group
        for group in parties
        if any(_one_deed(a, b) for other in parties if other is not group for a in group for b in other)
    ]
    if len(rest) > 1:
        how = Told(RULE, story_id, None, "who did it")
        yield told(how, [[_account(one) for one in group] for group in rest], origins.count)


def _one_party(one: Owned, other: Owned) -> bool:
    a, b = one.party.name.casefold(), other.party.name.casefold()
    return one.party.key == other.party.key or a in b or b in a


def _one_deed(one: Owned, other: Owned) -> bool:
    """True where both may mean one deed: of one kind, and on no two days."""
    if not one.deeds & other.deeds:
        return False
    if one.days is None or other.days is None:
        return True
    return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]


def _order(one: Owned) -> tuple[str, str, int]:
    span = one.evidence.span
    return one.published[0] or "9999", one.evidence.article_id or "", span.start if span else -1


def _account(one: Owned) -> Account:
    return Account(one.party.name, one.evidence, *one.published)
