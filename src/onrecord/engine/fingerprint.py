"""What a reading depends on besides the report: code, model, knowledge, settings, corrections."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import onrecord
from onrecord.knowledge import load
from onrecord.knowledge.trackers import definitions
from onrecord.shapes import Review, Settings

_ROOMS = ("clean", "parse", "extract", "knowledge", "shapes")
_JOINING = ("reconcile", "knowledge", "shapes", "store")


def code_fingerprint(rooms: Sequence[str] = _ROOMS) -> str:
    """A SHA-256 over the source of rooms, by default of those that read one report.

    Where their code changed, every report is read anew.
    """
    digest = hashlib.sha256(onrecord.__version__.encode())
    root = Path(str(files("onrecord")))
    for room in rooms:
        for path in sorted((root / room).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def model_fingerprint(settings: Settings) -> str:
    """The model's own SHA-256 list, hashed; "missing" where the folder has none (parse then says so)."""
    folder = Path(settings.model) if settings.model else bundled_model()
    sums = folder / "SHA256"
    return hashlib.sha256(sums.read_bytes()).hexdigest() if sums.is_file() else "missing"


def bundled_model() -> Path:
    """The folder of the model that the package carries: the only one, named by its version."""
    folder = Path(str(files("onrecord"))) / "parse" / "model"
    return max((path for path in folder.iterdir() if path.is_dir()), default=folder)


def analysis_key(settings: Settings) -> str:
    """One short word for all that a reading depends on, the report and its corrections aside."""
    parts = [code_fingerprint(), model_fingerprint(settings), load.fingerprint(), settings.provider]
    if settings.language_pipeline is not None:
        from onrecord.parse import instead  # loads spaCy: a run without another pipeline spares it

        parts.append(instead.fingerprint(settings.language_pipeline))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def join_key(settings: Settings) -> str:
    """One short word for all that joining depends on, the reports and people's corrections aside.

    It covers the definitions in the user's own folders of trackers: one that changed is followed anew.
    """
    parts = [code_fingerprint(_JOINING), load.fingerprint()]
    own = [
        (path.name, path.read_bytes()) for folder in set(settings.trackers) for path in definitions(folder)
    ]
    own += [(Path(file).name, text.encode()) for file, text in settings.kept_trackers]
    parts += [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(own)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def with_reviews(key: str, reviews: Sequence[Review]) -> str:
    """The key of one report, given its corrections: a new correction makes it read again."""
    if not reviews:
        return key
    said = "\n".join(f"{r.id} {r.what} {r.value}" for r in sorted(reviews, key=_review_id))
    return key + "+" + hashlib.sha256(said.encode()).hexdigest()[:8]


def _review_id(review: Review) -> str:
    return review.id
