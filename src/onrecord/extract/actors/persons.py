"""Finds the names of persons: from the model, its borders put right, from titles and given names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.extract.actors.folding import fold
from onrecord.extract.actors.found import BREAK, Found, Pieces
from onrecord.extract.actors.offices import Title, affairs_end
from onrecord.knowledge import actors as knowledge

_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


@dataclass(frozen=True, slots=True)
class PersonFound:
    """One mention of a person by name, with the titles right beside it and what its honorific tells."""

    found: Found
    titles: tuple[Title, ...] = ()
    gender: str = ""
    honorific: str = ""
    related: bool = False  # named as somebody's: "his wife Ann Lee", "Ann Lee, his wife,"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands in the report beside persons, by first and last piece."""

    pieces: Pieces
    known_first: Mapping[int, Found]
    title_first: Mapping[int, Title]
    title_last: Mapping[int, Title]
    others: frozenset[int]  # pieces inside names that the model calls something else than a person
    single: frozenset[int]  # those that are such a name alone
    inside_known: frozenset[int]  # pieces inside names of knowledge


def find_persons(
    doc: Doc, pieces: Pieces, known: Sequence[Found], titles: Sequence[Title]
) -> list[PersonFound]:
    """All persons named in the report, in text order; no two overlap."""
    around = _surroundings(doc, pieces, known, titles)
    taken: dict[int, tuple[int, int, str]] = {}
    for first, last, rule in (*_from_model(doc, around), *_from_titles(around), *_from_given_names(around)):
        _take(taken, first, last, rule)
    for first, last, rule in _again(doc, around, taken):
        _take(taken, first, last, rule)
    return [_person(around, *span) for span in sorted(set(taken.values()))]


def _take(taken: dict[int, tuple[int, int, str]], first: int, last: int, rule: str) -> None:
    if not any(at in taken for at in range(first, last)):
        for at in range(first, last):
            taken[at] = (first, last, rule)


def _again(
    doc: Doc, around: Surroundings, taken: Mapping[int, tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Surnames of persons found, wherever else they stand with a capital and the model overlooked them."""
    texts = around.pieces.texts
    surnames = {texts[last - 1] for first, last, _ in taken.values() if last - first > 1}
    surnames -= {name for name in surnames if len(name) < 3}
    folded = {fold(name) for name in surnames if len(name) > 3}  # Zelensky, Zelenskyy
    written = {text for text in texts if text[:1].isupper() and text[1:].islower()}
    surnames |= {text for text in written if fold(text) in folded}
    labels = surnames | {texts[first] for first, _, _ in taken.values()}
    labels |= {name.upper() for name in surnames}
    for at, text in enumerate(texts):
        label = text in labels and _is_label(around.pieces, at)
        if (label or text in surnames) and at not in taken and at not in around.inside_known:
            alone = at not in around.others or at in around.single
            tag = doc[around.pieces.tokens[at]].tag_
            if alone and (label or tag[:3] in ("", "NNP")) and not _continues(around.pieces, at):
                yield at, at + 1, "actor.person-again"


def _is_label(pieces: Pieces, at: int) -> bool:
    """True where the word opens its line and a colon follows, as in a transcript: "WALLACE: ..."."""
    return pieces.word(at + 1) == ":" and pieces.word(at - 1) in (BREAK, '"', "“")


def _continues(pieces: Pieces, at: int) -> bool:
    """True where the word is part of a longer name: "Clinton Foundation", "George Bush Airport"."""
    after, before = pieces.word(at + 1), pieces.word(at - 1)
    joined = pieces.starts[at] == pieces.ends[at - 1] and before not in (
        "“",
        '"',
        "(",
        "‘",
        "'",
        "—",
        "–",
        "[",
    )
    follows = after[:1].isupper() and after.isalpha() and not after.isupper()
    return joined or (follows and after in knowledge.context()["name-continues"])


def _surroundings(doc: Doc, pieces: Pieces, known: Sequence[Found], titles: Sequence[Title]) -> Surroundings:
    others: set[int] = set()
    single: set[int] = set()
    for ent in doc.ents:
        if ent.label_ != "person":
            inside = range(*_range(pieces, ent.start_char, ent.end_char))
            others.update(inside)
            single.update(inside if len(inside) == 1 else ())
    return Surroundings(
        pieces,
        {item.first: item for item in known},
        {title.first: title for title in titles},
        {title.last: title for title in titles},
        frozenset(others),
        frozenset(single),
        frozenset(at for item in known if not item.weak for at in range(item.first, item.last)),
    )


def _range(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """The pieces inside [start, end) of the text."""
    return bisect_left(pieces.starts, start), bisect_left(pieces.starts, end)


def _from_model(doc: Doc, around: Surroundings) -> Iterator[tuple[int, int, str]]:
    for ent in doc.ents:
        first, last = _range(around.pieces, ent.start_char, ent.end_char)
        while ent.label_ == "person" and _goes_on(doc, around.pieces, last):
            last += 1
        namesake = ent.label_ == "organisation" and last - first == 1 and _is_namesake(around, last)
        if (ent.label_ == "person" or namesake) and not _inside_known(around, first, last):
            first, last = _trimmed(around, first, last)
            if first < last:
                first, last = _grown(around, first, last)
                if _is_name(around, first, last):
                    yield first, last, "actor.person"


def _goes_on(doc: Doc, pieces: Pieces, at: int) -> bool:
    """True where the tree ties the next capitalised word to a name that the model cut before it."""
    word = pieces.word(at)
    return word[:1].isupper() and word.isalpha() and doc[pieces.tokens[at]].dep_ in ("flat", "flat:name")


def _is_namesake(around: Surroundings, last: int) -> bool:
    """True where a surname stands for its bearer's time in office: "the Biden administration"."""
    return around.pieces.word(last) in knowledge.context()["namesake"]


def _inside_known(around: Surroundings, first: int, last: int) -> bool:
    """True where the model's name is a part of a longer known one: "Qaida" of "al-Qaida"."""
    for at in range(first, max(first - 6, -1), -1):
        item = around.known_first.get(at)
        if item is not None:
            return item.last >= last and item.last - item.first > last - first
    return False


def _trimmed(around: Surroundings, first: int, last: int) -> tuple[int, int]:
    """The name inside [first, last): no line or comma crossed, nothing but the name on either side."""
    texts = around.pieces.texts
    first, last = _right_trimmed(texts, _left_trimmed(around, first, last), last)
    for at in range(first + 1, last):
        if texts[at] in (BREAK, ",", "and", "|", "(") and texts[at + 1] not in _SUFFIXES:
            return _right_trimmed(texts, first, at)
    return first, last


def _left_trimmed(around: Surroundings, first: int, last: int) -> int:
    """Where the name begins behind titles, sides, honorifics and signs."""
    texts, table = around.pieces.texts, knowledge.titles()
    while first < last:
        title, item = around.title_first.get(first), around.known_first.get(first)
        ends = (around.title_last.get(at) for at in range(first + 1, last + 1))
        begun = next((title.last for title in ends if title is not None and title.first <= first), None)
        if begun is not None:
            first = begun
        elif title is not None and title.last <= last:
            first = title.last
        elif item is not None and item.last <= last and not _is_given(around, item, last):
            first = item.last
        elif (
            not texts[first][:1].isalnum()
            or texts[first].lower() in ("the", "s", "and")
            or texts[first].lower() in table.honorifics
            or texts[first].lower() in table.ranks
        ):
            first += 1
        else:
            break
    return first


def _is_given(around: Surroundings, item: Found, last: int) -> bool:
    """True where a state's name is a given name: "Israel Katz", "Chad Wolf"."""
    word = around.pieces.texts[item.first]
    return (
        item.kind in ("state", "place")
        and item.role == "name"
        and last - item.last == 1
        and not word.isupper()
    )


def _right_trimmed(texts: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Possessives and signs off the right; the stop of an initial or of "Jr." stays."""
    while first < last:
        end, before = texts[last - 1], texts[last - 2] if last - first > 1 else ""
        if end == "s" and before == "'":
            last -= 2
        elif end[:1].isalnum() or (end == "." and (len(before) == 1 or before in _SUFFIXES)):
            break
        else:
            last -= 1
    return first, last


def _grown(around: Surroundings, first: int, last: int) -> tuple[int, int]:
    """A given name before and a particle with what follows belong to it: "Ursula" + "von der Leyen"."""
    texts, genders = around.pieces.texts, knowledge.given_names().gender
    before = around.pieces.word(first - 1)
    if (
        before[:1].isupper()
        and before.lower() in genders
        and last - first == 1
        and first - 1 not in around.others
    ):
        first -= 1
    if texts[last - 1] == "." and last - first > 1 and around.pieces.word(last).isalpha():  # "Donald J."
        last += around.pieces.word(last)[:1].isupper() and last not in around.known_first
    end = last
    while around.pieces.word(end) in knowledge.context()["particles"] and end - last < 3:
        end += 1
    ends_open = texts[last - 1] in knowledge.context()["particles"]
    if (
        (end > last and end - last < 3 and around.pieces.word(end - 1) not in ("y", "e", "la", "de"))
        or ends_open
    ) and (around.pieces.word(end)[:1].isupper() and around.pieces.word(end).isalpha()):
        last = end + 1
    if (
        around.pieces.word(last) == "-"
        and around.pieces.word(last + 1)[:1].isupper()
        and _joined(around.pieces, last)
    ):
        last += 2
    return first, last


def _joined(pieces: Pieces, at: int) -> bool:
    """True where no space stands on either side of the piece."""
    return pieces.ends[at - 1] == pieces.starts[at] and pieces.ends[at] == pieces.starts[at + 1]


def _is_name(around: Surroundings, first: int, last: int) -> bool:
    texts, table = around.pieces.texts[first:last], knowledge.titles()
    plain = [word.lower() for word in texts if word.isalpha()]
    if not any(word[:1].isupper() and len(word) > 1 for word in texts):
        return False
    if all(word in table.ranks or word in table.honorifics for word in plain):
        return False
    if len(texts) == 1 and (texts[0] in knowledge.context()["not-names"] or plain[0] in table.offices):
        return False
    return texts[-1][:1].isupper() or texts[-1] == "." or (len(texts) > 1 and texts[-2] == "-")


def _from_titles(around: Surroundings) -> Iterator[tuple[int, int, str]]:
    pieces, honorifics = around.pieces, knowledge.titles().honorifics
    for title in around.title_last.values():
        at = affairs_end(pieces, title.last)
        first, last = _shape(around, at)
        if last > first and pieces.word(last) not in ("-",):
            yield first, last, "actor.person-title"
        elif pieces.word(at) == "," and (title.determiner or title.sides):
            first, last = _shape(around, at + 1)
            if last - first >= 2 and pieces.word(last) in (",", ".", "—", "–"):
                yield first, last, "actor.person-title"
    ranks = knowledge.titles().ranks
    for at, text in enumerate(pieces.texts):
        low = text.lower()
        if text[:1].isupper() and (low in honorifics or low in ranks) and at + 1 < len(pieces.texts):
            first, last = _shape(around, at + 2 if pieces.word(at + 1) == "." else at + 1)
            short = low in ("mr", "mrs", "ms", "dr", "gen", "col", "lt", "sgt", "capt", "maj", "adm", "prof")
            if last > first and (short or last - first >= 2):
                yield first, last, "actor.person-title"


def _from_given_names(around: Surroundings) -> Iterator[tuple[int, int, str]]:
    given = knowledge.given_names().gender.keys() - knowledge.given_names().ordinary
    for at, text in enumerate(around.pieces.texts):
        if text[:1].isupper() and text.lower() in given and at not in around.others:
            first, last = _shape(around, at)
            if last - first >= 2:
                yield first, last, "actor.person-given-name"


def _shape(around: Surroundings, at: int) -> tuple[int, int]:
    """The longest run from `at` that looks like a name: capitalised words, initials, particles."""
    pieces, end, words = around.pieces, at, 0
    particles = knowledge.context()["particles"]
    while end - at < 9 and words < 4 and end < len(pieces.texts):
        word, after = pieces.texts[end], pieces.word(end + 1)
        joined = end > at and pieces.starts[end] == pieces.ends[end - 1]
        if words and word in ("-", "'"):
            if not joined or not after[:1].isupper():
                break
        elif words and word == ".":
            if len(pieces.word(end - 1)) != 1:
                break
        elif words and word in particles:
            if not after[:1].isupper() and after not in particles:
                break
        elif _could_be_name(around, end) and (end not in around.known_first or (joined and words)):
            words += not joined
        else:
            break
        end += 1
    while end > at and pieces.texts[end - 1] in particles:
        end -= 1
    return (at, end) if words else (at, at)


def _could_be_name(around: Surroundings, at: int) -> bool:
    word, table = around.pieces.texts[at], knowledge.titles()
    if not word.isalpha() or not word[:1].isupper() or (word.isupper() and len(word) > 3):
        return False
    if word.lower() in table.ranks or word.lower() in table.honorifics:
        return False
    return (
        word not in knowledge.context()["not-names"]
        and at not in around.title_first
        and at not in around.others
    )


def _person(around: Surroundings, first: int, last: int, rule: str) -> PersonFound:
    pieces = around.pieces
    name = " ".join("".join(_spaced(pieces, first, last)).split())
    found = Found(
        pieces.starts[first], pieces.ends[last - 1], first, last, "person", "name", rule, None, name
    )
    honorific, before = "", first
    stop = 1 if pieces.word(first - 1) == "." else 0
    word = pieces.word(first - 1 - stop).lower()
    table = knowledge.titles()
    if first not in around.title_last and (word in table.honorifics or word in table.ranks):
        honorific, before = word, first - 1 - stop
    gender = knowledge.titles().honorifics.get(honorific, "")
    titles = tuple(_titles(around, before, first, last))
    return PersonFound(found, titles, gender, honorific, _is_related(pieces, first, last))


def _is_related(pieces: Pieces, first: int, last: int) -> bool:
    """True where a word of kinship ties the name to somebody else's: "his wife Ann Lee"."""
    kin = knowledge.context()["kinship"]
    before = {word.lower() for word in pieces.texts[max(first - 2, 0) : first]}
    behind = pieces.texts[last : last + 4] if pieces.word(last) == "," else []
    return bool(before & kin) or any(word.lower() in kin for word in behind)


def _spaced(pieces: Pieces, first: int, last: int) -> Iterator[str]:
    """The pieces with one space wherever the text has any."""
    for at in range(first, last):
        if at > first and pieces.starts[at] > pieces.ends[at - 1]:
            yield " "
        yield pieces.texts[at]


def _titles(around: Surroundings, before: int, first: int, last: int) -> Iterator[Title]:
    pieces = around.pieces
    direct = around.title_last.get(before) or around.title_last.get(first)
    if direct is not None:
        yield direct
    else:
        yield from _behind_affairs(around, first)
    # "Its defence minister, Ann Lee,"; a full stop in machine-made text: "the French president. Ann Lee".
    title = around.title_last.get(before - 1)
    comma = pieces.word(before - 1) == ","
    if title is not None and title.determiner and (comma or (pieces.word(before - 1) == "." and title.sides)):
        yield title
    if pieces.word(last) == ",":
        for at in (last + 1, last + 2):
            after = around.title_first.get(at)
            if after is not None and (
                at == last + 1 or pieces.word(last + 1).lower() in ("the", "a", "an", "its")
            ):
                yield after
                break


def _behind_affairs(around: Surroundings, first: int) -> Iterator[Title]:
    for at in range(first - 1, max(first - 12, 0), -1):
        title = around.title_last.get(at)
        if title is not None:
            if affairs_end(around.pieces, at) == first:
                yield title
            return
