"""What a figure counts, and what happened to the counted."""

from __future__ import annotations

import re

from onrecord.knowledge.dispute_counts import State, any_state, counts_by_itself, states
from onrecord.knowledge.disputes import counted, measures
from onrecord.shapes import Figure

_NEAR = 45  # characters between a figure and the word that says what happened to the counted
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
_NUMBER_OF = re.compile(r"^(?:the )?(?:total |overall )?(?:number|total|count|tally|toll) of ")
_PERSONS = re.compile(
    r"(?:[^dt]ers|[^c]tors|ists|men|people|ees|[^n]ants|ians|youths|staff|students|suspects|fans|inmates|migrants|pilgrims|guests|pupils|pickers|hands|believers|civilians|voters)$"
)
_STATED = re.compile(
    r"\s+(?:had\s+|have\s+)?(marched|took\s+part|taken\s+part|turned\s+out|demonstrated|gathered|rallied|(?:dead|killed)\s+(?:and|or)\s+(?:wounded|injured|hurt)(?!\s+\d)|dead|killed|injured|wounded|hurt|missing|arrested|detained|homeless|displaced|deaths|injuries|arrests)\b(?!\s+(?:and\s+)?[a-z]*(?:people|men|women|soldiers|civilians))",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:(?P<toll>(?:death|overall|final|official)?\s*toll|crowd|turnout|attendance)|(?:number|total|count|tally)\s+of\s+(?:the\s+)?(?P<what>[\w-]+(?:\s+[\w-]+){0,3}?))"
    r"(?:,?\s+[\w'’-]+){0,14}?,?\s+(?:at|to|is|was|stood\s+at|stands\s+at|of|reached|hit|passed|topped)\s+(?:now\s+|about\s+|around\s+|some\s+|nearly\s+|at\s+least\s+)*$",
    re.IGNORECASE,
)


def counted_as(figure: Figure, before: str, after: str) -> tuple[str | None, State | None] | None:
    """What a figure counts and its state, from the words of its clause; None where it is untold of whom.

    Example: of "27 arrests", ("people", the state `arrested`).
    """
    what = what_of(figure) if figure.unit not in _DURATIONS else None
    if figure.currency is not None or figure.unit == "percent":
        return what, None
    noun = figure.unit.lower().split()[-1] if figure.unit is not None else ""
    state = state_of(before, after, figure) if what is not None else None
    total = _totalled(before) or _nouned(figure, after)
    if total is not None:
        what, state = total
    elif noun in counts_by_itself():
        what, state = "people", counts_by_itself()[noun]
    elif state is not None and (
        not noun or figure.unit is None or figure.unit.split()[-1] not in figure.span.text
    ):
        return None  # "seven people were killed and 50 taken to hospital": 50 of whom is not told
    if state is not None and state.only and what not in state.only:
        return what, None
    if state is not None and state.whoever:
        persons = bool(state.only) or what in counted() or _PERSONS.search(what or "") is not None
        return ("people", state) if persons else (what, None)
    return what, state


def lost(figure: Figure) -> bool:
    """True for what is counted where it goes: "cut 9,000 jobs" is no fall of a number of jobs."""
    noun = (figure.unit or "").lower().split(" ")[-1]
    return figure.change == "fall by" and any(noun in state.only for state in states())


def _nouned(figure: Figure, after: str) -> tuple[str, State] | None:
    """People counted by what happened to them alone: "281 dead", "92 injured"."""
    behind = _STATED.match(after)
    last = figure.span.text.lower().split()[-1]
    if figure.unit is not None and last != "injured":
        return None
    word = " ".join(behind[1].lower().split()) if behind is not None else last
    state = next((s for s in states() if s.after is not None and s.after.fullmatch(word)), None)
    return ("people", state) if state is not None and word[0].isalpha() else None


def _totalled(before: str) -> tuple[str, State] | None:
    """What is counted, and its state, of a total: "the number of people killed has risen to 50"."""
    found = _TOTAL.search(before)
    if found is None:
        return None
    if found["toll"] is not None:
        return "people", counts_by_itself()["deaths" if "toll" in found["toll"].lower() else "demonstrators"]
    words = found["what"].lower().split()
    told = next((word for word in words if word in counts_by_itself()), None)
    if told is not None and told == words[0]:
        return "people", counts_by_itself()[told]
    behind = before[found.start("what") :].lower()[len(words[0]) :].strip()
    state = next((s for s in states() if s.after is not None and s.after.match(behind)), None)
    if state is None or not words[0].isalpha():
        return None
    return counted().get(words[0], words[0]), state


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
