"""A paragraph longer than any report is kept and named, and nothing is read from it."""

from onrecord.clean import article
from onrecord.clean.report import LONGEST, NOT_READ
from onrecord.shapes import Source


def cleaned(text):
    return article(Source("a", "a", "text", text, "", ""))


def test_a_paragraph_of_any_length_below_the_limit_is_read():
    found = cleaned("The minister said that talks went on in the capital. " * 20)
    assert [passage.language for passage in found.passages] == ["en"]
    assert found.issues == ()


def test_a_longer_one_is_an_issue_and_the_rest_is_read():
    words = "The minister said that talks went on in the capital. "
    found = cleaned(words * (LONGEST // len(words) + 1) + "\n\n" + words * 3)
    assert [passage.language for passage in found.passages] == [NOT_READ, "en"]
    assert [(issue.kind, issue.skipped) for issue in found.issues] == [("too-long", False)]
    assert found.issues[0].start == 0
