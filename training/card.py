"""Writes CARD.md and LICENSE of the model folder: what it was trained on, reaches and cannot do."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training import lemmas
from training.corpora import REPOSITORIES
from training.network import ENCODER_SHA256

TEXT = Path(__file__).parent / "card"
USES = {
    "ewt": "sentences, tags, trees, lemmas (train split)",
    "gum": "sentences, tags, trees, lemmas, names from its entities (train, no non-commercial genres)",
    "polnear": "attribution (train split)",
    "wikigold": "names",
    "sec": "names (the parties \"Borrower\", \"Lender\", \"Bank\" are masked)",
    "articles": "plain text of 500 beginnings, labelled by our own teachers",
    "uner": "names (its dev split; the words of EWT dev, so EWT figures for names are not given)",
}  # fmt: skip
ROWS = {
    "upos": "UPOS", "xpos": "XPOS", "uas": "UAS", "las": "LAS",
    "las_own_sentences": "LAS, own sentences",
    "sentence_f1": "sentence F1", "words": "words", "source_exact": "source, exact F1",
    "cue_exact": "cue, exact F1",
    "content_exact": "content, exact F1",
    "content_and_source": "content (80% of characters) and source, F1",
    "content": "content (80% of characters), F1", "content_characters": "content characters, F1",
    "span": "names, spans F1", "span_and_kind": "names, spans and kinds F1", "person": "person F1",
    "organisation": "organisation F1", "place": "place F1",
    "words_per_second": "words per second, one thread",
}  # fmt: skip


def write(folder: Path, figures: dict[str, dict[str, float]], without: frozenset[str]) -> None:
    """Writes both files into the model folder."""
    sets = [
        f"| {name} | {place} | {USES[name]} |" for name, place in REPOSITORIES.items() if name not in without
    ]
    measured = [
        f"| {on} | {ROWS[what]} | {value:g} |"
        for on, values in figures.items()
        for what, value in values.items()
    ]
    for corpus in ("ewt", "gum"):
        accuracy = lemmas.accuracy(folder / "lemmas.json", corpus)
        measured.append(f"| {corpus} dev | lemma, gold tags, capitals aside | {accuracy} |")
    text = (TEXT / "CARD.md").read_text("utf-8")
    text = text.replace("{SETS}", "\n".join(sets)).replace("{FIGURES}", "\n".join(measured))
    (folder / "CARD.md").write_text(text.replace("{ENCODER}", ENCODER_SHA256), "utf-8")
    (folder / "LICENSE").write_text((TEXT / "LICENSE").read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description="Writes the card again from figures already measured.")
    reader.add_argument("folder", type=Path)
    reader.add_argument("figures", type=Path)
    given = reader.parse_args()
    write(given.folder, json.loads(given.figures.read_text("utf-8")), frozenset())
