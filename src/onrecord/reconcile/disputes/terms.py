"""What parties call a thing: terms of which no two can fit it, with the nouns of the thing they stand at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.disputes import Contrast, alternatives, contrasts, counted
from onrecord.reconcile.disputes.amounts import amount_of
from onrecord.reconcile.disputes.claims import bounds
from onrecord.reconcile.disputes.counts import state_of
from onrecord.reconcile.disputes.reading import Party, Reading, stems
from onrecord.shapes import Evidence, Span

_BE = r"(?:is|was|were|are|be|been|being|as|remains|remained)"
_KIND = r"(?:(?!(?:an?|the|of|to|in|at)\b)[\w-]+\s+){0,2}?"
_SOFTLY = r"(?:(?:not|no|never|just|only|merely|simply|clearly|nothing\s+but|in\s+fact)\s+){0,2}"
_NOT = re.compile(r"\b(?:not|no|never|n['\u2019]t|nothing)\b", re.IGNORECASE)
_NOT_A = re.compile(rf"\b{_BE}\s+(?:no|not|never)\s+(?:an?\s+|the\s+)?", re.IGNORECASE)
_IS_A = re.compile(
    r"\b(?:was|were|is|are)\s+(?:(?:an?|the|just|only|merely|simply|ordinary)\s+){0,2}$", re.IGNORECASE
)
_DEFINITE = re.compile(
    r"(?:\b(?:the|its|his|her|their|this|that|these|those)\s+(?:\w+[\s-]+){0,3}|['\u2019]s?\s+(?:\w+\s+)?)$",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"\b(?!(?:an?|the|any|in|way|kind|sort|form|act|of|at|all|even|really|simply|part|as|been|being|be|have|has|had|mere|such|more|than|but|just)\b)\w+",
    re.I,
)
_RATHER = re.compile(r"\s*,?\s*(?:but|rather)\s+(?:rather\s+)?[^.,;:!?\"”]{2,40}")
_CLAUSE = re.compile(r"[.;:!?,]")
_LOW = re.compile(r"\w+")
_CALLING = re.compile(r"\b(?:call|describ|brand|label|dub|denounc|condemn|term|refer)\w*", re.IGNORECASE)
_CALLS_FOR = re.compile(r"\bcall\w*\s+(?:for|on|upon|in|off|up)\b", re.IGNORECASE)
_MOST = 4000  # characters of one statement that are searched


@dataclass(frozen=True, slots=True)
class Called:
    """One term for one thing in one party's words. `sure` says that the words state what the thing is."""

    contrast: str
    side: str
    term: str
    nouns: frozenset[str]
    party: Party
    evidence: Evidence
    sure: bool
    denied: bool  # "no coup": the party says that this is what it is not
    subject: frozenset[str]
    sentence: int
    published: tuple[str | None, str | None]
    strict: bool = False  # of terms that are many: a denial is of its own term alone
    bare: bool = False  # merely named: that weighs only against "it was no coup"
    heads: frozenset[str] = frozenset()  # what stands for the thing itself; `subject` has more of its words
    loose: bool = False  # a pronoun stands for the thing: its words are those of the sentences before


@dataclass(frozen=True, slots=True)
class Label:
    """What one party calls a number of dead: "20 terrorists"."""

    amount: float
    side: str
    term: str
    party: Party
    evidence: Evidence
    sentence: int
    published: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Words:
    """One contrast, compiled: its terms, each with its side, and patterns for a thing that is called one."""

    contrast: Contrast
    side_of: dict[str, str]
    attributive: re.Pattern[str] | None
    predicative: re.Pattern[str]
    called: re.Pattern[str]
    bare: re.Pattern[str] | None
    openers: frozenset[str]  # the first words of its terms: without one of them nothing need be searched
    nouns: frozenset[str] = frozenset()  # likewise of the nouns of the thing, where the terms need one


@cache
def _compiled() -> tuple[_Words, ...]:
    return tuple(_words(contrast) for contrast in contrasts())


@cache
def _opened() -> dict[str, tuple[int, ...]]:
    """The numbers of the contrasts that a word can open a term of."""
    found: dict[str, list[int]] = {}
    for number, words in enumerate(_compiled()):
        for word in words.openers:
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def _words(contrast: Contrast) -> _Words:
    side_of = {term: side for side, terms in contrast.sides.items() for term in terms}
    term = _inner(side_of)
    openers = frozenset(_LOW.findall(each)[0] for each in side_of)
    quoted = rf"[\"“‘'«]?(?P<term>{term})(?!\w)[\"”’'»]?"
    if contrast.of:
        noun = _inner(contrast.of)
        first = {_LOW.findall(each)[0] for each in contrast.of}
        nouns = frozenset(first | {f"{each}s" for each in first})
        attributive = rf"(?<!\w){quoted}\s+(?:\w+\s+)?(?P<noun>{noun})s?(?!\w)"
        predicative = (
            rf"(?<!\w)(?P<noun>{noun})s?(?!\w)[^.;:!?]{{0,60}}?\b{_BE}\b(?P<gap>[^.;:!?,]{{0,25}}?)"
            rf"(?<!\w){quoted}(?:\s+(?:\w+\s+)?(?P<second>{noun})(?!\w))?"
        )
        called = rf"(?<!\w)(?P<noun>{noun})s?(?!\w)\s+(?:as\s+)?(?:an?\s+)?(?P<gap>){quoted}"
        return _Words(
            contrast, side_of, _made(attributive), _made(predicative), _made(called), None, openers, nouns
        )
    if contrast.strict:
        told = rf"{_SOFTLY}(?:(?:an?|the|part\s+of|as\s+an?)\s+{_KIND})?"
        predicative = rf"\b{_BE}\s+(?P<gap>{told})(?<!\w){quoted}"
        called = (
            rf"\A(?P<subject>[^.;:!?,]{{1,60}}?)\s+"
            rf"(?P<gap>(?:as\s+)?(?:(?:an?|the)\s+{_KIND})?){quoted}"
        )
        return _Words(contrast, side_of, None, _made(predicative), _made(called), None, openers)
    predicative = rf"(?P<subject>[^.;:!?,]{{1,60}}?)\b{_BE}\b(?P<gap>[^.;:!?,]{{0,25}}?)(?<!\w){quoted}"
    called = rf"(?P<subject>[^.;:!?,]{{1,60}}?)\s+(?:as\s+)?(?:an?\s+|the\s+)?(?P<gap>){quoted}"
    bare = _made(rf"\b(?:an?|the|this|that|its|his|illegal)\s+{quoted}")
    return _Words(contrast, side_of, None, _made(predicative), _made(called), bare, openers)


def _inner(words: object) -> str:
    found = alternatives(words)
    return found.pattern.removeprefix(r"(?<!\w)(?:").removesuffix(r")(?!\w)") if found is not None else ""


def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def called(reading: Reading) -> Iterator[Called]:
    """Every term by which a named party calls a thing that can be called otherwise."""
    for id_, statement in reading.report.cells("statements"):
        party = reading.party(statement)
        if party is None or statement.class_ in ("believes", "plans", "asks") or "planned" in statement.flags:
            continue
        cue = statement.cue.text if statement.cue is not None else ""
        calling = _CALLING.search(cue) is not None and _CALLS_FOR.search(cue) is None
        for part in statement.parts:
            if reading.is_own(part.start) and not nested(reading, part, party):
                yield from _in_part(reading, id_, (part, party), calling=calling)


def nested(reading: Reading, part: Span, party: Party) -> bool:
    """True where another statement inside these words may hold the term: then it is somebody else's."""
    at = reading.statement_at(part)
    return at is not None and reading.party(reading.found.statements[at]) not in (None, party)


def _in_part(reading: Reading, id_: str, said: tuple[Span, Party], *, calling: bool) -> Iterator[Called]:
    part, party = said
    text = reading.text[part.start : min(part.end, part.start + _MOST)]
    low = frozenset(_LOW.findall(text.lower()))
    for number in sorted({number for word in low for number in _opened().get(word, ())}):
        words = _compiled()[number]
        if words.nouns and low.isdisjoint(words.nouns):
            continue
        for pattern in (words.predicative, words.called if calling else None, words.attributive, words.bare):
            if pattern is None:
                continue
            for match in pattern.finditer(text):
                yield _called(reading, words, match, (id_, part, party))


def _called(reading: Reading, words: _Words, match: re.Match[str], cell: tuple[str, Span, Party]) -> Called:
    id_, part, party = cell
    groups = match.groupdict()
    term = " ".join(match["term"].split()).lower().replace(" - ", "-")
    side = words.side_of.get(term) or words.side_of.get(term.replace("-", " - ")) or ""
    stated = "gap" in groups
    before = match.string[max(0, match.start() - 40) : match.start()]
    nouns = frozenset(groups[name].lower() for name in ("noun", "second") if groups.get(name))
    definite = _DEFINITE.search(before) is not None if words.contrast.of else stated
    told = not stated and _IS_A.search(before) is not None  # "they were fishing vessels"
    start = part.start + (match.start("noun") if words.contrast.of and stated else match.start("term"))
    start = min(start, part.start + match.start("term"))
    negated = stated and _NOT.search(match["gap"]) is not None
    if negated and stated and _CONTENT.search(_NOT.split(match["gap"])[-1]):
        side = ""  # "not an intercontinental missile" may be a missile: it is of neither side
    rather = _RATHER.match(match.string, match.end()) if negated else None
    last = rather.end() if rather is not None else match.end()
    shown = match.string[start - part.start : last]
    if shown.count("”") > shown.count("“") or shown.count('"') % 2:
        last = match.end("term")  # a closing mark whose opening one is not among the words shown
    end = part.start + last
    return Called(
        contrast=words.contrast.id,
        side=side,
        term=term,
        nouns=nouns,
        party=party,
        evidence=reading.evidence("statements", id_, reading.span(start, end)),
        sure=(stated and definite and not negated) or (told and bool(words.contrast.of)),
        denied=negated,
        subject=stems(
            groups.get("subject")
            or _CLAUSE.split(match.string[max(0, match.start() - 60) : match.start()])[-1]
        ),
        sentence=reading.number_of(start),
        published=reading.published,
        strict=words.contrast.strict,
        bare=words.bare is not None and not stated,
    )


def labels(reading: Reading) -> Iterator[Label]:
    """What each party calls the number of dead that it tells."""
    sides = [contrast for contrast in contrasts() if contrast.counted]
    for id_, figure in reading.report.cells("figures"):
        amount, voice = amount_of(figure), reading.voice(figure.span)
        if (
            amount is None
            or amount.value is None
            or amount.value < 2
            or voice is None
            or figure.currency is not None
        ):
            continue
        first, last = bounds(reading, figure)
        before, after = reading.text[first : figure.span.start], reading.text[figure.span.end : last]
        term = _label(figure.span.text, after, sides)
        state = state_of(before, after, figure) if term is not None else None
        if term is not None and state is not None and state.id == "killed":
            yield Label(
                amount.value, *term, voice, reading.evidence("figures", id_, figure.span),
                reading.number_of(figure.span.start), reading.published,
            )  # fmt: skip


def _label(words: str, after: str, sides: Sequence[Contrast]) -> tuple[str, str] | None:
    """The side and the term of a counted group: its own noun, or what the dead are said to have been."""
    noun = words.lower().split()[-1]
    told = re.match(
        r"\s*(?:killed\s+|dead\s+)?(?:was|were|are)\s+(?:all\s+|mostly\s+)?(\w+(?:\s\w+)?)", after
    )
    for contrast in sides:
        for side, terms in contrast.sides.items():
            if noun in terms:
                return side, noun
            if told is not None and (noun in counted() or noun == "dead"):
                said = told[1].lower()
                hit = next((term for term in terms if said == term or said.split()[0] == term), None)
                if hit is not None:
                    return side, hit
    return None
