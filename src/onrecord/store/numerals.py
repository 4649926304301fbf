"""Reads numbers out of words a second time, for the audit: on purpose not the code that found the figures.

It is generous where the extractor must choose: it lists every value that the words can mean, and the audit
asks whether the record's value is one of them.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
""".split()  # noqa: SIM905 (words are read as words)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORTH: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_SMALL)},
    **{word: float(10 * value) for value, word in enumerate(_TENS, start=2)},
    **dict.fromkeys(("a", "an", "single", "once", "sole", "lone"), 1.0),
    **dict.fromkeys(("no", "none", "nil", "nought", "naught"), 0.0),
    **dict.fromkeys(
        ("couple", "pair", "both", "twice", "double", "doubled", "doubling", "twofold", "twin"), 2.0
    ),
    **dict.fromkeys(("triple", "tripled", "tripling", "thrice", "threefold", "trio"), 3.0),
    **dict.fromkeys(("quadruple", "quadrupled", "fourfold", "quartet"), 4.0),
    **dict.fromkeys(("doubles",), 2.0),
    **dict.fromkeys(("triples", "treble", "trebled", "trebling"), 3.0),
    **dict.fromkeys(("quadruples", "quadrupling"), 4.0),
    **dict.fromkeys(("fivefold", "quintupled"), 5.0),
    "sixfold": 6.0,
    "sevenfold": 7.0,
    "eightfold": 8.0,
    "ninefold": 9.0,
    "tenfold": 10.0,
    "hundredfold": 100.0,
    **dict.fromkeys(("halve", "halved", "halving"), 0.5),
}
_SCALES: dict[str, float] = {
    "dozen": 12.0,
    "score": 20.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    **dict.fromkeys(("k", "grand"), 1e3),
    **dict.fromkeys(("m", "mn", "mln", "mil", "mio"), 1e6),
    **dict.fromkeys(("b", "bn", "bln", "mrd"), 1e9),
    **dict.fromkeys(("t", "tn", "trn", "tln"), 1e12),
}
_PARTS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fourth": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "seventh": 1 / 7,
    "eighth": 1 / 8,
    "ninth": 1 / 9,
    "tenth": 1 / 10,
    "hundredth": 1 / 100,
    "halves": 1 / 2,
}
_ORDINALS = {
    word: at
    for at, word in enumerate(
        """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        """.split(),  # noqa: SIM905 (words are read as words)
        start=1,
    )
} | {word.removesuffix("y") + "ieth": 10 * at for at, word in enumerate(_TENS, start=2)}
_VAGUE = frozenset(
    """
    couple few several many some tens dozens scores hundreds thousands millions billions trillions
    """.split()  # noqa: SIM905 (words are read as words)
)
_DIGITS = re.compile(
    r"(?<![\d.])\.\d+|\d{1,3}(?:[,. '’_]\d{3}(?!\d))+(?:[.,]\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:[.,]\d+)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_RATIO = re.compile(r"\b(?:in|of|to)\b|/", re.I)
_MILLIONS = re.compile(r"\bM[A-Z]{3}\b")  # "120 MEUR"
_MOST = 60  # numbers in one figure's words; more stand in no figure, and their pairs are tried


def values(words: str) -> frozenset[float]:
    """Every value that a number in these words can mean.

    Example: `values("5 to 7.5 billion")` holds 5, 7.5, 5e9 and 7.5e9.
    """
    plain = _ascii_digits(words)
    numbers = [value for match in _DIGITS.finditer(plain) for value in _readings(match[0])]
    numbers += [unicodedata.numeric(c) for c in words if unicodedata.category(c) == "No"]
    spelled = [word.casefold() for word in _WORD.findall(plain)]
    numbers += _composed(spelled)
    numbers += [float(at) for word in spelled if (at := _ORDINALS.get(word))]
    numbers += [
        _WORTH[tens] + _ORDINALS[ones]
        for tens, ones in itertools.pairwise(spelled)
        if tens in _TENS and ones in _ORDINALS
    ]
    numbers = list(dict.fromkeys(numbers))[:_MOST]
    numbers += _with_small_units(plain, numbers)
    parts = [_PARTS[word.removesuffix("s")] for word in spelled if word.removesuffix("s") in _PARTS]
    parts += [_PARTS[word] for word in spelled if word in _PARTS]
    shares = {n * part for n in (*numbers, 1.0) for part in parts}
    shares |= {n + part for n in numbers for part in (*parts, *(n for n in numbers if 0 < n < 1))}
    if _RATIO.search(plain):  # "one in five", "5 1/2"
        ratios = {a / b for a, b in itertools.permutations(numbers, 2) if a < b}
        shares |= ratios | {n + ratio for n in numbers for ratio in ratios if "/" in plain}
    scales = {_SCALES[word.removesuffix("s")] for word in spelled if word.removesuffix("s") in _SCALES}
    scales |= {1e6} if _MILLIONS.search(plain) else set()
    scales |= {a * b for a, b in itertools.permutations(scales, 2)} | {1.0}
    found = {n * scale for n in (*numbers, *shares) for scale in scales} | (scales - {1.0})
    return frozenset(found | {100 * share for share in shares})


def _with_small_units(plain: str, numbers: list[float]) -> list[float]:
    """Sums with a second, smaller unit: "5 feet 2 inches", "13 dollars and 45 cents", "15 dollars 50"."""
    pairs = [(a, b) for a, b in itertools.permutations(numbers[:8], 2) if a == int(a) and b == int(b)]
    feet = re.search(r"feet|foot|\bft\b", plain, re.I) is not None
    sums = [a + b / 12 for a, b in pairs if feet and 0 < b < 12]
    return sums + [a + b / 100 for a, b in pairs if 0 < b < 100]


def bears(words: str, value: float) -> bool:
    """Whether the words hold this value, in any of its readings (thirds to within one in a hundred)."""
    wanted = abs(value)
    return any(abs(n - wanted) <= max(1e-9, 1e-6 * wanted) for n in values(words)) or any(
        abs(n - wanted) <= 0.01 * wanted for n in values(words) if n != round(n, 4)
    )


def bears_bound(words: str, value: float) -> bool:
    """The same for the end of a range, which vague words ("dozens", "several thousand") bear as well."""
    if bears(words, value):
        return True
    spelled = {word.casefold() for word in _WORD.findall(words)}
    return bool(spelled & _VAGUE)


def _ascii_digits(words: str) -> str:
    """Digits of any script as ASCII, spaces of any kind as a space; a sign for a sign."""
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else " " if unicodedata.category(c) == "Zs" else c
        for c in words
    )


def _readings(literal: str) -> list[float]:
    """What digits can mean: "1,234" is 1234, and in other countries 1.234."""
    marks = [c for c in literal if not c.isdigit()]
    found = [float(re.sub(r"\D", "", literal))] if marks else [float(literal)]
    if marks and marks[-1] in ".,":
        whole, _, rest = literal.rpartition(marks[-1])
        found.append(float(re.sub(r"\D", "", whole) + "." + rest))
    return found


def _composed(spelled: list[str]) -> list[float]:
    """Values of runs of number words, and of each part of a run: "three hundred and five thousand"."""
    found: list[float] = []
    total = current = 0.0
    for word in [*spelled, ""]:
        scale = _SCALES.get(word.removesuffix("s"))
        if word in _WORTH:
            current += _WORTH[word]
            found += [_WORTH[word], current, total + current]
        elif scale is not None and (current or total):
            current = max(current, 1.0) * scale
            found += [current, total + current]
            if scale >= 1e3:
                total, current = total + current, 0.0
        elif word != "and":
            total = current = 0.0
    return found
