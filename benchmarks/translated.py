"""The mark "machine-translated": how many native reports get it by mistake, and what it costs.

    python benchmarks/translated.py native   1,000 untouched articles that no training saw; PolNeAR dev
    python benchmarks/translated.py reports  the five reports: log odds of the weights alone, score, words
    python benchmarks/translated.py speed    time of the measure against the time to parse, on 40 articles

How many translations are found, and the areas under the curve, need models fitted without the texts measured:
they are printed by training/wording/translated.py. Articles: ramybaly/Article-Bias-Prediction. The data is
`../shared/data`, or the folder that ONRECORD_DATA names.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import pathlib
import sys
import time
from collections.abc import Iterator

from spacy.tokens import Doc

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from onrecord import clean, parse  # noqa: E402
from onrecord.extract.wording.translated import Garbled, garbled, model_odds, score, shown  # noqa: E402
from onrecord.parse.english import english  # noqa: E402
from onrecord.shapes import Article, Source  # noqa: E402

DATA = pathlib.Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
UNTOUCHED, TIMED = 1000, 40


def articles() -> list[str]:
    with gzip.open(DATA / "articles" / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        row["text"]
        for row in sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest()[:8])
    ]


def read(text: str) -> tuple[Article, list[tuple[int, int]]] | None:
    article = clean.article(Source("a", "a", "text", text, "", ""))
    if not isinstance(article, Article):
        return None
    blocks = [
        (p.span.start, p.span.end)
        for p in article.passages
        if not p.furniture and p.language in ("en", "und")
    ]
    return article, blocks


def signs(article: Article, blocks: list[tuple[int, int]], doc: Doc) -> Garbled:
    tokens = [
        token for start, end in blocks for token in doc.char_span(start, end, alignment_mode="expand") or ()
    ]
    return garbled(tokens, article.shadow, blocks)


def found(texts: list[str]) -> Iterator[tuple[Article, Garbled]]:
    for text in texts:
        if (laid := read(text)) is not None:
            yield laid[0], signs(*laid, english()(laid[0].shadow))


def native() -> None:
    lines = (DATA / "attribution" / "dev" / "docs.jsonl").read_text("utf-8").splitlines()
    sets = {"articles": articles()[:UNTOUCHED], "PolNeAR dev": [json.loads(line)["text"] for line in lines]}
    for name, texts in sets.items():
        read_ones = list(found(texts))
        marked = [(article, one) for article, one in read_ones if score(one) >= 0.5]
        weights = sum(model_odds(one) >= 0 for _, one in read_ones)
        print(f"{name}: {len(marked)} of {len(read_ones)} marked, {weights} by the weights alone")
        for article, one in marked:
            print("   ", score(one), [article.text[start:end] for start, end in shown(one)])


def reports() -> None:
    for path in sorted((DATA.parent / "reports").glob("*.txt")):
        for article, one in found([path.read_text("utf-8")]):
            print(path.name, "weights alone", model_odds(one), "score", score(one), sorted(one.garbles))
            print("   ", [article.text[start:end] for start, end in shown(one)])


def speed() -> None:
    parser = parse.Parser(parse.MODEL)
    parsing = measuring = 0.0
    for text in articles()[:TIMED]:
        if (laid := read(text)) is None:
            continue
        begun = time.process_time()
        doc = parser.doc(laid[0].shadow, laid[1])
        parsed = time.process_time()
        score(signs(*laid, doc))
        parsing, measuring = parsing + parsed - begun, measuring + time.process_time() - parsed
    print(f"{measuring / parsing:.1%} of the time to parse ({parsing:.1f} s)")


if __name__ == "__main__":
    {"native": native, "reports": reports, "speed": speed}[sys.argv[1]]()
