"""Names that only the language model knows: organisations, places and peoples outside knowledge."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Span

from onrecord.extract.actors.found import BREAK, Found, Pieces
from onrecord.extract.actors.offices import Title, affairs_end
from onrecord.knowledge import actors as knowledge

_KINDS = {"organisation": "organisation", "place": "place", "nationality": "group"}
_LEADING = frozenset(["the", "a", "an", "The", "A", "An", "this", "that", "and", "of", "in", "at"])


def find_others(doc: Doc, pieces: Pieces, known: Sequence[Found], titles: Sequence[Title]) -> list[Found]:
    """Organisations, places and peoples as the model reads them; they may hold known names inside."""
    title_first = {title.first: title for title in titles}
    covered = {at: item for item in known for at in range(item.first, item.last)}
    out = []
    for ent in doc.ents:
        kind = _KINDS.get(ent.label_)
        if kind is None:
            continue
        first, last = _trimmed(pieces, ent, covered)
        if first < last and _is_name(pieces, first, last) and not _is_title(title_first, first, last):
            inner = list({at: covered[at] for at in range(first, last) if at in covered}.values())
            if not inner or _is_longer(pieces, first, last, inner):
                out.append(_found(pieces, (first, last), kind, ent.label_))
    return out


def outside(pieces: Pieces, others: Sequence[Found], titles: Sequence[Title]) -> list[Found]:
    """Without those that are only a part of a title: "Defense" of "Secretary of Defense"."""
    inside = {at for title in titles for at in range(title.first, affairs_end(pieces, title.last))}
    return [item for item in others if not all(at in inside for at in range(item.first, item.last))]


def _trimmed(pieces: Pieces, ent: Span, covered: Mapping[int, Found]) -> tuple[int, int]:
    first, last = bisect_left(pieces.starts, ent.start_char), bisect_left(pieces.starts, ent.end_char)
    for at in range(first, last):
        if pieces.texts[at] == BREAK:
            last = at
            break
    if first < last and pieces.texts[last - 1] in ("of", "for") and last in covered:
        last = covered[last].last  # "Bank of" + "America"
    while first < last and (pieces.texts[first] in _LEADING or not pieces.texts[first][:1].isalnum()):
        first += 1
    while first < last:
        if pieces.texts[last - 1] == "s" and last - first > 1 and pieces.texts[last - 2] == "'":
            last -= 2
        elif pieces.texts[last - 1] == "." and last - first > 1 and len(pieces.texts[last - 2]) == 1:
            break
        elif not pieces.texts[last - 1][:1].isalnum() or pieces.texts[last - 1] in _LEADING:
            last -= 1
        else:
            break
    return first, last


def _is_name(pieces: Pieces, first: int, last: int) -> bool:
    words = pieces.texts[first:last]
    if last - first == 1 and words[0] in knowledge.context()["generic"]:
        return False
    if "-".join(words[:2]) in knowledge.context()["wars"] or words[0] in knowledge.context()["wars"]:
        return False
    return any(word[:1].isupper() for word in words) and len("".join(words)) > 1 and last - first <= 16


def _is_title(title_first: Mapping[int, Title], first: int, last: int) -> bool:
    title = title_first.get(first)
    return title is not None and title.last >= last


def _is_longer(pieces: Pieces, first: int, last: int, inner: Sequence[Found]) -> bool:
    """True where the name is really longer than the known names inside it: "Bank of China"."""
    words = pieces.texts[first:last]
    if len({item.key for item in inner}) > 1 and any(word in ("and", ",", "/", "-", "&") for word in words):
        return False
    if any(item.first <= first and item.last >= last for item in inner):
        return False
    rest = [
        word
        for at, word in enumerate(words, first)
        if word[:1].isalpha() and not any(item.first <= at < item.last for item in inner)
    ]
    return "," not in words and any(word[:1].isupper() for word in rest) and rest[-1:] != ["s"]


def _found(pieces: Pieces, span: tuple[int, int], kind: str, label: str) -> Found:
    first, last = span
    name = ""
    for at in range(first, last):
        gap = " " if at > first and pieces.starts[at] > pieces.ends[at - 1] else ""
        name += gap + pieces.texts[at]
    role = "adjective" if label == "nationality" else "name"
    return Found(
        pieces.starts[first],
        pieces.ends[last - 1],
        first,
        last,
        kind,
        role,
        f"actor.model-{label}",
        None,
        name,
    )
