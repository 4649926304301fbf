"""Tells a capital that stands for its government ("Beijing warned") from the place ("traveled to Beijing")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

_PLACE_BEFORE = frozenset(
    ["in", "at", "near", "outside", "inside", "around", "across", "within", "throughout", "into", "via", "through", "beyond", "toward", "towards", "leaving"]
)
# "to", "from", "of", "on": the word they hang on decides.
_ACT_NOUNS = frozenset(
    ["warning", "message", "signal", "aid", "support", "help", "assistance", "threat", "threats", "sanctions", "sanction", "pressure", "challenge", "response", "call", "appeal", "demand", "demands", "criticism", "accusation", "accusations", "concession", "concessions", "loyalty", "allegiance", "commitment", "ultimatum", "blow", "relations", "ties", "rapport", "tensions", "tension", "cooperation", "alliance", "partnership", "relationship", "deal", "agreement", "talks", "dialogue", "negotiations", "trade", "war", "rivalry", "dispute", "competition", "contact", "contacts", "friendship", "rift", "confrontation", "conflict", "arms", "weapons", "weapon", "shipments", "deliveries", "supplies", "sales", "exports", "pledge", "promise", "policy", "stance", "position", "provocation", "provocations", "aggression", "interference", "influence", "condemnation", "approval", "permission", "denial", "reaction", "confirmation", "reassurance", "guarantees", "anger", "money", "funding", "loans", "demands", "orders", "backing"]
)
_PLACE_VERBS = frozenset(
    ["visit", "leave", "reach", "enter", "tour", "bomb", "shell", "capture", "seize", "strike", "besiege", "liberate", "hit", "retake", "occupy", "evacuate", "flee", "surround", "rock", "storm", "attack", "cross", "host", "approach", "defend"]
)
_PLACE_SUBJECT_VERBS = frozenset(
    ["lie", "sit", "host", "see", "become", "be", "experience", "endure", "suffer", "wake", "remain", "fall", "stand"]
)
_PLACE_NOUNS = frozenset(
    ["street", "streets", "suburb", "suburbs", "airport", "resident", "residents", "metro", "outskirts", "center", "centre", "district", "districts", "mayor", "square", "stadium", "hospital", "hospitals", "university", "museum", "park", "neighborhood", "neighbourhood", "neighborhoods", "neighbourhoods", "zoo", "river", "population", "weather", "traffic", "skyline", "hotel", "subway", "citizens", "mayor", "police", "region", "east", "west", "south", "north", "night", "time", "summit", "bridge", "port", "downtown"]
)
_ACTING_RELATIONS = frozenset({"nsubj", "nsubj:outer"})


def acts(doc: Doc, first: int, last: int) -> bool:
    """True where the capital in tokens [first, last) is somebody that acts or is acted on, not a place.

    Reads the dependency tree; where the report has none it says no: a place is the safe reading.
    """
    if not doc.has_annotation("DEP"):
        return False
    token = _head(doc, first, last)
    after = doc[last] if last < len(doc) else None
    if after is not None and after.text in ("'s", "’s", "'", "’"):
        return _owner_acts(token)
    return _token_acts(token)


def _head(doc: Doc, first: int, last: int) -> Token:
    for token in doc[first:last]:
        if token.head.i < first or token.head.i >= last or token.head.i == token.i:
            return token
    return doc[first]


def _owner_acts(token: Token) -> bool:
    noun = token.head
    return noun.i > token.i and noun.lower_ not in _PLACE_NOUNS and noun.pos_ == "NOUN"


def _token_acts(token: Token) -> bool:
    for _ in range(5):  # "Beijing and Moscow said": the second acts where the first does
        if token.dep_ != "conj":
            break
        token = token.head
    relation, head = token.dep_, token.head
    if relation in _ACTING_RELATIONS:
        copula = any(child.dep_ == "cop" for child in head.children)
        return head.pos_ in ("VERB", "AUX") and not copula and head.lemma_.lower() not in _PLACE_SUBJECT_VERBS
    if relation in ("obj", "iobj"):
        return head.pos_ == "VERB" and head.lemma_.lower() not in _PLACE_VERBS
    if relation in ("obl:agent",):
        return True
    if relation in ("obl", "nmod"):
        return _after_case(token, head)
    return False


def _after_case(token: Token, head: Token) -> bool:
    word = next((child.lower_ for child in token.children if child.dep_ == "case"), "")
    if word in ("with", "against", "between", "by", "among", "for", "without", "amongst"):
        return (
            word != "by"
            or token.dep_ == "obl:agent"
            or any(child.dep_ == "aux:pass" for child in head.children)
        )
    if word in ("to", "from", "on", "of", "toward", "towards"):
        return head.lower_ in _ACT_NOUNS or (word in ("to", "on") and head.lemma_.lower() in _SAY_VERBS)
    return False


_SAY_VERBS = frozenset(
    ["say", "respond", "reply", "talk", "speak", "object", "appeal", "sell", "supply", "lie", "listen", "rely", "depend"]
)
