"""Reads reports one by one, here or in processes that each load the model once. Results keep their order."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.shapes import Findings, Issue, Review, Settings, Source

if TYPE_CHECKING:
    from onrecord.parse import Parser

# With fewer reports than this, starting processes costs more than they bring: each loads the model.
_WORTH_PROCESSES = 40
_PENDING = 4  # jobs under way for each worker: enough to keep it busy, few enough to stay small


@dataclass(frozen=True, slots=True)
class Job:
    """One report to read: its source, people's corrections of it, and the key to store it under."""

    source: Source
    reviews: tuple[Review, ...]
    key: str


Done = tuple[Job, Findings | Issue]


def run_jobs(jobs: Iterator[Job], settings: Settings) -> Iterator[Done]:
    """Each job with its result, in the order of the jobs, whatever the number of workers.

    `settings.workers` 0 means: one process for a few reports, all cores for many.
    """
    first = list(islice(jobs, _WORTH_PROCESSES))
    if not first:
        return
    workers = settings.workers
    if workers == 0:
        workers = (os.cpu_count() or 1) if len(first) == _WORTH_PROCESSES else 1
    todo = chain(first, jobs)
    yield from _here(todo, settings) if workers == 1 else _in_processes(todo, settings, workers)


def _here(jobs: Iterator[Job], settings: Settings) -> Iterator[Done]:
    parser = _parser(settings)
    for job in jobs:
        yield job, _read(job, parser)


def _in_processes(jobs: Iterator[Job], settings: Settings, workers: int) -> Iterator[Done]:
    pending: deque[tuple[Job, Future[Findings | Issue]]] = deque()
    # spawn: a forked child would share the runtime's locks and threads
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (settings,))
    try:
        for job in jobs:
            pending.append((job, pool.submit(_work, job)))
            if len(pending) >= workers * _PENDING:
                yield _finished(*pending.popleft())
        while pending:
            yield _finished(*pending.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _finished(job: Job, future: Future[Findings | Issue]) -> Done:
    try:
        return job, future.result()
    except BrokenProcessPool as error:
        raise OnrecordError(
            f"a worker process died near {job.source.origin} (out of memory?); what was read is kept: "
            "run the same command again with --workers 1"
        ) from error


_held: list[Parser] = []  # a worker process's own parser, loaded once when it starts


def _start_worker(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes: it ends the workers
    _held.append(_parser(settings))


def _work(job: Job) -> Findings | Issue:
    return _read(job, _held[0])


def _parser(settings: Settings) -> Parser:
    from onrecord import parse  # loads the model's libraries: a run with no news spares it

    model = Path(settings.model) if settings.model else None
    return parse.load(model, provider=settings.provider, instead=settings.language_pipeline)


def _read(job: Job, parser: Parser) -> Findings | Issue:
    """One report's findings; a defect of ours in it becomes an issue, and the run goes on (law 3)."""
    from onrecord.run import process

    try:
        return process(job.source, job.reviews, parser)
    except Exception as error:
        reason = (
            f"onrecord failed on this report ({type(error).__name__}: {error}); it is left out. "
            "This is a defect of onrecord: please report it with the file"
        )
        return Issue(job.source.article_id, job.source.origin, "run", "defect", reason, skipped=True)
