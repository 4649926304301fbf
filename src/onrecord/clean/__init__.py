"""From a report as it came in to an `Article`: its text marked, its particulars read, its languages found."""

from onrecord.clean.report import article

__all__ = ["article"]
