"""Figures as claims: how much of what, said of whom, at what time, in whose voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.knowledge.disputes import (
    State,
    any_state,
    counted,
    counts_by_itself,
    measures,
    partial,
    parts,
    polls,
    scopes,
    states,
    stock,
)
from onrecord.reconcile.disputes.acts import Act, Acts
from onrecord.reconcile.disputes.amounts import Amount, amount_of
from onrecord.reconcile.disputes.reading import Party, Reading, stems
from onrecord.shapes import Evidence, Figure

_NEAR = 45  # characters between a figure and the word that says what happened to the counted
_FEW = 10  # lesser counts of anything ("two sides") are of another thing more often than not
_CLOSE = 16  # characters between such a word and the figure that it governs: "killed an estimated 40"
_JOINED = re.compile(r"[\d,;:()]|\b(?:and|but|while|who|which|when|after|before)\b", re.IGNORECASE)
_DURATIONS = frozenset(
    {
        "day",
        "year",
        "hour",
        "month",
        "week",
        "minute",
        "second",
        "decade",
        "century",
        "times",
        "night",
        "weekend",
    }
)
_TO = ("rise to", "fall to")
_PART = re.compile(r"\s*(?:of (?:them|whom|those|these)|others?|more|each|a (?:day|week|month|year))\b")
_FURTHER = re.compile(r"\bmore\b(?!\s+than)", re.IGNORECASE)
_NUMBER_OF = re.compile(r"^(?:the )?(?:total |overall )?(?:number|total|count|tally|toll) of ")
_OF_THE = re.compile(r"\bof (?:the|those|these|them)\b", re.IGNORECASE)
_INCLUDES = re.compile(r"\binclud(?:es|ed|ing|e)\b[^,.;:]*$", re.IGNORECASE)
_BY = re.compile(r"\bby $", re.IGNORECASE)  # "leads by 291 delegates": what is between two amounts
_PERSONS = re.compile(
    r"(?:[^dt]ers|[^c]tors|ists|men|people|ees|[^n]ants|ians|youths|staff|students|suspects|fans|inmates|migrants|pilgrims|guests|pupils|pickers|hands|believers|civilians|voters)$"
)
_STATED = re.compile(
    r"\s+(dead|killed|injured|wounded|hurt|missing|arrested|detained|homeless|displaced|deaths|injuries|arrests)\b(?!\s+(?:and\s+)?[a-z]*(?:people|men|women|soldiers|civilians))",
    re.IGNORECASE,
)
_LOWER = re.compile(r"[a-z-]+")
_TOTAL = re.compile(
    r"\b(?:(?P<toll>(?:death|overall|final|official)?\s*toll|crowd|turnout|attendance)|(?:number|total|count|tally)\s+of\s+(?:the\s+)?(?P<what>[\w-]+(?:\s+[\w-]+){0,3}?))"
    r"(?:\s+[\w'’-]+){0,14}?\s+(?:at|to|is|was|stood\s+at|stands\s+at|of|reached|hit|passed|topped)\s+(?:now\s+|about\s+|around\s+|some\s+|nearly\s+|at\s+least\s+)*$",
    re.IGNORECASE,
)
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

    @property
    def article_id(self) -> str:
        """The report it stands in."""
        return self.evidence.article_id or ""


def claims(reading: Reading) -> Iterator[Claim]:
    """Every figure of a report that can be compared: what it counts is told, and that it is no mere part."""
    cells, acts = list(reading.report.cells("figures")), Acts(reading)
    risen = {figure.amount for _, figure in cells if figure.change in _TO}
    for id_, figure in cells:
        claim = _claim(reading, id_, figure, acts)
        if claim is not None:
            yield replace(claim, grown=figure.amount in risen)


def _claim(reading: Reading, id_: str, figure: Figure, acts: Acts) -> Claim | None:
    amount = amount_of(figure)
    if amount is None or (figure.change not in (None, *_TO) and not _lost(figure)):
        return None
    if not reading.is_own(figure.span.start) or figure.rule == "figure.ordinal":
        return None
    first, last = bounds(reading, figure)
    before, after = reading.text[first : figure.span.start], reading.text[figure.span.end : last]
    what, voice = what_of(figure), reading.voice(figure.span)
    if _is_part(before, figure, after):
        return None
    act = acts.around(figure.span)
    if figure.unit in _DURATIONS:
        what = None
    counts = figure.currency is None and figure.unit != "percent"
    state = state_of(before, after, figure) if what is not None and counts else None
    totalled = (_totalled(before, figure) or _nouned(figure, after)) if counts else None
    if totalled is not None:
        what, state = totalled
    elif counts and figure.unit is not None and figure.unit.lower().split()[-1] in counts_by_itself():
        what, state = "people", counts_by_itself()[figure.unit.lower().split()[-1]]
    elif state is not None and (figure.unit is None or figure.unit.split()[-1] not in figure.span.text):
        return None  # "seven people were killed and 50 taken to hospital": 50 of whom is not told
    if state is not None and state.only and what not in state.only:
        state = None
    if what is None and (act is None or not act.verbs):
        return None
    if state is not None and state.whoever and not state.only:
        state = state if what in counted() or _PERSONS.search(what or "") is not None else None
    if state is not None and state.whoever:
        what = "people"
    if state is None and _plain_count(figure) and (amount.value is None or amount.value < _FEW):
        return None  # "two sides", "hundreds of people"
    local = _others_time(reading, figure, first, last)
    return Claim(
        evidence=reading.evidence("figures", id_, figure.span),
        amount=amount,
        shown=" ".join(figure.span.text.split()),
        what=what or "",
        state=state.id if state is not None else "",
        happened=state.says if state is not None else "",
        parties=_parties(figure, voice),
        frame=stems(before[-120:]) | stems(after[:120]) | stems(figure.measure or ""),
        places=_places(reading, first, last, "place"),
        lands=_places(reading, first, last, "state"),
        period=local,
        published=reading.published,
        forecast=figure.modality == "forecast",
        voice=voice or Party(f"unsure:{reading.article_id}", "", own=True),
        sentence=reading.number_of(figure.span.start),
        polled=_polled(reading, figure),
        act=act,
        parts=_scope_words(f"{before[-90:]} {figure.span.text} {after[:60]}"),
        loose=state is not None and state.loose,
    )


def _scope_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _LOWER.findall(text) if word in scopes())


def _lost(figure: Figure) -> bool:
    """True for what is counted where it goes: "cut 9,000 jobs" is no fall of a number of jobs."""
    noun = (figure.unit or "").lower().split(" ")[-1]
    return figure.change == "fall by" and any(noun in state.only for state in states())


def _nouned(figure: Figure, after: str) -> tuple[str, State] | None:
    """People counted by what happened to them alone: "281 dead", "92 injured"."""
    behind = _STATED.match(after)
    last = figure.span.text.lower().split()[-1]
    if figure.unit is not None and last != "injured":
        return None
    word = behind[1].lower() if behind is not None else last
    state = next((s for s in states() if s.after is not None and s.after.fullmatch(word)), None)
    return ("people", state) if state is not None and word.isalpha() else None


def _totalled(before: str, figure: Figure) -> tuple[str, State] | None:
    """What is counted, and its state, where a total is told: "the number of people killed has risen to 50"."""
    found = _TOTAL.search(before)
    if found is None:
        return None
    if found["toll"] is not None:
        return "people", counts_by_itself()["deaths" if "toll" in found["toll"].lower() else "demonstrators"]
    words = found["what"].lower().split()
    told = next((word for word in words if word in counts_by_itself()), None)
    if told is not None and told == words[0]:
        return "people", counts_by_itself()[told]
    behind = " ".join(words[1:])
    state = next((s for s in states() if s.after is not None and s.after.match(behind)), None)
    if state is None or not words[0].isalpha():
        return None
    return counted().get(words[0], words[0]), state


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


def what_of(figure: Figure) -> str | None:
    """What is counted or measured, as one name for all its synonyms: "aid", "people"; None where untold."""
    measure = _NUMBER_OF.sub("", (figure.measure or "").lower())
    words = re.split(r" (?:of|in|who|that|which) ", measure)[0].split()
    while words and words[0] in ("its", "their", "the", "his", "her", "our", "a", "an", "all"):
        words = words[1:]
    if not words or any(not word[0].isalpha() for word in words):
        return None
    last, two = words[-1], " ".join(words[-2:])
    if figure.currency is None and figure.unit != "percent" and figure.unit is not None:
        noun = figure.unit.lower().split()[-1]
        if noun in counted():
            return counted()[noun]
    head = counted().get(last) or measures().get(two) or measures().get(last) or last
    return " ".join([*words[:-1], head]) if figure.currency is not None or figure.unit == "percent" else head


def state_of(before: str, after: str, figure: Figure) -> State | None:
    """What happened to the counted, by the nearest word of its clause that is joined to the figure."""
    best: tuple[int, str, State] | None = None
    ahead, behind = _JOINED.split(before[-_NEAR:])[-1], _JOINED.split(after[:_NEAR])[0]
    near = any_state().search(f"{ahead} | {figure.span.text} | {behind}") is not None
    for state in states() if near else ():
        found = [0] if state.after is not None and state.after.search(figure.span.text) else []
        if state.before is not None:
            gaps = [len(ahead) - match.end() for match in state.before.finditer(ahead)]
            found += [gap for gap in gaps if gap <= _CLOSE]
        if state.after is not None:
            found += [match.start() + 1 for match in state.after.finditer(behind)]
        for distance in found:
            if best is None or (distance, state.id) < best[:2]:
                best = (distance, state.id, state)
    if best is None and figure.measure is not None and any_state().search(figure.measure):
        told = (s for s in states() if s.after is not None and s.after.search(figure.measure))
        return next(told, None)
    return best[2] if best is not None else None


def _is_part(before: str, figure: Figure, after: str) -> bool:
    """True for "5 of them", "another 12", "including 3 children": a part of a count, or a further one."""
    if any(partial().search(words) for words in (figure.span.text, before[-14:])):
        return True
    if _OF_THE.search(figure.span.text) or _INCLUDES.search(before[-24:]) or _BY.search(before[-4:]):
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
    names = frozenset(found[mention.actor].name for mention in near if mention.actor is not None)
    if kind == "place" and not names:
        names = frozenset(match[1].strip() for match in parts().finditer(reading.text, first, last))
    return names


def _others_time(reading: Reading, figure: Figure, first: int, last: int) -> tuple[str, str] | None:
    """The interval that the clause names: the figure's own, else that of a date in the clause."""
    to_come = figure.as_of_earliest is not None and (reading.published[1] or "9999") < figure.as_of_earliest
    if figure.as_of_latest is not None and to_come and figure.modality == "fact":
        return None  # what has happened by then cannot be known yet: the day was read wrong
    if figure.as_of_earliest is not None and figure.as_of_latest is not None:
        return figure.as_of_earliest, figure.as_of_latest
    for date in reading.dates(first, last):
        if date.earliest is not None and date.latest is not None:
            return date.earliest, date.latest
    return None
