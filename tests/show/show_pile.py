"""A small pile of reports of our own writing, with findings made by hand: what the show room's tests show.

No trained model: the words of every cell are looked up in the text, so a typing error fails at once.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from onrecord.shapes import (
    Article,
    Constraint,
    DateFound,
    Figure,
    Findings,
    Furniture,
    Issue,
    LocalActor,
    Mention,
    Particular,
    Passage,
    Published,
    Span,
    Statement,
)

COUNCIL = """Harbour council: ministers promise \u201ca bridge that holds\u201d

Share this page

Ministers of the Harbour Pact met in Tallmouth on Wednesday. Secretary General Ines Aldrin said the pact \
would send $44.2 billion in military aid to Ostrava, up from nearly $30 billion in 2021.

\u201cWe were founded in 1949 and we are not tired,\u201d Aldrin told reporters. \
\u201cThe bridge will hold.\u201d

Aldrin said that Minister Ruben Sol had told her \u201cnot one of the 32 members objects\u201d.

He expects the talks to end by July 2024. Support our journalism with a donation.

Les ministres se retrouveront en automne.

Read also: Ten bridges that did not hold
"""

SHORT = """Sol denies delay

\u2013 There is no delay, and 70 percent of the parts are here already.

Mr Sol spoke on 3 June 2024, two days after the meeting. He warned the pact against waiting until 2030.
"""

HOSTILE = """<script>alert("x")</script> & "quotes"

\u202eAldrin\u202c said \u201c<b>bold</b> \x00 words & more\u201d at http://example.org/?a=1&b=<2>.

\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd
"""


def span(text: str, words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span.cut(text, at, at + len(words))


def passages(
    text: str, furniture: tuple[str, ...] = (), foreign: tuple[str, ...] = ()
) -> tuple[Passage, ...]:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            language = "fr" if line in foreign else "en"
            found.append(Passage(Span.cut(text, at, at + len(line)), language, line in furniture))
        at += len(line) + 1
    return tuple(found)


def article(article_id: str, text: str, **more: object) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    values: dict[str, object] = {
        "article_id": article_id,
        "origin": article_id,
        "kind": "text",
        "sha256": digest,
        "fingerprint": digest,
        "text": text,
        "shadow": text,
        "language": "en",
        "url": None,
        "title": None,
        "author": None,
        "outlet": None,
        "published": Published(),
        "modified": None,
        "fetched": None,
        "furniture": (),
        "passages": passages(text),
    }
    return Article(**(values | more))  # type: ignore[arg-type]


def council() -> Findings:
    text = COUNCIL
    actors = (
        LocalActor("Ines Aldrin", "person", ("Aldrin", "Secretary General Ines Aldrin")),
        LocalActor("Ruben Sol", "person", ("Sol", "Minister Ruben Sol")),
        LocalActor("Harbour Pact", "organisation", ("the pact",)),
    )
    mentions = (
        Mention(span(text, "Ines Aldrin"), 0, "person", "name", "mention.name"),
        Mention(span(text, "Aldrin", 2), 0, "person", "name", "mention.name"),
        Mention(span(text, "Ruben Sol"), 1, "person", "name", "mention.name"),
        Mention(span(text, "Harbour Pact"), 2, "organisation", "name", "mention.name"),
    )
    dates = council_dates(text)
    statements = council_statements(text)
    return Findings(council_article(text), actors, mentions, dates, council_figures(text), statements)


def council_article(text: str) -> Article:
    first = text.split("\n", maxsplit=1)[0]
    furniture = (
        Furniture(span(text, "Share this page"), "share", "furniture.share-line"),
        Furniture(span(text, "Support our journalism with a donation."), "donation plea", "furniture.plea"),
        Furniture(
            span(text, "Read also: Ten bridges that did not hold"), "related headline", "furniture.related"
        ),
    )
    whole = ("Share this page", "Read also: Ten bridges that did not hold")
    return article(
        "pile/council.txt",
        text,
        url="https://example.org/council",
        title=Particular(first, "text.first-line", span(text, first)),
        outlet=Particular("The Tallmouth Ledger", "stated.user"),
        published=Published("2023-02-08", "2023-02-08", "stated", "stated.user"),
        furniture=furniture,
        passages=passages(text, whole, ("Les ministres se retrouveront en automne.",)),
        issues=(
            Issue(
                "pile/council.txt",
                "pile/council.txt",
                "clean",
                "language",
                "a passage is in French: it is kept and searchable, but nothing was read off it",
                *_ends(span(text, "Les ministres se retrouveront en automne.")),
            ),
        ),
    )


def council_dates(text: str) -> tuple[DateFound, ...]:
    return (
        replace(_date(text, "Wednesday", "2023-02-08", "2023-02-08", "2023-02-08"), anchor="2023-02-08"),
        _date(text, "2021", "2021", "2021-01-01", "2021-12-31"),
        _date(text, "1949", "1949", "1949-01-01", "1949-12-31"),
        _date(text, "July 2024", "2024-07", "2024-07-01", "2024-07-31"),
    )


def council_statements(text: str) -> tuple[Statement, ...]:
    return (*aldrin(text), *others(text))


def aldrin(text: str) -> tuple[Statement, ...]:
    sent = "the pact would send $44.2 billion in military aid to Ostrava, up from nearly $30 billion in 2021"
    founded, hold = "We were founded in 1949 and we are not tired,", "The bridge will hold."
    told = "Minister Ruben Sol had told her \u201cnot one of the 32 members objects\u201d"
    objects = "not one of the 32 members objects"
    return (
        Statement(
            (span(text, sent),),
            "indirect",
            "says",
            "statement.cue-verb",
            "Ines Aldrin",
            span(text, "Secretary General Ines Aldrin"),
            0,
            span(text, "said"),
        ),
        Statement(
            (span(text, founded), span(text, hold)),
            "direct",
            "says",
            "quote.verb-between",
            "Ines Aldrin",
            span(text, "Aldrin", 2),
            0,
            span(text, "told"),
            (span(text, founded), span(text, hold)),
            addressee=span(text, "reporters"),
            said_earliest="2023-02-08",
        ),
        Statement(
            (span(text, told),),
            "mixed",
            "says",
            "statement.cue-verb",
            "Ines Aldrin",
            span(text, "Aldrin", 3),
            0,
            span(text, "said", 2),
            (span(text, objects),),
        ),
    )


def others(text: str) -> tuple[Statement, ...]:
    objects = "not one of the 32 members objects"
    return (
        Statement(
            (span(text, objects),),
            "direct",
            "denies",
            "quote.verb-before",
            "Ruben Sol",
            span(text, "Minister Ruben Sol"),
            1,
            span(text, "had told"),
            (span(text, objects),),
            parent=2,
        ),
        Statement(
            (span(text, "the talks to end by July 2024"),),
            "indirect",
            "plans",
            "statement.cue-verb",
            "",
            span(text, "He"),
            None,
            span(text, "expects"),
            flags=("ambiguous-speaker",),
        ),
    )


def council_figures(text: str) -> tuple[Figure, ...]:
    return (
        Figure(
            span(text, "$44.2 billion"),
            "figure.money",
            44.2e9,
            currency="USD",
            measure="military aid",
            recipient="Ostrava",
            giver="the pact",
            as_of_earliest="2023-02-08",
            as_of_latest="2023-02-08",
            statement=0,
        ),
        Figure(
            span(text, "nearly $30 billion"),
            "figure.money",
            30e9,
            currency="USD",
            qualifier="nearly",
            measure="military aid",
            statement=0,
        ),
        Figure(
            span(text, "32 members"),
            "figure.count",
            32.0,
            unit="members",
            of_whom="Harbour Pact",
            statement=3,
        ),
    )


def short() -> Findings:
    text = SHORT
    report = article(
        "pile/sol.txt",
        text,
        title=Particular("Sol denies delay", "text.first-line", span(text, "Sol denies delay")),
        outlet=Particular("Eastern Wire", "stated.user"),
        published=Published("2024-06-01", "2024-06-30", "inferred", "published.latest-date"),
    )
    return Findings(
        report,
        (LocalActor("Ruben Sol", "person", ("Mr Sol", "Sol")),),
        (Mention(span(text, "Mr Sol"), 0, "person", "name", "mention.name"),),
        (
            _date(text, "3 June 2024", "2024-06-03", "2024-06-03", "2024-06-03"),
            _date(text, "2030", "2030", "2030-01-01", "2030-12-31"),
            DateFound(span(text, "two days"), "DURATION", "P2D", "date.duration"),
        ),
        (
            Figure(
                span(text, "70 percent"), "figure.percent", 70.0, unit="percent", measure="parts", statement=0
            ),
        ),
        short_statements(text),
        constraints=(
            Constraint(
                "dating.date", "says when", "2024-06-01", "2024-06-30", True, span(text, "3 June 2024")
            ),
        ),
    )


def short_statements(text: str) -> tuple[Statement, ...]:
    quote = "There is no delay, and 70 percent of the parts are here already."
    return (
        Statement(
            (span(text, quote),),
            "direct",
            "denies",
            "quote.dash",
            "Ruben Sol",
            span(text, "Mr Sol"),
            0,
            span(text, "spoke"),
            (span(text, quote),),
            said_earliest="2024-06-03",
            said_latest="2024-06-03",
        ),
        Statement(
            (span(text, "waiting until 2030"),),
            "indirect",
            "warns",
            "statement.cue-verb",
            "Ruben Sol",
            span(text, "He"),
            0,
            span(text, "warned"),
        ),
    )


def hostile() -> Findings:
    text = HOSTILE
    quote = "<b>bold</b> \x00 words & more"
    report = article(
        'pile/<img src=x onerror="alert(1)">.txt',
        text,
        url="javascript:alert(1)",
        title=Particular('<script>alert("x")</script> & "quotes"', "text.first-line", None),
        outlet=Particular("\u202eevil\u202c <i>Outlet</i>", "stated.page"),
    )
    statement = Statement(
        (span(text, quote),),
        "direct",
        "says",
        "quote.verb-before",
        "\u202eAldrin</a><script>alert(2)</script>",
        span(text, "Aldrin"),
        0,
        span(text, "said"),
        (span(text, quote),),
    )
    return Findings(
        report,
        (LocalActor("\u202eAldrin</a><script>alert(2)</script>", "person"),),
        (Mention(span(text, "Aldrin"), 0, "person", "name", "mention.name"),),
        (),
        (Figure(span(text, "more"), "figure.test", 1.0, unit='<b>"units"', measure="<i>&"),),
        (statement,),
    )


def _date(text: str, words: str, value: str, earliest: str, latest: str) -> DateFound:
    return DateFound(span(text, words), "DATE", value, "date.test", earliest, latest)


def _ends(place: Span) -> tuple[int, int]:
    return place.start, place.end
