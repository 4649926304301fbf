"""How well the read and clean rooms do on pages and reports that people have read.

    python benchmarks/clean.py pages      title, date, authors and body of 128 news pages, against a person's
    python benchmarks/clean.py gold       characters of attributions (84 articles) marked as furniture
    python benchmarks/clean.py sample N   furniture of N articles with leftovers, to be read by eye

The data is `../shared/data`, or the folder that ONRECORD_DATA names. Public repositories: pages from
AndyTheFactory/article-extraction-dataset, attributions from networkdynamics/PolNeAR, articles from
ramybaly/Article-Bias-Prediction.
Floors are in FLOORS; a figure below its floor makes the command end with 1.
"""

from __future__ import annotations

import collections
import gzip
import json
import os
import pathlib
import random
import re
import sys
import time

from onrecord.clean import article
from onrecord.read import sources
from onrecord.shapes import Article, Source, Stated

ROOT = pathlib.Path(__file__).resolve().parents[1]
DATA = pathlib.Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
FLOORS = {"title": 0.94, "date": 0.85, "authors": 0.86, "body_f1": 0.92, "kept": 0.9999}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def f1(got: list[str], want: list[str]) -> float:
    same = sum((collections.Counter(got) & collections.Counter(want)).values())
    return 2 * same / (len(got) + len(want)) if got or want else 1.0


def report_text(found: Article) -> str:
    return "\n".join(passage.span.text for passage in found.passages if not passage.furniture)


def packed(path: pathlib.Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def pages(misses: int = 0) -> dict[str, float]:
    n: collections.Counter[str] = collections.Counter()
    total = collections.Counter()
    begun = time.perf_counter()
    for row in packed(DATA / "pages" / "pages.jsonl.gz"):
        gold = row["gold"]
        found = article(Source(row["id"], row["url"], "html", row["html"], "", ""))
        n["pages"] += 1
        if not isinstance(found, Article):
            print("NO TEXT", row["url"])
            continue
        title = found.title.value if found.title else ""
        right = words(title) == words(gold["title"])
        n["title"] += right
        dated = found.published.earliest or ""
        if gold["date"]:
            n["dated"] += 1
            n["date"] += dated == gold["date"][:10]
        if gold["authors"]:
            n["authored"] += 1
            total["authors"] += f1(words(found.author.value if found.author else ""), words(gold["authors"]))
        score = f1(words(report_text(found)), words(gold["body"]))
        total["body_f1"] += score
        total["body_f1_unmarked"] += f1(words(found.text), words(gold["body"]))
        if misses and (not right or dated != gold["date"][:10] or score < 0.8):
            author = found.author.value if found.author else None
            print(f"{score:.2f} {gold['date'][:10]} {dated} {gold['authors'][:40]!r} {author!r}")
            print("    ", title[:90], "|", gold["title"][:90], "|", row["url"][:80])
    return {
        "pages": n["pages"],
        "title": n["title"] / n["pages"],
        "date": n["date"] / n["dated"],
        "authors": total["authors"] / n["authored"],
        "body_f1": total["body_f1"] / n["pages"],
        "body_f1_unmarked": total["body_f1_unmarked"] / n["pages"],
        "seconds": time.perf_counter() - begun,
    }


def gold(misses: int = 0) -> dict[str, float]:
    marked: dict[str, Article] = {}
    for source in sources([str(DATA / "attribution" / "dev" / "docs.jsonl")]):
        found = article(source) if isinstance(source, Source) else None
        if isinstance(found, Article):
            marked[found.article_id] = found
    inside = whole = touched = rows = 0
    for line in (DATA / "attribution" / "dev" / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        found = marked[row["article_id"]]
        bad: set[int] = set()
        for role in ("content", "source", "cue"):
            for start, end in spans(row.get(role)):
                for mark in found.furniture:
                    bad.update(range(max(start, mark.span.start), min(end, mark.span.end)))
                whole += end - start
        rows += 1
        inside += len(bad)
        touched += bool(bad)
        if bad and misses:
            mark = next(one for one in found.furniture if one.span.start <= min(bad) < one.span.end)
            print(row["article_id"], "|", mark.rule, "|", mark.span.text[:150])
    return {"attributions": rows, "touched": touched, "characters": inside, "kept": 1 - inside / whole}


def spans(value: object) -> list[tuple[int, int]]:
    if not isinstance(value, list):
        return []
    return [(one["start"], one["end"]) if isinstance(one, dict) else (one[0], one[1]) for one in value]


def sample(count: int, seed: int) -> None:
    rows = packed(DATA / "articles" / "articles.jsonl.gz")
    for row in random.Random(seed).sample(rows, count):
        found = article(
            Source(row["id"], row["outlet"], "text", row["text"], "", "", Stated(title=row["title"]))
        )
        if not isinstance(found, Article):
            continue
        for mark in found.furniture:
            print(f"{mark.rule:32} {mark.span.text[:130]!r}")
        for passage in found.passages:
            if not passage.furniture and len(passage.span.text) < 90:
                print(f"{'-':32} {passage.span.text!r}")


def main() -> int:
    what = sys.argv[1] if len(sys.argv) > 1 else "all"
    if what == "sample":
        sample(int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
        return 0
    misses = len(sys.argv) > 2
    result = {
        **(pages(misses) if what in {"pages", "all"} else {}),
        **(gold(misses) if what in {"gold", "all"} else {}),
    }
    low = [name for name, floor in FLOORS.items() if result.get(name, 1.0) < floor]
    for name, value in result.items():
        print(f"{name:20} {value:.4f}" + ("   BELOW ITS FLOOR" if name in low else ""))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
