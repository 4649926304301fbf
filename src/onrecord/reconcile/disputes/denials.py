"""Disputes of a charge and its denial: one party says of another what that one denies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.knowledge.disputes import accusation_nouns, accusing, denying, unnamed
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Party, Reading, shortened, stems
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import Dispute, Event, Evidence, Span, Statement

RULE = "characterisation.denied"
_NEAR = 3  # sentences between an accusation and "denied the accusation"
_SHARED = 2  # words that a denial has in common with the accusation that it answers ...
_CLAIMED = 3  # ... and with what somebody merely says, of which they must be most of the denial's words
_MOST_OF = 0.6
_OPENING = re.compile(r"^(?:that\s+|having\s+|any\s+|the\s+|these\s+|those\s+|all\s+|a\s+)+", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|no|never|nothing|den(?:y|ied|ies|ying)|reject\w*|dismiss\w*)\b|n['\u2019]t\b", re.IGNORECASE
)
_DISCLAIMS = re.compile(
    r"\b(?:ha(?:d|s|ve)\s+(?:absolutely\s+)?nothing\s+(?:whatsoever\s+)?to\s+do\s+with|(?:ha(?:d|s|ve)|play(?:ed|s)?|took|taken)\s+no\s+(?:part|role|hand|involvement"
    r"|knowledge|connection|links?)|(?:was|were|is|are|am|been)(?:\s+not|n['’]t|\s+in\s+no\s+way)\s+(?:involved|behind|responsible|to\s+blame|connected|guilty)|bore?\s+no\s+responsibility)\b",
    re.IGNORECASE,
)
_BASELESS = re.compile(
    r"\b(?:accusations?|allegations?|charges?|claims?|reports?)\b[^.;:]{0,60}\b(?:baseless|groundless|unfounded|absurd|false|untrue|fabricat\w+|lies?|nonsense|ridiculous"
    r"|slander\w*|invent\w+|propaganda|without\s+(?:any\s+)?(?:foundation|basis))\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:ha(?:d|s|ve)|did|do|does|was|were|is|are)(?:\s+not|\s+never|n['’]t)\b|\bnever\b", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\b(?:was|were|is|are|stood)\s+(?:behind|responsible\s+for|to\s+blame)\b", re.IGNORECASE
)
_ASKED = re.compile(
    r"(?:\w+\s+){0,3}?(?:calls?|requests?|demands?|proposals?|offers?|bids?|appeals?|plans?|pleas?|suggestions?\s+to|applications?|petitions?|deals?)\b",
    re.IGNORECASE,
)
_ACCUSATION = re.compile(r"\b(?:accusations?|allegations?|charges?|claims?)\b", re.IGNORECASE)
_ORGAN = re.compile(
    r"\b(?:governments?|minist\w+|army|military|police|officials?|authorities|forces|kremlin|spokes\w+|embassy|president|leaders?|company|firm|bank|agency|diplomats?)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\bden(?:y|ies|ied|ying)\b", re.IGNORECASE)
_SAYING = frozenset({"says", "criticises", "warns"})
_TARGET = 40  # characters of an accusation's content in which its target is named
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge or a denial: whose, against whom, of what, in which words.

    `kind` is "denial", "accusation" or "claim" (somebody merely says so); `vague` is a denial of "the
    accusation", `targets` are the keys of those whom a charge can be against.
    """

    kind: str
    party: Party
    targets: tuple[str, ...]
    topic: frozenset[str]
    vague: bool
    evidence: Evidence
    words: str
    sentence: int
    published: tuple[str | None, str | None]
    answered: bool = False  # told in the denial's own words: "denied the board's charge that ..."
    others: tuple[str, ...] = ()  # further keys under which the denier may be charged: "India's government"
    named: bool = False  # it names the accusation: "called the charge baseless"
    plain: bool = False  # a denial by "not" alone: "it had not sent any"


def charges(reading: Reading) -> Iterator[Charge]:
    """Every charge by a named party, and every denial."""
    made = [_of_event(reading, event) for _, event in reading.report.cells("events")]
    for id_, statement in reading.report.cells("statements"):
        party = reading.party(statement)
        if party is None or statement.cue is None or not reading.is_own(statement.parts[0].start):
            continue
        made.append(_denial(reading, id_, statement, party))
        if made[-1] is None or made[-1].plain:
            made.append(_charge(reading, id_, statement, party))
    for one in made:
        if one is not None:
            yield one


def _of_event(reading: Reading, event: Event) -> Charge | None:
    if (
        event.type != "ACCUSE"
        or not accusing().search(event.span.text)
        or not event.actors
        or not event.recipients
    ):
        return None
    accuser, accused = event.actors[0].actor, event.recipients[0].actor
    if accuser is None or accused is None or not reading.is_own(event.span.start):
        return None
    party, target, cue = reading.actor(accuser), reading.actor(accused), stems(event.span.text)
    if party.key == target.key or event.modality not in ("happened", "ongoing", "alleged", "denied"):
        return None
    _, last = reading.sentence(event.span.start)
    words = reading.span(event.span.start, _trimmed(reading.text, event.span.start, last))
    return Charge(
        "accusation", party, (target.key,), stems(words.text) - cue - stems(target.name), False,
        reading.words(words), f"{party.name}: {shortened(words.text, _SHOWN)}",
        reading.number_of(event.span.start), reading.published, event.modality == "denied",
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in ".,;"):
        end -= 1
    return end


def _denial(reading: Reading, id_: str, statement: Statement, party: Party) -> Charge | None:
    part, cue = statement.parts[0], statement.cue
    content = " ".join(one.text for one in statement.parts)
    if cue is None or "negated" in statement.flags or party.name.casefold() in unnamed():
        return None
    denies = (
        statement.class_ == "denies" and denying().search(cue.text) is not None and not _ASKED.match(content)
    )
    disclaims = not denies and (_DISCLAIMS.search(content) or _BASELESS.search(content)) is not None
    plain = (
        not denies and not disclaims and statement.class_ in _SAYING and _NOT_SO.search(content) is not None
    )
    if not denies and not disclaims and not plain:
        return None
    bare = _OPENING.sub("", content).strip(" .,“”\"'").lower()
    vague = disclaims or bare in accusation_nouns() or bare.split(" ")[0] in accusation_nouns()
    others = {party.key} if denies else _named(reading, part, _TARGET)
    others |= _within(reading, statement)
    return Charge(
        "denial", party, (), stems(content) - stems(party.name), vague,
        reading.evidence("statements", id_, part),
        f"{party.name}: {' '.join(cue.text.split())} {shortened(content, _SHOWN)}",
        reading.number_of(part.start), reading.published, others=tuple(sorted(others)),
        named=_ACCUSATION.search(content) is not None, plain=plain,
    )  # fmt: skip


def _within(reading: Reading, statement: Statement) -> set[str]:
    """The state or body whose organ speaks: of "India's government", India."""
    span = statement.speaker_span
    if span is None or statement.actor is not None or not _ORGAN.search(span.text):
        return set()
    return _named(reading, span, len(span.text))


def _charge(reading: Reading, id_: str, statement: Statement, party: Party) -> Charge | None:
    """What somebody says of another: an accusation where the cue is one, else a claim."""
    part, cue = statement.parts[0], statement.cue
    content = " ".join(one.text for one in statement.parts)
    if cue is None or {"negated", "planned"} & set(statement.flags):
        return None
    accuses = accusing().search(cue.text) is not None or _BEHIND.search(content) is not None
    if (not accuses and statement.class_ not in _SAYING) or (not accuses and _NEGATED.search(content)):
        return None
    if party.name.casefold() in unnamed():
        return None
    targets = tuple(sorted(_named(reading, part, _TARGET if accuses else len(content)) - {party.key}))
    if not targets and accuses:
        return None
    return Charge(
        "accusation" if accuses else "claim", party, targets, stems(content) - stems(party.name), False,
        reading.evidence("statements", id_, part),
        f"{party.name}: {' '.join(cue.text.split())} {shortened(content, _SHOWN)}",
        reading.number_of(part.start), reading.published,
    )  # fmt: skip


def _named(reading: Reading, part: Span, reach: int) -> set[str]:
    """The parties that the first words of a content name."""
    near = reading.mentions(part.start, min(part.end, part.start + reach))
    return {reading.actor(mention.actor).key for mention in near if mention.actor is not None}


def _by_denier(made: Iterable[Charge]) -> dict[str, list[Charge]]:
    """The denials by those who may be charged."""
    denials: dict[str, list[Charge]] = {}
    for one in made:
        if one.kind == "denial":
            for key in sorted({one.party.key, *one.others}):
                denials.setdefault(key, []).append(one)
    return denials


def _accusers(made: Iterable[Charge]) -> dict[str, set[str]]:
    """Who charges each of the charged; "Turkish officials" and Turkey are one accuser in one sentence."""
    accusers: dict[str, set[str]] = {}
    first: dict[tuple[str, int], str] = {}
    for one in made:
        if one.kind == "accusation":
            key = first.setdefault((one.evidence.article_id or "", one.sentence), one.party.key)
            for target in one.targets:
                accusers.setdefault(target, set()).add(key)
    return accusers


def denied(found: Iterable[Charge], story_id: str | None, origins: Origins) -> Iterator[Dispute]:
    """Each charge with the denials of the charged, in one story's reports."""
    made = sorted(found, key=_order)
    denials, accusers = _by_denier(made), _accusers(made)
    flat = [one for one in made if one.kind == "denial" and not one.plain and not one.vague][:40]
    groups: list[tuple[list[Charge], list[Charge]]] = []
    of_denial: dict[str, tuple[list[Charge], list[Charge]]] = {}
    for one in made:
        against = [no for target in one.targets for no in denials.get(target, ())[:40]]
        lone = all(len(accusers.get(target, ())) < 2 for target in one.targets)
        if one.kind == "claim":
            against += [no for no in flat if no not in against and _beside(no, one)]
        answers = [no for no in against if _answers(no, one, lone=lone)] if one.kind != "denial" else []
        if not answers:
            continue
        group = next((of_denial[no.evidence.id] for no in answers if no.evidence.id in of_denial), None)
        if group is None:
            group = ([], [])
            groups.append(group)
        group[0].append(one)
        for no in answers:
            if of_denial.setdefault(no.evidence.id, group) is group and no not in group[1]:
                group[1].append(no)
    for charged, answered in groups:
        accused = [one for one in charged if one.kind == "accusation"]  # a claim only where nobody accuses
        sides = [[_account(one) for one in accused or charged], [_account(one) for one in answered]]
        yield told(Told(RULE, story_id), sides, origins.count)


def _beside(denial: Charge, claim: Charge) -> bool:
    """True where a denial stands right behind what somebody says, whoever it is of."""
    same = denial.evidence.article_id == claim.evidence.article_id
    return same and 0 <= denial.sentence - claim.sentence <= 1


def _answers(denial: Charge, charge: Charge, *, lone: bool) -> bool:
    """True where a denial is of a charge; `lone` says that its target is charged by one party alone."""
    same = denial.evidence.article_id == charge.evidence.article_id
    shared = denial.topic & charge.topic
    if _one_name(denial.party, charge.party):
        return False
    if charge.kind == "claim":
        if not _DENIES.search(denial.words):
            return False  # "Congress rejects the cuts": it refuses them, it does not say that there are none
        if same and 0 < denial.sentence - charge.sentence + 1 <= _NEAR and denial.topic:
            return len(shared) >= _SHARED and round(len(shared) / len(denial.topic), 2) >= _MOST_OF
        return len(shared) >= _CLAIMED and round(len(shared) / len(denial.topic), 2) >= _MOST_OF
    if denial.plain:
        least = min(len(denial.topic), len(charge.topic))
        return (
            charge.kind == "accusation"
            and len(shared) >= _CLAIMED
            and round(len(shared) / least, 2) >= _MOST_OF
        )
    if charge.answered:
        return same and denial.sentence == charge.sentence
    close = same and 0 <= denial.sentence - charge.sentence <= _NEAR
    across = not same and lone and charge.kind == "accusation" and (denial.named or bool(shared))
    return (denial.vague and (close or across)) or len(shared) >= _SHARED


def _one_name(one: Party, other: Party) -> bool:
    a, b = one.name.casefold(), other.name.casefold()
    return one.key == other.key or a in b or b in a


def _order(one: Charge) -> tuple[str, str, int, str]:
    return one.published[0] or "9999", one.evidence.article_id or "", one.sentence, one.evidence.id


def _account(one: Charge) -> Account:
    return Account(one.words, one.evidence, *one.published)
