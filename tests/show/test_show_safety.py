import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.show.safety import clip, inline, one_line, visible, web_link


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a\u2400b"),
        ("\x1b[31mred", "\u241b[31mred"),
        ("\x7f\x9b", "\u2421\ufffd"),
        ("\u202eevil\u202c", "\u27e6RLO\u27e7evil\u27e6PDF\u27e7"),
        ("\ud800", "\ufffd"),
        ("tab\tline\r\n", "tab\tline\r\n"),
        ("\u05e9\u05dc\u05d5\u05dd caf\u00e9 \U0001f600", "\u05e9\u05dc\u05d5\u05dd caf\u00e9 \U0001f600"),
    ],
)
def test_what_could_mislead_a_reader_is_made_visible(text, shown):
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_utf_8_without_control_characters(text):
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(ord(character) < 0x20 and character not in "\t\n\r" for character in shown)
    assert "\n" not in one_line(text)
    assert inline(text).split() == one_line(text).split()


@given(st.text(), st.integers(3, 50))
def test_a_clipped_text_is_never_longer_than_asked(text, most):
    assert len(clip(text, most)) <= most


@pytest.mark.parametrize(
    "url",
    ["http://example.org", "https://example.org/a?b=c#d", "HTTPS://example.org/%20", "http://[::1]/x"],
)
def test_web_addresses_may_be_clicked(url):
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://example.org",
        "https://exa mple.org",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "//example.org/x",
        "example.org",
        "file:///etc/passwd",
        "https://",
        "http:\\\\example.org",
        "http://[::1",
    ],
)
def test_nothing_else_may_be_clicked(url):
    assert web_link(url) is None
