"""What the read room makes of files: encodings, metadata beside them, folders, ids."""

import codecs
import json
import os
from pathlib import Path

import pytest

from onrecord.errors import WrongUse
from onrecord.read import sources
from onrecord.shapes import Issue, Source

TEXT = "Ministers met in the harbour city on Monday."


def read(*paths: object, published: str | None = None) -> list[Source]:
    return [
        one for one in sources([str(path) for path in paths], published=published) if isinstance(one, Source)
    ]


def issues(*paths: object) -> list[Issue]:
    return [one for one in sources([str(path) for path in paths]) if isinstance(one, Issue)]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("b.txt", "a.md", "inner/c.HTML", "inner/a.htm"):
        (tmp_path / name).write_text(TEXT)
    found = read(tmp_path)
    assert [one.article_id for one in found] == ["a.md", "b.txt", "inner/a.htm", "inner/c.HTML"]
    assert [one.kind for one in found] == ["text", "text", "html", "html"]


def test_a_file_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT)
    found = read(tmp_path / "one.txt")
    assert [(one.article_id, one.origin, one.content) for one in found] == [("one.txt", "one.txt", TEXT)]


def test_a_path_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no such file"):
        sources([str(tmp_path / "none")])


def test_no_path_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="PATH"):
        sources([])


@pytest.mark.parametrize("date", ["2023-02-30", "yesterday", "02/03/2023", ""])
def test_a_date_that_is_none_is_wrong_use(tmp_path: Path, date: str) -> None:
    with pytest.raises(WrongUse, match="YYYY-MM-DD"):
        sources([str(tmp_path)], published=date)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xc3\xa9 said", "café said"),
        (codecs.BOM_UTF8 + b"said", "\ufeffsaid"),
        ("\ufeffsaid é".encode("utf-16-le"), "\ufeffsaid é"),
        ("\ufeffsaid é".encode("utf-16-be"), "\ufeffsaid é"),
        ("\ufeffsaid é".encode("utf-32-le"), "\ufeffsaid é"),
        ("\ufeffsaid é".encode("utf-32-be"), "\ufeffsaid é"),
        ("the minister said so".encode("utf-16-le"), "the minister said so"),
        (b"the \x93quote\x94 he said", "the “quote” he said"),
        ("“so” he said ".encode() + b"\x93then\x94", "“so” he said “then”"),
        (b"one\r\ntwo\x00three\rfour said", "one\r\ntwo\x00three\rfour said"),
        (b"cut inside \xe2\x80", "cut inside â€"),
        (b"odd \x81 byte in plain words", "odd \x81 byte in plain words"),
    ],
)
def test_bytes_become_text_and_nothing_is_lost(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert [one.content for one in read(tmp_path)] == [text]


def test_another_alphabet_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    words = "Министр сказал в понедельник, что переговоры начнутся на следующей неделе. " * 5
    (tmp_path / "a.txt").write_bytes(words.encode("cp1251"))
    assert read(tmp_path)[0].content == words


def test_a_page_is_believed_about_its_encoding(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Министр сказал</body></html>'
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    assert "Министр сказал" in read(tmp_path)[0].content


def test_metadata_csv_states_what_a_file_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "metadata.csv").write_text(
        "File,Published,Outlet,URL,Title,Author,Language\n"
        "a.txt,8 February 2023,Harbour Post,https://Example.org/a?utm_source=x#top,"
        "Ministers meet,Jane Roe,English\n"
    )
    found = read(tmp_path)[0]
    assert found.article_id == "https://example.org/a"
    assert found.origin == "a.txt"
    assert found.stated.published == "2023-02-08"
    assert found.stated.outlet == "Harbour Post"
    assert found.stated.title == "Ministers meet"
    assert found.stated.authors == ("Jane Roe",)
    assert found.stated.language == "en"
    assert issues(tmp_path) == []


def test_a_bad_row_and_a_bad_date_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "metadata.csv").write_text("file,published\na.txt,2023-02-30\nnone.txt,2023-01-01\n,\n")
    assert read(tmp_path)[0].stated.published is None
    found = issues(tmp_path)
    assert [one.origin for one in found] == ["metadata.csv:2", "metadata.csv:3"]
    assert not any(one.skipped for one in found)


def test_a_table_without_a_file_column_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "metadata.csv").write_text("name,published\na.txt,2023-02-03\n")
    assert "file" in issues(tmp_path)[0].reason
    assert len(read(tmp_path)) == 1


def test_json_beside_a_file_goes_before_the_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.json").write_text('{"id": "one", "date_publish": "2023-02-09 23:30:00-05:00"}')
    (tmp_path / "metadata.csv").write_text("file,published,outlet\na.txt,2023-02-01,Harbour Post\n")
    found = read(tmp_path)[0]
    assert (found.article_id, found.stated.published, found.stated.outlet) == (
        "one",
        "2023-02-09",
        "Harbour Post",
    )
    assert issues(tmp_path) == []


def test_broken_json_beside_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.json").write_text("{nothing")
    assert [(one.origin, one.kind) for one in issues(tmp_path)] == [("a.json", "metadata")]


def test_published_is_kept_apart_from_what_a_report_states(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = read(tmp_path, published="3 June 2024")[0]
    assert found.stated.published is None
    assert found.stated.published_otherwise == "2024-06-03"


def test_the_time_a_file_was_written_is_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    before = read(tmp_path)
    os.utime(tmp_path / "a.txt", (0, 0))
    assert read(tmp_path) == before
    assert before[0].stated.published is None


def test_two_folders_with_one_name_do_not_collide(tmp_path: Path) -> None:
    for folder in ("x/news", "y/news"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text(TEXT)
        (tmp_path / folder / f"{folder[0]}.txt").write_text(TEXT)
    paths = [tmp_path / "x" / "news", tmp_path / "y" / "news"]
    found = [one.article_id for one in read(*paths)]
    assert found == ["x.txt", "x/news/a.txt", "y.txt", "y/news/a.txt"]
    assert [one.article_id for one in read(*reversed(paths))] == found


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    paths = [tmp_path, tmp_path / "in", tmp_path / "in" / "a.txt"]
    assert [one.article_id for one in read(*paths)] == ["in/a.txt"]
    assert read(*reversed(paths)) == read(*paths)


def test_files_of_other_kinds_are_counted_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "c.pdf", "d.docx", ".hidden"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "inside.txt").write_text(TEXT)
    found = issues(tmp_path)
    assert [(one.kind, one.skipped) for one in found] == [("other-kind", False)]
    assert "5 files" in found[0].reason
    assert "2 .pdf" in found[0].reason


def test_a_file_of_another_kind_that_was_named_is_skipped_input(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_text(TEXT)
    assert [(one.kind, one.skipped) for one in issues(tmp_path / "b.pdf")] == [("other-kind", True)]


def test_links_in_a_circle_and_links_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    (tmp_path / "in" / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert [one.article_id for one in read(tmp_path)] == ["in/a.txt"]
    assert [(one.kind, one.skipped) for one in issues(tmp_path)] == [("unreadable", True), ("loop", False)]


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [one.article_id for one in read(tmp_path)] == ["b.txt"]
    assert "permissions" in issues(tmp_path)[0].reason


def test_a_change_in_text_or_statement_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    first = read(tmp_path)[0]
    (tmp_path / "a.json").write_text(json.dumps({"outlet": "Harbour Post"}))
    second = read(tmp_path)[0]
    (tmp_path / "a.txt").write_text(TEXT + " ")
    third = read(tmp_path)[0]
    assert first.sha256 == second.sha256 != third.sha256
    assert len({first.fingerprint, second.fingerprint, third.fingerprint}) == 3


def test_a_page_that_onrecord_wrote_is_no_report(tmp_path):
    (tmp_path / "a.txt").write_text("The talks went on.")
    (tmp_path / "r.html").write_text(
        '<!DOCTYPE html><html><head><meta name="generator" content="onrecord 1">'
    )
    found = list(sources([str(tmp_path)]))
    assert [one.article_id for one in found if not isinstance(one, Issue)] == ["a.txt"]
    assert ["page made by onrecord" in one.reason for one in found if isinstance(one, Issue)] == [True]
