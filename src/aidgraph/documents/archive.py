"""`.zip` → its members, each a source of its own: `a.zip/inner.txt`.

Nothing is unpacked to disk. What an archive may hold is limited, so that a few bytes can't fill the memory.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from aidgraph.documents.content import UnreadableError

#: Thirty years of weekly bulletins are 1,600 files; a bulletin with its pictures has some 5 MB.
MOST_FILES, MOST_BYTES = 10_000, 1_000_000_000
_UTF8, _ENCRYPTED = 0x800, 0x1


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def packed_names(data: bytes) -> frozenset[str]:
    """The names in an archive, empty where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return frozenset()


def members(data: bytes) -> Iterator[tuple[str, bytes | UnreadableError]]:
    """Yield each file's name and bytes, sorted by name, or why one can't be had; hidden files are skipped.

    Raises UnreadableError where the archive is damaged or too large.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise UnreadableError(
            "a damaged .zip or .docx file; make it again from the files it should hold"
        ) from None
    with archive:
        files = sorted(
            ((_name(info), info) for info in archive.infolist() if not info.is_dir()),
            key=lambda item: item[0],
        )
        if len(files) > MOST_FILES:
            raise UnreadableError(
                f"an archive of {len(files):,} files, more than {MOST_FILES:,}; unpack it and give the folder"
            )
        size = sum(info.file_size for _, info in files)
        if size > MOST_BYTES:
            raise UnreadableError(
                f"an archive that unpacks to {size:,} bytes, more than {MOST_BYTES:,}; "
                "unpack what you need of it and give the folder"
            )
        for name, info in files:
            if not _is_hidden(name):
                yield name, _bytes(archive, info)


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | UnreadableError:
    if info.flag_bits & _ENCRYPTED:
        return UnreadableError("encrypted; unpack the archive with its password and give the folder")
    try:
        return archive.read(info)
    except NotImplementedError:
        return UnreadableError("packed in a way that is not read; make the archive again as plain .zip")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError):
        return UnreadableError("damaged inside its archive; make the archive again")


def _name(info: zipfile.ZipInfo) -> str:
    """A member's path; where its encoding is not marked, UTF-8 as macOS writes, else GB18030 as Windows does."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        stored = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = stored.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..")]
    return "/".join(parts) or "unnamed"


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in name.split("/"))
