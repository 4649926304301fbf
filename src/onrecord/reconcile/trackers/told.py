"""One report as the trackers read it: its clauses, and what stands in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.reconcile.trackers.hit import Party
from onrecord.shapes import Clause, KeptReport, Phrase

_DOWN = ("xcomp", "ccomp", "acl", "advcl", "acl:relcl", "advcl:relcl")
_CLIMB = 3
_LED = re.compile(r"\W*(?:worth|valued at|total?ling|amounting to)\W*(?:\w+ ){0,2}", re.IGNORECASE)
_WORTH = 40  # characters from the words of a clause to the amount that it is said to be worth
_NEAR = 60  # clauses that may begin between the one around some words and the words
FIRST = frozenset({"we", "i", "us", "our", "my", "ours"})


class Told:
    """A kept report with its clauses in order; what is set aside supports nothing."""

    def __init__(self, report: KeptReport) -> None:
        self.report = report
        self.found = report.findings
        self.clauses: tuple[Clause, ...] = self.found.clauses
        self.starts = [clause.act_start for clause in self.clauses]
        self._below: dict[int, list[int]] = defaultdict(list)
        for at, clause in enumerate(self.clauses):
            if clause.parent is not None:
                self._below[clause.parent].append(at)
        aside = report.set_aside
        named = sorted(
            (mention.span.start, mention.span.end, mention.actor, mention.how)
            for id_, mention in zip(report.ids["mentions"], self.found.mentions, strict=True)
            if id_ not in aside and mention.actor is not None
        )
        self._named = named
        self._named_at = [one[0] for one in named]
        parts = sorted(
            (part.start, part.end, sum(len(p.text) for p in statement.parts), position)
            for position, statement in enumerate(self.found.statements)
            for part in statement.parts
            if report.ids["statements"][position] not in aside
        )
        self._parts = parts
        self._parts_at = [part[0] for part in parts]
        self._days = sorted(
            (date.span.start, date.span.end, date.earliest, date.latest)
            for id_, date in zip(report.ids["dates"], self.found.dates, strict=True)
            if date.earliest is not None
            and date.latest is not None
            and date.type in ("DATE", "TIME")
            and id_ not in aside
        )
        self._days_at = [day[0] for day in self._days]
        self._meetings = [d.span for d in self.found.dates if d.rule == "date.named-meeting"]
        self._around: dict[tuple[int, int], Sequence[int]] = {}
        self.represented: dict[str, Party] | None = None  # kept by standing.represented
        self.by_act: dict[str, list[int]] = defaultdict(list)
        for at, clause in enumerate(self.clauses):
            for act in dict.fromkeys(clause.act):
                self.by_act[act].append(at)

    def statement(self, start: int, end: int) -> int | None:
        """The position of the innermost statement whose content holds these words."""
        at = bisect_right(self._parts_at, start)
        around = [
            (size, position)
            for first, last, size, position in self._parts[max(0, at - _NEAR) : at]
            if first <= start and end <= last
        ]
        return min(around)[1] if around else None

    def party(self, actor: int) -> Party:
        """The joined actor behind the report's own at this position."""
        own = self.found.actors[actor]
        name = self.report.names[actor] if actor < len(self.report.names) else own.name
        key = own.known or (self.report.actors[actor] if actor < len(self.report.actors) else name.casefold())
        return Party(key, name, own.kind, own.code, own.known)

    def named(self, start: int, end: int) -> Iterator[Party]:
        """Everybody whom a mention between these offsets names, in text order, each once."""
        return (party for _, _, party in self.places(start, end))

    def places(self, start: int, end: int, *, adjectives: bool = True) -> Iterator[tuple[int, int, Party]]:
        """The same with where the mention stands."""
        seen = set()
        held = self._named[bisect_left(self._named_at, start) : bisect_left(self._named_at, end)]
        for first, last, actor, how in held:
            if last <= end and actor is not None and actor not in seen and (adjectives or how != "adjective"):
                seen.add(actor)
                yield first, last, self.party(actor)

    def before(self, start: int, far: int, *, inside: bool = True) -> Iterator[tuple[int, Party]]:
        """Who is named before an offset, the nearest first: where the mention begins, and who it is.

        `inside`: also who is named inside another's mention, as Britain in "Britain's defence secretary".
        """
        over = -1
        at = bisect_left(self._named_at, start)
        while at > 0 and self._named_at[at - 1] >= start - far:
            at -= 1
            first, _, actor, _ = self._named[at]
            if actor is not None and (inside or first != over):
                yield first, self.party(actor)
            over = first

    def lemma_before(self, start: int, far: int, words: frozenset[str]) -> str | None:
        """The last of these lemmas that stands in a clause that begins before an offset, not far from it."""
        at = bisect_left(self.starts, start)
        while at > 0 and self.starts[at - 1] >= start - far:
            at -= 1
            clause = self.clauses[at]
            row = (*clause.act, *(lemma for phrase in clause.phrases for lemma in phrase.lemmas))
            found = next((lemma for lemma in row if lemma in words), None)
            if found is not None:
                return found
        return None

    def below(self, at: int) -> Iterator[int]:
        """The clauses that complete this one, two levels down."""
        row = [at]
        for _ in range(2):
            beside = [o for one in row for o in self._below[one] if self.clauses[o].link == "obj"]
            row = [o for one in (*row, *beside) for o in self._below[one] if self.clauses[o].link in _DOWN]
            yield from row

    def nested(self, at: int) -> Iterator[int]:
        """Nouns with sides of their own in a clause's words: "aid to Chad" in "sent money in aid to Chad"."""
        seen = {at}
        for own in (at, *self.below(at)):
            clause = self.clauses[own]
            for other in range(bisect_left(self.starts, clause.start), bisect_left(self.starts, clause.end)):
                if other not in seen and self.clauses[other].noun:
                    seen.add(other)
                    yield other

    def completing(self, at: int) -> Iterator[int]:
        """The infinitives that belong to what a clause says: "refuses to condemn"."""
        for _ in range(2):
            found = next((o for o in self._below[at] if self.clauses[o].link in ("xcomp", "acl")), None)
            if found is None or self.clauses[found].noun:
                return
            yield found
            at = found

    def above(self, at: int) -> Iterator[int]:
        """The clauses that this one hangs from, nearest first."""
        for _ in range(_CLIMB):
            parent = self.clauses[at].parent
            if parent is None:
                return
            at = parent
            yield at

    def around(self, start: int, end: int) -> Sequence[int]:
        """The clauses in whose own words these stand, the shortest first."""
        if (start, end) not in self._around:  # every definition asks for the same
            self._around[start, end] = self._found_around(start, end)
        return self._around[start, end]

    def _found_around(self, start: int, end: int) -> Sequence[int]:
        at = bisect_right(self.starts, end + 400)
        held = [
            (clause.end - clause.start, position)
            for position, clause in enumerate(
                self.clauses[max(0, at - 3 * _NEAR) : at], max(0, at - 3 * _NEAR)
            )
            if clause.start <= start and end <= clause.end
        ]
        return [position for _, position in sorted(held)] or self._led_to(start)

    def _led_to(self, start: int) -> Sequence[int]:
        """The clauses that end right before words led to by "worth": the tree hangs these from a noun."""
        at, text = bisect_left(self.starts, start), self.found.article.text
        held = [
            (start - clause.start, position)
            for position, clause in enumerate(self.clauses[max(0, at - _NEAR) : at], max(0, at - _NEAR))
            if 0 < start - clause.end <= _WORTH and _LED.fullmatch(text[clause.end : start])
        ]
        return [position for _, position in sorted(held)]

    def phrases(self, at: int, roles: Sequence[str]) -> Iterator[Phrase]:
        """The phrases of these roles: "any" is each, "inside" each but the subject, and what completes it."""
        for role in roles:
            where, _, own = role.rpartition(":")
            if where:
                reach = {"inside": (at, *self.below(at)), "nested": self.nested(at), "above": self.above(at)}
                for other in reach[where]:
                    yield from (phrase for phrase in self.clauses[other].phrases if phrase.role == own)
            elif role == "above":
                yield from (phrase for other in self.above(at) for phrase in self.clauses[other].phrases)
            elif role == "inside":
                yield from (phrase for phrase in self.clauses[at].phrases if phrase.role != "subject")
                yield from (phrase for other in self.below(at) for phrase in self.clauses[other].phrases)
            else:
                yield from (phrase for phrase in self.clauses[at].phrases if role in ("any", phrase.role))

    def lemma_rows(self, at: int, roles: Sequence[str]) -> Iterator[frozenset[str]]:
        """The lemmas of each such phrase; of "inside" also the acts below, of "above" the heads above."""
        for phrase in self.phrases(at, [role for role in roles if role != "above"]):
            yield frozenset(phrase.lemmas)
        if "inside" in roles:
            yield from (frozenset(self.clauses[other].act) for other in self.below(at))
        if "above" in roles:
            for other in self.above(at):
                clause = self.clauses[other]
                beside = (self.clauses[o].act for o in self._below[other] if self.clauses[o].noun)
                heads = (phrase.lemmas[0] for phrase in clause.phrases)
                yield frozenset((*clause.act, *heads, *(act for acts in beside for act in acts)))

    def is_named_meeting(self, start: int, end: int) -> bool:
        """True where a meeting that knowledge has with its days is named between these offsets."""
        return any(span.start < end and start < span.end for span in self._meetings)

    def dates(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        """The calendar intervals of the dates between these offsets."""
        for first, last, earliest, latest in self._days[
            bisect_left(self._days_at, start) : bisect_left(self._days_at, end)
        ]:
            if last <= end and first >= start:
                yield earliest, latest
