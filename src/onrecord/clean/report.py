"""The clean room's flow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.clean.datelines import told_days
from onrecord.clean.furniture import FurnitureMark, furniture
from onrecord.clean.inline import blanked, inline_headlines
from onrecord.clean.language import passage_language, report_language
from onrecord.clean.lines import Line, paragraphs
from onrecord.clean.page import read_page
from onrecord.clean.particulars import (
    author_of,
    date_lines,
    head_of,
    modified_of,
    outlet_of,
    published_of,
    title_of,
    title_suffix,
)
from onrecord.clean.reviews import issue_of, replay_furniture, replay_published
from onrecord.clean.shadow import shadow
from onrecord.shapes import Article, Furniture, Issue, Passage, Review, Source, Span

# The longest of the 4,721 articles in ../shared/data/articles holds 49,728 characters in all.
LONGEST = 200_000
NOT_READ = "zxx"  # ISO 639-2: no linguistic content


def article(source: Source, reviews: Sequence[Review] = ()) -> Article | Issue:
    """The report that stands in a source: nothing of its text is changed or cut, only marked.

    In: a source, and a person's corrections of furniture and publication date. Out: the article, or an Issue
    where there is nothing to read in it. Example: `article(Source("a", "a", "text", "He spoke.", "", ""))`.
    """
    if source.kind == "html":
        page = read_page(source.content)
        if page is None:
            reason = "no text was found in the page: save the report's text instead"
            return Issue(source.article_id, source.origin, "clean", "empty", reason, skipped=True)
        source = replace(source, kind="extracted", content=page[0], page=page[1])
    text = source.content
    seen = shadow(text)
    inline = list(inline_headlines(seen))
    seen = blanked(seen, inline)
    found = paragraphs(seen)
    if not any(character.isalnum() for line in found for character in seen[line.start : line.end]):
        reason = "there is no letter and no digit in it: nothing to read"
        return Issue(source.article_id, source.origin, "clean", "empty", reason, skipped=True)
    article = _article(source, seen, found, reviews)
    return _with_inline(article, inline)


def _with_inline(article: Article, ranges: Sequence[tuple[int, int]]) -> Article:
    """The article with headlines inside its sentences marked; the shadow has blanks for them."""
    if not ranges:
        return article
    cut = [Span.cut(article.text, start, end) for start, end in ranges]
    marks = [Furniture(span, "related headline", "furniture.inline-headlines") for span in cut]
    return replace(article, furniture=tuple(sorted((*article.furniture, *marks), key=_place)))


def _place(mark: Furniture) -> int:
    return mark.span.start


def _article(source: Source, seen: str, found: tuple[Line, ...], reviews: Sequence[Review]) -> Article:
    text = source.content
    alone, told = date_lines(found), told_days(seen, found)
    head = head_of(found, source, (*alone, *(day for day in told if not found[day.index].full)))
    dates = (*alone, *told)
    marks = list(furniture(found, head))
    if (suffix := title_suffix(found, head)) is not None:
        marks.append(FurnitureMark(suffix[0], suffix[1], "section label", "furniture.title-suffix"))
    marks.sort(key=_start)
    final, lost = replay_furniture(text, marks, reviews)
    published, undated = replay_published(published_of(text, source, dates), reviews)
    report = "\n".join(_pieces(seen, found, final))
    claimed = source.page.language if source.page is not None else None
    language = report_language(report or seen, source.stated.language or claimed)
    passages = _passages(text, seen, found, (final, language))
    issues = [issue_of(review, source.origin) for review in (*lost, *undated)]
    issues += _language_issues(source, passages, language)
    issues += _length_issues(source, passages)
    return Article(
        article_id=source.article_id,
        origin=source.origin,
        kind=source.kind,
        sha256=source.sha256,
        fingerprint=source.fingerprint,
        text=text,
        shadow=seen,
        language=language,
        url=source.stated.url or (source.page.url if source.page else None),
        title=title_of(text, found, source, head),
        author=author_of(text, found, source),
        outlet=outlet_of(text, found, source, head),
        published=published,
        modified=modified_of(source, dates),
        fetched=source.stated.fetched,
        furniture=tuple(Furniture(Span.cut(text, m.start, m.end), m.kind, m.rule) for m in final),
        passages=passages,
        stated=source.stated,
        page=source.page,
        issues=tuple(issues),
    )


def _start(mark: FurnitureMark) -> int:
    return mark.start


def _pieces(seen: str, found: Iterable[Line], marks: Sequence[FurnitureMark]) -> list[str]:
    """The lines that are not furniture, up to what it takes to know the language."""
    marked = {mark.start for mark in marks}
    pieces, total = [], 0
    for line in found:
        if line.start not in marked:
            pieces.append(seen[line.start : min(line.end, line.start + 4000)])
            total += len(pieces[-1])
        if total > 4000:
            break
    return pieces


def _passages(
    text: str, seen: str, found: tuple[Line, ...], told: tuple[Sequence[FurnitureMark], str]
) -> tuple[Passage, ...]:
    """Paragraphs, cut where furniture begins or ends in them: each is wholly furniture or wholly report."""
    marks, language = told
    passages = []
    waiting = 0
    for paragraph in found:
        at = paragraph.start
        while at < paragraph.end:
            while waiting < len(marks) and marks[waiting].end <= at:
                waiting += 1
            mark = marks[waiting] if waiting < len(marks) else None
            inside = mark is not None and mark.start <= at
            if mark is None or mark.start >= paragraph.end:
                end = paragraph.end
            else:
                end = min(mark.end, paragraph.end) if inside else mark.start
            piece = seen[at:end]
            if piece.strip():
                start = at + len(piece) - len(piece.lstrip())
                span = Span.cut(text, start, start + len(piece.strip()))
                long = len(span.text) > LONGEST and not inside
                own = language if inside else passage_language(seen[start : span.end], language)
                own = NOT_READ if long else own
                passages.append(Passage(span, own, inside))
            at = end
    return tuple(passages)


def _language_issues(source: Source, passages: Iterable[Passage], language: str) -> list[Issue]:
    """What is not English is kept, and said: it gets no statements until its language has a model."""
    if language != "en":
        reason = (
            f"the report is in another language than English ({language}): it is kept and can be searched"
        )
        return [Issue(source.article_id, source.origin, "clean", "language", reason)]
    return [
        Issue(
            source.article_id,
            source.origin,
            "clean",
            "language",
            f"a passage is in another language than English ({one.language}): it is kept and can be searched",
            one.span.start,
            one.span.end,
        )
        for one in passages
        if one.language not in ("en", NOT_READ) and not one.furniture
    ]


def _length_issues(source: Source, passages: Iterable[Passage]) -> list[Issue]:
    """A paragraph longer than any report is a dump of something else: kept, searchable, not analysed."""
    return [
        Issue(
            source.article_id,
            source.origin,
            "clean",
            "too-long",
            f"a paragraph of {len(one.span.text):,} characters is longer than any report's: it is kept and "
            f"can be searched, but nothing is read from it; break it into paragraphs of at most {LONGEST:,}",
            one.span.start,
            one.span.end,
        )
        for one in passages
        if one.language == NOT_READ
    ]
