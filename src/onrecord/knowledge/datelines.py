"""Where a report states its own day: the dateline that it begins with, and lines that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.actors import forms
from onrecord.knowledge.furniture import plain_line
from onrecord.knowledge.load import document
from onrecord.knowledge.outlets import outlet_name

REACH = 200
"""Characters at the beginning of a line in which a dateline stands."""

_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?,? ?)"
_WORD = r"(?:(?:[A-Z]\.){2,}|[A-Z]\w?\.(?= [A-Z])|[A-Z][\w.'/-]*(?<!\.))"
_PLACE = (
    rf"(?P<place>{_WORD}(?: (?:{_WORD}|de|la|del|of|upon|am|al|sur|the|and|&)){{0,4}})"
    rf"(?P<region>(?:, {_WORD}(?: {_WORD}){{0,3}}){{0,2}})"
)
_SMALL = (
    "dpa|ots|epd|epa|apa|sda|ntb|stt|mti|efe|ansa|lusa|bta|anp|belga"  # agencies that write themselves small
)
_AGENCY = rf"(?:[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){{0,3}}|{_SMALL})"
_MARKED = rf"(?:\((?P<agency>{_AGENCY})\)|/ ?(?P<slashed>{_AGENCY}) ?/)"
_SEP = r" ?(?P<sep>[,.:|/]|-{1,2})? ?"
_BEFORE = re.compile(
    rf"^\W{{0,2}}?(?P<open>[(\[])?{_PLACE}(?: ?{_MARKED})?{_SEP}(?P<inner>\()?(?i:{_WEEKDAY})?$"
)
_FIRST = re.compile(rf"^(?P<open>[(\[])?(?i:{_WEEKDAY})?$")
_ZONE = r"(?:gmt|utc|e[sd]?t|p[sd]?t|ce?s?t|ee?s?t|bst|ist|msk|local time)"
_TIME = (
    r"(?:,? ?(?:at )?\d{1,2}[:.h]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?"
    rf"(?: ?\(?{_ZONE}\)?(?:[+-]\d+)?)?|,? ?\d{{1,2}} ?[ap]\.?m\.?)?"
)
_START = r"(?=[\"'(\[]{0,2}[A-Z0-9$£€])"
_AFTER = re.compile(
    rf"^(?i:{_TIME})(?P<close>[)\]])?(?:"
    rf"(?:,? ?\((?P<where>{_AGENCY})\)|[.,]? ?/ ?(?P<slashed>{_AGENCY}) ?/)\.? ?"
    rf"(?P<dash1>-{{1,2}}|:|\|)? ?(?:{_START}|(?P<end1>$))"
    rf"|,? ?(?P<town>{_AGENCY}) ?\({_AGENCY}\)\.? ?(?:-{{1,2}}|:) (?:{_START}|$)"
    rf"|,? ?(?P<bare>{_AGENCY})\.? ?(?P<dash2>-{{1,2}}|:) (?:{_START}|$)"
    rf"|\. ?(?P<told>{_AGENCY})\.? ?(?P<dash3>-{{1,2}}|:) (?:{_START}|$)"
    rf"|,? ?(?P<dash4>-{{1,2}}|:|\||/) ?(?:{_START}|(?P<end4>$))"
    rf"|(?P<stop>\.) {_START}"
    rf"|(?P<end>\.?$)"
    rf"|(?<=[)\]]) {_START})"
)
# What follows a day that is named as the report's own: the end, another such day, or a sentence.
_STATED = re.compile(
    rf"^(?i:{_TIME})(?:\.?\)? ?$"
    r"|[,;(]? ?(?i:(?:last |first |originally )?(?:published|updated|posted|modified))\b"
    rf"|\.? ?[|•·/-]+ ?|\. {_START}|(?<=[\d.mMT]) {_START})"
)


@dataclass(frozen=True, slots=True)
class Stating:
    """How a report says when it was published or, with `changed`, when it was changed: up to the date."""

    id: str
    changed: bool
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def statings() -> tuple[Stating, ...]:
    """The ways in which a report names its own day, in the order of the file."""
    return tuple(
        Stating(
            entry["id"],
            entry["changed"],
            re.compile(entry["pattern"] + rf"{_WEEKDAY}?$", re.IGNORECASE),
            tuple(entry["examples"]),
            tuple(entry["not"]),
        )
        for entry in document("datelines.yaml")["stating"]
    )


@cache
def _labels() -> frozenset[str]:
    return frozenset(one.strip() for one in document("datelines.yaml")["labels"].split(","))


@cache
def _known() -> frozenset[str]:
    """Names of states, capitals and regions: a place that stands alone with a date is one of them."""
    kinds = ("state:", "place:")
    return frozenset(
        form.text.casefold()
        for form in forms()
        if form.role in ("capital", "seat") or (form.role == "name" and form.key.startswith(kinds))
    )


def dateline_rule() -> str:
    """The id of the rule by which the day of a dateline is read."""
    return str(document("datelines.yaml")["datelines"]["id"])


def stated_by(line: str, start: int, end: int) -> Stating | None:
    """The way in which a line names the day at `start` to `end` as its own, or None.

    Example: of "Published: 3 March 2024, 10:15" it is `text.published-line`.
    """
    plain = plain_line(line)
    rule = next((one for one in statings() if one.pattern.match(plain[:start])), None)
    if rule is None:
        return None
    rest = plain[end:]
    if rule.id.startswith("text.says-"):
        return rule if re.match(r"\W|$", rest) else None
    return rule if _STATED.match(rest) else None


def is_dateline(line: str, start: int, end: int) -> bool:
    """True where a line begins as agencies do, with the day that stands at `start` to `end` of it.

    Needed are a place or an agency, and behind them a dash or an agency and the beginning of a sentence.
    Example: `is_dateline("OSLO, June 3 (Reuters) - Ministers met.", 6, 12)` is True; of "Oslo, 3 June 2024,
    was quiet." it is False.
    """
    plain = plain_line(line[:REACH])
    if end > len(plain) or end <= start:
        return False
    after = _AFTER.match(plain[end:])
    if after is None:
        return False
    if bare := _FIRST.match(plain[:start]):
        return _day_first(after, bare["open"] is not None)
    before = _BEFORE.match(plain[:start])
    if before is None or not _place(before):
        return False
    return _fits(before, after)


def _day_first(after: re.Match[str], opened: bool) -> bool:
    """ "3 June 2024, Oslo - Ministers met", "Oct 24 (Reuters) - Two": a place or an agency must follow."""
    where = after["where"] or after["slashed"] or after["bare"] or after["town"]
    if where is None or opened or where.casefold() in _labels():
        return False
    if after["bare"] is not None:
        return where.casefold() in _known() or where.isupper() or outlet_name(where) is not None
    return after["town"] is not None or after["dash1"] is not None


def _place(before: re.Match[str]) -> bool:
    place = before["place"]
    low = place.casefold()
    if low in _known():  # "The Hague"
        return True
    if low in _labels() or any(
        low.startswith(label + " ") for label in _labels() | {"the", "a", "an", "this", "that"}
    ):
        return False
    return re.fullmatch(rf"(?i:{_WEEKDAY})", place) is None


def _fits(before: re.Match[str], after: re.Match[str]) -> bool:
    place, upper = before["place"], before["place"].isupper()
    known = place.casefold() in _known()
    agency = any((before["agency"], before["slashed"], after["where"], after["slashed"]))
    dashed = any(after[name] is not None for name in ("dash1", "dash2", "dash3", "dash4"))
    if (before["open"] is not None or before["inner"] is not None) != (after["close"] is not None):
        return False
    if before["inner"] is not None:  # "GENEVA (3 June 2024) -"
        return dashed and (upper or known)
    if not upper and not agency and before["sep"] is None:
        return False
    if after["end"] is not None:  # a line of its own: "Brussels, 14 February 2024"
        return known and before["sep"] == ","
    if after["end1"] is not None or after["end4"] is not None:
        return upper and (after["dash1"] or after["dash4"]) is not None
    if after["stop"] is not None:
        return upper and before["sep"] in (".", ",") and not before["region"]
    if before["sep"] == ":" and not agency and not known:  # "DEADLINE: 3 June 2024"
        return False
    if before["open"] is not None:
        return (upper or known or agency) and outlet_name(place) is None
    return True
