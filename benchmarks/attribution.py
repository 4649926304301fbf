"""Who said what, against PolNeAR's dev articles: source, cue and content spans by ../shared/score/score.py.

    python benchmarks/attribution.py                  the scores over all 84 articles
    python benchmarks/attribution.py --misses 20      the same, and what was missed
    python benchmarks/attribution.py --keep OUT       keeps statements.jsonl in OUT

Reads the articles, cleans, parses and extracts as the main job does, without a record.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord import parse, read
from onrecord.run import process
from onrecord.shapes import Findings, Issue, Statement

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def row(article_id: str, statement: Statement) -> dict[str, object]:
    """A statement under the names that the scorer reads."""
    out: dict[str, object] = {
        "article_id": article_id,
        "start": statement.parts[0].start,
        "end": statement.parts[-1].end,
        "parts": [{"start": part.start, "end": part.end} for part in statement.parts],
        "speaker": statement.speaker,
        "mode": statement.mode,
        "class": statement.class_,
        "rule": statement.rule,
        "flags": statement.flags,
        "score": statement.score,
    }
    for name, span in (("speaker", statement.speaker_span), ("cue", statement.cue)):
        out |= {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}
    return out


def found_in(gold: Path) -> list[Findings]:
    """The findings of each article of a gold folder."""
    parser = parse.load()
    out = []
    for source in read.sources([str(gold / "docs.jsonl")]):
        if isinstance(source, Issue):
            sys.exit(f"{source.origin}: {source.reason}")
        result = process(source, (), parser)
        if isinstance(result, Issue):
            sys.exit(f"{result.origin}: {result.reason}")
        out.append(result)
    return out


def main() -> None:
    """Measures and prints."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--misses", type=int, default=0)
    arguments.add_argument("--keep", type=Path)
    given = arguments.parse_args()
    gold = SHARED / "data" / "attribution" / "dev"
    if not gold.exists():
        sys.exit(f"{gold} is missing: this benchmark needs ../shared")
    with tempfile.TemporaryDirectory() as folder:
        out = given.keep or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        start = time.perf_counter()
        everything = found_in(gold)
        seconds = time.perf_counter() - start
        lines = [json.dumps(row(f.article.article_id, s)) for f in everything for s in f.statements]
        (out / "statements.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        command = [sys.executable, str(SHARED / "score" / "score.py"), "attribution", str(gold), str(out)]
        subprocess.run([*command, "--misses", str(given.misses)], check=True)
    words = sum(len(f.article.text.split()) for f in everything)
    print(f"{len(everything)} articles, {words} words in {seconds:.1f} s, model included")


if __name__ == "__main__":
    main()
