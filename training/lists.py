"""Short lists of our own, one word or name a line in `word_lists/`: nationalities, titles, silver names."""

from __future__ import annotations

from pathlib import Path

import numpy as np


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / "word_lists" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


NATIONALITIES = frozenset(_lines("nationalities"))
TITLES = frozenset(_lines("titles"))
PARTIES = frozenset(
    ("borrower", "lender", "property", "lenders", "borrowers", "bank", "executive", "company")
)
"""What the SEC set calls a name where a contract names a role."""
AMBIGUOUS = frozenset(_lines("ambiguous"))
"""Names that are often persons or plain words: they replace others, but correct no silver label."""
PLACES = (*_lines("places"), *_lines("states"))
BODIES = tuple(_lines("bodies"))
_LISTED = {name: kind for names, kind in ((PLACES, "place"), (BODIES, "organisation"))
           for name in names if name not in AMBIGUOUS}  # fmt: skip


def mark_nationalities(words: list[str], names: np.ndarray, tags: dict[str, int]) -> None:
    """Makes nationalities of listed words that are no part of a longer name."""
    for i, word in enumerate(words):
        if word in NATIONALITIES:
            alone = names[i] != 0 and names[i] % 2 == 1 and (i + 1 == len(words) or not _inside(names[i + 1]))
            if names[i] == 0 or alone:
                names[i] = tags["B-nationality"]


def mark(words: list[str], names: np.ndarray, tags: dict[str, int]) -> None:
    """Sets nationalities, laws and weapons right in the name tags of a text."""
    mark_nationalities(words, names, tags)
    for start, end, kind in [*law_spans(words), *_listed(words, _WEAPONS)]:
        before = start > 0 and _inside(names[start])
        after = end < len(words) and _inside(names[end])
        person = names[start] in (tags["B-person"], tags["I-person"])
        if not before and not after and not person:
            names[start], names[start + 1 : end] = tags[f"B-{kind}"], tags[f"I-{kind}"]


_WEAPONS = dict.fromkeys(_lines("weapons"), "weapon")
_LAWS = frozenset(_lines("laws"))
_SMALL = frozenset(("of", "on", "the", "for", "and", "to", "against", "in"))
_NO_PART = frozenset(("the", "a", "an", "this", "that", "under", "in", "but"))
_ABOUT = frozenset(("Treaty", "Convention", "Charter", "Declaration", "Protocol", "Covenant", "Agreement"))
_NUMBERED = frozenset(("Resolution", "Article", "Protocol", "Section", "Directive"))


def law_spans(words: list[str]) -> list[tuple[int, int, str]]:
    """Capitalised phrases that name a law or treaty: "Clean Air Act", "Treaty on Open Skies"."""
    spans: list[tuple[int, int, str]] = []
    for i, word in enumerate(words):
        if word not in _LAWS or (spans and i < spans[-1][1]):
            continue
        start, end = i, i + 1
        while start > 0 and i - start < 8 and _title(words, start - 1):
            start -= 1
        if word in _ABOUT and i + 1 < len(words) and words[i + 1] in ("of", "on", "for", "against"):
            reach = i + 2
            while (
                reach < len(words) and (_capital(words[reach]) or words[reach] in _SMALL) and reach - i < 10
            ):
                reach += 1
            while words[reach - 1] in _SMALL:
                reach -= 1
            end = max(end, reach) if reach > i + 2 else end
        elif word in _NUMBERED and i + 1 < len(words) and words[i + 1][:1].isdigit():
            end = i + 2
        party = word == "Convention" and words[i - 1] in ("National", "Republican", "Democratic", "Party")
        if end - start > 1 and not party:
            spans.append((start, end, "law"))
    return spans


def _title(words: list[str], i: int) -> bool:
    if words[i] in _SMALL:
        return i > 0 and _capital(words[i - 1]) and words[i] != "the"
    return _capital(words[i]) and words[i].lower() not in (
        "the",
        "a",
        "an",
        "this",
        "that",
        "under",
        "in",
        "but",
    )


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _inside(tag: int) -> bool:
    return bool(tag > 0 and tag % 2 == 0)


def silver_spans(words: list[str]) -> list[tuple[int, int, str]]:
    """Listed states and bodies in a text, longest first at each word; US and WHO only as written."""
    return _listed(words, _LISTED)


def _listed(words: list[str], names: dict[str, str]) -> list[tuple[int, int, str]]:
    spans, i = [], 0
    while i < len(words):
        for size in (8, 7, 6, 5, 4, 3, 2, 1):
            kind = names.get(" ".join(words[i : i + size]))
            if kind and i + size <= len(words):
                spans.append((i, i + size, kind))
                i += size - 1
                break
        i += 1
    return spans
