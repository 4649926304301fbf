"""Spins an article by rule: words are replaced by synonyms out of a thesaurus, as article spinners do.

The thesaurus is Open English WordNet (globalwordnet/english-wordnet on GitHub, CC BY 4.0), read from a clone
whose folder is given; nothing of it is kept in this repository. A word is looked up by its plain form
(endings -s, -ed and -ing are cut off and put back), every sense counts, and the synonym is drawn by a seeded
generator: no sense is chosen, no idiom spared. Words with a capital inside a sentence, numbers and the
hundred commonest words stay.
"""

from __future__ import annotations

import pathlib
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

Thesaurus = Mapping[tuple[str, str], tuple[str, ...]]
_KEPT = """
a about after all also an and any are as at back be because been before being but by can could did do
does even first for from get give go had has have he her here him his how i if in into is it its just
know last like made make many may me more most much must my new no not now of on one only or other our
out over own people said say see she should so some such take than that the their them then there these
they think this those three time to two under up us use very was way we well were what when where which
while who will with would year years you your
"""
KEPT = frozenset(_KEPT.split())
_FEW, _SYNONYMS = 12, 0.6
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")


def thesaurus(folder: pathlib.Path) -> Thesaurus:
    """All synonyms of each (word, part of speech) in a clone's `src/yaml`."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.yaml")):
        if path.name.startswith(("noun", "verb", "adj", "adv")):
            for kind, members in _synsets(path):
                for member in members:
                    found[member, kind].update(set(members) - {member})
    return {key: tuple(sorted(words)) for key, words in found.items() if words}


def irregular(folder: pathlib.Path) -> Mapping[str, tuple[str, str]]:
    """Irregular forms of verbs and nouns with (plain form, part of speech): "held" of hold."""
    out: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("entries-*.yaml")):
        lemma, kind, forms = "", "", False
        for line in path.read_text("utf-8").split("\n"):
            if re.match(r"[^ \-]", line):
                lemma, forms = line.rstrip(":").strip("'\""), False
            elif re.match(r"  [^ \-]", line):
                kind, forms = line.strip().rstrip(":").strip("'\""), False
            elif line.strip() == "form:":
                forms = True
            elif forms and line.strip().startswith("- "):
                out.setdefault(line.strip()[2:].strip("'\""), (lemma, kind[:1]))
            elif line.strip():
                forms = False
    return out


def _synsets(path: pathlib.Path) -> Iterator[tuple[str, list[str]]]:
    """A synset file is flat enough to be read by lines; a YAML reader takes minutes for all of them."""
    key, members, inside = "", [], False
    for line in [*path.read_text("utf-8").split("\n"), "end-x:"]:
        if re.match(r"[^\s\-]", line):
            if len(members) > 1:
                yield {"s": "a"}.get(key[-1], key[-1]), members
            key, members, inside = line.rstrip(":"), [], False
        elif line.strip() == "members:":
            inside = True
        elif inside and line.strip().startswith("- "):
            members.append(line.strip()[2:].strip("'\""))
        else:
            inside = False


def related(folder: pathlib.Path) -> Thesaurus:
    """What stands near each (word, part of speech) without being its synonym: wider and narrower words, words
    under the same wider one where they are few, and similar adjectives. Other thesauri list such words too.
    """
    members, above = _links(folder)
    below: dict[str, list[str]] = defaultdict(list)
    for key, wider in above.items():
        for one in wider:
            below[one].append(key)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, words in members.items():
        beside = [c for one in above[key] if len(below[one]) <= _FEW for c in below[one]]
        near = {w for one in (*above[key], *beside, *below[key][:_FEW]) for w in members.get(one, ())}
        for word in words:
            found[word, {"s": "a"}.get(key[-1], key[-1])].update(near - {word})
    return {key: tuple(sorted(words)) for key, words in found.items() if words}


def _links(folder: pathlib.Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The words of each synset, and the synsets above it or similar to it."""
    members: dict[str, list[str]] = {}
    above: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if not path.name.startswith(("noun", "verb", "adj", "adv")):
            continue
        into: list[str] | None = None
        for line in path.read_text("utf-8").split("\n"):
            if re.match(r"[^\s\-]", line):
                key = line.rstrip(":")
                members[key], above[key], into = [], [], None
            elif re.match(r"  [a-z_]+:", line):
                field = line.strip().rstrip(":")
                into = {"members": members[key], "hypernym": above[key], "similar": above[key]}.get(field)
            elif into is not None and line.strip().startswith("- "):
                into.append(line.strip()[2:].strip("'\""))
    return members, above


class Spinner:
    """Replaces words. `half` 0 or 1 uses only one half of the pairs (word, synonym), so that what is trained
    on one half can be measured on pairs never seen; None uses all."""

    def __init__(
        self, words: Thesaurus, forms: Mapping[str, tuple[str, str]], half: int | None = None
    ) -> None:
        self._words, self._forms, self._half = words, forms, half
        self._memory: dict[str, tuple[str, ...]] = {}

    def spin(self, text: str, share: float, seed: str) -> tuple[str, list[tuple[int, int]]]:
        """The text with about `share` of its replaceable words replaced, and where the new words stand."""
        draw = random.Random(seed)
        out: list[str] = []
        where: list[tuple[int, int]] = []
        end = length = 0
        for match in _WORD.finditer(text):
            word = match.group()
            low = word.lower()
            head = match.start() == 0 or text[max(0, match.start() - 2) : match.start()] in (
                ". ",
                "\n\n",
                "? ",
            )
            if low != word and not (head and word[1:] == low[1:]):
                continue
            choices = self.choices(low)
            if not choices or draw.random() >= share:
                continue
            new = draw.choice(choices)
            new = new[0].upper() + new[1:] if word[0].isupper() else new
            out.append(text[end : match.start()] + new)
            length += len(out[-1])
            where.append((length - len(new), length))
            end = match.end()
        return "".join([*out, text[end:]]), where

    def choices(self, low: str) -> tuple[str, ...]:
        """The words that may stand for a lower-case word, with its ending."""
        if low in KEPT or len(low) < 3:
            return ()
        if low not in self._memory:
            self._memory[low] = tuple(sorted(set(self._find(low))))
        return self._memory[low]

    def _find(self, low: str) -> Iterator[str]:
        for plain, kinds, ending in self._plain(low):
            for kind in kinds:
                for other in self._words.get((plain, kind), ()):
                    if other != low and other.islower() and self._half in (None, _half(plain, other)):
                        yield inflected(other, ending)

    def _plain(self, low: str) -> Iterator[tuple[str, str, str]]:
        if low in self._forms:
            plain, kind = self._forms[low]
            yield plain, kind, "ed" if kind == "v" else "s"
            return
        if any((low, kind) in self._words for kind in "nvar"):
            yield low, "nvar", ""
        for ending, kinds in (("s", "nv"), ("ed", "v"), ("ing", "v")):
            if low.endswith(ending) and not low.endswith("ss"):
                stem = low[: -len(ending)]
                for plain in (stem, stem + "e", stem[:-1], stem[:-1] + "y", stem[:-2] + "y"):
                    if (
                        any((plain, kind) in self._words for kind in kinds)
                        and inflected(plain, ending) == low
                    ):
                        yield plain, kinds, ending
                        break


class LooseSpinner(Spinner):
    """Puts in related words too, in two of five places where both are known; half of the pairs of each."""

    def __init__(self, folder: pathlib.Path, half: int) -> None:
        super().__init__({}, {})
        forms = irregular(folder)
        self._near = Spinner(thesaurus(folder), forms, half), Spinner(related(folder), forms, half)
        self._draw = random.Random(9)

    def choices(self, low: str) -> tuple[str, ...]:
        """Either the synonyms of a word or the words related to it."""
        synonyms, others = (spinner.choices(low) for spinner in self._near)
        others = tuple(word for word in others if word not in synonyms)
        if synonyms and others:
            return synonyms if self._draw.random() < _SYNONYMS else others
        return synonyms or others


class ListSpinner(Spinner):
    """Uses a replacer's own list, lines of "word:other,another"; of them only the pairs of one half."""

    def __init__(self, lines: pathlib.Path, half: int) -> None:
        super().__init__({}, {}, half)
        for line in lines.read_text("utf-8").splitlines():
            word, _, others = line.partition(":")
            listed = sorted({other.strip() for other in others.split(",")} - {word, ""})
            if word not in KEPT and len(word) > 2:
                self._memory[word] = tuple(other for other in listed if _half(word, other) == half)

    def choices(self, low: str) -> tuple[str, ...]:
        """The words that the list has for a lower-case word, as they stand there."""
        return self._memory.get(low, ())


def _half(plain: str, other: str) -> int:
    return sum(map(ord, plain + "|" + other)) % 2


def inflected(word: str, ending: str) -> str:
    """A word with a regular ending on its first part: ("carry out", "ed") gives "carried out"."""
    if not ending:
        return word
    first, space, rest = word.partition(" ") if ending != "s" else ("", "", word)
    stem = rest if ending == "s" else first
    if ending == "s":
        new = (
            stem[:-1] + "ies"
            if re.search(r"[^aeiou]y$", stem)
            else stem + ("es" if re.search(r"(s|x|z|ch|sh)$", stem) else "s")
        )
        return new
    if ending == "ed":
        new = (
            stem + "d"
            if stem.endswith("e")
            else stem[:-1] + "ied"
            if re.search(r"[^aeiou]y$", stem)
            else _double(stem) + "ed"
        )
    else:
        new = stem[:-1] + "ing" if re.search(r"[^eoy]e$", stem) else _double(stem) + "ing"
    return new + space + rest


def _double(stem: str) -> str:
    return stem + stem[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", stem) else stem
