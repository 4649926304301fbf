"""The read room's flow: find the files, see which ids come twice, read each report once."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from onrecord.errors import WrongUse
from onrecord.knowledge.months import first_date
from onrecord.read.beside import Beside
from onrecord.read.decode import Decoded, decode, has_letters, is_noise, looks_like, whole
from onrecord.read.fields import Fields, canonical_url, content_of, read_fields
from onrecord.read.rows import BadRow, Row, chunks_of, rows
from onrecord.read.versions import Candidate, contested, newest_only, winners
from onrecord.read.walk import PAGE_ENDINGS, ROW_ENDINGS, Found, ending, find_files
from onrecord.shapes import Issue, Source, SourceKind, Stated

_EMPTY = "there is no letter and no digit in it: nothing to read"


def sources(paths: Sequence[str], *, published: str | None = None) -> Iterator[Source | Issue]:
    """Every report under `paths`, once, and an Issue for all that could not be read or was left out.

    In: files, folders, or `-` for standard input (JSON Lines, or one text); `published` states a date for
    reports that nothing more particular dates. Out: in the order of their names, in whatever order
    the paths are given.
    Raises WrongUse for a path that does not exist and for a date that is none.

    Example: `[one.article_id for one in sources(["reports"])]`.
    """
    if not paths:
        raise WrongUse("no PATH was given: name a folder, a file, or - for standard input")
    intake = _Intake(_day(published))
    intake.files, intake.issues = find_files([path for path in paths if path != "-"])
    if "-" in paths:
        intake.typed = sys.stdin.buffer.read()
    return intake.read()


def _day(published: str | None) -> str | None:
    if published is None:
        return None
    found = first_date(published.strip())
    if found is None or found.value is None:
        raise WrongUse(f"--published {published[:40]!r} is not a date of the calendar: write YYYY-MM-DD")
    return found.value


@dataclass(slots=True)
class _Intake:
    """One call's inputs. Files are opened again for a second look rather than kept in memory."""

    published: str | None
    files: tuple[Found, ...] = ()
    issues: tuple[Issue, ...] = ()
    typed: bytes | None = None
    beside: Beside = field(default_factory=Beside)

    def read(self) -> Iterator[Source | Issue]:
        twice = contested(self._ids())
        best = {}
        if twice:
            best = winners((one for one in self._all() if isinstance(one, Candidate)), twice)
        yield from self.issues
        yield from self.beside.issues
        yield from newest_only(self._all(), best)

    def _ids(self) -> Iterator[str]:
        """The id of everything, without reading more than it takes to know it."""
        for found in self.files:
            if ending(found.path) in ROW_ENDINGS:
                yield from self._row_ids(_file_rows(found), found.name)
            else:
                fields = self._stated(found)
                yield fields.id or (canonical_url(fields.stated.url) if fields.stated.url else found.name)
        if self.typed is not None and _is_rows(self.typed):
            yield from self._row_ids(rows([self.typed]), "-")

    def _row_ids(self, found: Iterator[Row | BadRow], name: str) -> Iterator[str]:
        for row in found:
            if isinstance(row, Row):
                yield _row_id(read_fields(row.fields), f"{name}:{row.number}")

    def _all(self) -> Iterator[Candidate | Issue]:
        for found in self.files:
            if ending(found.path) in ROW_ENDINGS:
                yield from self._rows(_file_rows(found), found.name)
            else:
                yield self._file(found)
        if self.typed is not None:
            if _is_rows(self.typed):
                yield from self._rows(rows([self.typed]), "-")
            else:
                yield self._whole(self.typed, Found(Path("-"), "-"), Fields(Stated()))

    def _stated(self, found: Found) -> Fields:
        try:
            return self.beside.fields_for(found.path, found.name)
        except OSError:  # the folder cannot be listed any more: the file itself will say so
            return Fields(Stated())

    def _file(self, found: Found) -> Candidate | Issue:
        try:
            data = found.path.read_bytes()
        except OSError as error:
            reason = f"the file cannot be opened: {error.strerror or error}; check its permissions"
            return Issue(None, found.name, "read", "unreadable", reason, skipped=True)
        return self._whole(data, found, self._stated(found))

    def _whole(self, data: bytes, found: Found, fields: Fields) -> Candidate | Issue:
        kind: SourceKind = "html" if ending(found.path) in PAGE_ENDINGS else "text"
        identifier = _row_id(fields, found.name)
        not_text = looks_like(data)
        if not_text is not None:
            reason = f"by its first bytes this is {not_text}, not text: save the report's text instead"
            return Issue(identifier, found.name, "read", "not-text", reason, skipped=True)
        decoded = decode(data, page=kind == "html")
        if is_noise(decoded.text):
            reason = (
                "the bytes are no text in any encoding that is known here: save the report's text instead"
            )
            return Issue(identifier, found.name, "read", "not-text", reason, skipped=True)
        return self._candidate(identifier, found.name, decoded, (kind, data, fields))

    def _rows(self, found: Iterator[Row | BadRow], name: str) -> Iterator[Candidate | Issue]:
        nothing = True
        for row in found:
            nothing = False
            origin = f"{name}:{row.number}"
            if isinstance(row, BadRow):
                wrong = "damaged" if row.ends else "json"
                yield Issue(None, origin, "read", wrong, row.reason, skipped=True)
                continue
            fields = read_fields(row.fields)
            identifier = _row_id(fields, origin)
            for reason in fields.wrong:
                yield Issue(identifier, origin, "read", "metadata", reason)
            text, page = content_of(row.fields, "text"), content_of(row.fields, "html")
            if text is None and page is None:
                reason = "the line has neither `text` nor `html` with anything in it"
                yield Issue(None, origin, "read", "empty", reason, skipped=True)
                continue
            kind: SourceKind = "html" if text is None else "text"
            decoded = Decoded(text if text is not None else page or "", "utf-8")
            yield self._candidate(identifier, origin, decoded, (kind, row.data, fields))
        if nothing:
            yield Issue(None, name, "read", "empty", _EMPTY, skipped=True)

    def _candidate(
        self, identifier: str, origin: str, decoded: Decoded, read: tuple[SourceKind, bytes, Fields]
    ) -> Candidate | Issue:
        kind, data, fields = read
        if not has_letters(decoded.text):
            return Issue(identifier, origin, "read", "empty", _EMPTY, skipped=True)
        stated = replace(fields.stated, published_otherwise=self.published)
        sha256 = hashlib.sha256(data).hexdigest()
        print_ = json.dumps([sha256, kind, asdict(stated)], sort_keys=True).encode("utf-8", "surrogatepass")
        fingerprint = hashlib.sha256(print_).hexdigest()
        source = Source(
            identifier, origin, kind, decoded.text, sha256, fingerprint, stated, encoding=decoded.encoding
        )
        return Candidate(source, fields.newest)


def _row_id(fields: Fields, otherwise: str) -> str:
    """The id given, else the canonical URL that is stated, else the name (law 5)."""
    if fields.id is not None:
        return fields.id
    return canonical_url(fields.stated.url) if fields.stated.url is not None else whole(otherwise)


def _file_rows(found: Found) -> Iterator[Row | BadRow]:
    """The rows of a file; one that cannot be opened, or is of another kind, is one BadRow."""
    try:
        with found.path.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        yield BadRow(
            0, f"the file cannot be opened: {error.strerror or error}; check its permissions", ends=True
        )
        return
    not_text = None if head.startswith(b"\x1f\x8b") else looks_like(head)
    if not_text is not None:
        yield BadRow(1, f"this is {not_text} by its first bytes, not JSON Lines", ends=True)
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        yield BadRow(1, "this is one JSON array: write each of its objects on a line of its own", ends=True)
    else:
        yield from rows(chunks_of(found.path))


def _is_rows(data: bytes) -> bool:
    """True where the first non-blank line of standard input is a JSON object."""
    return isinstance(next(rows([data]), None), Row)
