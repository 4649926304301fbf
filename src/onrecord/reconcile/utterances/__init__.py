"""Utterances: one thing said, in all the wordings that reports give of it.

`find_utterances(kept, stories, copies)` reads every statement (`said`), finds which may belong together at
all (`blocking`, over numbers that `index` keeps), pairs in each block those that report the same words
(`matching`), groups the pairs whose speakers agree, judges which wording is closest to what was said,
and lists how the others differ from it (`wording`). A statement that nothing else repeats is no row: it is
its own best wording. A quotation told twice in one report (headline and body) is a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from onrecord.reconcile.folding import Folded
from onrecord.reconcile.utterances.blocks import Blocks
from onrecord.reconcile.utterances.index import INDEX
from onrecord.reconcile.utterances.matching import Pair, may_be_one_speaker, pairs_of, two_people
from onrecord.reconcile.utterances.said import SAID, WORD, Said
from onrecord.reconcile.utterances.wording import differences
from onrecord.shapes import Copy, Grouping, Kept, Story, Utterance

__all__ = ["INDEX", "SAID", "find_utterances"]

_LATE = 10**7
# Statements, and different wordings among them, that are held at once. A block's statements stand in any
# reports, so that each portion of blocks may open all: the fewer portions the better.
_HELD, _WORDINGS = 1_500_000, 150_000
_MODES = {"direct": 0, "mixed": 1, "indirect": 2}
Rank = tuple[int, int, int, int, int]


def find_utterances(kept: Kept, stories: Sequence[Story], copies: Sequence[Copy]) -> tuple[Utterance, ...]:
    """One Utterance for each thing that at least two statements report, sorted by id.

    Its id is that of its earliest statement. `best` is judged by: sane beats spun or machine-translated,
    a transcript beats a report, direct beats mixed beats indirect, what more independent sources have beats
    fewer (`copies` are folded), the fuller beats the shorter, the earlier the later; `reason` says which.

    Example: “We will sign,” in one report and "she said they would sign" in another.
    """
    blocks = Blocks(kept, stories, copies)
    making = Grouping("utterances", tuple[Utterance, ...], partial(_made, kept, blocks))
    made = kept.grouped(making, {key: blocks.digest(key) for key in blocks.keys})
    return tuple(sorted((one for _, of_block in made for one in of_block), key=_id))


def _made(kept: Kept, blocks: Blocks, keys: Sequence[str]) -> Iterator[tuple[Utterance, ...]]:
    """The utterances of each of these blocks; the statements of many are read together."""
    for some in _portions(blocks, keys):
        held = _held(kept, blocks, some)
        for key in some:
            yield _of_block([held[row] for row in blocks.rows(key)], blocks)


def _portions(blocks: Blocks, keys: Sequence[str]) -> Iterator[list[str]]:
    """The keys in their order, so many at a time as can be held."""
    some: list[str] = []
    held = wordings = 0
    for key in keys:
        some.append(key)
        held += len(blocks.rows(key))
        wordings += blocks.wordings(key)
        if held >= _HELD or wordings >= _WORDINGS:
            yield some
            some, held, wordings = [], 0, 0
    if some:
        yield some


def _held(kept: Kept, blocks: Blocks, keys: Sequence[str]) -> dict[int, Said]:
    """The statements of these blocks by their rows. What many report in the same words is held once."""
    wanted = {row for key in keys for row in blocks.rows(key)}
    first: dict[str, Said] = {}
    held: dict[int, Said] = {}
    for article_id, said in kept.noted(SAID, blocks.reports(wanted)):
        for row, one in enumerate(said, blocks.first_row(article_id)):
            if row in wanted:
                same = first.setdefault(one.text, one)
                words = {"text": same.text, "weights": same.weights, "numbers": same.numbers}
                held[row] = one if same is one else replace(one, **words)  # type: ignore[arg-type]
    return held


def _of_block(said: Sequence[Said], blocks: Blocks) -> tuple[Utterance, ...]:
    said = sorted(said, key=_age)
    groups = _grouped(said, pairs_of(said, blocks.together, blocks.placed), blocks.derived)
    return tuple(_utterance([said[at] for at in group], blocks.derived, blocks.folded) for group in groups)


def _id(utterance: Utterance) -> str:
    return utterance.id


def _age(one: Said) -> tuple[int, str, int, str]:
    return _LATE if one.days is None else one.days[0], one.article_id, one.start, one.id


def _grouped(said: Sequence[Said], pairs: Sequence[Pair], derived: frozenset[str]) -> list[list[int]]:
    """Positions that report one utterance, closest pairs first; no group holds two speakers who differ."""
    home = {at: at for _, one, other in pairs for at in (one, other)}
    groups = {at: [at] for at in home}
    for _, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        kept, gone = sorted((home[one], home[other]))
        if kept != gone and _fit(
            [said[at] for at in groups[kept]], [said[at] for at in groups[gone]], derived
        ):
            for at in groups[gone]:
                home[at] = kept
            groups[kept] += groups.pop(gone)
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _fit(one: Sequence[Said], other: Sequence[Said], derived: frozenset[str]) -> bool:
    """True where all speakers can be one; a spun copy garbles names, so that its own say nothing.

    Statements of one report that differ in a number are two.
    """
    for a in one:
        for b in other:
            garbled = a.article_id in derived or b.article_id in derived
            if not garbled and not may_be_one_speaker(a, b) and two_people(a, b):
                return False
            if a.article_id == b.article_id and not (a.numbers <= b.numbers or b.numbers <= a.numbers):
                return False
    return True


def _utterance(members: Sequence[Said], derived: frozenset[str], folded: Folded) -> Utterance:
    sources = _sources(members, folded)
    ranks = {one.id: _rank(one, derived, sources[one.id]) for one in members}
    best = min(members, key=lambda one: (ranks[one.id], *_age(one)))
    others = [one for one in members if one.id != best.id]
    return Utterance(
        id=members[0].id,
        statement_ids=tuple(one.id for one in members),
        best=best.id,
        reason=_reason(best, others, ranks),
        differences=tuple(
            found
            for one in others
            if one.text != best.text
            for found in differences(one.id, best.text, one.text)
        ),
    )


def _sources(members: Sequence[Said], folded: Folded) -> dict[str, int]:
    """For each statement how many independent sources have just its words."""
    plain = {text: _plain(text) for text in {one.text for one in members}}
    articles: dict[str, set[str]] = defaultdict(set)
    for one in members:
        articles[plain[one.text]].add(one.article_id)
    counts = {words: folded.count(sorted(of_words)) for words, of_words in articles.items()}
    return {one.id: counts[plain[one.text]] for one in members}


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.lower().replace("’", "'")))


def _rank(one: Said, derived: frozenset[str], sources: int) -> Rank:
    """The less, the closer to what was said."""
    spun = one.marked or one.article_id in derived
    mode = 0 if one.transcript else _MODES[one.mode]
    return int(spun), int(not one.transcript), mode, -sources, -len(WORD.findall(one.text))


def _reason(best: Said, others: Sequence[Said], ranks: Mapping[str, Rank]) -> str:
    """What the best wording has before at least one other, in the order in which it was judged."""
    says = (
        "not spun or machine-translated",
        "a transcript",
        "direct quotation" if best.mode == "direct" else "partly in quotation marks",
        f"{-ranks[best.id][3]} independent sources have it",
        "the fullest wording",
    )
    lead = [min(ranks[best.id][at] - ranks[one.id][at] for one in others) < 0 for at in range(len(says))]
    reasons = [reason for reason, leads in zip(says, lead, strict=True) if leads]
    return "; ".join(reasons) if reasons else "the earliest of equal wordings"
