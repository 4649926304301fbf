"""What is written comes back equal, whatever the text holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import TEXT, article, findings

from onrecord.errors import NoEvidence, RecordError
from onrecord.shapes import (
    Article,
    DateFound,
    Figure,
    Findings,
    Furniture,
    Issue,
    LocalActor,
    Mention,
    Passage,
    Published,
    Source,
    Span,
    Statement,
)
from onrecord.store import Record, audit

# Every character: NUL, lone surrogates, carriage returns, right-to-left marks, emoji.
ANY_TEXT = st.text(st.characters(), min_size=1, max_size=60) | st.sampled_from(
    [
        "a\0b\0",
        "\ud800 half",
        "\r\n\r",
        "👩‍👩‍👧 sagte",
        "\u202eשלום עולם\u202c",
        "\ufeffx",
        "½ '\"; DROP TABLE",
    ]
)
NAME = st.text(st.characters(), max_size=12)
MAYBE = st.none() | NAME
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def few(make, most=3):
    return st.lists(make, max_size=most).map(tuple)


@st.composite
def spans(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    return Span.cut(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def any_statements(draw, text, pointer):
    def statement():
        first, second = draw(spans(text)), draw(spans(text))
        return Statement(
            parts=(first, second) if second.start >= first.end else (first,),
            mode=draw(st.sampled_from(["direct", "indirect", "mixed"])),
            class_="says",
            rule=draw(NAME),
            speaker=draw(NAME),
            actor=draw(pointer),
            cue=draw(st.none() | spans(text)),
            verbatim=draw(few(spans(text), 2)),
            flags=draw(few(NAME, 2)),
            score=draw(st.floats(0, 1)),
        )

    made = [statement() for _ in range(draw(st.integers(0, 3)))]
    return tuple(replace(one, parent=draw(positions(made))) for one in made)


def positions(made):
    return st.none() | st.integers(0, len(made) - 1) if made else st.none()


@st.composite
def any_article(draw, text):
    issue = st.builds(Issue, MAYBE, NAME, st.just("clean"), NAME, NAME, skipped=st.booleans())
    when = Published(draw(MAYBE), draw(MAYBE), "unknown", "none", draw(st.none() | spans(text)))
    return Article(
        article_id=draw(st.text(st.characters(), min_size=1, max_size=12)),
        origin=draw(NAME),
        kind="text",
        sha256="0" * 64,
        fingerprint=draw(NAME),
        text=text,
        shadow=draw(st.sampled_from([text, "x" * len(text)])),
        language="und",
        url=draw(MAYBE),
        title=None,
        author=None,
        outlet=None,
        published=when,
        modified=None,
        fetched=None,
        furniture=draw(few(st.builds(Furniture, spans(text), st.just("menu"), NAME))),
        passages=draw(few(st.builds(Passage, spans(text), st.just("en"), st.booleans()))),
        issues=draw(few(issue)),
    )


@st.composite
def any_findings(draw):
    text = draw(ANY_TEXT)
    place = spans(text)
    actors = draw(few(st.builds(LocalActor, NAME, st.just("person"), few(NAME, 2), MAYBE, MAYBE)))
    statements = draw(any_statements(text, positions(actors)))
    numbers = st.none() | st.floats(allow_nan=False)
    figure = st.builds(
        Figure, place, NAME, numbers, unit=MAYBE, statement=positions(statements),
        giver=MAYBE, giver_span=st.none() | place, of_whom_span=st.none() | place,
    )  # fmt: skip
    return Findings(
        article=draw(any_article(text)),
        actors=actors,
        mentions=draw(few(st.builds(Mention, place, positions(actors), NAME, st.just("name"), NAME))),
        dates=draw(few(st.builds(DateFound, place, st.just("DATE"), NAME, NAME, MAYBE, MAYBE, MAYBE))),
        figures=draw(few(figure)),
        statements=statements,
        issues=draw(few(st.builds(Issue, st.none(), NAME, st.just("extract"), NAME, NAME))),
    )


@FEW
@given(found=any_findings())
def test_any_findings_come_back_equal(found, tmp_path_factory):
    where = str(tmp_path_factory.mktemp("r") / "r.db")
    with Record.open(where, create=True) as record:
        record.write(found, "key")
        record.write(found, "key")  # in place of itself
        assert record.findings(found.article.article_id) == found
        assert record.text(found.article.article_id) == found.article.text
        assert not [f for f in audit(record) if "id" in f.reason.split() or "index" in f.reason]
    with Record.open(where) as record:
        assert record.findings(found.article.article_id) == found
        for table in ("statements", "figures", "dates", "mentions", "furniture"):
            for row in record.rows(table):
                assert row["text"] == found.article.text[row["start"] : row["end"]]


def test_everything_a_report_can_carry_comes_back(tmp_path):
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        record.write(findings(), "key")
        assert record.findings("a.txt") == findings()
        assert record.passages("a.txt") == article().passages


def test_a_source_can_be_read_again(tmp_path):
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        record.write(findings(), "key")
        made = article()
        assert record.source("a.txt") == Source(
            "a.txt", made.origin, "extracted", TEXT, made.sha256, made.fingerprint, made.stated, made.page
        )
        with pytest.raises(RecordError, match=r"no report 'b\.txt'"):
            record.source("b.txt")


def test_a_report_written_again_replaces_its_cells_and_keeps_its_versions(tmp_path):
    longer = "A comment above.\n" + TEXT
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        record.write(findings(), "key")
        before = {
            table: [row["id"] for row in record.rows(table)] for table in ("statements", "figures", "dates")
        }
        moved = findings(text=longer)
        record.write(replace(moved, article=replace(moved.article, title=None)), "key")
        after = {table: [row["id"] for row in record.rows(table)] for table in before}
        assert after == before  # law 5: ids do not hang on offsets
        assert record.counts()["articles"] == 1
        assert record.connection.exec_driver_sql("SELECT count(*) FROM versions").scalar() == 2
        assert audit(record).failures == ()


def test_words_that_do_not_stand_there_are_refused(tmp_path):
    wrong = replace(
        findings(), dates=(DateFound(Span(0, 6, "Friday"), "DATE", "2024-01-05", "date.weekday"),)
    )
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        with pytest.raises(NoEvidence):
            record.write(wrong, "key")
        assert record.counts()["articles"] == 0  # nothing of the report is kept
        record.write(findings(), "key")


def test_known_tells_reports_and_refusals_apart(tmp_path):
    refused = Issue("b.txt", "in/b.txt", "clean", "empty", "nothing stands in it", skipped=True)
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        record.write(findings(), "key")
        record.reject(refused, "print", "key")
        record.reject(refused, "print", "key")
        assert record.known() == {"a.txt": ("print-a.txt", "key"), "b.txt": ("print", "key")}
        assert [row["reason"] for row in record.rows("issues")].count("nothing stands in it") == 1
        mended = findings("b.txt")
        record.write(replace(mended, article=replace(mended.article, origin="in/b.txt")), "key2")
        assert record.known()["b.txt"] == ("print-b.txt", "key2")
        assert "nothing stands in it" not in [row["reason"] for row in record.rows("issues")]


def test_notes_replace_the_former_ones_of_their_origin_and_stage(tmp_path):
    other = Issue(None, "in", "read", "other-kind", "2 files of other kinds")
    bad = Issue(None, "in/x.txt", "read", "unreadable", "no permission", skipped=True)
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        assert record.note([other, bad]) is True
        assert record.note([other, bad]) is False
        assert record.note([replace(other, reason="3 files of other kinds")]) is True
        reasons = [row["reason"] for row in record.rows("issues")]
        assert sorted(reasons) == ["3 files of other kinds", "no permission"]
