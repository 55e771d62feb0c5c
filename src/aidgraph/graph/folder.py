"""A graph folder: written whole or not at all, and checked against its manifest before anything is read.

A build writes into `.new` inside the folder. When all is there, the files are flushed to the disk, moved in
one by one, and `manifest.json`, which names each with its sha256, moves last. Whatever moment a build is
killed at, the folder is all old, or all new, or its files don't agree with its manifest: `open` then says
which, and the next build repairs it. `judgements.csv` is a person's and is never touched.

The store is a database whose bytes differ from build to build and change when it is opened, so it is known by
what it was loaded from: it stands in `store/` under the first digits of the sha256 of `graph.trig`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aidgraph.errors import GraphError
from aidgraph.graph.jsonl import nouns, read_jsonl, refused, write_jsonl
from aidgraph.model import Claim, Document, Entity, Issue, Json

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["GraphFolder", "read_jsonl", "write_jsonl"]

MANIFEST = "manifest.json"
JUDGEMENTS = "judgements.csv"
STORE = "store"
_TRIG = "graph.trig"
_NEW = ".new"
_LOCK = ".aidgraph.lock"
_OURS = (
    "claims.jsonl", "entities.jsonl", "issues.jsonl", "documents.jsonl", _TRIG, "index.html", "report.md",
    STORE,
)  # fmt: skip


class GraphFolder:
    """The files of one graph. `open` gives one to read, `writing` one to fill."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._store = Path(STORE)

    def __repr__(self) -> str:
        return f"GraphFolder({str(self.root)!r})"

    @classmethod
    def open(cls, path: Path) -> GraphFolder:
        """The folder at `path`, every file checked against the manifest.

        Raises GraphError where there is no graph, or where files are missing or not the manifest's.
        """
        root = Path(path)
        try:
            manifest = _manifest(root)
            apart = _apart(root, manifest)
        except OSError as error:
            raise refused(root, error) from None
        if apart and _is_locked(root):
            raise GraphError(f"{root}: a build is writing here now; try again when it has ended")
        if apart:
            what = "; ".join(apart)
            remedy = f"build it again: aidgraph build SRC -o {root}"
            raise GraphError(f"{root}: the graph is mixed: {what}; {remedy}")
        folder = cls(root)
        folder._store = Path(manifest.get("store") or STORE)
        return folder

    @classmethod
    @contextmanager
    def writing(cls, path: Path) -> Iterator[GraphFolder]:
        """A staging folder to write files into; leaving it without an error moves them all into `path`.

        `path("store")` is where a new store belongs; it must be closed before the end. Raises GraphError
        where another build holds the folder, or where it would overwrite files that no build wrote.
        """
        root = Path(path)
        try:
            root.mkdir(parents=True, exist_ok=True)
            _refuse_strangers(root)
            with _locked(root):
                staging = root / _NEW
                shutil.rmtree(staging, ignore_errors=True)
                staging.mkdir()
                try:
                    yield cls(staging)
                    _move_in(staging, root)
                finally:
                    shutil.rmtree(staging, ignore_errors=True)
        except OSError as error:
            raise refused(root, error) from error

    def path(self, name: str) -> Path:
        """Where a file of the graph is, or the store (`"store"`)."""
        return self.root / (self._store if name == STORE else name)

    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in the file's order. Raises GraphError with file and line where one is damaged."""
        return tuple(nouns(self.path("claims.jsonl"), Claim.from_json))

    def entities(self) -> tuple[Entity, ...]:
        """Every entity, likewise."""
        return tuple(nouns(self.path("entities.jsonl"), Entity.from_json))

    def documents(self) -> tuple[Document, ...]:
        """Every document, likewise, its text included."""
        return tuple(nouns(self.path("documents.jsonl"), Document.from_json))

    def issues(self) -> tuple[Issue, ...]:
        """Every issue, likewise."""
        return tuple(nouns(self.path("issues.jsonl"), Issue.from_json))


def _manifest(root: Path) -> Json:
    """The manifest, its shape checked."""
    path = root / MANIFEST
    remedy = f"build it first: aidgraph build SRC -o {root}"
    if not path.is_file():
        unfinished = any((root / name).exists() for name in (_NEW, *_OURS))
        what = "an unfinished build (manifest.json is missing)" if unfinished else "no graph here"
        raise GraphError(f"{root}: {what}; {remedy}")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        files, store = manifest["files"], manifest["store"]
        plain = all(Path(name).name == name and isinstance(digest, str) for name, digest in files.items())
        if not plain or (store is not None and Path(store).parts[:-1] != (STORE,)):
            raise ValueError("it names files outside the folder")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphError(f"{path}: damaged ({error}); {remedy.replace('first', 'again')}") from None
    return dict(manifest)


def _apart(root: Path, manifest: Json) -> list[str]:
    """What is missing or differs from the manifest, in words."""
    missing = [name for name in manifest["files"] if not (root / name).is_file()]
    if manifest["store"] and not (root / manifest["store"]).is_dir():
        missing.append(STORE)
    changed = [
        name
        for name, digest in manifest["files"].items()
        if name not in missing and _sha256(root / name) != digest
    ]
    return [
        f"{', '.join(names)} {what}" for names, what in ((missing, "missing"), (changed, "changed")) if names
    ]


def _move_in(staging: Path, root: Path) -> None:
    """Move what was staged into the folder, the manifest last, then clear away what the old one named."""
    names = sorted(path.name for path in staging.iterdir() if path.is_file() and path.name != JUDGEMENTS)
    files = {name: _sha256(staging / name) for name in names}
    store = Path(STORE, files.get(_TRIG, "store")[:16]) if (staging / STORE).is_dir() else None
    manifest = {"files": files, "store": store and store.as_posix()}
    (staging / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8", newline="\n")
    for path in sorted(staging.rglob("*")):
        _flush(path)
    old = _old_files(root)
    if store:
        (root / STORE).mkdir(exist_ok=True)
        if (root / store).exists():
            (root / store).replace(staging / "old")
        (staging / STORE).replace(root / store)
        _flush(root / STORE)
    for name in names:
        (staging / name).replace(root / name)
    _flush(root)
    (staging / MANIFEST).replace(root / MANIFEST)
    _flush(root)
    for name in (old | set(_OURS)) - {*names, STORE}:
        (root / name).unlink(missing_ok=True)
    for path in (root / STORE).iterdir() if (root / STORE).is_dir() else ():
        if store is None or path != root / store:
            shutil.rmtree(path, ignore_errors=True)


def _old_files(root: Path) -> set[str]:
    try:
        return set(_manifest(root)["files"])
    except GraphError:
        return set()


def _refuse_strangers(root: Path) -> None:
    """A folder that no build has written to may hold a person's own index.html."""
    if (root / MANIFEST).exists() or (root / _LOCK).exists():
        return
    strangers = [name for name in _OURS if (root / name).exists()]
    if strangers:
        names = ", ".join(strangers)
        raise GraphError(f"{root}: holds {names}, which no build wrote; choose another folder (-o)")


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the folder for one build; a killed build lets go by itself."""
    with (root / _LOCK).open("a+b") as file:
        if not _lock(file.fileno(), shared=False):
            raise GraphError(
                f"{root}: another build is writing here; wait for its end or choose another folder (-o)"
            )
        yield


def _is_locked(root: Path) -> bool:
    try:
        with (root / _LOCK).open("rb") as file:
            return not _lock(file.fileno(), shared=True)
    except OSError:
        return False


def _lock(handle: int, *, shared: bool) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """Have the system write a file or a folder's entries to the disk."""
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
