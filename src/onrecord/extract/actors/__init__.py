"""Finds who acts and speaks in one report: persons, states, organisations, groups, and what names them.

The gazetteer of `knowledge/` (longest form), names that the language model reads with their borders put
right, names next to titles, given names. Then mentions are joined inside the report.
"""

from __future__ import annotations

from onrecord.extract.actors.finding import find_actors
from onrecord.extract.actors.odd_offices import office_issues
from onrecord.extract.actors.resolving import settle_speakers
from onrecord.extract.actors.speakers import find_antecedent, speaker_actor

__all__ = ["find_actors", "find_antecedent", "office_issues", "settle_speakers", "speaker_actor"]
