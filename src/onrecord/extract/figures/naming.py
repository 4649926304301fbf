"""The currency or unit that is named beside a number: "$", "Australian dollars", "percent", "35m", "km/h"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from onrecord.extract.figures.phrases import is_plural
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.numbers import number_words
from onrecord.knowledge.quantities import Currency, figure_words, money, units

_PHRASE = 4  # the longest name of a currency or unit has no more words


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: pieces `start` to `end`, and `noun`, the piece after the number where a counted noun may
    begin.

    `value` is None where it is a range from `low` to `high`. `hyphen` says that the unit is tied on
    ("3-inch").
    `number_end` is the piece after the number alone.
    """

    start: int
    end: int
    noun: int
    rule: str
    value: float | None
    low: float | None = None
    high: float | None = None
    currency: Currency | None = None
    unit: str | None = None
    hyphen: bool = False
    digits: bool = True
    number_end: int = 0


@cache
def sign_openers() -> frozenset[str]:
    """The pieces with which a currency sign may begin."""
    return frozenset(phrase[0] for phrase in money().signs)


@cache
def _unit_openers() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in units().words)


def sign_at(pieces: Pieces, at: int) -> tuple[int, Currency] | None:
    """The currency sign at a place ("US$", "€", "USD"): the piece after it, and the currency."""
    if pieces[at].text not in sign_openers():
        return None
    signs = money().signs
    text = tuple(piece.text for piece in pieces[at : at + 3])
    for length in range(len(text), 0, -1):
        currency = signs.get(text[:length])
        if currency is not None:
            return at + length, currency
    return None


def named(pieces: Pieces, amount: Amount) -> Amount:
    """The amount with the currency or unit that stands after it, or as it was."""
    end = amount.end
    if end >= len(pieces):
        return amount
    currency = currency_after(pieces, end)
    if currency is not None and _is_money(pieces, end, amount):
        return replace(amount, end=currency[0], noun=currency[0], currency=currency[1], rule="figure.money")
    lettered = _lettered(pieces, amount)
    if lettered is not None:
        return lettered
    unit = _unit_after(pieces, end)
    if unit is None:
        return amount
    rule = "figure.share" if unit[1].startswith("percent") or unit[1] == "basis points" else "figure.measure"
    return replace(amount, end=unit[0], noun=unit[0], unit=unit[1], rule=rule, hyphen=pieces[end].text == "-")


def currency_after(pieces: Pieces, at: int) -> tuple[int, Currency] | None:
    """The currency named after a number: "dollars", "Australian dollars", "€", "USD", "12-cent"."""
    begin = at
    if begin < len(pieces) and pieces[begin].text == "-" and begin + 1 < len(pieces):
        begin += 1
    if begin >= len(pieces):
        return None
    if pieces[begin].text == "p" and pieces[begin - 1].kind == "number":
        return begin + 1, money().words[("pence",)]
    table = money().words
    low = tuple(piece.low for piece in pieces[begin : begin + _PHRASE])
    for length in range(len(low), 0, -1):
        if low[:length] in table:
            return begin + length, table[low[:length]]
    if begin != at:
        return None
    sign = sign_at(pieces, at)
    if sign is None or (sign[0] < len(pieces) and pieces[sign[0]].kind == "number" and pieces[sign[0]].glued):
        return None
    return sign


def _is_money(pieces: Pieces, at: int, amount: Amount) -> bool:
    """Keeps "5 won" and "2 mark" out: words that are also other words need a number that looks like money."""
    low = pieces[at].low
    if low in (
        "won",
        "mark",
        "lev",
        "lei",
        "colon",
        "dram",
        "rand",
        "kip",
        "dong",
        "ether",
        "sterling",
        "rial",
        "buck",
        "kuai",
    ):
        top = amount.high if amount.value is None else amount.value
        return (top or 0) >= 1000 or low in ("kuai",)
    return True


def _lettered(pieces: Pieces, amount: Amount) -> Amount | None:
    """Reads "35m of its devices", "4.3M sales", "25k", "120 MEUR" as magnitudes."""
    piece = pieces[amount.end]
    after = pieces[amount.end + 1] if amount.end + 1 < len(pieces) else None
    if not amount.digits or amount.value is None:
        return None
    if piece.text[:1] == "M" and (sign := money().signs.get((piece.text[1:],))) and len(piece.text) == 4:
        return replace(
            amount, end=amount.end + 1, value=amount.value * 1e6, currency=sign, rule="figure.money"
        )
    factor = number_words().letters.get(piece.low)
    if (
        factor is None
        or not piece.glued
        or len(piece.text) != 1
        or (after is not None and after.glued and after.kind != "sign")
    ):
        return None
    counted = after is not None and (
        after.low == "of" or (not after.glued and is_plural(after) and after.low not in figure_words().stops)
    )
    if (piece.text in ("m", "t") and not counted) or (piece.low in ("t", "b") and not counted):
        coin = currency_after(pieces, amount.end + 1) if after is not None else None
        if coin is None:
            return None
        return replace(
            amount,
            end=coin[0],
            noun=coin[0],
            value=amount.value * factor,
            currency=coin[1],
            rule="figure.money",
        )
    end = amount.end + 1
    value = float(round(amount.value * factor, 6))
    coin = currency_after(pieces, end) if after is not None else None
    if coin is not None:
        return replace(amount, end=coin[0], noun=coin[0], value=value, currency=coin[1], rule="figure.money")
    return replace(amount, end=end, noun=end, value=value, number_end=end)


def _unit_after(pieces: Pieces, at: int) -> tuple[int, str] | None:
    begin = at + 1 if pieces[at].text == "-" and pieces[at].glued and at + 1 < len(pieces) else at
    table = units()
    if begin < len(pieces) and pieces[begin].low in _unit_openers():
        low = tuple(piece.low for piece in pieces[begin : begin + _PHRASE])
        for length in range(len(low), 0, -1):
            if low[:length] in table.words:
                return begin + length, table.words[low[:length]]
    text = tuple(piece.text for piece in pieces[begin : begin + 2])
    for length in range(len(text), 0, -1):
        name = table.short.get(text[:length])
        if name is None:
            continue
        end = begin + length
        cut_off = end < len(pieces) and pieces[end].glued and pieces[end].kind != "sign"
        if not cut_off and (pieces[begin].glued or (len(text[0]) > 1 and begin == at)):
            return end, name
    return None


def word_before(pieces: Pieces, at: int) -> str:
    """The word before a place, or an empty one."""
    return pieces[at - 1].low if at else ""
