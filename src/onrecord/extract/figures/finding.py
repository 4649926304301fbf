"""The search for quantities: reads amounts, refuses numbers that are none, and says what is measured for
whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.extract.figures.amounts import amount_at, may_open
from onrecord.extract.figures.measures import measured
from onrecord.extract.figures.naming import Amount
from onrecord.extract.figures.phrases import noun_end, words_of
from onrecord.extract.figures.qualifying import change_before, qualified
from onrecord.extract.figures.refused import refused
from onrecord.extract.figures.roles import as_of, roles
from onrecord.extract.figures.tree import counted_noun, has_tree
from onrecord.extract.grammar.pieces import Pieces, stretches
from onrecord.knowledge.quantities import figure_words
from onrecord.shapes import Article, DateFound, Figure, Span


def find_figures(article: Article, doc: Doc, dates: Sequence[DateFound]) -> tuple[Figure, ...]:
    """Every quantity in the passages of the report, in text order.

    `doc` needs tokens only; tags and the tree, where present, find what is measured more surely. `dates`
    are the
    report's expressions of time: numbers inside a date are no quantities, and the date of the sentence is the
    figure's `as_of`.

    Example: "almost $7 billion in food aid for Sudan" is 7e9 USD, nearly, of food aid, to Sudan.
    """
    ordered = sorted(dates, key=_start)
    starts = [date.span.start for date in ordered]
    out: list[Figure] = []
    for pieces in stretches(article, doc):
        first = bisect_left(starts, pieces[0].start)
        last = bisect_left(starts, pieces[-1].end)
        out.extend(_in_stretch(article, doc, pieces, ordered[first:last]))
    return tuple(out)


def _start(date: DateFound) -> int:
    return date.span.start


def _calendar_spans(dates: Sequence[DateFound]) -> list[tuple[int, int]]:
    """Where dates, times and repetitions stand; a length of time ("three days") is a quantity too."""
    return sorted((date.span.start, date.span.end) for date in dates if date.type != "DURATION")


def _in_stretch(article: Article, doc: Doc, pieces: Pieces, dates: Sequence[DateFound]) -> list[Figure]:
    taken, near = _calendar_spans(dates), 0
    found: list[Figure] = []
    least = at = 0
    while at < len(pieces):
        piece = pieces[at]
        while near < len(taken) and taken[near][1] <= piece.start:
            near += 1
        if near < len(taken) and taken[near][0] <= piece.start:
            at += 1
            least = at
            continue
        if not may_open(piece.text, piece.low, piece.kind):
            at += 1
            continue
        read = _read(article, doc, pieces, at, least)
        if read is None or (near < len(taken) and pieces[read[0].end - 1].end > taken[near][0]):
            at += 1
            continue
        found.append(_with_roles(article, doc, pieces, read, dates))
        at = least = read[0].end
    return found


def _with_roles(
    article: Article, doc: Doc, pieces: Pieces, read: tuple[Amount, Figure], dates: Sequence[DateFound]
) -> Figure:
    amount, figure = read
    parties = roles(article.text, doc, pieces, amount)
    earliest, latest = as_of(article, pieces, amount, dates)
    return replace(
        figure,
        giver=parties.giver,
        recipient=parties.recipient,
        of_whom=parties.of_whom,
        as_of_earliest=earliest,
        as_of_latest=latest,
    )


def _read(article: Article, doc: Doc, pieces: Pieces, at: int, least: int) -> tuple[Amount, Figure] | None:
    amount = amount_at(pieces, at)
    if amount is None:
        return None
    amount = _counted(article.text, doc, pieces, amount)
    if refused(pieces, amount, amount.unit is not None):
        return None
    amount = _of_whole_economy(pieces, _aged(pieces, _rated(article.text, pieces, amount)))
    start, end, qualifier = qualified(pieces, amount.start, amount.end, least)
    measure = measured(article.text, doc, pieces, amount)
    coin = amount.currency.coin if amount.currency else None
    figure = Figure(
        span=Span.cut(article.text, pieces[start].start, pieces[end - 1].end),
        rule=amount.rule,
        amount=amount.value,
        low=amount.low,
        high=amount.high,
        unit=" ".join(part for part in (coin, amount.unit) if part) or None,
        currency=amount.currency.code if amount.currency else None,
        qualifier=qualifier,
        change=change_before(pieces, start),
        measure=measure,
    )
    return replace(amount, end=max(end, amount.end)), figure


def _counted(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> Amount:
    """A bare number with the noun that it counts: "30 members", "11-member", "1.5 million homes"."""
    if amount.currency is not None or amount.unit is not None:
        return amount
    begin = amount.noun
    if begin < len(pieces) and pieces[begin].text == "-" and pieces[begin].glued and begin + 1 < len(pieces):
        follower = pieces[begin + 1]
        if (
            follower.kind == "word"
            and follower.glued
            and follower.low not in ("plus", "odd", "old", "to", "and", "or")
        ):
            return replace(amount, end=begin + 2, unit=follower.text, rule="figure.count", hyphen=True)
        return amount
    end = counted_noun(doc, pieces, begin) if has_tree(doc, pieces, amount.start) else None
    end = end if end is not None else noun_end(doc, pieces, begin)
    if end == begin:
        return amount
    rule = amount.rule if amount.rule == "figure.vague" else "figure.count"
    return replace(amount, end=end, unit=words_of(text, pieces, begin, end), rule=rule)


def _aged(pieces: Pieces, amount: Amount) -> Amount:
    """Ages: "24-year-old", "aged 34", "Maddon, 66,"."""
    if amount.unit in ("year", "month", "week", "day"):
        end = amount.end
        low = tuple(piece.low for piece in pieces[end : end + 2])
        if low == ("-", "old"):
            return replace(amount, end=end + 2, rule="figure.age")
        if low[:1] == ("old",):
            return replace(amount, end=end + 1, rule="figure.age")
        return amount
    before = tuple(piece.low for piece in pieces[max(0, amount.start - 2) : amount.start])
    after = pieces[amount.end].text if amount.end < len(pieces) else ""
    if (
        amount.unit is None
        and amount.currency is None
        and amount.value is not None
        and 0 < amount.value < 120
    ):
        named = (
            len(before) == 2
            and before[1] == ","
            and pieces[amount.start - 2].text[:1].isupper()
            and after == ","
        )
        if before[-1:] == ("aged",) or named:
            return replace(amount, unit="year", rule="figure.age")
    return amount


def _rated(text: str, pieces: Pieces, amount: Amount) -> Amount:
    """Money for one of something: "$79 a month", "$58.24 per barrel", "63 cents a share"."""
    end = amount.end
    if amount.currency is None or amount.hyphen or end + 1 >= len(pieces):
        return amount
    if pieces[end].low == "per" and pieces[end + 1].kind == "word":
        last = end + 2
        if pieces[end + 1].low in ("square", "cubic", "metric") and last < len(pieces):
            last += 1
    elif pieces[end].low in ("a", "an") and pieces[end + 1].low in figure_words().rates:
        last = end + 2
    else:
        return amount
    return replace(
        amount, end=last, noun=last, unit=f"per {words_of(text, pieces, end + 1, last)}", rule="figure.rate"
    )


def _of_whole_economy(pieces: Pieces, amount: Amount) -> Amount:
    """ "2 percent of GDP", "2% of their gross domestic product"."""
    if amount.unit != "percent":
        return amount
    end = amount.end
    if end < len(pieces) and pieces[end].low in ("of", "in"):
        end += 1
        for _ in range(4):
            low = tuple(piece.low for piece in pieces[end : end + 3])
            for phrase in figure_words().whole_economy:
                if low[: len(phrase)] == phrase:
                    return replace(
                        amount, end=end + len(phrase), noun=end + len(phrase), unit="percent of GDP"
                    )
            if end >= len(pieces) or pieces[end].kind != "word":
                break
            end += 1
    return amount
