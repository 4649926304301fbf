"""The names under which the time rules call their meanings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.extract.dates import absolute, lengths, relative
from onrecord.extract.dates.meaning import Meaning, When
from onrecord.extract.grammar.patterns import Slots

MEANINGS: Mapping[str, Callable[[Slots, When], Meaning | None]] = {
    "full-date": absolute.full_date,
    "iso-date": absolute.iso_date,
    "numeric-date": absolute.numeric_date,
    "short-date": absolute.short_date,
    "month-day": absolute.month_day,
    "day-range": absolute.day_range,
    "month-year": absolute.month_year,
    "month": absolute.month_alone,
    "month-which": absolute.month_which,
    "month-of-relative-year": absolute.month_of_relative_year,
    "month-range": absolute.month_range,
    "year-range": absolute.year_range,
    "year": absolute.year_alone,
    "year-said": absolute.year_said,
    "decade": absolute.decade,
    "century": absolute.century,
    "season-year": absolute.season_year,
    "season-which": absolute.season_which,
    "quarter": absolute.quarter,
    "fiscal-year": absolute.fiscal_year,
    "holiday": absolute.holiday,
    "week-of": absolute.week_of,
    "day-offset": relative.day_offset,
    "present-day": relative.present_day,
    "weekday": relative.weekday,
    "weekday-which": relative.weekday_which,
    "weekday-of-week": relative.weekday_of_week,
    "unit-which": relative.unit_which,
    "weekend": relative.weekend,
    "ago": relative.ago,
    "a-year-ago": relative.a_year_ago,
    "from-now": relative.from_now,
    "ahead": relative.ahead,
    "told-offset": relative.told_offset,
    "year-ago-period": relative.year_ago_period,
    "that-unit": relative.that_unit,
    "day-after-told": relative.day_after_told,
    "the-quarter": relative.the_quarter,
    "year-end": relative.year_end,
    "clock": relative.clock,
    "part-of-this-day": relative.part_of_this_day,
    "part-told": relative.part_told,
    "length": lengths.length,
    "two-lengths": lengths.two_lengths,
    "length-and-half": lengths.length_and_half,
    "length-up-to-now": lengths.length_up_to_now,
    "repeated": lengths.repeated,
    "every-weekday": lengths.every_weekday,
    "every-month": lengths.every_month,
    "vague": lengths.vague,
}
