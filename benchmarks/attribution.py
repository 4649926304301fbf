"""Who said what, against PolNeAR's dev articles: source, cue and content spans by ../shared/score/score.py.

    python benchmarks/attribution.py                  the scores over all 84 articles
    python benchmarks/attribution.py --misses 20      the same, and what was missed
    python benchmarks/attribution.py --keep OUT       keeps statements.jsonl in OUT
    python benchmarks/attribution.py --rules          precision of each rule, mode and flag
    python benchmarks/attribution.py --peers PYTHON   textacy (in that environment), a baseline, ours

Reads the articles, cleans, parses and extracts as the main job does, without a record.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from spacy.tokens import Doc

import peers_attribution
from onrecord import clean, parse, read
from onrecord.extract.findings import findings
from onrecord.run import blocks
from onrecord.shapes import Article, Findings, Issue, Statement

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


def found_in(gold: Path) -> tuple[list[Findings], list[Doc]]:
    """The findings of each article of a gold folder, and what the model read."""
    parser = parse.load()
    out, docs = [], []
    for source in read.sources([str(gold / "docs.jsonl")]):
        if isinstance(source, Issue):
            sys.exit(f"{source.origin}: {source.reason}")
        article = clean.article(source, ())
        if isinstance(article, Issue):
            sys.exit(f"{article.origin}: {article.reason}")
        docs.append(parser.doc(article.shadow, blocks(article)))
        out.append(findings(article, docs[-1]))
    return out, docs


def _scorer() -> ModuleType:
    """../shared/score/score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _scores(rows: Sequence[dict[str, object]], gold: Path) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "statements.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
        result: dict[str, dict[str, float]] = _scorer().attribution(str(gold), folder, 0)
        return result


def direct_gold(gold: Path, out: Path) -> Path:
    """A copy of the gold with those attributions only whose content is all in quotation marks."""
    texts = {
        d["id"]: d["text"] for d in map(json.loads, (gold / "docs.jsonl").read_text("utf-8").splitlines())
    }
    kept = []
    for line in (gold / "gold.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        words = [texts[one["article_id"]][start:end].strip(" ,") for start, end in one["content"]]
        if words and all(w[:1] in "“\"‘'«" and w[-1:] in "”\"’'»" for w in words):
            kept.append(line)
    (out / "gold.jsonl").write_text("\n".join(kept) + "\n", "utf-8")
    (out / "docs.jsonl").write_bytes((gold / "docs.jsonl").read_bytes())
    return out


def _passages(article: Article, doc: Doc) -> list[tuple[int, bytes]]:
    """Each paragraph that was read as a Doc of its own, with where it begins."""
    out = []
    for start, end in blocks(article):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and len(span):
            alone = span.as_doc()
            out.append((span.start_char, alone.to_bytes(exclude=["user_data", "tensor"])))
    return out


def compare(everything: Sequence[Findings], docs: Sequence[Doc], gold: Path, python: str | None) -> None:
    """One table of ours and the peers: all attributions, and those in quotation marks."""
    ours = [row(f.article.article_id, s) for f in everything for s in f.statements]
    systems: dict[str, list[dict[str, object]] | str] = {
        "onrecord": ours,
        "regular expressions": [
            one
            for f in everything
            for one in peers_attribution.by_patterns(f.article.article_id, f.article.text)
        ],
        "textacy direct_quotations": "not run: --peers names no environment with textacy",
    }
    if python is not None:
        passages = [
            (f.article.article_id, _passages(f.article, d)) for f, d in zip(everything, docs, strict=True)
        ]
        systems["textacy direct_quotations"] = peers_attribution.by_textacy(python, passages)
    with tempfile.TemporaryDirectory() as folder:
        direct = direct_gold(gold, Path(folder))
        print(
            f"content_and_source{'':10} {'direct: P':>10} {'R':>6} {'F':>6}   {'all: P':>8} {'R':>6} {'F':>6}"
        )
        for name, rows in systems.items():
            if isinstance(rows, str):
                print(f"{name:28} {rows}")
                continue
            quoted = _scores([r for r in rows if r["mode"] == "direct"], direct)["content_and_source"]
            full = _scores(rows, gold)["content_and_source"]
            print(
                f"{name:28} {quoted['p']:10.3f} {quoted['r']:6.3f} {quoted['f1']:6.3f}   "
                f"{full['p']:8.3f} {full['r']:6.3f} {full['f1']:6.3f}"
            )


def by_rule(everything: Sequence[Findings], gold: Path) -> None:
    """For each rule, mode and flag: statements, and the share whose content is a gold one's."""
    score = _scorer()
    wanted = score.by_article([g for g in score.rows(gold / "gold.jsonl") if g["content"]])
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for f in everything:
        golden = [score.chars(g["content"]) for g in wanted.get(f.article.article_id, [])]
        for s in f.statements:
            content = score.chars([(part.start, part.end) for part in s.parts])
            hit = any(score.iou(content, g) >= 0.8 for g in golden)
            for name in (f"rule {s.rule}", f"mode {s.mode}", *(f"flag {flag}" for flag in s.flags)):
                counts[name][0] += 1
                counts[name][1] += hit
    for name, (n, hits) in sorted(counts.items()):
        print(f"{name:32} {n:5} {hits / n:6.3f}")


def main() -> None:
    """Measures and prints."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--misses", type=int, default=0)
    arguments.add_argument("--keep", type=Path)
    arguments.add_argument("--rules", action="store_true")
    arguments.add_argument("--peers", metavar="PYTHON", nargs="?", const="")
    given = arguments.parse_args()
    gold = SHARED / "data" / "attribution" / "dev"
    if not gold.exists():
        sys.exit(f"{gold} is missing: this benchmark needs ../shared")
    with tempfile.TemporaryDirectory() as folder:
        out = given.keep or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        start = time.perf_counter()
        everything, docs = found_in(gold)
        seconds = time.perf_counter() - start
        lines = [json.dumps(row(f.article.article_id, s)) for f in everything for s in f.statements]
        (out / "statements.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        command = [sys.executable, str(SHARED / "score" / "score.py"), "attribution", str(gold), str(out)]
        subprocess.run([*command, "--misses", str(given.misses)], check=True)
    words = sum(len(f.article.text.split()) for f in everything)
    print(f"{len(everything)} articles, {words} words in {seconds:.1f} s, model included")
    if given.rules:
        by_rule(everything, gold)
    if given.peers is not None:
        compare(everything, docs, gold, given.peers or None)


if __name__ == "__main__":
    main()
