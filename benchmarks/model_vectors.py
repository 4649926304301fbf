"""Spun copies by meaning: is a text's original the nearest among itself and passages of 4,721 articles?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np

from onrecord.parse import Parser

KEPT = Path("/tmp/onrecord-original-vectors.npz")
"""The published encoder's vectors, which take minutes."""
LEAST, MOST = 25, 120
"""Words of the passage that is taken of each article: its first paragraphs up to so many."""


def found_first(parser: Parser, encoder: Path, data: Path, passages: int) -> tuple[float, float]:
    """Per cent of spun texts whose original comes first: by our vectors, and by the published encoder's."""
    pairs = [json.loads(row) for row in (data / "copies/spun_pairs.jsonl").read_text("utf-8").splitlines()]
    spun, originals = [p["spun"] for p in pairs], [p["original"] for p in pairs]
    others = _passages(data / "articles/articles.jsonl.gz", passages)
    texts = [*spun, *originals, *others]
    ours = np.array([parser.doc(text, [(0, len(text))]).user_data["vectors"][0] for text in texts])
    return _first(ours, len(pairs)), _first(_original(texts, encoder), len(pairs))


def _first(vectors: np.ndarray, count: int) -> float:
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    spun, originals, others = unit[:count], unit[count : 2 * count], unit[2 * count :]
    own = (spun * originals).sum(1)
    nearest = (spun @ others.T).max(1) if len(others) else np.full(count, -1.0)
    return round(100 * float((own > nearest).mean()), 1)


def _passages(path: Path, count: int) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    out = []
    for text in texts[:: max(1, len(texts) // count)][:count]:
        words: list[str] = []
        for paragraph in filter(None, text.split("\n")):
            words += paragraph.split()
            if len(words) >= LEAST:
                break
        out.append(" ".join(words[:MOST]))
    return out


def _original(texts: list[str], folder: Path) -> np.ndarray:
    """The published encoder's vectors: the mean over all pieces of at most 256."""
    if KEPT.exists():
        held = np.load(KEPT)["vectors"]
        if len(held) == len(texts):
            return held
    import torch
    from tokenizers import Tokenizer

    from training.network import Encoder

    torch.set_num_threads(1)
    encoder = Encoder(0.0).eval()
    encoder.start_from(folder / "model.safetensors")
    cutter = Tokenizer.from_file(str(folder / "tokenizer.json"))
    cutter.no_padding()
    cutter.enable_truncation(256)
    out = []
    with torch.no_grad():
        for text in texts:
            pieces = torch.tensor([cutter.encode(text).ids])
            marks = torch.zeros(*pieces.shape, 4, dtype=torch.long)
            out.append(encoder(pieces, marks, None)[-1][0].mean(0).numpy())
    np.savez(KEPT, vectors=np.array(out))
    return np.array(out)
