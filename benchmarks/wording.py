"""Marks on one report alone: how many spun reports are found, and how many untouched ones are marked.

    python benchmarks/wording.py spun FOLDER LIST [COUNT]   COUNT (300) articles spun by rule, 1,000 untouched
    python benchmarks/wording.py reports        the five reports: their scores and words
    python benchmarks/wording.py native         other native texts that get a mark by mistake; paraphrases
    python benchmarks/wording.py words FOLDER   words shown of spun articles, with what was replaced

FOLDER is `src/yaml` of a clone of globalwordnet/english-wordnet (CC BY 4.0), LIST the file
`synonyms-simplified.txt` of Jiayue-Z/Word-Spinner (a replacer's own list). Articles:
ramybaly/Article-Bias-Prediction; split by hash of their ids, so that none of the 1,300 measured here was
used for the weights. Spun with all of the thesaurus, with the half of its pairs that training did not use,
and with the pairs of the list in that half. The data is `../shared/data`, or the folder that ONRECORD_DATA
names. What the model reads is kept in the folder that ONRECORD_PARSED names, where there is one: reading
takes ten minutes or so. The areas under the curve for machine translation need models trained without the
texts measured: they are printed by training/wording/translated.py.
"""

from __future__ import annotations

import collections
import hashlib
import json
import os
import pathlib
import pickle
import sys
import time

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.copies_data import normalised  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

from onrecord import clean, parse  # noqa: E402
from onrecord.extract.wording import marks, scores, spun_words  # noqa: E402
from onrecord.run import blocks  # noqa: E402
from onrecord.shapes import Article, Source  # noqa: E402
from training.wording.replaced import articles  # noqa: E402
from training.wording.spinner import ListSpinner, Spinner, irregular, thesaurus  # noqa: E402

DATA = pathlib.Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
PARSED = os.environ.get("ONRECORD_PARSED")
UNTOUCHED = 1000
SHARES = (0.2, 0.3)  # of the words that the thesaurus knows: the bar is at 0.3
OF_LIST = 0.4
PARSER = parse.Parser(parse.MODEL)


def parsed(article: Article) -> Doc:
    """What the mark "spun" needs of the model's reading, out of the folder of kept ones where it is there."""
    if PARSED is None:
        return PARSER.doc(article.shadow, blocks(article))
    path = pathlib.Path(PARSED) / hashlib.sha256(article.shadow.encode("utf-8", "replace")).hexdigest()
    if not path.exists():
        doc = PARSER.doc(article.shadow, blocks(article))
        spaces = [bool(token.whitespace_) for token in doc]
        path.write_bytes(pickle.dumps(([token.text for token in doc], spaces, doc.user_data["states"])))
    words, spaces, states = pickle.loads(path.read_bytes())
    doc = Doc(PARSER.doc("", []).vocab, words=words, spaces=spaces)
    doc.user_data["states"] = states
    return doc


def read(text: str) -> tuple[Article, Doc] | None:
    """A text cleaned and parsed."""
    article = clean.article(Source("a", "a", "text", text, "", ""))
    return (article, parsed(article)) if isinstance(article, Article) else None


def marked(text: str) -> bool:
    """Whether a text gets a score at which the mark "spun" begins."""
    found = read(text)
    return found is not None and spun_words(*found)[0] >= 0.5


def share_marked(texts: list[str]) -> float:
    return sum(map(marked, texts)) / len(texts)


def spun(folder: str, listed: str, count: str = "300") -> None:
    path = pathlib.Path(folder)
    words, forms = thesaurus(path), irregular(path)
    rows = articles()
    untouched = [row["text"] for row in rows[:UNTOUCHED]]
    print(f"untouched articles marked spun: {share_marked(untouched):.1%} of {len(untouched)}", flush=True)
    chosen = rows[UNTOUCHED : UNTOUCHED + int(count)]
    for half, name in ((1, "synonyms not trained on"), (None, "any synonym")):
        for share in SHARES:
            by_rule(Spinner(words, forms, half), share, name, chosen)
    by_rule(ListSpinner(pathlib.Path(listed), 1), OF_LIST, "a replacer's own list", chosen)
    by_hand = yaml.safe_load((ROOT / "tests/cases/wording.yaml").read_text("utf-8"))["spun"]
    print(f"spun by hand: {share_marked([case['text'] for case in by_hand]):.0%} of {len(by_hand)}")


def by_rule(spinner: Spinner, share: float, name: str, rows: list[dict]) -> None:
    made = [spinner.spin(row["text"], share, row["id"]) for row in rows]
    replaced = sum(len(where) for _, where in made) / sum(len(row["text"].split()) for row in rows)
    recall = share_marked([text for text, _ in made])
    print(
        f"{name}, {share:.0%} of known words, {replaced:.1%} of all: {recall:.1%} of {len(made)} marked",
        flush=True,
    )


def words(folder: str, count: str = "50") -> None:
    """Words shown of articles spun with pairs not trained on, each with whether it was put in."""
    path = pathlib.Path(folder)
    spinner = Spinner(thesaurus(path), irregular(path), 1)
    shown = []
    for row in articles()[UNTOUCHED : UNTOUCHED + 60]:
        text, where = spinner.spin(row["text"], SHARES[0], row["id"])
        found = read(text)
        score, places = spun_words(*found) if found is not None else (0.0, ())
        for start, end in places if score >= 0.5 else ():
            put_in = any(a < end and start < b for a, b in where)
            around = text[max(0, start - 50) : start], text[start:end], text[end : end + 40]
            shown.append((put_in, " ".join(f"{around[0]}[{around[1]}]{around[2]}".split())))
    step = max(1, len(shown) // int(count))
    print(f"{sum(put_in for put_in, _ in shown)} of {len(shown)} words shown were put in")
    for put_in, line in shown[::step][: int(count)]:
        print("put in" if put_in else "native", line)


def reports() -> None:
    for path in sorted((DATA.parent / "reports").glob("*.txt")):
        article = clean.article(Source(path.name, path.name, "text", path.read_text("utf-8"), "", ""))
        assert isinstance(article, Article)
        begun = time.process_time()
        doc = PARSER.doc(article.shadow, blocks(article))
        read_at = time.process_time()
        found = marks(article, doc)
        took = (time.process_time() - read_at) / (read_at - begun)
        print(path.name, scores(article, doc), f"{took:.1%} of parse time")
        for mark in found:
            print("   ", mark.kind, mark.score, [span.text for span in mark.words])


def native() -> None:
    """Texts of other origin than the articles: PolNeAR, and originals beside their paraphrases."""
    count: collections.Counter[str] = collections.Counter()
    for line in (DATA / "attribution" / "dev" / "docs.jsonl").open(encoding="utf-8"):
        count["PolNeAR dev"] += 1
        count["PolNeAR dev, spun"] += marked(json.loads(line)["text"])
    for line in (DATA / "copies" / "spun_pairs.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        for side in ("original", "spun"):
            count[f"copies, {side}"] += 1
            count[f"copies, {side}, marked"] += marked(normalised(row[side]))
    for name in sorted(count):
        print(name, count[name])


if __name__ == "__main__":
    {"spun": spun, "reports": reports, "native": native, "words": words}[sys.argv[1]](*sys.argv[2:])
