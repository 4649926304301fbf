"""Events of one report: triggers by frame, their sides, modality, account, day and place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.extract.events.derived import HOSTILE, derived, pledged
from onrecord.extract.events.foreseen import foreseen
from onrecord.extract.events.modality import modality, with_account
from onrecord.extract.events.parties import FIRST, Cast
from onrecord.extract.events.refused import is_figure_of_speech, is_play
from onrecord.extract.events.roles import Roles, roles
from onrecord.extract.events.setting import Dates, place_of, toll_of
from onrecord.extract.events.tree import child, is_verb, lemmas, oblique
from onrecord.extract.events.triggers import Trigger, find_triggers, trigger_at
from onrecord.knowledge.events import event_words, frame
from onrecord.shapes import Event, EventParty, Figure, Findings, Span, Statement

_NEAR = 40  # content parts that may start between the innermost one around a trigger and the trigger
_ARMED = frozenset({"MIL", "REB", "COP", "CRM"})
_PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "IGO", "NGO", "REB", "OPP", "PTY", "SPY", "REL", "LAB"})
_OF_STATES = frozenset({"CONSULT", "SANCTION", "AGREE"})
_WITHOUT_ACTOR = frozenset({"ASSAULT", "COERCE"})


def find_events(read: Findings, doc: Doc) -> tuple[Event, ...]:
    """Every event in the report, in text order.

    Args:
        read: what the other extractors gave for the same report.
        doc: its parse, with trees.

    Example: "Norway sent tanks to Kenya on Friday." gives one event: AID, Norway to Kenya, happened.
    """
    cast = Cast(read.article, doc, read.actors, read.mentions)
    dates = Dates(read.article, doc, read.dates)
    accounts = Accounts(read.statements)
    figures = sorted(read.figures, key=_start_of_figure)
    play: dict[int, bool] = {}
    events = []
    for trigger in map(as_meant, find_triggers(doc)):
        sentence = trigger.token.sent
        if play.setdefault(sentence.start, is_play(sentence)):
            continue
        if is_told_by_its_verb(trigger):
            continue
        found = roles(cast, trigger)
        if not is_event(trigger, found, cast) or is_figure_of_speech(trigger, found.recipients):
            continue
        span = _words(cast, trigger)
        statement = accounts.around(span)
        how = with_account(
            modality(trigger), trigger, None if statement is None else read.statements[statement]
        )
        event = _event(trigger, found, span)
        how, when = foreseen(trigger, how, dates.of(trigger, how), dates)
        toll, place = toll_of(trigger, figures), place_of(cast, trigger)
        event = replace(
            event, modality=how, statement=statement, dead=toll.dead, injured=toll.injured, size=toll.size
        )
        event = replace(event, date_earliest=when.earliest, date_latest=when.latest, date_rule=when.rule)
        event = replace(
            event, place=None if place is None else place[0], place_span=None if place is None else place[1]
        )
        account = None if statement is None else read.statements[statement]
        named = _with_speaker(event, account, cast)
        if named is not None:
            also = derived(cast, trigger, named, account)
            if also is not None:  # its auxiliary may stand before the content that the trigger stands in
                also = replace(dates.of_report(also), statement=accounts.around(also.span))
            events += [named] if also is None else [also, named]
            aid = pledged(trigger, named)
            events += [] if aid is None else [aid]
    return _without_doubles(events)


def _without_doubles(events: Sequence[Event]) -> tuple[Event, ...]:
    """One event for one type at one place: an auxiliary of two verbs tells one plan."""
    seen: set[tuple[int, int, str]] = set()
    out = []
    for event in sorted(events, key=_start_of_event):
        key = (event.span.start, event.span.end, event.type)
        if key not in seen:
            seen.add(key)
            out.append(event)
    return tuple(out)


def _start_of_event(event: Event) -> tuple[int, int]:
    return event.span.start, event.span.end


def is_told_by_its_verb(trigger: Trigger) -> bool:
    """True for a noun whose verb tells the same type itself: "imposed sanctions" is one event."""
    if trigger.verb is None or trigger.verb.i == trigger.token.i:
        return False
    of_verb = trigger_at(trigger.verb)
    return of_verb is not None and of_verb.frame.type == trigger.frame.type


def as_meant(trigger: Trigger) -> Trigger:
    """The trigger under the frame that its complement makes of it: who vows to attack threatens."""
    if trigger.frame.type != "AGREE" or not trigger.frame.settles:
        return trigger
    for clause in trigger.token.children:
        if (
            clause.dep_ in ("xcomp", "ccomp")
            and (inner := trigger_at(clause)) is not None
            and inner.frame.type in HOSTILE
        ):
            return replace(trigger, frame=frame("event.threaten.vow"))
    return trigger


def is_event(trigger: Trigger, found: Roles, cast: Cast) -> bool:
    """Whether enough of it is known: who acts and mostly to whom; of violence at least on whom."""
    frame = trigger.frame
    if frame.armed and not is_armed(trigger, found, cast):
        return False
    if frame.type in _OF_STATES and found.actors and all(_is_anybody(party) for party in found.actors):
        return False
    if frame.type == "CONSULT" and found.recipients and is_private(found):
        return False
    if frame.mode in ("withdraw", "resign") and found.actors and all(map(_is_anybody, found.actors)):
        return False
    if frame.type == "PROTEST" and found.actors and all(_governs(party, cast) for party in found.actors):
        return False
    if frame.mode == "release" and all(p.actor is None and p.sector is None for p in found.recipients):
        return False
    if frame.mode == "resign" and _leaves_somebody(trigger, cast):
        return False
    if frame.body and not all(party.sector == "IGO" for party in found.recipients):
        return False
    if (
        found.refused
        or (frame.light and trigger.bare and not occurs(trigger))
        or (frame.aimed and not found.recipients)
    ):
        return False
    if trigger.bare:
        return bool(found.actors) and (bool(found.recipients) or frame.alone)
    if found.actors:
        return bool(found.recipients) or frame.type not in _WITHOUT_ACTOR or frame.things
    return bool(found.recipients) and (frame.nobody or frame.type == "ASSAULT")


def is_armed(trigger: Trigger, found: Roles, cast: Cast) -> bool:
    """Whether an attack or a battle is one with weapons, by who fights and over what.

    Example: not "the senator attacked his rival", not "was attacked for living abroad", not a "war of words".
    """
    if not all(_can_attack(party, cast) for party in found.actors):
        return False
    if not found.actors and found.recipients and all(_with_words(p, cast) for p in found.recipients):
        return False
    if not found.actors and trigger.token.lemma_.lower() in ("hit", "strike") and is_verb(trigger.token):
        return _names_weapon(trigger)
    of = oblique(trigger.token, "of")
    if of is not None and of.lemma_.lower() == "word":
        return False
    return not any(
        other.dep_ in ("advcl", "obl")
        and other.tag_ == "VBG"
        and child(other, "mark", "case") is not None
        and preposition_of(other) == "for"
        for other in trigger.token.children
    )


def is_private(found: Roles) -> bool:
    """Whether neither side is known to hold or stand for anything: "she phoned the shop"."""
    sides = (*found.actors, *found.recipients)
    if any(party.code is not None or party.sector in _PUBLIC for party in sides):
        return False
    return any(party.actor is None for party in found.recipients)


def _is_anybody(party: EventParty) -> bool:
    """Whether a side is some ordinary people: couples negotiate, tourists visit, and no state consults."""
    return party.actor is None and party.sector in ("CVL", "LAB", "EDU", "HLH")


def _governs(party: EventParty, cast: Cast) -> bool:
    """Whether a side is an office holder or an army: its strikes and marches are no protests."""
    person = party.actor is not None and cast.actors[party.actor].kind == "person"
    return party.sector == "MIL" or (person and party.code is not None)


def _leaves_somebody(trigger: Trigger, cast: Cast) -> bool:
    """True where somebody is left and no office: "he quit Anna"."""
    thing = child(trigger.token, "obj")
    mention = None if thing is None else cast.mention_at(thing)
    return mention is not None and mention.kind == "person"


def occurs(trigger: Trigger) -> bool:
    """True for a noun that its verb tells to come about: "a ceasefire took effect"."""
    head = trigger.token.head
    return trigger.token.dep_ == "nsubj" and not event_words().occurring.isdisjoint(lemmas(head))


def _names_weapon(trigger: Trigger) -> bool:
    """Whether what hit it is said and is a weapon: "was hit by rockets", not "was hit by the storm"."""
    words = event_words()
    return any(
        other.lemma_.lower() in words.blows or other.lemma_.lower() in words.sets["weapons"]
        for other in trigger.token.subtree
    )


def preposition_of(clause: Token) -> str:
    """What introduces a clause in -ing: "for" in "attacked him for lying"."""
    mark = child(clause, "mark", "case")
    return "" if mark is None else mark.lower_


def _can_attack(party: EventParty, cast: Cast) -> bool:
    """Whether an attack of this side is one with weapons: a politician's or a critic's is one with words."""
    if party.sector in _ARMED:
        return True
    return party.sector in (None, "CVL", "GOV", "IGO") and not _with_words(party, cast)


def _with_words(party: EventParty, cast: Cast) -> bool:
    """Whether somebody fights and is fought with words and votes: a person by name, a party, a candidate."""
    if event_words().partisans.intersection(party.span.text.lower().split()):
        return True
    return party.actor is not None and cast.actors[party.actor].kind == "person"


class Accounts:
    """Finds the innermost statement whose content holds some words."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._parts = sorted(
            (part.start, part.end, sum(len(p.text) for p in statement.parts), position)
            for position, statement in enumerate(statements)
            for part in statement.parts
        )
        self._starts = [part[0] for part in self._parts]

    def around(self, span: Span) -> int | None:
        """The position of that statement, or None where the outlet itself tells it."""
        at = bisect_right(self._starts, span.start)
        around = [
            (size, position)
            for start, end, size, position in self._parts[max(0, at - _NEAR) : at]
            if start <= span.start and span.end <= end
        ]
        return min(around)[1] if around else None


def _words(cast: Cast, trigger: Trigger) -> Span:
    """The trigger's own words: with its light verb or particle where those stand beside it."""
    tokens = sorted({trigger.token.i, *(word.i for word in trigger.beside)})
    while len(tokens) > 1 and tokens[-1] - tokens[0] > len(tokens) + 1:
        tokens.pop()
    if trigger.token.i not in range(tokens[0], tokens[-1] + 1):
        tokens = [trigger.token.i]
    last = cast.doc[tokens[-1]]
    return cast.span(cast.doc[tokens[0]].idx, last.idx + len(last))


def _event(trigger: Trigger, found: Roles, span: Span) -> Event:
    frame = trigger.frame
    return Event(
        span=span,
        type=frame.type,
        mode=frame.mode,
        actors=found.actors,
        recipients=found.recipients,
        modality="happened",
        rule=frame.id,
        context=frame.context,
        cameo=frame.cameo,
    )


def _with_speaker(event: Event, statement: Statement | None, cast: Cast) -> Event | None:
    """The event with "we" put as who speaks; without a speaker such a side is left out."""
    sides = [_named_first(side, statement, cast) for side in (event.actors, event.recipients)]
    if (event.actors and not sides[0]) or not any(sides):
        return None
    return replace(event, actors=sides[0], recipients=sides[1])


def _named_first(
    side: tuple[EventParty, ...], statement: Statement | None, cast: Cast
) -> tuple[EventParty, ...]:
    out = []
    for party in side:
        if (
            party.actor is None
            and party.code is None
            and party.span.text.lower() in FIRST
            and party.span.text != "US"
        ):
            if statement is None or statement.actor is None:
                continue
            actor = cast.side(statement.actor)
            code, sector = cast.code(actor), cast.sector(statement.actor)
            out.append(EventParty(actor, cast.actors[actor].name, code, party.span, sector))
        else:
            out.append(party)
    return tuple(out)


def _start_of_figure(figure: Figure) -> int:
    return figure.span.start
