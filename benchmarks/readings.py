"""The sane reading beside the broken one, against exact gold: articles spun by rule, each new word known.

    python benchmarks/readings.py FOLDER                      120 articles, a minute
    python benchmarks/readings.py FOLDER --articles 40 --show 30

FOLDER is `src/yaml` of a clone of globalwordnet/english-wordnet (see training/wording/spinner.py). Articles
are spun at four shares of their replaceable words in turn. Words that were replaced beside each other in one
sentence are one run. A run counts as right where both its places are exactly those of the gold; "touched" is
the share whose words stand, on both sides, at a place that was replaced.

Direction: of the pairs of spun_pairs.jsonl that are found as spun, without days and marks, how many say who
was made from whom, and how many rightly; the same of the articles spun by rule. `--show N` prints so many
runs of spun_pairs.jsonl, drawn once, for the eye.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from copies_data import ROOT, articles, spun_pairs

sys.path.insert(0, str(ROOT))

from onrecord import clean
from onrecord.reconcile.copies.proving import opened, proved
from onrecord.reconcile.copies.replacing import Aligned, Run
from onrecord.reconcile.copies.word_pairs import SENTENCE, Lexed
from onrecord.reconcile.copies.words import worded
from onrecord.shapes import Article, Source, Stated
from training.wording.spinner import _WORD, Spinner, irregular, thesaurus

SHARES = (0.15, 0.3, 0.5, 0.8)
CHARACTERS = 6000
PRECISION, RECALL = 0.95, 0.8
Places = tuple[int, int, int, int]


def article(article_id: str, text: str) -> Article:
    """A text as the clean room hands it on, without days and marks."""
    made = clean.article(Source(article_id, article_id, "text", text, "", "", Stated()))
    assert isinstance(made, Article)
    return replace(made, marks=())


def replaced(text: str, where: Sequence[tuple[int, int]]) -> Iterator[Places]:
    """Each new word's place and that of the word it replaced; what stands between is the same in both."""
    end = of_end = 0
    for start, stop in where:
        of_start = of_end + start - end
        match = _WORD.match(text, of_start)
        assert match is not None
        yield start, stop, of_start, match.end()
        end, of_end = stop, match.end()


def gold(a: Lexed, b: Lexed, places: Sequence[Places]) -> set[Run]:
    """The runs of words that were replaced."""
    found: list[Run] = []
    for start, stop, of_start, of_stop in places:
        one = Run(*_words(a, start, stop), *_words(b, of_start, of_stop))
        if one.a_start == one.a_end or one.b_start == one.b_end:
            continue  # on a line of furniture
        if a.words[one.a_start : one.a_end] == b.words[one.b_start : one.b_end]:
            continue
        beside = found and (found[-1].a_end, found[-1].b_end) == (one.a_start, one.b_start)
        if beside and b.breaks[one.b_start - 1] != SENTENCE:
            one = Run(found[-1].a_start, one.a_end, found.pop().b_start, one.b_end)
        found.append(one)
    return set(found)


def _words(text: Lexed, start: int, stop: int) -> tuple[int, int]:
    inside = [at for at, end in enumerate(text.text.ends) if end > start and text.text.starts[at] < stop]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _touches(run: Run, others: set[Run]) -> bool:
    return any(
        run.a_start < one.a_end
        and one.a_start < run.a_end
        and run.b_start < one.b_end
        and one.b_start < run.b_end
        for one in others
    )


def runs_of_rule(folder: Path, count: int) -> tuple[float, float]:
    """Prints precision and recall of runs by share, and directions; gives both of all."""
    spinner = Spinner(thesaurus(folder), irregular(folder))
    counts: dict[float, Counter[str]] = {share: Counter() for share in SHARES}
    told: Counter[str] = Counter()
    for number, (id_, _, whole) in enumerate(articles()[:count]):
        share, text = SHARES[number % len(SHARES)], whole[:CHARACTERS]
        spun, where = spinner.spin(text, share, id_)
        one, of = article("a", spun), article("b", text)
        a, b = Lexed(worded(one)), Lexed(worded(of))
        made, found = gold(a, b, list(replaced(text, where))), set(Aligned(a, b).runs)
        counts[share] += Counter(made=len(made), found=len(found), right=len(made & found))
        counts[share]["touched"] += sum(_touches(run, made) for run in found)
        told[_direction(one, of)] += 1
    everything = sum(counts.values(), Counter())
    for name, c in (*counts.items(), ("all", everything)):
        precision, recall, touched = (
            c["right"] / c["found"],
            c["right"] / c["made"],
            c["touched"] / c["found"],
        )
        print(
            f"{name!s:>5} replaced: precision {precision:.3f}  recall {recall:.3f}  touched {touched:.3f}  "
            f"({c['made']} runs made, {c['found']} found)"
        )
    print("direction, by rule:", dict(told.most_common()))
    return everything["right"] / everything["found"], everything["right"] / everything["made"]


def _direction(one: Article, of: Article) -> str:
    copy = proved(opened(one), opened(of))
    if copy is None or copy.kind != "spun":
        return "no spun copy"
    if copy.direction != "wording":
        return "unknown"
    return "right" if copy.article_id == one.article_id else "wrong"


def main() -> int:
    """Measure and print; 1 where a bar is missed."""
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("folder", type=Path)
    words.add_argument("--articles", type=int, default=120)
    words.add_argument("--show", type=int, default=0)
    given = words.parse_args()
    precision, recall = runs_of_rule(given.folder, given.articles)
    texts, pairs = spun_pairs()
    told: Counter[str] = Counter()
    runs = []
    for pair in pairs:
        one, of = article(pair.copy, texts[pair.copy]), article(pair.source, texts[pair.source])
        told[_direction(one, of)] += 1
        a, b = Lexed(worded(one)), Lexed(worded(of))
        runs += [(a, b, run) for run in Aligned(a, b).runs]
    print("direction, spun_pairs:", dict(told.most_common()), f"{len(runs)} runs")
    for a, b, run in random.Random(1).sample(runs, min(given.show, len(runs))):
        print(f"  {_shown(a, run.a_start, run.a_end)}\n      {_shown(b, run.b_start, run.b_end)}")
    return 0 if precision >= PRECISION and recall >= RECALL else 1


def _shown(text: Lexed, start: int, end: int) -> str:
    before, after = text.words[max(0, start - 5) : start], text.words[end : end + 5]
    return f"{' '.join(before)} [{' '.join(text.words[start:end])}] {' '.join(after)}"


if __name__ == "__main__":
    sys.exit(main())
