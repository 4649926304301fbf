"""The language model's figures against the bars of issue 3, in one table.

    python benchmarks/model.py --peer FOLDER                 everything that needs no other weights
    python benchmarks/model.py --only speed memory --peer F  some of it
    python benchmarks/model.py --encoder DIR                 passage vectors too, beside its own
    python benchmarks/model.py --teacher A --second B        the cross-corpus gate too (model folders)

Needs ../shared; accuracies go through training/evaluate.py and score.py, FOLDER is made by training/peer.py.
The two are timed in turn, report by report, in processor time of one thread. Floors are "model" in
floors.json. Exit code 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model_quotes import direct_quotes
from model_vectors import found_first
from onrecord.parse import MODEL, Parser, load

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
FLOORS = Path(__file__).with_name("floors.json")
_PARAGRAPH = re.compile(r"[^\n]+")
ROUNDS = 3
Block = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; `key` is the name of its floor."""

    key: str
    what: str
    measured: float
    bar: float
    most: bool = False
    """Whether the bar is a limit from above."""

    @property
    def held(self) -> bool:
        """Whether the bar is held."""
        return self.measured <= self.bar if self.most else self.measured >= self.bar


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says."""

    model: Path
    peer: Path | None
    encoder: Path | None
    gate: tuple[Path, Path] | None
    passages: int
    reports: int


def reports(count: int) -> list[tuple[str, list[Block]]]:
    """Texts of attribution/dev and their paragraphs."""
    rows = (DATA / "attribution/dev/docs.jsonl").read_text("utf-8").splitlines()[:count]
    texts = [json.loads(row)["text"] for row in rows]
    return [(text, [m.span() for m in _PARAGRAPH.finditer(text)]) for text in texts]


def tree_lines(given: Given) -> list[Line]:
    """Tags and trees on the dev treebanks."""
    from training.evaluate import treebank, trees

    parser = load(given.model)
    ewt, gum = (
        trees(parser, treebank(DATA / f"parse/{name}-dev.conllu", name, parser.labels))
        for name in ("ewt", "gum")
    )
    gold = "EWT dev, gold tokens and sentences"
    return [
        Line("ewt_upos", f"{gold}: UPOS", ewt["upos"], 97.0),
        Line("ewt_uas", f"{gold}: UAS", ewt["uas"], 92.0),
        Line("ewt_las", f"{gold}: LAS", ewt["las"], 89.5),
        Line("gum_las", "GUM dev, own sentences: LAS", gum["las_own_sentences"], 89.0),
        Line("gum_sentences", "GUM dev: sentence F1", gum["sentence_f1"], 0.0),
    ]


def attribution_lines(given: Given) -> list[Line]:
    """Sources, cues and contents on PolNeAR dev."""
    from training.evaluate import attribution

    parser = load(given.model)
    found = attribution(parser, DATA)
    at = "PolNeAR dev, exact F1:"
    return [
        Line("polnear_source", f"{at} source", found["source_exact"], 81.0),
        Line("polnear_cue", f"{at} cue", found["cue_exact"], 75.0),
        Line("polnear_content", f"{at} content", found["content_exact"], 66.0),
        Line("polnear_both", "PolNeAR dev: content and source F1", found["content_and_source"], 66.0),
        Line(
            "polnear_direct", "direct quotes with a verb of saying: both", direct_quotes(parser, DATA), 92.0
        ),
    ]


def name_lines(given: Given) -> list[Line]:
    """Names on re3d-dev, which is never trained on."""
    from training.evaluate import names

    found = names(load(given.model), DATA)
    kinds = ("person", "organisation", "place")
    return [
        Line("re3d_span", "re3d-dev names: span F1", found["span"], 72.0),
        *(Line(f"re3d_{kind}", f"re3d-dev names: {kind} F1", found[kind], 62.0) for kind in kinds),
    ]


def size_lines(given: Given) -> list[Line]:
    """The model folder."""
    size = sum(file.stat().st_size for file in given.model.rglob("*") if file.is_file())
    return [Line("folder", "model folder, MB", round(size / 1e6, 1), 32.0, most=True)]


def speed_lines(given: Given) -> list[Line]:
    """Words a second of ours and of the peer, report by report in turn; each report's best round counts."""
    if given.peer is None:
        print("speed: no --peer given, left out", file=sys.stderr)
        return []
    import spacy

    parser, peer, pile = load(given.model), spacy.load(given.peer), reports(given.reports)
    words = sum(1 for text, blocks in pile for t in parser.doc(text, blocks) if not t.is_space)
    ours, theirs = [float("inf")] * len(pile), [float("inf")] * len(pile)
    for _ in range(ROUNDS):
        for i, (text, blocks) in enumerate(pile):
            ours[i] = min(ours[i], _seconds(lambda text=text, blocks=blocks: parser.doc(text, blocks)))
            theirs[i] = min(theirs[i], _seconds(lambda text=text: peer(text)))
    return [
        Line("words_per_second", "ours, words a second, one thread", round(words / sum(ours)), 0.0),
        Line("peer_words_per_second", "spaCy CNN pipeline, the same", round(words / sum(theirs)), 0.0),
        Line("speed", "ours : spaCy CNN pipeline", round(sum(theirs) / sum(ours), 2), 1.0),
    ]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def memory_lines(given: Given) -> list[Line]:
    """Peak memory of a process that parses reports and does nothing else."""
    command = (sys.executable, "-c", _ALONE, __file__, "--parse-only", "--model", str(given.model))
    command += ("--reports", str(given.reports))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [Line("memory", "peak memory of parse, MB", float(done.stdout), 250.0, most=True)]


# spaCy loads PyTorch where it finds it (200 MB), as it does beside training; a user's install has none.
_ALONE = (
    "import runpy, sys; sys.modules['torch'] = None; sys.argv = sys.argv[1:];"
    "sys.path.insert(0, sys.argv[0].rpartition('/')[0]); runpy.run_path(sys.argv[0], run_name='__main__')"
)


def parse_only(parser: Parser, count: int) -> None:
    """Parses the reports and prints the peak resident size of this process in MB."""
    for text, blocks in reports(count):
        parser.doc(text, blocks)
    # Not getrusage: its figure may be the parent's, from before this program began.
    status = Path("/proc/self/status").read_text("utf-8")
    print(round(int(status.split("VmHWM:")[1].split()[0]) / 1000))


def vector_lines(given: Given) -> list[Line]:
    """Spun copies by passage vectors, against the published encoder."""
    if given.encoder is None:
        print("vectors: no --encoder given, left out", file=sys.stderr)
        return []
    ours, original = found_first(load(given.model), given.encoder, DATA, given.passages)
    return [
        Line("vectors_original", "spun copies found first, published encoder", original, 0.0),
        Line("vectors", "spun copies found first, ours", ours, round(original - 2, 1)),
    ]


def gate_lines(given: Given) -> list[Line]:
    """Agreement with a treebank teacher on news, against that of a second teacher."""
    if given.gate is None:
        print("gate: no --teacher and --second given, left out", file=sys.stderr)
        return []
    from training.corpora import polnear
    from training.gate import agreement, readings

    texts = polnear(DATA / "attribution/dev")
    shipped, teacher, second = (readings(model, texts) for model in (given.model, *given.gate))
    ours, theirs = agreement(shipped, teacher), agreement(second, teacher)
    return [
        Line("gate_upos", "agreement with the teacher on news: UPOS", ours.upos, round(theirs.upos - 0.5, 2)),
        Line(
            "gate_head", "agreement with the teacher on news: heads", ours.head, round(theirs.head - 0.5, 2)
        ),
    ]


PARTS: dict[str, Callable[[Given], list[Line]]] = {
    "trees": tree_lines,
    "attribution": attribution_lines,
    "names": name_lines,
    "gate": gate_lines,
    "vectors": vector_lines,
    "size": size_lines,
    "speed": speed_lines,
    "memory": memory_lines,
}


def show(lines: list[Line]) -> bool:
    """Prints the table; whether every bar is held. A floor in git that is missed is told too."""
    floors = json.loads(FLOORS.read_text("utf-8")).get("model", {})
    print(f"{'measure':46} {'measured':>9} {'bar':>9} {'floor':>9}")
    for line in lines:
        floor = floors.get(line.key)
        sign = "<=" if line.most else ">="
        bar = f"{sign} {line.bar:g}" if line.bar else "-"
        low = floor is not None and (line.measured > floor if line.most else line.measured < floor)
        told = "MISSED" if not line.held else "BELOW FLOOR" if low else ""
        print(f"{line.what:46} {line.measured:>9g} {bar:>9} {floor if floor is not None else '-':>9} {told}")
    return all(line.held for line in lines)


def one_thread() -> None:
    """Starts this program again with one thread, which numpy's libraries must be told before they load."""
    if any(os.environ.get(name) != "1" for name in THREADS):
        given = os.environ | dict.fromkeys(THREADS, "1") | {"ONRECORD_DATA": str(DATA)}
        os.execve(sys.executable, [sys.executable, *sys.argv], given)


def main() -> int:
    """Measures and prints."""
    one_thread()
    sys.path.insert(0, str(ROOT))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--model", type=Path, default=MODEL)
    for name in ("peer", "encoder", "teacher", "second"):
        options.add_argument(f"--{name}", type=Path)
    options.add_argument("--passages", type=int, default=4721, help="articles whose passages are searched")
    options.add_argument(
        "--reports", type=int, default=40, help="reports that are timed, and parsed for memory"
    )
    options.add_argument("--only", nargs="*", choices=list(PARTS), default=list(PARTS))
    options.add_argument("--parse-only", action="store_true", help=argparse.SUPPRESS)
    got = options.parse_args()
    if not DATA.exists():
        print(f"needs {DATA}", file=sys.stderr)
        return 2
    if got.parse_only:
        parse_only(load(got.model), got.reports)
        return 0
    gate = (got.teacher, got.second) if got.teacher and got.second else None
    given = Given(got.model, got.peer, got.encoder, gate, got.passages, got.reports)
    return 0 if show([line for name in got.only for line in PARTS[name](given)]) else 1


if __name__ == "__main__":
    sys.exit(main())
