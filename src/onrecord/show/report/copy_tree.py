"""Lays out which report is made from which: a line a report, and an elbow to what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.show.report.joined_views import CopyTree, Node
from onrecord.show.rows import Row, amount, words
from onrecord.show.safety import clip

_LINE = 26.0
_STEP = 30.0  # to the right, a generation
_LEFT, _TOP = 14.0, 16.0
_WIDTH = 980.0
_LABEL = 96  # characters


@dataclass(frozen=True, slots=True)
class Leaf:
    """A report as the tree names it: its number, its outlet and title."""

    number: str
    label: str
    href: str | None


def copy_tree(
    article_ids: Sequence[str], copies: Iterable[Row], leaves: Mapping[str, Leaf]
) -> CopyTree | None:
    """The tree of these reports' copies, or None where none of them is one.

    A report hangs on the one that it is most like (its copy with the greatest score); a chain A, B, C stays a
    chain. A broken line means that nothing shows who copied whom.
    """
    among = set(article_ids)
    inside = [row for row in copies if {words(row, "article_id"), words(row, "of_article_id")} <= among]
    made_from: dict[str, Row] = {}
    for row in sorted(inside, key=_closest):
        made_from.setdefault(words(row, "article_id"), row)
    if not made_from:
        return None
    children: dict[str, list[str]] = {}
    for id_ in article_ids:
        if id_ in made_from:
            children.setdefault(words(made_from[id_], "of_article_id"), []).append(id_)
    nodes = _nodes(article_ids, made_from, children, leaves)
    return CopyTree(_WIDTH, _TOP + _LINE * len(nodes), tuple(nodes))


def _closest(row: Row) -> tuple[float, str, str]:
    return -(amount(row, "score") or 0.0), words(row, "of_article_id"), words(row, "article_id")


def _nodes(
    article_ids: Sequence[str],
    made_from: Mapping[str, Row],
    children: Mapping[str, list[str]],
    leaves: Mapping[str, Leaf],
) -> list[Node]:
    roots = [id_ for id_ in article_ids if id_ not in made_from and id_ in children]
    nodes: list[Node] = []
    placed: dict[str, tuple[float, float]] = {}
    # a ring (each most like the next) has no root: what is left over starts one, in the order given
    for root in (*roots, *(id_ for id_ in article_ids if id_ in made_from)):
        waiting = [(root, 0)]
        while waiting:
            id_, depth = waiting.pop()
            if id_ in placed:
                continue
            placed[id_] = (_LEFT + _STEP * depth, _TOP + _LINE * len(nodes))
            nodes.append(_node(id_, placed, made_from.get(id_), leaves[id_]))
            waiting += [(child, depth + 1) for child in reversed(children.get(id_, ()))]
    return nodes


def _node(id_: str, placed: Mapping[str, tuple[float, float]], row: Row | None, leaf: Leaf) -> Node:
    x, y = placed[id_]
    above = placed.get(words(row, "of_article_id")) if row is not None else None
    whole = f"{leaf.number}  {leaf.label}".strip()
    if row is None or above is None:
        return Node(x, y, clip(whole, _LABEL), whole, leaf.href, "", sure=True)
    shown_by, kind = words(row, "direction"), words(row, "kind").replace("-", " ")
    why = "" if shown_by in ("", "unknown") else f", shown by {shown_by}"
    label = clip(f"{leaf.number}  {kind}{why}: {leaf.label}", _LABEL)  # the title is cut, not what it is
    elbow = f"M{above[0]:g} {above[1] + 6:g}V{y:g}H{x - 7:g}"
    sure = bool(why) and kind != "same source"
    return Node(x, y, label, f"{whole}: {kind}, score {words(row, 'score')}{why}", leaf.href, elbow, sure)
