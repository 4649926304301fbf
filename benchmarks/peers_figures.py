"""Peers that read quantities, on the same gold and with the same scorer as ours: one table.

    python benchmarks/peers_figures.py --peers PYTHON... [--ours DIR] [--limit N]

PYTHON are interpreters of environments that have the peers: quantulum3, and recognizers-text-suite with
"emoji<2". Which of them is missing is said plainly. `--ours` is the folder that `time_and_figures.py --out`
wrote. Neither peer says what is measured, who gives or who receives, so the last column is theirs by chance.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"
FOLDERS = {"quantities": "quantities/dev", "figures": "figures/dev"}
PEERS = {"quantulum3": "quantulum3", "recognizers-text": "recognizers_number_with_unit"}
HEADINGS = ("value", "+unit", "measure", "amount", "span")
Row = dict[str, object]


def by_quantulum3(text: str) -> Iterator[Row]:
    """quantulum3, with the classifier of units where its environment has it."""
    parser = importlib.import_module("quantulum3.parser")
    for found in parser.parse(text):
        name = found.unit.name if found.unit.name != "dimensionless" else None
        money = name is not None and found.unit.entity.name == "currency"
        low, high = (
            (found.value - found.uncertainty, found.value + found.uncertainty)
            if found.uncertainty
            else (None, None)
        )
        sizes = {"amount": None if low is not None else found.value, "low": low, "high": high}
        kind = {"currency": name if money else None, "unit": None if money else name}
        yield {"start": found.span[0], "end": found.span[1], **sizes, **kind}


def by_recognizers(text: str) -> Iterator[Row]:
    """Microsoft Recognizers-Text, English: money, dimensions, ages, shares, and numbers that are none."""
    units = importlib.import_module("recognizers_number_with_unit")
    numbers = importlib.import_module("recognizers_number")
    readers = (
        units.recognize_currency, units.recognize_dimension, units.recognize_age, units.recognize_temperature,
        numbers.recognize_percentage, numbers.recognize_number,
    )  # fmt: skip
    taken: list[tuple[int, int]] = []
    for reader in readers:
        for found in reader(text, "en-us"):
            start, end = found.start, found.end + 1
            value = (found.resolution or {}).get("value")
            if value is None or any(start < e and s < end for s, e in taken):
                continue
            taken.append((start, end))
            unit = found.resolution.get("unit") or ("percent" if "%" in str(value) else None)
            money = found.resolution.get("isoCurrency") or (
                unit if reader is units.recognize_currency else None
            )
            try:
                size = float(str(value).rstrip("%").replace(",", ""))
            except ValueError:
                size = None
            yield {
                "start": start,
                "end": end,
                "amount": size,
                "currency": money,
                "unit": None if money else unit,
            }


READERS = {"quantulum3": by_quantulum3, "recognizers-text": by_recognizers}


def read(peer: str) -> None:
    """Reads reports as JSON Lines from standard input and writes what the peer finds to standard output."""
    for line in sys.stdin:
        row = json.loads(line)
        try:
            found = list(READERS[peer](row["text"]))
        except Exception as error:  # a peer's own failure is its answer: nothing found
            print(f"{peer} failed on {row['id']}: {error!r}", file=sys.stderr)
            continue
        for each in found:
            print(json.dumps({"article_id": row["id"], **each}))


def installed(python: str, peer: str) -> bool:
    """True where the interpreter can import the peer."""
    command = [python, "-W", "ignore", "-c", f"import {PEERS[peer]}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def score(task: str, out: pathlib.Path) -> dict[str, dict[str, float]]:
    """What ../shared/score/score.py says of a folder with figures.jsonl."""
    gold = str(SHARED / "data" / FOLDERS[task])
    command = [sys.executable, str(SHARED / "score/score.py"), task, gold, str(out), "--json"]
    answer: dict[str, dict[str, float]] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return answer


def measured(python: str, peer: str, out: pathlib.Path, limit: int | None) -> None:
    """Runs one peer over both gold sets."""
    for task, path in FOLDERS.items():
        rows = (SHARED / "data" / path / "docs.jsonl").read_text("utf-8").splitlines()[:limit]
        target = out / peer / task
        target.mkdir(parents=True, exist_ok=True)
        command = [python, "-W", "ignore", str(pathlib.Path(__file__).resolve()), "--read", peer]
        with open(target / "figures.jsonl", "w") as file:
            subprocess.run(command, input="\n".join(rows), stdout=file, text=True, check=True)


def line(name: str, out: pathlib.Path) -> str:
    """One line: F1 of value and of value with unit, recall with the measure; recall on `figures`."""
    news, phrases = score("quantities", out / "quantities"), score("figures", out / "figures")
    shares = (
        news["value"]["f1"],
        news["value_and_unit"]["f1"],
        news["value_and_measure"]["r"],
        phrases["amount"]["r"],
        phrases["span"]["r"],
    )
    return f"{name:18}" + "".join(f"{share:>10.3f}" for share in shares)


def table(pythons: list[str], ours: pathlib.Path | None, limit: int | None = None) -> None:
    """Prints the table: ours, and every peer that one of the interpreters has."""
    print(f"{'figures':18}" + "".join(f"{heading:>10}" for heading in HEADINGS))
    if ours is not None:
        print(line("ours", ours), flush=True)
    out = pathlib.Path(tempfile.mkdtemp())
    for peer in PEERS:
        python = next((each for each in pythons if installed(each, peer)), None)
        if python is None:
            print(f"{peer:18}not installed in {', '.join(pythons) or 'any interpreter named by --peers'}")
            continue
        measured(python, peer, out, limit)
        print(line(peer, out / peer), flush=True)


def main() -> None:
    """Reads the options; `--read PEER` is how the script calls itself under the peers' interpreter."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--peers", nargs="+", default=[], metavar="PYTHON")
    options.add_argument("--ours", type=pathlib.Path, default=None)
    options.add_argument("--limit", type=int, default=None)
    options.add_argument("--read", choices=sorted(PEERS), default=None)
    given = options.parse_args()
    if given.read is not None:
        read(given.read)
    else:
        table(given.peers, given.ours, given.limit)


if __name__ == "__main__":
    main()
