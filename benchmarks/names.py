"""Names on re3d-dev: makes mentions.jsonl with the bundled model and scores it.

    python benchmarks/names.py OUT [MODEL]

Needs ../shared (re3d of dstl, OGL and public domain). The set is only measured on, never trained on.
"""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys

from onrecord.extract.actors import find_actors
from onrecord.parse import load
from onrecord.shapes import Article, Passage, Published, Span

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "data" / "names" / "re3d-dev"


def article(article_id: str, text: str) -> Article:
    """The text as an article in which every line is a passage to parse."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    passages = tuple(Passage(Span.cut(text, m.start(), m.end()), "en", False) for m in lines)
    nothing = (None, None, None, None, Published(), None, None, ())
    return Article(article_id, article_id, "text", "", "", text, text, "en", *nothing, passages)


def main(out: pathlib.Path, model: pathlib.Path | None) -> None:
    parser = load(model)
    out.mkdir(parents=True, exist_ok=True)
    with (out / "mentions.jsonl").open("w", encoding="utf-8") as file:
        for line in (GOLD / "docs.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            report = article(row["id"], row["text"])
            doc = parser.doc(report.shadow, [(p.span.start, p.span.end) for p in report.passages])
            for mention in find_actors(report, doc)[1]:
                span = mention.span
                made = {"article_id": row["id"], "start": span.start, "end": span.end}
                file.write(json.dumps(made | {"kind": mention.kind, "how": mention.how}) + "\n")
    score = [sys.executable, str(SHARED / "score" / "score.py"), "names", str(GOLD), str(out), *sys.argv[3:]]
    subprocess.run(score, check=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None)
