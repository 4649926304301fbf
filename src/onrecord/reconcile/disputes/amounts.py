"""When two amounts can both be right: qualifiers as intervals, rounding, units that measure the same."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from onrecord.shapes import Figure

_INF = math.inf
# By the labelled cases: a twentieth makes "about 1.2 billion" and 1.1 disagree, a fifth hides real ones.
_ABOUT = 0.1
_EXACT_BELOW = 100  # counts under a hundred are not rounded: "30 members" is 30
_SAME_LENGTH = 0.05  # converted units are written rounded: 500 km, 310 miles
_UNITS = {
    "millimetre": ("length", 0.001), "centimetre": ("length", 0.01), "metre": ("length", 1.0),
    "kilometre": ("length", 1000.0), "inch": ("length", 0.0254), "foot": ("length", 0.3048),
    "yard": ("length", 0.9144), "mile": ("length", 1609.344), "nautical mile": ("length", 1852.0),
    "kilogram": ("mass", 1.0), "tonne": ("mass", 1000.0), "metric ton": ("mass", 1000.0),
    "ton": ("mass", 907.185), "pound": ("mass", 0.45359), "square kilometre": ("area", 1e6),
    "square mile": ("area", 2.58999e6), "hectare": ("area", 1e4), "acre": ("area", 4046.86),
    "short ton": ("mass", 907.185), "short tons": ("mass", 907.185), "long tons": ("mass", 1016.05),
    "kilometre per hour": ("speed", 1.0), "mile per hour": ("speed", 1.60934), "knot": ("speed", 1.852),
}  # fmt: skip

_PARTICLE = re.compile(
    r"\b(?:hand|turn|g[ai]v|giv|pass|t[oa]k|sign|carr|bring|brought|sen[dt])\w*\s+over\b", re.IGNORECASE
)
_GONE_UP = re.compile(r"\b(?:gone|went|goes|going|climbed|crept|moved|shot|grown)\s*$", re.IGNORECASE)
_METRIC = re.compile(r"tonne|metric", re.IGNORECASE)
_MEASURED = frozenset({"length", "mass", "area", "speed", "percent", "percent of GDP"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as an interval in the first unit of its dimension; `coarse` is the unit of its last digit."""

    low: float
    high: float
    value: float | None
    coarse: float
    dimension: str
    unit: str
    bound: str = ""  # how it is qualified: "more than", "about"


def dimension_of(unit: str) -> str:
    """What a unit measures. Example: `dimension_of("mile")` is "length"."""
    return _UNITS.get(unit, (unit, 1.0))[0]


def amount_of(figure: Figure, before: str = "") -> Amount | None:
    """The amount of a figure, after the words of its clause before it; None where it has none."""
    unit = figure.currency or figure.unit or ""
    unit = unit.lower() if figure.currency is None and unit.isupper() else unit  # "2,300 JOBS" of a headline
    dimension, factor = _UNITS.get(unit, (unit, 1.0))
    if figure.amount is None:
        if figure.low is None or figure.high is None:
            return None
        low, high = sorted((figure.low * factor, figure.high * factor))
        return Amount(low, high, None, 0.0, dimension, unit)
    if unit == "ton" and _METRIC.search(figure.span.text):
        factor = 1000.0
    value = figure.amount * factor
    bound = figure.qualifier or ""
    if bound == "more than" and _PARTICLE.search(f"{before[-14:]} {figure.span.text[:5]}"):
        bound = ""  # "handed over 108"
    if bound == "up to" and _GONE_UP.search(before[-14:]):
        bound = ""
    low, high = _spread(value, bound)
    return Amount(low, high, value, _last_digit(figure.amount, dimension) * factor, dimension, unit, bound)


def _spread(value: float, qualifier: str | None) -> tuple[float, float]:
    if qualifier == "about":
        return value * (1 - _ABOUT), value * (1 + _ABOUT)
    if qualifier == "nearly":
        return value * (1 - _ABOUT), value
    if qualifier in ("more than", "at least"):
        return value, _INF
    if qualifier in ("less than", "up to", "at most"):
        return 0.0, value
    return value, value


def _last_digit(value: float, dimension: str) -> float:
    """The unit that an amount is told in: 1.2 billion in hundred millions. Counts under 100 are exact."""
    measured = dimension.isupper() or dimension in _MEASURED
    if value > 0 and value < _EXACT_BELOW and value == int(value) and measured and not dimension.isupper():
        return 1.0
    if value <= 0 or (value < _EXACT_BELOW and value == int(value) and not measured):
        return 0.0
    digits = f"{value:.10g}" if value < 1e15 else f"{value:.10e}"
    mantissa = f"{float(digits):.9e}".split("e")
    told = len(mantissa[0].replace(".", "").rstrip("0"))
    return float(10.0 ** (int(mantissa[1]) - told + 1))


def compared(one: Amount, other: Amount) -> str:
    """How two amounts of one dimension stand: "same", "rounding", "unit", "open" or "apart".

    "open" are bounds and estimates that can both be right. Example: 1.19 and about 1.2 are "rounding".
    """
    if one.value is not None and one.value == other.value:
        return "same"
    if one.unit != other.unit:
        return _converted(one, other)
    if one.value is not None and other.value is not None and _rounds(one, other):
        return "rounding"
    if one.low > other.high or other.low > one.high:
        return "apart"
    loose = one.low < one.high < _INF or other.low < other.high < _INF  # "almost 115 billion"
    return "rounding" if loose and one.value is not None and other.value is not None else "open"


def _converted(one: Amount, other: Amount) -> str:
    if one.value is None or other.value is None:
        return "open"
    near = abs(one.value - other.value) <= _SAME_LENGTH * max(one.value, other.value)
    if near:
        return "unit"
    return "apart" if one.low > other.high * 1.1 or other.low > one.high * 1.1 else "open"


def _rounds(one: Amount, other: Amount) -> bool:
    """True where the finer amount, rounded or cut to the coarser's last digit, is the coarser."""
    coarse, fine = (one, other) if one.coarse >= other.coarse else (other, one)
    if coarse.coarse <= 0 or coarse.value is None or fine.value is None:
        return False
    steps = fine.value / coarse.coarse
    told = round(coarse.value / coarse.coarse)
    return told in (math.floor(steps + 1e-9), math.floor(steps + 0.5 + 1e-9))
