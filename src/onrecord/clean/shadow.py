"""The shadow of a text: what a machine should read in its place, character for character as long."""

from __future__ import annotations

import re

_SOFT = "\u00ad"
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_TABLE = {
    **{code: " " for code in range(0x20) if chr(code) not in "\t\n\r"},
    **{code: " " for code in range(0x7F, 0xA0)},
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **dict.fromkeys(
        map(ord, "\ufeff\u200b\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), " "
    ),
    **dict.fromkeys(map(ord, "\u2028\u2029\x0b\x0c\x85"), "\n"),
    **{code: " " for code in range(0xD800, 0xE000)},
    **{code: " " for code in (*range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF)},
    0x0D: " ",
}
_RETURN = re.compile(r"\r(?!\n)")
# The letters that stand for the first bytes of UTF-8 sequences read as cp1252 or Latin-1, and their followers.
_FOLLOW = "".join(
    bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
    for byte in range(0x80, 0xC0)
) + "".join(map(chr, range(0x80, 0xA0)))
_BROKEN = re.compile(
    rf"[\u00c2-\u00df][{re.escape(_FOLLOW)}]|[\u00e0-\u00ef][{re.escape(_FOLLOW)}]{{2}}|[\u00f0-\u00f4][{re.escape(_FOLLOW)}]{{3}}"
)
# Three characters of which a blank has eaten the last (â€ with a trimmed byte): nearly always a closing quote.
_CLIPPED = re.compile(
    "\u00e2\u20ac(?![\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122])"
)


def shadow(text: str) -> str:
    """What the machine reads for `text`: controls and marks as blanks, mojibake as the character it means.

    The result has exactly the length of `text`. Fillers are blanks before an opening quote and after a closing
    one, and soft hyphens inside words. Example: `shadow("\\ufeffHe\\x00said")` is `" He said"`.
    """
    read = text
    if "\u00e2" in read or _BROKEN.search(read):
        read = _CLIPPED.sub("\u201d ", _BROKEN.sub(_meant, read))
    if "\r" in read:
        read = _RETURN.sub("\n", read)
    return read.translate(_TABLE)


def _meant(match: re.Match[str]) -> str:
    """The character that was broken, filled up to the length of its pieces; what is none is left alone."""
    pieces = match.group()
    try:
        data = b"".join(_byte(piece) for piece in pieces)
        character = data.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return pieces
    fill = len(pieces) - len(character)
    if character in "\u201c\u2018":
        return " " * fill + character
    if character.isalpha() or character in "\u2019\u2010\u2011'":
        return character + _SOFT * fill
    if character == "\u00ad" or not character.isprintable():
        return " " * len(pieces)
    return character + " " * fill


def _byte(piece: str) -> bytes:
    try:
        return piece.encode("cp1252")
    except UnicodeEncodeError:
        return piece.encode("latin-1")
