"""Time expressions and quantities against the gold of ../shared/data, with ../shared/score/score.py.

    python benchmarks/time_and_figures.py [--tokens] [--out DIR] [--peers PYTHON...]

`--peers` runs the peers beside ours, with the interpreters of environments that have them (peers_time.py,
peers_figures.py).
`--tokens` reads with tokens only (no model). The gold sets' public repositories are named in
../shared/data/README.md: TempEval-3 (timex), microsoft/Recognizers-Text (figures), satya77/CQE_Evaluation
(quantities). Peers are measured by their own scripts and listed in the table below, with the date.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
from dataclasses import asdict

import spacy

import peers_figures
import peers_time
from onrecord import parse
from onrecord.extract.actors import find_actors
from onrecord.extract.dates import find_dates
from onrecord.extract.figures import find_figures
from onrecord.shapes import Article, Passage, Published, Span

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"
TASKS = {
    "timex": "timex/dev",
    "timex-phrases": "timex-phrases/dev",
    "quantities": "quantities/dev",
    "figures": "figures/dev",
}


def article_of(row: dict[str, str]) -> Article:
    """The whole text as one English passage: the gold marks no furniture."""
    text, published = row["text"], row.get("published")
    return Article(
        article_id=row["id"],
        origin=row["id"],
        kind="text",
        sha256="",
        fingerprint="",
        text=text,
        shadow=text,
        language="en",
        url=None,
        title=None,
        author=None,
        outlet=None,
        published=Published(published, published, "stated", "stated.user") if published else Published(),
        modified=None,
        fetched=None,
        furniture=(),
        passages=(Passage(Span(0, len(text), text), "en", False),),
    )


def write(task: str, out: pathlib.Path, reader) -> None:
    """Reads a gold folder's reports and writes dates.jsonl and figures.jsonl as an export would."""
    out.mkdir(parents=True, exist_ok=True)
    rows = (SHARED / "data" / TASKS[task] / "docs.jsonl").read_text("utf-8").splitlines()
    with open(out / "dates.jsonl", "w") as dates, open(out / "figures.jsonl", "w") as figures:
        for line in rows:
            row = json.loads(line)
            article, doc = article_of(row), reader(row["text"])
            found = find_dates(article, doc)
            actors, mentions = find_actors(article, doc)
            quantities = find_figures(article, doc, found, actors, mentions)
            for file, cells in ((dates, found), (figures, quantities)):
                for cell in cells:
                    fields = asdict(cell)
                    file.write(json.dumps({"article_id": row["id"], **fields.pop("span"), **fields}) + "\n")


def main() -> None:
    """Writes each task's findings and prints its score."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tokens", action="store_true")
    options.add_argument("--out", type=pathlib.Path, default=None)
    options.add_argument("--peers", nargs="*", default=None, metavar="PYTHON")
    given = options.parse_args()
    blank = spacy.blank("en")
    parser = None if given.tokens else parse.load()

    def reader(text: str):
        return blank(text) if parser is None else parser.doc(text, [(0, len(text))])

    out = given.out or pathlib.Path(tempfile.mkdtemp())
    for task, folder in TASKS.items():
        write(task, out / task, reader)
        print(f"== {task}", flush=True)
        scorer = "timex" if task == "timex-phrases" else task
        command = [sys.executable, str(SHARED / "score/score.py"), scorer, str(SHARED / "data" / folder)]
        subprocess.run([*command, str(out / task)], check=True)
    if given.peers is not None:
        peers_time.table(given.peers, out, [])
        peers_figures.table(given.peers, out)


if __name__ == "__main__":
    main()
