"""More than two hundred damaged inputs, the same each time (one seed): what comes in where people make piles.

`quick()` gives name, bytes and what must become of it: "report" (it can be read), "issue" (nothing usable
stands in it), or "either" (both are honest; one of the two it must be). The texts are our own examples.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator

from onrecord import examples

REPORTS = examples.folder()
PLAIN = (REPORTS / "lisbon-clean.txt").read_text("utf-8")
PAGE = "\n".join(  # without its address: two pages with one address are two versions of one report
    line for line in (REPORTS / "tallinn-page.html").read_text("utf-8").split("\n") if "canonical" not in line
)
ROW = json.loads((REPORTS / "wire.jsonl").read_text("utf-8").split("\n")[0])
ROW = {key: value for key, value in ROW.items() if key not in ("id", "url")}

Damaged = tuple[str, bytes, str]


def quick() -> Iterator[Damaged]:
    """The inputs of the quick tests, in a fixed order; every name occurs once."""
    dice = random.Random(20240313)
    for family in FAMILIES:
        yield from family(dice)


LINE = PLAIN.replace("\n", " ")
SLOW: dict[str, tuple[str, str, int, str, str]] = {
    # before, what is repeated, how often, after; what must become of it
    "attributes-20000.html": ("<p ", "a", 20_000, ">The ministers met in Lisbon.</p>", "either"),
    "commas-many.txt": ("", "one, ", 20_000, "", "either"),
    "addresses-long.txt": ("https://example.org/", "a/", 100_000, "", "either"),
    "marks-many.txt": ("", "”", 20_000, " he said.", "either"),
    "marks-nested-deep.txt": ("", "“he said ‘", 2_000, "’ she said”", "either"),
    "line-2-mb.txt": ("", LINE, 1_000, "", "report"),
    "line-20-mb.txt": ("", LINE, 10_000, "", "report"),
    "word-a-million-times.txt": ("", "word ", 1_000_000, "", "either"),
    "page-20-mb.html": ("<p>", "The minister said nothing at all. ", 600_000, "</p>", "either"),
}


def slow(name: str) -> Damaged:
    """One of the inputs that take minutes (`make check-long`); most are in `quick` in a small form."""
    before, piece, times, after, wanted = SLOW[name]
    inside = " ".join(f"a{i}=1" for i in range(times)) if piece == "a" else piece * times
    return name, (before + inside + after).encode(), wanted


def cut_pages(dice: random.Random) -> Iterator[Damaged]:
    whole = PAGE.encode()
    for number in range(28):
        yield f"cut-{number:02}.html", whole[: dice.randrange(1, len(whole))], "either"
    for number in range(6):
        start = dice.randrange(len(whole) // 2)
        yield f"cut-front-{number}.html", whole[start:], "either"
    rows = "\n".join(json.dumps(ROW) for _ in range(3)).encode()
    for number in range(6):
        yield f"cut-rows-{number}.jsonl", rows[: dice.randrange(40, len(rows))], "either"


def random_bytes(dice: random.Random) -> Iterator[Damaged]:
    for suffix in ("txt", "md", "html", "jsonl", "jsonl.gz"):
        for number in range(6):
            yield f"noise-{number}.{suffix}", dice.randbytes(10 ** (number % 3 + 2)), "issue"
    flipped = bytearray(PLAIN.encode())
    for number in range(4):
        for _ in range(10 * 4**number):
            flipped[dice.randrange(len(flipped))] = dice.randrange(256)
        yield f"flipped-{number}.txt", bytes(flipped), "either"


def other_files(_dice: random.Random) -> Iterator[Damaged]:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("report.txt", (2024, 3, 13, 0, 0, 0)), PLAIN)
    yield "zip-renamed.html", held.getvalue(), "issue"
    yield "zip-renamed.txt", held.getvalue(), "issue"
    yield "zip-renamed.jsonl", held.getvalue(), "issue"
    yield "gzip-renamed.txt", gzip.compress(PLAIN.encode(), mtime=0), "either"
    yield "gzip-renamed.html", gzip.compress(PAGE.encode(), mtime=0), "either"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "issue"
    yield (
        "portable.txt",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + bytes(range(256)) * 4,
        "issue",
    )
    yield "program.txt", b"\x7fELF\x02\x01\x01" + bytes(500), "issue"
    yield "database.txt", b"SQLite format 3\x00" + bytes(4096), "issue"
    yield "page-as-text.txt", PAGE.encode(), "either"
    yield "text-as-page.html", PLAIN.encode(), "either"
    yield "rows-as-text.txt", json.dumps(ROW).encode(), "either"
    yield "text-as-rows.jsonl", PLAIN.encode(), "issue"


def empty_ones(_dice: random.Random) -> Iterator[Damaged]:
    for suffix in ("txt", "md", "html", "jsonl", "jsonl.gz"):
        yield f"empty.{suffix}", b"", "issue"
    yield "blank.txt", b" \t\r\n \n\n\xc2\xa0\n", "issue"
    yield "blank.html", b"<html><body> &nbsp; </body></html>", "issue"
    yield "blank.jsonl", b"\n\n\n", "issue"
    yield "blank.jsonl.gz", gzip.compress(b"\n\n", mtime=0), "issue"
    yield "mark-only.txt", b"\xef\xbb\xbf", "issue"
    yield "nul-only.txt", bytes(5000), "issue"
    yield "dots-only.txt", b"... -- !!! ???\n" * 40, "either"
    yield "digits-only.txt", b"2024 13 450 3.2 18\n" * 40, "either"
    yield "one-letter.txt", b"a", "either"
    yield "one-quote.txt", b'"', "either"


def odd_scripts(_dice: random.Random) -> Iterator[Damaged]:
    arabic = "وصل الوزراء إلى لشبونة يوم الأربعاء. وقالت الأمينة العامة إن الجسر قوي. "
    hebrew = "השרים הגיעו לליסבון ביום רביעי. המזכירה הכללית אמרה כי הגשר חזק. "
    chinese = "部长们星期三抵达里斯本。秘书长说：“这座桥很坚固。”"
    yield "emoji-only.txt", ("🚢🕊️👩‍💼🇲🇩" * 200).encode(), "either"
    yield "arabic.txt", (arabic * 10).encode(), "report"
    yield "hebrew.txt", (hebrew * 10).encode(), "report"
    yield "chinese.txt", (chinese * 10).encode(), "report"
    yield "arabic-inside.txt", (PLAIN + "\n\n" + arabic * 4).encode(), "report"
    yield "turned-around.txt", ("\u202e" + PLAIN.replace(" ", " \u202b", 40)).encode(), "report"
    yield "emoji-inside.txt", PLAIN.replace(" ", " 🚢", 60).encode(), "report"
    yield "joined.txt", "\u200d".join(PLAIN).encode(), "either"
    yield "stacked.txt", "".join(c + "\u0301\u0323\u0489" * 5 for c in PLAIN[:800]).encode(), "either"
    yield (
        "fullwidth.txt",
        "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in PLAIN).encode(),
        "either",
    )
    yield "private-use.txt", "".join(chr(0xE000 + i % 6000) for i in range(3000)).encode(), "either"
    yield "non-characters.txt", PLAIN.replace(" ", "\ufffe\uffff ", 30).encode(), "report"


def json_lines(_dice: random.Random) -> Iterator[Damaged]:
    wrong = {
        "not-json": "this is not JSON\n{also not}\n",
        "array": json.dumps([1, 2, 3]),
        "number": "42",
        "string": json.dumps("just a string"),
        "null": "null",
        "no-text": json.dumps({"title": "A title and nothing else"}),
        "text-null": json.dumps({"text": None}),
        "text-number": json.dumps({"text": 17}),
        "text-list": json.dumps({"text": ["one", "two"]}),
        "text-empty": json.dumps({"text": "   "}),
        "html-empty": json.dumps({"html": "<html></html>"}),
        "nested": "[" * 100_000,
        "nested-objects": '{"a":' * 50_000,
        "cut-escape": '{"text": "The minister said \\u20',
    }
    for name, text in wrong.items():
        yield f"rows-{name}.jsonl", text.encode(), "issue"


def odd_rows(_dice: random.Random) -> Iterator[Damaged]:
    whole = json.dumps(ROW)
    odd: dict[str, object] = {
        "id-number": {"id": 12345678901234567890},
        "id-list": {"id": ["a", "b"]},
        "id-empty": {"id": ""},
        "id-long": {"id": "x" * 100_000},
        "id-surrogate": {"id": "wire-\ud83d"},
        "date-garbage": {"published": "the day before the flood"},
        "date-year-zero": {"published": "0000-00-00"},
        "date-number": {"published": 1.7e308},
        "date-far": {"published": "99999-12-31"},
        "title-object": {"title": {"en": "a", "de": "b"}},
        "title-huge": {"title": "t" * 500_000},
        "authors-object": {"authors": {"first": "Hanne"}},
        "language-garbage": {"language": "klingon-tlh-x-very-long"},
        "url-garbage": {"url": "ht!tp://[::bad"},
        "surrogates": {"text": ROW["text"] + " \ud83d \udc00 \ud800"},
        "nul": {"text": ROW["text"].replace(" ", "\x00 ")},
        "both": {"html": "<p>Another text, which says something else about the letter.</p>"},
    }
    for name, change in odd.items():
        assert isinstance(change, dict)
        yield f"rows-{name}.jsonl", json.dumps(ROW | change).encode("ascii"), "either"
    yield "rows-nan.jsonl", whole.replace('"2024-04-05"', "NaN").encode(), "either"
    yield "rows-twice.jsonl", (whole[:-1] + ', "text": "twice", "text": "thrice"}').encode(), "either"
    yield "rows-good-and-bad.jsonl", f"{whole}\n{{bad\n{whole}x\n\n".encode(), "report"
    yield "rows-mark.jsonl", b"\xef\xbb\xbf" + whole.encode(), "report"
    yield "rows-cr.jsonl", (whole + "\r" + whole + "\r").encode(), "either"
    yield "rows-latin.jsonl", json.dumps(ROW, ensure_ascii=False).encode("cp1252"), "either"


def archives(dice: random.Random) -> Iterator[Damaged]:
    whole = gzip.compress((json.dumps(ROW) + "\n").encode() * 200, mtime=0)
    yield "gz-cut.jsonl.gz", whole[: len(whole) // 2], "either"
    yield "gz-cut-early.jsonl.gz", whole[:12], "issue"
    yield "gz-wrong-sum.jsonl.gz", whole[:-8] + bytes(8), "either"
    yield "gz-tail.jsonl.gz", whole + dice.randbytes(100), "either"
    yield "gz-twice.jsonl.gz", gzip.compress(whole, mtime=0), "issue"
    yield "gz-not.jsonl.gz", json.dumps(ROW).encode(), "either"


def encodings(_dice: random.Random) -> Iterator[Damaged]:
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        yield f"encoded-{name}.txt", PLAIN.encode(name), "either"
    for name in ("cp1252", "mac-roman", "cp037"):
        yield f"encoded-{name}.txt", PLAIN.encode(name, "replace"), "either"
    yield "encoded-mojibake.txt", PLAIN.encode().decode("cp1252", "replace").encode(), "report"
    yield "encoded-mixed.txt", PLAIN.encode() + PLAIN.encode("cp1252", "replace"), "report"
    yield "encoded-half-character.txt", PLAIN.encode() + b"\xe2\x80", "report"
    yield "encoded-odd-utf-16.txt", PLAIN.encode("utf-16") + b"\x00", "either"
    yield "encoded-wrong-charset.html", PAGE.replace("utf-8", "shift_jis").encode(), "either"
    yield "encoded-no-such-charset.html", PAGE.replace("utf-8", "klingon").encode(), "either"


def control_characters(_dice: random.Random) -> Iterator[Damaged]:
    yield "nul-between.txt", PLAIN.replace(" ", "\x00 ").encode(), "report"
    yield "nul-everywhere.txt", "\x00".join(PLAIN).encode(), "either"
    yield "cr-only.txt", PLAIN.replace("\n", "\r").encode(), "report"
    yield "crlf.txt", PLAIN.replace("\n", "\r\n").encode(), "report"
    yield "lf-cr.txt", PLAIN.replace("\n", "\n\r").encode(), "report"
    yield "line-separators.txt", PLAIN.replace("\n", "\u2028").encode(), "report"
    yield "next-lines.txt", PLAIN.replace("\n", "\x85").encode(), "report"
    yield "form-feeds.txt", PLAIN.replace("\n", "\f").encode(), "report"
    yield "escapes.txt", PLAIN.replace(" ", "\x1b[31m ", 50).encode(), "report"
    yield "backspaces.txt", PLAIN.replace(" ", " _\x08", 50).encode(), "report"
    yield "mark-in-the-middle.txt", PLAIN.replace("\n", "\ufeff\n").encode(), "report"
    yield "no-breaks.txt", PLAIN.replace(" ", "\u00a0").encode(), "report"
    yield "soft-hyphens.txt", PLAIN.replace("e", "e\u00ad").encode(), "report"


def odd_numbers(_dice: random.Random) -> Iterator[Damaged]:
    yield (
        "number-long.txt",
        f"The minister promised €{'9' * 100_000} and {'1,' * 30_000}000 tonnes.".encode(),
        "either",
    )
    yield "number-dots.txt", ("It cost $" + "1.2" * 20_000 + " million, he said.").encode(), "either"
    yield "number-words.txt", ("She counted " + "one hundred and " * 1_000 + "two ships.").encode(), "either"
    yield "number-powers.txt", ("They spent 5 " + "million billion " * 5_000 + "euros.").encode(), "either"
    days = [f"{day} {month}" for day in (0, 31, 99) for month in ("February", "Juny", "13")]
    lines = [f"On {day} {year} the ministers met." for day in days for year in (0, 1, 9999, 99999)]
    yield "dates-wrong.txt", "\n\n".join(lines).encode(), "report"
    yield "dates-many.txt", ("12/13/14/15/16 2024-02-30 30.02.2024 24:61 " * 500).encode(), "either"
    yield (
        "percents.txt",
        ("-0 % +5 %% 1e999 percent ½ percent ٣ percent ∞ percent NaN percent. " * 200).encode(),
        "either",
    )
    yield "currencies.txt", ("$€£¥₿ 5 $ 6€7 US$ C$ -$3 bn $.5m €,7 (£) " * 300).encode(), "either"


def quotation_marks(_dice: random.Random) -> Iterator[Damaged]:
    yield "marks-opening.txt", ("“" * 10_000).encode(), "either"
    yield "marks-closing.txt", ("”" * 2_000 + " he said.").encode(), "either"
    yield "marks-straight.txt", ('" ' * 9_999).encode(), "either"
    yield "marks-single.txt", ("'" * 10_000).encode(), "either"
    yield "marks-nested.txt", ("“he said ‘" * 200 + "so" + "’ she said”" * 200).encode(), "either"
    yield "marks-unclosed.txt", PLAIN.replace("”", "").encode(), "report"
    yield "marks-unopened.txt", PLAIN.replace("“", "").encode(), "report"
    yield "marks-mixed.txt", PLAIN.replace("”", '"').replace("“", "„", 3).encode(), "report"
    yield "dash-lines.txt", ("– So it is, he said.\n" * 500).encode(), "either"
    yield "dash-lines-empty.txt", ("–\n" * 10_000).encode(), "either"
    yield "dashes.txt", ("—" * 50_000).encode(), "either"
    yield "said-said.txt", ("said " * 1_000).encode(), "either"


def long_ones(_dice: random.Random) -> Iterator[Damaged]:
    yield "letters-2-mb.txt", b"a" * 2_000_000, "either"
    yield "line-50-kb.txt", (PLAIN.replace("\n", " ") * 50)[:50_000].encode(), "report"
    yield "word-5000-times.txt", b"word " * 5_000, "either"
    yield "name-5000-times.txt", b"Vanderholt " * 5_000, "either"
    yield "commas.txt", b"one, " * 2_000, "either"
    yield "brackets.txt", b"(" * 50_000 + b")" * 50_000, "either"
    yield "line-breaks.txt", PLAIN.encode() + b"\n" * 500_000, "report"
    yield "one-word-a-line.txt", "\n".join(PLAIN.split()).encode(), "either"
    yield "spaces.txt", PLAIN.replace(" ", " " * 500).encode(), "either"
    yield "addresses.txt", b"https://example.org/" + b"a/" * 5_000, "either"


def pages(_dice: random.Random) -> Iterator[Damaged]:
    bodies = {
        "script-only": "<script>document.write('The minister said nothing')</script>",
        "comment-open": "<!-- " + PAGE,
        "script-open": "<script>" + PAGE,
        "title-open": "<title>" + PAGE,
        "plaintext": "<plaintext>" + PAGE,
        "frames": "<frameset><frame src='a.html'><frame src='b.html'></frameset>",
        "entities": "<p>" + "&#xD800;&#99999999;&#0;&bogus;&#x110000; The ministers met. " * 30 + "</p>",
        "bomb": '<!DOCTYPE h [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;&b; The ministers met.</p>',
        "outside": '<!DOCTYPE h [<!ENTITY f SYSTEM "file:///etc/passwd">]><p>&f; The ministers met.</p>',
        "attribute-long": "<p class='" + "x" * 1_000_000 + "'>The ministers met in Lisbon on Wednesday.</p>",
        "attributes-many": "<p " + " ".join(f"a{i}=1" for i in range(3_000)) + ">The ministers met.</p>",
        "picture-inside": "<img src='data:image/png;base64,"
        + "QUJD" * 200_000
        + "'><p>The ministers met.</p>",
        "no-tags-closed": PAGE.replace("</", "<"),
        "nul-in-tags": PAGE.replace("<p", "<\x00p"),
        "ld-broken": PAGE.replace('"@context"', '"@context" oops'),
        "ld-nested": PAGE.replace('{"@context"', "[" * 5_000 + '{"@context"'),
        "refresh": "<meta http-equiv='refresh' content='0;url=https://example.org/'>",
        "feed": "<?xml version='1.0'?><rss><channel><item><title>A</title></item></channel></rss>",
        "login-wall": "<html><body><form><input name=user><input type=password></form></body></html>",
        "captcha": "<html><title>Just a moment...</title><body>Checking your browser</body></html>",
    }
    for name, text in bodies.items():
        yield f"page-{name}.html", text.encode("utf-8", "replace"), "either"


def nested_pages(_dice: random.Random) -> Iterator[Damaged]:
    for depth in (100, 1_000, 20_000, 100_000):
        yield (
            f"deep-{depth}.html",
            b"<div>" * depth + b"<p>The ministers met in Lisbon.</p>" + b"</div>" * depth,
            "either",
        )
    yield "deep-tables.html", b"<table><tr><td>" * 2_000 + b"The ministers met in Lisbon.", "either"
    yield "deep-lists.html", b"<ul><li>" * 5_000 + b"The ministers met in Lisbon.", "either"
    yield "deep-inline.html", b"<b><i>" * 10_000 + b"The ministers met in Lisbon.", "either"


FAMILIES = (
    cut_pages,
    random_bytes,
    other_files,
    empty_ones,
    odd_scripts,
    json_lines,
    odd_rows,
    archives,
    encodings,
    control_characters,
    odd_numbers,
    quotation_marks,
    long_ones,
    pages,
    nested_pages,
)
