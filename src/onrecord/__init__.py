"""onrecord turns a pile of news reports into a record that can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

__version__ = "0.1.0"

__all__ = ["__version__", "load"]


def load(model: Path | None = None, *, provider: str = "cpu", instead: str | None = None) -> Language:
    """onrecord's language model as a spaCy pipeline; nothing of it is loaded before this is called.

    Args:
        model: a folder with another model of the same make; None is the bundled one.
        provider: "cpu", or "cuda" where onnxruntime has it.
        instead: another spaCy pipeline whose tagger, parser or names are taken: NAME[:tagger,parser,ner].

    Returns:
        A pipeline for `nlp(text)` and `nlp.pipe(texts)`; see `onrecord.parse.pipeline` for what a Doc has.

    Raises:
        ModelError: the model is missing or damaged, or the other pipeline cannot be loaded.

    Example:
        nlp = onrecord.load()
        doc = nlp("Ada Berg said that Norway would send twenty lorries.")
        [span.text for span in doc.spans["cue"]] == ["said"]
    """
    from onrecord.parse.pipeline import language

    return language(model, provider, instead)
