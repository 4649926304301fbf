"""Finds titles: an office with side and modifiers ("former US Secretary of State", "head of the IAEA")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.extract.actors.found import BREAK, Found, Pieces
from onrecord.knowledge import actors as knowledge

_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "our", "my", "your", "this", "that"]
)
_COMPLEMENT = frozenset({"of", "for", "to", "in", "at", "on"})


@dataclass(frozen=True, slots=True)
class Held:
    """What a title says, wherever it stands."""

    office: str
    form: str
    sides: tuple[str, ...]
    past: bool
    party: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """One title in the text: pieces [first, last) with its sides and modifiers, the office, whose it is."""

    first: int
    last: int
    office: str
    form: str
    sides: tuple[str, ...] = ()  # keys of states and bodies
    past: bool = False
    determiner: str = ""
    party: str = ""

    def held(self) -> Held:
        """The title without its place."""
        return Held(self.office, self.form, self.sides, self.past, self.party)


@cache
def _forms() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, office in knowledge.titles().offices.items():
        words = tuple(form.replace("'", " ' ").split())
        by_first.setdefault(words[0], []).append((words, office))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in by_first.items()}


def find_titles(pieces: Pieces, known: Sequence[Found]) -> list[Title]:
    """All titles of the report, in text order, none inside another."""
    ends = {item.last: item for item in known}
    starts = {item.first: item for item in known}
    lower = [text.lower() for text in pieces.texts]
    out: list[Title] = []
    at = 0
    while at < len(lower):
        hit = _office(lower, at)
        if hit is None:
            at += 1
            continue
        last, office, form = hit
        title = Title(at, last, office, form)
        title = _owned(_with_complement(lower, _with_sides(lower, title, ends), starts))
        if not out or title.first >= out[-1].last:
            out.append(title)
        at = max(last, title.last)
    return out


def _office(lower: Sequence[str], at: int) -> tuple[int, str, str] | None:
    for words, office in _forms().get(lower[at], ()):
        place, taken = at, 0
        while taken < len(words) and place < len(lower):
            if lower[place] == words[taken]:
                taken += 1
            elif lower[place] not in ("-", "–") or taken == 0:
                break
            place += 1
        if taken == len(words):
            return place, office, " ".join(words)
    return None


def _with_sides(lower: Sequence[str], title: Title, ends: Mapping[int, Found]) -> Title:
    modifiers, past_words = knowledge.titles().modifiers, knowledge.titles().past
    first, sides, past, party = title.first, [], False, ""
    while first > 0:
        before = lower[first - 1]
        item = ends.get(first)
        if item is None and before == "s" and lower[first - 2] == "'":
            item = ends.get(first - 2)
        if item is not None:
            if item.key is not None and item.role != "capital":
                sides.append(item.key)
            first = item.first
        elif before in modifiers:
            past = past or before in past_words
            party = party or knowledge.titles().parties.get(before, "")
            first -= 1
        elif before == "-" and lower[first - 2] in modifiers:
            past = past or lower[first - 2] in past_words
            first -= 2
        else:
            break
    determiner = lower[first - 1] if first > 0 and lower[first - 1] in _DETERMINERS else ""
    return replace(title, first=first, sides=tuple(sides), past=past, determiner=determiner, party=party)


def _with_complement(lower: Sequence[str], title: Title, starts: Mapping[int, Found]) -> Title:
    """Adds "of the IAEA", "of neighbouring Albania" and their like, where knowledge knows what follows."""
    at = title.last
    if lower[at] not in _COMPLEMENT:
        return title
    at += 1
    for _ in range(3):
        item = starts.get(at)
        if item is not None and item.key is not None:
            return replace(title, last=item.last, sides=(*title.sides, item.key))
        if lower[at] not in ("the", "neighboring", "neighbouring", "nearby", "former", "alliance"):
            break
        at += 1
    return title


def _owned(title: Title) -> Title:
    """The title with the side that its form implies: "Pentagon chief" is an office of the United States."""
    owner = knowledge.titles().owners.get(title.form)
    return replace(title, sides=(owner,)) if owner is not None and not title.sides else title


def affairs_end(pieces: Pieces, at: int) -> int:
    """Where "for European and Eurasian Affairs" ends, if it stands at `at`; else `at`."""
    if pieces.word(at) not in ("for", "of", "to"):
        return at
    end = at + 1
    while end - at < 12:
        word = pieces.word(end)
        if word in (
            "Affairs",
            "Policy",
            "Operations",
            "Security",
            "Defense",
            "Defence",
            "Investment",
            "Nonproliferation",
        ):
            if pieces.word(end + 1)[:1].isupper():
                return end + 1
        elif not (word[:1].isupper() or word in ("and", "the", "of", ",", "&", "-")) or word == BREAK:
            return at
        end += 1
    return at
