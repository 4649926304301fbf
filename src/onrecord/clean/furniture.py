"""Marks what is not the report: first what a line says (patterns), then how it stands among the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.clean.lines import Line
from onrecord.knowledge.furniture import FurnitureRule, furniture_rules
from onrecord.knowledge.headlines import words

_PLEAS = frozenset({"donation plea"})
_ONE = r"[A-Z][a-z'-]+ (?:[A-Z]\. |[A-Z][a-z'-]+ )?(?:[A-Z][a-z]*)?[A-Z][a-z'-]+"
_NAME = re.compile(rf"{_ONE}(?:(?:,| and|, and) {_ONE}){{0,4}}")
_BULLETS = "-–—*·•(►▶▪■●◆→>"
_OPEN = "-–—•*·\"“'‘«„("


@dataclass(frozen=True, slots=True)
class FurnitureMark:
    """Where a piece of furniture stands in the text, its kind, and the rule that found it."""

    start: int
    end: int
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines before the first paragraph were found to be: `title` and `dates` are no furniture."""

    title: int | None
    title_words: str | None
    dates: frozenset[int]


@dataclass(slots=True)
class _Page:
    """A report's lines under judgement: `marks` holds the verdict of each line that has one."""

    lines: Sequence[Line]
    head: Head
    marks: dict[int, list[FurnitureMark]]

    def free(self, index: int) -> bool:
        """True for a line that exists and is not marked."""
        return 0 <= index < len(self.lines) and index not in self.marks

    def mark(self, index: int, kind: str, rule: str) -> None:
        """Marks the whole of one line."""
        line = self.lines[index]
        self.marks[index] = [FurnitureMark(line.start, line.end, kind, rule)]

    def reports(self) -> list[int]:
        """The lines that are full paragraphs of the report."""
        return [index for index, line in enumerate(self.lines) if line.full and index not in self.marks]


def furniture(lines: Sequence[Line], head: Head) -> tuple[FurnitureMark, ...]:
    """The furniture of a report, in order, none overlapping; the title and date lines are left alone.

    Example: a last line "Leave a Reply" is marked `comment form` by `furniture.comment-form`.
    """
    page = _Page(lines, head, {})
    for index in range(len(lines)):
        _by_words(page, index)
    reports = page.reports()
    _names(page, reports[0] if reports else len(lines))
    first = reports[0] if reports else len(lines)
    last = max((i for i, line in enumerate(lines) if line.sentence and i not in page.marks), default=-1)
    last = last if reports else -1
    _repeated_titles(page)
    _under_headers(page)
    _pleas(page, last)
    _menus(page, first, last)
    if reports:
        _before(page, first)
        _between(page, first, last)
        _after(page, last)
    return tuple(mark for index in sorted(page.marks) for mark in page.marks[index])


def _by_words(page: _Page, index: int) -> None:
    line = page.lines[index]
    if index == page.head.title or index in page.head.dates:
        return
    if not line.plain:
        _in_tail(page, index)
        return
    parts = []
    for rule in furniture_rules():
        if rule.id == "furniture.title-suffix" or (
            rule.where == "has" and (_speech(line) or not _addresses(line, rule.kind))
        ):
            continue
        found = rule.find(line.plain)
        if found is None:
            continue
        mark = FurnitureMark(line.start + found[0], line.start + found[1], rule.kind, rule.id)
        if rule.where != "part":
            page.marks[index] = [mark]
            return
        parts.append(mark)
    if parts:
        page.marks[index] = parts


def _in_tail(page: _Page, index: int) -> None:
    """A form or a legal line at the end of a report that stands all in one line."""
    line = page.lines[index]
    found = [(rule, rule.find(line.tail)) for rule in furniture_rules() if rule.where == "part"]
    places = [(span[0], rule) for rule, span in found if span is not None and span[1] == len(line.tail)]
    if places:
        start, rule = min(places, key=_place)
        start += line.end - len(line.tail)
        page.marks[index] = [FurnitureMark(start, line.end, rule.kind, rule.id)]


def _place(found: tuple[int, FurnitureRule]) -> int:
    return found[0]


def _speech(line: Line) -> bool:
    """True for a paragraph that quotes somebody: whatever it speaks of, it is the report."""
    return (line.plain[:1] in _OPEN and line.count > 12) or (line.quoted and line.finite and line.count > 8)


def _addresses(line: Line, kind: str) -> bool:
    """A plea speaks to its reader: in a full paragraph that speaks to nobody a pattern proves nothing."""
    if kind not in {"donation plea", "app line"} or not line.full:
        return True
    return any(token.strip(".,!?'\"*()").lower() in words("reader") for token in line.plain.split())


def _repeated_titles(page: _Page) -> None:
    title = page.head.title_words
    if title is None:
        return
    wanted = _letters(title)
    for index, line in enumerate(page.lines):
        if index == page.head.title or not page.free(index) or abs(len(line.plain) - len(title)) > 12:
            continue
        if _letters(line.plain) == wanted:
            page.mark(index, "repeated title", "furniture.repeated-title")


def _under_headers(page: _Page) -> None:
    """Under a line such as "Read also" stand the headlines it announces, up to the next whole sentence."""
    for index in sorted(page.marks):
        mark, line = page.marks[index][0], page.lines[index]
        if mark.rule != "furniture.related" or line.count > 5:
            continue
        below = index + 1
        while page.free(below) and below not in page.head.dates and _announced(page.lines[below]):
            page.mark(below, "related headline", "furniture.under-related")
            below += 1


def _announced(line: Line) -> bool:
    asked = line.plain.rstrip("\"'").endswith("?")
    return (
        (not line.ended or asked)
        and 2 <= line.count <= 25
        and line.plain[-1:] not in ":,;"
        and not line.quoted
    )


def _letters(words_: str) -> str:
    return "".join(character for character in words_.casefold() if character.isalnum())


def _pleas(page: _Page, last: int) -> None:
    """The short lines that lead into a plea at the end, and what stands behind it."""
    pleas = [i for i, marks in page.marks.items() if i > last and marks[0].kind in _PLEAS]
    if not pleas:
        return
    first = min(pleas)
    if first - 1 == last and page.free(last) and _supports(page.lines[last]):
        page.mark(last, "donation plea", "furniture.plea-lead")
    for index in (first - 1, first - 2):
        if not page.free(index) or index == page.head.title:
            break
        line = page.lines[index]
        if line.count > 10 or line.quoted or _bound(line) or line.plain.endswith((".", "?")):
            break
        page.mark(index, "donation plea", "furniture.plea-lead")
    for index in range(first + 1, len(page.lines)):
        if page.free(index) and page.lines[index].count <= 40 and not page.lines[index].quoted:
            page.mark(index, "donation plea", "furniture.plea-block")


def _names(page: _Page, first: int) -> None:
    """Before the first paragraph a line that is nothing but a name of two or three words is a byline."""
    for index in range(first):
        line = page.lines[index]
        if (
            page.free(index)
            and index not in page.head.dates
            and index != page.head.title
            and _NAME.fullmatch(line.plain)
        ):
            page.mark(index, "byline", "furniture.name-line")


def _supports(line: Line) -> bool:
    """A whole sentence right before a plea that speaks of readers and money, as no report's end does."""
    found = {token.strip(".,!?").lower() for token in line.plain.split()}
    return not line.quoted and line.count <= 45 and len(found & words("plea")) >= 2


def _menus(page: _Page, first: int, last: int) -> None:
    """Three and more lines of at most four words without punctuation, before or after the report."""
    run: list[int] = []
    for index in range(len(page.lines) + 1):
        inside = index < len(page.lines) and _label(page.lines[index], 4) and index != page.head.title
        if inside and (index < first or index > last) and index not in page.head.dates:
            run.append(index)
            continue
        free = [one for one in run if page.free(one)]
        if len(run) >= 3:
            for one in free:
                page.mark(one, "menu", "furniture.menu")
        run = []


def _label(line: Line, most: int) -> bool:
    """A short line that is no sentence."""
    return (
        not line.ended
        and 0 < line.count <= most
        and line.plain[-1:] not in ":,;-"
        and line.plain[:1] not in _OPEN
    )


def _before(page: _Page, first: int) -> None:
    """Between title and first paragraph: captions, section labels and bylines are noun phrases."""
    begin = 0 if page.head.title is None else page.head.title + 1
    for index in range(first):
        line = page.lines[index]
        if not page.free(index) or index == page.head.title or index in page.head.dates or _bound(line):
            continue
        if line.finite or _headline_verb(line):
            continue
        if index < begin and page.head.title is not None:
            page.mark(index, "section label", "furniture.before-title")
        elif line.count <= 6 and not line.ended:
            page.mark(index, "section label", "furniture.section-label")
        elif line.count <= 25 and line.capitals >= 0.5 and page.head.title is not None and not _share(line):
            page.mark(index, "caption", "furniture.caption-noun-phrase")


def _bound(line: Line) -> bool:
    """A line that leads into the next, or a quotation: never furniture by its place alone."""
    return line.plain[-1:] in ":,;-" or line.plain[:1] in _OPEN or line.plain[:1].islower()


def _between(page: _Page, first: int, last: int) -> None:
    """Between paragraphs of the report: crossheads, and headlines of other reports.

    One or two such lines between whole paragraphs are furniture; three and more are a list, which is the
    report's, unless each of them reads as a headline.
    """
    run: list[int] = []
    framed = True  # the paragraph before the run ends as a sentence
    for index in range(first + 1, last + 1):
        line = page.lines[index]
        if not page.free(index) and not _partly(page, index):
            continue
        if index in page.head.dates:
            continue
        if page.free(index) and _loose(line) and index < last:
            run.append(index)
            continue
        if run and framed and line.ended:
            _crossheads(page, run)
        run, framed = [], line.ended


def _crossheads(page: _Page, run: Sequence[int]) -> None:
    related = [index for index in run if _related(page.lines[index])]
    if len(run) > 2 and len(related) < len(run):
        return
    for index in run:
        line = page.lines[index]
        if line.capitals >= 0.75 and index > 0 and _quotation(page.lines[index - 1]):
            continue  # whose words the paragraph before were
        if index in related:
            page.mark(index, "related headline", "furniture.related-between")
        elif line.count <= 8 or (_numbered(line) and line.count <= 20):
            page.mark(index, "crosshead", "furniture.crosshead")


def _quotation(line: Line) -> bool:
    return line.plain[:1] == '"' and line.plain[-1:] == '"'


def _loose(line: Line) -> bool:
    if line.ended or line.plain[-1:] in ":,;-" or line.plain[:1] in _BULLETS or line.plain[:1].islower():
        return False
    if (line.quoted and line.finite and line.count > 8) or _quotation(line):
        return False
    if "(@" in line.plain or "pic.twitter.com" in line.plain or "t.co/" in line.plain:
        return False  # a post that the report shows
    return 0 < line.count <= 25


def _partly(page: _Page, index: int) -> bool:
    line = page.lines[index]
    marks = page.marks.get(index, [])
    return sum(mark.end - mark.start for mark in marks) < line.end - line.start


def _related(line: Line) -> bool:
    """A headline of another report: seven words or more, in title case or with no auxiliary or past verb."""
    if line.count < 7:
        return False
    if _numbered(line) or _share(line) or _tabular(line):
        return False  # a numbered heading; a line of a table, a list or a calendar
    if line.plain.split(" ", 1)[0].lower() in words("sentence") and line.capitals < 0.75:
        return False
    return line.capitals >= 0.75 or not line.finite


def _tabular(line: Line) -> bool:
    """A line with a semicolon, three numbers, or a number and no verb of headlines: the report's figures."""
    numbers = len(re.findall(r"\d+", line.plain))
    return (
        ";" in line.plain
        or numbers >= 3
        or (numbers > 0 and not _headline_verb(line) and line.capitals < 0.75)
    )


def _share(line: Line) -> bool:
    return re.search(r"%|\bper ?cent\b", line.plain, re.IGNORECASE) is not None


def _numbered(line: Line) -> bool:
    return re.match(r"#?\d{1,2}[.):] ?\S", line.plain) is not None


def _headline_verb(line: Line) -> bool:
    tokens = [token.strip(".,'\"()").lower() for token in line.plain.split()]
    return any(token in words("headline") for token in tokens[1:])


def _after(page: _Page, last: int) -> None:
    """After the last paragraph: short lines that are no sentences, where other furniture stands as well."""
    tail = [i for i in range(last + 1, len(page.lines)) if page.free(i)]
    marked = any(i > last for i in page.marks)
    for index in tail:
        line = page.lines[index]
        if line.ended or _bound(line) or index in page.head.dates:
            continue
        if _related(line) and marked:
            page.mark(index, "related headline", "furniture.related-after")
        elif line.count <= 4 or (marked and line.count <= 8):
            page.mark(index, "other", "furniture.loose-end")
