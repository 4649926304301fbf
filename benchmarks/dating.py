"""Dates reports without their date, and compares with the true one (networkdynamics/PolNeAR and others).

    python benchmarks/dating.py                  attribution/dev without `published` and outlet, ids hashed
    python benchmarks/dating.py --set articles   150 of articles/ (many outlets, 2012-2020); also train, timex
    python benchmarks/dating.py --rules          how often each rule held, on train and articles: their trust

A report is pinned where its interval is under a year. Told are the share that is pinned, how many of those
intervals contain the true day, and their width.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATA = SHARED / "data"
ONRECORD = str(Path(sys.executable).with_name("onrecord"))
SETS = {
    "dev": (DATA / "attribution" / "dev" / "docs.jsonl", None),
    "train": (DATA / "attribution" / "train" / "docs.jsonl", 140),
    "articles": (DATA / "articles" / "articles.jsonl.gz", 150),
    "timex": (DATA / "timex" / "dev" / "docs.jsonl", None),
}


@dataclass(frozen=True, slots=True)
class Pinned:
    """One report: the interval that was inferred for it, and its true day."""

    earliest: str | None
    latest: str | None
    true: str

    @property
    def width(self) -> int | None:
        """Days in the interval; None where a side is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (date.fromisoformat(self.latest) - date.fromisoformat(self.earliest)).days + 1

    @property
    def right(self) -> bool:
        """Whether the interval contains the true day."""
        return (self.earliest or "") <= self.true <= (self.latest or "9999")


def hashed(value: object) -> str:
    """An id that says nothing: the ids of the set contain the date."""
    return hashlib.sha256(str(value).encode()).hexdigest()[:16]


def reports(name: str) -> list[dict[str, str]]:
    """The reports of a set that have a date; a fixed sample of the larger ones, by the hash of their ids."""
    path, size = SETS[name]
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf-8").split("\n") if line.strip()]
    dated = [row for row in rows if row.get("published")]
    return sorted(dated, key=lambda row: hashlib.sha256(str(row["id"]).encode()).hexdigest())[:size]


def inferred(rows: list[dict[str, str]], work: Path) -> tuple[list[Pinned], list[dict[str, object]]]:
    """Runs onrecord on the texts alone; the intervals beside the true days, and the exported articles."""
    bare = [{"id": hashed(row["id"]), "text": row["text"]} for row in rows]
    pile = work / "bare.jsonl"
    pile.write_text("".join(json.dumps(row) + "\n" for row in bare), "utf-8")
    record, out = str(work / "r.db"), str(work / "out")
    subprocess.run((ONRECORD, "run", str(pile), "-o", record), check=False, capture_output=True)
    exporting = (ONRECORD, "export", record, "--format", "jsonl", "--out", out)
    subprocess.run(exporting, check=True, capture_output=True)
    lines = (work / "out" / "articles.jsonl").read_text("utf-8").split("\n")
    found = {row["article_id"]: row for row in map(json.loads, filter(None, lines))}
    pinned, articles = [], []
    for row in rows:
        article = found.get(hashed(row["id"]))
        if article is None:
            continue
        true = row["published"][:10]
        pinned.append(Pinned(article["published_earliest"], article["published_latest"], true))
        articles.append(article | {"true": true})
    return pinned, articles


def table(name: str, found: list[Pinned]) -> str:
    """The figures of one set on one line."""
    narrow = [one for one in found if one.width is not None and one.width < 366]
    if not narrow:
        return f"{name}: {len(found)} reports, none pinned"
    widths = [one.width for one in narrow if one.width is not None]
    right = sum(one.right for one in narrow)
    return (
        f"{name}: {len(found)} reports, pinned {len(narrow)} ({len(narrow) / len(found):.1%}), "
        f"contains the true day {right}/{len(narrow)} ({right / len(narrow):.1%}), "
        f"median width {statistics.median(widths):g} days; "
        f"any bound at all {sum(bool(one.earliest or one.latest) for one in found)}, "
        f"right {sum(one.right for one in found if one.earliest or one.latest)}"
    )


def rule_lines(articles: list[dict[str, object]]) -> list[str]:
    """For each rule how many constraints it made and how many allowed the true day."""
    made: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for article in articles:
        constraints = article["dated_by"]
        assert isinstance(constraints, list)
        for one in constraints:
            made[one["rule"]] += 1
            true = str(article["true"])
            held[one["rule"]] += (one["earliest"] or "") <= true <= (one["latest"] or "9999")
    return [f"  {rule:40} {made[rule]:5} {held[rule] / made[rule]:.3f}" for rule in sorted(made)]


def main() -> int:
    """Measures the sets that are asked for and prints a line for each."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--set", choices=sorted(SETS), default="dev")
    options.add_argument("--rules", action="store_true")
    asked = options.parse_args()
    if not DATA.exists():
        print(f"needs {DATA}", file=sys.stderr)
        return 2
    for name in ("train", "articles") if asked.rules else (asked.set,):
        with tempfile.TemporaryDirectory() as folder:
            pinned, articles = inferred(reports(name), Path(folder))
        print(table(name, pinned))
        if asked.rules:
            print("\n".join(rule_lines(articles)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
