"""Readings of a dependency tree that several extractors share."""

from __future__ import annotations

from spacy.tokens import Token


def stretch(head: Token, outside: Token | None = None) -> list[Token]:
    """The tokens below `head` (itself included) that stand unbroken around it, on its own side of `outside`.

    A parse may hang a far word on a near one: what is not joined to the head is left out.
    Example: for "The envoy from Riga said", head "envoy" and outside "said" give the first four tokens.
    """
    inside = sorted(head.subtree, key=_place)
    if outside is not None:
        inside = [token for token in inside if (token.i < outside.i) == (head.i < outside.i)]
    run: list[Token] = []
    for token in inside:
        if run and run[-1].i + 1 != token.i:
            if head in run:
                break
            run = []
        run.append(token)
    return run


def _place(token: Token) -> int:
    return token.i
