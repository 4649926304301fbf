"""What two texts have in common, in numbers: how much, outside quotations, and in which ways they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.knowledge.copying import function_words
from onrecord.reconcile.copies.align import Edit, Stretch, stretches
from onrecord.reconcile.copies.words import Worded

_STEM = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts compare; shares are of the own words of either.

    `same` counts equal words in shared passages. `plain` counts those outside quotations that stand at least
    four in a row, `plain_share` is their share of the unquoted words of the text with fewer; `long_share` is
    of those at least seven in a row, `longest` the most in a row. `over_a` and `over_b` are the shares of
    either text that lie in shared passages. `reworded` counts places where other words stand for the same,
    `moved` words and sentences that came or went, `edits` all places that differ, `replaced`
    those of them with words in both; `facts_kept` and `facts_changed` numbers and names, as words.
    """

    passages: tuple[Stretch, ...]
    same: int
    plain: int
    plain_share: float
    long_share: float
    longest: int
    over_a: float
    over_b: float
    reworded: int
    moved: int
    edits: int
    replaced: int
    names_changed: int
    numbers_kept: int
    numbers_changed: int
    facts_kept: int
    facts_changed: int

    @property
    def lesser(self) -> float:
        """The share of the text of which less came over."""
        return min(self.over_a, self.over_b)

    @property
    def greater(self) -> float:
        """The share of the text of which more came over."""
        return max(self.over_a, self.over_b)


def likeness(a: Worded, b: Worded) -> Likeness:
    """Compares two reports word by word."""
    return measured(a, b, stretches(a.words, b.words, a.shingles, b.shingles))


def measured(a: Worded, b: Worded, passages: Sequence[Stretch]) -> Likeness:
    """The same of passages that were found before."""
    same = [pair for one in passages for pair in one.same]
    runs = _plain_runs(a, b, same)
    unquoted = max(1, min(len(a) - sum(a.quoted), len(b) - sum(b.quoted)))
    plain, long = (sum(run for run in runs if run >= least) for least in (_RUN, _LONG))
    edits = [edit for one in passages for edit in one.edits]
    kinds = [edit_kind(edit, a, b) for edit in edits]
    numbers = sum(1 for i, _ in same if a.words[i][0].isdigit())
    names = sum(1 for i, j in same if a.capital[i] and b.capital[j] and a.words[i] not in function_words())
    of_facts = [
        edit
        for edit, kind in zip(edits, kinds, strict=True)
        if kind in ("number", "name") or (kind == "moved" and _numbers_only(edit, a, b))
    ]
    over_a = _over([(p.a_start, p.a_end) for p in passages], [(e.a_start, e.a_end) for e in edits], len(a))
    over_b = _over([(p.b_start, p.b_end) for p in passages], [(e.b_start, e.b_end) for e in edits], len(b))
    return Likeness(
        tuple(passages),
        len(same),
        plain,
        round(plain / unquoted, 3),
        round(long / unquoted, 3),
        max(runs, default=0),
        over_a,
        over_b,
        kinds.count("reworded"),
        kinds.count("moved"),
        len(kinds),
        sum(edit.a_start < edit.a_end and edit.b_start < edit.b_end for edit in edits),
        kinds.count("name"),
        numbers,
        kinds.count("number"),
        numbers + names,
        sum(_facts(edit, a, b) for edit in of_facts),
    )  # fmt: skip


# Reports that two people wrote of one event share up to seven words in a row, and names everywhere.
_RUN = 4
_LONG = 7


def _plain_runs(a: Worded, b: Worded, same: Sequence[tuple[int, int]]) -> list[int]:
    """Lengths of the stretches of equal words that neither text quotes."""
    runs: list[int] = []
    before = (-2, -2)
    for i, j in same:
        if a.quoted[i] or b.quoted[j]:
            continue
        if (i, j) == (before[0] + 1, before[1] + 1):
            runs[-1] += 1
        else:
            runs.append(1)
        before = (i, j)
    return runs


# Words that came in at one place and are no other wording for anything.
_ADDED = 12


def _over(spans: Sequence[tuple[int, int]], edits: Sequence[tuple[int, int]], words: int) -> float:
    """The share of the words that lie in these spans, less what was added in them at one stretch."""
    inside = sum(end - start for start, end in spans)
    added = sum(end - start for start, end in edits if end - start > _ADDED)
    return round((inside - added) / max(1, words), 3)


def edit_kind(edit: Edit, a: Worded, b: Worded) -> str:
    """What differs at one place: "number", "name", "reworded", "moved" (came or went), or "small"."""
    one = _content(a, edit.a_start, edit.a_end)
    other = _content(b, edit.b_start, edit.b_end)
    least, most = sorted((edit.a_end - edit.a_start, edit.b_end - edit.b_start))
    if not one or not other:
        return "moved" if most > 2 or one or other else "small"
    if {w for w in one if w[0].isdigit()} != {w for w in other if w[0].isdigit()}:
        return "number" if _has_number(one) and _has_number(other) else "moved"
    if most > _ADDED or (least > _EDGE and _at_edge(edit, a, b)):
        return "moved"
    if {w[:_STEM] for w in one} & {w[:_STEM] for w in other}:
        return "small"
    if "".join(a.words[edit.a_start : edit.a_end]) == "".join(b.words[edit.b_start : edit.b_end]):
        return "small"
    names = _all_capital(a, edit.a_start, edit.a_end) and _all_capital(b, edit.b_start, edit.b_end)
    return "name" if names else "reworded"


# Another headline, or another last line, is no other wording.
_EDGE = 1


def _at_edge(edit: Edit, a: Worded, b: Worded) -> bool:
    first = edit.a_start == 0 and edit.b_start == 0
    return first or (edit.a_end == len(a) and edit.b_end == len(b))


def _facts(edit: Edit, a: Worded, b: Worded) -> int:
    """How many numbers and names differ at a place: words, as those that stayed are counted."""
    return max(1, min(_told(a, edit.a_start, edit.a_end), _told(b, edit.b_start, edit.b_end)))


def _numbers_only(edit: Edit, a: Worded, b: Worded) -> bool:
    """True where a number came or went: one of several that happens to be that of the other form."""
    words = (*_content(a, edit.a_start, edit.a_end), *_content(b, edit.b_start, edit.b_end))
    return bool(words) and all(word[0].isdigit() for word in words)


def _told(text: Worded, start: int, end: int) -> int:
    return sum(
        text.words[at][0].isdigit() or (text.capital[at] and text.words[at] not in function_words())
        for at in range(start, end)
    )


def _content(text: Worded, start: int, end: int) -> list[str]:
    return [word for word in text.words[start:end] if word not in function_words()]


def _has_number(words: Sequence[str]) -> bool:
    return any(word[0].isdigit() for word in words)


def _all_capital(text: Worded, start: int, end: int) -> bool:
    return all(text.capital[at] for at in range(start, end) if text.words[at] not in function_words())
