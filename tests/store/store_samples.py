"""Findings of our own making for the tests of the store."""

from __future__ import annotations

import hashlib

from onrecord.shapes import (
    Article,
    Clause,
    Copy,
    DateFound,
    Dispute,
    Event,
    EventParty,
    Evidence,
    Figure,
    Findings,
    Furniture,
    Issue,
    KeptReport,
    Links,
    LocalActor,
    Mark,
    Mention,
    Particular,
    Passage,
    Passed,
    Phrase,
    Published,
    Reading,
    ReportPrint,
    Side,
    Span,
    Stated,
    Statement,
    Story,
    TrackerMove,
    Utterance,
    WordingDifference,
    public_id,
)
from onrecord.store.identity import ids_of

TEXT = (
    "Ministers meet in Lisbon\n\n"
    "“We will send $5 billion,” Henrik Åsland said on Friday. “Not more.”\n\n"
    "Åsland did not say when. Veshnia sent 1,200 generators.\n\n"
    "Subscribe to our daily letter\n"
)


def span(text: str, words: str, nth: int = 1) -> Span:
    """The nth place of these words in the text."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span.cut(text, at, at + len(words))


def passages(text: str) -> tuple[Passage, ...]:
    """One passage a line."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Passage(Span.cut(text, at, at + len(line)), "en", line.startswith("Subscribe")))
        at += len(line) + 1
    return tuple(found)


def article(article_id: str = "a.txt", text: str = TEXT, outlet: str | None = "The Daily Lantern") -> Article:
    """A report with everything that a report can carry."""
    return Article(
        article_id=article_id,
        origin=f"reports/{article_id}",
        kind="extracted",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        fingerprint="print-" + article_id,
        text=text,
        shadow=text.replace("Å", "A"),
        language="en",
        url="https://lantern.example/1",
        title=Particular("Ministers meet in Lisbon", "text.first-line", Span.cut(text, 0, 24)),
        author=None,
        outlet=None if outlet is None else Particular(outlet, "stated.user"),
        published=Published("2024-01-05", "2024-01-05", "stated", "stated.user"),
        modified="2024-01-06",
        fetched=None,
        furniture=(Furniture(span(text, "Subscribe to our daily letter"), "share", "furniture.letter"),),
        passages=passages(text),
        stated=Stated(outlet=outlet, authors=("A. Writer", "B. Other")),
        page=Stated(title="Ministers meet", language="en"),
        marks=(Mark("truncated", 0.5, (span(text, "Not more"),), "mark.cut"),),
        issues=(Issue(article_id, "reports/x", "clean", "language", "one passage is not English", 1, 5),),
    )


def statements(text: str) -> tuple[Statement, ...]:
    """A direct one that its cue breaks, and a negated one inside it."""
    return (
        Statement(
            parts=(span(text, "We will send $5 billion"), span(text, "Not more")),
            mode="direct",
            class_="promises",
            rule="statement.quote",
            speaker="Henrik Åsland",
            speaker_span=span(text, "Henrik Åsland"),
            actor=0,
            cue=span(text, "said"),
            verbatim=(span(text, "We will send $5 billion"), span(text, "Not more")),
            venue=span(text, "Lisbon"),
            said_earliest="2024-01-05",
            said_latest="2024-01-05",
            score=0.93,
        ),
        Statement(
            parts=(span(text, "when"),),
            mode="indirect",
            class_="says",
            rule="statement.clause",
            speaker="Henrik Åsland",
            speaker_span=span(text, "Åsland", 2),
            actor=0,
            cue=span(text, "say"),
            addressee=span(text, "Ministers"),
            parent=0,
            flags=("negated",),
        ),
    )


def events(text: str) -> tuple[Event, ...]:
    """One event with both sides."""
    return (
        Event(
            span=span(text, "send"),
            type="AID",
            mode="economic",
            actors=(EventParty(1, "Veshnia", "VES", span(text, "Veshnia"), "GOV"),),
            recipients=(EventParty(None, "Lisbon", None, span(text, "Lisbon")),),
            modality="promised",
            rule="event.verb",
            date_earliest="2024-01-05",
            date_latest="2024-01-05",
            place="Lisbon",
            statement=0,
            context=("economic", "diplomatic"),
            cameo="071",
            place_span=span(text, "Lisbon"),
            date_rule="event.date.report",
        ),
    )


def findings(
    article_id: str = "a.txt", text: str = TEXT, outlet: str | None = "The Daily Lantern"
) -> Findings:
    """What can be read off `TEXT`, one cell of every kind at least."""
    return Findings(
        article=article(article_id, text, outlet),
        actors=(
            LocalActor("Henrik Åsland", "person", ("Åsland",)),
            LocalActor("Veshnia", "state", (), "VES", "state.ves"),
        ),
        mentions=(
            Mention(span(text, "Henrik Åsland"), 0, "person", "name", "mention.name"),
            Mention(span(text, "Åsland", 2), 0, "person", "name", "mention.name"),
            Mention(span(text, "Veshnia"), 1, "state", "name", "mention.state"),
            Mention(span(text, "Lisbon"), None, "place", "name", "mention.name", ((0, 0.5), (1, 0.25))),
        ),
        dates=(
            DateFound(
                span(text, "Friday"),
                "DATE",
                "2024-01-05",
                "date.weekday",
                "2024-01-05",
                "2024-01-05",
                "2024-01-05",
            ),
        ),
        figures=(
            Figure(span(text, "$5 billion"), "figure.money", amount=5e9, currency="USD", statement=0),
            Figure(span(text, "1,200 generators"), "figure.count", amount=1200.0, unit="generators"),
        ),
        statements=statements(text),
        events=events(text),
        issues=(Issue(article_id, "reports/x", "extract", "truncated", "it ends in mid-sentence"),),
        print=ReportPrint(20, b"\x01\x00\x00\x00", b"\x81\x7f", ((0, b"\x0f"), (26, b"\xf0\x00"))),
        clauses=(
            Clause(
                97, 121, 100, 104, ("send",), False, "happened", (Phrase("object", 105, 121, ("generator",)),)
            ),
            Clause(26, 40, 30, 34, ("meet", "meeting"), True, "planned", (), 0, "acl"),
        ),
    )


def evidence(article_id: str, table: str, position: int) -> Evidence:
    """A cell of `findings(article_id)` as evidence."""
    found = findings(article_id)
    return KeptReport(found, ids_of(found)).evidence(table, position)


def readings() -> tuple[Reading, ...]:
    """One of each kind, of "b.txt" beside "a.txt"; one cell in either is in one report only."""
    ours, theirs = (ids_of(findings(article_id)) for article_id in ("b.txt", "a.txt"))
    money, count, day = (span(TEXT, words) for words in ("$5 billion", "1,200 generators", "Friday"))
    name, speaker = span(TEXT, "Veshnia"), span(TEXT, "Henrik Åsland")
    return (
        Reading("b.txt", "a.txt", "speaker", speaker, speaker, "statements",
                ours["statements"][0], theirs["statements"][0], "Henrik Åsland", "Henrik Åsland"),
        Reading("b.txt", "a.txt", "date", span(TEXT, "said"), day, "dates",
                None, theirs["dates"][0], None, "2024-01-05"),
        Reading("b.txt", "a.txt", "wording", span(TEXT, "say"), span(TEXT, "did")),
        Reading("b.txt", "a.txt", "name", name, span(TEXT, "sent"), "mentions",
                ours["mentions"][2], None, "Veshnia"),
        Reading("b.txt", "a.txt", "figure", count, money, "figures",
                ours["figures"][1], theirs["figures"][0], "1200 generators", "5000000000 USD"),
    )  # fmt: skip


def links() -> Links:
    """One of each that joins two reports "a.txt" and "b.txt", with evidence out of both."""
    said = [ids_of(findings(article_id))["statements"][0] for article_id in ("a.txt", "b.txt")]
    money = [evidence(article_id, "figures", 0) for article_id in ("a.txt", "b.txt")]
    known = Evidence(
        "knowledge", "members:lantern", says="members since 2004 (https://lantern.example/members)"
    )
    line = span(TEXT, "Åsland did not say when.")
    sides = (Side("$5 billion", (money[0],), "2024-01-05", "2024-01-05"), Side("$6 billion", (money[1],)))
    both = ("a.txt", "b.txt")
    moved = TrackerMove(
        public_id("move"), "support", "Veshnia", "announced", "5000000000", "2024-01-05", None,
        (*money, known), "claimed", "Henrik Åsland", "support.promise", 2, (("currency", "USD"),),
    )  # fmt: skip
    return Links(
        utterances=(
            Utterance(
                public_id("said"), tuple(said), said[0], "direct beats indirect",
                (WordingDifference(said[1], "number", "$5 billion", "$6 billion"),),
            ),
        ),
        copies=(Copy("b.txt", "a.txt", "reprint", 0.93, "credit", (Passed(line, line, 1.0),)),),
        readings=readings(),
        stories=(
            Story(public_id("met"), "Ministers meet", both, both, "2024-01-05", None, 1),
        ),
        trackers=(moved,),
        disputes=(
            Dispute(public_id("d1"), "figure", sides, "5 or 6", "dispute.figure", None, public_id("met")),
            Dispute(public_id("d2"), "figure", sides[::-1], "later", "apart.update", "update"),
        ),
    )  # fmt: skip
