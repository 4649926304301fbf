"""Another spaCy pipeline's tagger, parser or names in place of ours: NAME[:tagger,parser,ner].

What it finds is taken on our tokens and in our blocks. Limits: onrecord's rules are written for Penn tags and
Universal Dependencies, so a pipeline with other relations (spaCy's own English ones have CLEAR's) finds fewer
speakers, figures and events; names of kinds that the record does not know are left out; attributions, passage
vectors and coreference stay our model's; it takes the other pipeline's time and memory on top of ours.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.errors import ModelError, WrongUse
from onrecord.parse.frame import Frame
from onrecord.parse.reading import Reading

PARTS = ("tagger", "parser", "ner")
KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place",
    "FAC": "place", "NORP": "nationality", "EVENT": "event", "LAW": "law",
    "PRODUCT": "misc", "WORK_OF_ART": "misc", "MISC": "misc",
}  # fmt: skip
"""What OntoNotes and CoNLL call a kind, and what onrecord calls it; our own names are taken as they are."""
_OURS = frozenset((*KINDS.values(), "weapon"))


@dataclass(frozen=True, slots=True)
class Setting:
    """The pipeline's name or folder, and the parts that are taken from it."""

    name: str
    parts: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Setting:
        """Reads NAME or NAME:PART,PART; a NAME alone means all three parts.

        Example:
            Setting.read("en_core_web_sm:ner") == Setting("en_core_web_sm", ("ner",))

        Raises:
            WrongUse: a part is not one of tagger, parser, ner.
        """
        name, colon, parts = text.rpartition(":")
        if not colon or "/" in parts or "\\" in parts:
            return cls(text, PARTS)
        chosen = tuple(part.strip() for part in parts.split(","))
        wrong = [part for part in chosen if part not in PARTS]
        if wrong or not name:
            raise WrongUse(f"{text!r}: write NAME or NAME:PART,PART with parts of {', '.join(PARTS)}")
        return cls(name, chosen)


def fingerprint(text: str) -> str:
    """What a reading with this setting depends on: it and the pipeline's version; loads nothing.

    Raises:
        WrongUse: the setting cannot be read.
        ModelError: there is no such pipeline.
    """
    name = Setting.read(text).name
    meta = Path(name) / "meta.json"
    if meta.is_file():
        return f"{text} {hashlib.sha256(meta.read_bytes()).hexdigest()}"
    try:
        return f"{text} {version(name)}"
    except PackageNotFoundError as error:
        raise ModelError(f"no spaCy pipeline {name!r}: install it, or give its folder") from error


class Instead:
    """The other pipeline, loaded."""

    def __init__(self, language: Language, parts: tuple[str, ...]) -> None:
        self._language, self._parts = language, parts

    @classmethod
    def read(cls, text: str) -> Instead:
        """Loads the pipeline that a setting names.

        Raises:
            WrongUse: the setting cannot be read.
            ModelError: the pipeline is not there, or lacks a part that is wanted.
        """
        setting = Setting.read(text)
        try:
            language = spacy.load(setting.name)
        except (OSError, ValueError, ImportError) as error:
            reason = str(error).split("\n")[0]
            raise ModelError(f"spaCy pipeline {setting.name!r} cannot be loaded: {reason}") from error
        missing = [part for part in setting.parts if part not in language.pipe_names]
        if missing:
            there = ", ".join(language.pipe_names)
            raise ModelError(f"spaCy pipeline {setting.name!r} has no {', '.join(missing)}; it has {there}")
        return cls(language, setting.parts)

    def put(self, reading: Reading, words: list[str], laid: Frame) -> Reading:
        """`reading` with the other pipeline's labels in the parts that were asked for.

        Args:
            reading: ours.
            words: the words that were read, `laid.chosen`.
            laid: where they stand.
        """
        first, upos, xpos = list(reading.first), list(reading.upos), list(reading.xpos)
        head, relation, names = list(reading.head), list(reading.relation), list(reading.names)
        if "ner" in self._parts:
            names = []
        for _, group in groupby(range(len(words)), key=lambda i: laid.block[i]):
            numbers = list(group)
            start, end = numbers[0], numbers[-1] + 1
            doc = self._read(words[start:end], [*laid.spaced[start + 1 : end], False])
            if "tagger" in self._parts:
                xpos[start:end] = [t.tag_ for t in doc]
                upos[start:end] = [t.pos_ or ours for t, ours in zip(doc, upos[start:end], strict=True)]
            if "parser" in self._parts:
                head[start:end] = [-1 if t.head.i == t.i else start + t.head.i for t in doc]
                relation[start:end] = ["ROOT" if t.head.i == t.i else t.dep_ for t in doc]
                first[start:end] = [bool(t.is_sent_start) for t in doc]
            if "ner" in self._parts:
                names += [
                    (start + e.start, start + e.end, kind) for e in doc.ents if (kind := _kind(e.label_))
                ]
        return replace(reading, first=first, upos=upos, xpos=xpos, head=head, relation=relation, names=names)

    def _read(self, words: list[str], spaced: list[bool]) -> Doc:
        doc = Doc(self._language.vocab, words=words, spaces=spaced)
        for _, component in self._language.pipeline:
            doc = component(doc)
        return doc


def _kind(label: str) -> str | None:
    return label if label in _OURS else KINDS.get(label)
