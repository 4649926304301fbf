"""Who held which office when: heads of state and government, ministers, posts of bodies, from 2014 on.

Facts stand in `offices/`, one file a state or body, with the source that each was read in. A term that rests
on nobody's page has `verified: false`: it may add a candidate, it never resolves a speaker alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge import load

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_OPEN = re.compile(r"unknown after (\d{4}-\d{2}(?:-\d{2})?)")
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans("øłıđð", "olidd", "")
# One office under several names: "the British foreign minister" is the Foreign Secretary.
SAME = (
    ("foreign-minister", "foreign-secretary", "secretary-of-state"),
    ("defence-minister", "defence-secretary"),
    ("prime-minister", "chancellor"),
    ("interior-minister", "home-secretary"),
    ("finance-minister", "exchequer", "treasury-secretary"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office.

    `of` is the knowledge key of the state or body ("state:USA", "body:NATO"), `office` an id of
    `titles.yaml`. `start` and `end` are YYYY, YYYY-MM or YYYY-MM-DD, as the source tells; `end` is None where
    the person was in office when the source was written, which `known_to` tells: nothing is known after.
    """

    person: str
    office: str
    of: str
    start: str
    end: str | None
    verified: bool
    known_to: str | None = None
    acting: bool = False
    source: str = ""
    id: str = ""  # Wikidata's, where the source tells it
    nation: str = ""  # of a body's officer: the state whose national it is, ISO 3166-1 alpha-3

    @property
    def earliest(self) -> str:
        """The first day that the start can mean, YYYY-MM-DD."""
        return (self.start + "-01-01")[:10] if len(self.start) == 4 else (self.start + "-01")[:10]

    @property
    def latest(self) -> str:
        """The last day that the end, or what is known, can mean ("-31" stands for any month's end)."""
        end = self.end if self.end is not None else self.known_to or "9999"
        return (end + "-12-31")[:10] if len(end) == 4 else (end + "-31")[:10]

    def during(self, earliest: str, latest: str) -> bool:
        """True where the term and the days [earliest, latest] (YYYY-MM-DD) share a day.

        Example: `term.during("2021-03-01", "2021-03-31")`.
        """
        return self.earliest <= latest and earliest <= self.latest


def holders(office: str, state_or_body: str) -> tuple[Term, ...]:
    """All known holders of an office, by start; () where knowledge has none.

    Args:
        office: an id of `titles.yaml` ("president", "secretary-general"); one that this state calls
            otherwise is found too ("foreign-minister" of "USA" gives the Secretaries of State).
        state_or_body: ISO 3166-1 alpha-3, a body's id, or a knowledge key ("USA", "NATO", "state:USA").

    Example: `holders("secretary-general", "NATO")[0].person` is "Anders Fogh Rasmussen".
    """
    table, key = _by_office(), _key(state_or_body)
    found = table.get((key, office), ())
    for group in SAME if not found else ():
        if office in group:
            found = next((table[key, other] for other in group if (key, other) in table), found)
    return found


def holders_on(office: str, state_or_body: str, earliest: str, latest: str) -> tuple[Term, ...]:
    """Those who may have held the office on a day of [earliest, latest]; several where it changed hands.

    Example: `holders_on("defence-secretary", "USA", "2021-03-01", "2021-03-31")` is one term: Lloyd Austin.
    """
    return tuple(term for term in holders(office, state_or_body) if term.during(earliest, latest))


def terms_of(person: str) -> tuple[Term, ...]:
    """All known terms of a person, by start. `person` is a name as the files write it, accents, case aside.

    Example: `[term.office for term in terms_of("Mark Rutte")]` is `["prime-minister", "secretary-general"]`.
    """
    return _by_person().get(_folded(person), ())


def person_key(person: str) -> str:
    """The permanent key of a person whom these files know by that name.

    Example: `person_key("Jean-Noël Barrot")` is "person:jean-noel-barrot".
    """
    plain = unicodedata.normalize("NFKD", person.lower().translate(_LETTERS))
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "person:" + "-".join(words.split())


def terms_of_key(key: str) -> tuple[Term, ...]:
    """All terms of the person with that key, by start; () for any other key."""
    return _by_key().get(key, ())


@cache
def _by_key() -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in terms():
        found.setdefault(person_key(term.person), []).append(term)
    return {key: tuple(sorted(group, key=_age)) for key, group in found.items()}


@cache
def terms() -> tuple[Term, ...]:
    """Every term of every file, by state or body, office and start."""
    found = [term for name in load.names("offices") for term in _terms(name)]
    return tuple(sorted(found, key=lambda term: (term.of, term.office, term.start, term.person)))


def _terms(name: str) -> Iterator[Term]:
    raw = load.document(name)
    sources = raw.get("sources", {})
    for office, rows in raw["offices"].items():
        for row in rows:
            cited = row.get("source", [])
            if row.get("verified", True) and not (cited and set(cited) <= set(sources)):
                raise KnowledgeError(f"knowledge/{name}: {row['person']}: no such source: {cited}")
            yield _term(name, raw["of"], office, row)


def _term(name: str, of: str, office: str, row: Mapping[str, Any]) -> Term:
    start, end = str(row["start"]), row.get("end")
    still = _OPEN.fullmatch(str(end)) if end is not None else None
    if not _DATE.fullmatch(start) or (still is None and not _DATE.fullmatch(str(end))):
        raise KnowledgeError(f"knowledge/{name}: {row['person']}: not a date, nor unknown after YYYY-MM")
    return Term(
        row["person"], office, of, start,
        end=None if still is not None else str(end),
        verified=row.get("verified", True),
        known_to=still[1] if still is not None else None,
        acting=row.get("acting", False),
        source=", ".join(row.get("source", ())),
        id=row.get("id", ""),
        nation=row.get("nation", ""),
    )  # fmt: skip


@cache
def _by_office() -> Mapping[tuple[str, str], tuple[Term, ...]]:
    found: dict[tuple[str, str], list[Term]] = {}
    for term in terms():
        found.setdefault((term.of, term.office), []).append(term)
    return {key: tuple(group) for key, group in found.items()}


@cache
def _by_person() -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in terms():
        found.setdefault(_folded(term.person), []).append(term)
    return {name: tuple(sorted(group, key=_age)) for name, group in found.items()}


def _age(term: Term) -> tuple[str, str, str]:
    return term.start, term.of, term.office


def _key(state_or_body: str) -> str:
    if ":" in state_or_body:
        return state_or_body
    return next((term.of for term in terms() if term.of.partition(":")[2] == state_or_body), state_or_body)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if c.isalnum() or c.isspace()).split())
