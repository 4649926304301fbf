"""One language analysis of a report: `load()` a Parser, then `parser.doc(text, blocks)`.

Takes the text and its paragraphs, gives a spaCy Doc. May use spaCy, onnxruntime, tokenizers and
numpy; may not fetch anything, run PyTorch, or know what the record looks like.
"""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import ModelError
from onrecord.parse.instead import Instead
from onrecord.parse.parser import Parser

MODEL = Path(__file__).parent / "model" / "news-en-1"
"""The model that the package carries."""


def load(model: Path | None = None, *, provider: str = "cpu", instead: str | None = None) -> Parser:
    """A parser with the bundled model, or with the model folder given.

    Args:
        model: a folder with model.onnx, tokenizer.json, labels.json and SHA256.
        provider: "cpu", or "cuda" where onnxruntime has it.
        instead: a spaCy pipeline whose tagger, parser or names are taken instead of ours:
            NAME or NAME:tagger,parser,ner; see `onrecord.parse.instead` for the limits.

    Raises:
        ModelError: the folder is missing, damaged or does not fit; the pipeline cannot be loaded.
        WrongUse: `instead` cannot be read.
    """
    return Parser(MODEL if model is None else model, provider, Instead.read(instead) if instead else None)


__all__ = ["MODEL", "ModelError", "Parser", "load"]
