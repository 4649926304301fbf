import os
from pathlib import Path

import pytest
import show_pile
from show_call import call, lines

from onrecord import engine
from onrecord.errors import ModelError
from onrecord.shapes import Issue, Progress, Summary
from onrecord.store import Record


def reading(*findings, issue=None, error=None):
    """A stand-in for the engine: no model in unit tests."""

    def analyse(paths, record, settings, tell=None):
        if error is not None:
            raise error
        with Record.open(record, create=True) as opened:
            known = opened.known()
            new = [found for found in findings if found.article.article_id not in known]
            for found in new:
                opened.write(found, "test")
                tell(Progress("read", 1, None, found.article.origin))
            if issue is not None:
                opened.note([issue])
        skipped = 1 if issue is not None else 0
        return Summary(len(new), len(findings) - len(new), skipped, bool(new), 0.1)

    return analyse


def test_run_says_what_it_found_and_where_to_look(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council(), show_pile.short()))
    result = call("run", "pile", "-o", "r.db")
    shown = "\n".join(lines(result))
    assert "2 reports (2 outlets, published 8 February 2023 \u2013 30 June 2024)" in shown
    assert (
        "7 statements: 3 direct, 3 indirect, 1 mixed; by 2 speakers, 1 of them with no named source" in shown
    )
    assert "4 figures, 7 dates" in shown
    assert "3 lines of page furniture marked" in shown
    assert "1 issue: language 1" in shown
    assert "r.html" in shown
    assert "onrecord show statements -r r.db" in shown
    assert "2 read, 0 unchanged, 0 skipped" in result.stderr
    assert Path("r.html").is_file()


def test_the_page_is_written_only_when_something_changed(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council()))
    assert call("run", "pile", "-o", "r.db").exit_code == 0
    page = Path("r.html")
    os.utime(page, (1, 1))
    assert call("run", "pile", "-o", "r.db").exit_code == 0
    assert page.stat().st_mtime == 1
    page.unlink()
    assert call("run", "pile", "-o", "r.db").exit_code == 0
    assert page.is_file()


def test_run_without_a_page_or_with_one_elsewhere(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council()))
    assert call("run", "pile", "-o", "r.db", "--no-report").exit_code == 0
    assert not Path("r.html").exists()
    assert call("run", "pile", "-o", "r.db", "--report", "sub/page.html").exit_code == 0
    assert Path("sub/page.html").is_file()


def test_a_skipped_input_is_listed_and_gives_exit_code_3(monkeypatch):
    issue = Issue(None, "pile/a.txt", "read", "empty", "it is empty", skipped=True)
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council(), issue=issue))
    for _ in range(2):
        result = call("run", "pile", "-o", "r.db")
        assert result.exit_code == 3
        assert "skipped: pile/a.txt: it is empty" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("run",),
        ("run", "pile"),
        ("run", "pile", "-o", "r.db", "--published", "yesterday"),
        ("run", "pile", "-o", "r.db", "--published", "2023-2-8"),
        ("run", "pile", "-o", "r.db", "--no-report", "--report", "x.html"),
        ("run", "pile", "-o", "r.html"),
        ("run", "pile", "-o", "r.db", "--workers", "-1"),
        ("run", "not-there", "-o", "r.db"),
        ("show", "nonsense"),
        ("show", "statements", "--mode", "loud"),
        ("export", "--format", "xml", "--out", "x"),
        ("nonsense",),
    ],
)
def test_wrong_use_is_exit_code_2(words):
    result = call(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert list(Path().iterdir()) == []


def test_an_error_is_one_line_with_its_exit_code(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(error=ModelError("no language model at x")))
    result = call("run", "pile", "-o", "r.db")
    assert (result.exit_code, result.stderr) == (1, "onrecord: no language model at x\n")


def test_a_defect_shows_no_traceback(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(error=ZeroDivisionError("by zero")))
    result = call("run", "pile", "-o", "r.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("onrecord: a defect of onrecord (ZeroDivisionError: by zero)")
    assert len(result.stderr.splitlines()) == 1


def test_ctrl_c_says_how_to_go_on(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(error=KeyboardInterrupt()))
    result = call("run", "pile", "-o", "r.db")
    assert result.exit_code == 130
    assert result.stderr == "onrecord: interrupted; the same command goes on where it was\n"


def test_a_full_disk_is_one_line(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(error=OSError(28, "No space left on device", "r.db")))
    result = call("run", "pile", "-o", "r.db")
    assert (result.exit_code, result.stderr) == (1, "onrecord: r.db: No space left on device\n")


def test_the_demo_goes_into_a_folder_or_a_record(monkeypatch):
    monkeypatch.setattr(engine, "analyse", reading(show_pile.council()))
    assert call("demo").exit_code == 0
    assert Path("onrecord-demo/demo.html").is_file()
    assert call("demo", "-o", "mine.db").exit_code == 0
    assert Path("mine.html").is_file()
