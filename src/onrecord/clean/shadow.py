"""The shadow of a text: what a machine should read in its place, character for character as long."""

from __future__ import annotations

import re

_FILL = "\u00ad"  # stands inside a word and is dropped by every tokenizer's clean-up


def _cp1252(byte: int) -> str | None:
    """What a byte of 0x80 to 0x9f means in cp1252, or None for the five it leaves open."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return None


_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_MARKS = "\ufeff\u200b\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = [code for code in range(0x20) if chr(code) not in "\t\n\x0b\x0c"] + [0x7F]
_NO_CHARACTERS = [*range(0xD800, 0xE000), *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF]
_TABLE: dict[int, str] = {
    **dict.fromkeys(_CONTROLS, " "),
    **dict.fromkeys(map(ord, _BLANKS + _MARKS), " "),
    **dict.fromkeys(map(ord, "\u2028\u2029\x0b\x0c"), "\n"),
    **dict.fromkeys(_NO_CHARACTERS, " "),
    # A control of this range is nearly always cp1252 that was read as Latin-1: a quotation mark or a dash.
    **{code: _cp1252(code) or " " for code in range(0x80, 0xA0)},
}
_RETURN = re.compile(r"\r(?!\n)")
# UTF-8 read as cp1252 or Latin-1: a letter for the first byte, and what its followers 0x80 to 0xbf look like.
_FOLLOWERS = {chr(code) for code in range(0x80, 0xC0)} | {_cp1252(code) or "" for code in range(0x80, 0xA0)}
_NEXT = "[" + re.escape("".join(sorted(_FOLLOWERS))) + "]"
_BROKEN = re.compile(f"[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}|[\u00f0-\u00f4]{_NEXT}{{3}}")
# A closing quotation mark whose last byte is one that cp1252 leaves open, and that was lost on the way.
_CLIPPED = re.compile(f"\u00e2\u20ac(?!{_NEXT})")


def shadow(text: str) -> str:
    """What the machine reads for `text`: controls and marks as blanks, mojibake as the character it means.

    The result has exactly the length of `text`. Fillers are blanks before an opening quotation mark and
    behind a closing one, and soft hyphens inside words.

    Example: `shadow("\\ufeffHe\\x00said")` is `" He said"`.
    """
    read = text
    if not read.isascii():
        read = _CLIPPED.sub("\u201d ", _BROKEN.sub(_meant, read))
    if "\r" in read:
        read = _RETURN.sub("\n", read)
    return read.translate(_TABLE)


def _meant(match: re.Match[str]) -> str:
    """The character that was broken, filled up to the length of its pieces; what is none is left alone."""
    pieces = match.group()
    try:
        character = b"".join(_byte(piece) for piece in pieces).decode("utf-8")
    except UnicodeDecodeError:
        return pieces
    character = _TABLE.get(ord(character), character)
    fill = len(pieces) - 1
    if character in "\u201c\u2018\u201e":
        return " " * fill + character
    if character.isalpha() or character in "\u2019\u2010\u2011'":
        return character + _FILL * fill
    return character + " " * fill


def _byte(piece: str) -> bytes:
    try:
        return piece.encode("cp1252")
    except UnicodeEncodeError:
        return piece.encode("latin-1")
