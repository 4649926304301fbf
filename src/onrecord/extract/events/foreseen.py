"""What lies ahead of its report: "meets on Friday" is planned, and a past verb's day ahead is not its own."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from onrecord.extract.events.setting import Dates, When
from onrecord.extract.events.tree import is_noun, is_verb
from onrecord.extract.events.triggers import Trigger

_TOLD = ("happened", "ongoing")
_PAST_HELPERS = frozenset({"had", "'d", "was", "were", "did", "has", "have", "been", "'ve", "’ve"})
_CLIMB = 6
# What is announced, called or prepared lies ahead of its announcement, whatever the tense of that.
_SETTING = frozenset(
    {
        "announce", "call", "plan", "schedule", "set", "propose", "prepare", "arrange", "organise",
        "organize", "expect", "agree", "order", "declare", "confirm", "convene", "invite", "promise",
    }
)  # fmt: skip


def foreseen(trigger: Trigger, modality: str, when: When, dates: Dates) -> tuple[str, When]:
    """The modality and the days of an event whose clause names days behind the report's.

    A verb in the present, and what is announced, is planned then. A verb in the past tells what happened: a
    day that was counted from the report or is a bare year is misread, or of something else, and the event's
    is not known; a day that is written out in full stands, since the text says so.

    Example: "Macron meets Scholz on Friday" on a Wednesday is planned; "met" is not.
    """
    if modality not in _TOLD or not dates.is_ahead(when):
        return modality, when
    if _tense(trigger) == "present":
        return "planned", when
    return modality, when if when.written else When()


def _tense(trigger: Trigger) -> Literal["past", "present"]:
    """Of the verb that tells the event; a noun that nothing in the past carries lies in the present."""
    verb = trigger.verb if trigger.verb is not None else trigger.token
    if is_noun(trigger.token) and verb.lemma_.lower() in _SETTING:
        return "present"
    if is_verb(verb) or not is_noun(trigger.token):
        return _of_verb(verb)
    token = trigger.token
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            return "present"
        if is_verb(head):
            carried = token.dep_ in ("obj", "obl", "nsubj:pass") and head.lemma_.lower() in _SETTING
            return "present" if carried else _of_verb(head)
        token = head
    return "present"


def _of_verb(verb: Token) -> Literal["past", "present"]:
    helpers = {other.lower_ for other in verb.children if other.dep_.startswith(("aux", "cop"))}
    if helpers & _PAST_HELPERS or verb.tag_ == "VBD":
        return "past"
    if (verb.tag_ == "VBN" and not helpers) or (verb.tag_ == "VBG" and _is_after(verb)):
        return "past"
    if verb.dep_ == "conj" and not helpers and verb.tag_ in ("VB", "VBN", "VBG"):
        return _of_verb(verb.head)
    if verb.tag_ == "VBG" and not helpers and is_verb(verb.head):  # "killing 12": as what it hangs from
        return _of_verb(verb.head)
    return "present"


def _is_after(verb: Token) -> bool:
    """True for "after taking control of the chamber in November"."""
    return any(
        other.lower_ in ("after", "since") for other in verb.children if other.dep_ in ("mark", "case")
    )
