import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import show_pile
from show_record import make

from onrecord.shapes import Passage, Span
from onrecord.show.report import write_report
from onrecord.show.report.cells import MOST_TEXTS
from onrecord.show.report.stamp import is_current
from onrecord.store import Record

VOID = {"meta", "input", "br", "img", "link", "hr", "circle", "path", "rect", "line"}
# fmt: off
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "a", "div", "nav", "p", "ul", "ol", "li", "span",
    "main", "header", "h1", "h2", "h3", "h4", "section", "table", "thead", "tbody", "tr", "th", "td",
    "small", "bdi", "code", "b", "q", "details", "summary", "fieldset", "legend", "input", "label",
    "article", "dl", "dt", "dd", "footer", "svg", "g", "rect", "text", "line", "path", "circle",
}
# fmt: on


class Page(HTMLParser):
    """Collects ids, links and text, and checks that every element is closed where it should be."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.ids, self.links, self.tags, self.open, self.text = [], [], set(), [], []
        self.attributes = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def html_of(where, page):
    with Record.open(where) as record:
        write_report(record, page)
    return page.read_text("utf-8")


@pytest.fixture
def html(pile, tmp_path):
    return html_of(pile, tmp_path / "pile.html")


@pytest.fixture
def hostile_html(hostile, tmp_path):
    return html_of(hostile, tmp_path / "hostile.html")


def test_every_link_inside_the_page_has_its_place(html, hostile_html):
    for source in (html, hostile_html):
        page = Page(source)
        assert len(page.ids) == len(set(page.ids))
        inner = [link for link in page.links if link.startswith("#")]
        assert len(inner) > 30
        assert set(inner) <= {f"#{id_}" for id_ in page.ids}


def test_every_statement_figure_and_date_leads_to_its_words(html, pile):
    page = Page(html)
    with Record.open(pile) as record:
        for table, prefix in (("statements", "s"), ("figures", "f"), ("dates", "d"), ("furniture", "u")):
            for row in record.rows(table):
                assert f"#{prefix}-{row['id']}" in page.links, (table, row["text"])


def test_only_the_stated_web_address_leads_out_of_the_page(html, hostile_html):
    for source in (html, hostile_html):
        assert {link for link in Page(source).links if not link.startswith("#")} == {
            "https://example.org/council"
        }


def test_nothing_of_a_report_becomes_markup(hostile_html):
    page = Page(hostile_html)
    assert page.tags <= ALLOWED
    assert not [a for a in page.attributes if a[1].startswith("on") or a[1] in ("src", "style", "srcset")]
    assert "script" not in page.tags
    text = "".join(page.text)
    assert '<script>alert("x")</script> & "quotes"' in text
    assert "<b>bold</b> \u2400 words & more" in text
    assert "\u27e6RLO\u27e7Aldrin" in text


def test_nothing_that_reorders_or_commands_is_left(hostile_html):
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]", hostile_html)


def test_the_page_loads_and_runs_nothing(html):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|expression", style)


def test_the_same_record_gives_the_same_bytes(pile, tmp_path):
    assert html_of(pile, tmp_path / "a.html") == html_of(pile, tmp_path / "b.html")


def test_the_order_of_writing_changes_nothing(tmp_path):
    one = make(tmp_path / "one.db", show_pile.council(), show_pile.short())
    other = make(tmp_path / "other.db", show_pile.short(), show_pile.council())
    assert html_of(one, tmp_path / "one.html") == html_of(other, tmp_path / "other.html")


def test_the_whole_text_stands_in_the_page(html):
    text = "".join(Page(html).text)
    for paragraph in (show_pile.COUNCIL + show_pile.SHORT).split("\n"):
        plain = re.sub(r"\d", "", paragraph)  # the numbers that lead back stand between the words
        assert plain in re.sub(r"\d", "", text)


def test_the_words_of_a_nested_statement_carry_both_marks(html):
    pieces = re.findall(r'<span(?: id="[^"]*")? class="([^"]*)">([^<]*)</span>', html)
    nested = [classes.split() for classes, text in pieces if text == "not one of the "]
    assert nested
    assert all("c2" in classes and "v" in classes for classes in nested)


def test_one_rule_lights_all_words_of_a_statement(html, pile):
    with Record.open(pile) as record:
        ids = [row["id"] for row in record.rows("statements")]
    for id_ in ids:
        assert f":has(#s-{id_}:target) .s-{id_}" in html


def test_belief_and_plan_are_kept_apart_from_speech(html):
    apart = html.partition("Reported as believed or planned, not as said")[2]
    assert "the talks to end by July 2024" in apart.partition('<section id="figures"')[0]


def test_a_speaker_of_two_reports_is_listed_once(html):
    said = html.partition('<section id="said"')[2].partition('<section id="figures"')[0]
    assert said.count("<h3><bdi>Ruben Sol</bdi></h3>") == 1
    assert "3 statements in 2 reports" in said


def test_figures_are_shown_with_currency_giver_recipient_and_account(html):
    table = html.partition('<section id="figures"')[2].partition("</section>")[0]
    assert "USD 44.2 billion" in table
    assert "<bdi>the pact</bdi> \u2192 <bdi>Ostrava</bdi>" in table
    assert "70%" in table
    assert "<bdi>Ines Aldrin</bdi></a>" in table


def test_what_was_left_out_says_why(html):
    section = html.partition('<section id="left-out"')[2].partition("</section>")[0]
    assert "pile/empty.txt" in section
    assert "it is empty: remove it, or put the report in" in section
    assert "a passage is in French" in section
    assert "Support our journalism with a donation." in section


def test_a_foreign_passage_is_marked_with_its_language(html):
    assert re.search(r'<p dir="auto" lang="fr"[^>]*>Les ministres', html)


def test_a_record_without_reports_says_so(nothing, tmp_path):
    page = Page(html_of(nothing, tmp_path / "nothing.html"))
    text = "".join(page.text)
    assert "0 reports, 0 statements" in text
    assert "No report stands in the record." in text
    assert "svg" not in page.tags


def test_a_report_with_nothing_in_it(tmp_path):
    text = "Nothing\n\nNothing happened."
    found = show_pile.Findings(show_pile.article("quiet.txt", text))
    shown = "".join(Page(html_of(make(tmp_path / "quiet.db", found), tmp_path / "quiet.html")).text)
    assert "1 report, 0 statements" in shown
    assert "No statement was found." in shown
    assert "No date was found." in shown


def test_a_pile_too_large_says_what_it_leaves_out(tmp_path):
    many = [
        show_pile.Findings(show_pile.article(f"{n:04}.txt", f"Report {n}.")) for n in range(MOST_TEXTS + 5)
    ]
    html = html_of(make(tmp_path / "many.db", *many), tmp_path / "many.html")
    page = Page(html)
    assert html.count('<article id="a-') == MOST_TEXTS
    assert f"the words of {MOST_TEXTS} of the {MOST_TEXTS + 5} reports" in " ".join(page.text)
    assert "onrecord show statements" in html
    assert {link for link in page.links if link.startswith("#")} <= {f"#{id_}" for id_ in page.ids}


def test_a_text_too_long_is_cut_and_says_so(tmp_path):
    text = "word " * 60_000
    passage = Passage(Span.cut(text, 0, len(text.rstrip())), "en", False)
    found = show_pile.Findings(show_pile.article("long.txt", text, passages=(passage,)))
    html = html_of(make(tmp_path / "long.db", found), tmp_path / "long.html")
    assert len(html) < 300_000
    assert "100,000 more characters of this report are not on this page" in html


def test_words_outside_every_passage_are_shown_too(tmp_path):
    found = show_pile.Findings(show_pile.article("bare.txt", "Title\n\nAll of it.", passages=()))
    assert "All of it." in html_of(make(tmp_path / "bare.db", found), tmp_path / "bare.html")


def test_a_page_knows_whether_it_is_current(pile, tmp_path):
    page = tmp_path / "page.html"
    with Record.open(pile) as record:
        assert not is_current(record, page)
        write_report(record, page)
        assert is_current(record, page)
        record.write(show_pile.hostile(), "test")
        assert not is_current(record, page)


def test_a_page_is_written_whole_or_not_at_all(pile, tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    page.write_text("old")
    monkeypatch.setattr("onrecord.show.report.gather.gather", _broken)
    with Record.open(pile) as record, pytest.raises(RuntimeError):
        write_report(record, page)
    assert page.read_text() == "old"
    assert [path.name for path in Path(tmp_path).glob(".*")] == []


def _broken(record):
    raise RuntimeError
