"""The names under which the time rules call their meanings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.extract.dates import absolute, lengths, periods, relative, told
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
    "decade": periods.decade,
    "century": periods.century,
    "season-year": periods.season_year,
    "season-which": periods.season_which,
    "quarter": periods.quarter,
    "fiscal-year": periods.fiscal_year,
    "holiday": periods.holiday,
    "week-of": periods.week_of,
    "day-offset": relative.day_offset,
    "present-day": relative.present_day,
    "weekday": relative.weekday,
    "weekday-which": relative.weekday_which,
    "weekday-of-week": relative.weekday_of_week,
    "unit-which": relative.unit_which,
    "weekend": relative.weekend,
    "ago": relative.ago,
    "a-year-ago": told.a_year_ago,
    "from-now": relative.from_now,
    "ahead": relative.ahead,
    "told-offset": told.told_offset,
    "year-ago-period": told.year_ago_period,
    "that-unit": told.that_unit,
    "day-after-told": told.day_after_told,
    "the-quarter": told.the_quarter,
    "year-end": relative.year_end,
    "clock": told.clock,
    "part-of-this-day": relative.part_of_this_day,
    "part-told": told.part_told,
    "length": lengths.length,
    "two-lengths": lengths.two_lengths,
    "length-and-half": lengths.length_and_half,
    "length-up-to-now": lengths.length_up_to_now,
    "repeated": lengths.repeated,
    "every-weekday": lengths.every_weekday,
    "every-month": lengths.every_month,
    "vague": lengths.vague,
}
