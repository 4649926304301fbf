from pathlib import Path

import show_pile
from show_call import call, lines, rows


def test_search_names_report_and_place(pile):
    shown = lines(call("search", "bridge", "-r", pile))
    assert len(shown) >= 3
    assert any("statement  Ines Aldrin:" in line for line in shown)
    assert all("pile/council.txt" in line for line in shown)


def test_the_record_may_stand_before_the_words(pile):
    assert lines(call("search", pile, "bridge", "hold")) == lines(
        call("search", "bridge", "hold", "-r", pile)
    )


def test_search_gives_json(pile):
    hits = rows(call("search", "delay", "-r", pile, "--json"))
    assert {hit["kind"] for hit in hits} == {"passage", "statement"}
    for hit in hits:
        assert [hit["text"][start:end].casefold() for start, end in hit["marks"]] == ["delay"]
        assert show_pile.SHORT[hit["start"] : hit["end"]] == hit["text"]


def test_search_that_finds_nothing(pile):
    result = call("search", "zebra", "-r", pile)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing found\n")


def test_export_writes_a_file_a_table(pile):
    shown = lines(call("export", pile, "--format", "csv", "--out", "out"))
    assert any(line.split() == ["out/statements.csv", "7", "rows"] for line in shown)
    assert "speaker" in Path("out/statements.csv").read_text("utf-8").splitlines()[0]


def test_report_writes_beside_the_record(pile):
    page = Path(pile).with_suffix(".html")
    assert lines(call("report", pile)) == [str(page)]
    assert "Ines Aldrin" in page.read_text("utf-8")
