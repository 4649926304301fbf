"""Reads an amount with its currency or unit: "$1.2-1.5 billion", "13 dollars and 45 cents", "2 percent", "35 miles"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from onrecord.extract.figures.qualifying import change_before
from onrecord.extract.grammar.numbers import Number, number_at, numeral, opening_words
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.numbers import number_words
from onrecord.knowledge.quantities import Currency, money, units

_PHRASE = 4  # the longest name of a currency or unit has no more words
_DASHES = frozenset({"-", "–", "—", "‑", "~"})
_MINUS = frozenset({"-", "−", "–"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: pieces `start` to `end`, and `noun`, the piece after the number where a counted noun may begin.

    `value` is None where it is a range from `low` to `high`. `hyphen` says that the unit is tied on ("3-inch").
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
def _sign_openers() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in money().signs)


@cache
def _unit_openers() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in units().words)


@cache
def number_openers() -> frozenset[str]:
    """Lower-case words and signs with which an amount may begin, apart from numerals and currency signs."""
    vague = frozenset(phrase[0] for phrase, _, _ in number_words().vague)
    return opening_words() | vague | frozenset(number_words().fractions) | _MINUS | {"minus"}


def may_open(text: str, low: str, kind: str) -> bool:
    """True where an amount may begin with this piece: a cheap look before the careful one."""
    return kind == "number" or low in number_openers() or text in _sign_openers()


def amount_at(pieces: Pieces, at: int) -> Amount | None:
    """The amount that begins at piece `at`, or None."""
    sign = sign_at(pieces, at)
    if sign is not None:
        return _money_after_sign(pieces, at, *sign)
    negative = _negative(pieces, at)
    begin = at + negative
    if begin >= len(pieces):
        return None
    if not negative and (found := _vague(pieces, at) or _fraction(pieces, at)):
        return found
    number = number_at(pieces, begin)
    if number is None:
        return None
    amount = _with_unit(pieces, at, number)
    if negative and amount.value is not None:
        return replace(amount, value=-amount.value)
    return amount


def _negative(pieces: Pieces, at: int) -> int:
    """How many pieces say "minus" before a numeral ("-1.3%", "minus-5"); none at a dash between two things."""
    piece = pieces[at]
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None:
        return 0
    if piece.low == "minus":
        return 2 if after.text == "-" and after.glued and at + 2 < len(pieces) else 1
    if piece.text not in _MINUS or not after.glued or after.kind != "number":
        return 0
    return int(not piece.glued and at > 0)


def sign_at(pieces: Pieces, at: int) -> tuple[int, Currency] | None:
    """The currency sign at a place ("US$", "€", "USD"): the piece after it, and the currency."""
    if pieces[at].text not in _sign_openers():
        return None
    signs = money().signs
    text = tuple(piece.text for piece in pieces[at : at + 3])
    for length in range(len(text), 0, -1):
        currency = signs.get(text[:length])
        if currency is not None:
            return at + length, currency
    return None


def _money_after_sign(pieces: Pieces, at: int, end: int, currency: Currency) -> Amount | None:
    if end >= len(pieces) or pieces[end].kind not in ("number", "word"):
        return None
    number = number_at(pieces, end)
    if number is None or not (number.digits or number.scaled):
        return None
    number = _with_letter(pieces, number)
    amount = Amount(at, number.end, number.end, "figure.money", number.value, currency=currency)
    again = _currency_after(pieces, number.end)
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
    loose = not piece.glued and (
        piece.low != "m" and piece.low != "b" or (after is not None and after.kind == "word" and False)
    )
    if factor is None or loose or (after is not None and after.glued and after.text.isalnum()):
        return number
    return Number(number.end + 1, round(number.value * factor, 6), number.digits, scaled=True)


def _ranged(pieces: Pieces, first: Amount, number: Number) -> Amount:
    """Joins "$1.2-1.5 billion", "$3 billion to $5 billion", "between $62 and $68" into one amount with two ends."""
    begin = _after_joint(pieces, first)
    if begin is None:
        return first
    second_sign = sign_at(pieces, begin)
    if first.currency is not None and second_sign is not None:
        moved = (
            _word_before(pieces, first.start) == "from" and change_before(pieces, first.start - 1) is not None
        )
        if second_sign[1].code != first.currency.code or moved:
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
    if low >= second.value:
        return first
    rest = replace(first, end=second.end, noun=second.end, value=None, low=low, high=second.value)
    return rest


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
    low, before = pieces[end].low, _word_before(pieces, first.start)
    if low in _DASHES or low in ("to", "or"):
        if low in _DASHES and (pieces[end].glued != pieces[end + 1].glued):
            return None
        return end + 1
    if low == "and" and before == "between":
        return end + 1
    return None


def _word_before(pieces: Pieces, at: int) -> str:
    return pieces[at - 1].low if at else ""


def _with_unit(pieces: Pieces, at: int, number: Number) -> Amount:
    """The number with the range, the currency or the unit that follows it."""
    plain = Amount(
        at, number.end, number.end, "figure.number", number.value, digits=number.digits, number_end=number.end
    )
    own = _named(pieces, plain, number)
    if own is not plain and own.currency is not None:
        return _with_coins(pieces, own)
    ranged = _ranged(pieces, plain, number) if own is plain or own.unit == "percent" else plain
    if own.unit == "percent":
        ranged = _ranged(pieces, own, number)
        if ranged is not own:
            second = _named(pieces, replace(plain, end=ranged.end, noun=ranged.end), number)
            return (
                replace(second, start=at, value=None, low=ranged.low, high=ranged.high)
                if second.unit == own.unit
                else own
            )
        return own
    if ranged is not plain:
        named = _named(pieces, ranged, number)
        return named
    return own


def _named(pieces: Pieces, amount: Amount, number: Number) -> Amount:
    """The amount with the currency or unit that stands after it, or as it was."""
    end = amount.end
    if end >= len(pieces):
        return amount
    currency = _currency_after(pieces, end)
    if currency is not None and _is_money(pieces, end, currency[1], amount):
        return replace(amount, end=currency[0], noun=currency[0], currency=currency[1], rule="figure.money")
    lettered = _lettered(pieces, amount)
    if lettered is not None:
        return lettered
    unit = _unit_after(pieces, end)
    if unit is None:
        return amount
    rule = "figure.share" if unit[1].startswith("percent") or unit[1] == "basis points" else "figure.measure"
    return replace(amount, end=unit[0], noun=unit[0], unit=unit[1], rule=rule, hyphen=pieces[end].text == "-")


def _currency_after(pieces: Pieces, at: int) -> tuple[int, Currency] | None:
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


def _is_money(pieces: Pieces, at: int, currency: Currency, amount: Amount) -> bool:
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
        after.low == "of" or (after.kind == "word" and not after.glued and after.low.endswith("s"))
    )
    if (piece.text in ("m", "t") and not counted) or (piece.low in ("t", "b") and not counted):
        coin = _currency_after(pieces, amount.end + 1) if after is not None else None
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
    coin = _currency_after(pieces, end) if after is not None else None
    if coin is not None:
        return replace(amount, end=coin[0], noun=coin[0], value=value, currency=coin[1], rule="figure.money")
    return replace(amount, end=end, noun=end, value=value)


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
    named = _currency_after(pieces, coins.end) if coins.end < len(pieces) else None
    if named is None or named[1].code != amount.currency.code or named[1].coin is None:
        return amount
    return replace(amount, end=named[0], noun=named[0], value=amount.value + coins.value / 100)


def _vague(pieces: Pieces, at: int) -> Amount | None:
    """Reads "dozens of", "tens of thousands of people", "hundreds were killed"."""
    low = tuple(piece.low for piece in pieces[at : at + 3])
    for phrase, least, most in number_words().vague:
        if low[: len(phrase)] != phrase:
            continue
        if at and pieces[at - 1].kind == "number":
            return None
        end = at + len(phrase)
        of = end + 1 if end < len(pieces) and pieces[end].low == "of" else end
        amount = Amount(at, end, of, "figure.vague", None, low=least, high=most, digits=False)
        if of < len(pieces):
            named = _named(pieces, replace(amount, end=of), Number(of, least, digits=False))
            if named.currency is not None or named.unit is not None:
                return named
        return amount
    return None


def _fraction(pieces: Pieces, at: int) -> Amount | None:
    """Reads "a third of", "two-thirds", "half of the", "nearly half", "one-fifth": a share of a whole."""
    words = number_words()
    low = tuple(piece.low for piece in pieces[at : at + 4])
    after: int
    if low[0] in ("half", "halves") and low[0] == "half":
        above, below, after = 1.0, 2, at + 1
        if low[1:2] not in (
            ("of",),
            ("the",),
            ("its",),
            ("their",),
            ("his",),
            ("our",),
            ("that",),
            ("this",),
            ("all",),
            ("those",),
        ):
            return None
    else:
        number = words.ones.get(low[0])
        if number is None or len(low) < 2:
            return None
        step = 2 if low[1] == "-" and len(low) > 2 else 1
        denominator = words.denominators.get(low[step])
        if denominator is None or (low[step].endswith("s") != (number > 1)) or number >= denominator:
            return None
        above, below, after = number, denominator, at + step + 1
        if number == 1 and low[0] in ("a", "an") and not _share_follows(pieces, after):
            return None
        if (
            low[step] in ("quarter", "quarters", "second")
            and after < len(pieces)
            and pieces[after].low not in ("of", "the")
        ):
            return None
    of = after + 1 if after < len(pieces) and pieces[after].low == "of" else after
    return Amount(at, after, of, "figure.fraction", round(above / below, 16), unit="share", digits=False)


def _share_follows(pieces: Pieces, at: int) -> bool:
    return at < len(pieces) and pieces[at].low in ("of", "the", "as", "more", "less")
