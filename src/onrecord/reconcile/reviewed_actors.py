"""Replays what people said of actors: these two are one, this report's is another, this is the name.

A review names actors by the ids of members, which no later report changes (law 5). One whose members are gone
is left aside until they come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.shapes import ActorSeen, Review

Group = list[ActorSeen]


def regrouped(groups: Iterable[Group], reviews: Sequence[Review]) -> list[tuple[Group, str]]:
    """The groups after every merge and split, in the order in which people made them, each with its name.

    A merge joins the group that holds the member `old` to the one that holds `value`; a split takes the
    member `value` out of its group; a rename gives `value` as the name of the group that holds `old`. The
    name is "" where nobody gave one.

    Example: after a merge of "Kim Holm" into "Kimberly Dahl", one group holds the members of both.
    """
    parts = list(groups)
    home = {member.id: number for number, group in enumerate(parts) for member in group}
    names: dict[int, str] = {}
    for review in reviews:
        if review.what == "merge" and review.old in home and review.value in home:
            _merge(parts, home, home[review.old], home[review.value])
        elif review.what == "split" and review.value in home:
            _split(parts, home, review.value)
        elif review.what == "rename" and review.old in home:
            names[home[review.old]] = review.value
    return [(group, names.get(number, "")) for number, group in enumerate(parts) if group]


def _merge(parts: list[Group], home: dict[str, int], goes: int, stays: int) -> None:
    if goes != stays:
        parts[stays] = parts[stays] + parts[goes]
        home.update((member.id, stays) for member in parts[goes])
        parts[goes] = []


def _split(parts: list[Group], home: dict[str, int], leaving: str) -> None:
    group = parts[home[leaving]]
    if len(group) > 1:
        parts[home[leaving]] = [member for member in group if member.id != leaving]
        home[leaving] = len(parts)
        parts.append([member for member in group if member.id == leaving])
