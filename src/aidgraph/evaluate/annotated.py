"""Gold and its texts: files of claims, and a folder of them whose texts are read on the spot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aidgraph.documents import read_documents
from aidgraph.errors import AidgraphError, DocumentError
from aidgraph.extract import extract
from aidgraph.gazetteer import Gazetteer
from aidgraph.graph.jsonl import nouns
from aidgraph.model import Claim

ENDING = ".claims.jsonl"


def annotated(path: Path) -> tuple[Claim, ...]:
    """The claims of a file, or of every `*.claims.jsonl` in a folder, in the order of names and lines."""
    return tuple(claim for file in _gold_files(path) for claim in nouns(file, Claim.from_json))


def read_again(gold: Path, *, texts: Path | None = None) -> tuple[Claim, ...]:
    """What the extractor reads now in the texts of a gold folder: `<stem>.txt` for `<stem>.claims.jsonl`.

    They stand beside the gold, or in `texts`. Raises DocumentError where a text is missing or can't be read.
    """
    wanted = {file.name.removesuffix(ENDING): file for file in _gold_files(gold)}
    files = [_text(stem, file, texts or file.parent) for stem, file in wanted.items()]
    gazetteer = Gazetteer.load()
    claims: dict[str, tuple[Claim, ...]] = {}
    for document in read_documents(files):
        if isinstance(document, DocumentError):
            raise document
        claims[document.id] = extract(document, gazetteer=gazetteer).claims
    _check_ids(wanted, set(claims))
    return tuple(claim for stem in sorted(claims) for claim in claims[stem])


def _gold_files(path: Path) -> list[Path]:
    if not path.exists():
        raise AidgraphError(f"{path}: no such file or folder of gold claims; check the path")
    if not path.is_dir():
        return [path]
    files = sorted(path.glob(f"*{ENDING}"))
    if not files:
        raise AidgraphError(f"{path}: no *{ENDING} in this folder; give a file or a folder that holds gold")
    return files


def _text(stem: str, gold: Path, folder: Path) -> Path:
    for ending in (".txt", ".md"):
        if (folder / f"{stem}{ending}").is_file():
            return folder / f"{stem}{ending}"
    raise DocumentError(
        f"{gold}: its text {stem}.txt is not in {folder}; say where it is with --texts FOLDER, "
        "or give the claims that were read as second argument"
    )


def _check_ids(wanted: dict[str, Path], documents: set[str]) -> None:
    for stem, file in wanted.items():
        for number, document in _named_documents(file):
            if document not in documents:
                raise AidgraphError(
                    f"{file}:{number}:1: tells of the document {document!r}, but the text is {stem!r}; "
                    "they must have one name"
                )


def _named_documents(file: Path) -> Iterator[tuple[int, str]]:
    for number, claim in enumerate(nouns(file, Claim.from_json), 1):
        yield number, claim.evidence.document
