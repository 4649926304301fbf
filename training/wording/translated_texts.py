"""The texts that the measure of translated wording learns from and is measured on.

Learnt from: WMT23 (wmt-conference/wmt23-news-systems on GitHub, folder `txt`: references, submissions and
English sources into and out of six languages) and the German-English test sets of 2008 to 2019 with their
Google and DeepL translations that van der Werff, van Noord and Toral, "Automatic Discrimination of Human and
Neural Machine Translation" (EAMT 2022) gave out (tobiasvanderwerff/HT-vs-MT, folder `experiments`).
Measured on, and learnt from where a fold is left out: `../shared/data/translated/dev` (WMT21 and WMT22).
"""

from __future__ import annotations

import json
import os
import pathlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
WORDS = 150
_PAIRS = ("de-en", "he-en", "ja-en", "ru-en", "uk-en", "zh-en")
_SOURCES = ("en-cs", "en-de", "en-ru", "en-zh")
_SENTENCE = re.compile(r'(?:(?<=[.!?])|(?<=[.!?]["”])) +(?=[A-Z“"])')


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its set, language pair ("en" where native), kind, system and, as a number, its source
    text."""

    year: str
    pair: str
    kind: str
    system: str
    source: str
    text: str


def of_wmt23(folder: pathlib.Path) -> Iterator[Text]:
    """Texts of at least 150 words; all versions of one are cut at the same lines."""
    for pair in _PAIRS:
        kinds = (("human", "references"), ("machine", "system-outputs"))
        yield from _cut(
            pair, [(kind, path) for kind, part in kinds for path in _paths(folder / "txt" / part, pair)]
        )
    for pair in _SOURCES:
        yield from _cut("en", [("native", path) for path in _paths(folder / "txt" / "sources", pair)])


def _paths(folder: pathlib.Path, pair: str) -> list[pathlib.Path]:
    return sorted(folder.glob(f"*.{pair}.*.en"))


def _cut(pair: str, versions: Sequence[tuple[str, pathlib.Path]]) -> Iterator[Text]:
    read = [(kind, path.name, _lines(path)) for kind, path in versions]
    for start, end in _cuts(read[0][2]):
        for kind, name, lines in read:
            text = _segmented([line for line in lines[start:end] if line.strip()])
            yield Text("wmt23", pair, kind, name, f"{name.split('.')[1]} {start}", text)


def of_test_sets(folder: pathlib.Path) -> Iterator[Text]:
    """Documents of 2008 to 2019 cut into texts of at least 150 words."""
    for year in range(8, 20):
        name = f"wmt{year:02}"
        for kind, pair, path in _versions(folder / "experiments", year):
            for number, document in enumerate(_lines(path) if path.exists() else ()):
                for sentences in _joined(_SENTENCE.split(document)):
                    yield Text(name, pair, kind, path.name, f"{name} {number}", _segmented(sentences))


def _versions(folder: pathlib.Path, year: int) -> list[tuple[str, str, pathlib.Path]]:
    experiment, part = ("10", "train") if year < 18 else ("11", "dev" if year == 18 else "test")
    deepl, google = (folder / experiment / "data" / name / part for name in ("deepl", "google"))
    return [
        ("human", "de-en", deepl / f"trans_en_wmt{year:02}.txt"),
        ("machine", "de-en", deepl / f"org_de_wmt{year:02}.deepl.en"),
        ("machine", "de-en", google / f"org_de_wmt{year:02}.txt.en.google"),
        ("native", "en", folder / "11" / "data" / "deepl" / "train" / f"org_en_wmt{year:02}.txt"),
    ]


def segments() -> list[Text]:
    """The segments of WMT21 and WMT22, in order; `source` is empty: see `translated_groups`."""
    out = []
    for year in ("wmt21", "wmt22"):
        path = DATA / "translated" / "dev" / f"{year}.jsonl"
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            pair = "en" if row["kind"] == "native" else row["source"].split(".")[1]
            out.append(Text(year, pair, row["kind"], row["source"], "", row["text"]))
    return out


def joins(texts: Sequence[Text], among: Iterable[int], words: int = WORDS) -> list[list[int]]:
    """Numbers of segments joined in their order, within one system of one pair, to at least so many words."""
    by: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at in among:
        by[texts[at].year, texts[at].kind, texts[at].system].append(at)
    sizes = [len(text.text.split()) for text in texts]
    return [part for listed in by.values() for part in _cut_at(listed, sizes, words)]


def _cut_at(listed: Sequence[int], sizes: Sequence[int], words: int) -> Iterator[list[int]]:
    now: list[int] = []
    for at in listed:
        now.append(at)
        if sum(sizes[one] for one in now) >= words:
            yield now
            now = []


def _lines(path: pathlib.Path) -> list[str]:
    return path.read_text("utf-8").rstrip("\n").split("\n")


def _cuts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    sizes = [len(line.split()) for line in lines]
    for part in _cut_at(range(len(lines)), sizes, WORDS):
        yield part[0], part[-1] + 1


def _joined(sentences: Sequence[str]) -> Iterator[list[str]]:
    sizes = [len(sentence.split()) for sentence in sentences]
    for part in _cut_at(range(len(sentences)), sizes, WORDS):
        yield [sentences[at] for at in part]


def _segmented(lines: Sequence[str]) -> str:
    """Lines as paragraphs of about 45 words, as the segments of WMT21 and WMT22 are."""
    out: list[list[str]] = [[]]
    for line in lines:
        if sum(len(one.split()) for one in out[-1]) >= 45:
            out.append([])
        out[-1].append(line.strip())
    return "\n\n".join(" ".join(part) for part in out)
