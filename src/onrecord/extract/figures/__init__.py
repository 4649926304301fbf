"""Finds quantities: money, shares, measures and counts, with what is measured, by whom and for whom."""

from onrecord.extract.figures.finding import find_figures
from onrecord.extract.figures.saying import with_speakers

__all__ = ["find_figures", "with_speakers"]
