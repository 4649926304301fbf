"""Reads an amount with its currency or unit: "$1.2-1.5 billion", "2 percent", "35 miles"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from onrecord.extract.figures.inexact import fraction, multiple, one_of, ordinal, part_of_unit, ratio, vague
from onrecord.extract.figures.naming import (
    Amount,
    currency_after,
    named,
    sign_at,
    sign_openers,
    word_before,
)
from onrecord.extract.figures.qualifying import change_before
from onrecord.extract.grammar.numbers import Number, number_at, numeral, opening_words
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.numbers import number_words
from onrecord.knowledge.quantities import Currency, figure_words

_DASHES = frozenset({"-", "–", "—", "‑", "~"})
_MINUS = frozenset({"-", "−", "–"})


@cache
def number_openers() -> frozenset[str]:
    """Lower-case words and signs with which an amount may begin, apart from numerals and currency signs."""
    inexact = frozenset(phrase[0] for phrase, _, _ in number_words().vague)
    ordinals = frozenset(phrase[0] for phrase in number_words().ordinals)
    written = opening_words() | inexact | ordinals | frozenset(figure_words().multiples)
    return written | frozenset(number_words().fractions) | _MINUS | {"minus"}


def may_open(text: str, low: str, kind: str) -> bool:
    """True where an amount may begin with this piece: a cheap look before the careful one."""
    return kind == "number" or low in number_openers() or text in sign_openers()


def amount_at(pieces: Pieces, at: int) -> Amount | None:
    """The amount that begins at piece `at`, or None."""
    sign = sign_at(pieces, at)
    if sign is not None:
        return _money_after_sign(pieces, at, *sign)
    negative = _negative(pieces, at)
    begin = at + negative
    if begin >= len(pieces):
        return None
    if not negative:
        for reading in (ordinal, ratio, one_of, multiple, vague, part_of_unit, fraction):
            found = reading(pieces, at)
            if found is not None:
                return found
    number = number_at(pieces, begin)
    if number is None:
        return None
    amount = _with_unit(pieces, at, number)
    if negative and amount.value is not None:
        return replace(amount, value=-amount.value)
    return amount


def _negative(pieces: Pieces, at: int) -> int:
    """How many pieces say "minus" before a numeral ("-1.3%", "minus-5"); none at a dash between two
    things."""
    piece = pieces[at]
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None:
        return 0
    if piece.low == "minus":
        return 2 if after.text == "-" and after.glued and at + 2 < len(pieces) else 1
    if piece.text not in _MINUS or not after.glued or after.kind != "number":
        return 0
    return int(not piece.glued and at > 0)


def _money_after_sign(pieces: Pieces, at: int, end: int, currency: Currency) -> Amount | None:
    if end >= len(pieces) or pieces[end].kind not in ("number", "word"):
        return None
    number = number_at(pieces, end)
    if number is None or not (number.digits or number.scaled):
        return None
    number = _with_letter(pieces, number)
    amount = Amount(at, number.end, number.end, "figure.money", number.value, currency=currency)
    again = currency_after(pieces, number.end)
    if again is not None and (again[1].code == currency.code or pieces[number.end].text in ("US", "U.S.")):
        amount = replace(amount, end=again[0], noun=again[0])
    elif pieces[number.end : number.end + 1] and pieces[number.end].text in ("US", "U.S."):
        amount = replace(amount, end=number.end + 1, noun=number.end + 1)
    return _ranged(pieces, amount, number)


def _with_letter(pieces: Pieces, number: Number) -> Number:
    """Takes a glued "m", "bn", "k" beside a currency as a magnitude."""
    if number.scaled or number.end >= len(pieces):
        return number
    piece = pieces[number.end]
    factor = number_words().letters.get(piece.low)
    after = pieces[number.end + 1] if number.end + 1 < len(pieces) else None
    loose = not piece.glued and piece.low not in ("m", "b")
    if factor is None or loose or (after is not None and after.glued and after.text.isalnum()):
        return number
    return Number(number.end + 1, round(number.value * factor, 6), number.digits, scaled=True)


def _ranged(pieces: Pieces, first: Amount, number: Number) -> Amount:
    """Joins "$1.2-1.5 billion", "$3 billion to $5 billion", "between $62 and $68" into one amount with two
    ends."""
    begin = _after_joint(pieces, first)
    if begin is None:
        return first
    led = word_before(pieces, first.start) == "from"
    if led and change_before(pieces, first.start - 1) is not None:
        return first  # "rose from 12 to 19" is two amounts
    second_sign = sign_at(pieces, begin)
    if first.currency is not None and second_sign is not None:
        if second_sign[1].code != first.currency.code:
            return first
        begin = second_sign[0]
    if begin >= len(pieces):
        return first
    second = number_at(pieces, begin)
    if second is None or (not second.digits and number.digits):
        return first
    if first.currency is not None:
        second = _with_letter(pieces, second)
    low = number.value
    if not number.scaled and second.scaled and number.value < 1000:
        low = number.value * _factor(pieces, begin, second)
        low = number.value if low >= second.value else low  # "from $200 to $4 million"
    if _is_range(pieces, second.end):
        return first  # "from 24 to 33-35 billion": the range is the second end
    if low >= second.value:
        return first
    rest = replace(first, end=second.end, noun=second.end, value=None, low=low, high=second.value)
    return rest


def _is_range(pieces: Pieces, at: int) -> bool:
    run = pieces[at : at + 2]
    return (
        len(run) == 2 and run[0].text in _DASHES and run[0].glued and run[1].glued and run[1].kind == "number"
    )


def _factor(pieces: Pieces, at: int, number: Number) -> float:
    raw = numeral(pieces[at].text)
    if raw:
        return number.value / raw
    plain = number_words().ones.get(pieces[at].low) or number_words().tens.get(pieces[at].low)
    return number.value / plain if plain else 1.0


def _after_joint(pieces: Pieces, first: Amount) -> int | None:
    """The piece after the word or dash that may join two ends of a range."""
    end = first.end
    if end + 1 >= len(pieces):
        return None
    low, before = pieces[end].low, word_before(pieces, first.start)
    if low in _DASHES or low in ("to", "or"):
        if low in _DASHES and (pieces[end].glued != pieces[end + 1].glued):
            return None
        return end + 1
    if low == "and" and before == "between":
        return end + 1
    return None


def _with_unit(pieces: Pieces, at: int, number: Number) -> Amount:
    """The number with the range, the currency or the unit that follows it."""
    plain = Amount(
        at, number.end, number.end, "figure.number", number.value, digits=number.digits, number_end=number.end
    )
    own = named(pieces, plain)
    if own is not plain and own.currency is not None:
        return _with_coins(pieces, own)
    if own.unit == "foot" and not own.hyphen:
        return _with_inches(pieces, own)
    ranged = _ranged(pieces, plain, number) if own is plain or own.unit == "percent" else plain
    if own.unit == "percent":
        ranged = _ranged(pieces, own, number)
        if ranged is not own:
            second = named(pieces, replace(plain, end=ranged.end, noun=ranged.end))
            return (
                replace(second, start=at, value=None, low=ranged.low, high=ranged.high)
                if second.unit == own.unit
                else own
            )
        return own
    if ranged is not plain:
        return named(pieces, ranged)
    return own


def _with_inches(pieces: Pieces, feet: Amount) -> Amount:
    """Adds the inches of "5 feet and 2 inches", "6ft 4in"."""
    begin = feet.end + 1 if feet.end < len(pieces) and pieces[feet.end].low == "and" else feet.end
    inches = number_at(pieces, begin) if begin < len(pieces) else None
    if inches is None or feet.value is None or not 0 < inches.value < 12 or inches.end >= len(pieces):
        return feet
    if pieces[inches.end].low not in ("inch", "inches", "in"):
        return feet
    end = inches.end + 1
    return replace(feet, end=end, noun=end, value=feet.value + inches.value / 12)


def _ends_price(pieces: Pieces, coins: Number, joined: bool) -> bool:
    """ "15 dollars 50", "thirteen dollars and forty-five": coins, and nothing that they count."""
    after = pieces[coins.end] if coins.end < len(pieces) else None
    if not 10 <= coins.value < 100 or not coins.value.is_integer() or coins.scaled:
        return False
    if after is None or after.text in ".,;)!?":
        return True
    return not joined and after.low in ("for", "a", "each", "per", "on", "in", "and", "at")


def _with_coins(pieces: Pieces, amount: Amount) -> Amount:
    """Adds the coins of "13 dollars and 45 cents"."""
    if (
        amount.value is None
        or amount.currency is None
        or amount.currency.coin is not None
        or amount.end >= len(pieces)
    ):
        return amount
    begin = amount.end + 1 if pieces[amount.end].low == "and" else amount.end
    coins = number_at(pieces, begin) if begin < len(pieces) else None
    if coins is None or not 0 < coins.value < 100:
        return amount
    coin = currency_after(pieces, coins.end) if coins.end < len(pieces) else None
    if coin is None and _ends_price(pieces, coins, begin > amount.end):
        return replace(amount, end=coins.end, noun=coins.end, value=amount.value + coins.value / 100)
    if coin is None or coin[1].code != amount.currency.code or coin[1].coin is None:
        return amount
    return replace(amount, end=coin[0], noun=coin[0], value=amount.value + coins.value / 100)
