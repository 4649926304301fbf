"""Finds expressions of time and says what they mean (TIMEX3), against the report's own date and nothing
else."""

from onrecord.extract.dates.finding import find_dates

__all__ = ["find_dates"]
