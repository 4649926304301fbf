"""Noun phrases around a number: from the tags and the tree where the parse has them, else from the words
alone."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.extract.grammar.pieces import Piece, Pieces
from onrecord.knowledge.quantities import figure_words

_REACH = 8  # words in a noun phrase; longer runs are lists or headlines
_PLAIN_REACH = 5
_NOUNS = ("NN",)
_INSIDE = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "POS", "CD", "AFX", "FW", "ADD"}
)
_DETERMINERS = frozenset({"DT", "PRP$", "PDT"})
_HYPHENS = frozenset("-–‑/")


def tagged(doc: Doc, pieces: Pieces) -> bool:
    """True where the parse has tags for these words."""
    return bool(pieces) and bool(doc[pieces[0].token].tag_)


def noun_end(doc: Doc, pieces: Pieces, at: int) -> int:
    """The piece after the noun phrase that begins at `at` with what is counted; `at` itself where there is
    none."""
    if at >= len(pieces):
        return at
    model = designator_end(pieces, at)
    begin = at if model is None else model
    end = begin
    if begin < len(pieces):
        tagged_words = bool(doc[pieces[begin].token].tag_)
        end = _tagged_end(doc, pieces, begin) if tagged_words else _plain_end(pieces, begin)
    if end == begin and model is not None:
        return model if pieces[model - 1].low.endswith("s") else at
    return end


def designator_end(pieces: Pieces, at: int) -> int | None:
    """The piece after the name of a model that is counted: "F-16s", "MiG-29" (then "jets")."""
    run = pieces[at : at + 4]
    if len(run) < 3 or run[0].kind != "word" or not run[0].text[:1].isupper() or run[1].text not in _HYPHENS:
        return None
    if not (run[1].glued and run[2].glued and run[2].kind == "number"):
        return None
    return at + 4 if len(run) == 4 and run[3].glued and run[3].kind == "word" else at + 3


def _tagged_end(doc: Doc, pieces: Pieces, at: int) -> int:
    end = at
    for place in range(at, min(len(pieces), at + _REACH)):
        token = doc[pieces[place].token]
        if token.tag_ not in _INSIDE or (token.tag_ == "CD" and place > at):
            break
        if token.tag_.startswith(_NOUNS) and pieces[place].kind == "word":
            end = place + 1
    return end


def _plain_end(pieces: Pieces, at: int) -> int:
    """The first plural noun within a few words, if nothing but words of the phrase stands before it."""
    words = figure_words()
    for place in range(at, min(len(pieces), at + _PLAIN_REACH)):
        piece = pieces[place]
        if piece.kind == "sign":
            if piece.text in _HYPHENS and piece.glued and place + 1 < len(pieces) and pieces[place + 1].glued:
                continue
            return at
        if piece.kind == "number" or piece.low in words.stops:
            return at
        if is_plural(piece):
            after = pieces[place + 1] if place + 1 < len(pieces) else None
            goes_on = piece.text[:1].isupper() and after is not None and is_plural(after)
            if not (goes_on and after is not None and after.low not in words.stops):
                return place + 1
    return at


def is_plural(piece: Piece) -> bool:
    """True for a word that looks like a plural noun."""
    low = piece.low
    if low in figure_words().plurals:
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "ous"))


def phrase_end(doc: Doc, pieces: Pieces, at: int) -> int:
    """The piece after the noun phrase at `at`, with its article and a list of its adjectives; `at` where
    none is."""
    if at >= len(pieces):
        return at
    use_tags = bool(doc[pieces[at].token].tag_)
    end, place = at, at
    while place < len(pieces) and place < at + 2 * _REACH:
        piece = pieces[place]
        if piece.text == "," or piece.low in ("and", "or"):
            if not _list_goes_on(doc, pieces, place, use_tags):
                break
            place += 1
            continue
        if not use_tags and place > at and piece.low.endswith("ed") and is_plural(pieces[place - 1]):
            break  # "the voters stayed home"
        inside, noun = _in_phrase(doc, pieces, place, use_tags, place == at)
        if not inside:
            break
        place += 1
        if noun:
            end = place
    return end


def _in_phrase(doc: Doc, pieces: Pieces, place: int, use_tags: bool, first: bool) -> tuple[bool, bool]:
    piece = pieces[place]
    if use_tags:
        tag = doc[piece.token].tag_
        return tag in _INSIDE or (first and tag in _DETERMINERS), tag.startswith(_NOUNS)
    if first and piece.low in (
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "all",
        "these",
        "those",
        "a",
        "an",
        "such",
    ):
        return True, False
    if piece.text in _HYPHENS and piece.glued:
        return True, False
    inside = piece.kind == "word" and (piece.low not in figure_words().stops or piece.low in ("'s",))
    return inside, inside and piece.low != "'s"


def _list_goes_on(doc: Doc, pieces: Pieces, place: int, use_tags: bool) -> bool:
    """True where a comma or "and" joins adjectives of one noun: "military, humanitarian and financial
    aid"."""
    if place + 2 >= len(pieces):
        return False
    if use_tags:
        before, after = doc[pieces[place - 1].token].tag_, doc[pieces[place + 1].token].tag_
        after_next = doc[pieces[place + 2].token].tag_
        if pieces[place].text == ",":
            joined = any(piece.low in ("and", "or") for piece in pieces[place + 2 : place + 5])
            return before.startswith(("JJ", "NN")) and after.startswith("JJ") and joined
        return (before.startswith("JJ") and after.startswith("JJ")) or (
            before.startswith("NN")
            and after.startswith(("NN", "JJ"))
            and after_next.startswith(("NN", "IN", ".", ","))
        )
    adjective = _looks_adjective(pieces[place - 1])
    return adjective and _looks_adjective(pieces[place + 1])


def _looks_adjective(piece: Piece) -> bool:
    return piece.low.endswith(("al", "ary", "ian", "ive", "ic", "ous", "able", "ible", "ese", "ish"))


def words_of(text: str, pieces: Pieces, start: int, end: int) -> str | None:
    """The words of the text from piece `start` to piece `end`, on one line; None where there are none."""
    if end <= start:
        return None
    return " ".join(text[pieces[start].start : pieces[end - 1].end].split()) or None
