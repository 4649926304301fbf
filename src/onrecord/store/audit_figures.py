"""The audit of figures and dates: do the cited words bear the value?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from onrecord.knowledge.load import document
from onrecord.knowledge.times import named_meetings
from onrecord.store import numerals

_PERCENT = re.compile(
    r"%|per\s*-?\s*cent|percent|\bpct\b|(?<![a-z])pc\b|\bp\.c\.|point|half|third|quarter|fifth|tenth|\b(?:in|of)\b",
    re.I,
)
_SHARE = re.compile(
    r"\b(?:hal(?:f|ves)|(?:third|quarter|fourth|(?:fif|six|seven|eigh|nin|ten)th)s?|in|of)\b|[½⅓⅔¼¾⅕⅛]|\d/\d"
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|T|/)")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]


def figure_failures(row: dict[str, Any], words: str, nearby: str) -> Iterator[str]:
    """What of a figure's value its words do not bear. `nearby` is the passage it stands in."""
    if row["amount"] is None and row["low"] is None and row["high"] is None:
        yield "has no value"
    if row["amount"] is not None and not numerals.bears(words, row["amount"]):
        yield f"the amount {row['amount']:g} does not stand in {words!r}"
    for side in ("low", "high"):
        if row[side] is not None and not numerals.bears_bound(words, row[side]):
            yield f"the {side} end {row[side]:g} does not stand in {words!r}"
    # of "8 or $9" the first takes its currency from the second, which stands near
    if row["currency"] is not None and not _names_money(f"{words} {nearby}", row["currency"]):
        yield f"the currency {row['currency']} does not stand in {words!r}"
    unit = None if row["rule"] == "figure.age" else row["unit"]  # "people under 30": years go without saying
    if unit is not None and unit.startswith("percent") and not _PERCENT.search(f"{words} {nearby}"):
        yield f"the unit {unit} does not stand in {words!r}"
    if unit is not None and not unit.startswith("percent") and not _names_unit(nearby, unit):
        yield f"the unit {unit!r} does not stand in the passage of {words!r}"


@cache
def _money() -> dict[str, re.Pattern[str]]:
    """One pattern for each currency: its signs as written, its words in any case.

    A country before them is not asked for ("Taiwanese dollars", "$" in a Canadian report), so the last word
    and the last character of a sign are enough.
    """
    patterns = {}
    for entry in document("currencies.yaml"):
        words = {str(word).split()[-1] for word in (*entry.get("words", ()), *entry.get("minor", ()))}
        words |= {str(word) for word in entry.get("signs", ()) if word[-1].isalpha()} | {entry["code"]}
        signs = {str(sign)[-1] for sign in entry.get("signs", ()) if not sign[-1].isalnum()} - {"."}
        spelled = "|".join(re.escape(word) for word in sorted(words))
        marks = "".join(re.escape(sign) for sign in sorted(signs))
        pattern = rf"(?<![^\W\d_])M?(?:{spelled})(?![^\W\d_])" + (f"|[{marks}]" if marks else "")
        patterns[entry["code"]] = re.compile(pattern, re.I)
    return patterns


def _names_money(words: str, code: str) -> bool:
    pattern = _money().get(code)
    if code == "GBP" and re.search(r"\d\s?p\b", words):
        return True
    return pattern is not None and pattern.search(words) is not None


_RATES = {
    "per year": r"year|annu|yr|p\.?\s?a\b",
    "per month": r"month|mo\b",
    "per week": r"week|wk",
    "per day": r"day|dai",
    "per hour": r"hour|hr",
}


@cache
def _unit_words() -> dict[str, tuple[str, ...]]:
    return {
        entry["unit"]: (*entry.get("words", ()), *entry.get("short", ()))
        for entry in document("units.yaml")
        if "unit" in entry
    }


@cache
def _coins() -> dict[str, tuple[str, ...]]:
    """The words for each coin: "penny" is pence."""
    rows = document("currencies.yaml")
    return {str(row["minor"][0]): tuple(map(str, row["minor"])) for row in rows if row.get("minor")}


def _names_unit(words: str, unit: str) -> bool:
    plain = words.casefold()
    if unit == "share":
        return _SHARE.search(plain) is not None or "share" in plain  # a fraction, or shares counted
    if unit == "times" and re.search(r"doubl|tripl|trebl|quadrupl|quintupl|halv|twice|thrice|fold\b", plain):
        return True  # "doubled", "twice as many", "tenfold"
    if unit == "year":  # an age may stand between commas alone: "Anna Berg, 59, said"
        return re.search(r"year|\bage|(?<![^\W\d_])yr|[,(]\s*\d+\s*[,.;)]", plain) is not None
    known = (*_unit_words().get(unit, ()), *_coins().get(unit, ()), unit)
    tight = plain.replace(" ", "")
    if any(word.casefold() in plain or word.casefold().replace(" ", "") in tight for word in known):
        return True
    if unit == "pence" and re.search(r"\d\s?p\b", plain):
        return True
    if unit.startswith("per "):  # a rate: "a year", "each year", "annually", "/yr"
        return re.search(_RATES.get(unit, re.escape(unit[4:8].casefold())), plain) is not None
    if " per " in unit:  # "50 cents a share"
        head, _, tail = unit.partition(" per ")
        return _names_unit(words, head) and _names_unit(words, "per " + tail)
    return all(stem[:4] in plain for stem in unit.casefold().split())


def date_failures(row: dict[str, Any], words: str, behind: str = "") -> Iterator[str]:
    """What of a date's value its words do not bear; what was counted from an anchor must name the anchor.

    `behind` are the words after it: of "April 18 through April 24, 2016" the first day has its year there.
    """
    for side in ("earliest", "latest"):
        if row[side] is not None and not _is_day(row[side]):
            yield f"{side} {row[side]!r} is no calendar day"
    if row["earliest"] is not None and row["latest"] is not None and row["earliest"] > row["latest"]:
        yield f"ends ({row['latest']}) before it begins ({row['earliest']})"
    if row["type"] not in ("DATE", "TIME"):
        return
    plain = words.casefold()
    anchored = row["anchor"] is not None
    if anchored and not all(_is_day(day) for day in row["anchor"].split("/")):
        yield f"the anchor {row['anchor']!r} is no calendar day"
    for year, month, day in _DATE.findall(row["value"]):
        if f"{year}-{month}-{day}" in _known_days(plain):
            continue
        ends = _RANGE_END.match(behind.casefold()) if row["rule"].endswith("-range") else None
        if not anchored and not _has_year(plain + (ends[0] if ends is not None else ""), year):
            yield f"the year {year} does not stand in {words!r}, and no anchor is recorded"
        if _names_feast(plain) or _positioned(plain, year, month, day):
            continue
        counted = anchored and _COUNTED.search(plain) is not None  # "ten days after 25 March"
        if month and not counted and not _has_month(plain, int(month), anchored):
            yield f"the month {month} does not stand in {words!r}"
        if day and not anchored and not _has_day(plain, int(day)):
            yield f"the day {day} does not stand in {words!r}, and no anchor is recorded"
        written = (
            day and _months_said(plain) and _has_day(plain, int(day))
        )  # its writer may slip in the weekday
        if day and not written and not _fits_weekday(plain, f"{year}-{month}-{day}"):
            yield f"{year}-{month}-{day} is not the day of the week in {words!r}"


_RANGE_END = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s.{0,30}", re.S)  # the range's other end
_POSITION = re.compile(
    r"\b(?:(?P<last>last|final|closing)|(?P<nth>opening|\d{1,2}(?:st|nd|rd|th)|"
    + "|".join(_ORDINALS)
    + r"))\s+"
    r"(?:full\s+)?(?P<unit>day|week|weekend|month|fortnight|quarter|half)\s+(?:of|in)\b"
)


def _positioned(plain: str, year: str, month: str, day: str) -> bool:
    """Whether the words place the value in a longer period: "first day of 2018", "third month of 2016"."""
    found = _POSITION.search(plain)
    said = sorted(_months_said(plain))
    if found is None or not month or (said and int(month) not in said):
        return False
    nth = found["nth"] or ""
    digits = re.match(r"\d+", nth)
    at = int(digits[0]) if digits else _ORDINALS.index(nth) + 1 if nth in _ORDINALS else 1
    if found["unit"] == "month":
        return not day and int(month) == (12 if found["last"] else at)
    if found["unit"] != "day" or not day:
        return True
    begin = datetime.date(int(year), said[0] if said else 1, 1)
    told = datetime.date.fromisoformat(f"{year}-{month}-{day}") if _is_day(f"{year}-{month}-{day}") else None
    if told is None:
        return False
    if found["last"]:
        return (told + datetime.timedelta(days=1)).day == 1 and (bool(said) or told.month == 12)
    return told == begin + datetime.timedelta(days=at - 1)


_COUNTED = re.compile(r"\b(before|after|from|since|following|prior|eve)\b")


@cache
def _days_of_history() -> tuple[tuple[str, str], ...]:
    """Names of days and events in history ("9/11", "fall of Kabul"), without their spaces, and their days."""
    found = [(str(name), str(entry["day"])) for entry in document("holidays.yaml") for name in entry["names"]]
    for entry in document("named_events.yaml"):
        found += [(str(name), day) for name in entry["names"] for day in str(entry["days"]).split("/")]
    for words, meetings in named_meetings().items():
        found += [(" ".join(words), day) for each in meetings for day in (each.first, each.last)]
    return tuple((name.replace(" ", ""), day) for name, day in found if _is_day(day))


def _known_days(plain: str) -> set[str]:
    tight = re.sub(r"\s+", "", plain).replace("’", "'")
    return {day for name, day in _days_of_history() if name in tight}


@cache
def _feasts() -> tuple[str, ...]:
    return tuple(str(name).replace(" ", "") for entry in document("holidays.yaml") for name in entry["names"])


def _names_feast(plain: str) -> bool:
    """Whether the words name a day of the year without its number: "Christmas 2022"."""
    tight = re.sub(r"\s+", "", plain).replace("’", "'")
    return any(name in tight for name in _feasts())


def _is_day(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


def _numbers(plain: str) -> set[int]:
    return {int(found) for found in re.findall(r"\d+", plain) if len(found) < 9}


def _has_year(plain: str, year: str) -> bool:
    spelled = bool(re.search(r"century|hundred|thousand|twenty|nineteen|\d0s", plain))
    return int(year) in _numbers(plain) or int(year[2:]) in _numbers(plain) or spelled or year in plain


def _months_said(plain: str) -> set[int]:
    """Months by name or by their first three letters ("Sept.", "Febr.")."""
    words = re.findall(r"[^\W\d_]+", plain)
    return {
        at
        for at, month in enumerate(_MONTHS, start=1)
        for word in words
        if word == month or (len(word) in (3, 4, 5) and len(month) > len(word) and month.startswith(word))
    }


def _has_month(plain: str, month: int, anchored: bool) -> bool:
    said = _months_said(plain)
    if said:
        return month in said
    return anchored or month in _numbers(plain) or bool(re.search(r"\d{6,8}", plain))


def _has_day(plain: str, day: int) -> bool:
    ordinal = day <= len(_ORDINALS) and _ORDINALS[day - 1] in plain
    return day in _numbers(plain) or ordinal or bool(re.search(r"\d{6,8}", plain))


def _fits_weekday(plain: str, value: str) -> bool:
    said = {at for at, day in enumerate(_DAYS, start=1) if re.search(rf"\b{day}", plain)}
    if not said or not _is_day(value):
        return True
    offset = re.search(r"\b(before|after|from|week|fortnight|since|until|to|till|through|night|eve)\b", plain)
    return datetime.date.fromisoformat(value).isoweekday() in said or bool(offset)
