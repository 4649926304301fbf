"""What a report says that a party calls a thing, beside its quotations: "honoured the youths as martyrs".

Appositions and asides tell as much as a reported sentence: "in what the party terms a coup", "for their
lawyer it was a protest", "the blast was an accident, its operator maintains".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.knowledge import characterisations as known
from onrecord.knowledge.characterisations import Place, singular
from onrecord.knowledge.disputes import unnamed
from onrecord.reconcile.disputes.callings import heads_of, stems_of
from onrecord.reconcile.disputes.predicates import WORD, Hit, hits
from onrecord.reconcile.disputes.reading import Party, Reading
from onrecord.reconcile.disputes.terms import Called

_WHO = r"(?P<who>[^,.;:!?\n“”\"]{2,60}?)"
_AS = (
    r"honou?r|hail|prais|mourn|celebrat|portray|present|describ|regard|treat|depict|paint|condemn|denounc|cast|fram"
    r"|characteri[sz]|dismiss|decri|defend|justifi|welcom|advertis|list|brand|label|classif|view|remember|glorif|vilif|attack"
    r"|pass(?:ed|es)\s+off|sold|sell|saw|see|spoke\s+of|speak|refer|wrote\s+of|talk"
)
_TERMS = (
    r"(?:terms?|termed|calls?|called|considers?|considered|dubs|dubbed|labels|labell?ed|brands|branded|deems?"
    r"|deemed|(?:describe[sd]?|regards?|regarded|sees?|saw|portrays?|portrayed|presents?|presented)\s+as)"
)
_HOLDS = (
    r"(?:maintains?|maintained|insists?|insisted|argue[sd]?|contends?|contended|claim(?:s|ed)?|assert(?:s|ed)?"
    r"|stress(?:es|ed)|objects|reckons|holds|says|said|believes?)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|(?<=[.;,]\s)){_WHO}\s+(?:(?:has|have|had|also|later|promptly|then)\s+)*(?:{_AS})[a-z]*\s+(?P<what>[^.;:!?\n]{{2,70}}?)\s+as\s+(?P<term>)",
        rf"\b[Ww]hat\s+{_WHO}\s+{_TERMS}\s+(?P<term>)",
        rf"(?:^|(?<=[.;:]\s))(?:For|To|In\s+the\s+(?:eyes|view|words)\s+of)\s+{_WHO},?\s+(?P<what>(?:it|this|that|they|these|the)\b[^.;:,!?\n]{{0,40}}?)\s+(?:was|is|were|are|had\s+been|remains?)\s+(?P<term>)",
        rf"(?:^|(?<=[.;]\s))(?P<what>[^,.;:!?\n“”\"]{{2,80}}?)\s+(?:was|is|were|are|had\s+been)\s+(?P<term>)[^,.;:!?\n]{{2,60}},\s+(?P<who>[^,.;:!?\n]{{2,50}}?)\s+{_HOLDS}\b",
    )
)
_ASKED = re.compile(
    r"\b(?:if|whether|would|could|might|may|not|never|no|refus\w+|declin\w+)\b", re.IGNORECASE
)
_NOBODY = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "this",
        "that",
        "these",
        "those",
        "there",
        "who",
        "which",
        "what",
        "people",
        "some",
        "many",
    ]
)
_LEAST = 4  # letters of a noun of the sentence before
_MOST = 8  # words of a subject


def labelled(reading: Reading) -> Iterator[Called]:
    """Every term of an axis that the report says a party has for a thing, outside of what it quotes."""
    text, seen = reading.text, set()
    for first, last in _sentences(reading):
        for pattern in _PATTERNS:
            match = pattern.search(text, first, last)
            party = _party(reading, match) if match is not None else None
            if match is None or party is None or _ASKED.search(match[0]):
                continue
            for hit in hits(text[:last], match.start("term"), 0, denied=False):
                for place in hit.places:
                    if (hit.start, place.axis) not in seen:
                        seen.add((hit.start, place.axis))
                        yield _called(reading, party, (hit, place), match)


def _sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    """The bounds of the report's own sentences that have a term and a cue."""
    last = 0
    for cue in _cues().finditer(reading.text):
        if cue.start() >= last:
            first, last = reading.sentence(cue.start())
            if reading.is_own(first):
                yield first, last


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"\bas\b|\bwhat\b|\bFor\b|\bTo\b|\beyes\b|\bview\b|,\s+[^,]{{2,50}}\s+{_HOLDS}\b")


def _party(reading: Reading, match: re.Match[str]) -> Party | None:
    who = " ".join(match["who"].split())
    words = who.split()
    if not words or len(words) > _MOST or words[0].lower() in _NOBODY or who.casefold() in unnamed():
        return None
    first, last = match.span("who")
    named = [m.actor for m in reading.mentions(first, last) if m.actor is not None and m.how == "name"]
    if len(set(named)) == 1:
        return reading.actor(named[0])
    plain = who.removeprefix("The ").removeprefix("the ")
    return Party(plain.casefold(), plain)


def _called(reading: Reading, party: Party, told: tuple[Hit, Place], match: re.Match[str]) -> Called:
    hit, place = told
    what = match.groupdict().get("what") or ""
    words = [word.lower() for word in WORD.findall(what)]
    content = [word for word in words if word not in _NOBODY and word not in ("the", "a", "an")]
    loose = not content or {singular(word) for word in content} <= known.vague()
    if loose:
        first = reading.sentences_before(match.start(), 1)
        around = WORD.findall(reading.text[first : hit.start])
        content = [word.lower() for word in around if len(word) >= _LEAST]
    head = content if loose else _front(content, what)
    return Called(
        contrast=f"axis.{place.axis}",
        side=place.side,
        term=" ".join(hit.term),
        nouns=frozenset(),
        party=party,
        evidence=reading.words_at(hit.start, max(hit.end, hit.shown)),
        sure=not hit.denied,
        denied=hit.denied,
        subject=stems_of(content),
        sentence=reading.number_of(hit.start),
        published=reading.published,
        strict=True,
        heads=heads_of(head),
        loose=loose,
    )


def _front(content: list[str], what: str) -> list[str]:
    """The head of a noun phrase: its last word before what is tied to it ("the blast at the hub")."""
    front = re.split(
        r"\s(?:of|in|on|at|for|by|to|from|with|against|near|shot|killed|who|which|that)\s", what
    )[0]
    words = [word.lower() for word in WORD.findall(front)]
    return words[-1:] or content[-1:]
