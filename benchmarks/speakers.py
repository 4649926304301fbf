"""How many speakers of attribution/dev are resolved, and to what (the bar on who is right is read by eye).

    python benchmarks/speakers.py [DOCS.jsonl] [--sample N]

Runs the flow over the articles in this process, prints a count for each kind of speaker and, with --sample, N
random resolved ones with their words, for a person to read. Needs ../shared.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord import clean, parse, read
from onrecord.extract.findings import findings
from onrecord.run import blocks
from onrecord.shapes import Findings, Issue, Statement

DOCS = Path(__file__).resolve().parents[2] / "shared" / "data" / "attribution" / "dev" / "docs.jsonl"
RESOLVED = ("person", "organisation", "state", "group")
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "i", "we"})


def found(docs: Path) -> Iterator[tuple[Findings, Statement]]:
    """Every statement that has a source."""
    parser = parse.load(None)
    for source in read.sources([str(docs)]):
        article = clean.article(source, ()) if not isinstance(source, Issue) else source
        if isinstance(article, Issue):
            continue
        seen = findings(article, parser.doc(article.shadow, blocks(article)))
        yield from ((seen, said) for said in seen.statements if said.speaker_span is not None)


def kind(seen: Findings, said: Statement) -> str:
    """What the speaker was resolved to; "phrase" for words kept as they stand, "open" for nobody."""
    if said.actor is not None:
        return seen.actors[said.actor].kind
    return "phrase" if said.speaker else "open"


def line(seen: Findings, said: Statement) -> str:
    """The source, who it is, and the words around, on one line."""
    assert said.speaker_span is not None
    at = said.speaker_span.start
    around = " ".join(seen.article.text[max(0, at - 250) : at + 90].split())
    return f"[{said.speaker_span.text[:50]}] -> {said.speaker} | {around}"


def main() -> None:
    """Count, and show a sample."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("docs", nargs="?", type=Path, default=DOCS)
    options.add_argument("--sample", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    rows = list(found(asked.docs))
    kinds = Counter(kind(*row) for row in rows)
    pronouns = [row for row in rows if row[1].speaker_span and row[1].speaker_span.text.lower() in PRONOUNS]
    settled = [row for row in rows if kind(*row) in RESOLVED]
    print(f"{'statements with a source':34}{len(rows):6}")
    for name, count in kinds.most_common():
        print(f"  {name:32}{count:6}{count / len(rows):7.1%}")
    print(f"{'resolved to a person or body':34}{len(settled):6}{len(settled) / len(rows):7.1%}")
    told = sum(bool(said.speaker) for _, said in pronouns)
    print(f"{'pronouns, of them resolved':34}{len(pronouns):6}{told / max(len(pronouns), 1):7.1%}")
    print(f"{'ambiguous, with candidates':34}{sum(bool(said.candidates) for _, said in rows):6}")
    for row in random.Random(asked.seed).sample(settled, min(asked.sample, len(settled))):
        print(line(*row))


if __name__ == "__main__":
    main()
