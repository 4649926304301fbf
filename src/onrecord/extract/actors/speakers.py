"""Who a source phrase names: the person that heads it, else the body or state, else the phrase itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.extract.actors.antecedents import GENDERS, find_antecedent, tokens_of
from onrecord.knowledge import actors as knowledge
from onrecord.shapes import LocalActor, Mention

__all__ = ["find_antecedent", "speaker_actor"]

_BODY_PRONOUNS = frozenset({"it", "they"})
_SPEAKERLESS = frozenset(["i", "we", "you", "me", "us", "one", "this", "that", "these", "those", "there"])
_RELATIVE = frozenset({"who", "which", "whom", "that"})
_STOPS = frozenset({"--"}) | frozenset(',;:()[]—–“”"')
_END = re.compile(r"\s*(?:[,;:(\[—–“”\"]|\b(?:who|whom|which|whose)\b)")
_LEADING = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_LONGEST = 12  # words that name an unresolved source; what follows only describes it


@dataclass(frozen=True, slots=True)
class _Inside:
    """One mention that stands in the phrase: its tokens and the mention."""

    first: int
    last: int
    mention: Mention


def speaker_actor(
    doc: Doc, start: int, end: int, actors: Sequence[LocalActor], mentions: Sequence[Mention]
) -> tuple[int | None, str]:
    """The actor that a source phrase names (position, or None) and the name to show.

    Args:
        doc: the parsed report.
        start: the phrase's first token.
        end: the token behind its last.
        actors: as `find_actors` gives them.
        mentions: the same, in text order.

    Returns:
        The actor's position and name; (None, the phrase's words) for a group or an unknown source such
        as "some Western nations"; (None, "") for a pronoun that cannot be resolved.

    Example: "WHO Director-General Anna Berg" gives the person, not the WHO.
    """
    first, last = _stripped(doc, start, end)
    if first >= last:
        return None, ""
    if last - first == 1 and (pronoun := doc[first].lower_) and _is_pronoun(doc[first]):
        if pronoun in _RELATIVE and (found := _relative(doc, first, mentions)) is not None:
            return found, actors[found].name
        actor = find_antecedent(doc, first, actors, mentions) if pronoun not in _SPEAKERLESS else None
        return actor, actors[actor].name if actor is not None else ""
    inside = _inside(doc, first, last, mentions)
    actor, name = _headed(doc, (first, last), inside, actors)
    if actor is not None or name:
        return actor, name
    return None, _words(doc, first, last)


def _stripped(doc: Doc, first: int, last: int) -> tuple[int, int]:
    first, last = max(first, 0), min(last, len(doc))
    for at in range(last - 1, first - 1, -1):
        if "\n" in doc[at].text and at < last - 1:  # a headline or crosshead got into the phrase
            first = at + 1
            break
    while first < last and not any(letter.isalnum() for letter in doc[first].text):
        first += 1
    while last > first and (
        doc[last - 1].text in ("'s", "’s") or not any(letter.isalnum() for letter in doc[last - 1].text)
    ):
        last -= 1
    return first, last


def _is_pronoun(token: Token) -> bool:
    word = token.lower_
    return word in GENDERS or word in _BODY_PRONOUNS or word in _SPEAKERLESS or word in _RELATIVE


def _inside(doc: Doc, first: int, last: int, mentions: Sequence[Mention]) -> list[_Inside]:
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
    found = []
    for at in range(bisect_left(mentions, start, key=lambda m: m.span.start), len(mentions)):
        mention = mentions[at]
        if mention.span.start >= end:
            break
        begin, stop = tokens_of(doc, mention.span.start, mention.span.end)
        if stop <= last:
            found.append(_Inside(begin, stop, mention))
    return found


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token that the phrase hangs on: the first whose own head lies outside."""
    for token in doc[first:last]:
        outside = not first <= token.head.i < last or token.head.i == token.i
        if outside and not token.is_punct and not token.is_space and token.dep_ not in ("case", "cc", "mark"):
            return token
    return doc[last - 1]


def _headed(
    doc: Doc, span: tuple[int, int], inside: Sequence[_Inside], actors: Sequence[LocalActor]
) -> tuple[int | None, str]:
    core = (span[0], _core_end(doc, *span))
    person = _person(doc, core, [item for item in inside if item.last <= core[1]], actors)
    by_name = person is not None and person[0] is not None and _names(core, inside, person[0])
    if not by_name and core[1] < span[1] and doc[core[1]].text == ",":
        # "Its defence minister, Anna Berg,": the name stands in the apposition
        behind = core[1] + 1
        apposed = (behind, _core_end(doc, behind, span[1]))
        named = [i for i in inside if i.mention.how == "name" and _apposed(doc, behind, i.first)]
        person = _person(doc, apposed, named, actors) or person
    if person is not None:
        return person
    head = _head(doc, *core)
    if _joined(head, core):
        return None, ""
    for item in inside:
        heads = item.first <= head.i < item.last and not any(
            t.tag_ == "IN" for t in doc[core[0] : item.first]
        )
        if heads and item.mention.how != "adjective" and item.mention.kind not in ("office", "person"):
            return _body(item.mention, actors)
    linked = next((t.i for t in doc[core[0] + 1 : core[1]] if t.tag_ == "IN"), None)
    return _document(doc, span, inside, doc[linked - 1] if linked is not None else head, actors)


def _apposed(doc: Doc, behind: int, first: int) -> bool:
    """True where nothing but a title stands between the comma and the name: ", Governor Ann Lee,"."""
    tags = [token.tag_ for token in doc[behind:first]]
    return (
        behind <= first
        and all(tag.startswith(("NN", "JJ", "DT", "POS", "PRP$", "IN", ".")) for tag in tags)
        and (tags[:1] != ["IN"])
    )


def _names(core: tuple[int, int], inside: Sequence[_Inside], actor: int) -> bool:
    """True where the core itself has the person's name, not only a title."""
    return any(
        item.mention.actor == actor and item.mention.how == "name" and item.last <= core[1] for item in inside
    )


def _core_end(doc: Doc, first: int, last: int) -> int:
    """Where the phrase stops naming: at a comma, a bracket, "who", or a verb behind a noun."""
    noun = False
    for token in doc[first:last]:
        if token.i > first and (token.text in _STOPS or token.lower_ in _RELATIVE):
            return token.i
        if noun and token.tag_.startswith("VB"):
            return token.i
        noun = noun or token.tag_.startswith("NN")
    return last


def _person(
    doc: Doc, core: tuple[int, int], inside: Sequence[_Inside], actors: Sequence[LocalActor]
) -> tuple[int | None, str] | None:
    """The one person who heads the phrase; (None, "") where two do; None where nobody does."""
    persons = [item for item in inside if item.mention.kind == "person" and not _depends(doc, item, core)]
    named = [item for item in persons if item.mention.how == "name"]
    people = {item.mention.actor for item in named or persons}
    if not people:
        return None
    if len(people) > 1:
        return None, ""
    actor = people.pop()
    if any(child.dep_ == "conj" for child in _head(doc, *core).children if core[0] <= child.i < core[1]):
        return None, ""  # "Roe and other officials"
    return actor, actors[actor].name if actor is not None else (named or persons)[0].mention.span.text


def _depends(doc: Doc, item: _Inside, core: tuple[int, int]) -> bool:
    """True where the person only belongs to another: "Roe's aide", "a lawyer for Roe", "Roe aides"."""
    if item.last < core[1]:
        after = doc[item.last]
        if after.text in ("'s", "’s", "'", "’") or after.tag_.startswith(("NN", "JJ", "HYPH")):
            return True
    before = [token for token in doc[core[0] : item.first] if token.tag_ in ("IN", "TO")]
    if not before or item.mention.how == "title":
        return bool(before) and not _is_title_word(doc, core)
    # "Assistant Secretary of State for ... Affairs James Roe" is Roe; "a lawyer for Mr Roe" is not.
    table, near = knowledge.titles(), item.first - 1
    while near > core[0] and knowledge.plain(doc[near].text) in (*table.honorifics, *table.ranks):
        near -= 1
    if doc[near].tag_ == "IN" or doc[core[0]].lower_ in ("a", "an", "one", "some", "any"):
        return True
    voice = before[0].i > core[0] and doc[before[0].i - 1].lower_.startswith("spokes")
    return voice or not _is_title_word(doc, core)


def _is_title_word(doc: Doc, core: tuple[int, int]) -> bool:
    """True where an office stands before the phrase's first preposition."""
    words: list[str] = []
    for token in doc[core[0] : core[1]]:
        if token.tag_ == "IN":
            break
        words.append(knowledge.plain(token.text))
    offices = knowledge.titles().offices
    return any(" ".join(words[at:]) in offices for at in range(len(words)))


def _joined(head: Token, span: tuple[int, int]) -> bool:
    """True where the phrase names two or more ("the US and Britain")."""
    return any(child.dep_ == "conj" and span[0] <= child.i < span[1] for child in head.children)


def _body(mention: Mention, actors: Sequence[LocalActor]) -> tuple[int | None, str]:
    """The actor of a mention; a capital that speaks is its state."""
    if mention.actor is None:
        return None, ""
    if mention.kind != "place":
        return mention.actor, actors[mention.actor].name
    for words, forms in knowledge.index().get(knowledge.pieces(mention.span.text)[0], ()):
        if words == knowledge.pieces(mention.span.text) and knowledge.known()[forms[0].key].metonym:
            key = forms[0].key
            for at, actor in enumerate(actors):
                if actor.known == key:
                    return at, actor.name
            return None, knowledge.known()[key].name
    return mention.actor, actors[mention.actor].name


def _document(
    doc: Doc, span: tuple[int, int], inside: Sequence[_Inside], head: Token, actors: Sequence[LocalActor]
) -> tuple[int | None, str]:
    """What a document says, its maker says: "a fact sheet from the State Department", "a NATO statement"."""
    word = head.lower_
    two = f"{doc[head.i - 1].lower_} {word}" if head.i > span[0] else word
    documents = knowledge.titles().documents
    if word not in documents and two not in documents:
        return None, ""
    makers = [item for item in inside if item.mention.kind != "place" and item.mention.actor is not None]
    after = [item for item in makers if item.first > head.i and _linked(doc, head.i, item)]
    before = [item for item in makers if item.last <= head.i and item.mention.how in ("name", "epithet")]
    if not after and len({item.mention.actor for item in before}) > 1 and _beside(doc, before):
        return None, ""  # "a Post-Times poll" is of both
    chosen = after[0] if after else before[-1] if before else None
    return _body(chosen.mention, actors) if chosen is not None else (None, "")


def _beside(doc: Doc, makers: Sequence[_Inside]) -> bool:
    """True where the last two stand side by side: joined by a hyphen, a stroke or "and"."""
    between = doc[makers[-2].last : makers[-1].first]
    return len(between) <= 1 and all(token.text in ("-", "–", "/", "and", "&") for token in between)


def _linked(doc: Doc, head: int, item: _Inside) -> bool:
    between = [token.lower_ for token in doc[head + 1 : item.first]]
    return bool(between) and between[0] in ("from", "by", "of") and len(between) <= 6


def _relative(doc: Doc, at: int, mentions: Sequence[Mention]) -> int | None:
    """The person or body that "who" stands for: the noun its clause hangs on, else the name right before."""
    verb = doc[at].head
    for _ in range(4):
        if verb.dep_.startswith("acl"):
            break
        verb = verb.head
    targets = [verb.head.i] if verb.dep_.startswith("acl") else []
    before = at - 1
    while before > 0 and doc[before].is_punct:
        before -= 1
    for target in (*targets, before):
        for item in _inside(doc, max(target - 8, 0), min(target + 8, len(doc)), mentions):
            if item.first <= target < item.last and item.mention.actor is not None:
                return (
                    item.mention.actor
                    if item.mention.kind in ("person", "organisation", "state", "group")
                    else None
                )
    return None


def _words(doc: Doc, first: int, last: int) -> str:
    """The phrase without its leading article, cut where it only goes on to describe."""
    text = " ".join(doc[first:last].text.split())
    text = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    cut = _END.search(text)
    if cut is not None and cut.start() > 0:
        text = text[: cut.start()]
    return " ".join(text.split()[:_LONGEST])
