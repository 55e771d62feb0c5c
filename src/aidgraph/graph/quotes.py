"""Whether each quote still stands in its document: as `documents.jsonl` keeps it, and as its file has it today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from aidgraph.documents.content import UnreadableError
from aidgraph.documents.sheets import sheet_of
from aidgraph.errors import DocumentError
from aidgraph.graph.faults import Fault
from aidgraph.model import Claim, Document, Evidence, Subject
from aidgraph.resources import data

_SHOWN = 20


def misquotes(
    claims: Iterable[Claim], documents: Iterable[Document], *, beside: Path | None = None
) -> Iterator[Fault]:
    """A fault for each quote that doesn't stand where it should, and for each file that can't be read again.

    Files are looked for at the path they were read from, and in the folder `beside`. A file that has changed
    elsewhere than in a quote is no fault. Faults come by document, then by place.
    """
    told: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.evidence.document, c.evidence.start, c.id)):
        told.setdefault(claim.evidence.document, []).append(claim)
    kept = {document.id: document for document in documents}
    for name, own in told.items():
        document = kept.get(name)
        if document is None:
            for claim in own:
                yield Fault(
                    "documents.jsonl",
                    claim.id,
                    f"its document {name!r} isn't there; build the graph again",
                    f"缺少其文献 {name!r}；请重新建图",
                )
            continue
        yield from _compared(own, document, in_file=False)
        today = _today(document, beside)
        if isinstance(today, Fault):
            yield today
        elif today.text != document.text:
            yield from _compared(own, today, in_file=True)


def _compared(claims: Iterable[Claim], document: Document, *, in_file: bool) -> Iterator[Fault]:
    for claim in claims:
        for part in (claim.evidence, claim.evidence.subject):
            if part is not None and document.text[part.start : part.end] != part.quote:
                yield _fault(claim, part, document, in_file=in_file)


def _fault(claim: Claim, part: Evidence | Subject, document: Document, *, in_file: bool) -> Fault:
    line, column = document.position(min(part.start, len(document.text)))
    quote = " ".join(part.quote.split())
    short = quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
    english = f"{'the file' if in_file else 'documents.jsonl'} no longer says “{short}” here"
    chinese = f"{'文件' if in_file else 'documents.jsonl'}此处已不是“{short}”"
    if (moved := document.text.find(part.quote)) >= 0:
        now = ":".join(map(str, document.position(moved)))
        english, chinese = f"{english}; it stands at {now} now", f"{chinese}，现位于 {now}"
    return Fault(
        f"{document.path}:{line}:{column}",
        claim.id,
        f"{english}; restore the document, or build the graph again",
        f"{chinese}；请恢复原文献，或重新建图",
    )


def _today(document: Document, beside: Path | None) -> Document | Fault:
    """The document as its file has it now, or why that can't be said."""
    from aidgraph.documents import read_documents

    path = Path(document.path)
    bundled = data().parent / path
    for candidate in (path, *((beside / path, beside / path.name) if beside else ()), bundled):
        source = next((file for file in (candidate, *candidate.parents) if file.is_file()), None)
        if source is None:
            continue
        if source.suffix == ".jsonl":  # known by the quotes of its claims alone
            return document
        if document.kind == "table":
            return _table(document, source)
        read = list(read_documents([source]))
        same = _matching(document, [one for one in read if isinstance(one, Document)], str(candidate))
        if same is not None:
            return same
        errors = [str(one) for one in read if isinstance(one, DocumentError)]
        if errors:
            return Fault(document.path, "", errors[0], errors[0])
    return Fault(
        document.path,
        "",
        "no such file; its quotes were held against documents.jsonl alone: say where it is with --sources",
        "没有这个文件，其引句只与 documents.jsonl 核对过：可用 --sources 指明所在文件夹",
    )


def _matching(document: Document, read: list[Document], path: str) -> Document | None:
    """The one that was read from the same place, an archive's member included."""
    by_path: Mapping[str, Document] = {one.path: one for one in read}
    found = by_path.get(Path(path).as_posix())
    return found or (read[0] if len(read) == 1 else None)


def _table(document: Document, source: Path) -> Document | Fault:
    try:
        text = sheet_of(source.read_bytes()).text
    except (OSError, UnreadableError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Fault(document.path, "", f"can't be read: {reason}", f"无法读取：{reason}")
    return Document.from_json(document.to_json() | {"text": text})
