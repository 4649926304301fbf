"""What joining costs as a record grows: processor time, memory, and what a hundred reports more cost.

    python benchmarks/scale.py RECORD --sizes 1000,2000,4000 --add 100

RECORD is one of real reports (`onrecord run ../shared/data/articles -o RECORD`). Its findings are recombined
to any number (see recombined.py); nothing is read again. Each size is joined in a process of its own: first
all of it, then once more after some reports were added. Prints a table with the exponent of the growth, and
writes it with a plot into scale.csv and scale.svg beside this file. Processor time, not the clock's: other
programs may run on the machine.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord import run
from onrecord.shapes import Findings, Settings
from onrecord.store import Record
from recombined import recombined

HERE = Path(__file__).parent
TOGETHER = 200  # reports written in one transaction
COLUMNS = ("reports", "first_seconds", "megabytes", "added", "added_seconds", "record_megabytes")


def main() -> None:
    """Measures every size and tells it."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("record")
    ask.add_argument("--sizes", default="250,500,1000")
    ask.add_argument("--add", type=int, default=100)
    ask.add_argument("--piles", help="a folder that keeps the recombined records for another time")
    ask.add_argument("--join", type=int, help=argparse.SUPPRESS)
    ask.add_argument("--out", default=str(HERE))
    given = ask.parse_args()
    if given.join is not None:
        print(json.dumps(joined(Path(given.record), Path(given.out))))
        return
    base = findings(given.record)
    lines: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted(map(int, given.sizes.split(","))):
            pile = Path(given.piles or folder) / f"n{size}.db"
            if not pile.exists():
                made = [one for one in lines if one["reports"] < size]
                if made:
                    shutil.copy(pile.with_name(f"n{made[-1]['reports']}.db"), pile)
                grow(pile, base, size)
            more, copy = Path(folder) / "more.pickle", Path(folder) / "joined.db"
            more.write_bytes(pickle.dumps(list(recombined(base, size + given.add, start=size))))
            shutil.copy(pile, copy)
            command = [sys.executable, __file__, str(copy), "--join", str(size), "--out", str(more)]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            lines.append({"reports": size, "added": given.add} | json.loads(said))
            print(lines[-1], flush=True)
    tell(lines, Path(given.out))


def findings(record: str) -> list[Findings]:
    """The reports that all others are made of."""
    with Record.open(record) as opened:
        return [opened.findings(article_id) for article_id in opened.article_ids()]


def grow(where: Path, base: Sequence[Findings], size: int) -> None:
    """Brings a record to so many reports, not joined."""
    with Record.open(str(where), create=True) as record:
        new = recombined(base, size, start=len(record.article_ids()))
        while some := list(islice(new, TOGETHER)):
            record.write_all(some, "key")


def joined(where: Path, more: Path) -> dict[str, float]:
    """Joins a record, then the same with the reports that `more` has besides."""
    with Record.open(str(where)) as record:
        first = seconds(record)
        peak = most_memory()
        for found in pickle.loads(more.read_bytes()):
            record.write(found, "key")
        return {
            "first_seconds": first,
            "megabytes": round(peak),
            "added_seconds": seconds(record),
            "record_megabytes": round(where.stat().st_size / 1e6),
        }


def most_memory() -> float:
    """The most that this process ever held, in megabytes (getrusage would tell the parent's as well)."""
    (line,) = (row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) / 1000


def seconds(record: Record) -> float:
    """Processor time of one joining."""
    start = time.process_time()
    run.join(record, Settings(), "key")
    return round(time.process_time() - start, 2)


def exponent(lines: Sequence[dict[str, Any]], name: str) -> float:
    """The slope of a straight line through the points, both on scales of powers (least squares)."""
    points = [(math.log(line["reports"]), math.log(max(line[name], 1e-9))) for line in lines]
    x, y = (sum(point[side] for point in points) / len(points) for side in (0, 1))
    across = sum((a - x) ** 2 for a, _ in points)
    return sum((a - x) * (b - y) for a, b in points) / across if across else float("nan")


def tell(lines: Sequence[dict[str, Any]], out: Path) -> None:
    """Prints the exponents; writes the table and the plot."""
    for name in ("first_seconds", "added_seconds", "megabytes"):
        print(f"exponent of {name}: {exponent(lines, name):.2f}")
    with (out / "scale.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(lines)
    (out / "scale.svg").write_text(plot(lines), "utf-8")


def plot(lines: Sequence[dict[str, Any]]) -> str:
    """Seconds over reports, both on scales of powers; straight lines of slope 1 for comparison."""
    width, height, edge = 660, 400, 75
    xs = [math.log10(line["reports"]) for line in lines]
    names = (
        ("first_seconds", "#1a5fb4", "all joined at once"),
        ("added_seconds", "#c64600", "after more came"),
    )
    ys = [math.log10(max(line[name], 0.01)) for line in lines for name, _, _ in names]
    low, high = math.floor(min(ys)), math.ceil(max(ys))
    left, right = math.floor(min(xs)), math.ceil(max(xs))

    def at(x: float, y: float) -> str:
        across = edge + (x - left) / max(1, right - left) * (width - 2 * edge)
        return f"{across:.1f},{height - edge - (y - low) / max(1, high - low) * (height - 2 * edge):.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">'
    ]
    for power in range(left, right + 1):
        x, y = at(power, low).split(",")
        parts.append(f'<text x="{x}" y="{float(y) + 20}" text-anchor="middle">{10**power:,} reports</text>')
    for power in range(low, high + 1):
        x, y = at(left, power).split(",")
        parts.append(f'<text x="{float(x) - 8}" y="{y}" text-anchor="end">{10.0**power:g} s</text>')
        parts.append(f'<polyline points="{at(left, power)} {at(right, power)}" stroke="#ddd"/>')
    for number, (name, colour, said) in enumerate(names):
        points = [(x, math.log10(max(line[name], 0.01))) for x, line in zip(xs, lines, strict=True)]
        drawn = " ".join(at(*point) for point in points)
        straight = f"{at(*points[0])} {at(xs[-1], points[0][1] + xs[-1] - xs[0])}"
        parts.append(f'<polyline points="{straight}" stroke="{colour}" stroke-dasharray="4" fill="none"/>')
        parts.append(f'<polyline points="{drawn}" stroke="{colour}" stroke-width="2" fill="none"/>')
        text = f"{said}: exponent {exponent(lines, name):.2f}"
        parts.append(f'<text x="{edge + 20}" y="{30 + 20 * number}" fill="{colour}">{text}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
