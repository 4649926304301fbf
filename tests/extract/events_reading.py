"""Reads sentences of our own with the shipped model, as a run does: text in, events out."""

import hashlib

from onrecord import clean, parse
from onrecord.extract.findings import findings
from onrecord.run import blocks
from onrecord.shapes import Source, Stated

_PARSER = []


def found_in(text, published="2023-02-08"):
    """All findings of a text that was published on that day."""
    if not _PARSER:
        _PARSER.append(parse.load())
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    article = clean.article(Source("a", "a", "text", text, digest, digest, Stated(published=published)), ())
    return findings(article, _PARSER[0].doc(article.shadow, blocks(article)))


def events_in(text, published="2023-02-08"):
    """The events of a text."""
    return found_in(text, published).events
