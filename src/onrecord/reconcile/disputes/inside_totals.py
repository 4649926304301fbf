"""Figures of one report that cannot all be right: parts and their whole, shares of one vote, two counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.knowledge.disputes import disjoint, stock
from onrecord.reconcile.disputes.inside_lists import lists
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Reading
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import Dispute, Evidence, Figure

_LISTED = re.compile(
    r"[^.;!?\n]{0,60}?"
    r"(?P<how>:|\s[\u2013\u2014-]\s|,?\s+including|,?\s+among them|\s+comprising|\s+made up of)\s*$"
)
_JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+)\s*$")
_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|all\s+|their\s+)?$", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:backed|supported|approved|approve|favou?red|in favou?r|voted for|voted yes|for|support|agree)\b"
)
_AGAINST = re.compile(r"\b(?:rejected|opposed|disapproved|disapprove|against|voted no|oppose|disagree)\b")
_ALL_OF = re.compile(r"\bof (?:the|its|their|his|her|all(?: the)?) $", re.IGNORECASE)
_WHERE = re.compile(
    r"^[^,;]{0,30}?\b(from|in|at|to|for|near|with|against)\b", re.IGNORECASE
)  # another place each
_WHOLE = 100.0
_ROUNDED = 1.01  # two rounded shares come to 101 at most
_PAST = re.compile(r"\b(?:had|were|was|then|once|originally|ago|at the time)\b")
Cell = tuple[str, Figure]


def added_up(reading: Reading, origins: Origins) -> Iterator[Dispute]:
    """All rules over the figures of one report."""
    cells = [cell for cell in reading.report.cells("figures") if reading.is_own(cell[1].span.start)]
    exact = [
        cell
        for cell in cells
        if cell[1].amount is not None and cell[1].qualifier is None and cell[1].change is None
    ]
    for at, cell in enumerate(exact):
        yield from _parts(reading, cell, exact[at + 1 : at + 8], origins)
        yield from _shared_out(reading, cell, exact[at + 1 : at + 8], origins)
        if at + 1 < len(exact):
            yield from _part_of_whole(reading, cell, exact[at + 1], origins)
            yield from _shares(reading, cell, exact[at + 1], origins)
    yield from _two_counts(reading, exact, origins)
    yield from lists(reading, origins)


def _noun(figure: Figure) -> str:
    return (figure.unit or figure.measure or "").lower().split(" of ")[0].split(" ")[-1]


def _parts(reading: Reading, whole: Cell, rest: Sequence[Cell], origins: Origins) -> Iterator[Dispute]:
    """ "14 people: 6 men, 5 women and 7 children"; behind "including" the parts may be fewer, not more."""
    how, at = "", whole[1].span.end
    parts: list[Cell] = []
    for cell in rest:
        between = reading.text[at : cell[1].span.start]
        match = _LISTED.match(between) if not parts else None
        if parts and not _JOINT.fullmatch(between):
            break
        if not parts and match is None:
            break
        how = match["how"].strip(" ,") if match is not None else how
        parts.append(cell)
        at = cell[1].span.end
    nouns = [_noun(part[1]) for part in parts]
    if (
        len(parts) < 2
        or len(set(nouns)) != len(nouns)
        or not any(set(nouns) <= group for group in disjoint())
    ):
        return
    total, told_total = sum(part[1].amount or 0.0 for part in parts), whole[1].amount or 0.0
    open_ = how in ("including", "among them") or "others" in reading.text[at : at + 30]
    if total > told_total or (total != told_total and not open_):
        words = reading.span(parts[0][1].span.start, parts[-1][1].span.end)
        second = Account(" ".join(words.text.split()), reading.words(words), *reading.published)
        first = Account(whole[1].span.text, _evidence(reading, whole), *reading.published)
        added = " + ".join(f"{part[1].amount:g}" for part in parts)
        how_told = Told("inside.parts", about=f"{added} is {total:g}, not {told_total:g}")
        yield told(how_told, [[first], [second]], origins.count)


def _shared_out(reading: Reading, whole: Cell, rest: Sequence[Cell], origins: Origins) -> Iterator[Dispute]:
    """ "Of the 600 pickers, 250 come from Mali and 440 from Senegal": parts that are more than all."""
    first, last = reading.sentence(whole[1].span.start)
    if _ALL_OF.search(reading.text[first : whole[1].span.start]) is None:
        return
    units = (None, whole[1].unit)
    parts = [cell for cell in rest if cell[1].span.start < last and cell[1].unit in units]
    ends = [*(cell[1].span.start for cell in parts[1:]), last]
    joined = [
        _WHERE.search(reading.text[cell[1].span.end : end]) for cell, end in zip(parts, ends, strict=False)
    ]
    links = {match[1].lower() if match is not None else "" for match in joined}
    total, told_total = sum(cell[1].amount or 0.0 for cell in parts), whole[1].amount or 0.0
    if len(parts) > 1 and len(links) == 1 and "" not in links and total > told_total:
        words = reading.span(parts[0][1].span.start, parts[-1][1].span.end)
        second = Account(" ".join(words.text.split()), reading.words(words), *reading.published)
        first_account = Account(whole[1].span.text, _evidence(reading, whole), *reading.published)
        added = " + ".join(f"{cell[1].amount:g}" for cell in parts)
        how = Told("inside.parts", about=f"{added} is {total:g}, not {told_total:g}")
        yield told(how, [[first_account], [second]], origins.count)


def _part_of_whole(reading: Reading, part: Cell, whole: Cell, origins: Origins) -> Iterator[Dispute]:
    between = reading.text[part[1].span.end : whole[1].span.start]
    same = part[1].unit in (None, whole[1].unit) and part[1].currency == whole[1].currency
    if (
        same
        and _OF.fullmatch(between)
        and (part[1].amount or 0) > (whole[1].amount or 0)
        and part[1].unit != "share"
    ):
        if part[1].unit == "percent" or whole[1].unit == "percent" or part[1].rule == "figure.ordinal":
            return
        second = Account(
            f"{whole[1].amount:g} ({whole[1].span.text})", _evidence(reading, whole), *reading.published
        )
        yield _told(reading, "inside.part-of-whole", (part, second), origins)


def _shares(reading: Reading, one: Cell, other: Cell, origins: Origins) -> Iterator[Dispute]:
    """Shares for and against in one sentence that come to more than the whole."""
    percent = one[1].unit == "percent" and other[1].unit == "percent" and one[1].measure == other[1].measure
    last = reading.sentence(one[1].span.start)[1]
    if not percent or not other[1].span.start < last:
        return
    behind = reading.text[one[1].span.end : other[1].span.start], reading.text[other[1].span.end : last]
    opposed = (_FOR.search(behind[0]) and _AGAINST.search(behind[1])) or (
        _AGAINST.search(behind[0]) and _FOR.search(behind[1])
    )
    total = (one[1].amount or 0.0) + (other[1].amount or 0.0)
    if opposed and total > _WHOLE * _ROUNDED and max(one[1].amount or 0, other[1].amount or 0) <= _WHOLE:
        second = Account(other[1].span.text, _evidence(reading, other), *reading.published)
        yield _told(reading, "inside.shares", (one, second), origins)


def _two_counts(reading: Reading, cells: Sequence[Cell], origins: Origins) -> Iterator[Dispute]:
    """Two counts of the members of one body, neither of another time."""
    counts: dict[tuple[str, str], dict[float, Cell]] = defaultdict(dict)
    for id_, figure in cells:
        noun = _noun(figure)
        if (
            noun not in stock()
            or figure.of_whom is None
            or figure.modality != "fact"
            or not _now(reading, figure)
        ):
            continue
        if figure.span.text.lower().split()[-1] == noun and len(figure.span.text.split()) == 2:
            counts[noun, figure.of_whom].setdefault(figure.amount or 0.0, (id_, figure))
    for key in sorted(counts):
        found = [counts[key][amount] for amount in sorted(counts[key])]
        if len(found) == 2 and found[0][1].amount is not None and _whole(reading, found):
            one = found[1]
            second = Account(one[1].span.text, _evidence(reading, one), *reading.published)
            yield _told(reading, "inside.two-counts", (found[0], second), origins)


def _whole(reading: Reading, found: Sequence[Cell]) -> bool:
    """Both are told of the whole body: "the 30 members", "all 30 members", "has 30 members"."""
    return all(
        re.search(
            r"\b(?:the|all|has|have|its|their|with)\s+$",
            reading.text[max(0, one.span.start - 12) : one.span.start],
            re.IGNORECASE,
        )
        for _, one in found
    )


def _now(reading: Reading, figure: Figure) -> bool:
    """True where the count is of the time of the report."""
    first, last = reading.sentence(figure.span.start)
    if _PAST.search(reading.text[first:last]):
        return False
    published = reading.published[0]
    return figure.as_of_latest is None or published is None or figure.as_of_latest >= published


def _evidence(reading: Reading, cell: Cell) -> Evidence:
    return reading.evidence("figures", cell[0], cell[1].span)


def _told(reading: Reading, rule: str, sides: tuple[Cell, Account], origins: Origins) -> Dispute:
    cell, second = sides
    first = Account(f"{cell[1].amount:g} ({cell[1].span.text})", _evidence(reading, cell), *reading.published)
    return told(Told(rule), [[first], [second]], origins.count)
