"""Which earlier word a pronoun, a name or "the minister" may mean, as the language model reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coreference:
    """The head word of a mention and the head words of earlier mentions that may be the same actor.

    Example:
        "Ada Berg left. She was tired." gives token 4 ("She") with candidates ((1, 0.93),).
    """

    token: int
    """The mention's head word, a token of its `Doc`."""
    candidates: tuple[tuple[int, float], ...]
    """(token, score) of earlier heads, the likeliest first; the rest up to 1 is "none of those"."""
