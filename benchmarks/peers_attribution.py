"""Peers that read who said what, on the same articles, with the same scorer as ours (for attribution.py).

    benchmarks/attribution.py --peers PYTHON

PYTHON is the interpreter of an environment with textacy. It gets our own Docs (tokens, tags, trees),
paragraph by paragraph: over a whole article its `direct_quotations` raises ValueError where a mark is
missing. The baseline is regular expressions of ours. Both answer with character spans; nothing is
corrected for them.
"""

from __future__ import annotations

import importlib
import json
import pathlib
import pickle
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence

Row = dict[str, object]
Passages = Sequence[tuple[str, list[tuple[int, bytes]]]]
_NAME = (
    r"(?P<who>(?:(?:[Tt]he )?(?:[A-Z][\w.'’-]+)(?: (?:of |the )?[A-Z][\w.'’-]+){0,4}"
    r"|[Hh]e|[Ss]he|[Tt]hey))"
)
_VERB = (
    r"(?P<cue>said|says|told \w+|added|warned|wrote|tweeted|argued|asked|announced|noted|claimed"
    r"|according to)"
)
_QUOTED = r"(?P<what>[“\"][^”\"\n]{8,}[”\"])"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_QUOTED},? {_NAME} {_VERB}\b",
        rf"{_QUOTED},? {_VERB} {_NAME}",
        rf"{_NAME} {_VERB}[,:]? {_QUOTED}",
        rf"{_NAME} {_VERB} (?:that )?(?P<what>(?![“\"])[^“”\"\n]{{12,}}?)(?=\.\s|\.$|\n)",
        rf"(?P<what>(?<=\. )[A-Z][^“”\"\n.]{{12,}}?), {_NAME} {_VERB}\.",
    )
)


def by_patterns(article_id: str, text: str) -> Iterator[Row]:
    """The baseline: a name, a verb of saying, and what stands beside them."""
    taken: set[int] = set()
    for number, pattern in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            if match.start("what") in taken:
                continue
            taken.add(match.start("what"))
            yield row(article_id, match.span("what"), match.span("who"), match.span("cue")) | {
                "mode": "direct" if number < 3 else "indirect"
            }


def row(article_id: str, what: tuple[int, int], who: tuple[int, int], cue: tuple[int, int]) -> Row:
    """A statement under the names that the scorer reads."""
    return {
        "article_id": article_id,
        "start": what[0],
        "end": what[1],
        "speaker_start": who[0],
        "speaker_end": who[1],
        "cue_start": cue[0],
        "cue_end": cue[1],
    }


def by_textacy(python: str, passages: Passages) -> list[Row] | str:
    """What textacy's direct_quotations reads off our Docs, or a sentence that says why nothing."""
    with tempfile.TemporaryDirectory() as folder:
        given, out = pathlib.Path(folder) / "docs.pickle", pathlib.Path(folder) / "out.jsonl"
        given.write_bytes(pickle.dumps(passages))
        command = [python, __file__, str(given), str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}"
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def _textacy(passages: Passages) -> Iterable[Row]:
    """Runs in the peer's own environment."""
    spacy, tokens = importlib.import_module("spacy"), importlib.import_module("spacy.tokens")
    triples = importlib.import_module("textacy.extract.triples")
    vocab = spacy.blank("en").vocab
    for article_id, parts in passages:
        for offset, stored in parts:
            doc = tokens.Doc(vocab).from_bytes(stored)
            try:
                found = list(triples.direct_quotations(doc))
            except ValueError:  # an odd number of marks
                continue
            for triple in found:
                spans = [
                    (offset + words[0].idx, offset + words[-1].idx + len(words[-1]))
                    for words in (list(triple.content), triple.speaker, triple.cue)
                ]
                yield row(article_id, *spans) | {"mode": "direct"}


if __name__ == "__main__":
    read = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())
    answers = "".join(json.dumps(answer) + "\n" for answer in _textacy(read))
    pathlib.Path(sys.argv[2]).write_text(answers, "utf-8")
