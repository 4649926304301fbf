"""Direct quotes with a verb of saying in PolNeAR dev: how many have content and source right."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from onrecord.knowledge.cues import cue_table
from onrecord.parse import Parser

_MARKS = frozenset("\"“”„«»'‘’")
Spans = list[tuple[int, int]]


def direct_quotes(parser: Parser, data: Path) -> float:
    """Per cent of gold attributions, of those that are direct and have a verb of saying, found with
    content (nine tenths of its letters, neither more nor less) and source (half of the shorter one's).
    """
    from training.evaluate import _docs  # a script of the training side, beside this one

    gold = defaultdict(list)
    for line in (data / "attribution/dev/gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gold[row["article_id"]].append(row)
    right = total = 0
    for article, doc in _docs(parser, data / "attribution/dev"):
        found = [_found(doc, a.content, a.source) for a in doc.user_data["attributions"]]
        for row in gold[article]:
            if not row["content"] or not _direct(doc.text, row["content"]) or not _says(doc, row["cue"]):
                continue
            total += 1
            content, source = _letters(doc.text, row["content"]), _letters(doc.text, row["source"])
            right += any(_alike(content, c) and _overlaps(source, s) for c, s in found)
    print(f"direct quotes with a verb of saying: {right} of {total}")
    return round(100 * right / total, 1)


def _found(
    doc: Doc, content: Iterable[tuple[int, int]], source: tuple[int, int] | None
) -> tuple[set[int], set[int]]:
    def characters(tokens: Iterable[tuple[int, int]]) -> set[int]:
        return _letters(doc.text, [(doc[a:b].start_char, doc[a:b].end_char) for a, b in tokens])

    return characters(content), characters([] if source is None else [source])


def _letters(text: str, spans: Spans) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if text[i : i + 1].isalnum()}


def _direct(text: str, spans: Spans) -> bool:
    """Whether the content begins and ends in quotation marks."""
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return text[first] in _MARKS and any(c in _MARKS for c in text[last - 2 : last + 1])


def _says(doc: Doc, cue: Spans) -> bool:
    table = cue_table()
    spans = [doc.char_span(a, b, alignment_mode="expand") for a, b in cue]
    return any(t.pos_ in ("VERB", "AUX") and table.is_speech(t.lemma_) for s in spans if s for t in s)


def _alike(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= 0.9 * len(one | other)


def _overlaps(one: set[int], other: set[int]) -> bool:
    if not one or not other:
        return not one and not other
    return len(one & other) >= 0.5 * min(len(one), len(other))
