"""Who gives, who receives, whose number it is: the cases of figures-roles.yaml, read with the model."""

import pathlib

import pytest
import yaml
from extract_builder import article_of

from onrecord import parse
from onrecord.extract.findings import findings

CASES = yaml.safe_load(
    pathlib.Path(__file__).parents[1].joinpath("cases/figures-roles.yaml").read_text("utf-8")
)
SIDES = ("giver", "recipient", "of_whom")
LEAST = 0.9


@pytest.fixture(scope="module")
def read():
    parser = parse.load()

    def figures(text):
        found = findings(article_of(text, "2024-06-01"), parser.doc(text, [(0, len(text))]))
        return found

    return figures


def wrong(figure, case):
    """The fields that are not as the case says."""
    wanted = dict.fromkeys(SIDES) | {k: v for k, v in case.items() if k not in ("text", "figure")}
    return {k: getattr(figure, k) for k, v in wanted.items() if getattr(figure, k) != v}


def test_the_sides_of_figures_are_found(read):
    failures = []
    for case in CASES:
        figures = {figure.span.text: figure for figure in read(case["text"]).figures}
        figure = figures.get(case["figure"])
        if figure is None or wrong(figure, case):
            failures.append((case["figure"], list(figures) if figure is None else wrong(figure, case)))
    assert len(failures) <= (1 - LEAST) * len(CASES), failures


def test_every_side_has_its_words(read):
    for case in CASES:
        for figure in read(case["text"]).figures:
            for side in SIDES:
                span = getattr(figure, f"{side}_span")
                assert (getattr(figure, side) is None) == (span is None)
                assert span is None or case["text"][span.start : span.end] == span.text


def test_a_figure_leads_to_the_statement_it_stands_in(read):
    found = read("Anna Berg said that Norway had sent 40 lorries to Sudan. It has 12 ports.")
    said, own = found.figures
    assert "40 lorries" in found.statements[said.statement].parts[0].text
    assert own.statement is None


def test_we_is_nobody_where_nobody_is_quoted(read):
    found = read("We gave $5 million to Sudan.")
    assert [(figure.giver, figure.recipient) for figure in found.figures] == [(None, "Sudan")]
