"""The half of a sentence that stands before its cue: "The talks, she said, had failed."

edge.broken     a cue set off by commas inside a sentence: the words before it are content too
edge.trailing   a cue at the end of a sentence: the content begins where its clause begins
edge.relative   "..., which she said had failed": the relative pronoun is content too

The parse says which words belong: those below the content's own head that stand unbroken before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.extract.drafts import Draft, QuotationIndex, TokenIndex

_COMMAS = frozenset({",", "–", "—", "--", "-", "―", "("})
_DASHES = frozenset({"–", "—", "--", "―", "-"})
_LEADING = frozenset({"cc", "punct", "mark"})
_LONG = 60  # words before a cue that may be taken in
_RELATIVE = ("WDT", "WP", "WP$")


def with_whole_clauses(doc: Doc, index: TokenIndex, quotations: QuotationIndex, draft: Draft) -> Draft:
    """The draft with each rule above applied, where no quotation mark sets its beginning."""
    if draft.cue is None or draft.rule.startswith("quote."):
        return draft
    first = index.within(*draft.parts[0])
    clause = _clause(index, draft)
    if not len(first) or clause is None or quotations.touching(draft.start, draft.start + 1):
        return draft
    head = _head(doc, first)
    if head is None:
        return draft
    below = _below(head, clause)
    if first.start > clause.stop - 1:
        return _broken(doc, index, draft, clause, first)
    return _trailing(doc, draft, first, below)


def _clause(index: TokenIndex, draft: Draft) -> range | None:
    """The tokens from source to cue, where they stand beside each other."""
    if draft.cue is None:
        return None
    cue = index.within(*draft.cue)
    source = index.within(*draft.source) if draft.source is not None else cue
    if not len(cue) or not len(source):
        return None
    low, high = min(cue.start, source.start), max(cue.stop, source.stop)
    return range(low, high) if high - low <= len(cue) + len(source) + 4 else cue


def _head(doc: Doc, part: range) -> Token | None:
    """The first word of a part that hangs on a word outside it, or on none."""
    return next((doc[i] for i in part if doc[i].head.i not in part or doc[i].head.i == i), None)


def _below(head: Token, clause: range) -> set[int]:
    """What hangs on a head, the cue and its own words left out."""
    out: set[int] = set()
    stack = [head]
    while stack and len(out) < 4 * _LONG:
        token = stack.pop()
        out.add(token.i)
        stack += [child for child in token.children if child.i not in clause]
    return out


def _broken(doc: Doc, index: TokenIndex, draft: Draft, clause: range, first: range) -> Draft:
    before = clause.start - 1
    source = index.within(*draft.source) if draft.source is not None else range(0)
    if before < 1 or any(doc[i].is_alpha for i in range(clause.stop, first.start)):
        return draft
    if doc[before].tag_ in _RELATIVE and before not in source:
        return _with_front(doc, draft, range(before, before + 1))
    if doc[before].text not in _COMMAS or doc[first.start - 1].text not in _COMMAS:
        return draft
    if doc[before - 1].tag_ in _RELATIVE:
        return _with_front(doc, draft, range(before - 1, before))
    return _with_front(doc, draft, _to_clause_start(doc, before - 1))


def _to_clause_start(doc: Doc, last: int) -> range:
    """Back from `last` to the beginning of the sentence, or to a comma with "and" or "but" after it.

    By place and not by the tree: a parse of "Talks, she said, had failed" often hangs "talks" on "said".
    """
    first = last
    while first > 0 and last - first < _LONG and not doc[first].is_sent_start:
        if doc[first].dep_ == "cc" and doc[first - 1].text in (",", ";"):
            break
        first -= 1
    # what is not read (furniture, another language) is one token with its line break
    if last - first >= _LONG or any("\n" in doc[i].text for i in range(first, last + 1)):
        return range(0)
    while first < last and (doc[first].dep_ in ("cc", "punct") or not doc[first].text.strip()):
        first += 1
    capitals = doc[first].text.isupper()
    dateline = next((i for i in range(first, last) if capitals and doc[i].text in _DASHES), None)
    return range(first if dateline is None else dateline + 1, last + 1)


def _stretch(doc: Doc, last: int, below: set[int]) -> range:
    """The unbroken run of tokens below a head that ends at `last`."""
    first = last
    while first > 0 and last - first < _LONG and first - 1 in below and not doc[first].is_sent_start:
        first -= 1
    if last not in below:
        return range(0)
    while first < last and (doc[first].dep_ in _LEADING or not doc[first].text.strip()):
        first += 1
    return range(first, last + 1)


def _with_front(doc: Doc, draft: Draft, front: range) -> Draft:
    if not len(front) or not any(doc[i].is_alpha for i in front):
        return draft
    part = (doc[front.start].idx, doc[front.stop - 1].idx + len(doc[front.stop - 1]))
    return replace(draft, parts=(part, *draft.parts))


def _trailing(doc: Doc, draft: Draft, first: range, below: set[int]) -> Draft:
    """Takes in what stands before the content in its sentence, where all of it belongs to its clause."""
    if doc[first.start].is_sent_start or first.start == 0:
        return draft
    front = _stretch(doc, first.start - 1, below)
    if not len(front):
        return draft
    start = front.start
    while start > 0 and doc[start - 1].dep_ in _LEADING and not doc[start].is_sent_start:
        start -= 1
    if not doc[start].is_sent_start:
        return draft
    return replace(draft, parts=((doc[front.start].idx, draft.parts[0][1]), *draft.parts[1:]))


def with_whole_sentences(
    doc: Doc, index: TokenIndex, quotations: QuotationIndex, drafts: Sequence[Draft]
) -> list[Draft]:
    """`with_whole_clauses` for each draft."""
    return [with_whole_clauses(doc, index, quotations, draft) for draft in drafts]
