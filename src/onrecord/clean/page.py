"""A page to the text of its report and what the page states about it. Nothing is fetched, no clock is read."""

from __future__ import annotations

import re
from typing import Any

from onrecord.knowledge.languages import language_code
from onrecord.shapes import Stated

# htmldate refuses dates after "today" unless told another end: a far, fixed one keeps the clock out (law 4).
_LAST_DAY = "2099-12-31"
_DATES: dict[str, Any] = {"original_date": True, "extensive_search": False, "max_date": _LAST_DAY}
_BLANKS = re.compile(r"\n{3,}")
_MOST = 20_000_000


def read_page(html: str) -> tuple[str, Stated] | None:
    """The report's text (paragraphs on lines, a blank line between) and the page's claims; None where it has no text.

    Source: trafilatura (Barbaresi 2021), with htmldate for the date; what trafilatura cannot take apart is
    read whole, as the page's text. Example: `read_page("<html><body><p>He spoke.</p></body></html>")`.
    """
    found = _extracted(html)
    if found is not None and found.text and found.text.strip():
        return _BLANKS.sub("\n\n", found.text.replace("\n", "\n\n")), _claims(found)
    text = _whole_text(html)
    return (text, Stated() if found is None else _claims(found)) if text else None


def _extracted(html: str) -> Any:
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import, needed for pages only

    try:
        tree = _tree(html)
        if tree is None:
            return None
        return bare_extraction(
            tree,
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


def _tree(html: str) -> Any:
    from lxml import etree  # noqa: PLC0415
    from lxml import html as lxml_html  # noqa: PLC0415

    parser = lxml_html.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    data = html.replace("\0", " ").encode("utf-8", "replace")[:_MOST]
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _whole_text(html: str) -> str:
    """All words of a page, block by block, without its scripts: where no report was found in it."""
    bare = re.sub(r"(?is)<(script|style|noscript|template|svg)\b.*?(</\1\s*>|$)", " ", html)
    bare = re.sub(
        r"(?i)</?(p|div|br|h\d|li|tr|section|article|blockquote|title|header|footer)\b[^>]*>", "\n", bare
    )
    bare = re.sub(r"<[^<>]*>?", " ", bare)
    from html import unescape  # noqa: PLC0415

    found = (" ".join(line.split()) for line in unescape(bare).splitlines())
    return "\n\n".join(line for line in found if line)


def _claims(found: Any) -> Stated:
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Stated(
        url=found.url or None,
        title=found.title or None,
        outlet=found.sitename or None,
        published=found.date or None,
        authors=authors,
        language=language_code(found.language) if found.language else None,
    )
