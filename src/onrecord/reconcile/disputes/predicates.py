"""The words that tell what a thing is: terms of the axes behind a copula or a verb of calling."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.knowledge import characterisations as known
from onrecord.knowledge.characterisations import Place, singular

ENDS = re.compile(
    r"[.;:!?,()\[\]\n]|\s[-–—]\s|\b(?:who|whose|which|when|because|while|if|to|for|in|on|at|by|with|from|after|before|than|until"
    r"|since|that|and|or|under|over|about|during|into|between|towards?|without|amid|despite|through|against|but|rather|aimed|designed)\b",
    re.IGNORECASE,
)
HARD = re.compile(r"[.;:!?\n]")
_BUT = re.compile(r",?\s*\b(?:but|rather|instead)\b(?!\s+(?:than|of)\b)", re.IGNORECASE)
NOT = re.compile(
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
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PLAIN = re.compile(
    r"\s+(?:(?P<no>(?:not|never)\s+an?|no)|an?)\s+(?P<noun>(?:[a-z][a-z-]+\s+){0,2}?[a-z][a-z-]{2,})(?=\s*(?:[.,;:!?\"”’)]|\b(?:on|of|against|in|for|by"
    r"|at|but|and|who|which|that|from|with|to)\b|$))"
)
REACH = 90  # characters behind a copula in which what a thing is must stand
_WORDS = 9


@dataclass(frozen=True, slots=True)
class Hit:
    """A term in the words that say what a thing is."""

    term: tuple[str, ...]
    places: tuple[Place, ...]
    start: int
    end: int
    denied: bool
    shown: int  # where the noun phrase ends that is shown with it


def plain(text: str, start: int, offset: int) -> Hit | None:
    """What a thing is said to be, or not to be, by a noun of no axis: "is not a ban on it"."""
    told = _PLAIN.match(text, start)
    if told is None:
        return None
    words = tuple(singular(word.lower()) for word in WORD.findall(told["noun"]))
    common = known.generic() | known.vague() | known.empty_heads()
    if words[-1] in common or words in known.places() or (words[-1],) in known.places():
        return None
    first, last = told.span("noun")
    denied = told["no"] is not None
    return Hit(words, (Place("same", "is"),), first + offset, last + offset, denied, last + offset)


def moved(hit: Hit, offset: int) -> Hit:
    """The same term so many characters further on."""
    return replace(hit, start=hit.start + offset, end=hit.end + offset, shown=hit.shown + offset)


def hits(text: str, start: int, offset: int, *, denied: bool, after: str = "") -> list[Hit]:
    """The terms that tell what a thing is in the words from `start`; those behind "not" are denied."""
    hard = HARD.search(text, start, start + REACH)
    last = hard.start() if hard is not None else min(len(text), start + REACH)
    but = _BUT.search(text, start, last)
    found = []
    beside = _AND_NOT.search(text, start, last)
    if beside is not None and not denied:
        stop = ENDS.search(text, beside.end())
        for hit in terms_in(text, beside.end(), min(last, stop.start()) if stop is not None else last):
            found.append(replace(moved(hit, offset), denied=True))
        last = beside.start()
    for first, end in ((start, but.start() if but else last), *(((but.end(), last),) if but else ())):
        stop = ENDS.search(text, first, end)
        for hit in terms_in(text, first, stop.start() if stop is not None else end):
            words = _NOT_NOT.sub(" ", (after if first == start else "") + text[first : hit.start])
            no = denied or NOT.search(words) is not None
            if no and not denied and not _SOFT.fullmatch(NOT.split(words)[-1]):
                continue  # "no suicide attack" may be an attack
            found.append(replace(moved(hit, offset), denied=no))
        if not any(hit.denied for hit in found):
            break  # "a crime but a small one": only behind "not" does "but" tell what it is
    return found


def terms_in(text: str, first: int, last: int) -> list[Hit]:
    """The term that is the head of a noun phrase, or those that stand before its head, up to "of"."""
    matches = list(WORD.finditer(text, first, min(len(text), last + 40)))
    words = [singular(match[0].lower().replace("’", "'")) for match in matches]
    within = sum(match.end() <= last for match in matches)
    every: list[tuple[int, int, Hit]] = []
    at = 0
    while at < min(within, _WORDS):
        term = next(
            (t for t in known.by_opener().get(words[at], ()) if tuple(words[at : at + len(t)]) == t), None
        )
        if term is None:
            at += 1
            continue
        end = at + len(term)
        every.append(
            (at, end, Hit(term, known.places()[term], matches[at].start(), matches[end - 1].end(), False, 0))
        )
        at = end
    cut = next((end for _, end, _ in every if end < within and words[end].endswith("ed")), within)
    every, within = [one for one in every if one[1] <= cut], cut  # "a farce staged by the guards"
    of = next((at for at, word in enumerate(words[:within]) if word == "of"), within)
    near = [one for one in every if one[0] < of]
    shown = matches[min(of, within) - 1].end() if min(of, within) > 0 else 0
    heads = [hit for _, end, hit in near if end >= min(of, within)]
    if heads:
        if _TO.match(text, heads[-1].end):
            return []
        return [replace(heads[-1], shown=shown)]
    if of > 0 and words[of - 1] in known.empty_heads():
        near += [one for one in every if one[0] > of][:1]
    elif not near:
        return []
    last_word = matches[min(of, within) - 1].end() if within else 0
    if _TO.match(text, last_word):
        return []  # "necessary to insulate it": what for, not what it is
    return [replace(hit, shown=shown) for _, _, hit in near]
