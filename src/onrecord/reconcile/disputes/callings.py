"""What parties call a thing, by axes of general English: "the stop is blackmail", "the stop is maintenance".

What is said to be something (a copula, or a verb of calling) is searched for terms that stand on one side of
an axis; who says so and of what is kept. Whether two parties speak of one thing is told by the heads of their
subjects, or by the sentences before a pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from onrecord.knowledge import characterisations as known
from onrecord.knowledge.characterisations import Place, singular, singulars
from onrecord.knowledge.disputes import denying, empty_words, unnamed
from onrecord.reconcile.disputes.predicates import (
    ENDS,
    HARD,
    NOT,
    REACH,
    WORD,
    Hit,
    hits,
    moved,
    plain,
    terms_in,
)
from onrecord.reconcile.disputes.reading import Party, Reading
from onrecord.reconcile.disputes.terms import Called, nested
from onrecord.shapes import Span, Statement

_BE = re.compile(
    r"\b(?:is|was|were|are|be|been|being|remains?|remained|amount(?:s|ed|ing)?\s+to|constitut(?:es?|ed)|represent(?:s|ed)"
    r"|became|becomes?)(?:n['’]t)?\b|(?<=\bit)['’]s\b|(?<=\bthat)['’]s\b|(?<=\bthey)['’]re\b|(?<=\bwe)['’]re\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[.;:!?,()\n“”\"]|\b(?:that|and|but|because|while|whether|if|as)\s", re.IGNORECASE)
_UNREAL = re.compile(
    r"\b(?:would|could|might|may|should|must|can|will|if|whether|unless|to)(?:\s+(?:not|have|also|only))*\s*$",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|whether|unless|were\s+to)\b", re.IGNORECASE)
_LINK = re.compile(
    r"\s(?:of|in|on|at|for|by|to|from|with|against|near|over|under|between|during|after|before|about|into|inside|outside|who|which|that)\s",
    re.IGNORECASE,
)
_AUXILIARIES = re.compile(
    r"(?:\s*\b(?:has|have|had|will|not|never|now|also|clearly|simply|still|always|only|really|all|both|themselves|itself))+\s*$",
    re.I,
)
_NOBODY = re.compile(r"(?:that|this|these|those|it)\b", re.IGNORECASE)
_AS = re.compile(r"\bas\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:^|\s)(?:an?|as|“|\"|‘)(?=\s|\w)", re.IGNORECASE)
_MOST = 4000
_FEW_WORDS = 4
_STEM, _SHORT = 6, 3
_ENDING = re.compile(r"(?:ing|ed|e)$")
LABEL = "!"
"""Among the heads of a subject: that a term is rejected as what another calls it."""
OWN = "~"
"""Among the heads of a subject: that it is somebody's own ("their result")."""
VAGUE = "?"
"""Among the heads of a subject: that its noun says little ("the situation")."""
_SIDES = ("subject", "object")
_BACK = 2  # sentences before a pronoun in which what it stands for is named
_PRONOUNS = frozenset(
    [
        "it",
        "this",
        "that",
        "they",
        "these",
        "those",
        "which",
        "he",
        "she",
        "him",
        "her",
        "them",
        "all",
        "such",
        "who",
        "what",
    ]
)
_SPEAKERS = frozenset(["we", "i", "us", "ourselves"])
_SKIPPED = frozenset(["you", "there", "here"])
_OWNERS = frozenset(["its", "his", "her", "their", "our", "my"])
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "his",
        "their",
        "our",
        "my",
        "such",
        "any",
        "some",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]
)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is said to be something: its heads, all its words, and whether a pronoun stands for it."""

    heads: frozenset[str]
    words: frozenset[str]
    loose: bool


def callings(reading: Reading) -> Iterator[Called]:
    """Every term of an axis by which a party calls a thing, or denies that it is one."""
    for id_, statement in reading.report.cells("statements"):
        party = _party(reading, statement)
        if party is None:
            continue
        for part in statement.parts:
            if reading.is_own(part.start) and not nested(reading, part, party):
                seen: set[tuple[int, str, str]] = set()
                for hit, subject in _said(reading, statement, part):
                    for place in hit.places:
                        if (hit.start, place.axis, place.side) not in seen:
                            seen.add((hit.start, place.axis, place.side))
                            yield _called(reading, (id_, party, place), hit, subject)


def _party(reading: Reading, statement: Statement) -> Party | None:
    """Who says it, where it is said of what is, by somebody who is named."""
    if statement.class_ in ("plans", "asks") or {"planned", "negated"} & set(statement.flags):
        return None
    party = reading.party(statement)
    if party is None or party.name.casefold() in unnamed() or _NOBODY.match(party.name):
        return None
    return party


def _called(reading: Reading, cell: tuple[str, Party, Place], hit: Hit, subject: _Subject) -> Called:
    id_, party, place = cell
    return Called(
        contrast=f"axis.{place.axis}",
        side=place.side,
        term=" ".join(hit.term),
        nouns=frozenset(),
        party=party,
        evidence=reading.evidence("statements", id_, reading.span(hit.start, max(hit.end, hit.shown))),
        sure=not hit.denied,
        denied=hit.denied,
        subject=subject.words,
        sentence=reading.number_of(hit.start),
        published=reading.published,
        strict=True,
        heads=subject.heads,
        loose=subject.loose,
    )


@cache
def _labelling() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, known.label_nouns())))
    return re.compile(
        rf"\b(?:{nouns})s?\s+(?:of|as|that\s+\w+(?:\s+\w+){{0,4}}?\s+(?:was|were|is|are))\b", re.IGNORECASE
    )


def _calls(cue: str) -> str:
    """How a cue calls a thing something: "as", "of", plainly ("plain"), or not at all ("")."""
    words = WORD.findall(cue.lower())
    pairs = set(pairwise(words))
    if pairs & known.speaking():
        return "of"
    lemmas = [singular(word).removesuffix("ed").removesuffix("ing") for word in words]
    if set(pairwise(lemmas)) & known.not_calling():
        return ""
    if known.calling().intersection(words):
        return "plain"
    return "as" if known.calling_as().intersection(words) else ""


def _said(reading: Reading, statement: Statement, part: Span) -> Iterator[tuple[Hit, _Subject]]:
    """The terms in one part of what somebody says, each with its subject."""
    text = reading.text[part.start : min(part.end, part.start + _MOST)]
    opened = known.by_opener().keys()
    if opened.isdisjoint(singulars(text)):
        return
    cue = statement.cue.text if statement.cue is not None else ""
    denies = statement.class_ == "denies" and denying().search(cue) is not None
    if denies:
        for match in _labelling().finditer(text):
            for hit in hits(text, match.end(), part.start, denied=True):
                if all(place.axis == "truth" for place in hit.places):
                    continue  # "rejected the claim as false"
                subject = _subject(reading, statement, "", part.start)
                words = subject.words | stems_of(WORD.findall(text.lower()))
                yield hit, replace(subject, words=words, heads=subject.heads | {LABEL})
    elif _calls(cue) and not _IF.search(text):
        yield from _named(reading, statement, (text, part), _calls(cue))
    for match in _BE.finditer(text):
        first = max(
            (m.end() for m in _BEFORE.finditer(text, max(0, match.start() - 120), match.start())), default=0
        )
        told = text[first : match.start()]
        if _UNREAL.search(told) or _IF.search(text[max(0, first - 4) : match.start()]):
            continue
        behind = hits(text, match.end(), part.start, denied=False, after=match[0])
        said = plain(text, match.end(), part.start)
        behind += [said] if said is not None else []
        if behind:
            told = _clause_subject(reading, part.start + match.start(), behind[-1].end) or told
            subject = _subject(reading, statement, told, part.start + match.start())
            yield from ((_turned(hit) if denies else hit, subject) for hit in behind if subject.words)


def _turned(hit: Hit) -> Hit:
    return replace(hit, denied=not hit.denied)


def _named(
    reading: Reading, statement: Statement, said: tuple[str, Span], how: str
) -> Iterator[tuple[Hit, _Subject]]:
    """The terms behind a verb of calling: "the stop as blackmail", "the vote a farce", "blackmail"."""
    text, part = said
    as_ = _AS.search(text)
    if as_ is not None:
        subject = _subject(reading, statement, text[: as_.start()], part.start)
        yield from ((hit, subject) for hit in hits(text, as_.end(), part.start, denied=False))
        return
    if how == "as":
        return
    hard = HARD.search(text)
    last = hard.start() if hard is not None else len(text)
    openers = known.by_opener()
    for match in WORD.finditer(text, 0, last):
        if singular(match[0].lower()) not in openers:
            continue
        stop = ENDS.search(text, match.start())
        near = terms_in(text, match.start(), min(last, stop.start()) if stop is not None else last)
        if not near:
            continue
        hit = near[0]
        before = text[: hit.start]
        articles = [match.start() for match in _ARTICLE.finditer(before)]
        told = before[: articles[-1]] if articles and articles[-1] > 0 else before
        if "," in told or len(told) > REACH or ENDS.search(before[len(told) :].replace(" as ", " ")):
            return
        if how == "of" and WORD.search(told) is not None:
            return
        denied = NOT.search(before[len(told) :]) is not None
        yield replace(moved(hit, part.start), denied=denied), _subject(reading, statement, told, part.start)
        return


def _subject(reading: Reading, statement: Statement, told: str, at: int) -> _Subject:
    """The thing that these words name; where they are a pronoun, or none, what was named before `at`."""
    words = WORD.findall(_AUXILIARIES.sub("", told).lower())
    link = _LINK.search(f" {told} ")
    front = WORD.findall(_AUXILIARIES.sub("", told[: link.start()] if link is not None else told).lower())
    if words and words[-1] in _SKIPPED:
        return _Subject(frozenset(), frozenset(), True)
    if front and front[0] in _PRONOUNS and len(front) < _FEW_WORDS:
        front = front[:1]  # "them the president's weapon"
    if front and front[-1] in _SPEAKERS:
        own = frozenset(_stem(word) for word in WORD.findall(statement.speaker.lower()))
        return _Subject(own, own, False)
    content = set(words) - _DETERMINERS
    if (
        front
        and front[-1] not in _PRONOUNS
        and content
        and not {singular(word) for word in content} <= known.vague()
    ):
        own = frozenset([OWN] if front[0] in _OWNERS else [])
        return _Subject(heads_of(front[-1:]) | own, stems_of(words), False)
    before = reading.text[reading.sentences_before(at, _BACK) : max(at, statement.parts[0].start)]
    heads = _named_before(reading, at, verbs=bool(front) and front[-1] not in _PRONOUNS)
    return _Subject(heads_of(sorted(heads)), stems_of(WORD.findall(f"{before} {told}".lower())), True)


def _clause_subject(reading: Reading, at: int, last: int) -> str:
    """The subject of the clause whose predicate stands between these places; "" where none is known."""
    for clause in reading.found.clauses:
        if not clause.noun and at <= clause.act_start < last:
            for phrase in clause.phrases:
                if phrase.role == "subject" and phrase.start < at:
                    return reading.text[phrase.start : phrase.end]
    return ""


def _named_before(reading: Reading, at: int, *, verbs: bool) -> set[str]:
    """The nouns that a pronoun can stand for: of the sentence before and of its own, as far as it is read;
    where that has but pronouns, of the one before it. With `verbs`, also what was done ("the step")."""
    found: set[str] = set()
    for back in range(1, _BACK + 1):
        start = reading.sentences_before(at, back)
        for clause in reading.found.clauses:
            if start <= clause.start < at and not clause.noun:
                told = (
                    phrase.lemmas[0].lower()
                    for phrase in clause.phrases
                    if phrase.role in _SIDES and phrase.lemmas
                )
                found |= {*told, *(clause.act if verbs else ())} - _PRONOUNS
        opening = WORD.search(reading.text, start)
        if opening is None or opening[0].lower() not in _PRONOUNS:
            break
    return found


def _stem(word: str) -> str:
    plain = singular(word)
    return _ENDING.sub("", plain)[:_STEM] if len(plain) > _SHORT else plain


def stems_of(words: list[str]) -> frozenset[str]:
    """The stems of those words that carry meaning."""
    return frozenset(_stem(word) for word in words if len(word) > 2 and word not in empty_words())


def heads_of(words: list[str]) -> frozenset[str]:
    """The stems of these nouns, and the kinds of thing that they are of."""
    words = [word for word in words if singular(word) not in known.generic()]
    plain = {_stem(word) for word in words if word not in empty_words()}
    if any(singular(word) in known.vague() for word in words):
        plain.add(VAGUE)
    return frozenset(plain | {f"={kind}" for word in words for kind in known.kinds().get(singular(word), ())})
