"""What one report says towards the trackers: each place with evidence, its state, day and account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from onrecord.knowledge.alliance import members
from onrecord.knowledge.trackers import TOLD, MoveRule, Tracker
from onrecord.reconcile.trackers.hit import Hit, Party
from onrecord.reconcile.trackers.matching import Match, matches
from onrecord.reconcile.trackers.told import Told
from onrecord.reconcile.trackers.voices import one_voice
from onrecord.shapes import Evidence, Figure, KeptReport, Span, public_id

_FAR = 700  # characters back to which "the bid" may go for who makes it: about two paragraphs
_LONGEST = 600  # characters of one piece of evidence
_CARRIED = ("nsubj", "nsubj:pass", "obj")
_TABLES = {"figure": "figures", "statement": "statements", "event": "events"}


def hits(report: KeptReport, trackers: Sequence[Tracker]) -> tuple[Hit, ...]:
    """Every piece of evidence in one report, in the order of trackers, rules and text.

    It depends on this report, its joined actors and the definitions alone, so it can be kept.
    """
    told = Told(report)
    found: list[Hit] = []
    for tracker in trackers:
        own = [
            hit
            for rule in tracker.moves
            for wanted in rule.wanted
            for match in matches(told, tracker, wanted)
            for hit in _hits(_Case(told, tracker, rule), match)
        ]
        widest = list(_widest(list(_carried(tracker, sorted(own, key=_order)))))
        found.extend(one_voice(tracker, widest, [_place(hit) for hit in widest]))
    return tuple(found)


def _widest(found: Sequence[Hit]) -> Iterator[Hit]:
    """Without hits whose words stand inside those of another for the same state of the same sides."""
    kept: dict[tuple[str, str, tuple[tuple[str, tuple[Party, ...]], ...], str | None], list[Hit]] = {}
    for hit in sorted(found, key=_widest_first):
        same = kept.setdefault((hit.rule, hit.state, hit.sides, hit.by), [])
        if not any(_holds(other, hit) for other in same):
            same.append(hit)
    held = {id(hit) for same in kept.values() for hit in same}
    return (hit for hit in found if id(hit) in held)


def _widest_first(hit: Hit) -> tuple[int, int]:
    start, end = _place(hit)
    return start - end, start


def _place(hit: Hit) -> tuple[int, int]:
    """Where the words of a hit stand."""
    own = next((one.span for one in hit.evidence if one.table == "words"), None) or hit.evidence[0].span
    return (hit.start, hit.start) if own is None else (own.start, own.end)


def _holds(hit: Hit, other: Hit) -> bool:
    (start, end), (first, last) = _place(hit), _place(other)
    if dict(hit.details).get("amount") != dict(other.details).get("amount"):
        return False
    return start <= first and last <= end


def _order(hit: Hit) -> tuple[int, str, str, str]:
    return hit.start, hit.rule, hit.state, str(hit.sides)


@dataclass(frozen=True, slots=True)
class _Case:
    told: Told
    tracker: Tracker
    rule: MoveRule


def _hits(case: _Case, match: Match) -> Iterator[Hit]:
    modality = _modality(case, match)
    if case.tracker.kind == "calendar":
        modality = _on_the_calendar(case, match, modality)
    state = case.rule.state(modality)
    if state is None or not _is_outside(case, match):
        return
    words = _words(case, match)
    statement = case.told.statement(match.start, match.end) if match.kind != "statement" else match.position
    earliest, latest, basis, due = _when(case, match, modality, statement)
    hit = Hit(
        tracker=case.tracker.id,
        rule=case.rule.id,
        article_id=case.told.report.article_id,
        start=words.start,
        state=state,
        modality=modality,
        sides=match.sides,
        value=_value(case, match, words),
        earliest=earliest,
        latest=latest,
        basis=basis,
        evidence=_evidence(case, match, words, statement),
        by=_by(case, statement),
        details=_details(case, match, due),
    )
    yield from _each(case.tracker, hit)


def _on_the_calendar(case: _Case, match: Match, modality: str) -> str:
    """Whether a day that is known lies before or behind the report: what a noun's verb tells may be else."""
    day = None if match.clause is None else _day_of(case.told, match.clause)
    published = case.told.found.article.published
    if day is None or modality in ("failed", "denied"):
        return modality
    if published.latest is not None and day[0] > published.latest:
        return "planned"
    if published.earliest is not None and day[1] < published.earliest:
        return "happened"
    return modality


def _is_outside(case: _Case, match: Match) -> bool:
    """False where a side that must stand outside a body is held by a member of it."""
    sides = dict(match.sides)
    published = case.told.found.article.published
    for name, parties in match.sides:
        body = case.tracker.sides[name].outside
        if body is not None and published.earliest is not None:
            inside = {m for one in sides.get(body, ()) for m in members(one.known or "", published.earliest)}
            if any(party.known in inside for party in parties):
                return False
    return True


def _each(tracker: Tracker, hit: Hit) -> Iterator[Hit]:
    """One hit for each actor of a side that makes subjects."""
    for name, parties in hit.sides:
        if tracker.sides[name].each and len(parties) > 1:
            rest = tracker.sides[name].rest
            for party in parties:
                sides = tuple((own, (party,) if own == name else found) for own, found in hit.sides)
                if rest is not None and not hit.side(rest):
                    sides = (*sides, (rest, tuple(one for one in parties if one != party)))
                yield from _each(tracker, replace(hit, sides=sides))
            return
    yield hit


def _modality(case: _Case, match: Match) -> str:
    told = case.told
    if match.kind == "event":
        own = told.found.events[match.position].modality
    elif match.kind == "statement" or match.clause is None:
        own = "happened"
    else:
        own = _of_clause(told, match.clause)
    if own == "hypothetical" and match.clause is not None and told.clauses[match.clause].link == "advcl":
        return "condition"  # "if Serbia were to apply" says of nobody that he wants to
    if match.kind == "figure" and own in TOLD and told.found.figures[match.position].modality == "forecast":
        own = "planned"
    position = None if match.kind == "statement" else told.statement(match.start, match.end)
    if position is not None and own in TOLD:
        statement = told.found.statements[position]
        if statement.class_ == "denies" and "negated" not in statement.flags:
            return "denied"
    return own


def _of_clause(told: Told, at: int) -> str:
    """A clause's own modality; a noun has that of the verb that it hangs from."""
    own = told.clauses[at].modality
    if told.clauses[at].noun and own == "happened" and told.clauses[at].link == "obl":
        return _of_oblique(told, at)
    if not told.clauses[at].noun or own != "happened" or told.clauses[at].link not in _CARRIED:
        return own
    for other in islice(told.above(at), 2):
        if told.clauses[other].modality != "happened":
            return told.clauses[other].modality
    return own


def _of_oblique(told: Told, at: int) -> str:
    """What is yet to come comes with its verb: "it will set up a school as a bridge to membership"."""
    parent = told.clauses[at].parent
    above = "happened" if parent is None else told.clauses[parent].modality
    return above if above in ("planned", "promised") else "happened"


def _words(case: _Case, match: Match) -> Span:
    """The words of a match: its clause, with the cell that it is about."""
    start, end = match.start, match.end
    text = case.told.found.article.text
    if match.clause is not None and match.kind != "statement":
        clause = case.told.clauses[match.clause]
        held = [clause, *(case.told.clauses[one] for one in case.told.completing(match.clause))]
        first, last = min(start, *(c.start for c in held)), max(end, *(c.end for c in held))
        if last - first <= _LONGEST:
            start, end = first, last
    if match.kind == "statement":
        return case.told.found.statements[match.position].parts[0]
    return Span.cut(text, start, end)


def _evidence(case: _Case, match: Match, words: Span, statement: int | None) -> tuple[Evidence, ...]:
    """The words, as what they are, and the cell and the statement that stand behind them."""
    report = case.told.report
    found: list[Evidence] = []
    if match.kind in _TABLES:
        found.append(report.evidence(_TABLES[match.kind], match.position))
    if match.kind != "statement":
        id_ = public_id(report.article_id, "words", words.text)
        found.append(Evidence("words", id_, report.article_id, words))
        if statement is not None:
            found.append(report.evidence("statements", statement))
    return tuple(found)


def _by(case: _Case, statement: int | None) -> str | None:
    """Who says so: the outermost speaker is who the outlet heard, the innermost who vouches for it."""
    if statement is None:
        return None
    own = case.told.found.statements[statement]
    if own.actor is not None:
        return case.told.party(own.actor).name
    return own.speaker or None  # "is expected to": nobody is named who says so, and the outlet does


def _value(case: _Case, match: Match, words: Span) -> str | None:
    wanted, told = case.rule.value, case.told
    if wanted == "amount" and match.kind == "figure":
        return told.found.figures[match.position].span.text
    if wanted == "quote":
        position = match.position if match.kind == "statement" else told.statement(match.start, match.end)
        if position is not None:
            return _clip(" … ".join(part.text for part in told.found.statements[position].parts))
        return _clip(words.text)
    if wanted == "words":
        return _clip(words.text)
    if wanted == "place":
        return (
            ", ".join(party.name for name, parties in match.sides for party in parties if name == "place")
            or None
        )
    return None


def _clip(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _when(
    case: _Case, match: Match, modality: str, statement: int | None
) -> tuple[str | None, str | None, str, str | None]:
    """The interval at which the state held, what it was read from, and the day that is still to come."""
    told = case.told
    day = None if match.clause is None else _day_of(told, match.clause)
    if match.kind == "figure":
        figure = told.found.figures[match.position]
        if figure.as_of_earliest is not None or figure.as_of_latest is not None:
            return figure.as_of_earliest, figure.as_of_latest, "figure", None
    if match.kind == "event" and modality in TOLD:
        event = told.found.events[match.position]
        if event.date_earliest is not None and event.date_rule == "event.date.clause":
            return event.date_earliest, event.date_latest, "event", None
    if day is not None and (modality in TOLD or case.tracker.kind == "calendar"):
        return *day, "clause", None
    published = told.found.article.published
    if day is not None and published.latest is not None and day[1] <= published.latest:
        return *day, "clause", None  # "agreed on Thursday to open talks": what was agreed has no day
    due = None if day is None else f"{day[0]}/{day[1]}" if day[0] != day[1] else day[0]
    if case.tracker.kind == "calendar" and modality not in TOLD:
        return None, None, "", due
    if statement is not None:
        said = told.found.statements[statement]
        if said.said_earliest is not None:
            return said.said_earliest, said.said_latest, "said", due
    return published.earliest, published.latest, "report" if published.earliest else "", due


def _day_of(told: Told, at: int) -> tuple[str, str] | None:
    """The narrowest date in the clause's own words, else in those of the verb that a noun hangs from."""
    places = [at, *told.completing(at)]
    if told.clauses[at].noun:
        for other in told.above(at):
            places.append(other)
            if not told.clauses[other].noun:
                break
    for place in places:
        clause = told.clauses[place]
        spans = [(clause.start, clause.end), *((p.start, p.end) for p in clause.phrases)]
        days = [day for start, end in spans for day in told.dates(start, end)]
        if days:
            return min(days, key=_width)
    return None


def _width(day: tuple[str, str]) -> tuple[int, str]:
    first, last = day
    years = int(last[:4]) - int(first[:4])
    return years * 372 + (int(last[5:7]) - int(first[5:7])) * 31 + int(last[8:10]) - int(first[8:10]), first


def _details(case: _Case, match: Match, due: str | None) -> tuple[tuple[str, str], ...]:
    found = dict(case.rule.details)
    if due is not None:
        found["due"] = due
    if match.kind == "figure":
        found |= _of_figure(case.told.found.figures[match.position])
    for name, values in case.tracker.classes:
        for lemmas in _lemma_sets(case, match):
            fitting = [value for value, words in values if any(set(row) <= lemmas for row in words)]
            if fitting:
                found[name] = ", ".join(fitting)
                break
    return tuple(sorted(found.items()))


def _lemma_sets(case: _Case, match: Match) -> Iterator[set[str]]:
    """Where a class is looked for: the figure's own measure first, then its clause."""
    if match.kind == "figure":
        measure = case.told.found.figures[match.position].measure or ""
        yield set(measure.lower().replace(",", " ").split())
    if match.clause is not None:
        clause = case.told.clauses[match.clause]
        yield set(clause.act).union(*case.told.lemma_rows(match.clause, ("any",)))


def _of_figure(figure: Figure) -> dict[str, str]:
    numbers = {"amount": figure.amount, "low": figure.low, "high": figure.high}
    found = {name: f"{value:.15g}" for name, value in numbers.items() if value is not None}
    for name in ("unit", "currency", "qualifier", "change", "measure"):
        value = getattr(figure, name)
        if value is not None:
            found[name] = value
    return found


def _carried(tracker: Tracker, found: Sequence[Hit]) -> Iterator[Hit]:
    """Hits that name their subject; one that names none ("the bid") goes on with those named just before."""
    named = tuple(name for name, side in tracker.sides.items() if "{" + name + "}" in tracker.subject)
    carries = {rule.id: rule.carry for rule in tracker.moves if rule.carry}
    for at, hit in enumerate(found):
        missing = [name for name in named if not hit.side(name)]
        if not missing or not _says(hit, carries.get(hit.rule, frozenset())):
            yield hit
            continue
        yield from _from_before(hit, missing, found[:at])


def _says(hit: Hit, words: frozenset[str]) -> bool:
    """Whether the hit's words hold one by which it goes on with what stands before."""
    own = next((one.span.text.casefold() for one in hit.evidence if one.table == "words" and one.span), "")
    return any(word in own for word in words)


def _from_before(hit: Hit, missing: Sequence[str], before: Sequence[Hit]) -> Iterator[Hit]:
    own = [
        one
        for one in before
        if hit.start - one.start <= _FAR and all(one.side(name) for name in missing) and one.start < hit.start
    ]
    if not own:
        yield hit
        return
    nearest = max(one.start for one in own)
    seen: set[tuple[tuple[Party, ...], ...]] = set()
    for one in own:
        taken = tuple(_other_than(hit, one, one.side(name)) for name in missing)
        if one.start == nearest and taken not in seen:
            seen.add(taken)
            sides = (*hit.sides, *zip(missing, taken, strict=True))
            evidence = (*hit.evidence, *(e for e in one.evidence if e.table == "words"))
            yield replace(hit, sides=sides, evidence=evidence)


def _other_than(hit: Hit, before: Hit, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who was named before; who acts now is not himself the one acted on: "Belarus vowed to retaliate"."""
    acting = {party.key for _, own in hit.sides for party in own}
    if not acting.intersection(party.key for party in parties):
        return parties
    others = [own for _, own in before.sides if own and not acting.intersection(p.key for p in own)]
    return others[0] if others else parties
