"""The model folder: checked, then opened with onnxruntime. The only file that knows onnxruntime."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from onrecord.errors import ModelError
from onrecord.parse.attribution import Floats, PairWeights
from onrecord.parse.labels import Labels
from onrecord.parse.lemma import Lemmas
from onrecord.parse.pieces import Ints, Pieces, lay_out

PROVIDERS = {"cpu": ["CPUExecutionProvider"], "cuda": ["CUDAExecutionProvider", "CPUExecutionProvider"]}
FILES = ("model.onnx", "tokenizer.json", "labels.json", "lemmas.json")
_SLOW = ["SkipLayerNormFusion"]
"""onnxruntime joins a sum and a normalisation into a kernel that takes eight times as long (seen in 1.31)."""
_SCORES = ["tags", "arcs", "relation_dependent", "relation_head", "pair_anchor", "pair_word", "states"]
_MENTIONS = ["mention_anaphor", "mention_antecedent"]
_CONSTANTS = ["relation_out", "relation_bias", "pair_distance", "pair_out", "pair_bias", "pair_transitions"]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one window, row by row for its words."""

    tags: Floats
    """[words, all tag layers side by side], see `Labels.slices`."""
    arcs: Floats
    """[words, 1 + words]: how well each word (the root first) fits as head."""
    relation_dependent: Floats
    relation_head: Floats
    pair_anchor: Floats
    pair_word: Floats
    states: Floats
    mention_anaphor: Floats | None = None
    mention_antecedent: Floats | None = None


def check(folder: Path) -> dict[str, str]:
    """Compares the folder with its SHA256 file, and gives what is signed for each file.

    Raises:
        ModelError: a file is missing or is not the one that was signed.
    """
    signed = folder / "SHA256"
    if not signed.is_file():
        raise ModelError(f"no language model at {folder}: SHA256 is missing; install onrecord again")
    wanted = dict(line.split("  ")[::-1] for line in signed.read_text("utf-8").splitlines())
    for name in FILES:
        if not (folder / name).is_file():
            raise ModelError(f"the language model at {folder} lacks {name}; install onrecord again")
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != wanted.get(name):
            raise ModelError(
                f"{folder / name} is damaged: SHA-256 {found}, signed {wanted.get(name)};"
                " install onrecord again"
            )
    return wanted


def _check_provider(provider: str) -> None:
    if provider not in PROVIDERS:
        raise ModelError(f"unknown provider {provider!r}; there are {', '.join(PROVIDERS)}")
    if PROVIDERS[provider][0] not in onnxruntime.get_available_providers():
        raise ModelError(
            f"provider {provider!r} is not there: install onnxruntime-gpu, or use provider 'cpu'"
        )


def _session(file: Path, provider: str) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(file), options, providers=PROVIDERS[provider], disabled_optimizers=_SLOW
        )
    except Exception as error:  # onnxruntime has no one class for "cannot be opened"
        raise ModelError(
            f"{file} cannot be opened by onnxruntime {onnxruntime.__version__}: {error}"
        ) from error


class Model:
    """One open model. A window a call and one thread, so that a report reads the same everywhere."""

    def __init__(self, folder: Path, provider: str) -> None:
        """Opens and checks `folder`; `provider` is "cpu" or "cuda"."""
        _check_provider(provider)
        self.digest = check(folder)["model.onnx"]
        self.labels = Labels.read(folder / "labels.json")
        self.lemmas = Lemmas.read(folder / "lemmas.json")
        self.pieces = Pieces(folder / "tokenizer.json")
        self._session = _session(folder / "model.onnx", provider)
        there = {output.name for output in self._session.get_outputs()}
        self._scores = [*_SCORES, *(_MENTIONS if there.issuperset(_MENTIONS) else ())]
        if missing := {*_SCORES, *_CONSTANTS} - there:
            raise ModelError(
                f"the language model at {folder} is of another make: it lacks {', '.join(sorted(missing))}"
            )
        blank = lay_out([(Pieces.UNKNOWN,)], np.ones((1, 4), dtype=np.int64))
        constants = self._run(_CONSTANTS, *blank)
        self.relation_out, self.relation_bias = constants[:2]
        self.pairs = PairWeights(*constants[2:])
        self.mention_distance: Floats | None = None
        if "mention_distance" in there:
            self.mention_distance = self._run(["mention_distance"], *blank)[0]

    def scores(self, pieces: list[tuple[int, ...]], marks: Ints) -> Scores:
        """Reads one window: the pieces and `features` of its words."""
        return Scores(*self._run(self._scores, *lay_out(pieces, marks)))

    def _run(self, outputs: list[str], pieces: Ints, marks: Ints, first: Ints) -> list[Floats]:
        given = {"pieces": pieces, "marks": marks, "first": first}
        return [np.asarray(x, dtype=np.float32) for x in self._session.run(outputs, given)]
