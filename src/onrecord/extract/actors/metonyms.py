"""Tells a capital that stands for its government ("Beijing warned") from the place ("in Beijing")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.knowledge import actors as knowledge

# "to", "from", "of", "on": the word they hang on decides.
_ACTING_RELATIONS = frozenset({"nsubj", "nsubj:outer"})


def acts(doc: Doc, first: int, last: int) -> bool:
    """True where the capital in tokens [first, last) is somebody that acts or is acted on, not a place.

    Reads the dependency tree; where the report has none it says no: a place is the safe reading.
    """
    token = _head(doc, first, last)
    if not token.dep_:
        return False
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
    return noun.i > token.i and noun.lower_ not in knowledge.context()["place-nouns"] and noun.pos_ == "NOUN"


def _token_acts(token: Token) -> bool:
    for _ in range(5):  # "Beijing and Moscow said": the second acts where the first does
        if token.dep_ != "conj":
            break
        token = token.head
    relation, head = token.dep_, token.head
    if relation in _ACTING_RELATIONS:
        copula = any(child.dep_ == "cop" for child in head.children)
        return (
            head.pos_ in ("VERB", "AUX")
            and not copula
            and head.lemma_.lower() not in knowledge.context()["place-subject-verbs"]
        )
    if relation in ("obj", "iobj"):
        return head.pos_ == "VERB" and head.lemma_.lower() not in knowledge.context()["place-verbs"]
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
        return head.lower_ in knowledge.context()["act-nouns"] or (
            word in ("to", "on") and head.lemma_.lower() in knowledge.context()["say-verbs"]
        )
    return False
