"""Figures in what somebody says: whom "we" and "our" mean there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.extract.figures.parties import WE, Cast
from onrecord.shapes import Figure, Findings, Statement


def with_speakers(found: Findings, doc: Doc) -> tuple[Figure, ...]:
    """The figures with every "we" and "our" named, or emptied where nobody is quoted as saying it.

    A speaker stands for the state or body that the report gives with the name: "we" of "US Secretary of State
    Ada Holm" is the United States.

    Example: "We sent $40 billion," Norwegian Prime Minister Anna Berg said: the giver is Norway.
    """
    cast = Cast(found.article, doc, found.actors, found.mentions)
    out = []
    for figure in found.figures:
        speaker = _speaker(cast, figure, found.statements)
        values: dict[str, object] = {}
        for side in ("giver", "recipient", "of_whom"):
            if getattr(figure, side) == WE:
                values[side] = speaker
                if speaker is None:
                    values[f"{side}_span"] = None
        out.append(replace(figure, **values) if values else figure)  # type: ignore[arg-type]
    return tuple(out)


def _speaker(cast: Cast, figure: Figure, statements: Sequence[Statement]) -> str | None:
    if figure.statement is None or WE not in (figure.giver, figure.recipient, figure.of_whom):
        return None
    said = statements[figure.statement]
    if said.actor is not None:
        return cast.speaks_for(said.actor)
    return said.speaker or None
