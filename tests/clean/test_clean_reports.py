"""What is furniture in a report and what is not; its particulars, languages, page and corrections."""

import pytest

from onrecord.clean import article
from onrecord.clean.shadow import shadow
from onrecord.shapes import Article, Issue, Review, Source, Stated

FIRST = "The ministers of eighteen countries met in the harbour city on Monday to talk about the ferry."
SECOND = "“We will not wait for another winter,” the minister, Jane Roe, told reporters after the meeting."
THIRD = "Her ministry said that 40 ferries would cross the strait every day before the end of the year."
BODY = [FIRST, SECOND, THIRD]
NOTHING = Stated()


def made(
    *lines: str, kind: str = "text", stated: Stated = NOTHING, reviews: tuple[Review, ...] = ()
) -> Article:
    text = lines[0] if kind == "html" else "\n\n".join(lines)
    found = article(Source("a", "a", kind, text, "0", "0", stated), reviews)  # type: ignore[arg-type]
    assert isinstance(found, Article)
    return found


def marked(found: Article) -> dict[str, str]:
    return {one.span.text: one.kind for one in found.furniture}


def kept(found: Article) -> list[str]:
    return [one.span.text for one in found.passages if not one.furniture]


TITLE = "Ministers promise forty ferries for the strait"


def test_a_clean_report_has_no_furniture() -> None:
    found = made(TITLE, *BODY)
    assert found.furniture == ()
    assert kept(found) == [TITLE, *BODY]


@pytest.mark.parametrize(
    "line",
    [
        "“No.”",
        "“It is not enough,” he said.",
        "– We will build it, and we will build it here.",
        "He smiled.",
        "Not everybody agrees.",
        "HARBOUR CITY (Reuters) – The ministers went home on Tuesday without an answer.",
        "The answer was no",
        "Those who came were:",
        "- a ferry for every island",
        "Will the ferries come at all?",
        "“It undermines the balance”",
        "The company said on its app that the ferries would leave.",
        "She asked her readers to support independent journalism in the country, the editor said.",
        "Donations from members pay for most of the party's work, its treasurer told the court.",
        "Our reporters watched as 200 people left the hall.",
    ],
)
def test_a_short_line_of_the_report_is_no_furniture(line: str) -> None:
    found = made(TITLE, FIRST, line, SECOND, THIRD)
    if line == "The answer was no":  # a line without its full stop reads as a crosshead: the one known price
        assert marked(found) == {line: "crosshead"}
        return
    assert marked(found) == {}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A crossing in doubt", "crosshead"),
        ("Harbour dues to rise by a quarter in the new year", "related headline"),
        ("Island Council Votes Against The New Harbour Wall", "related headline"),
        ("Mayor urges islanders to save water as reservoirs run dry", "related headline"),
        ("Read more: Island council votes against the harbour wall", "related headline"),
        ("The harbour at night. Photo: A. Person/Agency", "caption"),
        ("Advertisement", "other"),
        ("Share on Facebook", "share"),
        ("Sign up for our morning newsletter", "donation plea"),
    ],
)
def test_a_line_between_paragraphs(line: str, kind: str) -> None:
    assert marked(made(TITLE, FIRST, SECOND, line, THIRD)) == {line: kind}


def test_a_list_between_paragraphs_is_the_reports() -> None:
    assert marked(made(TITLE, FIRST, "Forty ferries", "Two harbours", "One bridge", SECOND)) == {}


def test_headlines_under_a_header_are_furniture() -> None:
    lines = ["Read also", "Ferry strike enters third week", "What is the strait for?"]
    assert set(marked(made(TITLE, FIRST, *lines, SECOND))) == set(lines)


def test_before_the_first_paragraph() -> None:
    found = made(
        "Home",
        "News",
        "Sport",
        TITLE,
        "The war of the ferries",
        "By Jane Roe",
        "Minister John Doe and Mayor Ann Poe.",
        FIRST,
    )
    assert marked(found) == {
        "Home": "menu",
        "News": "section label",
        "Sport": "section label",
        "The war of the ferries": "section label",
        "By Jane Roe": "byline",
        "Minister John Doe and Mayor Ann Poe.": "caption",
    }
    assert found.title is not None
    assert found.title.value == TITLE
    assert found.author is not None
    assert (found.author.value, found.author.span and found.author.span.text) == ("Jane Roe", "Jane Roe")


def test_a_plea_takes_its_lead_and_what_follows() -> None:
    lines = [
        "The Post belongs to nobody!",
        "We don't have a rich owner, and our readers pay for us.",
        "Every coin counts",
    ]
    assert set(marked(made(TITLE, *BODY, *lines)).values()) == {"donation plea"}
    assert kept(made(TITLE, *BODY, *lines)) == [TITLE, *BODY]


def test_a_repeated_title_is_furniture_and_the_title_is_not() -> None:
    found = made(TITLE, FIRST, TITLE, SECOND)
    assert marked(found) == {TITLE: "repeated title"}
    assert found.furniture[0].span.start > len(TITLE)


def test_hard_wrapped_paragraphs_are_one_passage() -> None:
    wrapped = (
        "HARBOUR CITY, June 18 (Reuters) - The ministers of eighteen countries\n"
        "met on Monday to talk about the ferry, and they went home without any\n"
        "answer to the question that had brought them to the city.\n\n"
        "The next meeting is planned for the autumn, when the new harbour will\n"
        "be open, the minister said, and when the winter ferries are ready to\n"
        "leave."
    )
    found = made(TITLE, wrapped)
    assert [one.count("\n") for one in kept(found)] == [0, 2, 2]
    assert found.furniture == ()


@pytest.mark.parametrize(
    ("line", "day", "span"),
    [
        ("Published 3 June 2024", "2024-06-03", "3 June 2024"),
        ("June 3, 2024 | 10:15", "2024-06-03", "June 3, 2024"),
        ("Monday, 3 June 2024 at 10:15 GMT", "2024-06-03", "3 June 2024"),
        ("By Jane Roe | Posted on June 3rd, 2024", "2024-06-03", "June 3rd, 2024"),
        ("2024-06-03", "2024-06-03", "2024-06-03"),
        ("Published On 3 Jun 2024", "2024-06-03", "3 Jun 2024"),
    ],
)
def test_a_date_line_states_when_a_report_was_published(line: str, day: str, span: str) -> None:
    found = made(TITLE, line, *BODY)
    assert (found.published.earliest, found.published.latest, found.published.basis) == (day, day, "stated")
    assert found.published.span is not None
    assert found.published.span.text == span
    date = range(found.published.span.start, found.published.span.end)
    assert not any(at in date for one in found.furniture for at in range(one.span.start, one.span.end))


@pytest.mark.parametrize(
    "line",
    [
        "HARBOUR CITY, March 3 (Reuters) - The ministers met on Monday and went home again on Tuesday.",
        "The treaty of 3 June 2024 was signed here, and it is to be signed again.",
        "Updated 3 June 2024",
        "Published 31 June 2024",
        "03/06/2024",
    ],
)
def test_other_dates_do_not_date_a_report(line: str) -> None:
    assert made(TITLE, line, *BODY).published.basis == "unknown"


def test_an_update_is_when_a_report_was_modified() -> None:
    assert made(TITLE, "Updated: 4 June 2024", *BODY).modified == "2024-06-04"


def test_what_is_stated_goes_before_what_is_read() -> None:
    stated = Stated(
        title="Ferries", outlet="Harbour Post", published="2024-06-02", authors=("A. B.", "C. D.")
    )
    found = made(
        TITLE, "Published 3 June 2024", "By Jane Roe", *BODY, "© 2024 The Quay Review", stated=stated
    )
    assert found.title is not None
    assert (found.title.value, found.title.rule, found.title.span) == ("Ferries", "stated.metadata", None)
    assert found.outlet is not None
    assert found.outlet.value == "Harbour Post"
    assert found.author is not None
    assert found.author.value == "A. B.; C. D."
    assert found.published.earliest == "2024-06-02"


def test_published_for_all_files_holds_where_nothing_else_speaks() -> None:
    stated = Stated(published_otherwise="2023-02-09")
    assert made(TITLE, *BODY, stated=stated).published.earliest == "2023-02-09"
    assert made(TITLE, "Published 3 June 2024", *BODY, stated=stated).published.earliest == "2024-06-03"


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        ([f"{TITLE} | Al Jazeera", FIRST, SECOND], "Al Jazeera"),
        ([f"{TITLE} - BBC News", FIRST, SECOND], "BBC"),
        ([TITLE, FIRST, SECOND, "Copyright © 2019 The Harbour Post, LLC."], "The Harbour Post"),
        ([TITLE, FIRST, SECOND, "Source: Harbour Post and agencies"], "Harbour Post"),
        ([TITLE, f"HARBOUR CITY (AFP) – {FIRST}"], "Agence France-Presse"),
        ([TITLE, FIRST, "As first reported by the Quay Review, the ferries are late."], None),
        ([f"{TITLE} | Ferry news", FIRST], None),
    ],
)
def test_the_outlet_is_read_only_where_the_text_says_so(lines: list[str], outlet: str | None) -> None:
    found = made(*lines)
    assert (found.outlet.value if found.outlet else None) == outlet


def test_a_section_behind_the_title_is_furniture() -> None:
    found = made(f"{TITLE} | Ferry news", FIRST)
    assert marked(found) == {"| Ferry news": "section label"}
    assert found.title is not None
    assert found.title.value == TITLE


GERMAN = (
    "Die Minister trafen sich am Montag in der Hafenstadt, um über die Fähre zu sprechen, die nicht fährt."
)
UKRAINIAN = "Міністри зустрілися в понеділок у місті, щоб поговорити про пором, який більше не ходить."


def test_a_report_in_another_language_is_kept_and_told() -> None:
    found = made(GERMAN, GERMAN.replace("Montag", "Dienstag"))
    assert found.language == "de"
    assert [one.kind for one in found.issues] == ["language"]
    assert not found.issues[0].skipped


def test_a_passage_in_another_language_is_kept_and_told() -> None:
    found = made(TITLE, *BODY, GERMAN, UKRAINIAN, *BODY)
    assert found.language == "en"
    assert [one.language for one in found.passages].count("en") == 7
    places = [found.text[one.start : one.end] for one in found.issues]
    assert places == [GERMAN, UKRAINIAN]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\ufeffHe\x00said", " He said"),
        ("a\u00a0b\r\nc\rd", "a b \nc\nd"),
        ("â€œYesâ€\u009d", "  “Yes”  "),
        ("donâ€™t", "don’\u00ad\u00adt"),
        ("a â€“ b", "a –   b"),
        ("cafÃ© Ã©tÃ©", "café\u00ad é\u00adté\u00ad"),
        ("naïve café Âge", "naïve café Âge"),
        ("5Â€ \x93so\x94", "5€  “so”"),
        ("Ã?", "Ã?"),
    ],
)
def test_a_shadow_holds_what_was_meant(text: str, seen: str) -> None:
    assert shadow(text) == seen


PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE} | The Quay Review</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Quay Review">
<meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2024-06-03T23:30:00-05:00">
<link rel="canonical" href="https://example.org/ferries"></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav><article><h1>{TITLE}</h1>
<p>{FIRST}</p><blockquote><p>{SECOND}</p></blockquote><p>{THIRD}</p></article></body></html>"""


def test_a_page_is_read_and_what_it_claims() -> None:
    found = made(PAGE, kind="html")
    assert found.kind == "extracted"
    assert all(line in found.text for line in BODY)
    assert found.page is not None
    assert found.page.url == "https://example.org/ferries"
    assert (found.title and found.title.value, found.title and found.title.rule) == (TITLE, "stated.page")
    assert (found.author and found.author.value) == "Jane Roe"
    assert (found.outlet and found.outlet.value) == "The Quay Review"
    assert (found.published.earliest, found.published.rule) == ("2024-06-03", "stated.page")


def test_an_extracted_report_is_read_again_as_its_page_was() -> None:
    first = made(PAGE, kind="html")
    again = article(Source("a", "a", "extracted", first.text, "0", "0", Stated(), page=first.page))
    assert again == first


@pytest.mark.parametrize("depth", [50, 3000, 60_000])
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "blockquote"])
def test_deep_nesting_does_no_harm(tag: str, depth: int) -> None:
    found = article(Source("a", "a", "html", f"<{tag}>" * depth + f"<p>{FIRST}</p>", "0", "0"))
    assert isinstance(found, Article | Issue)


@pytest.mark.parametrize("share", range(0, 100, 7))
def test_a_page_cut_anywhere_does_no_harm(share: int) -> None:
    found = article(Source("a", "a", "html", PAGE[: len(PAGE) * share // 100], "0", "0"))
    assert isinstance(found, Article | Issue)


def test_a_page_without_words_is_an_issue() -> None:
    found = article(Source("a", "a", "html", "<html><script>var x = 1;</script></html>", "0", "0"))
    assert isinstance(found, Issue)
    assert (found.kind, found.skipped) == ("empty", True)


def review(what: str, words: str, value: str, before: str = "", after: str = "") -> Review:
    return Review("r1", "a", what, words, before, after, "", value, "A. Person", "2024-06-05", "seen")  # type: ignore[arg-type]


def test_a_person_marks_and_unmarks() -> None:
    lines = [TITLE, FIRST, "A crossing in doubt", SECOND, "Thanks to all our friends.", THIRD]
    reviews = (
        review("furniture", "A crossing in doubt", "unmark"),
        review("furniture", "Thanks to all our friends.", "mark donation plea"),
    )
    found = made(*lines, reviews=reviews)
    assert marked(found) == {"Thanks to all our friends.": "donation plea"}
    assert "A crossing in doubt" in kept(found)
    assert found.furniture[0].rule == "review.r1"


def test_a_correction_finds_its_place_by_what_stands_around_it() -> None:
    lines = [TITLE, FIRST, "No.", SECOND, "No.", THIRD]
    found = made(
        *lines, reviews=(review("furniture", "No.", "mark other", before="meeting.\n\n", after="\n\nHer"),)
    )
    assert [one.span.start for one in found.furniture] == [found.text.rindex("No.")]


def test_a_correction_that_lost_its_words_is_told() -> None:
    found = made(TITLE, *BODY, reviews=(review("furniture", "Gone with the wind", "unmark"),))
    assert [(one.kind, one.skipped) for one in found.issues] == [("review", False)]


def test_a_person_dates_a_report() -> None:
    found = made(TITLE, "Published 3 June 2024", *BODY, reviews=(review("published", "", "2024-06-01"),))
    assert (found.published.earliest, found.published.rule) == ("2024-06-01", "review.r1")
    found = made(TITLE, "Published 3 June 2024", *BODY, reviews=(review("published", "", "unknown"),))
    assert found.published.basis == "unknown"
