"""Two wordings of one person, day and happening: how much of one the other has, in its order.

Reported speech shifts what is said: "we will not wait for our allies" becomes "they would not wait for their
allies" (backshift of tense, other persons: Quirk et al. 1985, A Comprehensive Grammar of English,
14.30-35). So persons, articles and tenses of auxiliaries do not count here, nor does what may have been
altered: a denial, and which number it was.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from onrecord.knowledge.rarity import rarity, stem
from onrecord.reconcile.utterances.said import WORD, denies, value_of

_LONGEST = 60  # words: longer statements are told by their rare words
# By tests/cases/utterances.yaml: at .7 "will get tanks in May" and "will get jets in June" are one.
_SAME, _PIECE = 0.75, 0.85
_DENIED = 0.8  # where one has a denial that the other lacks
_QUOTED = 0.6  # between quotation marks on both sides, through a synonym replacer or another language ...
_LONG = 8  # ... of so many words
_LEAST, _LEAST_PIECE = 3, 5  # words that remain
_VERBATIM = 3  # words of a quotation that two reports have letter for letter
_MANY = 6  # words of a sentence that nobody else says by chance
_SILENT = frozenset(
    "a an the that this these those i we you he she it they me us him her them my our your his its "  # noqa: SIM905
    "their mine ours yours theirs itself themselves ourselves myself himself herself have has had".split()
)
_FORMS = {
    form: lemma
    for lemma, forms in {
        "will": "will would shall should 'll",
        "can": "can could",
        "may": "may might",
        "be": "is are was were am be been",
        "do": "do does did",
        "go": "going",
        "now": "now then",
        "day": "today today's",
    }.items()
    for form in forms.split()
}
_SPLIT = {"cannot": "can", "can't": "can", "won't": "will", "shan't": "will"}


def likeness(one: str, other: str, *, quoted: bool) -> float | None:
    """How alike two wordings are, from 0 to 1, where they can be one; else None.

    `quoted` says that both stand between quotation marks. Example: “We will not negotiate under fire” and
    "they would negotiate under fire" are 1.0.
    """
    if quoted and verbatim(one) == verbatim(other):
        return 1.0 if len(WORD.findall(one)) >= _VERBATIM else None
    words = [_words(text) for text in (one, other)]
    least = min(len(side) for side in words)
    if least < _LEAST or max(len(side) for side in words) > _LONGEST:
        return None
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    telling = any(rarity(words[0][at]) > 0 for block in blocks for at in range(block.a, block.a + block.size))
    if not telling and shared < _MANY:
        return None
    ratio = round(2 * shared / (len(words[0]) + len(words[1])), 2)
    piece = round(shared / least, 2) if least >= _LEAST_PIECE else 0.0
    needed = _SAME if _denials(one) == _denials(other) else _DENIED
    if ratio >= needed or piece >= max(needed, _PIECE):
        return max(ratio, piece)
    enough = quoted and ratio >= _QUOTED and least >= _LONG and abs(len(words[0]) - len(words[1])) <= 2
    return ratio if enough else None


def verbatim(text: str) -> str:
    """The words of a text in lower case, its short forms written out."""
    return " ".join(piece for word in WORD.findall(text) for piece in _written_out(word))


def unmistakable(text: str) -> bool:
    """True for a sentence so long that two people hardly say it by chance."""
    return len(WORD.findall(text)) >= _MANY


def _written_out(word: str) -> tuple[str, ...]:
    low = word.lower().replace("’", "'")
    if denies(low) and (low.endswith("n't") or low == "cannot"):
        return _SPLIT.get(low, low.removesuffix("n't")), "not"
    return (low,)


def _denials(text: str) -> bool:
    return sum(denies(word) for word in WORD.findall(text)) % 2 == 1


def _words(text: str) -> list[str]:
    """The words that count, each as reported speech leaves it; a number is "#"."""
    found = []
    for word in WORD.findall(text):
        if value_of(word) is not None:
            found.append("#")
            continue
        low = _written_out(word)[0]
        if low in _SILENT or denies(low):
            continue
        found.append(_FORMS.get(low) or stem(low))
    return found
