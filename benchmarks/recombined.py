"""Reports of any number out of some: recombined from their paragraphs with all that was found in them.

Four in five are new, made of paragraphs of different reports; the rest are in clusters of two to five, copies
of one with a paragraph gone, so that the share of copies is the same at any size. No text is read again: the
cells of a paragraph move with it.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.extract.prints import sketch
from onrecord.shapes import (
    Article,
    Clause,
    Findings,
    Particular,
    Passage,
    Phrase,
    Published,
    ReportPrint,
    Span,
)
from onrecord.shapes.print import own_words

NEW = 4  # of five
GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a report, with the positions of the cells that lie wholly inside it, by table."""

    found: Findings
    passage: Passage
    inside: Mapping[str, Sequence[int]]


def paragraphs(reports: Sequence[Findings]) -> list[Paragraph]:
    """All paragraphs that are the reports' own."""
    return [one for found in reports for one in _own_paragraphs(found)]


def _own_paragraphs(found: Findings) -> Iterator[Paragraph]:
    own = sorted((p for p in found.article.passages if not p.furniture), key=_start)
    starts = [passage.span.start for passage in own]
    inside: list[dict[str, list[int]]] = [{} for _ in own]
    for name in (*_TABLES, "clauses"):
        for position, cell in enumerate(getattr(found, name)):
            ends = [(cell.start, cell.end)] if name == "clauses" else [(s.start, s.end) for s in spans(cell)]
            at = bisect_right(starts, ends[0][0]) - 1
            if at >= 0 and all(_within(one, own[at].span) for one in ends):
                inside[at].setdefault(name, []).append(position)
    for passage, cells in zip(own, inside, strict=True):
        yield Paragraph(found, passage, cells)


def _start(passage: Passage) -> int:
    return passage.span.start


def _within(ends: tuple[int, int], outer: Span) -> bool:
    return outer.start <= ends[0] and ends[1] <= outer.end


def recombined(
    reports: Sequence[Findings], count: int, *, start: int = 0, seed: int = 7
) -> Iterator[Findings]:
    """So many reports, without those before `start`; the first of them are the same for any count."""
    pool, chance = paragraphs(reports), random.Random(seed)
    made = 0
    while made < count:
        size = chance.randint(2, 5) if chance.random() < (5 - NEW) / 5 / 3.5 / (NEW / 5) else 1
        like = chance.choice(reports)
        number = sum(not p.furniture for p in like.article.passages)
        chosen = [chance.choice(pool) for _ in range(max(1, number))]
        for copy in range(min(size, count - made)):
            own = chosen if copy == 0 or len(chosen) < 4 else [*chosen[:copy], *chosen[copy + 1 :]]
            if made >= start:
                yield report(f"r{made:06}", like, own)
            made += 1


def report(article_id: str, like: Findings, chosen: Sequence[Paragraph]) -> Findings:
    """One report of these paragraphs, with the particulars of another."""
    text, moves, at = "", [], 0
    for one in chosen:
        moves.append(at - one.passage.span.start)
        text += one.passage.span.text + GAP
        at = len(text)
    published = like.article.published
    article = Article(
        article_id=article_id,
        origin=article_id,
        kind="text",
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        fingerprint=article_id,
        text=text,
        shadow=text,
        language="en",
        url=None,
        title=Particular(chosen[0].passage.span.text[:80], "stated.user"),
        author=None,
        outlet=like.article.outlet and replace(like.article.outlet, span=None),
        published=Published(published.earliest, published.latest, published.basis, published.rule),
        modified=None,
        fetched=None,
        furniture=(),
        passages=tuple(
            replace(one.passage, span=moved(one.passage.span, by))
            for one, by in zip(chosen, moves, strict=True)
        ),
    )
    return _filled(article, chosen, moves)


def _filled(article: Article, chosen: Sequence[Paragraph], moves: Sequence[int]) -> Findings:
    """The cells of each paragraph, at their new places and with their new positions."""
    cells: dict[str, list[Any]] = {name: [] for name in ("actors", *_TABLES, "clauses")}
    bits: list[tuple[int, bytes]] = []
    names: dict[Any, int] = {}
    for one, by in zip(chosen, moves, strict=True):
        _take(one, by, cells, names)
        start = one.passage.span.start
        bits += [(start + by, found) for at, found in one.found.print.passages if at == start]
    words = [word for _, _, word in own_words(article, 50_000)]
    prints = ReportPrint(len(words), sketch(words), chosen[0].found.print.vector, tuple(bits))
    return Findings(article, print=prints, **{name: tuple(found) for name, found in cells.items()})


_TABLES = ("mentions", "dates", "figures", "statements", "events")


def _take(one: Paragraph, by: int, cells: dict[str, list[Any]], names: dict[Any, int]) -> None:
    found, said = one.found, dict[int, int]()

    def actor(position: int | None) -> int | None:
        if position is None:
            return None
        if found.actors[position] not in names:
            names[found.actors[position]] = len(cells["actors"])
            cells["actors"].append(found.actors[position])
        return names[found.actors[position]]

    for at in one.inside.get("statements", ()):
        statement = found.statements[at]
        said[at] = len(cells["statements"])
        parent = said.get(-1 if statement.parent is None else statement.parent)
        cells["statements"].append(
            replace(shifted(statement, by), actor=actor(statement.actor), parent=parent)
        )
    for name in ("mentions", "dates", "figures", "events"):
        for position in one.inside.get(name, ()):
            cell = getattr(found, name)[position]
            new = shifted(cell, by)
            if name == "mentions":
                new = replace(new, actor=actor(cell.actor), candidates=())
            elif name != "dates":
                new = replace(new, statement=said.get(-1 if cell.statement is None else cell.statement))
            if name == "events":
                for side in ("actors", "recipients"):
                    parties = tuple(replace(p, actor=actor(p.actor)) for p in getattr(new, side))
                    new = replace(new, **{side: parties})
            cells[name].append(new)
    _take_clauses(found.clauses, one.inside.get("clauses", ()), by, cells["clauses"])


def _take_clauses(clauses: Sequence[Clause], own: Sequence[int], by: int, into: list[Clause]) -> None:
    place = {at: len(into) + n for n, at in enumerate(own)}
    for at in own:  # named one by one: a report has hundreds, and dataclasses.replace is slow
        one = clauses[at]
        phrases = tuple([Phrase(p.role, p.start + by, p.end + by, p.lemmas) for p in one.phrases])
        ends = one.start + by, one.end + by, one.act_start + by, one.act_end + by
        parent = None if one.parent is None else place.get(one.parent)
        into.append(Clause(*ends, one.act, one.noun, one.modality, phrases, parent, one.link))


def spans(cell: Any) -> list[Span]:
    """All spans of a cell."""
    found: list[Span] = []
    for name in cell.__slots__:
        value = getattr(cell, name)
        if isinstance(value, Span):
            found.append(value)
        elif isinstance(value, tuple):
            for one in value:
                found += [one] if isinstance(one, Span) else [one.span] if hasattr(one, "span") else []
    return found


def shifted(cell: Any, by: int) -> Any:
    """A cell with every span moved."""
    changed: dict[str, Any] = {}
    for name in cell.__slots__:
        value = getattr(cell, name)
        if isinstance(value, Span):
            changed[name] = moved(value, by)
        elif isinstance(value, tuple) and value and isinstance(value[0], Span):
            changed[name] = tuple(moved(one, by) for one in value)
        elif isinstance(value, tuple) and value and hasattr(value[0], "span"):
            changed[name] = tuple(replace(one, span=moved(one.span, by)) for one in value)
    return replace(cell, **changed)


def moved(span: Span, by: int) -> Span:
    """A span so many characters on."""
    return Span(span.start + by, span.end + by, span.text)
