"""onrecord's reading as a spaCy pipeline, for anyone who knows spaCy.

    nlp = onrecord.load()
    doc = nlp("“We will not wait,” Ada Berg told reporters.")
    [(a.cue, a.content) for a in doc._.attributions]

A Doc has tags, lemmas, `dep_` (Universal Dependencies), `sents`, `ents`, `spans["source"|"cue"|"content"]`,
`spans["passages"]` (its lines) and, under `doc._`, `attributions`, `coreference` and `vectors` (one row a
passage). It runs in this process: for several, use `onrecord run --workers`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.parse.attribution import Floats
from onrecord.parse.english import english
from onrecord.parse.instead import Instead
from onrecord.parse.parser import WIDTH, Parser
from onrecord.shapes.attribution import Attribution
from onrecord.shapes.coreference import Coreference

NAME = "onrecord"


class Component:
    """The one component of the pipeline."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    def __call__(self, doc: Doc) -> Doc:
        """Analyses a Doc that has tokens only."""
        self._parser.annotate(doc)
        return doc


@Language.factory(NAME, default_config={"model": "", "provider": "cpu", "instead": ""})
def make_component(nlp: Language, name: str, model: str, provider: str, instead: str) -> Component:  # noqa: ARG001
    """The component for a config; empty words mean the bundled model and no other pipeline."""
    from onrecord.parse import MODEL

    other = Instead.read(instead) if instead else None
    return Component(Parser(Path(model) if model else MODEL, provider, other))


def language(model: Path | None, provider: str, instead: str | None) -> Language:
    """A spaCy pipeline with onrecord's tokenizer and its one component."""
    nlp = english()
    given = {"model": str(model or ""), "provider": provider, "instead": instead or ""}
    nlp.add_pipe(NAME, config=given)
    return nlp


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    found: tuple[Attribution, ...] = doc.user_data.get("attributions", ())
    return found


def _coreference(doc: Doc) -> tuple[Coreference, ...]:
    found: tuple[Coreference, ...] = doc.user_data.get("coreference", ())
    return found


def _vectors(doc: Doc) -> Floats:
    found: Floats = doc.user_data.get("vectors", np.zeros((0, WIDTH), dtype=np.float32))
    return found


Doc.set_extension("attributions", getter=_attributions, force=True)
Doc.set_extension("coreference", getter=_coreference, force=True)
Doc.set_extension("vectors", getter=_vectors, force=True)
