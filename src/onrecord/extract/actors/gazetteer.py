"""Finds the actors that knowledge knows: states, their people, capitals, seats and organs, and bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.actors.found import BREAK, Found, Pieces
from onrecord.knowledge import actors as knowledge
from onrecord.knowledge.actors import Form


def find_known(pieces: Pieces, model: Mapping[tuple[int, int], str]) -> list[Found]:
    """Names of known actors, the longest at each place, in text order.

    Args:
        pieces: the report.
        model: labels of the language model by (start, end) of its names, for forms that need its word.
    """
    found = [item for item in _matches(pieces) if not _is_other(pieces, item)]
    return _believable(pieces, found, model)


def _matches(pieces: Pieces) -> list[Found]:
    index, out, at = knowledge.index(), [], 0
    while at < len(pieces.texts):
        hit = None
        for words, forms in index.get(pieces.texts[at], ()):
            end = at + len(words)
            if tuple(pieces.texts[at:end]) == words and _together(pieces, at, end):
                hit = _found(pieces, at, end, forms[0])
                break
        if hit is None:
            hit = _in_capitals(pieces, at)
        if hit is None:
            at += 1
        else:
            out.append(hit)
            at = hit.last
    return out


def _found(pieces: Pieces, first: int, last: int, form: Form) -> Found:
    known = knowledge.known()[form.key]
    rule = f"actor.gazetteer-{form.role}"
    return Found(
        pieces.starts[first], pieces.ends[last - 1], first, last, known.kind, form.role, rule,
        form.key, known.name, form.weak,
    )  # fmt: skip


def _together(pieces: Pieces, first: int, last: int) -> bool:
    """True where no more than one space stands between the pieces."""
    gaps = (pieces.starts[at + 1] - pieces.ends[at] for at in range(first, last - 1))
    return all(gap <= 1 for gap in gaps)


def _in_capitals(pieces: Pieces, at: int) -> Found | None:
    """A state's or body's name in a line of capitals: "UKRAINE", "WHITE HOUSE"."""
    first = pieces.texts[at]
    if len(first) < 4 or not first.isupper():
        return None
    for words, forms in knowledge.index().get(first.capitalize(), ()):
        end = at + len(words)
        written = tuple(pieces.texts[at:end])
        if written == tuple(word.upper() for word in words) and _together(pieces, at, end):
            return None if forms[0].weak else _found(pieces, at, end, forms[0])
    return None


def _is_other(pieces: Pieces, item: Found) -> bool:
    """True where the form is part of something else by the words around: "Michael Jordan", "LET US GO"."""
    before, after = pieces.word(item.first - 1), pieces.word(item.last)
    if pieces.texts[item.first] in knowledge.context()["words-in-capitals"] and _all_capitals(pieces, item):
        return True
    if _glued(pieces, item):
        return True
    if (
        item.role == "adjective"
        and before in knowledge.context()["language-before"]
        and not after[:1].isalpha()
    ):
        return True  # the language: "in Chinese."
    if item.role in ("name", "capital") and item.kind == "state":
        return (
            before in knowledge.context()["name-before"]
            or after in knowledge.context()["part-after"]
            or (item.weak and _beside_name(pieces, item))
        )
    return False


def _all_capitals(pieces: Pieces, item: Found) -> bool:
    """True where the nearest words on both sides stand in capitals too; a sign or break says nothing."""
    sides = [pieces.word(item.first - 1), pieces.word(item.last)]
    words = [word for word in sides if word.isalpha() and len(word) > 1]
    return bool(words) and all(word.isupper() for word in words)


def _glued(pieces: Pieces, item: Found) -> bool:
    """True where a hyphen or full stop ties the form to a word before it: "bbc.US"; "non-EU" is not."""
    before = item.first - 1
    if pieces.word(before) not in ("-", ".", "_", "@", "#", "/") or pieces.ends[before] != item.start:
        return False
    if pieces.word(before) == "-":
        return pieces.word(before - 1).lower() not in ("non", "anti", "pro", "ex", "post", "pre") and not (
            pieces.word(before - 1)[:1].isupper()
        )
    return pieces.word(before) in "._@" and pieces.ends[before - 1] == pieces.starts[before]


def _beside_name(pieces: Pieces, item: Found) -> bool:
    """True where a capitalised word stands beside a weak form, inside its sentence: "Michael Jordan"."""
    before, after = pieces.word(item.first - 1), pieces.word(item.last)
    index = knowledge.index()
    if after[:1].isupper() and after not in index and after.isalpha() and not after.isupper():
        return True
    starts = pieces.word(item.first - 2) in (BREAK, ".", "“", '"', "?", "!", ":", "–", "-")
    return before[:1].isupper() and before.isalpha() and before not in index and not starts


def _believable(pieces: Pieces, found: Sequence[Found], model: Mapping[tuple[int, int], str]) -> list[Found]:
    """Keeps strong forms; weak ones only where the report or the model speaks for them."""
    strong = {item.key for item in found if not item.weak}
    out = []
    for item in found:
        known = knowledge.known()[item.key or ""]
        label = model.get((item.start, item.end))
        if not item.weak:
            out.append(item)
        elif known.needs and not _needed(pieces, known.needs):
            continue
        elif label is not None:
            wanted = ("place", "nationality") if item.kind == "state" else ("organisation",)
            if label in wanted or item.key in strong:
                out.append(item)
        elif item.key in strong or known.of in strong or _in_place(pieces, item):
            out.append(item)
    return out


def _needed(pieces: Pieces, words: Sequence[str]) -> bool:
    texts = set(pieces.texts)
    return any(word.split()[0] in texts for word in words)


def _in_place(pieces: Pieces, item: Found) -> bool:
    """True where the word before shows that the weak form is meant: "to Jordan", "two Poles"."""
    before = pieces.word(item.first - 1).lower()
    if item.kind != "state":
        return False
    if item.role in ("adjective", "people"):
        return before in knowledge.context()["weak-people-before"]
    return item.role in ("name", "capital") and before in knowledge.context()["weak-state-before"]


def with_organs(pieces: Pieces, found: Sequence[Found]) -> list[Found]:
    """The same list, where a state with an organ right behind is one body: "Iraqi Army"."""
    out = []
    for item in found:
        longer = None
        if item.kind == "state" and item.role in ("name", "adjective", "people"):
            longer = _organ(pieces, item)
        out.append(longer or item)
    return [item for at, item in enumerate(out) if at == 0 or item.start >= out[at - 1].end]


def _organ(pieces: Pieces, item: Found) -> Found | None:
    at = item.last
    possessive = pieces.word(at) == "'" and pieces.word(at + 1) == "s" and item.role == "name"
    if possessive:
        at += 2
    organs = knowledge.organs()
    for length in (4, 3, 2, 1):
        words = pieces.texts[at : at + length]
        organ = organs.get(tuple(word.lower() for word in words))
        if organ is None or BREAK in words:
            continue
        if possessive and not all(word[:1].isupper() for word in words if word not in ("of", "the")):
            return None  # "China's military" stays China's: two names
        known = knowledge.known()[item.key or ""]
        last = at + length
        key, name = f"organ:{known.code}:{organ.id}", f"{known.name} {organ.label}"
        rule, end = "actor.organ", pieces.ends[last - 1]
        return Found(item.start, end, item.first, last, organ.kind, "organ", rule, key, name, item.weak)
    return None
