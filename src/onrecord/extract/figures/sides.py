"""The state or body that a person speaks for, read off the words around the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.knowledge.quantities import figure_words
from onrecord.shapes import Article, LocalActor, Mention

_NEAR = 70  # characters between "US" and "Ada Holm" in "US Secretary of State Ada Holm"
_AHEAD = 30  # characters of a title after its state: "Anna Berg, Norway's prime minister"
_NEIGHBOURS = 4  # mentions looked at on either side of the name
_SIDES = ("state", "organisation")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")


def side_of(
    article: Article, actor: int, actors: Sequence[LocalActor], mentions: Sequence[Mention]
) -> int | None:
    """The position of the state or body in a person's title, wherever the report gives it; else None.

    Example: 1 where the actors are ["Anna Berg", "Norway"] and the text has "Norwegian Prime Minister
    Anna Berg" or "Anna Berg, Norway's prime minister,".
    """
    for position, mention in enumerate(mentions):
        if mention.actor != actor or mention.how != "name":
            continue
        for other in reversed(mentions[max(0, position - _NEIGHBOURS) : position]):
            gap = article.text[other.span.end : mention.span.start]
            if _is_side(other, actors) and len(gap) <= _NEAR and _is_title(gap):
                return other.actor
        for other in mentions[position + 1 : position + 1 + _NEIGHBOURS]:
            gap = article.text[mention.span.end : other.span.start]
            after = article.text[other.span.end : other.span.end + _AHEAD]
            near = len(gap) <= _NEAR and gap.strip(" ,(").lower() in ("", "the", "a")
            if near and _is_side(other, actors) and _is_title(re.split(r"[,.;:)\n]", after)[0]):
                return other.actor
    return None


def _is_side(mention: Mention, actors: Sequence[LocalActor]) -> bool:
    return mention.actor is not None and actors[mention.actor].kind in _SIDES


def _is_title(gap: str) -> bool:
    """True where nothing but the words of a title stand in the gap: no verb, no end of a sentence."""
    titles = figure_words().titles
    found = [word for word in _WORD.findall(gap) if word not in ("'", "’", "-", "s")]
    known = [word.lower() in titles for word in found]
    return any(known) and all(
        plain or word[:1].isupper() or word in ("of", "for", "the", "and", "to", "in", "at")
        for word, plain in zip(found, known, strict=True)
    )
