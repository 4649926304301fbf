"""PATHs to the files in them: every one once, under a name that no order of the PATHs can change."""

from __future__ import annotations

import os
import stat
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import WrongUse
from onrecord.shapes import Issue

TEXT_ENDINGS = (".txt", ".md")
PAGE_ENDINGS = (".html", ".htm")
ROW_ENDINGS = (".jsonl", ".jsonl.gz")
ENDINGS = TEXT_ENDINGS + PAGE_ENDINGS + ROW_ENDINGS
METADATA = "metadata.csv"
_HEAD = 4096  # bytes of a page in which its generator is named


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read: where it is, and its name (the path relative to the PATH it was found under)."""

    path: Path
    name: str


@dataclass(slots=True)
class _Walk:
    """What one PATH holds."""

    root: Path
    files: list[tuple[Path, tuple[str, ...]]] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    example: str = ""
    issues: list[Issue] = field(default_factory=list)


def ending(path: Path) -> str | None:
    """Which of `ENDINGS` a file has, or None: `ending(Path("A.JSONL.GZ"))` is `".jsonl.gz"`."""
    name = path.name.lower()
    return next((one for one in sorted(ENDINGS, key=len, reverse=True) if name.endswith(one)), None)


def find_files(paths: Sequence[str]) -> tuple[tuple[Found, ...], tuple[Issue, ...]]:
    """All readable files under `paths`, sorted by name, and what was passed over and why.

    Raises WrongUse for a path that does not exist.
    """
    walks: list[_Walk] = []
    for given in dict.fromkeys(paths):
        path = Path(given)
        if not path.exists():
            raise WrongUse(f"no such file or folder: {given}")
        walks.append(_folder(path) if path.is_dir() else _file(path))
    issues = [issue for walk in walks for issue in walk.issues]
    issues += [_others(walk) for walk in walks if walk.others]
    files = sorted(_named(_distinct(walks)), key=_name)
    return tuple(files), tuple(sorted(set(issues), key=_place))


def _name(found: Found) -> str:
    return found.name


def _place(issue: Issue) -> tuple[str, str, str]:
    return issue.origin, issue.kind, issue.reason


def _file(path: Path) -> _Walk:
    walk = _Walk(path.parent)
    if path.is_file() and (ending(path) is not None):
        walk.files.append((path, (path.name,)))
    else:
        kind = f"files ending in {path.suffix!r}" if path.suffix else "files without an ending"
        reason = f"{kind} are not read: onrecord reads {', '.join(ENDINGS)}"
        walk.issues.append(Issue(None, path.name, "read", "other-kind", reason, skipped=True))
    return walk


def _folder(root: Path) -> _Walk:
    walk = _Walk(root)
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Path, tuple[str, ...]]] = [(root, ())]
    while waiting:
        folder, inner = waiting.pop()
        origin = "/".join(inner) or root.resolve().name
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                reason = "this folder is a link to one that is read already; it is read once"
                walk.issues.append(Issue(None, origin, "read", "loop", reason))
                continue
            seen.add((status.st_dev, status.st_ino))
            names = sorted(os.listdir(folder))
        except OSError as error:
            reason = f"the folder cannot be opened: {error.strerror or error}; check its permissions"
            walk.issues.append(Issue(None, origin, "read", "unreadable", reason, skipped=True))
            continue
        for name in names:
            _entry(walk, folder / name, (*inner, name), waiting)
    return walk


def _entry(
    walk: _Walk, path: Path, inner: tuple[str, ...], waiting: list[tuple[Path, tuple[str, ...]]]
) -> None:
    origin = "/".join(inner)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        why = (
            "a link that leads nowhere"
            if path.is_symlink()
            else f"cannot be opened: {error.strerror or error}"
        )
        lost = ending(path) is not None
        walk.issues.append(Issue(None, origin, "read", "unreadable", f"the file is {why}", skipped=lost))
        return
    if path.name.startswith("."):
        walk.others["hidden"] += 1
    elif stat.S_ISDIR(mode):
        waiting.append((path, inner))
    elif stat.S_ISREG(mode) and _is_own_page(path):
        walk.others["page made by onrecord"] += 1
    elif stat.S_ISREG(mode) and ending(path) is not None:
        walk.files.append((path, inner))
    elif not (path.name.lower() == METADATA or _is_metadata(path)):
        walk.others[path.suffix.lower() or "no ending"] += 1
        walk.example = min(walk.example or origin, origin)


def _is_own_page(path: Path) -> bool:
    """True for a page that onrecord wrote itself, beside a record in the folder that is read."""
    if ending(path) not in PAGE_ENDINGS:
        return False
    try:
        with path.open("rb") as file:
            return b'<meta name="generator" content="onrecord ' in file.read(_HEAD)
    except OSError:
        return False


def _is_metadata(path: Path) -> bool:
    """True for `NAME.json` where a report `NAME` stands beside it."""
    if path.suffix.lower() != ".json":
        return False
    stem = path.with_suffix("")
    return any(stem.with_name(stem.name + end).exists() for end in TEXT_ENDINGS + PAGE_ENDINGS)


def _others(walk: _Walk) -> Issue:
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(walk.others.items()))
    example = f", for example {walk.example}" if walk.example else ""
    reason = f"{walk.others.total()} files of other kinds were not read ({counts}{example}); onrecord reads "
    return Issue(None, walk.root.resolve().name or "/", "read", "other-kind", reason + ", ".join(ENDINGS))


def _distinct(walks: Iterable[_Walk]) -> list[tuple[Path, Path, tuple[str, ...]]]:
    """Each real file once, as (root, path, inner): found by two PATHs, it has the longer name."""
    best: dict[Path, tuple[Path, Path, tuple[str, ...]]] = {}
    for walk in walks:
        for path, inner in walk.files:
            real = path.parent.resolve() / path.name
            held = best.get(real)
            if held is None or (-len(inner), inner) < (-len(held[2]), held[2]):
                best[real] = (walk.root, path, inner)
    return list(best.values())


def _named(files: list[tuple[Path, Path, tuple[str, ...]]]) -> list[Found]:
    """Names relative to the PATH; where two are the same, with as many folders before as tell them apart."""
    groups: dict[str, list[tuple[Path, Path, tuple[str, ...]]]] = defaultdict(list)
    for one in files:
        groups["/".join(one[2])].append(one)
    found: list[Found] = []
    for name, group in groups.items():
        if len(group) == 1:
            found.append(Found(group[0][1], name))
            continue
        roots = [root.resolve().parts for root, _, _ in group]
        depth = 1
        while len({parts[-depth:] for parts in roots}) < len(roots) and depth < max(map(len, roots)):
            depth += 1
        for (_, path, _), parts in zip(group, roots, strict=True):
            found.append(Found(path, "/".join([*parts[-depth:], name]).lstrip("/")))
    return found
