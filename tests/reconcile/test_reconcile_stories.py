"""Which reports tell the same happening; neither the order of reading nor other reports change it."""

from __future__ import annotations

import dataclasses
import pickle
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import yaml
from kept_reports import KeptReports, kept_from_texts

from onrecord import parse
from onrecord.clean import article
from onrecord.reconcile.stories import CONTENT, find_stories
from onrecord.reconcile.stories.circumstances import (
    by_days,
    circumstances,
    left_between,
    left_of,
    left_of_each,
    together,
)
from onrecord.reconcile.stories.grouping import compared
from onrecord.reconcile.stories.happening import happening
from onrecord.reconcile.stories.matrix import gathered
from onrecord.reconcile.stories.neighbours import neighbours
from onrecord.shapes import Article, Copy, Findings, Published, Source, Stated, public_id

ALL = yaml.safe_load((Path(__file__).parents[1] / "cases" / "stories.yaml").read_text("utf-8"))
CASES = [case for case in ALL if "read" not in case]
READ = [case for case in ALL if "read" in case]


def found_in(name, text, title=None, published=None, outlet=None):
    """A report as it is cleaned, without what the model would read: words and dates must do."""
    stated = Stated(published=None if published is None else str(published), title=title, outlet=outlet)
    one = article(Source(name, name, "text", text, "", "", stated), ())
    assert isinstance(one, Article), one
    return Findings(one)


def kept(reports):
    return KeptReports([found_in(name, **report) for name, report in reports.items()])


def groups(stories):
    return sorted(sorted(story.primary_of) for story in stories)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_reports_of_one_happening_make_one_story(case):
    assert groups(find_stories(kept(case["reports"]), ())) == sorted(sorted(one) for one in case["stories"])


@pytest.fixture(scope="module")
def parser():
    return parse.load()


def read(reports, parser):
    """Reports as they are read in full."""
    return kept_from_texts(
        {
            name: (one["text"], Stated(published=str(one["published"]), title=one.get("title")))
            for name, one in reports.items()
        },
        parser,
    )


@pytest.mark.parametrize("case", READ, ids=lambda case: case["id"])
def test_the_day_and_place_of_a_happening_join_and_part(case, parser):
    found = find_stories(read(case["reports"], parser), ())
    assert groups(found) == sorted(sorted(one) for one in case["stories"])


TOLD = [
    ("OSLO, 3 June - Ministers met in Bergen on Sunday.", "2031-06-03", "2031-06-01", ["bergen"]),
    ("TALLINN - Ministers meet in Riga on Wednesday.", "2031-06-03", "2031-06-04", ["riga", "state:LVA"]),
    ("Rain fell for days. On 29 May a dam broke near Ghent.", "2031-06-03", "2031-05-29", ["ghent"]),
    ("The dam was built in 1907.", "2031-06-03", None, []),
    (
        "A fire in Riga, which burnt down on 3 May 1812, was put out.",
        "2031-06-03",
        None,
        ["riga", "state:LVA"],
    ),
    ("3 June 2031\n\nPrices rose.", "2031-06-03", None, []),
    (
        "The ministry in Athens said on Monday that a ship burnt off Crete.",
        "2031-06-03",
        "2031-06-02",
        ["crete"],
    ),
]


@pytest.mark.parametrize(("text", "published", "day", "places"), TOLD)
def test_day_and_places_are_those_of_the_first_lines(text, published, day, places, parser):
    kept = read({"a": {"text": text, "published": published}}, parser)
    told = happening(kept.report("a"))
    assert told.day == (None if day is None else date.fromisoformat(day).toordinal())
    assert list(told.places[: len(places)]) == places
    assert bool(told.places) == bool(places)
    assert list(told.weights) == sorted(told.weights, reverse=True)
    assert sum(told.weights) <= 1001


def test_of_groups_and_of_pairs_days_and_places_leave_the_same(parser):
    found = {f"{at}": {"text": text, "published": published} for at, (text, published, *_) in enumerate(TOLD)}
    reports = gathered(content for _, content in read(found, parser).noted(CONTENT))
    one, other = np.triu_indices(len(reports), 1)
    told = [circumstances(reports, at) for at in range(len(reports))]
    for a, b, left in zip(one, other, left_between(reports, one, other), strict=True):
        assert left == pytest.approx(left_of(told[a], [told[b]])[0])
        assert left == pytest.approx(left_of_each(reports, told[a], np.array([b]))[0])
    assert together(told).count == len(reports)


@pytest.fixture(scope="module")
def pile():
    """Every report of the cases at once, under a name of its own."""
    return {
        f"{at:02}-{name}": report for at, case in enumerate(CASES) for name, report in case["reports"].items()
    }


class Shuffled:
    """Kept reports that are told in another order."""

    def __init__(self, inner, seed):
        self.inner, self.seed = inner, seed

    def article_ids(self):
        ids = list(self.inner.article_ids())
        random.Random(self.seed).shuffle(ids)
        return ids

    def noted(self, noting):
        return ((article_id, noting.make(self.inner.report(article_id))) for article_id in self.article_ids())


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_reading_changes_nothing(pile, seed):
    all_kept = kept(pile)
    assert find_stories(Shuffled(all_kept, seed), ()) == find_stories(all_kept, ())


def test_every_report_has_one_first_story_whose_id_is_of_its_earliest(pile):
    stories = find_stories(kept(pile), ())
    firsts = [article_id for story in stories for article_id in story.primary_of]
    assert sorted(firsts) == sorted(pile)
    for story in stories:
        earliest = min(story.primary_of, key=lambda name: (str(pile[name].get("published", "9")), name))
        assert story.id == public_id(earliest, "stories")
        assert set(story.primary_of) <= set(story.article_ids)
    assert pickle.loads(pickle.dumps(stories)) == stories


def test_a_story_is_named_and_dated_by_its_reports(pile):
    for story in find_stories(kept(pile), ()):
        reports = [pile[name] for name in story.primary_of]
        assert story.title in {report.get("title") for report in reports}
        days = sorted(str(report["published"]) for report in reports if "published" in report)
        assert (story.earliest, story.latest) == ((days[0], days[-1]) if days else (None, None))


def test_other_reports_do_not_change_a_story(pile):
    """What weighs a word is a fixed table, not the pile."""
    for case in CASES[:8]:
        wanted = sorted(sorted(one) for one in case["stories"])
        more = case["reports"] | {name: one for name, one in pile.items() if "lithium" in one["text"].lower()}
        got = [g for g in groups(find_stories(kept(more), ())) if set(g) & set(case["reports"])]
        assert got == wanted


COPIED = {
    "a": {"published": "2031-03-04", "title": "Tram derails", "text": "A tram left the rails in Ostwick."},
    "b": {"published": "2031-03-05", "title": "Streetcar crash", "text": "Vehicle of public carriage fell."},
}


def test_a_spun_copy_is_of_its_original_s_story_and_no_second_source():
    spun = Copy("b", "a", "spun", 0.9, "dates")
    (story,) = find_stories(kept(COPIED), (spun,))
    assert story.article_ids == ("a", "b")
    assert story.independent_sources == 1
    assert groups(find_stories(kept(COPIED), ())) == [["a"], ["b"]]


def test_an_excerpt_may_be_background_of_another_story():
    assert len(find_stories(kept(COPIED), (Copy("b", "a", "excerpt", 0.9, "dates"),))) == 2


def test_no_reports_no_stories():
    assert find_stories(KeptReports([]), ()) == ()


HEAD = (
    "The Northern Compact agreed in Talvik to buy nine radar aircraft and to patrol the Kessel Sea. "
    "Admiral Runa Stehl will command the patrol from a base on Norrholm."
)
TAIL = (
    "A power cut in Cale let thieves carry 212 Roman coins out of the museum. Guards of the museum slept. "
    "The coins were insured, the curator Odile Marsh said."
)


def test_a_report_of_two_happenings_touches_both():
    reports = {
        "a": {"published": "2031-10-10", "title": "Compact buys radar aircraft", "text": HEAD},
        "b": {"published": "2031-10-10", "title": "Radar aircraft for the Kessel Sea patrol", "text": HEAD},
        "c": {"published": "2031-10-10", "title": "Roman coins stolen in Cale", "text": TAIL},
        "d": {"published": "2031-10-10", "title": "Thieves take Roman coins from museum", "text": TAIL},
        "both": {"published": "2031-10-10", "title": "The day in brief", "text": HEAD + "\n\n" + TAIL},
    }
    stories = find_stories(kept(reports), ())
    assert sum("both" in story.article_ids for story in stories) == 2
    assert sum("both" in story.primary_of for story in stories) == 1


def test_what_a_report_is_about_stands_heaviest_first_and_background_last():
    body = "Engineers checked pylons along the valley. " * 40 + "A carnival was cancelled."
    report = found_in("a", f"Hail broke every greenhouse in Ulmara. {body}", "Hail in Ulmara", "2031-10-10")
    content = CONTENT.make(KeptReports([report]).report("a"))
    assert list(content.weights) == sorted(content.weights, reverse=True)
    weights = dict(zip(content.terms, content.weights, strict=True))
    assert weights["greenhouse"] > weights["carnival"]


def test_the_number_of_pairs_grows_with_the_reports_however_much_they_share():
    """Every report shares its words with all others: each sees some before and after it."""
    for count in (100, 200):
        found = {f"{at:03}": {"published": "2031-10-10", "text": HEAD} for at in range(count)}
        one, other = neighbours(gathered(content for _, content in kept(found).noted(CONTENT)))
        assert (one < other).all()
        assert 20 * count <= len(one) <= 48 * count


def test_likeness_falls_with_the_days_and_an_unknown_day_is_between():
    unknown = float("nan")
    days = (0, 1, 7, 30, 365, 3650, unknown)
    *left, undated = (float(by_days((0.0, one), (unknown, unknown))) for one in days)
    assert left[0] == 1.0
    assert left == sorted(left, reverse=True)
    assert left[-1] < undated < left[1]


def test_an_undated_report_is_no_nearer_than_the_days_that_are_possible():
    dated = found_in("a", HEAD, published="2014-06-02")
    near, far = found_in("b", HEAD), found_in("c", HEAD + " A law of 3 May 2021 is cited.")
    far = dataclasses.replace(
        far,
        article=dataclasses.replace(far.article, published=Published("2021-05-03", None, "inferred", "x")),
    )
    reports = gathered(content for _, content in KeptReports([dated, near, far]).noted(CONTENT))
    pairs = compared(reports, neighbours(reports), 0.0)
    alike = {
        (reports.ids[a], reports.ids[b]): value
        for a, b, value in zip(pairs.one, pairs.other, pairs.likeness, strict=True)
    }
    assert alike["a", "c"] < 0.5 * alike["a", "b"]
