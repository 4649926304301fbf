import pytest
import show_pile

from onrecord.shapes import Actor, ActorMember, Issue, Links, RunInfo
from onrecord.store import Record


def joined(record):
    """One actor a report's actor, except Ruben Sol, who stands in two reports."""
    seen = {}
    for actor in record.actors_seen():
        seen.setdefault(actor.name, []).append(actor)
    return tuple(
        Actor(
            found[0].id,
            name,
            found[0].kind,
            tuple(sorted({alias for actor in found for alias in actor.aliases})),
            None,
            None,
            tuple(ActorMember(actor.member.article_id, actor.member.position) for actor in found),
        )
        for name, found in seen.items()
    )


def make(where, *findings):
    with Record.open(str(where), create=True) as record:
        for found in findings:
            record.write(found, "test")
        record.write_links(Links(actors=joined(record)))
        record.add_run(RunInfo("2024-01-01T00:00:00Z", 1.0, "0.1.0", "m", "k", "s", len(findings), 0, 0))
    return str(where)


@pytest.fixture
def pile(tmp_path):
    """The path of a record of two clean reports and one input that could not be read."""
    where = make(tmp_path / "pile.db", show_pile.council(), show_pile.short())
    with Record.open(where) as record:
        reason = "it is empty: remove it, or put the report in"
        record.reject(Issue(None, "pile/empty.txt", "read", "empty", reason, skipped=True), "f", "test")
    return where


@pytest.fixture
def hostile(tmp_path):
    """The path of a record of a report that tries to run code in the page."""
    return make(tmp_path / "hostile.db", show_pile.hostile(), show_pile.council())


@pytest.fixture
def nothing(tmp_path):
    """The path of a record without any report."""
    return make(tmp_path / "nothing.db")
