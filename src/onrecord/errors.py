"""Everything that onrecord raises on purpose, and the exit code that each leads to.

    OnrecordError                 exit 1
    ├── WrongUse                  exit 2: the call, a path or an option is wrong
    ├── ModelError                the language model is missing, damaged or does not fit this code
    ├── KnowledgeError            a knowledge file is wrong; says file, entry and reason
    ├── RecordError               the record is not ours, is newer than this code, or is damaged
    └── NoEvidence                a value without its words: our own defect (law 1)

A report that cannot be read never raises out of a run: it becomes a row in `issues` (law 3).
"""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line (DESIGN section 5)."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    SOME_SKIPPED = 3


class OnrecordError(Exception):
    """The root of the tree above; its text is one sentence that says what, where and what to do."""

    exit = Exit.FAILED


class WrongUse(OnrecordError):
    """The call is wrong: a path that does not exist, an option that does not fit."""

    exit = Exit.WRONG_USE


class ModelError(OnrecordError):
    """The language model's folder is missing, damaged, or does not fit this code."""


class KnowledgeError(OnrecordError):
    """A knowledge file is wrong."""


class RecordError(OnrecordError):
    """The record cannot be opened, is not one of ours, or is newer than this code."""


class NoEvidence(OnrecordError):
    """A value was made without the words it was read from (law 1)."""
