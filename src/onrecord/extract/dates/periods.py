"""Meanings of longer or named stretches: decades, centuries, seasons, quarters, fiscal years, holidays."""

from __future__ import annotations

from onrecord.extract.dates.absolute import ends_phrase, full_date, month_day
from onrecord.extract.dates.calendar import Day, Days, days_of, plus_days
from onrecord.extract.dates.meaning import STEPS, Meaning, When, number, text
from onrecord.extract.grammar.patterns import Slots


def decade(slots: Slots, when: When) -> Meaning | None:
    """ "the 1990s" is 199."""
    value = text(slots, "decade")
    if not (
        when.before
        and when.before[-1] in ("the", "in", "-", "early", "late", "mid", "since", "and", "last", "to", "'s")
    ):
        return (
            None
            if len(value) != 3 or not value.startswith(("19", "20", "18")) or not when.after
            else Meaning("DATE", value)
        )
    return Meaning("DATE", value)


def century(slots: Slots, _when: When) -> Meaning | None:
    """ "the 20th century" is 19."""
    nth = number(slots, "ord") or 0
    return Meaning("DATE", f"{nth - 1:02d}") if 1 <= nth <= 30 else None


def season_year(slots: Slots, _when: When) -> Meaning | None:
    """ "summer of 2022"; the winter of 2022 begins in December 2022."""
    return Meaning("DATE", f"{number(slots, 'year'):04d}-{text(slots, 'season')}")


def season_which(slots: Slots, when: When) -> Meaning | None:
    """ "last fall", "this spring", "next winter", "the summer"."""
    season, step = text(slots, "season"), STEPS.get(text(slots, "which"))
    if when.after[:1] == ("of",):
        return None  # "in the winter of 2013" is another rule's, "in the fall of Kabul" no season
    if when.anchor is None:
        return Meaning("DATE", f"XXXX-{season}")
    anchor = when.anchor
    spans: list[tuple[str, Days]] = []
    for year in range(anchor.year - 2, anchor.year + 3):
        value = f"{year:04d}-{season}"
        covered = days_of(value)
        if covered:
            spans.append((value, covered))
    if step is None:
        step = 1 if when.tense == "future" else None
    chosen = _season_chosen(spans, anchor, step)
    return Meaning("DATE", chosen, anchored=True) if chosen else None


def season_bare(slots: Slots, when: When) -> Meaning | None:
    """ "in winter", "by spring": no season where a noun follows ("for spring water")."""
    return season_which(slots, when) if ends_phrase(when) else None


def _season_chosen(spans: list[tuple[str, Days]], anchor: Day, step: int | None) -> str | None:
    """The value of the season meant; None at the ends of the calendar."""
    over = [value for value, days in spans if days[1] < anchor]
    begun = [value for value, days in spans if days[0] <= anchor]
    open_ = [value for value, days in spans if days[1] >= anchor]
    ahead = [value for value, days in spans if days[0] > anchor]
    if step is None:
        return begun[-1] if begun else None
    if step < 0:
        return over[-1] if over else None
    if step == 0:
        return open_[0] if open_ else None
    return ahead[0] if ahead else None


def quarter(slots: Slots, when: When) -> Meaning | None:
    """ "the third quarter of 1984", "the first half of 2023", "Q1 2023"; without a year the last that has
    begun."""
    nth, letter = number(slots, "ord") or 0, str(when.given.get("letter", "Q"))
    if short := text(slots, "quarter"):
        nth, letter = int(short[1]), short[0]
    most = 4 if letter == "Q" else 2
    nth = most if nth == -1 else nth
    if not 1 <= nth <= most:
        return None
    year = number(slots, "year")
    if year is not None:
        return Meaning("DATE", f"{year:04d}-{letter}{nth}")
    if when.anchor is None:
        return Meaning("DATE", f"XXXX-{letter}{nth}")
    step = STEPS.get(text(slots, "which"))
    start = (nth - 1) * (12 // most) + 1
    this = when.anchor.year
    if step is None:
        step = -1 if start > when.anchor.month and when.tense != "future" else 0
    return Meaning("DATE", f"{this + step:04d}-{letter}{nth}", anchored=True)


def fiscal_year(slots: Slots, when: When) -> Meaning | None:
    """ "fiscal 2024", "the 2024 fiscal year": whose fiscal year it is is not said, so the days are left
    open."""
    year = number(slots, "year") or number(slots, "fy")
    if number(slots, "num") and year is not None:  # "fiscal year 2023-24"
        year = year - year % 100 + (number(slots, "num") or 0)
    if year is None:
        step = STEPS.get(text(slots, "which"), 0)
        if when.anchor is None:
            return Meaning("DATE", "XXXX")
        return _fiscal(when.anchor.year + step, anchored=True)
    return _fiscal(year)


def _fiscal(year: int, anchored: bool = False) -> Meaning:
    # Fiscal years in use begin between April of the year before (India, UK) and July of the year named.
    days = (Day(year - 1, 4, 1), Day(year + 1, 6, 30)) if 1 < year < 9998 else None
    return Meaning("DATE", f"{year:04d}", days=days, anchored=anchored)


def week_of(slots: Slots, when: When) -> Meaning | None:
    """ "the week of March 6", "the week ended Oct. 7": that day's week, or the seven days up to it."""
    day = month_day(slots, when) if number(slots, "year") is None else full_date(slots, when)
    covered = day.covered() if day else None
    if day is None or covered is None:
        return None
    start, _, _ = covered[0].isocalendar()
    if when.given.get("ends"):
        first = plus_days(covered[0], -6)
        return Meaning("DATE", day.value, days=(first or covered[0], covered[0]), anchored=day.anchored)
    week = f"{start:04d}-W{covered[0].isocalendar()[1]:02d}"
    return Meaning("DATE", week, anchored=day.anchored)
