"""One attribution as the language model reads it: who (source) says (cue) what (content)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token spans of one attribution; each span is (start, end), half-open, in tokens of its `Doc`.

    Example:
        "Talks failed, she said on Monday." gives source (3, 4), cue (4, 5), content ((0, 2),).
    """

    source: tuple[int, int] | None
    """Who says it; None where nobody is named ("it is said")."""
    cue: tuple[int, int] | None
    """The words of saying; its first word is what the attribution hangs on."""
    content: tuple[tuple[int, int], ...]
    """What is said, in the order of the text; several where the cue breaks it."""
    score: float
    """How sure the model is that a cue starts there, 0 to 1, two decimals."""
