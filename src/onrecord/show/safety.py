"""What reports contain is hostile: how their words are made harmless to see, and which links are links."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BLANKS = re.compile(r"\s+")

_KEPT = "\t\n\r"
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in _KEPT}
_CONTROLS = {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
# Embeddings, overrides and isolates can make a reader see words in an order in which they do not stand.
_TURNS = {
    0x202A: "⟦LRE⟧",
    0x202B: "⟦RLE⟧",
    0x202C: "⟦PDF⟧",
    0x202D: "⟦LRO⟧",
    0x202E: "⟦RLO⟧",
    0x2066: "⟦LRI⟧",
    0x2067: "⟦RLI⟧",
    0x2068: "⟦FSI⟧",
    0x2069: "⟦PDI⟧",
}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_SHOWN: dict[int, int | str] = {
    **_PICTURES,
    **_CONTROLS,
    **_TURNS,
    **_SURROGATES,
    0xFFFE: 0xFFFD,
    0xFFFF: 0xFFFD,
}


def visible(text: str) -> str:
    """The text with every control character and every turn of direction made visible.

    Takes any text, gives text that is valid UTF-8 and cannot command a terminal or reorder its line.
    Example: `visible("a\\x00b")` is `"a␀b"`.
    """
    return text.translate(_SHOWN)


def one_line(text: str) -> str:
    """`visible` text with every run of white space made one blank: for a cell of a table.

    Example: `one_line(" a\\n b")` is `"a b"`.
    """
    return " ".join(visible(text).split())


def inline(text: str) -> str:
    """`visible` text with every run of white space made one blank, at its ends too, so that pieces join.

    Example: `inline(" a\\n b")` is `" a b"`.
    """
    return _BLANKS.sub(" ", visible(text))


def clip(text: str, most: int) -> str:
    """The text on one line, cut between words so that it is at most `most` characters long.

    Example: `clip("a word too many", 10)` is `"a word …"`.
    """
    line = one_line(text)
    if len(line) <= most:
        return line
    head = line[: most - 2]
    return (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head).rstrip() + " …"


def web_link(url: str | None) -> str | None:
    """The address if it may be made clickable (http or https, with a host), else None.

    Example: `web_link("javascript:alert(1)")` is None.
    """
    if url is None or any(ord(character) <= 0x20 or character == "\\" for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return url
