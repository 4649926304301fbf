"""Who a noun phrase or pronoun beside a figure means: the actor's name, with the words that name it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Doc, Token

from onrecord.extract.actors.antecedents import find_antecedent
from onrecord.extract.figures.sides import side_of
from onrecord.extract.figures.tree import child, is_noun, phrase_range
from onrecord.knowledge.actors import forms, known
from onrecord.knowledge.quantities import figure_words
from onrecord.shapes import Article, LocalActor, Mention, Span

WE = "we"
"""The name of a party that is a first person until the statement's speaker is known."""

_FIRST = frozenset({"we", "us", "our", "ourselves"})
_OTHERS = frozenset({"it", "they", "them", "its", "their", "he", "she", "his", "her", "him"})
_LONGEST_MENTION = 120  # characters; a mention that begins further back does not reach the token
_BACK = 600  # characters before a figure in which "the alliance" finds its name: about three sentences


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a figure: the name to show and the words that name it."""

    name: str
    span: Span


@dataclass(frozen=True)
class Cast:
    """A report with its actors, as the search for parties needs it. Without a model there are no actors."""

    article: Article
    doc: Doc
    actors: Sequence[LocalActor] = ()
    mentions: Sequence[Mention] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    @cached_property
    def _sides(self) -> dict[int, int | None]:
        return {}

    def party(self, token: Token | None) -> Party | None:
        """The party that this token heads, or None where it is no actor ("increase", "this").

        Example: of "its allies" after a sentence on the Compact, "Northern Compact allies".
        """
        if token is None:
            return None
        if token.lower_ in _FIRST | _OTHERS and token.text != "US":
            return self._pronoun(token)
        if not is_noun(token) and token.tag_ not in ("JJS", "JJ", "CD"):
            return None
        places = phrase_range(token)
        if places is None:
            return None
        places = (self._after_quantity(*places), places[1])
        start, end = self.doc[places[0]].idx, self._end(places[1])
        own = self._named(start, end, token)
        found = own or self._nominal(token, places)
        return self._with_others(token, found) if found is not None else None

    def owner(self, head: Token) -> Party | None:
        """Whose the noun is: "Norway's army", "our budget", "US military spending"."""
        whole = self.mention_at(head)
        if whole is not None and whole.span.start < head.idx and whole.actor is not None:
            return self._state_of(whole)  # "Russian troops" is one name
        for other in head.lefts:
            if other.dep_ not in ("nmod:poss", "compound", "amod", "nmod", "nmod:unmarked"):
                continue
            mention = self.mention_at(other) or self.mention_below(other)
            found = None
            if mention is not None:
                modifies = other.dep_ != "nmod:poss"  # "US military spending" is the state's
                found = (self._state_of(mention) if modifies else None) or self._actor(mention)
            if found is None and other.dep_ == "nmod:poss":
                found = self.party(other)
            if found is not None:
                return found
        return None

    def mention_below(self, token: Token) -> Mention | None:
        """The actor in a noun that stands before another: "Ukraine" in "the Ukraine aid package"."""
        if token.dep_ not in ("compound", "nmod:unmarked"):
            return None
        lefts = (self.mention_at(other) for other in token.lefts if other.dep_ in ("compound", "amod"))
        return next((mention for mention in lefts if mention is not None), None)

    def _state_of(self, mention: Mention) -> Party | None:
        """The state whose organ is named: Russia for "Russian troops"."""
        actor = self.actors[mention.actor] if mention.actor is not None else None
        if (
            actor is None
            or actor.kind != "organisation"
            or (actor.known is not None and actor.known in known())
        ):
            return None
        words = actor.name.split()
        names = (" ".join(words[:length]) for length in range(len(words) - 1, 0, -1))
        state = next((name for name in names if name in _state_names()), None)
        return Party(state, mention.span) if state is not None else None

    def mention_at(self, token: Token) -> Mention | None:
        """The longest mention of an actor that holds this token."""
        first = bisect_left(self._starts, token.idx - _LONGEST_MENTION)
        last = bisect_right(self._starts, token.idx)
        holding = [m for m in self.mentions[first:last] if m.span.end >= token.idx + len(token)]
        return max(holding, key=_length) if holding else None

    def body_before(self, at: int) -> Party | None:
        """The body (an alliance, a union) that is named last before character `at`, not long before it."""
        last = bisect_right(self._starts, at)
        for mention in reversed(self.mentions[:last]):
            if mention.span.start < at - _BACK:
                return None
            actor = self.actors[mention.actor] if mention.actor is not None else None
            if actor is not None and actor.kind == "organisation" and (actor.known or "").startswith("body:"):
                return Party(actor.name, mention.span)
        return None

    def speaks_for(self, actor: int) -> str:
        """The state or body that a person speaks for as the report tells, or the actor's own name.

        Example: "US Secretary of State Ada Holm" speaks for the United States.
        """
        if self.actors[actor].kind != "person":
            return self.actors[actor].name
        if actor not in self._sides:
            self._sides[actor] = side_of(self.article, actor, self.actors, self.mentions)
        side = self._sides[actor]
        return self.actors[actor if side is None else side].name

    def _after_quantity(self, first: int, last: int) -> int:
        """The token behind "more and more", "several other": how many is no part of who."""
        while first < last and self.doc[first].lower_ in figure_words().quantities:
            first += 1
        return first

    def _pronoun(self, token: Token) -> Party | None:
        span = self.span(token.idx, token.idx + len(token))
        if token.lower_ in _FIRST:
            return Party(WE, span) if self.mentions else None
        actor = find_antecedent(self.doc, token.i, self.actors, self.mentions) if self.actors else None
        return None if actor is None else Party(self.speaks_for(actor), span)

    def _named(self, start: int, end: int, token: Token) -> Party | None:
        """The actor whose mention is the whole phrase but for an article, or its head."""
        mention = self.mention_at(token)
        if mention is None:
            return None
        if mention.span.start <= start and end <= mention.span.end + 1:
            return self._actor(mention)
        if mention.kind in ("person", "office") or mention.span.start <= start:
            return self._actor(mention)
        return None

    def _actor(self, mention: Mention) -> Party | None:
        if mention.kind == "place":
            state = _states_by_capital().get(mention.span.text)
            return Party(state or mention.span.text, mention.span)
        if mention.actor is None:
            return Party(mention.span.text, mention.span)
        return Party(self.speaks_for(mention.actor), mention.span)

    def _nominal(self, token: Token, places: tuple[int, int]) -> Party | None:
        """A party without a name: "NATO allies", "the alliance", "lawmakers", "12 donor countries"."""
        words = figure_words()
        low = token.lower_
        span = self.span(self.doc[places[0]].idx, self._end(places[1]))
        if low in words.bodies:
            body = self.body_before(span.start)
            return Party(body.name, span) if body is not None else Party(f"the {span.text}", span)
        if low not in words.parties and token.tag_ not in ("NNP", "NNPS"):
            return None
        whose = child(token, "nmod:poss")
        if whose is not None and whose.lower_ in _OTHERS | _FIRST:
            owner = self.party(whose)
            if owner is None:
                return None  # "its partner": whose, nobody knows
            if owner.name == WE:
                return Party(WE, owner.span) if low in figure_words().own else None
            if owner.name != WE:
                return Party(f"{owner.name} {span.text}", self.span(whose.idx, span.end))
        return Party(span.text, span)

    def _with_others(self, token: Token, found: Party) -> Party:
        """Adds those that are named with it: "the United States and its allies"."""
        joined = [other for other in token.rights if other.dep_ == "conj"]
        places = phrase_range(joined[0]) if len(joined) == 1 and is_noun(joined[0]) else None
        if places is None or child(joined[0], "cc") is None:
            return found
        span = self.span(found.span.start, self._end(places[1]))
        second = self.doc.text[self.doc[places[0]].idx : self._end(places[1])]
        whose = child(joined[0], "nmod:poss")
        lead = f"{whose.text} " if whose is not None and whose.tag_ == "PRP$" else ""
        mention = self.mention_at(joined[0])
        named = self._actor(mention) if mention is not None else None
        name = f"{found.name} and {lead}{' '.join(second.split()) if named is None else named.name}"
        return Party(name, span) if len(name) < _LONGEST_MENTION else found

    def span(self, start: int, end: int) -> Span:
        """The words of the report between two offsets."""
        return Span.cut(self.article.text, start, end)

    def _end(self, token: int) -> int:
        return self.doc[token].idx + len(self.doc[token])


@cache
def _states_by_capital() -> dict[str, str]:
    """Capitals and the states that money or arms for them go to: Kyiv is Ukraine."""
    table = known()
    found = {form.text: table[form.key] for form in forms() if form.role == "capital" and not form.weak}
    return {text: state.name for text, state in found.items() if state.metonym}


@cache
def _state_names() -> frozenset[str]:
    return frozenset(actor.name for actor in known().values() if actor.kind == "state")


def _length(mention: Mention) -> int:
    return len(mention.span.text)
