"""Builds small articles and token-only Docs for the tests of dates and figures."""

import spacy

from onrecord.shapes import Article, Passage, Published, Span

_BLANK = spacy.blank("en")


def doc_of(text):
    """A Doc with tokens only; a character that UTF-8 cannot hold is replaced, as the parse room does."""
    return _BLANK(text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text)


def _has_surrogate(text):
    return any("\ud800" <= character <= "\udfff" for character in text)


def article_of(text, published=None, *, furniture=(), language="en"):
    """An article of one passage per line; lines whose number is in `furniture` are marked as such."""
    passages, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            span = Span.cut(text, at, at + len(line))
            passages.append(Passage(span, language, number in furniture))
        at += len(line) + 1
    earliest, _, latest = (published or "").partition("/")
    stated = Published(earliest, latest or earliest, "stated", "stated.user") if earliest else Published()
    shadow = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text
    return Article(
        article_id="a",
        origin="a",
        kind="text",
        sha256="",
        fingerprint="",
        text=text,
        shadow=shadow,
        language=language,
        url=None,
        title=None,
        author=None,
        outlet=None,
        published=stated,
        modified=None,
        fetched=None,
        furniture=(),
        passages=tuple(passages),
    )
