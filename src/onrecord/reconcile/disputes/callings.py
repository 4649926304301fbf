"""What parties call a thing, by axes of general English: "the stop is blackmail", "the stop is maintenance".

What is said to be something (a copula, or a verb of calling) is searched for terms that stand on one side of an
axis; who says so and of what is kept. Whether two parties speak of one thing is told by the heads of their
subjects, or by the sentences before a pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from onrecord.knowledge import characterisations as known
from onrecord.knowledge.characterisations import Place, singular, singulars
from onrecord.knowledge.disputes import denying, empty_words, unnamed
from onrecord.reconcile.disputes.reading import Party, Reading
from onrecord.reconcile.disputes.terms import Called, nested
from onrecord.shapes import Span, Statement

_BE = re.compile(
    r"\b(?:is|was|were|are|be|been|being|remains?|remained|amount(?:s|ed|ing)?\s+to|constitut(?:es?|ed)|represent(?:s|ed)"
    r"|became|becomes?)(?:n['’]t)?\b|(?<=\bit)['’]s\b|(?<=\bthat)['’]s\b|(?<=\bthey)['’]re\b|(?<=\bwe)['’]re\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[.;:!?,()\[\]\n]|\s[-–—]\s|\b(?:who|whose|which|when|because|while|if|to|for|in|on|at|by|with|from|after|before|than|until"
    r"|since|that|and|or|under|over|about|during|into|between|towards?|without|amid|despite|through|against|but|rather|aimed|designed)\b",
    re.IGNORECASE,
)
_HARD = re.compile(r"[.;:!?\n]")
_BUT = re.compile(r",?\s*\b(?:but|rather|instead)\b(?!\s+(?:than|of)\b)", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:no|not|never|neither|nor|hardly|anything\s+but|far\s+from)\b|n['’]t\b|\bnothing\b", re.IGNORECASE
)
_TO = re.compile(r"\s+(?:to|that)\s+[a-z]+", re.IGNORECASE)
_AND_NOT = re.compile(
    r"(?:,\s*|\band\s+)not\s+(?:an?\s+|the\s+)?(?!only|just|merely|to\b)(?=\w)", re.IGNORECASE
)
_SOFT = re.compile(
    r"\s*(?:(?:an?|the|any|in|way|kind|sort|form|act|of|at|all|even|really|simply|part|as|more|than|been|being|be|have|has|had|mere|such)\b\s*)*[\"“‘']?",
    re.IGNORECASE,
)
_NOT_NOT = re.compile(
    r"\b(?:nothing\s+(?:but|less\s+than|more\s+than|short\s+of)|not?\s+(?:only|just|merely|simply|less\s+than|more\s+than))\b",
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
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_REACH = 90  # characters behind a copula in which what a thing is must stand
_MOST = 4000
_WORDS, _FEW_WORDS = 9, 4
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
class _Hit:
    """A term in the words that say what a thing is."""

    term: tuple[str, ...]
    places: tuple[Place, ...]
    start: int
    end: int
    denied: bool
    shown: int  # where the noun phrase ends that is shown with it


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


def _called(reading: Reading, cell: tuple[str, Party, Place], hit: _Hit, subject: _Subject) -> Called:
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
    words = _WORD.findall(cue.lower())
    pairs = set(zip(words, words[1:], strict=False))
    if pairs & known.speaking():
        return "of"
    lemmas = [singular(word).removesuffix("ed").removesuffix("ing") for word in words]
    if set(zip(lemmas, lemmas[1:], strict=False)) & known.not_calling():
        return ""
    if known.calling().intersection(words):
        return "plain"
    return "as" if known.calling_as().intersection(words) else ""


def _said(reading: Reading, statement: Statement, part: Span) -> Iterator[tuple[_Hit, _Subject]]:
    """The terms in one part of what somebody says, each with its subject."""
    text = reading.text[part.start : min(part.end, part.start + _MOST)]
    opened = known.by_opener().keys()
    if opened.isdisjoint(singulars(text)):
        return
    cue = statement.cue.text if statement.cue is not None else ""
    denies = statement.class_ == "denies" and denying().search(cue) is not None
    if denies:
        for match in _labelling().finditer(text):
            for hit in _hits(text, match.end(), part.start, denied=True):
                if all(place.axis == "truth" for place in hit.places):
                    continue  # "rejected the claim as false"
                subject = _subject(reading, statement, "", part.start)
                words = subject.words | _stems(_WORD.findall(text.lower()))
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
        hits = _hits(text, match.end(), part.start, denied=False, after=match[0])
        if hits:
            subject = _subject(reading, statement, told, part.start + match.start())
            yield from ((_turned(hit) if denies else hit, subject) for hit in hits if subject.words)


def _moved(hit: _Hit, offset: int) -> _Hit:
    return replace(hit, start=hit.start + offset, end=hit.end + offset, shown=hit.shown + offset)


def _turned(hit: _Hit) -> _Hit:
    return replace(hit, denied=not hit.denied)


def _named(
    reading: Reading, statement: Statement, said: tuple[str, Span], how: str
) -> Iterator[tuple[_Hit, _Subject]]:
    """The terms behind a verb of calling: "the stop as blackmail", "the vote a farce", "blackmail"."""
    text, part = said
    as_ = _AS.search(text)
    if as_ is not None:
        subject = _subject(reading, statement, text[: as_.start()], part.start)
        yield from ((hit, subject) for hit in _hits(text, as_.end(), part.start, denied=False))
        return
    if how == "as":
        return
    hard = _HARD.search(text)
    last = hard.start() if hard is not None else len(text)
    openers = known.by_opener()
    for match in _WORD.finditer(text, 0, last):
        if singular(match[0].lower()) not in openers:
            continue
        stop = _ENDS.search(text, match.start())
        hits = _found(text, match.start(), min(last, stop.start()) if stop is not None else last)
        if not hits:
            continue
        hit = hits[0]
        before = text[: hit.start]
        articles = [match.start() for match in _ARTICLE.finditer(before)]
        told = before[: articles[-1]] if articles and articles[-1] > 0 else before
        if "," in told or len(told) > _REACH or _ENDS.search(before[len(told) :].replace(" as ", " ")):
            return
        if how == "of" and _WORD.search(told) is not None:
            return
        denied = _NOT.search(before[len(told) :]) is not None
        moved = replace(_moved(hit, part.start), denied=denied)
        yield moved, _subject(reading, statement, told, part.start)
        return


def _hits(text: str, start: int, offset: int, *, denied: bool, after: str = "") -> list[_Hit]:
    """The terms that tell what a thing is in the words from `start`; those behind "not" are denied."""
    hard = _HARD.search(text, start, start + _REACH)
    last = hard.start() if hard is not None else min(len(text), start + _REACH)
    but = _BUT.search(text, start, last)
    found = []
    beside = _AND_NOT.search(text, start, last)
    if beside is not None and not denied:
        stop = _ENDS.search(text, beside.end())
        for hit in _found(text, beside.end(), min(last, stop.start()) if stop is not None else last):
            found.append(replace(_moved(hit, offset), denied=True))
        last = beside.start()
    for first, end in ((start, but.start() if but else last), *(((but.end(), last),) if but else ())):
        stop = _ENDS.search(text, first, end)
        for hit in _found(text, first, stop.start() if stop is not None else end):
            words = _NOT_NOT.sub(" ", (after if first == start else "") + text[first : hit.start])
            no = denied or _NOT.search(words) is not None
            if no and not denied and not _SOFT.fullmatch(_NOT.split(words)[-1]):
                continue  # "no suicide attack" may be an attack
            found.append(replace(_moved(hit, offset), denied=no))
        if not any(hit.denied for hit in found):
            break  # "a crime but a small one": only behind "not" does "but" tell what it is
    return found


def _found(text: str, first: int, last: int) -> list[_Hit]:
    """The term that is the head of a noun phrase, or those that stand before its head, up to "of"."""
    matches = list(_WORD.finditer(text, first, min(len(text), last + 40)))
    words = [singular(match[0].lower().replace("’", "'")) for match in matches]
    within = sum(match.end() <= last for match in matches)
    hits: list[tuple[int, int, _Hit]] = []
    at = 0
    while at < min(within, _WORDS):
        term = next(
            (t for t in known.by_opener().get(words[at], ()) if tuple(words[at : at + len(t)]) == t), None
        )
        if term is None:
            at += 1
            continue
        end = at + len(term)
        hits.append(
            (at, end, _Hit(term, known.places()[term], matches[at].start(), matches[end - 1].end(), False, 0))
        )
        at = end
    cut = next((end for _, end, _ in hits if end < within and words[end].endswith("ed")), within)
    hits, within = [one for one in hits if one[1] <= cut], cut  # "a farce staged by the guards"
    of = next((at for at, word in enumerate(words[:within]) if word == "of"), within)
    near = [one for one in hits if one[0] < of]
    shown = matches[min(of, within) - 1].end() if min(of, within) > 0 else 0
    heads = [hit for _, end, hit in near if end >= min(of, within)]
    if heads:
        if _TO.match(text, heads[-1].end):
            return []
        return [replace(heads[-1], shown=shown)]
    if of > 0 and words[of - 1] in known.empty_heads():
        near += [one for one in hits if one[0] > of][:1]
    elif not near:
        return []
    last_word = matches[min(of, within) - 1].end() if within else 0
    if _TO.match(text, last_word):
        return []  # "necessary to insulate it": what for, not what it is
    return [replace(hit, shown=shown) for _, _, hit in near]


def _subject(reading: Reading, statement: Statement, told: str, at: int) -> _Subject:
    """The thing that these words name; where they are a pronoun, or none, what was named before `at`."""
    words = _WORD.findall(_AUXILIARIES.sub("", told).lower())
    link = _LINK.search(f" {told} ")
    front = _WORD.findall(_AUXILIARIES.sub("", told[: link.start()] if link is not None else told).lower())
    if words and words[-1] in _SKIPPED:
        return _Subject(frozenset(), frozenset(), True)
    if front and front[0] in _PRONOUNS and len(front) < _FEW_WORDS:
        front = front[:1]  # "them the president's weapon"
    if front and front[-1] in _SPEAKERS:
        own = frozenset(_stem(word) for word in _WORD.findall(statement.speaker.lower()))
        return _Subject(own, own, False)
    content = set(words) - _DETERMINERS
    if (
        front
        and front[-1] not in _PRONOUNS
        and content
        and not {singular(word) for word in content} <= known.vague()
    ):
        own = {OWN} if front[0] in _OWNERS else frozenset()
        return _Subject(_heads(front[-1:]) | own, _stems(words), False)
    before = reading.text[reading.sentences_before(at, _BACK) : max(at, statement.parts[0].start)]
    heads = _named_before(reading, at, verbs=bool(front) and front[-1] not in _PRONOUNS)
    return _Subject(_heads(sorted(heads)), _stems(_WORD.findall(f"{before} {told}".lower())), True)


def _named_before(reading: Reading, at: int, *, verbs: bool) -> set[str]:
    """The nouns that a pronoun can stand for: of the sentence before and of its own, as far as it is read; where
    that has but pronouns, of the one before it. With `verbs`, also what was done: "has ended", for "the step"."""
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
        opening = _WORD.search(reading.text, start)
        if opening is None or opening[0].lower() not in _PRONOUNS:
            break
    return found


def _stem(word: str) -> str:
    plain = singular(word)
    return _ENDING.sub("", plain)[:_STEM] if len(plain) > _SHORT else plain


def _stems(words: list[str]) -> frozenset[str]:
    return frozenset(_stem(word) for word in words if len(word) > 2 and word not in empty_words())


def _heads(words: list[str]) -> frozenset[str]:
    """The stems of these nouns, and the kinds of thing that they are of."""
    words = [word for word in words if singular(word) not in known.generic()]
    plain = {_stem(word) for word in words if word not in empty_words()}
    if any(singular(word) in known.vague() for word in words):
        plain.add(VAGUE)
    return frozenset(plain | {f"={kind}" for word in words for kind in known.kinds().get(singular(word), ())})
