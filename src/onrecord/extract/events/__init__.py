"""Who did what to whom, in PLOVER's terms, with modality and account.

Frames of `knowledge/event_verbs.yaml` are laid on the dependency tree; nothing outside a trigger's own
clause becomes its actor, recipient or place.
"""

from __future__ import annotations

from onrecord.extract.events.finding import find_events

__all__ = ["find_events"]
