"""Lists of one report that do not come to their whole: parts, shares of one vote, members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.knowledge.numbers import number_words
from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Reading
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.shapes import Dispute, Figure

_WHOLE = 101.0  # percent: rounded shares come to a little more than a hundred
_REACH = 300
_OPEN = re.compile(
    r"\b(?:including|among|others?|rest|remaining|remainder|mostly|at least|about|some)\b", re.IGNORECASE
)
_PARTLY = frozenset({"at least", "more than", "about", "nearly", "up to"})
_PART = re.compile(r"\s+of\s+(?:them|whom|these|those)\b", re.IGNORECASE)
_NO_COUNT = frozenset({"percent", "year", "month", "week", "day", "hour", "minute"})
_MEMBERS = r"(?:member(?:s|\s+states|\s+countries|\s+nations)|countries|states|nations)"
_NAME = r"(?P<name>[\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+){0,3})"


@cache
def _number() -> str:
    words = sorted({*number_words().ones, *number_words().tens}, key=len, reverse=True)
    return rf"(?:\d{{1,3}}(?:,\d{{3}})*|(?:{'|'.join(words)}))(?![\w.%]|,\d)"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    number = _number()
    where = r"(?:from|in|near|at|on|for|to|by|against|of|with|got|had|were|was|received)"
    item = rf"{number}\s+(?:(?:of\s+)?(?:them|whom|the\s+\w+)\s+)?(?:\w+\s+)?{where}\s+[^,.;:\d]{{1,40}}?"
    some = r"(?:,\s*(?:and\s+)?|\s+and\s+)"
    return {
        "item": re.compile(number, re.IGNORECASE),
        "colon": re.compile(
            rf"\s*[^.;:!?\n]{{0,60}}?(?::|\s[\u2013\u2014-])\s*(?P<list>{item}(?:{some}{item}){{1,7}})(?=\s*[.;]|$)",
            re.IGNORECASE,
        ),
        "gave": re.compile(
            rf"\b(?P<list>{number}\s+of\s+(?:them|whom|the\s+\w+)\s+[^,.;:\d]{{1,60}}?"
            rf"(?:{some}{number}(?:\s+of\s+them)?\s+[^,.;:\d]{{1,60}}?){{1,7}})(?=\s*[.;]|$)",
            re.IGNORECASE,
        ),
        "all": re.compile(
            rf"\b[Aa]ll\s+(?:of\s+)?(?:the\s+|its\s+)?(?P<count>{number})\s+{_MEMBERS}\s+of\s+(?:the\s+)?{_NAME}"
        ),
        "has": re.compile(
            rf"\b(?:[Tt]he\s+)?{_NAME}\s+(?:has|counts|consists\s+of|is\s+made\s+up\s+of)\s+(?P<count>{number})\s+{_MEMBERS}"
        ),
    }


def _value(word: str) -> float:
    low = word.lower().replace(",", "")
    known = number_words()
    return float(low) if low.isdigit() else known.ones.get(low, known.tens.get(low, 0.0))


def lists(reading: Reading, origins: Origins) -> Iterator[Dispute]:
    """All rules on lists of one report."""
    figures = [cell for cell in reading.report.cells("figures") if reading.is_own(cell[1].span.start)]
    for id_, figure in figures:
        if _is_count(figure) and not _PART.match(reading.text, figure.span.end):
            yield from _parts(reading, (id_, figure), origins)
    yield from _of_a_vote(reading, figures, origins)
    yield from _members(reading, origins)


def _is_count(figure: Figure) -> bool:
    plain = figure.currency is None and figure.unit not in _NO_COUNT and figure.change is None
    return plain and figure.amount is not None and figure.qualifier is None and figure.amount > 1


def _parts(reading: Reading, whole: tuple[str, Figure], origins: Origins) -> Iterator[Dispute]:
    """ "ten lorries: four from Toma, three from Brenn and one from Kelm"; "12 of them ... and nine ..."."""
    id_, figure = whole
    last = reading.sentence(figure.span.start)[1]
    match = _patterns()["colon"].match(reading.text, figure.span.end, min(last, figure.span.end + _REACH))
    exact = match is not None
    if match is None:
        after = last if last < len(reading.text) else figure.span.end
        end = min(reading.sentence(min(after, len(reading.text) - 1))[1], figure.span.end + _REACH)
        match = _patterns()["gave"].search(reading.text, figure.span.end, end)
    if match is None or _OPEN.search(match["list"]):
        return
    numbers = [_value(each[0]) for each in _patterns()["item"].finditer(match["list"])]
    total, told_total = sum(numbers), figure.amount or 0.0
    if (
        len(numbers) < 2
        or max(numbers) >= told_total
        or not (total > told_total or (exact and total < told_total))
    ):
        return
    words = reading.span(*match.span("list"))
    added = " + ".join(f"{number:g}" for number in numbers)
    sides = [
        [
            Account(
                " ".join(figure.span.text.split()),
                reading.evidence("figures", id_, figure.span),
                *reading.published,
            )
        ],
        [Account(" ".join(words.text.split()), reading.words(words), *reading.published)],
    ]
    about = f"{added} is {total:g}, not {told_total:g}"
    yield told(Told("inside.parts", about=about), sides, origins.count)


_BETWEEN = re.compile(
    r"(?:\s+of (?:the|all) [\w ]{3,20}?)?(?:,\s*(?:and\s+)?|\s+and\s+|;\s*)[A-Z][\w .'\u2019-]{1,40}?\s*$"
)
_OF_VOTE = re.compile(
    r"\s+of\s+(?:the\s+|all\s+)?(?:popular\s+)?(?:votes?|ballots|seats|shares?)\b", re.IGNORECASE
)


def _of_a_vote(reading: Reading, figures: list[tuple[str, Figure]], origins: Origins) -> Iterator[Dispute]:
    """ "Maran won 60 percent of the vote, Falk 38 percent and Stehl 12 percent"."""
    shares = [cell for cell in figures if cell[1].unit == "percent" and cell[1].amount is not None]
    at = 0
    while at < len(shares):
        group = [shares[at]]
        while at + len(group) < len(shares):
            following = shares[at + len(group)]
            between = reading.text[group[-1][1].span.end : following[1].span.start]
            if len(between) > _REACH or not _BETWEEN.fullmatch(between):
                break
            group.append(following)
        first = group[0][1]
        total = sum(figure.amount or 0.0 for _, figure in group)
        named = _OF_VOTE.match(reading.text, first.span.end) is not None
        if len(group) > 1 and named and total > _WHOLE and not any(f.qualifier in _PARTLY for _, f in group):
            sides = [
                [
                    Account(
                        f"{f.amount:g} percent", reading.evidence("figures", id_, f.span), *reading.published
                    )
                ]
                for id_, f in group
            ]
            about = f"{' + '.join(f'{f.amount:g}' for _, f in group)} is {total:g} percent"
            yield told(Told("inside.shares", about=about), sides, origins.count)
        at += len(group)


def _members(reading: Reading, origins: Origins) -> Iterator[Dispute]:
    """ "All 27 countries of the league" and "The league has 24 members"."""
    counts: dict[str, list[tuple[float, re.Match[str]]]] = {}
    if _patterns()["all"].search(reading.text) is None:
        return
    for kind in ("all", "has"):
        for match in _patterns()[kind].finditer(reading.text):
            if reading.is_own(match.start()):
                name = match["name"].lower()
                counts.setdefault(name, []).append((_value(match["count"]), match))
    for name in sorted(counts):
        found = counts[name]
        if len(found) == 2 and found[0][0] != found[1][0]:
            sides = []
            for _, match in found:
                words = reading.span(*match.span())
                value = " ".join(words.text.split())
                sides.append([Account(value, reading.words_at(words.start, words.end), *reading.published)])
            yield told(Told("inside.two-counts"), sides, origins.count)
