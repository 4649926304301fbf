"""The day that a report states in its dateline or names as its own, and days of other things beside it."""

import pytest

from onrecord.clean import article
from onrecord.knowledge.datelines import document, is_dateline, stated_by, statings
from onrecord.knowledge.months import first_date
from onrecord.shapes import Article, Source, Stated

TITLE = "Ministers promise forty ferries for the strait"
LEAD = "The ministers of eighteen countries met in the harbour city on Monday to talk about the ferry."
MORE = "They said that 40 ferries would cross the strait every day before the end of the year."
DATELINES = document("datelines.yaml")["datelines"]


def made(*lines: str, stated: Stated | None = None) -> Article:
    found = article(Source("a", "a", "text", "\n\n".join(lines), "0", "0", stated or Stated()))
    assert isinstance(found, Article)
    return found


def judged(line: str) -> bool:
    date = first_date(line)
    return date is not None and is_dateline(line, date.start, date.end)


@pytest.mark.parametrize("line", DATELINES["examples"])
def test_a_dateline_is_known(line: str) -> None:
    assert judged(line)


@pytest.mark.parametrize("line", DATELINES["not"])
def test_the_date_of_something_else_is_no_dateline(line: str) -> None:
    assert not judged(line)


@pytest.mark.parametrize(
    ("rule", "line", "wanted"),
    [(rule, line, True) for rule in statings() for line in rule.examples]
    + [(rule, line, False) for rule in statings() for line in rule.counter_examples],
)
def test_how_a_report_names_its_day(rule, line: str, wanted: bool) -> None:
    date = first_date(line)
    found = stated_by(line, date.start, date.end) if date is not None else None
    assert (found is not None and found.id == rule.id) is wanted


@pytest.mark.parametrize(
    ("lead", "day", "rule"),
    [
        ("VILNIUS, 14 February 2024 (Agency) — ", "2024-02-14", "text.dateline-day"),
        ("KYIV. 12 May 2023. ", "2023-05-12", "text.dateline-day"),
        ("Published: 3 March 2024, 10:15 ", "2024-03-03", "text.published-line"),
        (
            "Published: 3 March 2024 | Updated: 4 March 2024, 12:10 GMT | ",
            "2024-03-03",
            "text.published-line",
        ),
        ("Updated 4 March 2024 10:15 GMT | Published 3 March 2024 | ", "2024-03-03", "text.published-line"),
    ],
)
def test_a_day_before_the_first_words_is_the_day_of_publication(lead: str, day: str, rule: str) -> None:
    found = made(TITLE, lead + LEAD, MORE)
    assert (found.published.earliest, found.published.basis, found.published.rule) == (day, "stated", rule)
    assert found.published.span is not None
    assert first_date(found.published.span.text).value == day
    assert found.modified == ("2024-03-04" if "pdated" in lead else None)


@pytest.mark.parametrize(
    "line",
    [
        "LONDON, March 3 (Reuters) - " + LEAD,
        "Updated 4 March 2024: " + LEAD,
        "VILNIUS, 31 February 2024 (Agency) — " + LEAD,
        "Ministers in Oslo, 3 June 2024 (Jane Roe/Agency)",
        "The list was updated on 6 August 2024.",
    ],
)
def test_a_day_without_its_year_or_of_something_else_states_nothing(line: str) -> None:
    assert made(TITLE, line, LEAD, MORE).published.basis == "unknown"


def test_a_round_up_of_several_datelines_states_no_day() -> None:
    first, second = f"OSLO, 3 June 2024 — {LEAD}", f"BERGEN, 5 June 2024 — {MORE}"
    assert made(TITLE, first, second).published.basis == "unknown"


def test_a_dateline_far_down_is_not_the_reports() -> None:
    assert made(TITLE, LEAD, MORE, LEAD, f"OSLO, 3 June 2024 — {MORE}", LEAD).published.basis == "unknown"


def test_a_named_day_goes_before_a_dateline_and_metadata_before_both() -> None:
    lines = (TITLE, "Published: 4 June 2024", f"OSLO, 3 June 2024 — {LEAD}", MORE)
    assert made(*lines).published.earliest == "2024-06-04"
    assert made(*lines, stated=Stated(published="2024-06-05")).published.earliest == "2024-06-05"


def test_a_date_line_of_place_and_day_is_no_furniture() -> None:
    found = made(TITLE, "Brussels, 14 February 2024", LEAD, MORE)
    assert found.published.earliest == "2024-02-14"
    assert found.furniture == ()
