"""Damaged and strange inputs: none raises, each unusable one is an Issue that a person understands."""

import gzip
import io
import json
import random
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read import sources
from onrecord.read.decode import decode
from onrecord.read.rows import Row, rows
from onrecord.shapes import Issue, Source

TEXT = "Ministers met in the harbour city on Monday."


def both(*paths: object) -> tuple[list[Source], list[Issue]]:
    found = list(sources([str(path) for path in paths]))
    return [one for one in found if isinstance(one, Source)], [one for one in found if isinstance(one, Issue)]


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", TEXT)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.html", zipped(), "not-text"),
        ("a.txt", b"%PDF-1.7\n...", "not-text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n....", "not-text"),
        ("a.txt", random.Random(1).randbytes(5000), "not-text"),
        ("a.md", b"\x1f\x8b\x08\x00....", "not-text"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\n", "empty"),
        ("a.txt", "😀😀 🎉".encode(), "empty"),
        ("a.txt", b"\x00" * 100, "empty"),
        ("a.html", b"", "empty"),
    ],
)
def test_an_unusable_file_is_an_issue(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT)
    found, issues = both(tmp_path)
    assert [one.article_id for one in found] == ["good.txt"]
    assert [(one.kind, one.skipped, one.article_id) for one in issues] == [(kind, True, name)]
    assert len(issues[0].reason) > 20


def test_a_line_of_twenty_megabytes_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 4_000_000)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "word " * 4_000_000}))
    found, issues = both(tmp_path)
    assert [len(one.content) for one in found] == [20_000_000, 20_000_000]
    assert issues == []


def test_right_to_left_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("אמר השר ביום שני", encoding="utf-8")
    assert both(tmp_path)[0][0].content == "אמר השר ביום שני"


def test_wrong_lines_are_told_one_by_one(tmp_path: Path) -> None:
    lines = [
        '{"text": "One report."}',
        "{broken",
        "[1, 2]",
        "",
        '{"text": ""}',
        "9" * 5000,
        "[" * 100_000,
        '{"text": "Lone \\ud800 surrogate."}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found, issues = both(tmp_path)
    assert [(one.article_id, one.content) for one in found] == [
        ("a.jsonl:1", "One report."),
        ("a.jsonl:8", "Lone \ufffd surrogate."),
    ]
    assert [one.origin for one in issues] == [f"a.jsonl:{number}" for number in (2, 3, 5, 6, 7)]
    assert all(one.skipped for one in issues)


def test_a_json_array_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('[\n{"text": "a"},\n{"text": "b"}\n]')
    found, issues = both(tmp_path)
    assert found == []
    assert ["array" in one.reason for one in issues] == [True]


def packed(count: int = 400) -> bytes:
    generator = random.Random(7)
    lines = (json.dumps({"id": str(n), "text": f"{TEXT} {generator.random()}"}) for n in range(count))
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0)


def test_packed_rows_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(packed() + packed(1))
    found, _ = both(tmp_path)
    assert len(found) == 400


def test_rows_before_a_break_are_kept(tmp_path: Path) -> None:
    data = packed()
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    found, issues = both(tmp_path)
    assert 100 < len(found) < 400
    assert [(one.kind, one.skipped) for one in issues] == [("damaged", True)]


def test_rows_before_damage_are_kept(tmp_path: Path) -> None:
    data = bytearray(packed())
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xff" * 40
    (tmp_path / "a.jsonl.gz").write_bytes(bytes(data))
    found, issues = both(tmp_path)
    assert len(found) > 100
    assert "damaged" in [one.kind for one in issues]


def test_a_wrong_checksum_loses_no_row(tmp_path: Path) -> None:
    data = bytearray(packed())
    data[-8] ^= 0xFF
    (tmp_path / "a.jsonl.gz").write_bytes(bytes(data))
    found, issues = both(tmp_path)
    assert len(found) == 400
    assert [one.kind for one in issues] == ["damaged"]


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    class Typed:
        buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", Typed())


def test_standard_input_as_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b'\n{"text": "One report.", "id": "x"}\n{"text": "Two reports."}\n')
    assert [(one.article_id, one.origin) for one in both("-")[0]] == [("x", "-:2"), ("-:3", "-:3")]


def test_standard_input_as_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b'Ministers met.\n{"text": 1}\n')
    assert [(one.article_id, one.content) for one in both("-")[0]] == [("-", 'Ministers met.\n{"text": 1}\n')]


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_decode(data: bytes) -> None:
    text = decode(data).text
    text.encode("utf-8")
    assert decode(data, page=True).text is not None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_utf8_is_read_as_it_stands(text: str) -> None:
    if "\x00" not in text and not text.startswith(("\ufeff", "\ufffe")):
        assert decode(text.encode("utf-8")).text == text


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_rows_never_raise(chunks: list[bytes]) -> None:
    found = list(rows(chunks))
    assert all(one.number >= 1 for one in found)


@given(st.lists(st.integers(1, 9), max_size=8), st.integers(1, 12))
def test_rows_do_not_depend_on_the_pieces(sizes: list[int], count: int) -> None:
    data = "\n".join(json.dumps({"n": number, "text": "é“"}) for number in range(count)).encode()
    pieces, at = [], 0
    for size in sizes:
        pieces.append(data[at : at + size])
        at += size
    pieces.append(data[at:])
    assert [one.fields["n"] for one in rows(pieces) if isinstance(one, Row)] == list(range(count))
