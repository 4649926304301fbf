"""When, where and how many: what stands in an event's own clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as calendar_day

from spacy.tokens import Doc, Token

from onrecord.extract.events.parties import Cast
from onrecord.extract.events.tree import child, core, is_verb, patient, preposition
from onrecord.extract.events.triggers import Trigger
from onrecord.shapes import Article, DateFound, Event, Figure, Span

BY_CLAUSE = "event.date.clause"
BY_REPORT = "event.date.report"
_IN = ("in", "at", "near", "outside", "inside", "around", "across", "off", "within")
_CLIMB = 8
_DAY = len("2023-02-08")
_NEWS = 31  # days after which a report hardly tells of something as of its own day
_KILLING = frozenset(
    {"kill", "slay", "murder", "massacre", "slaughter", "behead", "execute", "assassinate", "die", "claim"}
)
_HURTING = frozenset({"wound", "injure", "hurt", "maim"})
_CROWDS = ("PROTEST",)


@dataclass(frozen=True, slots=True)
class When:
    """The days between which it happened, and what they were read from.

    `written`: the words give day, month and year, and nothing was counted from the report's day.
    """

    earliest: str | None = None
    latest: str | None = None
    rule: str | None = None
    written: bool = False


@dataclass(frozen=True, slots=True)
class Toll:
    """PLOVER's magnitudes, where the clause states them."""

    dead: int | None = None
    injured: int | None = None
    size: int | None = None


class Dates:
    """The dated expressions of a report, found by the clause that they stand in."""

    def __init__(self, article: Article, doc: Doc, dates: Sequence[DateFound]) -> None:
        self._published = article.published
        self._dates = [date for date in dates if date.type in ("DATE", "TIME") and date.earliest is not None]
        self._starts = [date.span.start for date in self._dates]
        self._doc = doc

    def of(self, trigger: Trigger, modality: str) -> When:
        """The interval of the trigger's event: a date in its clause, else the report's own for what happened.

        A past perfect ("had left") lies at an unknown time before the report.
        """
        verb = trigger.verb if trigger.verb is not None else trigger.token
        found, other = self._in_clause(trigger, verb)
        if found is None and other is not None and self._is_long_past(other):
            return When()  # "backed the 1968 law": when, is not told, and hardly now
        if found is not None:
            if self._since(found) and found.earliest is not None:  # from then until the report
                return When(found.earliest, self._published.latest or found.latest, BY_CLAUSE)
            written = found.anchor is None and len(found.value.partition("/")[0]) >= _DAY
            return When(found.earliest, found.latest, BY_CLAUSE, written)
        if modality not in ("happened", "ongoing", "alleged") or _is_before(verb):
            return When()
        if self._published.earliest is None or self._published.latest is None:
            return When()
        return When(self._published.earliest, self._published.latest, BY_REPORT)

    def is_ahead(self, when: When) -> bool:
        """True for days that its clause names and that begin after the report's."""
        last = self._published.latest
        return (
            when.rule == BY_CLAUSE and when.earliest is not None and last is not None and when.earliest > last
        )

    def of_report(self, event: Event) -> Event:
        """The event with the report's own day: of what was said or announced then."""
        if self._published.earliest is None or self._published.latest is None:
            return replace(event, date_earliest=None, date_latest=None, date_rule=None)
        days = (self._published.earliest, self._published.latest)
        return replace(event, date_earliest=days[0], date_latest=days[1], date_rule=BY_REPORT)

    def _is_long_past(self, date: DateFound) -> bool:
        """True for days that ended more than a month before the report's."""
        first = day_of(self._published.earliest)
        last = day_of(date.latest)
        return first is None or last is None or (first - last).days > _NEWS

    def _in_clause(self, trigger: Trigger, verb: Token) -> tuple[DateFound | None, DateFound | None]:
        """The date of the trigger's clause, and one that only says which thing in it is meant."""
        sentence = trigger.token.sent
        start = sentence.start_char
        at = bisect_left(self._starts, start)
        best: tuple[int, DateFound] | None = None
        other: DateFound | None = None
        for date in self._dates[at : at + _CLIMB]:
            if date.span.start >= sentence.end_char:
                break
            goals = {verb.i, trigger.token.i}
            if trigger.verb is None and trigger.token.dep_ == "nsubj":
                goals.add(trigger.token.head.i)
            far, named = self._steps(date, goals)
            if far is not None and named:
                other = date if other is None else other
            elif far is not None and (best is None or far < best[0]):
                best = (far, date)
        return None if best is None else best[1], other

    def _since(self, date: DateFound) -> bool:
        """True for "since March", "ever since 2022": what is told of goes on from there."""
        span = self._doc.char_span(date.span.start, date.span.end, alignment_mode="expand")
        return span is not None and (preposition(span.root) == "since" or span[0].lower_ == "since")

    def _steps(self, date: DateFound, goals: set[int]) -> tuple[int | None, bool]:
        """How many heads lie between a date and the trigger; None where another verb comes first.

        The second value is True where the date belongs to another thing in the clause.
        """
        span = self._doc.char_span(date.span.start, date.span.end, alignment_mode="expand")
        if span is None:
            return None, False
        token = span.root
        named = _is_of_another(token, goals)
        for step in range(_CLIMB):
            if token.i in goals:
                return step, named
            if (step and is_verb(token)) or token.head.i == token.i:
                return None, named
            token = token.head
        return None, named


def day_of(text: str | None) -> calendar_day | None:
    """A day of the calendar, or None where none is known."""
    return None if text is None else calendar_day.fromisoformat(text)


def _is_of_another(date: Token, goals: set[int]) -> bool:
    """True where a date only says which thing is meant: "Friday's talks", "a 2024 rival"."""
    head = date.head
    if date.dep_ not in ("nmod:poss", "nummod", "compound", "amod") or head.i in goals or is_verb(head):
        return False
    return not (head.dep_.startswith("nsubj") and head.head.i in goals)


def _is_before(verb: Token) -> bool:
    helpers = {other.lower_ for other in verb.children if other.dep_.startswith("aux")}
    return "had" in helpers


def place_of(cast: Cast, trigger: Trigger) -> tuple[str, Span] | None:
    """Where it happened, as the trigger's own clause says: "in Goma", "at a base near Basra"."""
    heads = (
        [trigger.token]
        if trigger.verb is None or trigger.verb.i == trigger.token.i
        else [trigger.token, trigger.verb]
    )
    thing = patient(trigger.token) if is_verb(trigger.token) else None
    for head in [*heads, *([thing] if thing is not None else [])]:
        for other in head.children:
            if not other.dep_.startswith(("obl", "nmod")) or preposition(other) not in _IN:
                continue
            for noun in (
                other,
                *(o for o in other.children if o.dep_.startswith("nmod") and preposition(o) in (*_IN, "")),
                *(o for o in other.children if o.dep_.startswith("nmod") and preposition(o) == "of"),
                *(o for o in other.children if o.dep_ == "compound"),
            ):
                mention = cast.mention_at(noun)
                if (
                    mention is not None
                    and mention.kind in ("place", "state")
                    and mention.how in ("name", "epithet")
                ):
                    return " ".join(mention.span.text.split()), mention.span
    return None


def toll_of(trigger: Trigger, figures: Sequence[Figure]) -> Toll:
    """Dead and injured of an assault, and the size of a crowd, where the clause counts them.

    Example: dead 12, injured 30 for "attacked" in "attacked a base, killing 12 soldiers and wounding 30".
    """
    verb = trigger.verb if trigger.verb is not None else trigger.token
    kind = trigger.frame.type
    if kind in _CROWDS:
        who = child(verb, "nsubj", "nsubj:pass") if is_verb(verb) else None
        return Toll(size=_count(who, figures))
    if kind != "ASSAULT":
        return Toll()
    dead = injured = None
    near = {trigger.token, verb, *(o for o in verb.children if o.dep_ in ("advcl", "conj", "xcomp"))}
    if trigger.token.dep_ == "nsubj" and is_verb(trigger.token.head):
        near |= {trigger.token.head, *(o for o in trigger.token.head.children if o.dep_ in ("advcl", "conj"))}
    near |= {
        o for t in list(near) for o in t.children if o.dep_ in ("conj", "acl:relcl", "advcl") and is_verb(o)
    }
    for token in sorted(near, key=_place):
        low = token.lemma_.lower()
        if low in _KILLING:
            own = _elided(token, figures)
            dead = dead if dead is not None else own or _count(patient(token), figures)
        elif low in _HURTING:
            own = _elided(token, figures)
            injured = injured if injured is not None else own or _count(patient(token), figures)
        elif low == "leave":
            dead, injured = _left(token, figures, dead, injured)
    return Toll(dead, injured)


def _left(
    verb: Token, figures: Sequence[Figure], dead: int | None, injured: int | None
) -> tuple[int | None, int | None]:
    """ "left 12 dead and 30 wounded"."""
    state = {o.lower_ for o in verb.subtree}
    number = _count(patient(verb), figures)
    if "dead" in state:
        return (number if dead is None else dead), injured
    return dead, (number if state & {"wounded", "injured"} and injured is None else injured)


def _elided(verb: Token, figures: Sequence[Figure]) -> int | None:
    """The number of a joined verb whose noun is left out: 31 of "12 people were killed and 31 wounded"."""
    if verb.dep_ != "conj" or verb.i == 0 or verb.nbor(-1).tag_ != "CD":
        return None
    return _count(verb.nbor(-1), figures)


def _count(noun: Token | None, figures: Sequence[Figure]) -> int | None:
    """The number of a noun phrase: of a range or an "at least", its lower end."""
    if noun is None:
        return None
    tokens = [noun, core(noun), *(o for t in (noun, core(noun)) for o in t.children if o.dep_ == "nummod")]
    for token in tokens:
        for figure in _at(figures, token.idx):
            number = figure.amount if figure.amount is not None else figure.low
            if (
                number is not None
                and number == int(number)
                and figure.currency is None
                and figure.unit != "percent"
            ):
                return int(number)
    return None


def _at(figures: Sequence[Figure], place: int) -> Sequence[Figure]:
    low, high = 0, len(figures)
    while low < high:
        middle = (low + high) // 2
        if figures[middle].span.end <= place:
            low = middle + 1
        else:
            high = middle
    return [figures[low]] if low < len(figures) and figures[low].span.start <= place else []


def _place(token: Token) -> int:
    return token.i
