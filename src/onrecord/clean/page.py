"""A page to the text of its report, and what the page states. Nothing is fetched, no clock is read."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from onrecord.knowledge.languages import language_code
from onrecord.knowledge.months import months
from onrecord.shapes import Stated

# htmldate refuses dates after "today" unless told another end: a far, fixed one keeps the clock out (law 4).
_LAST_DAY = "2099-12-31"
_DATES: dict[str, Any] = {"original_date": True, "extensive_search": False, "max_date": _LAST_DAY}
_BLANKS = re.compile(r"\n{3,}")
_SCRIPTS = re.compile(
    r"<(script|style|noscript|template|svg)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_BLOCKS = re.compile(
    r"</?(?:p|div|br|h\d|li|tr|td|section|article|blockquote|title|header|footer)\b[^<>]*>?", re.IGNORECASE
)
_TAGS = re.compile(r"<[a-zA-Z/!?][^<>]*>?")
_SITE = re.compile(r"\s+[|\-–—:»•]\s+(?P<name>[^|–—»•]{2,40})$")
_WORD = re.compile(r"\w+")
_NO_NAME = re.compile(
    r"(?:view all (?:posts|articles) by|(?:published|posted) (?:on|by)|written by|link copied)\b:?\s*",
    re.IGNORECASE,
)


def read_page(html: str) -> tuple[str, Stated] | None:
    """The report's text (paragraphs apart by a blank line) and the page's claims; None where it has no text.

    Source: trafilatura (Barbaresi 2021), with htmldate for the date. What trafilatura finds no report in is
    read whole, as all the page's words. Example: `read_page("<html><body><p>He spoke.</p></body></html>")`.
    """
    tree = _tree(html)
    headings = _headings(tree) if tree is not None else ()
    found = _extracted(html, fast=True) or _extracted(html, fast=False)
    text = _BLANKS.sub("\n\n", found.text.replace("\n", "\n\n")) if found is not None else _whole_text(html)
    if not text.strip():
        return None
    return text, Stated() if found is None else _claims(found, headings)


def _tree(html: str) -> Any:
    """The parsed page, or None where there is none. A tree is never taken for an address to fetch."""
    from trafilatura import load_html

    data = html.replace("\0", " ").encode("utf-8", "replace")
    try:
        return load_html(data)
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError):
        return None


def _extracted(html: str, *, fast: bool) -> Any:
    """trafilatura's document, if it found a text.

    On the 128 pages of `benchmarks/clean.py` its first pass alone, with recall, made the best body of the
    settings with recall (F1 0.922; with its fallbacks 0.916): those are tried where it finds nothing.
    """
    from trafilatura import bare_extraction

    tree = _tree(html)
    if tree is None:
        return None
    try:
        found = bare_extraction(
            tree,
            fast=fast,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            date_extraction_params=dict(_DATES),
        )
    except (
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        LookupError,
        AssertionError,
        OverflowError,
    ):
        return None
    text = getattr(found, "text", None)
    return found if text is not None and text.strip() else None


def _headings(tree: Any) -> tuple[str, ...]:
    """The page's first-order headings: what a reader sees as its title."""
    try:
        found = (" ".join("".join(one.itertext()).split()) for one in tree.iter("h1"))
        return tuple(dict.fromkeys(text for text in found if 3 <= len(text.split()) <= 60))
    except (RecursionError, AttributeError, ValueError):
        return ()


def _whole_text(html: str) -> str:
    """All words of a page, block by block, without its scripts: where no report was found in it."""
    bare = _SCRIPTS.sub(" ", html)
    bare = _TAGS.sub(" ", _BLOCKS.sub("\n", bare))
    found = (" ".join(line.split()) for line in unescape(bare).splitlines())
    return "\n\n".join(line for line in found if line)


def _claims(found: Any, headings: tuple[str, ...]) -> Stated:
    return Stated(
        url=found.url or None,
        title=_title(found.title or None, headings, found.sitename or ""),
        outlet=found.sitename or None,
        published=found.date or None,
        authors=_authors(found.author or ""),
        language=language_code(found.language) if found.language else None,
    )


def _title(title: str | None, headings: tuple[str, ...], site: str) -> str | None:
    """The heading that the page's title is about, else the title without the name of the site behind it."""
    if title is None:
        return headings[0] if len(headings) == 1 else None
    wanted = set(_words(title))
    shared = [(len(wanted & set(_words(one))) / len(set(_words(one)) or {""}), one) for one in headings]
    best = max(shared, default=(0.0, ""))
    # With this rule the titles of 122 of the 128 pages are a person's, word for word; without it, of 87.
    if best[0] >= 0.5 or (len(headings) == 1 and len(_words(headings[0])) >= 5):
        return best[1]
    match = _SITE.search(title)
    if match is not None and _words(match["name"]) and set(_words(match["name"])) <= set(_words(site)):
        return title[: match.start()].strip()
    return title


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _authors(names: str) -> tuple[str, ...]:
    found = (_NO_NAME.sub("", name).strip(" ,;") for name in names.split(";"))
    return tuple(dict.fromkeys(name for name in found if name and name.casefold() not in months()))
