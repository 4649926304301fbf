"""Readings that are no statements: titles of works, and sources that cannot speak.

doubtful.title     "She read “The Long Winter” on the train": a title beside a verb of reading
doubtful.nobody    "To call this a success is bold": an infinitive that nobody is named for
doubtful.source    "went according to plan": a plan, a schedule or a taste says nothing
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.extract.cue_rules import is_title
from onrecord.extract.drafts import Draft, QuotationIndex, TokenIndex, is_verbatim
from onrecord.knowledge.statement_words import words_of


def without_doubtful(
    shadow: str, doc: Doc, index: TokenIndex, quotations: QuotationIndex, drafts: Sequence[Draft]
) -> list[Draft]:
    """The drafts without those that the rules above know for none."""
    return [
        d
        for d in drafts
        if not _is_mute(doc, index, d)
        and not _is_nobodys(doc, index, d)
        and not _is_work(shadow, doc, index, quotations, d)
    ]


def _is_work(shadow: str, doc: Doc, index: TokenIndex, quotations: QuotationIndex, draft: Draft) -> bool:
    if draft.cue is None or len(draft.parts) > 1:
        return False
    quoted = quotations.touching(draft.start, draft.end)
    whole = is_verbatim(shadow, draft.parts[0], quoted)
    if not whole and (len(quoted) != 1 or quoted[0].outer_start > draft.start):
        return False  # of words half quoted only a title at their head: "“The Long Winter” on the train"
    words = shadow[draft.start : draft.end] if whole else shadow[quoted[0].start : quoted[0].end]
    if words.rstrip(",”\"'’ ")[-1:] in ".!?" or not is_title(words):
        return False
    return any((doc[i].lemma_ or doc[i].text).lower() in words_of("works") for i in index.within(*draft.cue))


def _is_mute(doc: Doc, index: TokenIndex, draft: Draft) -> bool:
    if draft.cue is None or draft.source is None:
        return False
    cue = [doc[i].lower_ for i in index.within(*draft.cue)]
    source = [doc[i] for i in index.within(*draft.source)]
    lemma = (source[-1].lemma_ or source[-1].text).lower() if source else ""
    return "according" in cue and lemma in words_of("no-sources")


def _is_nobodys(doc: Doc, index: TokenIndex, draft: Draft) -> bool:
    """A cue "to call" at the head of a sentence, without a source: the outlet's own thought."""
    if draft.cue is None or draft.source is not None:
        return False
    cue = index.within(*draft.cue)
    return len(cue) > 0 and doc[cue.start].lower_ == "to" and doc[cue.start].is_sent_start is True
