"""Finds quantities: money, shares, measures and counts, with what is measured, by whom and for whom."""

from onrecord.extract.figures.finding import find_figures

__all__ = ["find_figures"]
