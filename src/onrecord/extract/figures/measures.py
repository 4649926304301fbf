"""What an amount measures: "food aid" in "$7 billion in food aid for Sudan"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from onrecord.extract.figures.naming import Amount
from onrecord.extract.figures.phrases import phrase_end, words_of
from onrecord.extract.figures.tree import (
    changed_thing,
    child,
    has_tree,
    is_date,
    is_noun,
    is_verb,
    oblique,
    phrase,
    preposition,
    root_of,
    subject,
)
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.quantities import figure_words, money, units

_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "their", "our", "his", "her"})
_EACH = frozenset({"each", "all", "some", "most", "both", "many", "one", "either", "any", "rest"})
_CHAIN = 4  # conjuncts followed back to the first: "63 cents in cash, 12 in shares"


def measured(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """The noun phrase that the amount is of, or None where the words do not say it plainly."""
    if amount.rule in ("figure.count", "figure.vague") and amount.unit is not None:
        return _counted(text, doc, pieces, amount)
    direct = _attached(text, doc, pieces, amount)
    if direct is not None:
        return direct
    if has_tree(doc, pieces, amount.start):
        root = root_of(doc, pieces, amount)
        found = _on_what(text, root, amount) or _changed(text, root) or _worth(text, root)
        return found or _by_tree(text, root) or _before(text, doc, pieces, amount)
    return _before(text, doc, pieces, amount)


def _attached(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """What follows at once: "in military aid", "worth of arms", "of the votes", and the noun in "$800
    oven"."""
    at = amount.end
    if amount.rule == "figure.fraction" and amount.noun > at:
        return words_of(
            text, pieces, _without_article(pieces, amount.noun), phrase_end(doc, pieces, amount.noun)
        )
    if at >= len(pieces):
        return None
    if pieces[at].low == "worth" and at + 1 < len(pieces) and pieces[at + 1].low == "of":
        at += 1
    if pieces[at].low == "of" or (pieces[at].low == "in" and amount.currency is not None):
        end = phrase_end(doc, pieces, at + 1)
        if pieces[at].low == "in" and pieces[at + 1].low in _DETERMINERS:
            return None  # "$1 in the event" is no sum of events
        if end > at + 1 and not pieces[at + 1].text[:1].isdigit():
            return words_of(text, pieces, _without_article(pieces, at + 1), end)
        return None
    if pieces[at].kind == "word" and (doc[pieces[at].token].tag_ or amount.hyphen):
        if doc[pieces[at].token].tag_ and not _modifies(doc, pieces, amount):
            return None
        return words_of(text, pieces, at, phrase_end(doc, pieces, at))
    return None


def _modifies(doc: Doc, pieces: Pieces, amount: Amount) -> bool:
    """True where the amount stands before the noun that it modifies: "a $150,000 contract"."""
    root = root_of(doc, pieces, amount)
    return root.head.i > pieces[amount.end - 1].token and is_noun(root.head)


def _counted(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """The counted noun with what follows it after "of": "members of the alliance"."""
    begin = amount.noun
    while begin < len(pieces) and pieces[begin].kind == "sign":
        begin += 1
    end = amount.end
    if begin < len(pieces) and pieces[begin].low == "of":
        return amount.unit
    if end < len(pieces) and pieces[end].low == "of":
        end = max(end, phrase_end(doc, pieces, end + 1))
    return words_of(text, pieces, begin, end)


def _on_what(text: str, root: Token, amount: Amount) -> str | None:
    """What money or a share of GDP is spent on: "2 percent of GDP on defence"."""
    if amount.currency is None and amount.unit != "percent of GDP":
        return None
    for token in (root, root.head):
        if token.i == root.i or (is_verb(token) and token.lower_ in figure_words().spending):
            thing = oblique(token, "on")
            if thing is not None and is_noun(thing) and not is_date(thing):
                return phrase(text, thing)
    spent = root.head if is_verb(root.head) and root.head.lower_ in figure_words().spending else None
    goods = (oblique(token, "for", "off") for token in (root, spent) if token is not None)
    bought = next((token for token in goods if token is not None), None)
    if bought is not None and amount.currency is not None and bought.tag_ in ("NN", "NNS"):
        plain = bought.lower_ not in figure_words().parties and not is_date(bought)
        return phrase(text, bought) if plain and bought.lower_ not in figure_words().rates else None
    return None


def _worth(text: str, root: Token) -> str | None:
    """ "a grant worth up to $8 million": the noun before "worth"."""
    head = root.head
    if head.lower_ != "worth" or head.i == 0:
        return None
    before = head.nbor(-1)
    thing = before if is_noun(before) else head.head if head.dep_.startswith("acl") else None
    while thing is not None and thing.dep_ == "nmod" and thing.head.i < thing.i and is_noun(thing.head):
        thing = thing.head  # "aid to Moldova worth 2 billion"
    return phrase(text, thing) if thing is not None and is_noun(thing) else None


def _changed(text: str, root: Token) -> str | None:
    """What rose "by" the amount where the tree hangs the amount elsewhere."""
    thing = changed_thing(root)
    return phrase(text, thing) if thing is not None and is_noun(thing) else None


def _by_tree(text: str, root: Token) -> str | None:
    for _ in range(_CHAIN):
        if root.dep_ != "conj" or not (root.head.tag_ in ("CD", "$", "NN", "NNS") and not is_verb(root.head)):
            break
        root = root.head
    head = root.head
    if _is_amount(head) and head.i != root.i:
        return _by_tree(text, head) if head.head.i != head.i else None
    if (
        root.dep_.startswith("nmod")
        and preposition(root) in ("of", "at", "to", "for", "with")
        and is_noun(head)
    ):
        return phrase(text, head, of=False)
    if root.dep_ in ("appos", "parataxis", "nmod:unmarked", "dep", "list") and is_noun(head):
        return phrase(text, head)
    if root.dep_ in ("compound", "nummod", "amod", "nmod") and is_noun(head) and head.i > root.i:
        return phrase(text, head)
    if is_verb(head) or head.i == root.i:
        return _of_clause(text, root, head)
    own = _subject(root)
    return phrase(text, own) if own is not None else None


def _subject(verb: Token) -> Token | None:
    """The subject; of "each of the buildings" the buildings."""
    own = subject(verb)
    if own is not None and own.lower_ in _EACH:
        return oblique(own, "of")
    return own


def _is_amount(token: Token) -> bool:
    return (
        token.tag_ in ("$", "CD")
        or token.lower_ == "%"
        or (token.lower_,) in units().words
        or (token.lower_,) in money().words
    )


def _of_clause(text: str, root: Token, verb: Token) -> str | None:
    """The object that rose by the amount, else the subject."""
    if root.dep_.startswith("obl"):
        thing = child(verb, "obj")
        if (
            thing is not None
            and is_noun(thing)
            and thing.i != root.i
            and thing.lower_ not in ("%", "percent", "cent")
        ):
            return phrase(text, thing)
    own = _subject(verb)
    if own is None or own.i == root.i:
        other = child(verb, "obj", "xcomp")
        return phrase(text, other) if other is not None and is_noun(other) and not _is_amount(other) else None
    counted = child(own, "nummod") is not None or own.tag_ == "$"
    return None if counted and _is_amount(own) else phrase(text, own)


def _before(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """Without a tree: the noun in "a fine of $3 billion", "an interest rate of 1.38pc"."""
    at = amount.start - 1
    if at < 1 or pieces[at].low != "of" or (pieces[at - 1].low, "of") in _qualifier_ends():
        return None
    begin = at
    while begin > 0 and at - begin < 5 and pieces[begin - 1].kind == "word":
        if phrase_end(doc, pieces, begin - 1) < at:
            break
        begin -= 1
    return words_of(text, pieces, _without_article(pieces, begin), at)


@cache
def _qualifier_ends() -> frozenset[tuple[str, ...]]:
    """ "upwards of", "in excess of": words that qualify and are of nothing."""
    return frozenset(phrase[-2:] for phrase, _ in figure_words().qualifiers if phrase[-1] == "of")


def _without_article(pieces: Pieces, at: int) -> int:
    return at + 1 if at < len(pieces) and pieces[at].low in ("the", "a", "an") else at
