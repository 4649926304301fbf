"""The whole flow on the bundled examples: what the record must hold of each (tests/cases/examples.yaml)."""

import pathlib

import pytest
import yaml

from onrecord import examples

CASES = yaml.load(
    (pathlib.Path(__file__).parent / "cases" / "examples.yaml").read_text("utf-8"), yaml.BaseLoader
)
EDGES = " \t\n“”\"'‘’.,;:!?"


def listed(kind):
    return [pytest.param(c, id=c["report"].rpartition("/")[2]) for c in CASES if c.get(kind)]


def of(rows, table, case):
    found = [row for row in rows[table] if row["article_id"] == case["report"]]
    assert found, f"no {table} for {case['report']}"
    return found


def bare(words):
    """Words without what stands around a content: punctuation, quotation marks, a leading "that"."""
    return words.strip(EDGES).removeprefix("that ").strip(EDGES)


def same_content(wanted, statement):
    parts = statement["parts"] or [statement]
    return [bare(part) for part in wanted.split(" | ")] == [bare(part["text"]) for part in parts]


def is_said(case, wanted, rows):
    found = [s for s in of(rows, "statements", case) if same_content(wanted["words"], s)]
    return any((s["speaker"], s["mode"]) == (wanted["speaker"], wanted["mode"]) for s in found), found


@pytest.mark.parametrize("case", listed("statements"))
def test_statements_are_found_with_their_speaker_and_mode(case, examples_rows):
    lost = []
    for wanted in case["statements"]:
        right, found = is_said(case, wanted, examples_rows)
        if not right:
            lost.append((wanted["words"], [(s["speaker"], s["mode"]) for s in found]))
    assert not lost


@pytest.mark.parametrize("case", listed("missing"))
def test_what_is_listed_as_missing_is_still_missing(case, examples_rows):
    """A line that is found after all belongs under `statements`."""
    assert not [wanted["words"] for wanted in case["missing"] if is_said(case, wanted, examples_rows)[0]]


@pytest.mark.parametrize("case", listed("figures"))
def test_figures_are_found_with_amount_and_unit(case, examples_rows):
    lost = []
    for wanted in case["figures"]:
        found = [
            f for f in of(examples_rows, "figures", case) if overlapping_words(f["text"], wanted["words"])
        ]
        if not any(is_figure(wanted, f) for f in found):
            lost.append((wanted, found))
    assert not lost


def overlapping_words(found, wanted):
    return found in wanted or wanted in found


def is_figure(wanted, figure):
    numbers = [key for key in ("amount", "low", "high") if key in wanted]
    if any(figure[key] is None or float(figure[key]) != float(wanted[key]) for key in numbers):
        return False
    return all(figure[key] == wanted[key] for key in ("currency", "unit", "qualifier") if key in wanted)


def is_dated(wanted, date):
    return date["value"] == wanted["value"] and overlapping_words(date["text"], wanted["words"])


@pytest.mark.parametrize("case", listed("dates"))
def test_dates_are_found_with_their_value(case, examples_rows):
    found = of(examples_rows, "dates", case)
    lost = [w for w in case["dates"] if not any(is_dated(w, date) for date in found)]
    assert not lost, [(date["text"], date["value"]) for date in found]


@pytest.mark.parametrize("case", listed("missing_dates"))
def test_dates_that_are_listed_as_missing_are_still_missing(case, examples_rows):
    """A line that is found after all belongs under `dates`."""
    found = of(examples_rows, "dates", case)
    assert not [w for w in case["missing_dates"] if any(is_dated(w, date) for date in found)]


@pytest.mark.parametrize("case", listed("furniture"))
def test_furniture_is_marked(case, examples_rows):
    marked = [row["text"] for row in of(examples_rows, "furniture", case)]
    assert not [line for line in case["furniture"] if not any(line in text for text in marked)]


@pytest.mark.parametrize("case", [c for c in CASES if c.get("furniture")], ids=lambda c: c["report"])
def test_nothing_of_the_report_is_marked_as_furniture(case, examples_rows):
    """No statement, figure or date that is expected of a report lies in what is marked."""
    marked = [(row["start"], row["end"]) for row in of(examples_rows, "furniture", case)]
    said = of(examples_rows, "statements", case)
    report = [s for s in said if any(same_content(wanted["words"], s) for wanted in case["statements"])]
    assert report
    assert not [s["text"] for s in report if any(a < s["end"] and s["start"] < b for a, b in marked)]


@pytest.mark.parametrize("case", listed("published"))
def test_the_publication_date_is_read_or_taken_from_the_metadata(case, examples_rows):
    (article,) = of(examples_rows, "articles", case)
    assert [article["published_earliest"], article["published_latest"]] == case["published"]
    assert article["published_basis"] == "stated"


@pytest.mark.parametrize("name", ["lisbon-machine-translated.txt", "tallinn-no-date.txt"])
def test_a_report_without_a_date_gets_none(name, examples_rows):
    (article,) = of(examples_rows, "articles", {"report": name})
    assert article["published_basis"] != "stated"


@pytest.mark.parametrize("case", listed("title"))
def test_the_title_is_found(case, examples_rows):
    (article,) = of(examples_rows, "articles", case)
    assert article["title"] == case["title"]


def test_the_german_report_is_kept_and_marked_and_gets_no_statements(examples_rows):
    (article,) = of(examples_rows, "articles", {"report": "wire-0431"})
    assert article["language"] == "de"
    assert [i for i in examples_rows["issues"] if i["article_id"] == "wire-0431" and i["kind"] == "language"]
    assert not [s for s in examples_rows["statements"] if s["article_id"] == "wire-0431"]


def test_no_comment_or_navigation_of_the_page_is_in_the_record_as_said(examples_rows):
    said = " ".join(s["text"] for s in examples_rows["statements"])
    assert "ferry still leaves late" not in said
    assert "Nobody asked the fish" not in said


def test_every_example_is_in_the_record(examples_rows):
    files = {p.name for p in examples.folder().iterdir() if p.suffix in {".txt", ".html"}}
    origins = {str(row["article_id"]) for row in examples_rows["articles"]}
    assert {name for name in files if name.endswith(".txt")} <= origins
    assert len(origins) == len(files) + 2  # the two rows of wire.jsonl
    assert {case["report"] for case in CASES} <= origins
