"""Fills the layers that a set lacks with what an exported model reads in it (trap 1 of MODEL.md).

The exported int8 model and the run-time code do the work: it is four times as quick as the
network in training, and what is learnt from is what is shipped.
"""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import numpy as np

from onrecord.parse import load
from onrecord.parse.frame import Frame
from onrecord.parse.parser import Parser
from onrecord.parse.reading import Reading
from onrecord.shapes.attribution import Attribution
from training import lists
from training.corpora import LAYERS, MISSING, NAME_TAGS, Link, Text

SPLIT = 2


def label(texts: list[Text], model: Path, folder: Path, *, links: bool) -> None:
    """Fills `texts` in place from `model`; what was read is kept in `folder` and not read again.

    Args:
        links: whether attributions are filled too; else only tags, trees, sentences and names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [t for t in texts if t.corpus != "uner" and (_lacks(t) or (links and t.links is None))]
    missing = [t for t in wanted if not _file(folder, t).exists()]
    with ProcessPoolExecutor(SPLIT) as pool:
        list(pool.map(partial(_read_and_keep, str(model), folder), missing, chunksize=4))
    for text in wanted:
        _fill(text, json.loads(_file(folder, text).read_text("utf-8")), links)


def _lacks(text: Text) -> bool:
    return any((text.layers[layer] == MISSING).all() for layer in LAYERS)


def _file(folder: Path, text: Text) -> Path:
    return folder / f"{text.corpus}-{text.name.replace('/', '_')}.json"


@cache
def _opened(model: str) -> Parser:
    """One parser a process."""
    return load(Path(model))


def _read_and_keep(model: str, folder: Path, text: Text) -> None:
    parser = _opened(model)
    laid = Frame(spaced=text.spaced.tolist(), starts=text.starts.tolist(), block=[0] * len(text))
    reading, _ = parser.read(text.words, laid, 1)
    _file(folder, text).write_text(json.dumps(_kept(parser, reading)), "utf-8")


def _kept(parser: Parser, reading: Reading) -> dict[str, object]:
    labels = parser.labels
    relations = ["root" if r == "ROOT" else r for r in reading.relation]
    return {
        "sentence": [int(x) for x in reading.first],
        "upos": [labels.upos.index(x) for x in reading.upos],
        "xpos": [labels.xpos.index(x) for x in reading.xpos],
        "head": reading.head,
        "relation": [labels.relations.index(x) for x in relations],
        "names": reading.names,
        "links": [[a.source, a.cue, a.content] for a in reading.attributions],
    }


def _fill(text: Text, read: dict[str, list], links: bool) -> None:  # type: ignore[type-arg]
    for layer in LAYERS:
        if (text.layers[layer] == MISSING).all():
            text.silver.add(layer)
            if layer == "names":
                text.layers[layer] = silver_names(text.words, read["names"])
            else:
                text.layers[layer] = np.array(read[layer], dtype=np.int64)
    if links and text.links is None:
        text.silver |= {"source", "cue", "content", "anchor"}
        text.links = [_link(Attribution(s, c, tuple(p), 0.0)) for s, c, p in read["links"]]


def silver_names(words: list[str], spans: list[tuple[int, int, str]]) -> np.ndarray:
    """Name tags from the teacher's spans, with listed states, bodies and nationalities set right."""
    names = np.zeros(len(words), dtype=np.int64)
    spans = [_untitled(words, *span) for span in spans]
    for start, end, kind in [*spans, *_corrected(words, spans)]:
        if end <= start:
            continue
        names[start] = NAME_TAGS[f"B-{kind}"]
        names[start + 1 : end] = NAME_TAGS[f"I-{kind}"]
    lists.mark(words, names, NAME_TAGS)
    return names


def _untitled(words: list[str], start: int, end: int, kind: str) -> tuple[int, int, str]:
    """A person without the ranks and titles before the name; nothing is left of a rank alone."""
    while kind == "person" and start < end and words[start].lower().rstrip(".") in lists.TITLES | {"."}:
        start += 1
    return start, end, kind


def _corrected(words: list[str], spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Listed names, but for those inside a longer name or across the edge of one."""
    out = []
    for start, end, kind in lists.silver_spans(words):
        near = [(a, b) for a, b, _ in spans if a < end and b > start]
        if all(start <= a and b <= end for a, b in near):
            out.append((start, end, kind))
    return out


def _link(found: Attribution) -> Link:
    def words(spans: list[tuple[int, int]]) -> list[int]:
        return [i for a, b in spans for i in range(a, b)]

    cue = words([found.cue] if found.cue else [])
    source = words([found.source] if found.source else [])
    return Link(cue[0], source, cue, words(list(found.content)))
