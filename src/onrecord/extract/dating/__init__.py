"""When a report was published that does not say so: takes what the text pins, gives an interval of days."""

from onrecord.extract.dating.finding import Dating, dated
from onrecord.extract.dating.reading import Dates, read_dates

__all__ = ["Dates", "Dating", "dated", "read_dates"]
