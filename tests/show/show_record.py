"""Makes records of hand-made findings, through the store."""

from onrecord.shapes import Actor, ActorMember, Links, RunInfo
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
