"""What a likeness proves: no copy, or which kind of copy."""

from __future__ import annotations

from typing import Literal

from onrecord.reconcile.copies.likeness import Likeness

Kind = Literal["exact", "reprint", "excerpt", "spun", "translated", "same-source"]

# Words in common outside quotations, four in a row or more, and their share of the unquoted words of the
# report with fewer; the same of seven in a row or more. Of 1,318 pairs of reports on one event (ECB+ topics)
# those told independently share at most 0.28 and 0.06, and seven words in a row.
_PLAIN = 30
_PLAIN_SHARE = 0.25
_LONG_SHARE = 0.1
_LONGEST = 8
# A translation back shares fewer words in a row, but all over both texts: of 116 pairs of a machine's and a
# person's translation nine in ten share 0.2 of their words so, and eight in a row.
_WHOLE_SHARE = 0.2
WHOLE = 0.55
# Or word after word was replaced where it stood, all over both texts: two people who write of one event put
# hardly a sentence in the same order.
_REPLACED = 5
_IN_PLACE_ONLY = 0.7
_LEAST_PLAIN = 12
# Or nearly all of one report came over, and not a quotation alone.
_NEARLY_ALL = 0.8
_UNQUOTED = 12
_MOSTLY = 0.5
# As much of a text in another is contained in it; less than this of the other is an excerpt of it.
CONTAINED = 0.75
_EXCERPT = 0.6
# A form is filled in anew: most numbers, or most numbers and names, are others; or hardly anything else is,
# and for five facts that stayed at least two did not. Nine forms of 60 to 150 words, each filled in 300
# times, made 3,197 of 13,365 pairs copies without the last and 3 with it; of 216 spun pairs and 200 reprints
# it takes none.
_NUMBERS = 3
_FACTS = 4
_FILLED = 2
_FORM = 0.75
_STAYED = 0.4


def is_copy(like: Likeness) -> bool:
    """True where what two reports share is more than a phrase, a quotation or a form that is filled in."""
    if like.numbers_changed >= _NUMBERS and like.numbers_changed >= like.numbers_kept:
        return False
    if like.facts_changed >= _FACTS and like.facts_changed >= like.facts_kept:
        return False
    filled = like.facts_changed >= max(_FILLED, _FORM * like.edits)
    if filled and like.facts_changed >= _STAYED * like.facts_kept:
        return False
    if like.plain >= _PLAIN and like.plain_share >= _PLAIN_SHARE and like.long_share >= _LONG_SHARE:
        return True
    all_over = like.lesser >= WHOLE
    if all_over and like.plain >= _PLAIN and like.plain_share >= _WHOLE_SHARE and like.longest >= _LONGEST:
        return True
    if all_over and like.edits >= _REPLACED and like.reworded >= _IN_PLACE_ONLY * like.edits:
        return like.plain >= _LEAST_PLAIN
    return like.greater >= _NEARLY_ALL and like.plain >= _UNQUOTED and like.plain_share >= _MOSTLY


def rewritten(like: Likeness, marks: frozenset[str]) -> Literal["spun", "translated"] | None:
    """Whether the words were replaced in place (spun) or the sentences built anew (translated).

    A spinner puts other words where the old ones stood; a translator also moves words and changes those that
    carry grammar only, every few words and everywhere. Tuned on 216 paraphrased pairs (uCDCR) and on 116
    pairs of a machine's and a person's translation of one text (WMT 21 and 22).

    Args:
        like: the likeness of two reports of which one is a copy.
        marks: kinds of the quality marks of either ("spun", "machine-translated").
    """
    edits = like.edits
    run = round(like.same / max(1, edits + len(like.passages)), 1)
    small = edits - like.reworded - like.numbers_changed - like.names_changed
    whole = like.lesser >= _ANEW
    if whole and edits >= _MANY and run < _SHORT_RUN and small >= _GRAMMAR * edits:
        return "translated"
    if "machine-translated" in marks and edits >= _MANY and run < _LONG_RUN and "spun" not in marks:
        return "translated"
    told = like.reworded + like.moved + like.numbers_changed + like.names_changed
    dense = like.reworded * _SPARSE >= like.same
    if like.reworded >= 2 and dense and like.reworded >= _IN_PLACE * told and like.lesser >= _HALF:
        return "spun"
    return "spun" if "spun" in marks and edits >= _MANY and run < _LONG_RUN else None


_MANY = 8
_SHORT_RUN = 6.0
_LONG_RUN = 10.0
_GRAMMAR = 0.4
_ANEW = 0.6
_IN_PLACE = 0.5
_SPARSE = 400
_HALF = 0.5


def kind_of(like: Likeness, shown: bool) -> Kind:
    """The kind of a copy that is not rewritten.

    Args:
        like: the likeness of the two.
        shown: whether dates or a credit show which was made from which.
    """
    if like.greater >= CONTAINED:
        return "excerpt" if like.lesser < _EXCERPT else "reprint"
    return "reprint" if shown else "same-source"
