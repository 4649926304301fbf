"""Series: the same measure, giver and recipient over reports, lined up by the days when each figure held.

Figures are lined up, never added: of overlapping times ("since February", "this year") one holds the other.
A series has one currency or unit, as reported; nothing is converted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.show.rows import Row, amount, entries, maybe, words
from onrecord.show.wording import amount as amount_words
from onrecord.show.wording import interval

Names = Mapping[str, str]
"""Every name and alias of the record's actors in lower case, and the actor's name."""

# What one thing is called in reports: the first word stands for all. General English.
_SAME = (
    ("aid", "assistance", "support", "help"),
    ("defence", "defense"),
    ("spending", "expenditure", "expenditures", "outlays", "budget"),
    ("weapons", "arms", "weaponry"),
)
_FOLDED = {word: row[0] for row in _SAME for word in row}
_LEFT_OUT = frozenset({"the", "a", "an", "of", "in", "for", "to", "and", "new", "total", "its"})
_NO_SERIES = frozenset({"figure.age", "figure.one-of", "figure.ordinal", "figure.multiple"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures are asked for: words of the measure, and names of the sides; None asks for all."""

    measure: str | None = None
    giver: str | None = None
    recipient: str | None = None
    of_whom: str | None = None

    def any(self) -> bool:
        """True where something is asked for."""
        return any(v is not None for v in (self.measure, self.giver, self.recipient, self.of_whom))


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series: its days, whether they are its own or the report's, its value and its row."""

    earliest: str | None
    latest: str | None
    dated: bool
    low: float
    high: float
    value: str
    row: Row


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one measure, of the same sides, in one currency or unit, in the order of their days."""

    measure: str
    giver: str
    recipient: str
    of_whom: str
    unit: str
    points: tuple[Point, ...]

    @property
    def title(self) -> str:
        """What the series is of. Example: "military aid, Norway → Sudan, USD"."""
        sides = f"{self.giver or '?'} → {self.recipient or '?'}" if self.giver or self.recipient else ""
        return ", ".join(filter(None, (self.measure, sides, self.of_whom, self.unit)))


def lined_up(
    rows: Iterable[Row], published: Mapping[str, tuple[str | None, str | None]], names: Names, wanted: Wanted
) -> tuple[Series, ...]:
    """The series of the figures asked for, those with the most points first.

    Args:
        rows: figures as `export` writes them.
        published: article id → the first and last day on which it can have appeared. A figure without days of
            its own stands at these, and says so.
        names: see `Names`.
        wanted: what is asked for.
    """
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if words(row, "rule") not in _NO_SERIES and _is_wanted(row, wanted, names):
            groups[_key(row, names)].append(row)
    found = [_series(group, published) for group in groups.values()]
    return tuple(sorted(found, key=_rank))


def _rank(series: Series) -> tuple[int, str]:
    return -len(series.points), series.title


def _is_wanted(row: Row, wanted: Wanted, names: Names) -> bool:
    if wanted.measure is not None:
        asked, said = _content(wanted.measure), _content(f"{words(row, 'measure')} {words(row, 'unit')}")
        if not asked or not asked <= said:
            return False
    sides = (("giver", wanted.giver), ("recipient", wanted.recipient), ("of_whom", wanted.of_whom))
    return all(name is None or _is_same(words(row, side), name, names) for side, name in sides)


def _is_same(said: str, name: str, names: Names) -> bool:
    """True where both name one actor, or the words hold the name whole: "NATO allies" holds "NATO"."""
    if not said:
        return False
    known, asked = names.get(name.casefold(), name).casefold(), name.casefold()
    plain = names.get(said.casefold(), said).casefold()
    whole = rf"(?<!\w)(?:{re.escape(known)}|{re.escape(asked)})(?!\w)"
    return re.search(whole, plain) is not None


def _content(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(_FOLDED.get(word, word) for word in found if word not in _LEFT_OUT)


def _key(row: Row, names: Names) -> tuple[str, ...]:
    """What figures of one series share. The measure is compared without the names of its sides."""
    sides = [words(row, side) for side in ("giver", "recipient", "of_whom")]
    named = {names.get(side.casefold(), side) for side in sides}
    measure = _content(words(row, "measure") or words(row, "unit"))
    said = {word for side in (*sides, *named) for word in _content(side)}
    said |= {alias for alias, name in names.items() if name in named and alias.isalpha()}
    kept = measure - said or measure
    unit = words(row, "currency") or words(row, "unit")
    return (" ".join(sorted(kept)), *(names.get(side.casefold(), side) for side in sides), unit)


def _series(rows: Sequence[Row], published: Mapping[str, tuple[str | None, str | None]]) -> Series:
    points = sorted((_point(row, published) for row in rows), key=_when)
    first = points[0].row
    return Series(
        measure=words(first, "measure") or words(first, "unit"),
        giver=words(first, "giver"),
        recipient=words(first, "recipient"),
        of_whom=words(first, "of_whom"),
        unit=words(first, "currency") or words(first, "unit"),
        points=tuple(points),
    )


def _point(row: Row, published: Mapping[str, tuple[str | None, str | None]]) -> Point:
    own = maybe(row, "as_of_earliest"), maybe(row, "as_of_latest")
    dated = any(own)
    earliest, latest = own if dated else published.get(words(row, "article_id"), (None, None))
    sizes = (amount(row, "amount"), amount(row, "low"), amount(row, "high"))
    known = [size for size in sizes if size is not None]
    value = f"{words(row, 'qualifier')} {amount_words(sizes, words(row, 'currency'), words(row, 'unit'))}"
    return Point(earliest, latest, dated, min(known), max(known), value.strip(), row)


def _when(point: Point) -> tuple[str, str, float, str]:
    end = point.latest or point.earliest or "9999"
    return end, point.earliest or "", point.high, words(point.row, "id")


def days(point: Point) -> str:
    """When a point holds, in words; a report's own day in brackets. Example: "(8 February 2023)"."""
    text = interval(point.earliest, point.latest)
    return text if point.dated or not text else f"({text})"


def bar(point: Point, top: float, width: int = 24) -> str:
    """A bar as long as the value is of the greatest of its series; of a range, its open end is lighter.

    Example: half of the greatest is twelve full blocks.
    """
    if top <= 0 or point.low < 0:
        return ""
    full, whole = round(width * point.low / top), round(width * point.high / top)
    return "█" * max(full, 1) + "░" * max(whole - max(full, 1), 0)


def names_of(actors: Iterable[Row]) -> dict[str, str]:
    """Each name and alias of the actors in lower case, with the actor's name; the first actor wins."""
    found: dict[str, str] = {}
    for row in actors:
        name = words(row, "name")
        for alias in (name, *map(str, entries(row, "aliases"))):
            found.setdefault(alias.casefold(), name)
    return found
