"""Bytes to text, so that no byte loses a report and no character that was read moves."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_MARKS = (  # the four-byte marks first: the UTF-16 mark begins the UTF-32 one
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")  # a letter or a digit
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f\ufffd]")

_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive (or a Word, OpenDocument or EPUB file)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"PAR1", "a Parquet table"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the encoding it was read with; `utf-8+cp1252` where stray bytes stood in UTF-8."""

    text: str
    encoding: str


def decode(data: bytes, *, page: bool = False) -> Decoded:
    """The text of `data`; a byte order mark stays as its first character, and nothing raises.

    `page` also believes the `charset` that an HTML page names.
    Example: `decode(b"caf\\xe9").text` is `"café"`.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            if name == "utf-8":
                return _utf8(data, "utf-8")
            return Decoded(_whole(data.decode(name, "replace")), name)
    wide = _wide(data)
    if wide is not None:
        return Decoded(_whole(data.decode(wide, "replace")), wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if page and (named := _named(data)) is not None:
        return named
    return _guess(data)


def looks_like(data: bytes) -> str | None:
    """What a file is that is no text, in words for a person, or None: `looks_like(b"%PDF-1.7")`."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[4:8] == b"ftyp":
        return "a video or image file"
    if data[:4] == b"RIFF":
        return "a sound, video or WebP image file"
    return None


def is_noise(text: str) -> bool:
    """True where the decoded text cannot be text: too many controls among its first characters.

    Control characters do not stand in text; random bytes give 11% of them (28 of 256 values). The bound of 3%
    leaves room for a damaged file. NUL is let through: extractors leave it between good words.
    """
    sample = text[:20_000]
    odd = len(_CONTROLS.findall(sample))
    return odd > 2 and odd > 0.03 * len(sample)


def has_letters(text: str) -> bool:
    """True where at least one letter or digit of any script stands in `text`: "$20" says something."""
    return _LETTER_OR_DIGIT.search(text) is not None


def whole(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, which JSON may carry and no file can: the same length."""
    return _whole(text)


def _whole(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of English text in it is NUL."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _named(data: bytes) -> Decoded | None:
    match = _META.search(data[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii", "replace").lower()
    if name in {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"}:
        name = "cp1252"  # what every browser reads there
    if name in {"utf-8", "utf8"}:
        return None
    try:
        return Decoded(_whole(data.decode(name)), name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _guess(data: bytes) -> Decoded:
    """Mixed UTF-8 and cp1252 where that is what the bytes look like, else what charset-normalizer finds."""
    sample = data[:200_000]
    runs = _HIGH.findall(sample)
    good = sum(len(run) for run in runs if _is_utf8(run))
    high = sum(map(len, runs))
    # Few high bytes, or mostly sound UTF-8: English with curly quotes of another encoding in it. A text in
    # another alphabet has high bytes for most of its letters.
    if good * 2 >= high or high < 16 or high < 0.25 * len(sample):
        return _utf8(data, "utf-8+cp1252")
    best = from_bytes(data[:64_000]).best()
    if best is not None:
        try:
            return Decoded(_whole(data.decode(best.encoding)), best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return Decoded(data.decode("latin-1"), "latin-1")


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8(data: bytes, name: str) -> Decoded:
    return Decoded(data.decode("utf-8", "onrecord.stray"), name)


def _stray(error: UnicodeError) -> tuple[str, int]:
    """One byte that is no UTF-8, read as cp1252: the decoder then goes on right behind it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    try:
        return byte.decode("cp1252"), error.start + 1
    except UnicodeDecodeError:
        return byte.decode("latin-1"), error.start + 1


codecs.register_error("onrecord.stray", _stray)
