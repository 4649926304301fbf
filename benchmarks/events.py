"""Events against two public gold sets in ../shared: PLOVER's gold sentences, Zero-Shot-PLOVER's pairs.

    python benchmarks/events.py            read both, print one table; exit 1 where a bar is missed

The sets: github openeventdata/PLOVER (163 sentences, codes of an older list) and snowood1/Zero-Shot-PLOVER
(1,044 sentences, 15 classes). The scorer is ../shared/score/score.py; "extra" is events beyond the one that
gold names, a sentence.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
ONRECORD = str(Path(sys.executable).with_name("onrecord"))
# set: type recall, recall of type with actor and recipient, extra events a sentence
BARS = {"dev": (0.70, 0.55, 0.8), "plv-train": (0.60, 0.45, 0.8)}


def measure(name: str) -> tuple[float, float, float]:
    """Type recall, full recall and extra events a sentence on one set."""
    gold = SHARED / "data" / "events" / name
    with tempfile.TemporaryDirectory() as folder:
        record, out = str(Path(folder) / "record.db"), str(Path(folder) / "out")
        subprocess.run(
            [ONRECORD, "run", str(gold / "docs.jsonl"), "-o", record], check=False, capture_output=True
        )
        export = [ONRECORD, "export", record, "--format", "jsonl", "--out", out]
        subprocess.run(export, check=True, capture_output=True)
        scorer = [sys.executable, str(SHARED / "score" / "score.py"), "events", str(gold), out, "--json"]
        said = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    return said["type"]["r"], said["type_actor_recipient"]["r"], said["extra_per_sentence"]


def main() -> int:
    """Print the table; 1 where a bar is missed."""
    missed = False
    print(f"{'set':12} {'type':>14} {'with sides':>14} {'extra':>14}")
    for name, (of_type, of_sides, most) in BARS.items():
        type_, sides, extra = measure(name)
        held = (type_ >= of_type, sides >= of_sides, extra <= most)
        cells = zip((type_, sides, extra), (f">={of_type}", f">={of_sides}", f"<={most}"), strict=True)
        print(f"{name:12} " + " ".join(f"{value:7.3f} {bar:>6}" for value, bar in cells))
        missed = missed or not all(held)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
