"""Title, author, outlet and publication date, where metadata, the page or the text itself states them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.clean.datelines import DateLine
from onrecord.clean.furniture import Head
from onrecord.clean.lines import Line
from onrecord.knowledge.furniture import furniture_rules
from onrecord.knowledge.months import first_date, months
from onrecord.knowledge.outlets import outlet_name
from onrecord.shapes import Particular, Published, Source, Span

_HEAD_LINES = 15
_BEFORE_TITLE = 40  # a long menu may stand before the title
_NOBODY = frozenset({"admin", "administrator", "staff", "by"})
_DATE_WORDS = re.compile(
    r"\b(?:published|posted|updated|last|modified|created|date|on|at|by|the|first|released|issued|filed|added|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"a\.?m|p\.?m|gmt|utc|est|edt|et|pst|pdt|pt|cet|cest|eet|eest|bst|ist|msk|local|time|hours?|hrs?|h|"
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?|min|read|minutes?|\d{1,2} min)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|last update)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|released|issued|first published|date)\b", re.IGNORECASE)
_BY = re.compile(
    r"^\W{0,3}(?i:(?:text|words|written|posted|published|reported|story|report)? ?by|authors?:|reporter:)\s+"
)
_NAME = r"(?:[A-Z@][\w.'’\-]*|de|van|von|der|den|bin|al|la|el|di|da|del)"
_NAMES = re.compile(rf"{_NAME}(?:[ ]{_NAME})*(?:(?:,| and| &)[ ]{_NAME}(?:[ ]{_NAME})+)*")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:by\s+)?(?:(?:19|20)\d\d(?:\s*-\s*(?:19|20)?\d\d)?,?\s*)?(?:by\s+)?"
    r"(?P<name>(?-i:[A-Z][\w.'’&\-]*(?:\s+(?:[A-Z][\w.'’&\-]*|of|and|the|&))*))",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"^\W*source\s*:\s*(?P<name>[^\W\d_][^.:|]{1,50})\W*$", re.IGNORECASE)
_DATELINE = re.compile(
    r"^[A-Z][^(/\n]{2,60}"
    r"(?:\((?P<name>[A-Z][\w\- ]{1,30})\)\s*(?:-|–|—)|/(?P<agency>[A-Z][\w\-]{1,20})/\s*[.\-–—])"
)
_SUFFIX = re.compile(r"(?<=[^|»·]{15})\s+[|»·]\s+(?:[^|»·]{2,40}\s+[|»·]\s+)?(?P<name>[^|»·]{2,40})$")
_SITE = re.compile(r"\s+-\s+(?P<name>[^|-]{2,40})$")
_COMPANY = re.compile(
    r"(?:,?\s+(?:LLC|Inc|Ltd|GmbH|Corp|Co|Company|Limited|Media Group)"
    r"|,?\s+(?:and|with|/)\s+(?:news\s+)?agencies)\.?$",
    re.IGNORECASE,
)


def date_lines(lines: Sequence[Line]) -> tuple[DateLine, ...]:
    """The lines at the beginning and the end that say little but a date: they are no furniture."""
    found = []
    for index, line in enumerate(lines):
        near = index < _HEAD_LINES or index >= len(lines) - 6
        if not near or line.full or not line.plain or line.count > 24 or line.quoted:
            continue
        if (date := _date_line(index, line)) is not None:
            found.append(date)
    return tuple(found)


def _date_line(index: int, line: Line) -> DateLine | None:
    date = first_date(line.plain)
    if date is None or date.value is None:
        return None
    before = line.plain[: date.start]
    rest = _DATE_WORDS.sub(" ", _BY.sub(" ", before) + " " + line.plain[date.end :])
    left = re.findall(r"[^\W\d_]+", rest)
    named = bool(_PUBLISHED.search(before)) or bool(_UPDATED.search(before))
    if len(left) > (8 if named else 5) or (left and line.ended and not named):
        return None
    if left and not named and not _BY.match(before) and not re.search(r"[|•·]", line.plain):
        return None
    updated = bool(_UPDATED.search(before)) and not _PUBLISHED.search(before)
    return DateLine(index, date.value, line.start + date.start, line.start + date.end, updated)


def head_of(lines: Sequence[Line], source: Source, dates: Sequence[DateLine]) -> Head:
    """Which line is the title, by what is stated or by its looks, and which lines are dates."""
    numbers = frozenset(date.index for date in dates)
    stated = source.stated.title or (source.page.title if source.page else None)
    if stated is not None:
        for index, line in enumerate(lines[:_BEFORE_TITLE]):
            if _is_title(line, stated):
                return Head(index, stated, numbers)
        return Head(None, stated, numbers)
    for index, line in enumerate(lines[:_BEFORE_TITLE]):
        if line.full:
            break
        if index not in numbers and index + 1 < len(lines) and _titled(line) and not _is_furniture(line):
            return Head(index, line.plain, numbers)
    return Head(None, None, numbers)


def _is_title(line: Line, stated: str) -> bool:
    """True where the line is the stated title, with or without the name of a site or section behind it."""
    wanted, found = _key(stated), _key(line.plain)
    if not wanted or not found.startswith(wanted):
        return False
    rest = line.plain[-(len(found) - len(wanted)) :] if len(found) > len(wanted) else ""
    return not rest or (
        len(rest) <= 60 and re.search(r"\s[|»·-]\s", line.plain[-len(rest) - 8 :]) is not None
    )


def _titled(line: Line) -> bool:
    """A first line that reads as a title: no full sentence, and more than a name or a section's label."""
    spoken = [word for word in re.findall(r"[^\W\d_]+", line.plain) if word.lower() not in months()]
    return (
        len(spoken) >= 3
        and line.count <= 40
        and not line.plain.endswith((".", ":", ",", ";"))
        and not line.full
    )


def _is_furniture(line: Line) -> bool:
    return any(
        rule.where != "part" and rule.find(line.plain) for rule in furniture_rules() if rule.zone != "head"
    )


def _key(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def title_suffix(lines: Sequence[Line], head: Head) -> tuple[int, int, str] | None:
    """The name of a section or a site behind the title, as (start, end, name), or None."""
    if head.title is None:
        return None
    line = lines[head.title]
    match = _SUFFIX.search(line.plain) or _SITE.search(line.plain)
    if match is None or (match.re is _SITE and outlet_name(match["name"]) is None):
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return line.start + start, line.end, match["name"].strip()


def title_of(text: str, lines: Sequence[Line], source: Source, head: Head) -> Particular | None:
    """The title: as stated, else the first line, without the name of a section or site behind it."""
    span = None
    if head.title is not None:
        suffix = title_suffix(lines, head)
        line = lines[head.title]
        span = Span.cut(text, line.start, suffix[0] if suffix else line.end)
    if source.stated.title is not None:
        return Particular(source.stated.title, "stated.metadata", span)
    if source.page is not None and source.page.title is not None:
        return Particular(source.page.title, "stated.page", span)
    if span is None:
        return None
    return Particular(" ".join(span.text.split()), "text.first-line", span)


def author_of(text: str, lines: Sequence[Line], source: Source) -> Particular | None:
    """The author: as stated, else the names of a byline at the beginning or the end."""
    for authors, rule in (
        (source.stated.authors, "metadata"),
        (source.page.authors if source.page else (), "page"),
    ):
        if authors:
            return Particular("; ".join(authors), f"stated.{rule}")
    for index, line in enumerate(lines):
        if (index < _HEAD_LINES or index >= len(lines) - 6) and 0 < line.count <= 24 and not line.full:
            match = _BY.match(line.plain)
            names = _NAMES.match(line.plain, match.end()) if match else None
            if names is not None and names.group().casefold() not in _NOBODY:
                start, end = line.start + names.start(), line.start + names.end()
                return Particular(
                    " ".join(text[start:end].split()), "text.byline", Span.cut(text, start, end)
                )
    return None


def outlet_of(text: str, lines: Sequence[Line], source: Source, head: Head) -> Particular | None:
    """The outlet: as stated, else the site behind the title, a copyright or source line, a dateline."""
    if source.stated.outlet is not None:
        return Particular(source.stated.outlet, "stated.metadata")
    if source.page is not None and source.page.outlet is not None:
        return Particular(source.page.outlet, "stated.page")
    suffix = title_suffix(lines, head)
    if suffix is not None and (name := outlet_name(suffix[2])) is not None:
        end = suffix[1]
        return Particular(name, "text.title-suffix", Span.cut(text, end - len(suffix[2]), end))
    for line in reversed(lines[-12:]):
        for pattern, rule in ((_COPYRIGHT, "text.copyright"), (_SOURCE, "text.source-line")):
            match = pattern.search(line.plain) if line.count <= 60 else None
            if match is not None:
                name = _COMPANY.sub("", match["name"].strip()).strip()
                start = line.start + match.start("name")
                return Particular(outlet_name(name) or name, rule, Span.cut(text, start, start + len(name)))
    for line in lines[:_HEAD_LINES]:
        match = _DATELINE.match(text[line.start : min(line.end, line.start + 120)])
        group = "name" if match is not None and match["name"] else "agency"
        if match is not None and (name := outlet_name(match[group])) is not None:
            start = line.start + match.start(group)
            return Particular(name, "text.dateline", Span.cut(text, start, line.start + match.end(group)))
    return None


def published_of(text: str, source: Source, dates: Sequence[DateLine]) -> Published:
    """The publication date that is stated: by metadata, by the page, by a date line; else `unknown`.

    `--published` holds where none of them speaks: it is for files that cannot state their date themselves.
    """
    if source.stated.published is not None:
        return _on(source.stated.published, "stated.metadata")
    if source.page is not None and source.page.published is not None:
        return _on(source.page.published, "stated.page")
    for date in dates:
        if not date.updated:
            span = Span.cut(text, date.start, date.end)
            return Published(date.value, date.value, "stated", date.rule, span)
    if source.stated.published_otherwise is not None:
        return _on(source.stated.published_otherwise, "stated.user")
    return Published()


def modified_of(source: Source, dates: Sequence[DateLine]) -> str | None:
    """The day of the last change that is stated: by metadata, by the page, or by an "Updated" line."""
    page = source.page.modified if source.page is not None else None
    text = next((date.value for date in dates if date.updated), None)
    return source.stated.modified or page or text


def _on(day: str, rule: str) -> Published:
    return Published(day, day, "stated", rule)
