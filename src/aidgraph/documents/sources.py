"""Files and folders → documents with ids and metadata, and an error for each that can't be read."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from aidgraph.documents.archive import members
from aidgraph.documents.content import UnreadableError
from aidgraph.documents.formats import format_of, formats_read
from aidgraph.documents.layout import printed
from aidgraph.documents.register import REGISTER, Register, read_register, register_of
from aidgraph.documents.script import is_traditional, simplified
from aidgraph.errors import DocumentError
from aidgraph.model import Document

#: Characters. The longest paragraph of the bulletins we know has some 1,000.
_LONGEST_LINE = 1_000_000
#: Bytes from which a file that is none of ours is told.
_HEAD = 16_384


def read_documents(
    sources: Iterable[Path], *, besides: Iterable[Path] = ()
) -> Iterator[Document | DocumentError]:
    """Documents in the order of their paths, with a DocumentError for each source that can't be read.

    Folders are walked with what they hold; hidden files are skipped. The same bytes twice are one document,
    the first path's. An id is the file's stem; where two differ in content, parent folder and stem. A
    `documents.csv` beside the files wins over what the text says. An archive is read as a folder is. Files in `besides` are left
    out: they are read elsewhere.
    """
    files, errors = _files(sources)
    left = {os.path.abspath(path) for path in besides}  # noqa: PTH100
    files = [path for path in files if os.path.abspath(path) not in left]  # noqa: PTH100
    yield from errors
    registers: dict[Path, Register] = {}
    found: dict[str, tuple[Path, Document]] = {}
    for source in files:
        if source.parent not in registers:
            registers[source.parent] = Register()
            try:
                registers[source.parent] = read_register(source.parent)
            except DocumentError as error:
                yield error
        for path, one in _read(source, registers):
            if isinstance(one, DocumentError):
                yield one
            elif one.sha256 not in found:
                row = registers.get(path.parent, Register())
                found[one.sha256] = (path, row.applied(PurePath(one.path).name, one))
    for register in registers.values():
        yield from register.unknown()
    yield from _with_ids(list(found.values()))


def readable(path: Path) -> str | None:
    """A path as text whatever the locale: its bytes as UTF-8, else as the locale has them, else None."""
    try:
        return os.fsencode(path).decode("utf-8")
    except UnicodeDecodeError:
        return None if any("\ud800" <= char <= "\udfff" for char in str(path)) else str(path)


def shown(path: Path) -> str:
    """A path in one printable line, whatever characters its name has."""
    name = readable(path) or os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


def _files(sources: Iterable[Path]) -> tuple[list[Path], list[DocumentError]]:
    """Every file to read, sorted, and an error for each source that gives none."""
    files: dict[Path, Path] = {}
    errors: list[DocumentError] = []
    for source in sorted(set(map(Path, sources)), key=os.fsencode):
        try:
            found = sorted(_walk(source, errors), key=os.fsencode) if source.is_dir() else [source]
        except OSError as error:
            errors.append(_refused(source, error))
            continue
        if source.is_dir() and not found and not any(shown(source) in str(error) for error in errors):
            errors.append(
                DocumentError(
                    f"{shown(source)}: no files in this folder; give one that holds {formats_read()}"
                )
            )
        for path in found:
            files.setdefault(Path(os.path.abspath(path)), path)  # noqa: PTH100 - resolve() would follow links
    return [files[key] for key in sorted(files, key=os.fsencode)], errors


def _walk(folder: Path, errors: list[DocumentError]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        errors.append(_refused(Path(error.filename), error))

    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if not name.startswith((".", "~$")) and name != REGISTER:
                yield Path(parent, name)


def _read(source: Path, registers: dict[Path, Register]) -> Iterator[tuple[Path, Document | DocumentError]]:
    """A file's document, or those of an archive's members, whose `documents.csv` enter `registers`."""
    try:
        data = _bytes(source)
        if _is_document(source, data):
            yield from ((source, one) for one in _documents(source, data))
            return
        packed = dict(members(data))
    except DocumentError as error:
        yield source, error
        return
    except UnreadableError as error:
        yield source, DocumentError(f"{shown(source)}: {error}")
        return
    if not packed:
        yield source, DocumentError(f"{shown(source)}: an archive without files; fill it or leave it out")
    for name in sorted(packed, key=lambda name: (PurePath(name).name != REGISTER, name)):
        path, content = source / name, packed[name]
        try:
            if isinstance(content, UnreadableError):
                raise content
            if path.name == REGISTER:
                beside = frozenset(
                    PurePath(other).name for other in packed if (source / other).parent == path.parent
                )
                registers[path.parent] = register_of(path, content, beside=beside)
            elif not _is_document(path, content):
                raise UnreadableError(
                    "an archive inside an archive; unpack the outer one and give the folder"
                )
            else:
                yield from ((path, one) for one in _documents(path, content))
        except UnreadableError as error:
            yield path, DocumentError(f"{shown(path)}: {error}")
        except DocumentError as error:
            yield path, error


def _bytes(path: Path) -> bytes:
    name = shown(path)
    if readable(path) is None:
        raise DocumentError(f"{name}: its name is not UTF-8; rename the file")
    try:
        if not path.exists():
            raise DocumentError(f"{name}: no such file or folder; check the path")
        if not path.is_file():
            raise DocumentError(f"{name}: not a regular file; give a file or a folder")
        with path.open("rb") as file:
            head = file.read(_HEAD)
            _is_document(path, head)  # before a film of four gigabytes is read
            return head + file.read()
    except UnreadableError as error:
        raise DocumentError(f"{name}: {error}") from None
    except OSError as error:
        raise _refused(path, error) from None


def _is_document(path: Path, data: bytes) -> bool:
    """Whether these are a document's bytes, not an archive's. Raises UnreadableError where they are neither."""
    return format_of(data, path.suffix.lower()) is not None


def _documents(path: Path, data: bytes) -> Iterator[Document | DocumentError]:
    """The document, after an error for each part of it that could not be read."""
    name, plain = shown(path), readable(path) or str(path)
    reader = format_of(data, path.suffix.lower())
    if reader is None:
        return
    content = reader.content(data)
    text = content.text
    if not text.strip("\ufeff \t\r\n\f\v\u3000\0"):
        raise DocumentError(f"{name}: the file is empty; fill it or leave it out")
    if len(text) > _LONGEST_LINE:
        longest = max(text.splitlines(), key=len)
        if len(longest) > _LONGEST_LINE:
            size = f"a line of {len(longest):,} characters"
            raise DocumentError(f"{name}: {size}, which no bulletin has; break it into paragraphs")
    yield from (DocumentError(f"{name}: {part}") for part in content.unread)
    traditional = is_traditional(text)
    head = printed(text, plain=simplified(text) if traditional else None)
    title = "".join(head.title) or None
    yield Document(
        id=PurePath(plain).stem,
        path=PurePath(plain).as_posix(),
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        title=title if head.printed else content.title or title,
        issuer=head.issuer,
        series=head.series,
        number=head.number,
        issued=head.issued or content.issued,
        url=content.url,
        language="zh-Hant" if traditional else "zh-Hans",
        kind="bulletin" if head.printed else "news",
    )


def _with_ids(found: list[tuple[Path, Document]]) -> Iterator[Document | DocumentError]:
    """Each document with an id of its own, or an error where `documents.csv` gives one id twice."""
    chosen = {document.id for _, document in found if document.id != PurePath(document.path).stem}
    stems = Counter(document.id for _, document in found if document.id not in chosen)
    taken: set[str] = set()
    for path, document in found:
        identifier = document.id
        if identifier == PurePath(document.path).stem and (stems[identifier] > 1 or identifier in chosen):
            identifier = _longer_id(path, taken)
        if identifier in taken:
            yield DocumentError(
                f"{shown(path)}: the id {identifier!r} is given twice; change it in {REGISTER}"
            )
            continue
        taken.add(identifier)
        yield replace(document, id=identifier)


def _longer_id(path: Path, taken: set[str]) -> str:
    """Parent folder and stem; more parents, then the ending too, where that is taken."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100
    parts = PurePath(readable(whole) or str(whole)).with_suffix("").parts[1:]
    for length in range(2, len(parts) + 1):
        identifier = "/".join(parts[-length:])
        if identifier not in taken:
            return identifier
    return "/".join((*parts[-2:-1], path.name))


def _refused(path: Path, error: OSError) -> DocumentError:
    reason = (error.strerror or str(error)).lower()
    remedy = "ask for the right to read it" if isinstance(error, PermissionError) else "check the path"
    return DocumentError(f"{shown(path)}: {reason}; {remedy}")
