"""The peer that a user would take instead: a spaCy CNN pipeline, trained on the same public data.

    python -m training.peer --out FOLDER --minutes 10

One shared tok2vec (spaCy's own defaults), a tagger, a parser and a names component. Its tagger gives UPOS. It
trains on the same EWT, GUM and names files as our model and knows no attribution, no lemma and no vectors,
so a comparison of speed leans its way. Runs by the processor time of one thread; the seed is fixed. A SIGTERM
ends it early, and what it has learnt is kept.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

from onrecord.parse.english import english
from onrecord.parse.labels import Labels, bio
from training.corpora import DATA, MISSING, NAMES, Text, label_lists, training_sets, treebank

SETS = ("ewt", "gum", "wikigold", "sec", "uner")
WORDS = 800
"""Words of one training step."""
PIECE = 12
"""Sentences of one training example; longer documents are parted."""
_TAGS = bio(NAMES)
_WIDTH = 96


def pipeline() -> Language:
    """An untrained pipeline: tok2vec, tagger, parser, ner; the three listen to the one tok2vec."""
    language = english()
    language.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH, "upstream": "*"}
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
    language.add_pipe("tagger", config={"model": tagger})
    for name in ("parser", "ner"):
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": name, "use_upper": True,
            "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "tok2vec": listener,
        }  # fmt: skip
        language.add_pipe(name, config={"model": model})
    return language


def documents(language: Language, texts: list[Text], labels: Labels) -> list[Doc]:
    """Gold Docs of a dozen sentences; a layer that a set lacks is missing there and costs nothing."""
    return [doc for text in texts for doc in _documents(language, text, labels)]


def _documents(language: Language, text: Text, labels: Labels) -> Iterator[Doc]:
    known = text.layers["sentence"] != MISSING
    firsts = [
        i for i in range(len(text)) if text.layers["sentence"][i] == 1 or (text.starts[i] and not known[i])
    ]
    cuts = [0, *firsts[PIECE::PIECE], len(text)]
    for start, end in pairwise(cuts):
        if start < end:
            yield _document(language, text, labels, slice(start, end))


def _document(language: Language, text: Text, labels: Labels, part: slice) -> Doc:
    words = text.words[part]
    count = len(words)
    spaces = [*text.spaced[part][1:].tolist(), True]
    head, relation = text.layers["head"][part], text.layers["relation"][part]
    tree = {}
    if (head != MISSING).all():
        heads = [i if h < 0 else int(h) - part.start for i, h in enumerate(head)]
        deps = ["ROOT" if h < 0 else labels.relations[r] for h, r in zip(head, relation, strict=True)]
        tree = {"heads": heads, "deps": deps}
    upos = text.layers["upos"][part]
    tags = [labels.upos[u] if u >= 0 else "" for u in upos]
    names = text.layers["names"][part]
    ents = [_TAGS[n] if n >= 0 else "" for n in names]
    doc = Doc(language.vocab, words=words, spaces=spaces, tags=tags, ents=ents, **tree)
    assert len(doc) == count
    return doc


def examples(language: Language, gold: list[Doc]) -> list[Example]:
    """Gold documents beside blank ones with the same words."""
    return [
        Example(Doc(language.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]), d)
        for d in gold
    ]


def train(language: Language, given: list[Example], minutes: float, seed: int = 1) -> int:
    """Trains in place for some minutes of processor time; returns the steps done."""
    fix_random_seed(seed)
    dice = random.Random(seed)
    optimiser = language.initialize(lambda: given)
    start, steps = time.process_time(), 0
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGTERM, stop)
    while True:
        dice.shuffle(given)
        for batch in _batches(given):
            if stopped or time.process_time() - start > minutes * 60:
                return steps
            share = (time.process_time() - start) / (minutes * 60)
            optimiser.learn_rate = 0.001 * min(1.0, (steps + 1) / 100) * (1 - 0.9 * share)
            losses = language.update(batch, drop=0.1, sgd=optimiser)
            steps += 1
            if steps % 100 == 0:
                told = " ".join(f"{name}={value / WORDS:.3f}" for name, value in sorted(losses.items()))
                print(f"{time.process_time() - start:6.0f}s step {steps} {told}", flush=True)


def _batches(given: list[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    size = 0
    for one in given:
        batch.append(one)
        size += len(one.reference)
        if size >= WORDS:
            yield batch
            batch, size = [], 0


def accuracy(language: Language, texts: list[Text], labels: Labels) -> dict[str, float]:
    """UPOS, and UAS and LAS where the pipeline finds the sentences itself, on gold words."""
    hits = {"upos": 0, "uas": 0, "las": 0}
    words = 0
    for gold in documents(language, texts, labels):
        doc = Doc(language.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
        for _, component in language.pipeline:
            doc = component(doc)
        for found, right in zip(doc, gold, strict=True):
            hits["upos"] += found.tag_ == right.tag_
            hits["uas"] += found.head.i == right.head.i
            hits["las"] += found.head.i == right.head.i and found.dep_ == right.dep_
        words += len(gold)
    return {name: round(100 * hit / words, 1) for name, hit in hits.items()}


def main() -> None:
    """Reads the command line, trains, measures on dev, and saves."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--out", type=Path, required=True, help="the folder of the pipeline")
    reader.add_argument("--minutes", type=float, default=10.0)
    given = reader.parse_args()
    labels = label_lists()
    language = pipeline()
    texts = training_sets(labels, DATA, frozenset(("polnear", "articles")))
    gold = documents(language, [t for t in texts if t.corpus in SETS], labels)
    print(f"{len(gold)} examples, {sum(map(len, gold))} words", flush=True)
    steps = train(language, examples(language, gold), given.minutes)
    language.to_disk(given.out)
    figures = {"steps": steps, "minutes": given.minutes} | {
        corpus: accuracy(language, treebank(DATA / f"parse/{corpus}-dev.conllu", corpus, labels), labels)
        for corpus in ("ewt", "gum")
    }
    (given.out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
