"""Both passes over the dates of a report: without a day of publication, and with the one that they give."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from onrecord.extract.dates import find_dates
from onrecord.extract.dating.finding import dated
from onrecord.shapes import Article, Constraint, DateFound, Issue, Published

_BY_HAND = "review."  # what a person says of the date is never doubted


@dataclass(frozen=True, slots=True)
class Dates:
    """The report with its day of publication, its dates as counted from it, and what that rests on."""

    article: Article
    dates: tuple[DateFound, ...]
    constraints: tuple[Constraint, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_dates(article: Article, doc: Doc) -> Dates:
    """The dates of a report. Where it states no day of publication one is inferred from its words, and the
    dates are read a second time, counted from that interval: "on Wednesday" is then an interval too.

    A stated day that the words refute is not kept: an issue tells why, and the inferred one stands instead.

    Example: `read_dates(article, doc).article.published.basis` is `inferred` for a report that says only
    "ahead of the Vilnius summit".
    """
    published = article.published
    if published.rule.startswith(_BY_HAND) and published.basis == "stated":
        return Dates(article, find_dates(article, doc))
    undated = replace(article, published=Published())
    first = find_dates(undated, doc)
    found = dated(article, doc, first)
    if published.basis == "stated" and found.published.basis == "stated":
        return Dates(article, find_dates(article, doc))
    if found.published.basis == "unknown":
        return Dates(article, first)
    issues = (_doubted(article, found.published, found.constraints),) if published.basis == "stated" else ()
    article = replace(article, published=found.published)
    return Dates(article, find_dates(article, doc), found.constraints, issues)


def _doubted(article: Article, now: Published, constraints: tuple[Constraint, ...]) -> Issue:
    """Why the stated day is not believed: the words that it goes against."""
    stated = article.published.earliest or ""
    against = [
        f"{one.span.text!r} ({one.says})"
        for one in constraints
        if one.span is not None
        and one.holds
        and ((one.earliest or "") > stated or (one.latest or "9999") < stated)
    ]
    reason = (
        f"it states {stated} as its day of publication, but its words say otherwise: "
        f"{'; '.join(against[:3])}: taken as {now.earliest or '?'} to {now.latest or '?'}; "
        "if the stated day is right, say so with `onrecord correct published`"
    )
    return Issue(article.article_id, article.origin, "extract", "date", reason)
