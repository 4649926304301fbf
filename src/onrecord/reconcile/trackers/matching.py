"""Which evidence of a definition a report holds: one clause must carry actor, act and object together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from onrecord.knowledge.alliance import group
from onrecord.knowledge.trackers import Side, Slot, Tracker, Wanted, Words
from onrecord.reconcile.trackers.hit import Party
from onrecord.reconcile.trackers.measures import is_of, is_such
from onrecord.reconcile.trackers.standing import both, parts
from onrecord.reconcile.trackers.told import FIRST, Told
from onrecord.reconcile.trackers.voices import Choose, owner_of_each, person_of_each
from onrecord.shapes import Event, Figure, Phrase, Statement

_FAR = 700  # characters back to which a side may be left unsaid: about two paragraphs
_OWN = {
    "it": ("state", "organisation"),
    "they": ("organisation", "group"),
    "he": ("person",),
    "she": ("person",),
}
_UNKNOWN = 3  # times that a body which no list knows must be named before it is what a report is about
_LEADING = frozenset({"of", "for", "with", "in", "by", "from", "to", "against", "and", "or"})
_INSIDE = frozenset({"in", "at", "near", "around", "outside", "inside", "into", "from", "over", "across"})
_AGAINST = frozenset({"opposition", "former", "ex", "rebel", "exile", "exiled", "dissident", "separatist"})
_COLUMNS = {"giver": "giver_span", "recipient": "recipient_span", "of_whom": "of_whom_span"}


@dataclass(frozen=True, slots=True)
class Match:
    """Evidence found: the cell and its position, the clause that carries it, and who fills the sides."""

    kind: str
    position: int
    clause: int | None
    sides: tuple[tuple[str, tuple[Party, ...]], ...]
    start: int
    end: int


def matches(told: Told, tracker: Tracker, wanted: Wanted) -> Iterator[Match]:
    """Every place of the report where this evidence stands, in text order."""
    if wanted.kind == "clause":
        yield from _clauses(told, tracker, wanted)
    elif wanted.kind == "figure":
        yield from _figures(told, tracker, wanted)
    elif wanted.kind == "statement":
        yield from _statements(told, tracker, wanted)
    else:
        yield from _events(told, tracker, wanted)


def _clauses(told: Told, tracker: Tracker, wanted: Wanted) -> Iterator[Match]:
    acts = wanted.names or wanted.act
    places = sorted({at for act in told.by_act.keys() & acts for at in told.by_act[act]})
    for at in places if acts else range(len(told.clauses)):
        if fits(told, at, wanted):
            sides = _sides(told, tracker, wanted, at, None)
            if sides is not None:
                clause = told.clauses[at]
                yield Match("clause", at, at, sides, clause.start, clause.end)


def _figures(told: Told, tracker: Tracker, wanted: Wanted) -> Iterator[Match]:
    for position, (id_, figure) in enumerate(
        zip(told.report.ids["figures"], told.found.figures, strict=True)
    ):
        if id_ in told.report.set_aside or not is_such(figure, wanted):
            continue
        around = told.around(figure.span.start, figure.span.end)
        if not is_of(told, figure, wanted, around):
            continue
        fitting: list[int | None] = [one for one in around if fits(told, one, wanted)]
        if not fitting and not (_asks(wanted) or around or wanted.modality):
            fitting = [None]
        for at in fitting:
            sides = _sides(told, tracker, wanted, at, figure)
            if sides is not None:
                yield Match("figure", position, at, sides, figure.span.start, figure.span.end)
                break


def _asks(wanted: Wanted) -> bool:
    """Whether anything is asked of the clause around a cell."""
    return bool(wanted.has or wanted.act or wanted.without or wanted.unless)


def _statements(told: Told, tracker: Tracker, wanted: Wanted) -> Iterator[Match]:
    for position, statement in enumerate(told.found.statements):
        if told.report.ids["statements"][position] in told.report.set_aside:
            continue
        if (wanted.names and statement.class_ not in wanted.names) or "negated" in statement.flags:
            continue
        for at in _inside(told, statement):
            if fits(told, at, wanted):
                sides = _sides(told, tracker, wanted, at, statement)
                if sides is not None:
                    yield Match(
                        "statement", position, at, sides, statement.parts[0].start, statement.parts[0].end
                    )
                    break


def _inside(told: Told, statement: Statement) -> Iterator[int]:
    for part in statement.parts:
        for at in range(bisect_left(told.starts, part.start), bisect_left(told.starts, part.end)):
            if told.clauses[at].act_end <= part.end:
                yield at


def _events(told: Told, tracker: Tracker, wanted: Wanted) -> Iterator[Match]:
    for position, (id_, event) in enumerate(zip(told.report.ids["events"], told.found.events, strict=True)):
        if id_ in told.report.set_aside or (wanted.names and event.type not in wanted.names):
            continue
        if wanted.modality and event.modality not in wanted.modality:
            continue
        around = told.around(event.span.start, event.span.end)
        at = next((one for one in around if fits(told, one, wanted, event=True)), None)
        if at is None and _asks(wanted):
            continue
        sides = _sides(told, tracker, wanted, at, event)
        if sides is not None:
            yield Match("event", position, at, sides, event.span.start, event.span.end)


def fits(told: Told, at: int, wanted: Wanted, *, event: bool = False) -> bool:
    """Whether one clause holds all that is asked of it.

    `event`: its modality was asked of the event, whose reading of it is the fuller one.
    """
    clause = told.clauses[at]
    if wanted.act and not wanted.act.intersection(clause.act):
        return False
    if wanted.noun is not None and clause.noun is not wanted.noun:
        return False
    if wanted.modality and not event and clause.modality not in wanted.modality:
        return False
    if not all(_has(told, at, roles, words) for roles, words in wanted.has):
        return False
    if any(_has(told, at, roles, words) for roles, words in wanted.unless):
        return False
    if wanted.without:
        every = set(clause.act).union(*told.lemma_rows(at, ("inside",)))
        return not any(set(row) <= every for row in wanted.without)
    return True


def _has(told: Told, at: int, roles: tuple[str, ...], words: Words) -> bool:
    return any(lemmas.issuperset(row) for lemmas in told.lemma_rows(at, roles) for row in words)


def _sides(
    told: Told, tracker: Tracker, wanted: Wanted, at: int | None, cell: object
) -> tuple[tuple[str, tuple[Party, ...]], ...] | None:
    """Who fills each side; None where one that is needed is nowhere."""
    found: list[tuple[str, tuple[Party, ...]]] = []
    for slot in wanted.slots:
        side = tracker.sides[slot.name]
        taken = frozenset(party.key for _, others in found for party in others)
        parties = _fill(told, (slot, side, taken), at, (cell, _choice(tracker, side)))
        if not parties and slot.optional and (side.near or side.topic) and _may_be_unsaid(told, tracker, at):
            parties = _near(told, (slot, side, taken), told.clauses[at].start if at is not None else 0)
        if not parties and not slot.optional:
            return None
        if parties:
            found.append((slot.name, parties))
    return _paired(tracker, found)


def _may_be_unsaid(told: Told, tracker: Tracker, at: int | None) -> bool:
    """Whether a side may be taken from what stands before.

    Of a meeting only where the clause says that it is a body's (its ministers', its members'), or where
    knowledge has a meeting of that name: "the Helsinki summit" may be anybody's.
    """
    if tracker.kind != "calendar" or at is None:
        return True
    if any(group("assembled").intersection(row) for row in told.lemma_rows(at, ("any", "above"))):
        return True
    clause = told.clauses[at]
    return told.is_named_meeting(clause.start, clause.end)


def _paired(
    tracker: Tracker, found: list[tuple[str, tuple[Party, ...]]]
) -> tuple[tuple[str, tuple[Party, ...]], ...]:
    """Two sides that are alike stand in the order of their names."""
    alike = [at for at, (name, parties) in enumerate(found) if tracker.sides[name].pair and parties]
    row = sorted((found[at][1] for at in alike), key=_by_name)
    for at, parties in zip(alike, row, strict=True):
        found[at] = (found[at][0], parties)
    return tuple(found)


def _by_name(parties: tuple[Party, ...]) -> str:
    return parties[0].name


def _may(party: Party, side: Side) -> bool:
    if side.kinds and ("place" if party.kind == "seat" else party.kind) not in side.kinds:
        return False
    return side.among is None or party.known is None or party.known in group(side.among)


def _choice(tracker: Tracker, side: Side) -> Choose | None:
    """Whether a person or her state is meant, where a side makes a line of each and may be either."""
    if not side.each or not side.kinds >= {"person", "state"}:
        return None
    return person_of_each if tracker.kind == "stance" else owner_of_each


def _fill(
    told: Told,
    wanted: tuple[Slot, Side, frozenset[str]],
    at: int | None,
    told_by: tuple[object, Choose | None],
) -> tuple[Party, ...]:
    """Who stands in the first role that holds somebody fitting; who fills another side already does not."""
    slot, side, taken = wanted
    cell, choose = told_by
    for role in slot.roles if side.kinds else ():
        named = tuple(_of_cell(told, role, cell))
        if not named and at is not None:
            named = tuple(_of_clause(told, role, at, choose))
        if "place" in side.kinds and "state" not in side.kinds and at is not None:
            named = (*_where(told, role.removeprefix("="), at), *named)
        own = [one for party in named for one in _standing(told, party, side)]
        found = {party.key: party for party in own if party.key not in taken and _may(party, side)}
        if found:
            return tuple(found.values())[: 1 if side.pair or side.one else None]
    return _thing(told, slot, side, at) if side.words and at is not None else ()


def _standing(told: Told, party: Party, side: Side) -> tuple[Party, ...]:
    if _may(party, side):
        return (replace(party, kind="place"),) if party.kind == "seat" else (party,)
    return parts(told, party, "state" in side.kinds)


def _where(told: Told, role: str, at: int) -> Iterator[Party]:
    """A state, or a capital that was read as one, where something takes place: "in Luxembourg"."""
    if role.rpartition(":")[2] not in ("in", "at"):
        return
    for phrase in told.phrases(at, (role,)):
        for start, end, party in told.places(phrase.start, phrase.end, adjectives=False):
            if party.kind == "state":
                name = told.found.article.text[start:end]
                own = party.key if name.casefold() == party.name.casefold() else name.casefold()
                yield Party(own, name, "place")


def _thing(told: Told, slot: Slot, side: Side, at: int) -> tuple[Party, ...]:
    """The first lemma of these phrases that names such a thing; "act" is the clause's own head."""
    for role in slot.roles:
        named = [phrase.lemmas for phrase in told.phrases(at, (role.removeprefix("="),))]
        rows = [told.clauses[at].act] if role == "act" else [r[:1] if role[0] == "=" else r for r in named]
        for lemma in (lemma for row in rows for lemma in row):
            if lemma in side.words:
                return (Party(lemma, lemma, "thing"),)
    return ()


def _near(told: Told, wanted: tuple[Slot, Side, frozenset[str]], start: int) -> tuple[Party, ...]:
    """Who is meant where the clause leaves a side unsaid: "Georgia applied for membership", of NATO so far.

    Whom the report names most (a side with `topic`), or whom it named last and not far away (`near`).
    """
    _, side, taken = wanted
    if side.words:
        lemma = told.lemma_before(start, _FAR, side.words)
        return () if lemma is None else (Party(lemma, lemma, "thing"),)
    kinds = side.near or side.topic
    fitting = (
        party
        for _, party in told.before(start, _FAR if side.near else start, inside=not side.near)
        if party.kind in kinds and party.key not in taken and _may(party, side)
    )
    if side.near:
        return tuple(islice(fitting, 1))
    row = list(fitting)
    times = Counter(party.key for party in row)
    row.sort(key=lambda party: -times[party.key])
    return tuple(p for p in row[:1] if times[p.key] >= (1 if p.known is not None else _UNKNOWN))


def _of_cell(told: Told, role: str, cell: object) -> Iterator[Party]:
    if isinstance(cell, Figure) and role in _COLUMNS:
        name, span = getattr(cell, role), getattr(cell, _COLUMNS[role])
        if name is not None:
            named = tuple(told.named(span.start, span.end)) if span is not None else ()
            yield next((p for p in named if p.name == name), None) or Party(name.casefold(), name, "group")
    elif isinstance(cell, Event) and role in ("actors", "recipients"):
        for party in getattr(cell, role):
            if party.actor is None:
                yield Party(party.name.casefold(), party.name, "group", party.code)
            else:
                yield told.party(party.actor)
    elif isinstance(cell, Statement) and role == "speaker" and cell.speaker:
        if cell.actor is not None and not cell.speaker[:1].islower():
            yield told.party(cell.actor)
    elif isinstance(cell, Statement) and role == "addressee" and cell.addressee is not None:
        yield from told.named(cell.addressee.start, cell.addressee.end)


def _of_clause(told: Told, role: str, at: int, choose: Choose | None = None) -> Iterator[Party]:
    if role == "speaker":
        clause = told.clauses[at]
        position = told.statement(clause.act_start, clause.act_end)
        actor = None if position is None else told.found.statements[position].actor
        if actor is not None and not told.found.actors[actor].name[:1].islower():
            yield told.party(actor)
        return
    strict = role.startswith("=")
    role = role.removeprefix("=")
    for phrase in told.phrases(at, (role,)):
        acts = not role.endswith("subject") or bool(group("acting").intersection(phrase.lemmas))
        named = [_seated(told, one) for one in told.places(phrase.start, phrase.end, adjectives=acts)]
        if role.endswith("subject") and _AGAINST.intersection(phrase.lemmas):
            named = [one for one in named if one[2].kind != "state"]  # "Norway's opposition" is not Norway
        if choose is not None:
            named = choose(told, phrase, named)
        if strict:
            yield from _heads(told, phrase, named)
        else:
            yield from (party for _, _, party in named)
            yield from both(told, phrase)
        if role in ("subject", "owner"):
            yield from _pronoun(told, at, told.found.article.text[phrase.start : phrase.end])


def _seated(told: Told, named: tuple[int, int, Party]) -> tuple[int, int, Party]:
    """A place where nothing says that something is in it may stand for a government: "aid to Chisinau"."""
    start, end, party = named
    before = told.found.article.text[max(0, start - 16) : start].casefold().split()
    if party.kind != "place" or (before and before[-1] in _INSIDE):
        return named
    return start, end, replace(party, kind="seat")


def _heads(told: Told, phrase: Phrase, named: Iterable[tuple[int, int, Party]]) -> Iterator[Party]:
    """Those whom the phrase is about: its head's name, and what is listed with it."""
    text, until = told.found.article.text, -1
    for start, end, party in named:
        own = text[start:end].casefold()
        listed = until >= 0 and text[until:start].strip(" ,\n").casefold() in ("", "and", "or")
        titled = party.kind == "person" and end == phrase.end and _is_title(text[phrase.start : start])
        if phrase.lemmas[0] in own or start == phrase.start or listed or titled:
            until = end
            yield party


def _is_title(words: str) -> bool:
    """Whether words before a name say what he is, not whose something is: "the reporter", not "aide of"."""
    return not _LEADING.intersection(words.casefold().replace(",", " ").split()) and "\u2019s" not in words


def _pronoun(told: Told, at: int, words: str) -> Iterator[Party]:
    """Who speaks, where "we" says so, or "it" in a statement that a state or a body makes of itself."""
    low = words.lower()
    if (low in FIRST and words != "US") or low in _OWN:
        for party in _of_clause(told, "speaker", at):
            if low in FIRST or party.kind in _OWN[low]:
                yield party
    elif low in ("its", "their") and told.clauses[at].noun:  # "Georgia handed in its application"
        verb = next((other for other in told.above(at) if not told.clauses[other].noun), None)
        for phrase in () if verb is None else told.phrases(verb, ("subject",)):
            named = told.places(phrase.start, phrase.end)
            yield from (_seated(told, one)[2] for one in named)
