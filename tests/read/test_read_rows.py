"""JSON Lines: field names of other programs, ids, and versions of one report."""

import itertools
import json
from pathlib import Path

import pytest

from onrecord.read import sources
from onrecord.read.fields import canonical_url, read_fields
from onrecord.shapes import Issue, Source

TEXT = "Ministers met in the harbour city on Monday."


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def only(path: Path) -> Source:
    found = list(sources([str(path)]))
    assert len(found) == 1
    assert isinstance(found[0], Source)
    return found[0]


TRAFILATURA = {
    "title": "Ministers meet",
    "author": "Jane Roe; John Doe",
    "hostname": "example.org",
    "date": "2023-02-08",
    "fingerprint": "abc",
    "id": None,
    "raw_text": "short",
    "source": "https://example.org/a",
    "url": "https://example.org/a",
    "source-hostname": "Harbour Post",
    "language": "en",
    "text": TEXT,
}
NEWS_PLEASE = {
    "authors": ["Jane Roe", "John Doe"],
    "date_download": "2023-02-10 01:02:03",
    "date_modify": None,
    "date_publish": "2023-02-08 10:00:00",
    "filename": "x.json",
    "language": "en",
    "maintext": TEXT,
    "source_domain": "example.org",
    "title": "Ministers meet",
    "title_page": None,
    "url": "https://example.org/a",
}
FUNDUS = {
    "title": "Ministers meet",
    "plaintext": TEXT,
    "authors": ["Jane Roe", "John Doe"],
    "publishing_date": "2023-02-08T23:30:00-05:00",
    "publisher": "Harbour Post",
    "lang": "en",
    "html": "<html></html>",
    "url": "https://example.org/a",
}


@pytest.mark.parametrize(
    "row", [TRAFILATURA, NEWS_PLEASE, FUNDUS], ids=["trafilatura", "news-please", "Fundus"]
)
def test_the_field_names_of_other_programs(tmp_path: Path, row: dict[str, object]) -> None:
    found = only(write(tmp_path / "a.jsonl", row))
    assert found.content == TEXT
    assert found.kind == "text"
    assert found.article_id == "https://example.org/a"
    assert found.stated.title == "Ministers meet"
    assert found.stated.authors == ("Jane Roe", "John Doe")
    assert found.stated.published == "2023-02-08"
    assert found.stated.outlet in {"Harbour Post", "example.org"}
    assert found.stated.language == "en"


def test_a_body_in_sections_is_put_together(tmp_path: Path) -> None:
    body = {"summary": ["In short."], "sections": [{"headline": ["Then"], "paragraphs": ["One.", "Two."]}]}
    assert only(write(tmp_path / "a.jsonl", {"body": body})).content == "In short.\n\nThen\n\nOne.\n\nTwo."


def test_a_row_with_a_page_only_is_a_page(tmp_path: Path) -> None:
    found = only(write(tmp_path / "a.jsonl", {"html": "<p>He spoke.</p>", "text": " "}))
    assert (found.kind, found.content) == ("html", "<p>He spoke.</p>")


def test_an_id_that_is_given_is_kept(tmp_path: Path) -> None:
    found = only(write(tmp_path / "a.jsonl", {"id": 17, "url": "https://example.org/a", "text": TEXT}))
    assert (found.article_id, found.origin) == ("17", "a.jsonl:1")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-02-08", "2023-02-08"),
        ("2023-02-08T23:30:00-11:00", "2023-02-08"),
        ("20230208T101500Z", "2023-02-08"),
        ("2023/2/8", "2023-02-08"),
        ("Wed, 08 Feb 2023 10:15:00 GMT", "2023-02-08"),
        ("February 8th, 2023", "2023-02-08"),
        ("8. Feb. 2023", "2023-02-08"),
        ("28/02/2023", "2023-02-28"),
        ("02/28/2023", "2023-02-28"),
    ],
)
def test_dates_keep_the_calendar_they_are_written_in(written: str, day: str) -> None:
    found = read_fields({"published": written})
    assert (found.stated.published, found.wrong) == (day, ())


@pytest.mark.parametrize("written", ["2023-02-30", "02/03/2023", "soon", "2023-13-01", 1675800000])
def test_a_date_that_is_none_is_left_out_and_told(tmp_path: Path, written: object) -> None:
    found = list(sources([str(write(tmp_path / "a.jsonl", {"text": TEXT, "published": written}))]))
    assert [type(one) for one in found] == [Issue, Source]
    assert isinstance(found[1], Source)
    assert found[1].stated.published is None


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://Example.ORG:443/A?utm_source=x&id=1#top", "https://example.org/A?id=1"),
        ("http://example.org", "http://example.org/"),
        ("https://example.org/a?b=%20c", "https://example.org/a?b=%20c"),
        ("https://example.org:8080/a", "https://example.org:8080/a"),
        ("urn:x", "urn:x"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_one_page_has_one_url(url: str, same: str) -> None:
    assert canonical_url(url) == same


VERSIONS = [
    {"id": "x", "text": "First.", "fetched": "2023-02-08T10:00:00Z"},
    {"id": "x", "text": "Second.", "fetched": "2023-02-08T12:30:00+01:00"},
    {"id": "x", "text": "Third.", "fetched": "2023-02-08T11:45:00Z"},
    {"id": "y", "text": "Other."},
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_the_newest_version_is_read_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    path = write(tmp_path / "a.jsonl", *(VERSIONS[index] for index in order))
    found = list(sources([str(path)]))
    texts = {one.article_id: one.content for one in found if isinstance(one, Source)}
    assert texts == {"x": "Third.", "y": "Other."}
    assert [one.kind for one in found if isinstance(one, Issue)] == ["older-version", "older-version"]
    assert not any(one.skipped for one in found if isinstance(one, Issue))


def test_the_same_text_under_the_same_id_is_a_duplicate(tmp_path: Path) -> None:
    row = {"url": "https://example.org/a", "text": TEXT}
    write(tmp_path / "b.jsonl", row, row)
    write(tmp_path / "a.jsonl", row)
    paths = [str(tmp_path / "b.jsonl"), str(tmp_path / "a.jsonl")]
    for given in (paths, paths[::-1]):
        found = list(sources(given))
        assert [(type(one), one.origin) for one in found] == [
            (Source, "a.jsonl:1"),
            (Issue, "b.jsonl:1"),
            (Issue, "b.jsonl:2"),
        ]
        assert {one.kind for one in found if isinstance(one, Issue)} == {"duplicate"}


def test_the_same_text_under_two_ids_is_two_reports(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", {"id": "x", "text": TEXT}, {"id": "y", "text": TEXT})
    assert len(list(sources([str(tmp_path)]))) == 2


def test_a_file_and_a_row_of_one_url_are_versions(tmp_path: Path) -> None:
    (tmp_path / "z.txt").write_text(TEXT)
    (tmp_path / "z.json").write_text('{"url": "https://example.org/a", "modified": "2023-02-09"}')
    write(
        tmp_path / "a.jsonl",
        {"url": "https://example.org/a#x", "text": "Old words.", "modified": "2023-02-08"},
    )
    found = list(sources([str(tmp_path)]))
    assert [one.origin for one in found if isinstance(one, Source)] == ["z.txt"]
    assert [one.kind for one in found if isinstance(one, Issue)] == ["older-version"]
