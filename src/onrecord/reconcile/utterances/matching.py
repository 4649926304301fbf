"""Which two statements report the same words: candidates by rare words they share, then a judgement.

The judgement weighs shared words by how rare they are (containment of the shorter in the longer, Broder 1997:
a report may quote a piece), and asks the more of them the less else speaks for it: no settled speaker, days
between, a number that differs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.reconcile.utterances.said import WORD, Said, Speaker
from onrecord.reconcile.utterances.shifting import likeness, unmistakable, verbatim
from onrecord.shapes import Copy, Passed

Pair = tuple[float, int, int]
REWRITTEN = ("spun", "translated")

# Rarities add up: three or four rare words, or a dozen middling ones. Less is a turn of phrase.
_ENOUGH = 14.0
_PLENTY = 25.0
# Few words of which only the number differs: three middling ones, in one story and of one speaker.
_BRIEF = 9.0
_WORDS = 3
# The share of the shorter one's words that the longer one must have, by what else is known. Chosen on
# tests/cases/utterances.yaml and on 300 articles read by eye.
_COVER, _COVER_UNSETTLED, _COVER_LATER, _COVER_OLD = 0.6, 0.8, 0.8, 0.9
# Two wordings of equal length (through another language) may share less of it if they are of one day.
_BALANCE = 0.5
# What one report tells indirectly twice is about one matter anyway.
_BALANCE_WITHIN = 0.6
_SOON, _LATER = 3, 30  # days between
# A changed number, or a "not" more or less, is the same words only where all the rest is there, that day.
_ALTERED, _SAME_DAY = 0.8, 1

# The same of two wordings of one story, person and day, whose words are few.
_COVER_CLOSE = 0.7

_INDEXED = 6
_RARE = 2.5
_WINDOW = 24
_COMPARED = 40
_FIRST = 6.0


def pairs_of(
    said: Sequence[Said], together: Mapping[str, frozenset[str]], placed: Mapping[tuple[str, str], float]
) -> list[Pair]:
    """(score, position, position) of statements that report the same words, sorted.

    Compared are those that share their rarest words at about one time, and those of one story that share rare
    words; those that stand at one place of a spun or translated copy are taken as they are.

    Args:
        said: in the order of time.
        together: the stories that each report touches.
        placed: what `placed_pairs` gives.
    """
    home, found = _in_one_wording(said)
    for one, other in sorted({*_candidates(said, together, home), *_of_one_speaker(said, together)}):
        if home[one] == home[other]:
            continue
        shared_story = not together[said[one].article_id].isdisjoint(together[said[other].article_id])
        score = judged(said[one], said[other], shared_story)
        if score is not None:
            found[one, other] = score
    place = {one.id: at for at, one in enumerate(said)}
    for (a, b), score in placed.items():
        if a in place and b in place:
            pair = min(place[a], place[b]), max(place[a], place[b])
            found[pair] = max(score, found.get(pair, 0.0))
    return sorted((score, one, other) for (one, other), score in found.items())


def judged(one: Said, other: Said, one_story: bool) -> float | None:
    """How much of the shorter statement the longer one has, where both report the same words; else None.

    Example: "we will not wait" and "they would not wait for the vote", of one speaker and day.
    """
    if one.article_id == other.article_id and one.start < other.end and other.start < one.end:
        return None
    gap = days_between(one, other)
    score = _close(one, other, gap) if one_story and one.article_id != other.article_id else None
    if score is not None:
        return score
    terms = one.weights.keys() & other.weights.keys()
    shared = math.fsum(one.weights[term] for term in terms)
    cover = round(shared / min(one.mass, other.mass), 4)
    balance = 2 * shared / (one.mass + other.mass)
    if len(terms) < _WORDS:
        return None
    altered = one_story and shared >= _BRIEF and _only_numbers(one, other, gap)
    if not altered and (shared < _ENOUGH or not _altered_at_most(one, other, cover, gap)):
        return None
    needed = _needed(one, other, gap)
    settled = one.speaker is not None and other.speaker is not None
    same = one.article_id == other.article_id
    told = "indirect" in (one.mode, other.mode)
    alike = settled and one_story and not same and gap is not None and gap <= _SOON and balance >= _BALANCE
    if cover < needed and not (alike and one.numbers == other.numbers):
        return None
    if not settled and (told or shared < _PLENTY):
        return None
    if same and told and balance < _BALANCE_WITHIN:
        return None
    if not may_be_one_speaker(one, other):
        # a person and the office she speaks for may share words; two people who do are two utterances
        sure = cover >= _COVER_OLD and shared >= _PLENTY and not told
        return cover if sure and not two_people(one, other) else None
    return cover


def _close(one: Said, other: Said, gap: int | None) -> float | None:
    """How alike two statements of one story, person and day are, however few and common their words."""
    if gap is None or gap > _SAME_DAY or min(one.mass, other.mass) > _PLENTY:
        return None
    quoted = "indirect" not in (one.mode, other.mode) or one.transcript or other.transcript
    if one.mode == other.mode == "indirect" and not quoted and min(one.mass, other.mass) < _BRIEF:
        return None
    if one.speaker is None or other.speaker is None:
        same = quoted and unmistakable(one.text) and verbatim(one.text) == verbatim(other.text)
        return 1.0 if same else None
    if not one.speaker.may_be(other.speaker):
        return None
    terms = one.weights.keys() & other.weights.keys()
    if not one.numbers <= other.numbers and not other.numbers <= one.numbers:
        score = likeness(one.text, other.text, quoted=quoted)
        return score if score is not None and score >= _COVER_OLD else None
    cover = round(math.fsum(one.weights[term] for term in terms) / min(one.mass, other.mass), 4)
    if len(terms) >= _WORDS and cover >= _COVER_CLOSE and one.denied == other.denied:
        return cover
    return likeness(one.text, other.text, quoted=quoted)


def may_be_one_speaker(one: Said, other: Said) -> bool:
    """True where both speakers can be one, or either is not settled."""
    return one.speaker is None or other.speaker is None or one.speaker.may_be(other.speaker)


def days_between(one: Said, other: Said) -> int | None:
    """Days between the last of one and the first of the other; 0 where they overlap, None where unknown."""
    if one.days is None or other.days is None:
        return None
    return max(0, max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]))


def two_people(one: Said, other: Said) -> bool:
    """True where both are said by persons."""
    return all(side.speaker is not None and side.speaker.kind == "person" for side in (one, other))


def _needed(one: Said, other: Said, gap: int | None) -> float:
    needed = _COVER
    if one.speaker is None or other.speaker is None:
        needed = _COVER_UNSETTLED
    if one.article_id == other.article_id:
        needed = _COVER_LATER
    if gap is None or gap > _SOON:
        needed = max(needed, _COVER_LATER)
    if gap is not None and gap > _LATER:
        # an old quotation is told again in its words; in other words it is another day's
        needed = _COVER_OLD if "indirect" not in (one.mode, other.mode) else math.inf
    return needed


def _altered_at_most(one: Said, other: Said, cover: float, gap: int | None) -> bool:
    """True where numbers and denials agree, or all the rest is the same and of one day in two reports."""
    numbers = one.numbers <= other.numbers or other.numbers <= one.numbers
    if numbers and (one.denied == other.denied or (cover < 1 and _piece(one, other))):
        return True
    if one.article_id == other.article_id or gap is None or gap > _SAME_DAY:
        return False
    rest = [{term for term in side.weights if term[0] != "#"} for side in (one, other)]
    shared = math.fsum(one.weights[term] for term in rest[0] & rest[1])
    smaller = min(
        math.fsum(side.weights[term] for term in terms)
        for side, terms in zip((one, other), rest, strict=True)
    )
    return shared >= _ENOUGH and shared >= _ALTERED * smaller


def _only_numbers(one: Said, other: Said, gap: int | None) -> bool:
    """True where two reports tell that one person said just these words on a day, with another number.

    Example: "to train 40 pilots before the summer" and "the allies should train 14 pilots before summer".
    """
    if one.article_id == other.article_id or gap is None or gap > _SAME_DAY or one.denied != other.denied:
        return False
    if one.speaker is None or other.speaker is None or not one.speaker.may_be(other.speaker):
        return False
    if one.numbers <= other.numbers or other.numbers <= one.numbers:
        return False
    rest = [{term for term in side.weights if term[0] != "#"} for side in (one, other)]
    return rest[0] <= rest[1] or rest[1] <= rest[0]


def _piece(one: Said, other: Said) -> bool:
    """One is much the shorter: the denial may stand in what it left out."""
    return min(one.mass, other.mass) < 0.6 * max(one.mass, other.mass)


def _in_one_wording(said: Sequence[Said]) -> tuple[list[int], dict[tuple[int, int], float]]:
    """For each statement the first that quotes the same speaker in the same words, and pairs that join these.

    So many words of one speaker are one utterance whenever they are told and wherever: each is paired with
    the one before it, where a hundred reports would make thousands of pairs.
    """
    first: dict[tuple[str, str, Speaker | None], int] = {}
    last: dict[int, int] = {}
    home, pairs = list(range(len(said))), dict[tuple[int, int], float]()
    for at, one in enumerate(said):
        if one.mode == "indirect" or one.mass < _PLENTY or len(one.weights) < _WORDS:
            continue
        start = first.setdefault((one.text, one.mode, one.speaker), at)
        for before in sorted({start, last.get(start, start)} - {at}, reverse=True):
            score = judged(said[before], one, one_story=False)
            if score is not None:
                home[at], pairs[before, at] = start, score
                break
        if home[at] == start:
            last[start] = at
    return home, pairs


def _candidates(
    said: Sequence[Said], together: Mapping[str, frozenset[str]], home: Sequence[int]
) -> list[tuple[int, int]]:
    lists: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, one in enumerate(said):
        heaviest = sorted(one.weights.items(), key=_heaviest)
        for term, _ in heaviest[:_INDEXED]:
            lists["", term].append(position)
        for story in sorted(together.get(one.article_id, ())):
            for term, weight in heaviest:
                if weight >= _RARE:
                    lists[story, term].append(position)
    shared: list[dict[int, float]] = [{} for _ in said]
    for (_, term), found in sorted(lists.items()):
        for at, position in enumerate(found):
            for other in found[at + 1 : at + 1 + _WINDOW]:
                if home[position] == home[other]:
                    continue
                shared[position][other] = shared[position].get(other, 0.0) + said[position].weights[term]
    pairs = []
    for position, weights in enumerate(shared):
        best = sorted(weights.items(), key=_heaviest_at)[:_COMPARED]
        pairs += [(position, other) for other, weight in best if weight >= _FIRST]
    return sorted(pairs)


_LIGHT = 20.0
_KEYS = 3
_NEXT = 8


def _of_one_speaker(
    said: Sequence[Said], together: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Short statements of one person, day and story that share a word or are quotations, and quotations that
    are equal: so little is rare in them that `_candidates` passes them over."""
    lists: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, one in enumerate(said):
        if not together.get(one.article_id):
            continue
        for key in keys_of(one):
            lists[key].append(position)
    for key in sorted(lists):
        found = lists[key]
        for at, position in enumerate(found):
            for other in found[at + 1 : at + 1 + _NEXT]:
                gap = days_between(said[position], said[other])
                stories = [together[said[each].article_id] for each in (position, other)]
                if gap is not None and gap <= _SAME_DAY and stories[0] & stories[1]:
                    yield position, other


def keys_of(one: Said) -> Iterator[tuple[str, str]]:
    """What a short statement is looked up by among those of its story and day."""
    if one.days is None or one.mass > _LIGHT:
        return
    if one.speaker is not None and one.speaker.words:
        for term, _ in sorted(one.weights.items(), key=_heaviest)[:_KEYS]:
            yield one.speaker.words[-1], term
        if one.mode == "direct":
            yield one.speaker.words[-1], ""
    if one.mode == "direct" and unmistakable(one.text):
        yield "", verbatim(one.text)


def _heaviest(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]


def _heaviest_at(item: tuple[int, float]) -> tuple[float, int]:
    return -round(item[1], 6), item[0]


# A statement of a spun copy and one of its original: the share that their places in a passage that came over
# have in common, or that of their words, small ones too (a spinner leaves those), and of their lengths.
_PLACE = 0.5
_LEFT = 0.2
_SHORTER = 0.6
_PLACED = 2


def placed_pairs(said: Mapping[str, Sequence[Said]], copies: Iterable[Copy]) -> dict[tuple[str, str], float]:
    """Ids of statements of a spun or translated copy and its original, in the order of both, with how sure
    it is: rare words are gone. `said` are the statements of each such report, in text order."""
    found: dict[tuple[str, str], float] = {}
    for copy in copies:
        if copy.kind in REWRITTEN:
            here, there = said.get(copy.article_id, ()), said.get(copy.of_article_id, ())
            scores = {
                (row, column): score
                for row, one in enumerate(here)
                for column, other in enumerate(there)
                if (score := _left(one, other, copy.passages)) > 0
            }
            for row, column in in_order(scores, len(here), len(there)):
                pair = here[row].id, there[column].id
                found[pair] = max(scores[row, column], found.get(pair, 0.0))
    return found


def in_order(scores: Mapping[tuple[int, int], float], rows: int, columns: int) -> list[tuple[int, int]]:
    """The pairs of greatest total score that cross nowhere (Needleman and Wunsch 1970, gaps free).

    Example: `in_order({(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.5}, 2, 2)` is `[(0, 0), (1, 1)]`.
    """
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            joined = scores.get((row, column), 0.0)
            taken = joined + best[row + 1][column + 1] if joined else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], round(taken, 6))
    pairs, row, column = [], 0, 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            pairs.append((row, column))
            row, column = row + 1, column + 1
    return pairs


def _left(one: Said, other: Said, passages: Sequence[Passed]) -> float:
    """How sure it is that the first, of the copy, was made of the second; 0 where it is not."""
    lengths = sorted((len(one.text), len(other.text)))
    if one.mode != other.mode or lengths[0] < _SHORTER * lengths[1]:
        return 0.0
    if min(len(one.weights), len(other.weights)) < _PLACED:
        return 0.0  # "asked for pumps" and "asked for food" stand at one place of two reports in one pattern
    place = max((_place(one, other, passage) for passage in passages), default=0.0)
    words = [set(WORD.findall(side.text.lower())) for side in (one, other)]
    common = len(words[0] & words[1]) / len(words[0] | words[1])
    if place >= _PLACE or common >= _LEFT:
        return round(max(place, common), 4)
    return 0.0


def _place(one: Said, other: Said, passage: Passed) -> float:
    """What the place that the first has in its passage and the second's place have in common."""
    if not (passage.span.start <= one.start and one.end <= passage.span.end):
        return 0.0
    scale = len(passage.of_span.text) / max(1, len(passage.span.text))
    start, end = (passage.of_span.start + (at - passage.span.start) * scale for at in (one.start, one.end))
    both = min(end, other.end) - max(start, other.start)
    around = max(end, other.end) - min(start, other.start)
    return both / around if both > 0 and around > 0 else 0.0
