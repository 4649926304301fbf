import subprocess
import sys
from pathlib import Path

import show_pile
from show_call import call, lines
from show_record import make

from onrecord import store
from onrecord.errors import ModelError

ONRECORD = Path(sys.executable).with_name("onrecord")


def test_importing_the_command_line_loads_nothing_heavy():
    code = (
        "import sys, onrecord.show.cli\n"
        "heavy = {'spacy', 'trafilatura', 'onnxruntime', 'tokenizers', 'numpy', 'sqlalchemy', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_reader_that_leaves_early_ends_the_command_quietly(tmp_path):
    text = "A line of a long report.\n" * 50_000
    where = make(tmp_path / "long.db", show_pile.Findings(show_pile.article("long.txt", text, passages=())))
    command = f"'{ONRECORD}' show text long -r '{where}' | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_the_version_is_printed():
    from onrecord import __version__

    assert lines(call("--version")) == [f"onrecord {__version__}"]


def test_audit_counts_what_it_checked(pile):
    shown = lines(call("audit", pile))
    assert any(line.split() == ["statements", "7", "checked"] for line in shown)
    assert shown[-1].endswith("in order")


def test_audit_lists_each_failure_and_gives_exit_code_1(pile, monkeypatch):
    failure = store.AuditFailure("figures", "abc", "pile/sol.txt", "the amount does not stand in the words")
    result = store.AuditResult({"figures": 4}, (failure,))
    monkeypatch.setattr(store, "audit", lambda record: result)
    shown = call("audit", pile)
    assert shown.exit_code == 1
    assert "FAILED       figures abc in pile/sol.txt: the amount does not stand in the words" in shown.stdout
    assert shown.stderr == "onrecord: 1 of 4 cells do not stand on their words\n"


def test_doctor_tells_versions_and_looks_at_a_record(pile, monkeypatch):
    monkeypatch.setattr("onrecord.parse.load", lambda: None)
    shown = "\n".join(lines(call("doctor", pile)))
    for word in ("spacy ", "onnxruntime ", "SHA-256 agrees", "FTS5", "2 reports, 7 statements"):
        assert word in shown


def test_doctor_says_what_is_wrong(monkeypatch):
    def damaged():
        raise ModelError("model.onnx is damaged")

    monkeypatch.setattr("onrecord.parse.load", damaged)
    result = call("doctor")
    assert result.exit_code == 1
    assert "PROBLEM: model.onnx is damaged" in result.stdout
