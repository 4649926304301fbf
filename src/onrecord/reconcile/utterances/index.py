"""The statements of a report as numbers: what the search for other wordings needs of every report.

One row a statement and its terms after, packed: a record of a hundred thousand reports has millions.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reconcile.utterances.matching import keys_of
from onrecord.reconcile.utterances.said import SAID, WORD, Said
from onrecord.shapes import Kept, Noting, key_of

LATE = 10**7
INDIRECT, PERSON = 1, 2
_ROW = np.dtype(
    [
        ("id", "<u8"),
        ("first", "<i4"),  # the days on which it can have been said; LATE where unknown
        ("last", "<i4"),
        ("start", "<i4"),
        ("mass", "<f4"),
        ("flags", "u1"),
        ("name", "<u4"),  # of the speaker's last name
        ("words", "<u8"),  # of its words alone
        ("whole", "<u8"),  # of all that is known of it, the speaker's actor aside
        ("actor", "S12"),
        ("terms", "<u2"),
        ("keys", "u1"),
    ]
)
_HEAD = np.dtype("<u4")
Rows = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Index:
    """All statements in the order of their reports' ids: rows, and the terms and keys of each, end to end.

    `article` is each row's report, a position in `ids`. `terms` are hashes, the heaviest first, with their
    `weights`; `terms_at[n]` to `terms_at[n + 1]` are those of row n, and `keys_at` likewise.
    """

    ids: Sequence[str]
    article: NDArray[np.int32]
    rows: Rows
    terms: NDArray[np.uint32]
    weights: NDArray[np.float32]
    terms_at: NDArray[np.int64]
    keys: NDArray[np.uint32]
    keys_at: NDArray[np.int64]


def packed(said: Sequence[Said]) -> bytes:
    """The statements of one report as bytes. An actor's id stands there in its letters."""
    rows = np.zeros(len(said), dtype=_ROW)
    terms: list[int] = []
    weights: list[float] = []
    keys: list[int] = []
    for row, one in zip(rows, said, strict=True):
        heaviest = sorted(one.weights.items(), key=_heaviest)
        own = [_hashed("\0".join(key)) for key in keys_of(one)]
        terms += [_hashed(term) for term, _ in heaviest]
        weights += [weight for _, weight in heaviest]
        keys += own
        speaker = one.speaker
        person = speaker is not None and speaker.kind == "person" and bool(speaker.words)
        row["id"], row["start"], row["mass"] = key_of(one.id), one.start, one.mass
        row["first"], row["last"] = (LATE, LATE) if one.days is None else one.days
        row["flags"] = INDIRECT * (one.mode == "indirect") + PERSON * person
        row["name"] = _hashed(speaker.words[-1]) if person and speaker is not None else 0
        row["actor"] = "" if speaker is None or speaker.actor is None else speaker.actor
        row["words"] = _digest(" ".join(WORD.findall(one.text.lower())))
        row["whole"] = _digest(repr((one.text, one.mode, one.transcript, one.marked, one.days, _named(one))))
        row["terms"], row["keys"] = len(heaviest), len(own)
    counts = np.asarray([len(said), len(terms), len(keys)], dtype=_HEAD)
    arrays = (np.asarray(terms, "<u4"), np.asarray(weights, "<f4"), np.asarray(keys, "<u4"))
    return b"".join(one.tobytes() for one in (counts, rows, *arrays))


INDEX = Noting("utterances.index", bytes, packed, of=SAID)


def reports_of(kept: Kept, statement_ids: Collection[str]) -> tuple[str, ...]:
    """The ids of the reports in which these statements stand, sorted."""
    if not statement_ids:
        return ()
    index = unpacked(kept.noted(INDEX))
    wanted = np.asarray([key_of(id_) for id_ in statement_ids], dtype=np.uint64)
    reports = np.unique(index.article[np.isin(index.rows["id"], wanted)])
    return tuple(index.ids[at] for at in reports.tolist())


def unpacked(notes: Iterable[tuple[str, bytes]]) -> Index:
    """The index of all reports, of the notes in the order of their ids."""
    ids: list[str] = []
    parts: list[tuple[Rows, NDArray[np.uint32], NDArray[np.float32], NDArray[np.uint32]]] = []
    for article_id, note in notes:
        said, terms, keys = (int(count) for count in np.frombuffer(note, _HEAD, 3))
        at = 3 * _HEAD.itemsize
        rows = np.frombuffer(note, _ROW, said, at)
        at += rows.nbytes
        parts.append(
            (
                rows,
                np.frombuffer(note, "<u4", terms, at),
                np.frombuffer(note, "<f4", terms, at + 4 * terms),
                np.frombuffer(note, "<u4", keys, at + 8 * terms),
            )
        )
        ids.append(article_id)
    rows, terms_, weights, keys_ = (
        np.concatenate([part[n] for part in parts]) if parts else np.zeros(0, kind)
        for n, kind in enumerate((_ROW, "<u4", "<f4", "<u4"))
    )
    article = np.repeat(np.arange(len(ids), dtype=np.int32), [len(part[0]) for part in parts])
    at_ = [np.concatenate(([0], np.cumsum(rows[name], dtype=np.int64))) for name in ("terms", "keys")]
    return Index(ids, article, rows, terms_, weights, at_[0], keys_, at_[1])


def _heaviest(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]


def _named(one: Said) -> tuple[str, tuple[str, ...]] | None:
    return None if one.speaker is None else (one.speaker.kind, one.speaker.words)


def _hashed(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _digest(text: str) -> int:
    hashed = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(hashed.digest(), "little")
