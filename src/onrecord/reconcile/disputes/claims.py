"""Figures as claims: how much of what, said of whom, at what time, in whose voice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.knowledge.dispute_counts import parts, scopes
from onrecord.knowledge.disputes import partial, polls, stock
from onrecord.reconcile.disputes.acts import Act, Acts
from onrecord.reconcile.disputes.amounts import Amount, amount_of
from onrecord.reconcile.disputes.counts import counted_as, lost
from onrecord.reconcile.disputes.figure_words import (
    NONE,
    Counted,
    Words,
    elided,
    in_sterling,
    measured_so,
    noun_of,
    of_them,
    teller,
    words_of,
)
from onrecord.reconcile.disputes.reading import Party, Reading, stems
from onrecord.shapes import Evidence, Figure

_FEW = 10  # lesser counts of anything ("two sides") are of another thing more often than not
_TO = ("rise to", "fall to")
_PART = re.compile(r"\s*(?:of (?:them|whom|those|these)|others?|more|each|a (?:day|week|month|year))\b")
_FURTHER = re.compile(r"\bmore\b(?!\s+than)", re.IGNORECASE)
_OF_THE = re.compile(r"\bof (?:the|those|these|them)\b", re.IGNORECASE)
_WHICH = re.compile(
    r"\s*(?:which|that|sent|fired|launched|sent|it|they)\b"
)  # "shot down 87 of the drones sent"
_INCLUDES = re.compile(r"\binclud(?:es|ed|ing|e)\b[^,.;:]*$", re.IGNORECASE)
_BY = re.compile(r"\bby $", re.IGNORECASE)  # "leads by 291 delegates": what is between two amounts
_LOWER = re.compile(r"[a-z-]+")
_PRONOUN = re.compile(r"(?:of\s+)?(?:its|their|our|his|her)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure as it can be compared. `what` is the noun or measure, `state` what happened to the counted;
    `period` is the interval it is said of where the words name one that is not the day of saying.
    """

    evidence: Evidence
    amount: Amount
    shown: str
    what: str
    state: str  # a state's id, "" for none
    happened: str  # its word: "killed"
    parties: tuple[str | None, str | None, str | None]
    frame: frozenset[str]
    places: frozenset[str]
    lands: frozenset[str]
    period: tuple[str, str] | None
    published: tuple[str | None, str | None]
    forecast: bool
    voice: Party
    sentence: int
    polled: bool = False  # a share of those who were asked
    grown: bool = False  # its report says that the count rose to this
    act: Act | None = None  # what its clause tells
    parts: frozenset[str] = frozenset()  # words for the part that is counted: "northern", "second"
    loose: bool = False  # of a state that much is in
    words: Words = NONE  # by which it is compared with what is told otherwise

    @property
    def article_id(self) -> str:
        """The report it stands in."""
        return self.evidence.article_id or ""


_SHORT = 3  # letters up to which capitals are a name's own: "UK"


def claims(reading: Reading) -> Iterator[Claim]:
    """Every figure of a report that can be compared: what it counts is told, and that it is no mere part."""
    cells, acts = list(reading.report.cells("figures")), Acts(reading)
    risen = {figure.amount for _, figure in cells if figure.change in _TO}
    made: list[Claim] = []
    known: Counted | None = None
    for id_, figure in cells:
        found = _counted(reading, figure, acts, known)
        if found is not None:
            claim = _claim(reading, id_, figure, found)
            made.append(replace(claim, grown=figure.amount in risen))
            if found.elided:
                made[-1] = replace(made[-1], words=replace(made[-1].words, elided=True))
            known = found if found.noun.startswith("count ") else None
    yield from _with_sole(made)


def _with_sole(made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims, each with whether its report has no other amount of what it is of."""
    amounts: dict[tuple[str, ...], set[tuple[float, float]]] = defaultdict(set)
    for claim in made:
        for key in ((claim.words.noun, claim.words.head, claim.state), (claim.words.noun,)):
            amounts[key].add((claim.amount.low, claim.amount.high))
    for claim in made:
        sole = len(amounts[claim.words.noun, claim.words.head, claim.state]) == 1
        only = len(amounts[claim.words.noun,]) == 1
        alone = sole and only
        yield claim if alone else replace(claim, words=replace(claim.words, sole=sole, only=only))


def _counted(reading: Reading, figure: Figure, acts: Acts, known: Counted | None) -> Counted | None:
    """What a figure counts, and all that is needed to compare it; None where it cannot be."""
    first, last = bounds(reading, figure)
    before, after = reading.text[first : figure.span.start], reading.text[figure.span.end : last]
    figure = in_sterling(figure, after)
    amount = amount_of(figure, before)
    if amount is None or (figure.change not in (None, *_TO) and not lost(figure)):
        return None
    if not reading.is_own(figure.span.start) or figure.rule == "figure.ordinal":
        return None
    like = elided(reading, figure, known)
    if like is not None:
        bare = replace(amount, dimension=like.amount.dimension, unit=like.amount.unit)
        return replace(
            like,
            amount=bare,
            act=acts.around(figure.span),
            before=before,
            after=after,
            first=first,
            elided=True,
        )
    told = counted_as(figure, before, after) if not _is_part(before, figure, after) else None
    of_which = of_them(before) if figure.unit is None and figure.currency is None else ""
    told = (of_which, None) if of_which else told
    act = acts.around(figure.span)
    if told is None:
        return None
    untold = told[0] is None and (act is None or not act.verbs) and not measured_so(after)
    if untold and figure.currency is None and figure.rule != "figure.measure":
        return None
    noun = f"count {of_which}" if of_which else noun_of(figure, told[0] or "", told[1], (before, after))
    few = told[1] is None and _plain_count(figure) and (amount.value is None or amount.value < _FEW)
    if (few and (amount.value is None or amount.value <= 1)) or ((few or untold) and not noun):
        return None  # "two sides", "hundreds of people"
    few = few or untold
    return Counted(told, noun, amount, reading.number_of(figure.span.start), act, before, after, first, few)


def _claim(reading: Reading, id_: str, figure: Figure, found: Counted) -> Claim:
    first, before, after = found.first, found.before, found.after
    figure = in_sterling(figure, after)
    last = figure.span.end + len(after)
    what, state = found.told
    frame = stems(before[-120:]) | stems(after[:120]) | stems(figure.measure or "")
    voice = reading.voice(figure.span)
    if voice is not None and voice.own:
        voice = teller(reading, figure) or voice
    return Claim(
        evidence=reading.evidence("figures", id_, figure.span),
        amount=found.amount,
        shown=" ".join(figure.span.text.split()),
        what=what or "",
        state=state.id if state is not None else "",
        happened=state.says if state is not None else "",
        parties=_parties(figure, voice),
        frame=frame,
        places=_places(reading, first, last, "place"),
        lands=_places(reading, first, last, "state"),
        period=_others_time(reading, figure, first, last),
        published=reading.published,
        forecast=figure.modality == "forecast",
        voice=voice or Party(f"unsure:{reading.article_id}", "", own=True),
        sentence=found.sentence,
        polled=_polled(reading, figure),
        act=found.act,
        parts=_scope_words(f"{before[-90:]} {figure.span.text} {after[:60]}"),
        loose=state is not None and state.loose,
        words=words_of(found, figure, _sentence(reading, figure), _beside(reading, figure)),
    )


def _sentence(reading: Reading, figure: Figure) -> tuple[str, str]:
    """The words of its sentence before and behind a figure."""
    first, last = reading.sentence(figure.span.start)
    return reading.text[first : figure.span.start], reading.text[figure.span.end : last]


def _beside(reading: Reading, figure: Figure) -> str:
    """The sentences before and behind that of a figure."""
    first, last = reading.sentence(figure.span.start)
    behind = reading.sentence(last)[1] if last < len(reading.text) else last
    return (
        f"{reading.text[reading.sentences_before(figure.span.start, 1) : first]} {reading.text[last:behind]}"
    )


def _scope_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _LOWER.findall(text) if word in scopes())


def _plain_count(figure: Figure) -> bool:
    return (
        figure.currency is None
        and figure.rule not in ("figure.percent",)
        and figure.measure is not None
        and (figure.unit is None or figure.unit in figure.measure)
        and (figure.unit or "").lower() not in stock()
    )


def _polled(reading: Reading, figure: Figure) -> bool:
    first, last = reading.sentence(figure.span.start)
    share = figure.unit in ("percent", "share", "percentage point", "point")
    return share and polls().search(reading.text[first:last]) is not None


def bounds(reading: Reading, figure: Figure) -> tuple[int, int]:
    """The clause a figure stands in: its sentence, cut to the statement around it."""
    first, last = reading.sentence(figure.span.start)
    at = reading.statement_at(figure.span)
    if at is None:
        return first, last
    for part in reading.found.statements[at].parts:
        if part.contains(figure.span):
            return max(first, part.start), min(last, part.end)
    return first, last


def _is_part(before: str, figure: Figure, after: str) -> bool:
    """True for "5 of them", "another 12", "including 3 children": a part of a count, or a further one."""
    if any(partial().search(words) for words in (figure.span.text, before[-14:])):
        return True
    if (
        (_OF_THE.search(figure.span.text) and not _WHICH.match(after))
        or _INCLUDES.search(before[-24:])
        or _BY.search(before[-4:])
    ):
        return True
    return _PART.match(after) is not None or _FURTHER.search(figure.span.text) is not None


def _parties(figure: Figure, voice: Party | None) -> tuple[str | None, str | None, str | None]:
    of_whom = figure.of_whom
    if of_whom is None and _PRONOUN.search(figure.span.text + " ") and voice is not None and not voice.own:
        of_whom = voice.name
    return figure.giver, figure.recipient, of_whom


def _places(reading: Reading, first: int, last: int, kind: str) -> frozenset[str]:
    """The places, or the states, that the clause names."""
    found = reading.found.actors
    near = [mention for mention in reading.mentions(first, last) if mention.kind == kind]
    names = frozenset(_cased(found[mention.actor].name) for mention in near if mention.actor is not None)
    if kind == "place" and not names:
        names = frozenset(match[1].strip() for match in parts().finditer(reading.text, first, last))
    return names


def _cased(name: str) -> str:
    """A place as it is written in a sentence: "KISUMU" stands in a dateline."""
    return name.title() if name.isupper() and len(name) > _SHORT else name


def _others_time(reading: Reading, figure: Figure, first: int, last: int) -> tuple[str, str] | None:
    """The interval that the clause names: the figure's own, else that of a date in the clause."""
    to_come = figure.as_of_earliest is not None and (reading.published[1] or "9999") < figure.as_of_earliest
    if figure.as_of_latest is not None and to_come and figure.modality == "fact":
        return None  # what has happened by then cannot be known yet: the day was read wrong
    if figure.as_of_earliest is not None and figure.as_of_latest is not None:
        return figure.as_of_earliest, figure.as_of_latest
    for date in reading.dates(first, last):
        ahead = date.earliest is not None and (reading.published[1] or "9999") < date.earliest
        if (
            date.earliest is not None
            and date.latest is not None
            and not (ahead and figure.modality == "fact")
        ):
            return date.earliest, date.latest
    return None
