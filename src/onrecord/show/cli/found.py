"""The few lines that say what stands in a record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.show.cli.terminal import note, say
from onrecord.show.rows import speaker, words
from onrecord.show.wording import count, interval

if TYPE_CHECKING:
    from onrecord.store import Record

_MOST_LISTED = 20


def tell_found(record: Record, where: str) -> None:
    """Prints what the record holds: reports, statements by mode, speakers, figures, dates, and the rest."""
    counts = record.counts()
    say(f"Record:  {where}")
    say(f"  {count(counts['articles'], 'report')}{_reports(record)}")
    say(f"  {count(counts['statements'], 'statement')}{_statements(record)}")
    say(f"  {count(counts['figures'], 'figure')}, {count(counts['dates'], 'date')}")
    say(f"  {count(counts['furniture'], 'line')} of page furniture marked, none cut")
    if counts["issues"]:
        kinds = Counter(words(row, "kind") for row in record.rows("issues"))
        listed = ", ".join(f"{kind} {n:,}" for kind, n in sorted(kinds.items()))
        say(f"  {count(counts['issues'], 'issue')}: {listed}  (onrecord show issues)")
    if counts["reviews"]:
        say(f"  {count(counts['reviews'], 'correction')} by hand, replayed")


def _reports(record: Record) -> str:
    outlets, first, last, unknown = set(), "", "", 0
    for row in record.rows("articles"):
        outlets.add(words(row, "outlet"))
        earliest, latest = words(row, "published_earliest"), words(row, "published_latest")
        unknown += not earliest and not latest
        first = min(filter(None, (first, earliest)), default="")
        last = max(last, latest)
    outlets.discard("")
    parts = [count(len(outlets), "outlet")] if outlets else []
    if first or last:
        parts.append(f"published {interval(first or None, last or None)}")
    if unknown:
        parts.append(f"{unknown:,} without a date")
    return f" ({', '.join(parts)})" if parts else ""


def _statements(record: Record) -> str:
    modes: Counter[str] = Counter()
    speakers = set()
    unnamed = 0
    for row in record.rows("statements"):
        modes[words(row, "mode")] += 1
        name = speaker(row)
        unnamed += not name
        speakers.add(name)
    speakers.discard("")
    if not modes:
        return ""
    by_mode = ", ".join(f"{n:,} {mode}" for mode, n in sorted(modes.items()))
    nameless = f", {unnamed:,} of them with no named source" if unnamed else ""
    return f": {by_mode}; by {count(len(speakers), 'speaker')}{nameless}"


def tell_skipped(record: Record) -> int:
    """Lists the inputs that gave no report on standard error; returns how many there are."""
    skipped = [row for row in record.rows("issues") if row.get("skipped")]
    for row in skipped[:_MOST_LISTED]:
        note(f"skipped: {words(row, 'origin')}: {words(row, 'reason')}")
    if len(skipped) > _MOST_LISTED:
        note(f"skipped: and {len(skipped) - _MOST_LISTED:,} more: onrecord show issues")
    return len(skipped)
