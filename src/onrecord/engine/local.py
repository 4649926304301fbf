"""Runs the flow on this machine: one process, or several that each hold the model."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord import __version__, read
from onrecord.engine.fingerprint import analysis_key, join_key, model_fingerprint, with_reviews
from onrecord.engine.workers import Job, run_jobs
from onrecord.knowledge import load
from onrecord.knowledge.trackers import definitions as own_definitions
from onrecord.knowledge.trackers import from_folders as own_trackers
from onrecord.shapes import Issue, Progress, Review, RunInfo, Settings, Source, Summary
from onrecord.store import Record

Tell = Callable[[Progress], None]


@dataclass(slots=True)
class _Tally:
    """Counts of a run under way, and the issues that belong to no report."""

    read: int = 0
    unchanged: int = 0
    skipped: int = 0
    notes: list[Issue] = field(default_factory=list)


def analyse(paths: Sequence[str], record: str, settings: Settings, tell: Tell | None = None) -> Summary:
    """The main job: reads PATHs into the record, anew where a report, the code or the model changed.

    Args:
        paths: what `read.sources` takes: folders, files, or "-".
        record: where the record stands or shall stand; it is made if it is not there.
        settings: see Settings; the number of workers does not change the record.
        tell: called with a Progress for each report that was read.

    Returns the run's Summary. Raises WrongUse for a path that does not exist, RecordError for a record that
    cannot be used, KnowledgeError for a user's own definition that is not in order. Interrupted at any
    moment, the same call goes on where it was.
    """
    own_trackers(settings.trackers)  # what is wrong with a definition is told before an hour's reading
    items = read.sources(paths, published=settings.published)
    with Record.open(record, create=True) as store:
        notes = () if settings.trackers else _left_behind(store)
        return replace(_run(store, items, settings, tell), notes=notes)


def reread(record: str, article_ids: Sequence[str], settings: Settings) -> Summary:
    """Reads reports again from the text that the record keeps: after a correction, or with a new model.

    It goes by the user's own trackers that the record was made with: as their folders define them now, and
    as the record keeps them where a folder is gone. What it could not go by stands in the Summary's notes.
    """
    with Record.open(record) as store:
        notes: tuple[str, ...] = ()
        if not settings.trackers:
            settings, notes = _with_own_trackers(store, settings)
        sources = [store.source(article_id) for article_id in article_ids]
        return replace(_run(store, sources, settings, None), notes=notes)


def _left_behind(store: Record) -> tuple[str, ...]:
    """What to tell where the record went by trackers of the user's own that a run does not name."""
    files = sorted(file for file, _ in store.tracker_definitions())
    if not files:
        return ()
    return (
        f"this run names no trackers of your own: those of {', '.join(files)} are not followed any more; "
        "add --trackers DIR to follow them",
    )


def _with_own_trackers(store: Record, settings: Settings) -> tuple[Settings, tuple[str, ...]]:
    """The settings with the trackers that the record goes by, and what is to be told about them."""
    kept = store.tracker_definitions()
    folders = {file: file if text is None else str(Path(file).parent) for file, text in kept}
    here = tuple(sorted({folder for folder in folders.values() if own_definitions(folder)}))
    gone = [(file, text) for file, text in kept if folders[file] not in here]
    lost = sorted({folders[file] for file, text in gone if text is None})
    texts = tuple((file, text) for file, text in gone if text is not None)
    notes = [
        f"{folder} is not there: the moves of the trackers defined in it are gone from the record; "
        "run again with --trackers DIR to follow them"
        for folder in lost
    ]
    notes += [
        f"{folder} is not there: its trackers are followed as the record keeps them"
        for folder in sorted({folders[file] for file, _ in texts})
    ]
    return replace(settings, trackers=here, kept_trackers=texts), tuple(notes)


def _run(store: Record, items: Iterable[Source | Issue], settings: Settings, tell: Tell | None) -> Summary:
    started, clock = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), time.monotonic()
    tally, worked = _Tally(), 0
    for job, result in run_jobs(_due(store, items, settings, tally), settings):
        if isinstance(result, Issue):
            store.reject(result, job.source.fingerprint, job.key)
            tally.skipped += result.skipped
        else:
            store.write(result, job.key)
            tally.read += 1
        worked += 1
        if tell is not None:
            tell(Progress("read", worked, None, job.source.origin))
    changed = store.note(tally.notes) or worked > 0
    tally.skipped += sum(issue.skipped for issue in tally.notes)
    key = join_key(settings)
    if not store.joined(key):
        # not at the top: it loads the model's libraries, and a run with no news spares that
        from onrecord.run import join

        join(store, settings, key)
        changed = True
    seconds = round(time.monotonic() - clock, 3)
    if changed:
        store.add_run(_info(settings, tally, started, seconds))
    return Summary(tally.read, tally.unchanged, tally.skipped, changed, seconds)


def _due(store: Record, items: Iterable[Source | Issue], settings: Settings, tally: _Tally) -> Iterator[Job]:
    """The reports to read: new ones, changed ones, and all where code, model or knowledge changed."""
    base, known, refused = analysis_key(settings), store.known(), store.refused()
    reviews: dict[str, list[Review]] = defaultdict(list)
    for review in store.reviews():
        reviews[review.article_id].append(review)
    for item in items:
        if isinstance(item, Issue):
            tally.notes.append(item)
            continue
        corrections = tuple(reviews.get(item.article_id, ()))
        key = with_reviews(base, corrections)
        if known.get(item.article_id) == (item.fingerprint, key):
            tally.unchanged += item.article_id not in refused
            tally.skipped += item.article_id in refused
        else:
            yield Job(item, corrections, key)


def _info(settings: Settings, tally: _Tally, started: str, seconds: float) -> RunInfo:
    return RunInfo(
        started=started,
        seconds=seconds,
        onrecord=__version__,
        model=model_fingerprint(settings),
        knowledge=load.fingerprint(),
        settings=repr(settings),
        read=tally.read,
        unchanged=tally.unchanged,
        skipped=tally.skipped,
    )
