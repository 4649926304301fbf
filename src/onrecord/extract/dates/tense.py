"""Whether a clause speaks of what was or of what is to come, from the tree where there is one, else from
its words."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.extract.dates.meaning import Tense
from onrecord.extract.grammar.pieces import Piece, Pieces
from onrecord.knowledge.times import TimeWords, time_words

_EDGES = frozenset({"the", "end", "of", "start", "beginning", "middle", "early", "late", "mid", "-", "close"})
_BEHIND = 7  # words after a date in which "had" shows that it is over
_REACH = 22  # words looked at on either side; a clause is seldom longer
_CLAUSE_ENDS = frozenset(".!?;:")
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_CONDITIONS = frozenset({"when", "if", "once", "until", "unless"})
_CLIMB = 12  # steps up the tree; deeper nesting than this is a broken parse
_AUXILIARIES = frozenset({"be", "have", "been", "not", "also", "likely", "probably", "soon", "formally"})


def tense_at(doc: Doc, pieces: Pieces, start: int, end: int) -> tuple[Tense, bool]:
    """The tense of the clause that the pieces `start` to `end` stand in, or None where nothing shows it.

    The second value is True where the verb stands right beside the date ("began on Feb. 24").
    """
    led = _led(pieces, start, end)
    if led is not None:
        return led, False
    if end < len(pieces) and pieces[end].low == "'s" and pieces[end].glued:
        return _of_owner(doc, pieces, start), False
    beside = _beside(pieces, start, end)
    if beside is not None:
        return beside, True
    token = doc[pieces[start].token]
    if token.tag_ and token.dep_:
        found = _by_tree(token)
        if found is not None:
            return found, False
    return _by_words(pieces, start, end), False


def _of_owner(doc: Doc, pieces: Pieces, start: int) -> Tense:
    """The tense for "Friday's vote": of the verb whose subject the vote is, else what leads it shows."""
    if start and pieces[start - 1].low in ("ahead", "of", "for", "before", "until"):
        lead = tuple(piece.low for piece in pieces[max(0, start - 2) : start])
        if lead == ("ahead", "of") or lead[-1] in ("for", "before", "until"):
            return "future"
    owned = doc[pieces[start].token].head
    if owned.dep_ not in ("nsubj", "nsubjpass", "nsubj:pass"):
        return None
    return _tense_of_verb(owned.head)


def _led(pieces: Pieces, start: int, end: int) -> Tense:
    """The future for "by Friday", "until Tuesday", "as soon as Tuesday"; not for "until Thursday they
    had"."""
    while start > 0 and pieces[start - 1].low in _EDGES:
        start -= 1
    low = tuple(piece.low for piece in pieces[max(0, start - 3) : start])
    if low[-1:] == ("than",) or low[-2:] == ("than", "in"):
        return "past"  # "one more than in March": what is compared with is known
    if low[-1:] in (("by",), ("until",), ("till",), ("through",)):
        after = {piece.low for piece in pieces[end : end + _BEHIND]}
        told = low[-2:-1] == ("up",) or after & {"had", "was", "were", "has", "have", "did"}
        return None if told else "future"
    return (
        "future"
        if len(low) == 3 and low[0] == low[2] == "as" and low[1] in ("soon", "early", "late")
        else None
    )


def _beside(pieces: Pieces, start: int, end: int) -> Tense:
    """The tense of a verb that touches the date, but for "on": "began on Feb. 24", "on Tuesday condemned"."""
    words = time_words()
    at = start - 1
    while at > 0 and start - at <= 3 and pieces[at].low in ("on", "in", "early", "late", "the"):
        at -= 1
    for place in (at, end):
        if 0 <= place < len(pieces):
            low = pieces[place].low
            past = low in words.past_cues or (
                low.endswith("ed") and len(low) > 4 and pieces[place].text[:1].islower()
            )
            if past and low not in words.future_cues and low not in ("ended", "been", "ago", "says"):
                return (
                    None
                    if _under_modal(pieces, place) or (place == at and _participle(pieces, at))
                    else "past"
                )
    return None


def _participle(pieces: Pieces, at: int) -> bool:
    """True for "is expected", "to be held": what is done is still to come or goes on."""
    return at > 0 and pieces[at - 1].low in ("is", "are", "be", "being", "to", "am")


def _by_tree(token: Token) -> Tense:
    """The tense of the verb that governs the token."""
    for _ in range(_CLIMB):
        if token.tag_.startswith(("VB", "MD")):
            found = _tense_of_verb(token)
            if found is not None:
                return found
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _tense_of_verb(verb: Token) -> Tense:
    """The tense that a verb's form and its auxiliaries show."""
    children = [child for child in verb.children if child.i < verb.i]
    low = {child.lower_ for child in children}
    if low & _FUTURE_MODALS:
        return "future"
    if verb.tag_ == "VB" and "to" in low and "would" not in low:
        return "future" if _intended(verb) else None
    if _to_come(verb, low):
        return "future"
    words = time_words()
    if verb.tag_ != "VBG" and verb.lower_ in words.future_cues and verb.lower_ not in words.past_cues:
        return "future"
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN":
        if any(child.tag_ == "VBD" or child.lower_ in ("has", "have", "'ve", "had") for child in children):
            return "past"
        return None if any(child.tag_ == "MD" for child in children) else "past"
    return None


def _intended(verb: Token) -> bool:
    """True for an infinitive under a verb or noun of intent: "agreed to meet", "a plan to meet"."""
    words, governor = time_words(), verb.head
    if governor.i == verb.i:
        return False
    lemma = governor.lemma_.lower()
    return governor.lower_ in words.future_cues or lemma in words.intent_verbs or lemma in words.intent_nouns


def _to_come(verb: Token, low: set[str]) -> bool:
    """True for "would send", "to be held", "when it is heard", "the ministers meet", "is travelling"."""
    words, lemma = time_words(), verb.lemma_.lower()
    would = bool(low & {"would", "'d"}) and "have" not in low
    if verb.tag_ in ("VB", "VBN"):
        conditional = verb.tag_ == "VBN" and low & _CONDITIONS and low & {"is", "are"}
        return would or (verb.tag_ == "VBN" and "to" in low) or bool(conditional)
    if verb.tag_ in ("VBP", "VBZ"):
        return bool(low & _CONDITIONS) or lemma in words.scheduled_present
    going = verb.tag_ == "VBG" and "been" not in low and (would or bool(low & {"is", "are", "'re", "'s"}))
    return going and (would or lemma in words.scheduled_present or lemma in ("go", "come"))


def _by_words(pieces: Pieces, start: int, end: int) -> Tense:
    words = time_words()
    for at in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if _ends_clause(pieces, at):
            break
        found = _cue(pieces, at, words)
        if found is not None:
            return found
    for at in range(end, min(len(pieces), end + _REACH)):
        if pieces[at].text in _CLAUSE_ENDS:
            return None
        found = _cue(pieces, at, words)
        if found is not None:
            return found
    return None


def _ends_clause(pieces: Pieces, at: int) -> bool:
    piece = pieces[at]
    if piece.text not in _CLAUSE_ENDS:
        return False
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    # A full stop inside "Sen. Smith" or "U.N. chief" is glued to a short capitalised word.
    before: Piece | None = pieces[at - 1] if at else None
    if (
        piece.text == "."
        and before is not None
        and piece.glued
        and len(before.text) <= 4
        and before.text[:1].isupper()
    ):
        return after is None or after.kind != "word"
    return True


def _cue(pieces: Pieces, at: int, words: TimeWords) -> Tense:
    low = pieces[at].low
    if low in words.future_cues and not _past_form(pieces, at):
        return "future"
    if at + 1 < len(pieces) and pieces[at + 1].low == "to" and {low[:-1], low[:-2]} & words.intent_verbs:
        return "future"  # "agreed to meet"
    if low in words.past_cues or (low.endswith("ed") and len(low) > 4 and pieces[at].text[:1].islower()):
        return "future" if _under_modal(pieces, at) else "past"
    return None


def _past_form(pieces: Pieces, at: int) -> bool:
    """True for "set" and "planned" that are no plan: "set a record"."""
    if pieces[at].low == "set":
        return pieces[at + 1].low not in ("to", "for") if at + 1 < len(pieces) else True
    return False


def _under_modal(pieces: Pieces, at: int) -> bool:
    """True where a modal stands before, with at most auxiliaries between: "will be held", "to be signed"."""
    for back in range(at - 1, max(-1, at - 5), -1):
        low = pieces[back].low
        if low in _FUTURE_MODALS or (low == "to" and back + 1 < at):
            return True
        if low not in _AUXILIARIES:
            return False
    return False
