"""What the words around a figure say of it: its noun, the deed, its teller, what a bare number leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.knowledge.dispute_counts import State
from onrecord.knowledge.dispute_quantities import (
    alike_deeds,
    alike_nouns,
    empty_measures,
    late,
    measured,
    phases,
    planning,
    spans_of_time,
    telling_verbs,
)
from onrecord.reconcile.disputes.acts import Act
from onrecord.reconcile.disputes.amounts import Amount, dimension_of
from onrecord.reconcile.disputes.reading import Party, Reading, stems
from onrecord.shapes import Figure

_BEFORE, _AFTER = 90, 70  # characters of a clause in which the deed of a figure stands
_ELIDED = 2  # sentences back in which the noun of a bare number stands
_KNOWN = frozenset({"length", "mass", "area", "speed", "percent", "percent of GDP"})
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_CAPITAL = re.compile(r"\b[A-Z][\w'\u2019-]*")
_NUMBER_OF = re.compile(r"\b(?:number|count|tally|total)\s+of\s+(?:the\s+)?([a-z]+)", re.IGNORECASE)
_PERSONS = frozenset({"people", "dead", "deaths", "victims", "injured", "wounded", "killed", "persons"})
_OF_TIME = frozenset(
    [
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "decade",
        "century",
        "night",
        "weekend",
        "times",
        "degree",
        "point",
        "share",
    ]
)
_AGE = re.compile(r"\b(?:old|olds|aged|year|day|hour|month|week|minute)s?$", re.IGNORECASE)
_MILLIONS = re.compile(r"\b(?:mi|bi|tri)llion\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\b")
_LONG = re.compile(r"\s*(?P<how>long|wide|deep|high|tall|heavy|thick)\b")
_OF_WHAT = re.compile(
    r"\b(?:amount|quantity|volume|weight|size|load|haul|stock|cargo|seizure)\s+of\s+(?:the\s+)?([a-z]+)"
)
_OF_THEM = re.compile(r"\bOf\s+(?:the\s+)?[^,.;]{0,40}?\b([a-z]+s),?\s+(?:only\s+)?$")
_HEDGES = (
    r"(?:\s+(?:only|just|about|around|some|no\s+more\s+than|at\s+least|at|it|them|was|were|that|there|had|been"
    r"|merely|as\s+many\s+as|as\s+few\s+as|the\s+figure|the\s+number))*\s*"
)
_SUBJECT = re.compile(r"^(?:But\s+|And\s+|While\s+|Meanwhile,?\s+)?(?P<who>[^,.;:]{2,60}?)\s+$")
_HEDGED = re.compile(_HEDGES)
_ENDED = re.compile(r"\s*(?:[.;,!?\n]|$|(?:had|have|were|was|and|but|while)\b)")
_PRONOUN = re.compile(r"^(?:he|she|it|they|we|i|there|this|that|who|which|people|some|many)$", re.IGNORECASE)
_IRREGULAR = {
    "gave": "give", "given": "give", "shot": "shoot", "brought": "bring", "sold": "sell", "bought": "buy",
    "lost": "lose", "found": "find", "got": "get", "gotten": "get", "sent": "send", "paid": "pay",
    "fled": "flee", "built": "build", "fell": "fall", "fallen": "fall", "took": "take", "taken": "take",
    "held": "hold", "made": "make", "stole": "steal", "stolen": "steal", "came": "come", "left": "leave",
    "laid": "lay", "spilt": "spill", "leaked": "leak", "struck": "strike", "grew": "grow", "grown": "grow",
    "swapped": "swap", "hit": "hit", "burnt": "burn", "dropped": "drop", "set": "set", "let": "let",
    "turnout": "turn out", "losses": "lose", "loss": "lose", "handed": "hand", "won": "win", "fed": "feed",
    "axed": "axe", "sown": "sow", "died": "die", "shipped": "ship", "scrapped": "scrap", "freed": "free",
    "release": "release", "freeing": "free", "handover": "hand over", "robbed": "rob", "netted": "net",
}  # fmt: skip
_BLAND = stems(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december million billion thousand hundred percent dollars euros people "
    "number spokesman spokeswoman ministry minister official officials government reporters authorities "
    "agency company morning evening night today yesterday week month year amount total statement"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the words around a figure say: the noun it is of (with its kind), the deeds, the words of its
    clause, whether it is an early or a late count, the stage and the time it is over. `sole` says that
    its report has no other amount of the kind, `few` that it can be compared in no other way."""

    noun: str = ""
    deeds: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    told_at: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    planned: bool = False
    few: bool = False
    sole: bool = True
    elided: bool = False  # its noun is that of the figure before it
    only: bool = True  # its report has no other amount of money, or of the measure
    head: str = ""  # which kind of money or measure: "fine", "cocaine"
    wide: frozenset[str] = frozenset()  # the words of the sentence before, too
    of: frozenset[str] = frozenset()  # words that say which kind of it: "air defence" of systems


NONE = Words()


def words_of(found: Counted, figure: Figure, around: tuple[str, str], before: str) -> Words:
    """What the words of its sentence before and behind a figure say of it, with the sentence `before` that;
    NONE where its noun is not told."""
    noun = found.noun
    if not noun:
        return NONE
    wide = near_of(stems(_lower(f"{before} {around[0]} {around[1]}")), noun)
    head = head_of(figure, found.told[0] or "", around[0])
    before, after = around[0][-_BEFORE:], around[1][:_AFTER]
    clause = f"{before} {figure.span.text} | {after}"
    frame = stems(f"{_lower(before)} {figure.measure or ''} {_lower(after)}")
    return Words(
        noun=noun,
        deeds=deeds_of(clause),
        near=near_of(frame, noun),
        told_at=_named(late(), clause),
        phases=_named(phases(), clause),
        spans=_named(spans_of_time(), clause),
        planned=planning().search(clause) is not None,
        few=found.few,
        of=_kind(figure),
        head=head,
        wide=wide,
    )


def _lower(words: str) -> str:
    """A text without its names: what is named says little of what is counted."""
    return _CAPITAL.sub(" ", words)


def _kind(figure: Figure) -> frozenset[str]:
    """The words before the noun of what is counted."""
    words = (figure.measure or "").split(" of ")[0].split()[:-1]
    return stems(" ".join(word for word in words if word.islower())) - _BLAND


def _named(patterns: Mapping[str, re.Pattern[str]], words: str) -> frozenset[str]:
    return frozenset(name for name, pattern in patterns.items() if pattern.search(words))


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts, and where: the words of its clause before and behind it, and where that begins.

    What follows it as a bare number counts the same.
    """

    told: tuple[str | None, State | None]
    noun: str
    amount: Amount
    sentence: int
    act: Act | None
    before: str
    after: str
    first: int
    few: bool = False
    elided: bool = False


def noun_of(figure: Figure, what: str, state: State | None, around: tuple[str, str]) -> str:
    """The noun by which a figure is compared, with its kind; "" where none is told.

    Example: of "4.2 tonnes of cocaine", "mass cocaine"; of "120 captives", "count prisoners".
    """
    before, after = around
    if figure.currency is not None:
        return "money"
    if figure.unit in ("percent", "percent of GDP"):
        found = [match[0].lower() for match in measured().finditer(before)]
        found = found[-1:] or [match[0].lower() for match in measured().finditer(after[:_AFTER])]
        return f"percent {alike_nouns().get(found[0], found[0])}" if found else ""
    if figure.rule == "figure.measure":
        return _measured(figure, after)
    if _AGE.search(figure.unit or ""):
        return ""
    if figure.unit is None:
        total = list(_NUMBER_OF.finditer(f"{before[-_BEFORE:]} | {figure.measure or ''} of {what}"))[:1]
        if total and total[0][1].lower() not in _PERSONS:
            return f"count {alike_nouns().get(total[0][1].lower(), total[0][1].lower())}"
        return "count people" if state is not None or what == "people" else ""
    words = figure.unit.lower().split()
    head = alike_nouns().get(" ".join(words[-2:])) or alike_nouns().get(words[-1], words[-1])
    return f"count {head}" if state is None or state.id != "casualties" else "count people"


def head_of(figure: Figure, what: str, before: str) -> str:
    """Which kind of money or measure a figure is: "fine", "cocaine"; "" where that is not told."""
    last = what.rsplit(" ", 1)[-1]
    if figure.currency is not None:
        return alike_nouns().get(last, "")
    if figure.rule != "figure.measure":
        return ""
    of = _OF_WHAT.search(f"{before[-_BEFORE:]} {figure.span.text} {figure.measure or ''}".lower())
    name = of[1] if of is not None else last
    return "" if name in empty_measures() else alike_nouns().get(name, name)


def in_sterling(figure: Figure, after: str) -> Figure:
    """The figure as money where "7 million pounds" weighs nothing."""
    if figure.unit != "pound" or _MILLIONS.search(figure.span.text) is None or _OF.match(after):
        return figure
    return replace(figure, unit=None, currency="GBP", rule="figure.money")


def measured_so(after: str) -> bool:
    """True before "long" or "high", which say what is measured."""
    return _LONG.match(after) is not None


def _measured(figure: Figure, after: str) -> str:
    """What is measured, by its unit: "measure mass", "measure barrel"; of lengths also how: "long"."""
    unit, long = (figure.unit or "").lower(), _LONG.match(after)
    if long is not None:
        return f"measure {long['how']}"
    if unit in _OF_TIME or not unit:
        return ""
    return f"measure {dimension_of(unit)}"


def deeds_of(words: str) -> frozenset[str]:
    """The deeds that a clause tells, each by the first verb of its list. Example: of "pledged", "give"."""
    found: set[str] = set()
    known = alike_deeds()
    tokens = [_IRREGULAR.get(word, word) for word in _WORD.findall(words.lower())]
    for at, word in enumerate(tokens):
        behind = tokens[at + 1] if at + 1 < len(tokens) else ""
        for form in _forms(word):
            found |= known.get(form, frozenset()) | known.get(f"{form} {behind}", frozenset())
    return frozenset(found)


def _forms(word: str) -> Iterable[str]:
    """A word and what it may be a form of: "pledged", "pledg", "pledge"."""
    yield word
    for end, instead in (
        ("ied", "y"),
        ("ed", ""),
        ("d", ""),
        ("ing", ""),
        ("ing", "e"),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(end) and len(word) > len(end) + 2:
            yield word[: -len(end)] + instead


def near_of(frame: frozenset[str], noun: str) -> frozenset[str]:
    """The words of a clause that can show that another is of the same."""
    return frozenset(word for word in frame - _BLAND if not noun.endswith(word) and f" {word}" not in noun)


def teller(reading: Reading, figure: Figure) -> Party | None:
    """Who gives an amount by a verb of telling: "The harbour office spoke of 12"; None where nobody does."""
    first, _ = reading.sentence(figure.span.start)
    before = reading.text[first : figure.span.start]
    found = list(telling_verbs().finditer(before))[-1:]
    if not found:
        return None
    verb = found[0]
    who = _SUBJECT.match(before[: verb.start()])
    name = who["who"] if who is not None else ""
    if not name or _PRONOUN.match(name) or not (name[0].isupper() or name.startswith("the ")):
        return None
    mentions = reading.mentions(first, first + verb.start())
    named = [m.actor for m in mentions if m.actor is not None and m.how == "name"]
    if len(named) == 1 and mentions[0].span.text.casefold() == name.casefold():
        return reading.actor(named[0])
    plain = name.removeprefix("The ").removeprefix("the ")
    return Party(plain.casefold(), plain)


def bare(reading: Reading, figure: Figure) -> bool:
    """True for a number whose noun is left out: "The ministry said only 17." """
    first, _ = reading.sentence(figure.span.start)
    if figure.unit is not None or figure.currency is not None or figure.rule != "figure.number":
        return False
    if _ENDED.match(reading.text, figure.span.end) is None:
        return False
    before = reading.text[first : figure.span.start]
    verbs = list(telling_verbs().finditer(before))[-1:]
    if not verbs or _HEDGED.fullmatch(before, verbs[0].end()) is None:
        return False
    return _SUBJECT.match(before[: verbs[0].start()]) is not None


def elided(reading: Reading, figure: Figure, known: Counted | None) -> Counted | None:
    """What a bare number counts: the noun of the figure before it."""
    if known is None or not bare(reading, figure):
        return None
    return known if 0 <= reading.number_of(figure.span.start) - known.sentence <= _ELIDED else None


def of_them(before: str) -> str:
    """The noun of "Of the tanks only 10"; "" where there is none."""
    found = _OF_THEM.search(before)
    return alike_nouns().get(found[1].lower(), found[1].lower()) if found is not None else ""
