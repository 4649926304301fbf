"""Figures of a model folder on the dev sets, all through the run-time code that ships.

Attribution and names are scored by `../shared/score/score.py`, tags and trees here: punctuation
counts, and relations count with their subtypes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc

from onrecord.parse import load
from onrecord.parse.frame import Frame
from onrecord.parse.parser import Parser
from training.corpora import DATA, Text, treebank

KINDS = {"person": "person", "organisation": "organisation", "place": "place"}
_PARAGRAPH = re.compile(r"[^\n]+")


def evaluate(model: Path, data: Path = DATA) -> dict[str, dict[str, float]]:
    """Every figure of the card."""
    parser = load(model)
    out: dict[str, dict[str, float]] = {}
    for corpus in ("ewt", "gum"):
        texts = treebank(data / f"parse/{corpus}-dev.conllu", corpus, parser.labels)
        out[f"{corpus} dev"] = trees(parser, texts)
        if corpus == "gum":
            out["gum dev, news"] = trees(parser, [t for t in texts if t.name.startswith("GUM_news")])
    out["polnear dev"] = attribution(parser, data)
    out["re3d dev"] = names(parser, data)
    out["speed"] = speed(parser, data)
    return out


def trees(parser: Parser, texts: list[Text]) -> dict[str, float]:
    """Tags and trees on gold words: with gold sentences, and LAS with the model's own."""
    hits = dict.fromkeys(("upos", "xpos", "uas", "las", "las_own_sentences"), 0)
    words = same = found = gold = 0
    for text in texts:
        firsts = (text.layers["sentence"] == 1).tolist()
        laid = Frame(spaced=text.spaced.tolist(), starts=text.starts.tolist(), block=[0] * len(text))
        known, _ = parser.read(text.words, laid, 1, firsts)
        own, _ = parser.read(text.words, laid, 1)
        head, relation = text.layers["head"].tolist(), text.layers["relation"].tolist()
        upos, xpos = text.layers["upos"].tolist(), text.layers["xpos"].tolist()
        labels = parser.labels
        for i in range(len(text)):
            wanted = labels.relations[relation[i]] if relation[i] >= 0 else ""
            wanted = "ROOT" if wanted == "root" else wanted
            hits["upos"] += xpos_hit(labels.upos, upos[i], known.upos[i])
            hits["xpos"] += xpos_hit(labels.xpos, xpos[i], known.xpos[i])
            hits["uas"] += known.head[i] == head[i]
            hits["las"] += known.head[i] == head[i] and known.relation[i] == wanted
            hits["las_own_sentences"] += own.head[i] == head[i] and own.relation[i] == wanted
        words += len(text)
        spans, theirs = set(_sentences(own.first)), set(_sentences(firsts))
        same, found, gold = same + len(spans & theirs), found + len(spans), gold + len(theirs)
    out = {name: round(100 * hit / words, 1) for name, hit in hits.items()}
    return out | {"sentence_f1": round(200 * same / (found + gold), 1), "words": words}


def xpos_hit(labels: tuple[str, ...], gold: int, found: str) -> bool:
    """Whether a tag is right; a tag that training never saw cannot be."""
    return gold >= 0 and labels[gold] == found


def _sentences(firsts: list[bool]) -> list[tuple[int, int]]:
    borders = [i for i, first in enumerate(firsts) if first]
    return list(zip(borders, [*borders[1:], len(firsts)], strict=True))


def attribution(parser: Parser, data: Path) -> dict[str, float]:
    """PolNeAR dev by score.py: exact F1 of source, cue, content; content and source both."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        rows = [
            row
            for article, doc in _docs(parser, data / "attribution/dev")
            for row in statements(article, doc)
        ]
        _write(out / "statements.jsonl", rows)
        figures = _score(data, "attribution", data / "attribution/dev", out)
    names_ = (
        "source_exact",
        "cue_exact",
        "content_exact",
        "content_and_source",
        "content",
        "content_characters",
    )
    return {name: round(100 * figures[name]["f1"], 1) for name in names_}


def statements(article: str, doc: Doc) -> Iterator[dict[str, object]]:
    """Rows of `statements` as score.py reads them."""
    for found in doc.user_data["attributions"]:
        parts = [{"start": doc[a:b].start_char, "end": doc[a:b].end_char} for a, b in found.content]
        row: dict[str, object] = {"article_id": article, "parts": parts}
        row |= {"start": parts[0]["start"], "end": parts[-1]["end"]}
        for name, span in (("speaker", found.source), ("cue", found.cue)):
            if span is not None:
                row[f"{name}_start"], row[f"{name}_end"] = (
                    doc[slice(*span)].start_char,
                    doc[slice(*span)].end_char,
                )
        yield row


def names(parser: Parser, data: Path) -> dict[str, float]:
    """re3d-dev by score.py: F1 of spans, and of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            {
                "article_id": article,
                "start": e.start_char,
                "end": e.end_char,
                "kind": KINDS[e.label_],
                "how": "name",
            }
            for article, doc in _docs(parser, data / "names/re3d-dev")
            for e in doc.ents
            if e.label_ in KINDS
        ]
        _write(Path(folder) / "mentions.jsonl", rows)
        figures = _score(data, "names", data / "names/re3d-dev", Path(folder))
    return {name: round(100 * value["f1"], 1) for name, value in figures.items()}


def speed(parser: Parser, data: Path) -> dict[str, float]:
    """Words a second of one process over the PolNeAR dev articles."""
    start, words = time.perf_counter(), 0
    for _, doc in _docs(parser, data / "attribution/dev"):
        words += sum(1 for token in doc if not token.is_space)
    return {"words_per_second": round(words / (time.perf_counter() - start), -2)}


def _docs(parser: Parser, folder: Path) -> Iterator[tuple[str, Doc]]:
    for line in (folder / "docs.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], parser.doc(row["text"], [m.span() for m in _PARAGRAPH.finditer(row["text"])])


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def _score(data: Path, task: str, gold: Path, out: Path) -> dict[str, dict[str, float]]:
    script = data.parent / "score/score.py"
    done = subprocess.run(
        [sys.executable, str(script), task, str(gold), str(out), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    print(json.dumps(evaluate(Path(sys.argv[1])), indent=1))
