"""Meanings that are no point in the calendar: lengths of time, repetitions, and vague words."""

from __future__ import annotations

from onrecord.extract.dates.absolute import ends_phrase
from onrecord.extract.dates.calendar import Days
from onrecord.extract.dates.meaning import STEPS, Meaning, When, number, text
from onrecord.extract.dates.relative import stepped, unit_of
from onrecord.extract.grammar.patterns import Slots
from onrecord.knowledge.times import Unit, time_words

_CLOCKED = {"S": "S", "MIN": "M", "H": "H"}
_PLAIN = {"D": "D", "N": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y"}
_TIMES = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "FN": (2, "W"), "WE": (2, "D")}
_HALVES = {
    "Y": (12, "M"),
    "H": (60, "M"),
    "D": (24, "H"),
    "MIN": (60, "S"),
    "DE": (120, "M"),
    "CE": (1200, "M"),
}


def length_value(count: float | str, code: str) -> str | None:
    """A length of time as TIMEX3 writes it: 2.5 years is `P2Y6M`, several weeks `PXW`, two decades `P20Y`."""
    if count == "X":
        return _unsaid(code)
    if not isinstance(count, int | float) or not 0 < count < 1e9:
        return None
    if not float(count).is_integer():
        return _broken(float(count), code)
    whole = int(count)
    if code in _CLOCKED:
        return f"PT{whole}{_CLOCKED[code]}"
    if code in _TIMES:
        factor, plain = _TIMES[code]
        return f"P{whole * factor}{plain}"
    return f"P{whole}{_PLAIN[code]}"


def _unsaid(code: str) -> str:
    if code in _CLOCKED:
        return f"PTX{_CLOCKED[code]}"
    return {"DE": "PXDE", "CE": "PXCE", "ML": "PXML", "FN": "PXW", "WE": "PXW"}.get(
        code
    ) or f"PX{_PLAIN[code]}"


def _broken(count: float, code: str) -> str | None:
    """A length with a fraction: written in two units where that comes out even."""
    if code not in _HALVES:
        plain = _PLAIN.get(code)
        return f"P{count:g}{plain}" if plain else None
    parts, smaller = _HALVES[code]
    rest = (count - int(count)) * parts
    if abs(rest - round(rest)) > 1e-6:
        return f"P{'T' if code in _CLOCKED else ''}{count:g}{(_CLOCKED | _PLAIN).get(code, 'Y')}"
    whole, small = int(count), round(rest)
    if code in _CLOCKED:
        return f"PT{f'{whole}{_CLOCKED[code]}' if whole else ''}{small}{smaller}"
    if code == "D":
        return f"P{f'{whole}D' if whole else ''}T{small}H"
    years = whole * {"DE": 10, "CE": 100}.get(code, 1)
    if code in ("DE", "CE"):
        years, small = years + small // 12, small % 12
    return f"P{f'{years}Y' if years else ''}{f'{small}M' if small else ''}"


def length(slots: Slots, when: When) -> Meaning | None:
    """ "three days", "a 16-hour flight", "several years", "two decades"."""
    unit = unit_of(slots)
    count = slots.get("num", when.given.get("count", "X"))
    if unit is not None and unit.plural and count == 1.0 and "count" in when.given:
        count = "X"  # "a decades-old feud"
    if "num" not in slots and "count" not in when.given and when.before[-1:] and when.before[-1] in STEPS:
        return None  # "the last days"
    if unit is not None and "num" not in slots and unit.plural and unit.code in ("S", "MIN", "H", "Q", "N"):
        return None  # "minutes apart", "living quarters"
    if unit is not None and "num" not in slots and unit.plural and when.before[-1:] in (("of",), ("on",)):
        return None  # "hundreds of years", "a matter of days", "on days when"
    if unit is not None and unit.code == "Q" and (when.after[:1] == ("of",) or when.after[:1] == ("the",)):
        return None  # "a quarter of the voters"
    if unit is not None and "num" not in slots and "count" not in when.given:
        count = "X" if unit.plural else 1.0
    if unit is not None and "num" not in slots and not unit.plural and unit.code == "Q":
        return None
    if isinstance(count, int | float) and count >= 1000 and unit is not None and not unit.plural:
        return None
    if unit is None or not isinstance(count, int | float | str):
        return None
    if isinstance(count, int | float) and count == 1 and "num" in slots and (unit.plural or unit.code == "S"):
        return None
    value = length_value(count, unit.code)
    return Meaning("DURATION", value) if value else None


def open_length(_slots: Slots, when: When) -> Meaning | None:
    """ "some time", "a while", "a long time": a length that says no unit."""
    if when.after[:1] in (("ago",), ("of",), ("when",), ("to",)) or when.before[-1:] in (("at",), ("once",)):
        return None
    return Meaning("DURATION", "PXX")


def rate(slots: Slots, when: When) -> Meaning | None:
    """ "700 seats a week", "three times a year", "per month": how often, not how long."""
    unit = unit_of(slots)
    before = when.before[-1] if when.before else ""
    if unit is None or unit.code not in ("D", "N", "W", "M", "Q", "Y"):
        return None
    if unit.plural or (text(slots, "per") in ("a", "an") and not _counted_thing(before)):
        return None
    if when.after[:1] and (when.after[0] in _AFTER_POINTS or when.after[0] in ("-", "and")):
        return None
    if when.after[:1] == ("on",) and not when.after[1:2]:
        return None  # "two deaths a year on"
    value = length_value(1.0, unit.code)
    return Meaning("SET", value) if value else None


_AFTER_POINTS = frozenset({"ago", "earlier", "later", "before", "after", "from", "old", "long", "or"})
_COUNTED = frozenset(
    {"once", "twice", "thrice", "times", "million", "billion", "percent", "%", "dollars", "euros", "pounds"}
)


def _counted_thing(word: str) -> bool:
    """True for a word that shows that what stands before is an amount: a plural, a number, a magnitude."""
    if word[:1].isdigit():
        return True  # "$55 a night"
    plural = word.endswith("s") and len(word) > 3 and word.isalpha() and not word.endswith(("ss", "us", "is"))
    return word in _COUNTED or (plural and word not in time_words().not_counted)


def two_lengths(slots: Slots, when: When) -> Meaning | None:
    """ "two to three weeks": the shorter one, and longer."""
    meaning = length(slots, when)
    return Meaning("DURATION", meaning.value, mod="EQUAL_OR_MORE") if meaning else None


def length_and_half(slots: Slots, _when: When) -> Meaning | None:
    """ "a minute and a half", "a year and a half"."""
    unit, count = unit_of(slots), number(slots, "num") or 1
    value = length_value(count + 0.5, unit.code) if unit else None
    return Meaning("DURATION", value) if value else None


def length_up_to_now(slots: Slots, when: When) -> Meaning | None:
    """ "the past two years", "the next few days": a length that ends or begins on the day of publication."""
    unit = unit_of(slots)
    count = slots.get("num", 1.0 if unit is not None and not unit.plural else "X")
    if unit is None or not isinstance(count, int | float | str):
        return None
    value = length_value(count, unit.code)
    if value is None:
        return None
    days = _stretch(when, unit, count, STEPS.get(text(slots, "which"), 0))
    return Meaning("DURATION", value, days=days, anchored=days is not None)


def _stretch(when: When, unit: Unit, count: float | str, step: int) -> Days | None:
    if when.anchor is None or not isinstance(count, int | float) or step == 0:
        return None
    far = stepped(when.anchor, unit.code, step * float(count))
    if far is None:
        return None
    return (far, when.anchor) if step < 0 else (when.anchor, far)


def repeated(slots: Slots, when: When) -> Meaning | None:
    """ "daily", "every two years", "each month", "a year" after a rate."""
    if when.given.get("adverb") and not ends_phrase(when):
        return None
    if "value" in when.given:
        if when.after and when.after[0] in time_words().weekday_names_before:
            return None  # the Daily Star
        return Meaning("SET", str(when.given["value"]))
    unit = unit_of(slots)
    count = slots.get("num", 1.0)
    if unit is None or not isinstance(count, int | float | str):
        return None
    value = length_value(count, unit.code)
    if value is None or unit.code == "WE":
        return Meaning("SET", "XXXX-WXX-WE") if value else None
    return Meaning("SET", value)


def every_weekday(slots: Slots, when: When) -> Meaning | None:
    """ "every Monday", "Tuesday nights"."""
    if number(slots, "weekdays") and not number(slots, "weekday") and when.before[-1:] == ("the",):
        return None
    value = f"XXXX-WXX-{number(slots, 'weekday') or number(slots, 'weekdays')}"
    part = text(slots, "part") or time_words().parts.get(text(slots, "part_word"), "")
    return Meaning("SET", f"{value}T{part}" if part else value)


def every_month(slots: Slots, _when: When) -> Meaning | None:
    """ "every July", "each summer"."""
    month = slots.get("month")
    if isinstance(month, tuple):
        return Meaning("SET", f"XXXX-{int(month[0]):02d}")
    if text(slots, "season"):
        return Meaning("SET", f"XXXX-{text(slots, 'season')}")
    return Meaning("SET", f"XXXX-XX-XXT{text(slots, 'part') or text(slots, 'parts')}")


def vague(_slots: Slots, when: When) -> Meaning | None:
    """ "now", "recently", "soon": `given.value`."""
    if when.given.get("future") and when.tense != "future":
        return None
    if when.given.get("not_past") and when.tense == "past":
        return None  # "soon became": soon after what is told
    if when.after and when.before[-1:] != ("-",) and _goes_on(when):
        return None
    return Meaning("DATE", str(when.given["value"]))


def _goes_on(when: When) -> bool:
    """True where the vague words are part of a longer phrase: "as soon as", "shortly after", "the past two
    months"."""
    after = when.after[0]
    if when.given.get("alone") and after.isalpha() and after not in time_words().clause_openers:
        return True  # "the past president"
    if after == "on" and when.before[-1:] == ("from",):
        return True
    if after in ("as", "after", "before", "-"):
        return True
    return after in time_words().units or (
        when.given["value"] == "PAST_REF" and (after.isdigit() or after in time_words().count_words)
    )
