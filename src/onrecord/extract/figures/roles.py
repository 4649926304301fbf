"""Who gives an amount and who receives it, of whom it is a number, and as of when, where the words say so
plainly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.extract.figures.naming import Amount
from onrecord.extract.figures.phrases import phrase_end, words_of
from onrecord.extract.figures.tree import child, has_tree, is_noun, is_verb, oblique, phrase, root_of, subject
from onrecord.extract.grammar.pieces import Pieces
from onrecord.knowledge.quantities import figure_words
from onrecord.shapes import Article, DateFound

_CLIMB = 4  # heads between an amount and the verb that gives it: "$5bn in aid" hangs three deep at most
_SENTENCE = 120  # pieces on either side in which the end of a sentence is looked for
_PLAIN_REACH = 9  # words between a verb of giving and its amount, where there is no tree
_COMING = frozenset({"come", "comes", "coming", "came", "originate", "originates", "originated"})


@dataclass(frozen=True, slots=True)
class Roles:
    """The words that name the giver, the recipient, and whose number it is."""

    giver: str | None = None
    recipient: str | None = None
    of_whom: str | None = None


def roles(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> Roles:
    """The giver, the recipient and of whom: each None where the words do not say it.

    Example: in "Norway has given nearly $7 billion in food aid to Sudan" Norway gives and Sudan receives.
    """
    if has_tree(doc, pieces, amount.start):
        return _by_tree(text, doc, pieces, amount)
    return Roles(
        giver=_plain_giver(text, pieces, amount),
        recipient=_plain_recipient(text, doc, pieces, amount),
        of_whom=_plain_whole(text, doc, pieces, amount),
    )


def _by_tree(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> Roles:
    root = root_of(doc, pieces, amount)
    verb = _verb_over(root)
    whole = _whole(text, doc, pieces, amount, verb)
    if verb is None:
        verb = _verb_of_sentence_before(root)
    if verb is None:
        return Roles(recipient=_named(text, _beneficiary(root)), of_whom=whole)
    words = figure_words()
    if verb.lower_ in words.giving and amount.rule != "figure.share":
        giver = subject(verb)
        passive = child(verb, "nsubj:pass") is not None
        by = oblique(verb, "by") if passive else giver
        return Roles(_named(text, by), _named(text, _recipient(verb, root)), whole)
    if verb.lower_ in words.receiving and amount.rule != "figure.share":
        return Roles(_named(text, oblique(verb, "from")), _named(text, subject(verb)), whole)
    if verb.lower_ in _COMING and root.dep_.startswith("nsubj"):
        return Roles(_named(text, oblique(verb, "from")), _named(text, _buyer(root)), whole)
    return Roles(recipient=_named(text, _beneficiary(root)), of_whom=whole)


def _verb_over(root: Token) -> Token | None:
    token = root
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if is_verb(token):
            return token
    return None


def _verb_of_sentence_before(root: Token) -> Token | None:
    """A sentence without a verb goes on from the one before it: "They sent aid. About $120 billion of
    it."."""
    sentence = root.sent
    if any(is_verb(token) or token.tag_ == "MD" for token in sentence) or sentence.start == 0:
        return None
    before = root.doc[sentence.start - 1].sent
    verb = next((token for token in before if token.lower_ in figure_words().giving and is_verb(token)), None)
    return verb


def _recipient(verb: Token, root: Token) -> Token | None:
    found = child(verb, "iobj")
    if found is not None and found.i != root.i:
        return found
    return oblique(verb, "to", "for") or _beneficiary(root) or _beneficiary_of_objects(verb)


def _beneficiary_of_objects(verb: Token) -> Token | None:
    for other in verb.children:
        if other.dep_ in ("obj", "obl"):
            found = _beneficiary(other)
            if found is not None:
                return found
    return None


def _beneficiary(noun: Token) -> Token | None:
    """Whoever stands after "to" or "for" under a noun of giving: "aid to Ukraine"."""
    found = oblique(noun, "to", "for")
    if found is None:
        for other in noun.children:
            if other.dep_.startswith(("nmod", "obl")):
                found = oblique(other, "to", "for")
                if found is not None:
                    break
    return found if found is not None and found.tag_.startswith("NNP") else None


def _buyer(root: Token) -> Token | None:
    """Who buys what a share is of: "of the machine tools that Russia is importing"."""
    for noun in [root, *root.children]:
        for clause in noun.children:
            if clause.dep_.startswith("acl") and clause.lower_ in figure_words().receiving:
                own = child(clause, "nsubj")
                return own if own is not None and own.tag_.startswith("NN") else None
    return None


def _whole(text: str, doc: Doc, pieces: Pieces, amount: Amount, verb: Token | None) -> str | None:
    """Of whom it is a number: "of the alliance", whoever has it, whoever spends a share of its GDP."""
    if amount.rule == "figure.count":
        said = _plain_whole(text, doc, pieces, amount)
        if said is not None:
            return said
        if verb is not None and verb.lower_ in figure_words().having and child(verb, "obj") is not None:
            return _named(text, subject(verb))
        return None
    if amount.unit == "percent of GDP" and verb is not None:
        return _named(text, subject(verb))
    return None


def _named(text: str, token: Token | None) -> str | None:
    """A name or noun as a party: None for pronouns and for what is no party."""
    if token is None or not is_noun(token):
        return None
    return phrase(text, token)


def _plain_whole(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """The name after "of": "30 members of the alliance"."""
    if amount.rule != "figure.count" or amount.end + 1 >= len(pieces) or pieces[amount.end].low != "of":
        return None
    begin = amount.end + 1
    end = phrase_end(doc, pieces, begin)
    named = any(piece.text[:1].isupper() for piece in pieces[begin:end])
    if end == begin or not (named or pieces[begin].low == "the"):
        return None
    return words_of(text, pieces, begin, end)


def _plain_recipient(text: str, doc: Doc, pieces: Pieces, amount: Amount) -> str | None:
    """Without a tree: the name after "to" or "for" that follows the amount and what it is of."""
    at = amount.end
    if at < len(pieces) and pieces[at].low in ("in", "of", "worth"):
        at = phrase_end(doc, pieces, at + 1)
    if (
        at + 1 >= len(pieces)
        or pieces[at].low not in ("to", "for")
        or (at == amount.end and amount.currency is None)
    ):
        return None
    return _name_at(text, pieces, at + 1)


def _plain_giver(text: str, pieces: Pieces, amount: Amount) -> str | None:
    """Without a tree: the name right before a verb of giving that stands close before the amount."""
    words = figure_words()
    for place in range(amount.start - 1, max(0, amount.start - _PLAIN_REACH), -1):
        if pieces[place].text in ".;!?":
            return None
        if pieces[place].low not in words.giving:
            continue
        end = place
        while end > 0 and pieces[end - 1].low in ("has", "have", "had", "will", "also", "already", "would"):
            end -= 1
        begin = end
        while begin > 0 and pieces[begin - 1].kind == "word" and pieces[begin - 1].text[:1].isupper():
            begin -= 1
        return words_of(text, pieces, begin + 1 if pieces[begin].low == "the" else begin, end)
    return None


def _name_at(text: str, pieces: Pieces, at: int) -> str | None:
    begin = at + 1 if pieces[at].low == "the" else at
    end = begin
    while end < len(pieces) and pieces[end].kind == "word" and pieces[end].text[:1].isupper():
        end += 1
    return words_of(text, pieces, begin, end)


def as_of(
    article: Article, pieces: Pieces, amount: Amount, dates: Sequence[DateFound]
) -> tuple[str | None, str | None]:
    """The days for which the figure holds, from the dates of its own sentence; else None.

    "Since last February" begins there and ends when the report appeared; any other date is the day itself.
    """
    start, end = _sentence(pieces, amount)
    near = [
        (_distance(date, pieces, amount), date)
        for date in dates
        if start <= date.span.start < end and date.type == "DATE" and date.earliest is not None
    ]
    if not near:
        return None, None
    date = min(near, key=_first)[1]
    lead = article.text[max(start, date.span.start - 8) : date.span.start].lower()
    if "since" in lead or _clause_since(article, date):
        return date.earliest, article.published.latest
    return date.earliest, date.latest


def _clause_since(article: Article, date: DateFound) -> bool:
    """True where "since" opens the clause of the date: "since the conflict began last February"."""
    lead = article.text[max(0, date.span.start - 60) : date.span.start].lower()
    return " since " in lead and not any(mark in lead.rpartition(" since ")[2] for mark in ".;,:")


def _first(entry: tuple[int, DateFound]) -> int:
    return entry[0]


def _distance(date: DateFound, pieces: Pieces, amount: Amount) -> int:
    return abs(date.span.start - pieces[amount.start].start)


def _sentence(pieces: Pieces, amount: Amount) -> tuple[int, int]:
    """The characters of the sentence around the amount, by its full stops."""
    first = amount.start
    while first > max(0, amount.start - _SENTENCE) and not (
        pieces[first - 1].text in ".!?" and not pieces[first].glued
    ):
        first -= 1
    last = amount.end
    while last < min(len(pieces), amount.end + _SENTENCE) and not (
        pieces[last].text in ".!?" and (last + 1 == len(pieces) or not pieces[last + 1].glued)
    ):
        last += 1
    return pieces[first].start, pieces[last - 1].end
