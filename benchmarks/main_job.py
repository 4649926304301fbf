"""The main job's figures against their bars, on ../shared (make bench).

    python benchmarks/main_job.py              measure all, print one table; exit 1 where a bar is missed
    python benchmarks/main_job.py --update     the same, and raise the floors in floors.json (never lower one)

Time and memory are this machine's; the scores are the same everywhere: tests/flows holds them to the floors.
Memory is the resident size summed over the process tree, sampled every 10 ms: a page that two processes share
counts twice.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
ONRECORD = str(Path(sys.executable).with_name("onrecord"))
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, the bar, and whether it is held."""

    what: str
    measured: str
    bar: str
    held: bool


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the wall, megabytes at its peak, and its exit code."""

    seconds: float
    megabytes: float
    code: int


def onrecord(*arguments: str) -> Cost:
    """Run the command line in a process of its own and watch it."""
    start, peak = time.perf_counter(), 0
    quiet = subprocess.DEVNULL
    with subprocess.Popen((ONRECORD, *arguments), stdout=quiet, stderr=quiet) as process:
        while process.poll() is None:
            peak = max(peak, sum(resident(one) for one in tree(process.pid)))
            time.sleep(0.01)
    return Cost(time.perf_counter() - start, peak / 1e6, process.returncode)


def tree(pid: int) -> list[int]:
    """The process and all that come from it."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        below = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(deeper for child in below for deeper in tree(child))]


def resident(pid: int) -> int:
    """Bytes of memory that a process holds now; 0 where it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def dump(record: Path, out: Path) -> dict[str, bytes]:
    """Every exported table but `runs` (law 4 leaves it out), byte for byte."""
    onrecord("export", str(record), "--format", "jsonl", "--out", str(out))
    return {file.name: file.read_bytes() for file in sorted(out.iterdir()) if file.stem != "runs"}


def copy_with_date(work: Path) -> Path:
    """A copy of the five reports with the date that the first one does not state, in a metadata.csv."""
    pile = work / "reports"
    shutil.copytree(SHARED / "reports", pile)
    gold = json.loads((SHARED / "reports_gold.json").read_text("utf-8"))[0]
    pile.chmod(0o755)
    with (pile / "metadata.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["file", "published"], [gold["doc"], gold["published"][0]]])
    return pile


def score(task: str, gold: Path, out: Path) -> dict[str, object]:
    """What ../shared/score/score.py says of an export."""
    command = (sys.executable, str(SHARED / "score" / "score.py"), task, str(gold), str(out), "--json")
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, object] = json.loads(answer.stdout)
    return result


def report_scores(work: Path) -> dict[str, float]:
    """The figures of `score.py reports`, with the first report's date given."""
    onrecord("run", str(copy_with_date(work)), "-o", str(work / "scored.db"))
    dump(work / "scored.db", work / "scored")
    got = score("reports", SHARED / "reports_gold.json", work / "scored")
    detail = got["of"]
    assert isinstance(detail, dict)
    named = (
        "statements_found",
        "statements_right_speaker",
        "modes_right",
        "figures_amount",
        "dates",
        "furniture",
    )
    scores = {name: float(str(got[name])) for name in named}
    scores["published"] = float(detail["published"])
    scores["statements_extra"] = float(str(got["statements_extra"]))
    lost = ("statements_lost_to_furniture", "furniture_characters_of_the_report")
    scores["report_marked_as_furniture"] = float(sum(detail.get(name, 0) for name in lost))
    return scores


def cost_lines(work: Path) -> list[Line]:
    """Bars on time and memory: a first run, and the same again."""
    command = ("run", str(SHARED / "reports"), "-o", str(work / "r.db"))
    onrecord("run", str(SHARED / "reports"), "-o", str(work / "warm.db"))  # a warm disk
    first, again = onrecord(*command), onrecord(*command)
    return [
        Line(
            "run ../shared/reports",
            f"{first.seconds:.1f} s",
            "< 20 s",
            first.seconds < 20 and first.code == 0,
        ),
        Line(
            "peak memory, whole process tree", f"{first.megabytes:.0f} MB", "< 800 MB", first.megabytes < 800
        ),
        Line(
            "the same command again", f"{again.seconds:.2f} s", "< 2 s", again.seconds < 2 and again.code == 0
        ),
    ]


def score_lines(work: Path) -> list[Line]:
    """Bars on quality: the floors of floors.json, which start at the issue's bars."""
    scores, floors = report_scores(work), json.loads(FLOORS.read_text("utf-8"))["reports"]
    lines = [
        Line(f"reports: {name}", f"{scores[name]:g}", f">= {floor:g}", scores[name] >= floor)
        for name, floor in floors.items()
    ]
    marked = scores["report_marked_as_furniture"]
    lines.append(Line("reports: words of the report marked as furniture", f"{marked:g}", "0", marked == 0))
    lines.append(Line("reports: statements beyond the gold", f"{scores['statements_extra']:g}", "-", True))
    return lines


def audit_lines(work: Path) -> list[Line]:
    """Every cell of the five reports, and of 84 articles of attribution/dev, shows its words."""
    docs = SHARED / "data" / "attribution" / "dev" / "docs.jsonl"
    onrecord("run", str(docs), "-o", str(work / "dev.db"))
    codes = {name: onrecord("audit", str(work / name)).code for name in ("r.db", "dev.db")}
    return [
        Line("audit, five reports", f"exit {codes['r.db']}", "exit 0", codes["r.db"] == 0),
        Line(
            "audit, 84 articles of attribution/dev", f"exit {codes['dev.db']}", "exit 0", codes["dev.db"] == 0
        ),
    ]


def same_record_lines(work: Path) -> list[Line]:
    """The same record, byte for byte, whatever the order and the number of workers."""
    files = sorted(str(path) for path in (SHARED / "reports").iterdir())
    ways: dict[str, Sequence[str]] = {
        "files in order": files,
        "again": files,
        "in reverse order": files[::-1],
        "one worker": [*files, "--workers", "1"],
        "two workers": [*files, "--workers", "2"],
    }
    dumps = []
    for number, arguments in enumerate(ways.values()):
        record = work / f"same-{number}.db"
        onrecord("run", *arguments, "-o", str(record))
        dumps.append(dump(record, work / f"same-{number}"))
    names = list(ways)
    return [
        Line(
            f"the same record: {name}", "same" if other == dumps[0] else "differs", "same", other == dumps[0]
        )
        for name, other in zip(names[1:], dumps[1:], strict=True)
    ]


def raise_floors(scores: dict[str, float]) -> None:
    """Write the scores into floors.json where they are higher than what stands there."""
    held = json.loads(FLOORS.read_text("utf-8"))
    held["reports"] = {name: max(floor, scores[name]) for name, floor in held["reports"].items()}
    FLOORS.write_text(json.dumps(held, indent=2) + "\n", "utf-8")


def main() -> int:
    """Measure, print the table, and say by the exit code whether every bar is held."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    update = options.parse_args().update
    if not SHARED.exists():
        print(f"needs {SHARED}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lines = cost_lines(work) + score_lines(work) + audit_lines(work) + same_record_lines(work)
        if update:
            shutil.rmtree(work / "reports")
            raise_floors(report_scores(work))
    for line in lines:
        print(f"{line.what:52} {line.measured:>10}   {line.bar:10} {'' if line.held else 'MISSED'}".rstrip())
    return 0 if all(line.held for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
