"""What is dated in the world: meetings, votes, happenings and candidacies, from the files in `dated/`.

Also the rules by which a report without a date is dated (`dated/dating_rules.yaml`), with their trust.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import KnowledgeError
from onrecord.knowledge.load import document
from onrecord.knowledge.offices import Term

Day = datetime.date
Days = tuple[Day, Day]

_HAPPENINGS = ("dated/happenings.yaml", "dated/happenings_by_year.yaml")
_SERIES = ("dated/meetings.yaml", "dated/american_elections.yaml", "dated/elections.yaml")


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting, vote or debate: its days, its places as reports write them, and names that are its own."""

    days: Days
    places: tuple[str, ...]
    names: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings of one kind. `before` and `after` are the days around one in which its year is left unsaid.

    `names` are patterns for any of them; `place_names` hold {place} and name those held there;
    `campaign_names` are names that mean one only in a report that names who ran in that election.
    """

    id: str
    names: tuple[str, ...]
    place_names: tuple[str, ...]
    before: int
    after: int
    held: tuple[Held, ...]
    source: str | None
    campaign_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened once. A report that names it came after its first day.

    `salient` is for how many days it is news; None where reports name it for years. `anniversary` are the
    names that an anniversary of it goes by, `needs` are words of which the report must have one, `not_with`
    words that may not stand in the sentence.
    """

    id: str
    days: Days
    names: tuple[str, ...]
    anniversary: tuple[str, ...]
    salient: int | None
    needs: frozenset[str]
    not_with: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidacy:
    """A person's run for an office: the days in which reports call the person each of `roles`."""

    name: str
    party: str
    election: Day
    roles: Mapping[str, Days]


@dataclass(frozen=True, slots=True)
class DatingRule:
    """One rule of dating: its id, how far it is trusted (a share of reports), what it says, its tests.

    `reach` are windows around a day, narrow to wide: days before, days after (of a meeting: parts of its
    `before` and `after`), and the share of reports in that window and in no narrower one. `examples` are
    (text, earliest, latest), None for an open end; in the texts of `refused` the rule finds nothing.
    """

    id: str
    trust: float
    says: str
    reach: tuple[tuple[float, float, float], ...]
    examples: tuple[tuple[str, str | None, str | None], ...]
    refused: tuple[str, ...]


@cache
def series() -> tuple[Series, ...]:
    """Every kind of meeting. Example: the one of id `nato.summit` was held in Madrid from 2022-06-28 on."""
    return tuple(_series(row) for name in _SERIES for row in document(name))


def _series(row: Mapping[str, Any]) -> Series:
    verified = bool(row.get("verified", True))
    before, after = row["around"]
    return Series(
        id=row["id"],
        names=tuple(row.get("names", ())),
        place_names=tuple(row.get("place-names", ())),
        before=before,
        after=after,
        held=tuple(
            Held(
                days(each["days"]),
                tuple(each.get("at", ())),
                tuple(each.get("names", ())),
                bool(each.get("verified", verified)),
            )
            for each in row["held"]
        ),
        source=row.get("source"),
        campaign_names=tuple(row.get("campaign-names", ())),
    )


@cache
def happenings() -> tuple[Happening, ...]:
    """What happened once, by date. Example: `war.ukraine` began on 2022-02-24."""
    rows = [
        Happening(
            id=row["id"],
            days=days(row["days"]),
            names=tuple(row["names"]),
            anniversary=tuple(row.get("anniversary", ())),
            salient=row.get("salient"),
            needs=frozenset(row.get("needs", ())),
            not_with=frozenset(str(word) for word in row.get("not-with", ())),
        )
        for name in _HAPPENINGS
        for row in document(name)
    ]
    return tuple(sorted(rows, key=_first))


@cache
def newest() -> int:
    """The newest day of anything that is known to have happened, as an ordinal: knowledge ends there."""
    return max(one.days[1].toordinal() for one in happenings())


def _first(happening: Happening) -> tuple[Day, str]:
    return happening.days[0], happening.id


@cache
def candidacies() -> tuple[Candidacy, ...]:
    """Who ran for president, and from when to when. Example: Mitt Romney was the nominee from 2012-08-28."""
    return tuple(_candidacies())


def _candidacies() -> Iterator[Candidacy]:
    for row in document("dated/candidacies.yaml"):
        for person in row["people"]:
            roles = {role: days(on) for role, on in person.items() if role not in ("name", "party")}
            yield Candidacy(person["name"], person["party"], days(row["election"])[0], roles)


@cache
def posts() -> tuple[Term, ...]:
    """Posts beside the offices of states and bodies. Example: Paul Ryan was Speaker from 2015-10-29 on."""
    raw = document("dated/posts.yaml")
    return tuple(
        Term(
            person=row["person"],
            office=row["office"],
            of=row["of"],
            start=str(row["start"]),
            end=str(row["end"]) if "end" in row else None,
            verified=bool(raw["verified"]),
        )
        for row in raw["posts"]
    )


@cache
def dating_rules() -> Mapping[str, DatingRule]:
    """The rules of dating by id. Example: `dating_rules()["dating.year-past"].trust` is at most 1."""
    return {
        row["id"]: DatingRule(
            id=row["id"],
            trust=float(row["trust"]) if "trust" in row else round(sum(each[2] for each in row["reach"]), 4),
            says=row["says"],
            reach=tuple((float(a), float(b), float(c)) for a, b, c in row.get("reach", ())),
            examples=tuple((str(text), *_ends(ends)) for text, ends in row.get("examples", {}).items()),
            refused=tuple(row.get("not", ())),
        )
        for row in document("dated/dating_rules.yaml")
    }


def _ends(text: str) -> tuple[str | None, str | None]:
    first, _, last = str(text).partition("/")
    return first or None, last or None


def days(value: Any) -> Days:
    """The days of `2023-04-04` or `2023-04-04/2023-04-05`; raises KnowledgeError for anything else."""
    first, _, last = str(value).partition("/")
    try:
        ends = Day.fromisoformat(first), Day.fromisoformat(last or first)
    except ValueError as error:
        raise KnowledgeError(f"{value!r} is not a day, nor two days with a / between") from error
    if ends[0] > ends[1]:
        raise KnowledgeError(f"{value!r} ends before it begins")
    return ends
