"""The act that a figure or a date belongs to: its verb, and who and what else stands in the verb's clause.

Two reports tell of one act where verb and parties agree, whatever stands between them: "the attack damaged
120 homes" and "85 homes had been damaged".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from onrecord.knowledge.disputes import empty_acts, empty_words
from onrecord.knowledge.numbers import number_words
from onrecord.reconcile.disputes.reading import Reading
from onrecord.shapes import Clause, Phrase, Span

_MOST = 5  # content words of one phrase: the head stands first
_REACH = 300  # characters of a clause: longer ones are lists
_STEM = 6
_WORD = re.compile(r"\w+")
_NAMING = frozenset({"name", "adjective"})
# Half of the lesser act's words, and two where no verb says what was done; by tests/cases/disputes.yaml.
_SHARED, _ALIKE = 2, 0.5
_SIDES = frozenset({"subject", "object"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "who", "which"})
_PARTIES = frozenset({"state", "organisation"})
FUTURE = frozenset({"planned", "promised", "threatened", "demanded", "hypothetical"})
"""Modalities of an act that has not happened."""


@dataclass(frozen=True, slots=True)
class Act:
    """A verb's clause: the verb's lemmas, the content words of its phrases, the actors it names.

    `doer` are the actors that its subject names; `role` is that of the phrase which holds the figure or date.
    """

    verbs: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    doer: frozenset[str]
    role: str
    modality: str
    open: bool  # who does it, or to whom it is done, is told by a pronoun


class Acts:
    """The acts of one report, found by place."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def _clauses(self) -> tuple[tuple[int, Clause], ...]:
        found = enumerate(self._reading.found.clauses)
        return tuple((at, one) for at, one in found if not one.noun and one.end - one.start <= _REACH)

    def around(self, span: Span, *, held: bool = False) -> Act | None:
        """The act whose phrase (or predicate, unless it must be `held`) has these words; None where none."""
        best: tuple[int, int, Clause, Phrase | None] | None = None
        for at, clause in self._clauses:
            if not clause.start <= span.start < clause.end:
                continue
            phrase = next((p for p in clause.phrases if p.start <= span.start and span.end <= p.end), None)
            predicate = clause.act_start < span.end and span.start < clause.act_end
            if phrase is None and (held or not predicate):
                continue
            size = clause.end - clause.start
            if best is None or (size, at) < best[:2]:
                best = (size, at, clause, phrase)
        if best is None:
            return None
        made = self._made(best[2], best[3], span)
        parent = best[2].parent
        if held and best[2].link == "advcl" and parent is not None:
            return _with(made, self._made(self._reading.found.clauses[parent], None, span))
        return made

    def _made(self, clause: Clause, held: Phrase | None, span: Span) -> Act:
        doer = [phrase for phrase in clause.phrases if phrase.role == "subject"]
        silent = self._silent(clause, span)
        words = {lemma[:_STEM] for phrase in clause.phrases for lemma in _content(phrase.lemmas, silent)}
        return Act(
            verbs=frozenset(lemma for lemma in clause.act if lemma not in empty_acts()),
            words=frozenset(words),
            names=frozenset(self._named(clause.start, clause.end)),
            doer=frozenset(
                key for phrase in doer for key in self._named(phrase.start, phrase.end, known=True)
            ),
            role=held.role if held is not None else "",
            modality=clause.modality,
            open=any(p.role in _SIDES and p.lemmas[:1] and p.lemmas[0] in _PRONOUNS for p in clause.phrases),
        )

    def _silent(self, clause: Clause, span: Span) -> frozenset[str]:
        """Words that are compared otherwise: of the figure or date itself, of other dates, and of names."""
        reading = self._reading
        spans = [date.span for date in reading.dates(clause.start, clause.end)]
        spans += [
            mention.span for mention in reading.mentions(clause.start, clause.end) if mention.how in _NAMING
        ]
        own = _WORD.findall(span.text.lower())
        return frozenset(own) | frozenset(
            word.lower() for one in spans for word in _WORD.findall(one.text) if _sounds(word)
        )

    def _named(self, first: int, last: int, *, known: bool = False) -> Iterator[str]:
        for mention in self._reading.mentions(first, last):
            if mention.actor is None:
                continue
            actor = self._reading.found.actors[mention.actor]
            if not known or (actor.known is not None and actor.kind in _PARTIES):
                yield actor.name.casefold()


def _sounds(word: str) -> bool:
    """True for a word of a name, a number or a date: they are in capitals or digits, or count."""
    return not word.islower() or word in number_words().ones or word in number_words().tens


def _with(one: Act, main: Act) -> Act:
    """An act together with the one it is said to have happened at: "six were killed when a depot blew up"."""
    return replace(
        main, verbs=one.verbs | main.verbs, words=one.words | main.words, names=one.names | main.names
    )


def _content(lemmas: Iterable[str], silent: frozenset[str]) -> list[str]:
    told = (lemma.lower() for lemma in lemmas)
    words = [
        lemma
        for lemma in told
        if len(lemma) > 2 and lemma[0].isalpha() and lemma not in empty_words() and lemma not in silent
    ]
    return words[:_MOST]


def one_act(one: Act | None, other: Act | None, *, thing: bool = False) -> bool:
    """True where two reports may tell of one act: a verb in common, and most of what the lesser one names.

    `thing` says that both count the same thing.
    """
    if one is None or other is None or apart(one.doer, other.doer):
        return False
    verbs = bool(one.verbs & other.verbs)
    if not verbs and (one.verbs or other.verbs):
        return False
    shared, least = len(one.words & other.words), min(len(one.words), len(other.words))
    most = shared > 0 and shared >= _ALIKE * least
    if not verbs:
        return most and (shared >= _SHARED or least == 1)
    return most or thing


def apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """True where both name actors and none in common."""
    if not one or not other or one & other:
        return False
    return not any(a.startswith(b) or b.startswith(a) for a in one for b in other)  # "Bulgaria government"
