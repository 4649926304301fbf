"""Makes `lemmas.json`: the treebanks' verbs, and the words that the rules of `parse/lemma.py` get wrong."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from onrecord.parse.lemma import Lemmas
from training.corpora import DATA, conllu

_TAGS = (
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBP",
    "VBZ",
    "MD",
    "NNS",
    "JJR",
    "JJS",
    "RBR",
    "RBS",
    "RB",
    "PRP",
    "PRP$",
    "DT",
)


def make(path: Path, corpora: tuple[str, ...], data: Path = DATA) -> None:
    """Writes `lemmas.json` from the training treebanks."""
    seen: dict[str, Counter[str]] = {}
    verbs: set[str] = set()
    for corpus in corpora:
        for sentence in conllu(data / f"parse/{corpus}-train.conllu"):
            for row in sentence.rows:
                word, lemma, tag = row[1].lower().replace("’", "'"), row[2].lower(), row[4]
                if tag in _TAGS and "_" not in lemma:
                    seen.setdefault(f"{word}/{tag}", Counter())[lemma] += 1
                    if tag.startswith("VB") and lemma.isalpha():
                        verbs.add(lemma)
    rules = Lemmas(frozenset(verbs), {})
    exceptions = {}
    for key, lemmas in sorted(seen.items()):
        word, tag = key.rsplit("/", 1)
        best = min(lemmas.items(), key=lambda item: (-item[1], item[0]))[0]
        if rules.rule(word, tag) != best:
            exceptions[key] = best
    raw = {"verbs": sorted(verbs), "exceptions": exceptions}
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=0) + "\n", "utf-8")


def accuracy(path: Path, corpus: str, data: Path = DATA) -> float:
    """The share of right lemmas on a dev treebank with gold tags, in per cent."""
    lemmas, hits, words = Lemmas.read(path), 0, 0
    for sentence in conllu(data / f"parse/{corpus}-dev.conllu"):
        for row in sentence.rows:
            words += 1
            hits += lemmas.of(row[1], row[4]).lower() == row[2].lower()
    return round(100 * hits / words, 1)
