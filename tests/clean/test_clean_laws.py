"""The laws of the clean room, over any text: nothing raises, nothing moves, every span holds its words."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import article
from onrecord.clean.shadow import shadow
from onrecord.shapes import FURNITURE_KINDS, Article, Issue, Source, Stated

PIECES = [
    "Ministers meet in the harbour city",
    "The minister said on Monday that 40 ferries would leave the harbour before the end of the week.",
    "“We will not wait,” she said.",
    "– We will build the bridge, and we will build it soon.",
    "Leave a Reply",
    "Share",
    "Read more: Ferries return to the strait",
    "By Jane Roe",
    "Published 3 June 2024",
    "Support our independent journalism",
    "Home",
    "A crossing in doubt",
    "â€œWe saidâ€\u009d it was donâ€™t",
    "\x00",
    "\ufeff",
    "\u202e",
    "Der Minister sagte am Montag, die Lage sei ernst und werde sich nicht so bald bessern, wie er hoffe.",
    "| World news",
    "\U0001f600\U0001f600",
    "שלום עולם, אמר השר ביום שני לכתבים שחיכו לו ליד הנמל",
]
BREAKS = ["\n", "\n\n", "\r\n", "\r", " ", "\t", "\u2028", "\x0b"]
REPORTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BREAKS)), max_size=14).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
TEXTS = st.one_of(st.text(max_size=400), REPORTS, st.text(alphabet="âÃÂ€™œ\u0080\u009dab. \n“”", max_size=60))
TITLES = st.one_of(st.none(), st.just(PIECES[0]), st.text(max_size=20))


def source(text: str, kind: str = "text", title: str | None = None) -> Source:
    return Source("a", "a", kind, text, "0", "0", Stated(title=title))  # type: ignore[arg-type]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_shadow_is_as_long_as_its_text(text: str) -> None:
    assert len(shadow(text)) == len(text)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_shadow_keeps_plain_words_and_holds_no_controls(text: str) -> None:
    seen = shadow(text)
    assert all(unicodedata.category(one) not in {"Cc", "Cs"} or one in "\n\t" for one in seen)
    assert all(a == b for a, b in zip(text, seen, strict=True) if a.isascii() and a.isalnum())


@given(TEXTS, TITLES)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_an_article_or_an_issue(text: str, title: str | None) -> None:
    found = article(source(text, title=title))
    if isinstance(found, Issue):
        assert found.skipped
        assert found.reason
        return
    check(found, text)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_page_gives_an_article_or_an_issue(text: str) -> None:
    found = article(source(f"<html><body><h1>Ministers meet</h1><p>{text}</p><div><p>{text}", kind="html"))
    if isinstance(found, Article):
        assert found.kind == "extracted"
        check(found, found.text)


def check(found: Article, text: str) -> None:
    assert found.text == text
    assert len(found.shadow) == len(text)
    spans = [one.span for one in found.furniture] + [one.span for one in found.passages]
    spans += [
        one.span for one in (found.title, found.author, found.outlet, found.published) if one and one.span
    ]
    for span in spans:
        assert text[span.start : span.end] == span.text
    for before, after in zip(found.passages, found.passages[1:], strict=False):
        assert before.span.end <= after.span.start
    for first, second in zip(found.furniture, found.furniture[1:], strict=False):
        assert first.span.end <= second.span.start
    covered = {at for one in found.passages for at in range(one.span.start, one.span.end)}
    assert all(at in covered for at, one in enumerate(found.shadow) if not one.isspace())
    marked = {at for one in found.furniture for at in range(one.span.start, one.span.end)}
    for one in found.passages:
        inside = {at in marked for at in range(one.span.start, one.span.end)}
        assert inside == {one.furniture}
    assert {one.kind for one in found.furniture} <= set(FURNITURE_KINDS)
