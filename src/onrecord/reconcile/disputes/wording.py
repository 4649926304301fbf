"""Disputes over wording and attribution: an utterance with another number, name or negation; two speakers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from onrecord.reconcile.disputes.origins import Origins
from onrecord.reconcile.disputes.reading import Party, Reading, shortened
from onrecord.reconcile.disputes.telling import Account, Told, told
from onrecord.reconcile.utterances.shifting import likeness
from onrecord.shapes import Dispute, Evidence, Span, Statement, Utterance, WordingDifference, public_id

_ALTERED = ("number", "name", "negation")
_LEAST = 7  # words: shorter quotations are said by many ("We are very concerned")
_PLAIN = re.compile(r"[^\w\s]+")
_SHOWN = 90
_BEFORE = 30  # characters that are shown before the differing words
_CONTEXT = 40  # and that tell where the other wording lacks them
_MOST_ALTERED = 2  # quotations that differ in more numbers or names are two sayings
_MOST_RETOLD = 1  # of what is told in a reporter's own words, likewise
_LONGEST = 4  # words of a number or name: in a longer stretch something else was said
_TRANSCRIBED = "turn.label"
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{20,500})[”\"]")
_WORDS_NEAR = 120  # characters to either side of a quotation in which its speaker is named
_QUOTES = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing)|recall\w*|repeat\w*"
    r"|echo\w*|read\s+out|reciting|recited|mock\w*)\b",
    re.IGNORECASE,
)
_PRONOUN_SAYS = re.compile(
    r"\b(?:he|she|they|it|i|we)\s+(?!was\b|is\b)(?:\w+\s+)?(?:said|says|told|wrote|added|asked)\b",
    re.IGNORECASE,
)
_WORDS_OF = re.compile(
    r"\b(?:words?|those|quot\w+|sentences?|remarks?|lines?|phrases?|message|uttered|spoken)\b", re.IGNORECASE
)
_OF_WHOM = re.compile(r"\b(?:of|about|to|with|for|against)\s+(?:\w+\s)?$", re.IGNORECASE)
_OF_SAYING = re.compile(
    r"\b(?:words?|quot\w+|sentences?|remarks?|lines?|phrases?|verdict|said|says|saying|put\s+it|summed|messages?|according|told|wrote|written|spoken|uttered|declared"
    r"|uttering|attributed|credited|came\s+from|warn\w+|conclu\w+|judgment|view)\b",
    re.IGNORECASE,
)
_SELF = frozenset(
    {"carried-speaker", "ambiguous-speaker", "negated", "planned", "unclosed-quote", "continues"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as wordings and speakers are compared by it. `key` hashes a quotation whose speaker is sure
    (a person named beside it); it is "" for all other statements. `parts` are all its words, in order."""

    id: str
    key: str
    evidence: Evidence
    party: Party | None
    published: tuple[str | None, str | None]
    quoted: bool
    parts: tuple[Span, ...]


def sayings(reading: Reading) -> Iterator[Said]:
    """Every statement of a report that can be worded otherwise."""
    for id_, statement in reading.report.cells("statements"):
        words = _plain(" ".join(part.text for part in statement.parts))
        long = len(words.split()) >= _LEAST and statement.mode == "direct"
        if statement.mode != "indirect" or len(words.split()) >= _LEAST:
            yield Said(
                id=id_,
                key=public_id(words) if long and _sure(reading, statement) else "",
                evidence=reading.evidence("statements", id_, statement.parts[0]),
                party=reading.party(statement),
                published=reading.published,
                quoted=statement.mode == "direct" or statement.rule == _TRANSCRIBED,
                parts=statement.parts,
            )


def quoted(reading: Reading, known: Iterable[Said]) -> Iterator[Said]:
    """Quotations whose speaker no statement has for sure, and whom their sentence names with words of saying:
    "The words “...” were those of Ilse Brandvold"."""
    sure = [(part.start, part.end) for one in known if one.key for part in one.parts]
    for match in _QUOTED.finditer(reading.text):
        words = _plain(match[1])
        if len(words.split()) < _LEAST or not reading.is_own(match.start()):
            continue
        if any(first < match.end() and match.start() < last for first, last in sure):
            continue
        party = _beside(reading, match.start(), match.end())
        if party is not None:
            evidence = reading.words(reading.span(match.start(1), match.end(1)))
            key = public_id(words)
            yield Said(
                evidence.id,
                key,
                evidence,
                party,
                reading.published,
                True,
                (evidence.span,) if evidence.span else (),
            )


def _beside(reading: Reading, start: int, end: int) -> Party | None:
    """The one person named in the sentence of a quotation, outside of its marks, with words of saying."""
    first, _ = reading.sentence(start)
    _, last = reading.sentence(end - 1)
    before, after = (
        reading.text[max(first, start - _WORDS_NEAR) : start],
        reading.text[end : min(last, end + _WORDS_NEAR)],
    )
    if (
        _QUOTES.search(before + " " + after)
        or not _OF_SAYING.search(before + " " + after)
        or _QUOTED.search(after)
        or "“" in before
    ):
        return None
    if _PRONOUN_SAYS.search(before + " " + after):
        return None
    near = [
        *reading.mentions(max(first, start - _WORDS_NEAR), start),
        *reading.mentions(end, min(last, end + _WORDS_NEAR)),
    ]
    found = reading.found.actors
    persons = {
        m.actor for m in near if m.actor is not None and m.how == "name" and found[m.actor].kind == "person"
    }
    words = _WORDS_OF.search(before + " " + after) is not None
    if not words and any(_OF_WHOM.search(reading.text, max(0, m.span.start - 9), m.span.start) for m in near):
        return None  # "said of Brandt": of whom it is said
    return reading.actor(persons.pop()) if len(persons) == 1 else None


def wanted(utterances: Iterable[Utterance]) -> frozenset[str]:
    """The ids of the statements that differ in what they mean, and of those that they differ from."""
    found: set[str] = set()
    for utterance in utterances:
        changed = {each.statement_id for each in utterance.differences if each.kind in _ALTERED}
        found |= changed | ({utterance.best} if changed else set())
    return frozenset(found)


def _plain(words: str) -> str:
    return " ".join(_PLAIN.sub(" ", words.replace("\u2019", "").replace("'", "")).casefold().split())


def _sure(reading: Reading, statement: Statement) -> bool:
    """True where a person's name stands as the speaker beside a full quotation."""
    if (
        statement.actor is None
        or statement.speaker_span is None
        or statement.cue is None
        or statement.parent is not None
    ):
        return False
    if _QUOTES.search(statement.cue.text) is not None:
        return False  # "quoted the minister": the words are another's
    if _SELF & set(statement.flags) or statement.score < 0.5:
        return False
    actor = reading.found.actors[statement.actor]
    last = actor.name.split()[-1:] or [""]
    return actor.kind == "person" and last[0].casefold() in statement.speaker_span.text.casefold()


def altered(utterances: Sequence[Utterance], said: Mapping[str, Said], origins: Origins) -> Iterator[Dispute]:
    """Wordings of one utterance that change its meaning. A copy's other word is a slip in copying."""
    for utterance in utterances:
        best = said.get(utterance.best)
        if best is None or not best.quoted:
            continue  # what is told in other words may be told of another thing
        altered_by = Counter(each.statement_id for each in utterance.differences if each.kind in _ALTERED)
        for difference in utterance.differences:
            other = said.get(difference.statement_id)
            if difference.kind not in _ALTERED or other is None or not _alters(difference):
                continue
            if altered_by[difference.statement_id] <= _most(best, other):
                slip = origins.derived(_report(best), _report(other)) or any(
                    _report(said[id_]) in origins.sources(_report(other))
                    for id_ in utterance.statement_ids
                    if id_ in said
                )
                how = Told("wording.altered", None, "copying-error" if slip else None, _who(best))
                yield told(how, _sides(best, other, difference), origins.count)


def _most(best: Said, other: Said) -> int:
    """How many changes of meaning one saying can have; what is told indirectly must be the quotation else."""
    if other.quoted:
        return _MOST_ALTERED
    return _MOST_RETOLD if likeness(_words(best), _words(other), quoted=False) is not None else 0


def _alters(difference: WordingDifference) -> bool:
    """A number or a name must stand on both sides: where one lacks it, words were cut."""
    if difference.kind == "negation":
        return bool(difference.best or difference.words)
    sides = difference.best.split(), difference.words.split()
    return all(sides) and max(len(side) for side in sides) <= _LONGEST


def _words(said: Said) -> str:
    return said.evidence.span.text if said.evidence.span is not None else ""


def _who(said: Said) -> str:
    return said.party.name if said.party is not None else ""


def _report(said: Said) -> str:
    return said.evidence.article_id or ""


def _sides(best: Said, other: Said, difference: WordingDifference) -> list[list[Account]]:
    """Each wording where they differ: its part that has the words, or is most like what has them."""
    part, at = _place(best, difference.best, _whole(other))
    there = part.text[max(0, at - _CONTEXT) : at + len(difference.best) + _CONTEXT]
    beside, to = _place(other, difference.words, there)
    places = ((best, part, at), (other, beside, to))
    return [
        [Account(_around(span.text, start), replace(said.evidence, span=span), *said.published)]
        for said, span, start in places
    ]


def _whole(said: Said) -> str:
    return " ".join(part.text for part in said.parts)


def _place(said: Said, words: str, beside: str) -> tuple[Span, int]:
    """The part with these words and where they stand in it; without words, where it is most like `beside`."""
    held = [part for part in said.parts if words and words in part.text]
    blocks = [
        SequenceMatcher(None, part.text, beside, autojunk=False).find_longest_match()
        for part in (held or said.parts)
    ]
    best = max(range(len(blocks)), key=lambda at: (blocks[at].size, -at))
    part = (held or said.parts)[best]
    return part, part.text.find(words) if held else blocks[best].a


def _around(text: str, at: int) -> str:
    """The differing words with what stands around them."""
    start = max(0, at - _BEFORE)
    if start:
        start = text.find(" ", start) + 1
    return f"“{shortened(text[start:], _SHOWN)}”"


def two_speakers(said: Iterable[Said], origins: Origins) -> Iterator[Dispute]:
    """The same quotation, word for word, in the mouths of two persons."""
    by: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if one.key:
            by[one.key].append(one)
    for words in sorted(by):
        speakers: dict[str, list[Said]] = defaultdict(list)
        for one in by[words]:
            if one.party is not None:
                speakers[one.party.key].append(one)
        groups = [sorted(speakers[key], key=_order) for key in sorted(speakers)]
        if len(groups) < 2 or _one_person([group[0] for group in groups]):
            continue
        reports = sorted({one.evidence.article_id or "" for group in groups for one in group})
        if len(reports) < 2:
            continue
        copied = any(origins.derived(a, b) for a in reports[:20] for b in reports[:20] if a < b)
        about = f"who said “{shortened(_words(groups[0][0]), _SHOWN)}”"
        how = Told("attribution.two-speakers", None, "copying-error" if copied else None, about)
        yield told(how, [[_account(one) for one in group] for group in groups], origins.count)


def _one_person(said: Sequence[Said]) -> bool:
    """True where one name is a part of the other: "Brandvold" and "Ilse Brandvold" may be one."""
    names = [set(_plain(one.party.name).split()) for one in said if one.party is not None]
    return any(a & b for at, a in enumerate(names) for b in names[at + 1 :])


def _order(one: Said) -> tuple[str, str, str]:
    return one.published[0] or "9999", one.evidence.article_id or "", one.id


def _account(one: Said) -> Account:
    return Account(_who(one), one.evidence, *one.published)


def without_doubles(made: Sequence[Dispute]) -> list[Dispute]:
    """These disputes without those over figures that are one wording of a quotation against another.

    Example: “There were 20 ships” and “There were 12 ships” of one speaker is a dispute over wording alone.
    """
    said: dict[frozenset[str], list[tuple[Evidence, ...]]] = defaultdict(list)
    for dispute in made:
        if dispute.rule == "wording.altered":
            quoted = tuple(one for side in dispute.sides for one in side.evidence)
            said[_reports(quoted)].append(quoted)
    return [
        dispute
        for dispute in made
        if dispute.kind != "figure" or not any(_inside(dispute, quoted) for quoted in said[_of(dispute)])
    ]


def _of(dispute: Dispute) -> frozenset[str]:
    return _reports([one for side in dispute.sides for one in side.evidence])


def _reports(evidence: Iterable[Evidence]) -> frozenset[str]:
    return frozenset(one.article_id or "" for one in evidence)


def _inside(dispute: Dispute, quoted: Sequence[Evidence]) -> bool:
    return all(
        any(
            one.article_id == words.article_id
            and one.span is not None
            and words.span is not None
            and words.span.contains(one.span)
            for words in quoted
        )
        for side in dispute.sides
        for one in side.evidence
    )
