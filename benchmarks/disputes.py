"""Precision and recall of the disputes on the labelled cases of tests/cases/disputes.yaml, by kind.

    python benchmarks/disputes.py              the stages before disputes find the stories (as in a run)
    python benchmarks/disputes.py --given      the reports of a case are one story, its copies as labelled
    python benchmarks/disputes.py --misses     also prints every miss and every false dispute
    python benchmarks/disputes.py --held-out   the cases of disputes_held_out.yaml (no rule is for them)
    python benchmarks/disputes.py --unseen     those of disputes_unseen.yaml, by one who had not seen the r

A case names the disputes that its reports hold, by kind and by words that one side each must hold. Every
other dispute of its reports is a false one. Rows told apart (`apart`) are counted by themselves.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from onrecord import parse, run
from onrecord.reconcile.disputes import find_disputes
from onrecord.shapes import Copy, Dispute, Findings, Source, Stated, Story

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases" / "disputes.yaml"
HELD_OUT = ROOT / "benchmarks" / "disputes_held_out.yaml"
UNSEEN = ROOT / "benchmarks" / "disputes_unseen.yaml"
KINDS = ("figure", "date", "wording", "attribution", "characterisation", "inside-one-report")


def read_cases(path: Path = CASES) -> list[dict[str, Any]]:
    """The labelled cases, as data."""
    cases: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return cases


def analysed(case: Mapping[str, Any], parser: parse.Parser) -> Iterator[Findings]:
    """The findings of a case's reports, by the way that every report goes."""
    for name, report in case["reports"].items():
        id_ = f"{case['id']}/{name}"
        published = str(report["published"]) if "published" in report else None
        stated = Stated(outlet=report.get("outlet"), published=published)
        found = run.process(Source(id_, id_, "text", report["text"], "", "", stated), (), parser)
        assert isinstance(found, Findings), f"{id_} is no report: {found}"
        yield found


def given(case: Mapping[str, Any]) -> tuple[tuple[Story, ...], tuple[Copy, ...]]:
    """The story and the copies that a case states."""
    ids = tuple(sorted(f"{case['id']}/{name}" for name in case["reports"]))
    told = case.get("story", True) and len(ids) > 1
    story = (Story("story0000000", case["id"], ids, ids),) if told else ()
    copies = tuple(
        Copy(f"{case['id']}/{one}", f"{case['id']}/{other}", kind, 1.0, "dates")
        for one, other, kind in case.get("copies", ())
    )
    return story, copies


def fits(dispute: Dispute, expected: Mapping[str, Any]) -> bool:
    """True where a dispute is the expected one: its kind (or reason), and each of the words in a side of its
    own."""
    kind = expected["kind"] == dispute.kind and dispute.told_apart is None if "kind" in expected else True
    reason = expected["as"] == dispute.told_apart if "as" in expected else True
    sides = [f"{side.value} {dispute.summary if len(dispute.sides) < 2 else ''}" for side in dispute.sides]
    return bool(kind and reason) and all(
        any(str(word) in side for side in sides) for word in expected["sides"]
    )


class Score:
    """What was found of what was expected, by kind."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.false: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.apart: Counter[bool] = Counter()
        self.notes: dict[str, list[str]] = defaultdict(list)

    def add(self, case: Mapping[str, Any], disputes: Sequence[Dispute]) -> None:
        """Counts one case."""
        left = [dispute for dispute in disputes if dispute.told_apart is None]
        for expected in case.get("expect", ()):
            hit = next((dispute for dispute in left if fits(dispute, expected)), None)
            (self.right if hit is not None else self.missed)[expected["kind"]] += 1
            if hit is not None:
                left.remove(hit)
            else:
                self.notes[case["id"]].append(f"missed {expected}")
        for dispute in left:
            self.false[dispute.kind] += 1
            self.notes[case["id"]].append(f"false {dispute.rule}: {dispute.summary}")
        for expected in case.get("apart", ()):
            hit = next((dispute for dispute in disputes if fits(dispute, expected)), None)
            self.apart[hit is not None] += 1
            if hit is None:
                self.notes[case["id"]].append(f"not told apart {expected}")

    def totals(self, kinds: Sequence[str] = KINDS) -> tuple[int, int, int]:
        """Right, false and missed ones of these kinds."""
        return tuple(sum(table[kind] for kind in kinds) for table in (self.right, self.false, self.missed))  # type: ignore[return-value]

    def table(self) -> str:
        """Precision and recall by kind, and over all."""
        rows = [("kind", "right", "false", "missed", "precision", "recall")]
        for name, kinds in [*((kind, (kind,)) for kind in KINDS), ("all", KINDS)]:
            right, false, missed = self.totals(kinds)
            rows.append(
                (name, str(right), str(false), str(missed), share(right, false), share(right, missed))
            )
        lines = [f"{a:20}{b:>7}{c:>7}{d:>8}{e:>11}{f:>8}" for a, b, c, d, e, f in rows]
        return "\n".join([*lines, f"told apart as labelled: {self.apart[True]} of {self.apart.total()}"])


def share(right: int, wrong: int) -> str:
    """Right among right and wrong, with two decimals."""
    return f"{right / (right + wrong):.2f}" if right + wrong else "-"


def found_in(case: Mapping[str, Any], kept: Any, *, stages: bool) -> tuple[Dispute, ...]:
    """The disputes of one case, with the stages before, or with the story and copies it states."""
    if stages:
        from onrecord.reconcile.copies import find_copies
        from onrecord.reconcile.stories import find_stories
        from onrecord.reconcile.utterances import find_utterances

        copies = find_copies(kept)
        stories = find_stories(kept, copies)
        return find_disputes(kept, stories, find_utterances(kept, stories, copies), copies)
    from onrecord.reconcile.utterances import find_utterances

    stories, copies = given(case)
    return find_disputes(kept, stories, find_utterances(kept, stories, copies), copies)


def main() -> None:
    """Scores all cases and prints the table."""
    import sys

    sys.path.insert(0, str(ROOT / "tests" / "reconcile"))
    from kept_reports import KeptReports

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--given", action="store_true")
    options.add_argument("--misses", action="store_true")
    options.add_argument("--held-out", dest="cases", action="store_const", const=HELD_OUT, default=CASES)
    options.add_argument("--unseen", dest="cases", action="store_const", const=UNSEEN)
    chosen = options.parse_args()
    parser, score = parse.load(), Score()
    for case in read_cases(chosen.cases):
        kept = KeptReports(list(analysed(case, parser)))
        score.add(case, found_in(case, kept, stages=not chosen.given))
    print(score.table())
    if chosen.misses:
        for id_, notes in score.notes.items():
            print(f"\n{id_}", *notes, sep="\n    ")


if __name__ == "__main__":
    main()
