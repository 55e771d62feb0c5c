"""The whole product on one screen: read → extract → resolve → write.

bulletins ─ read_documents ─ extract ─ resolve ─ claims.jsonl ─ graph.trig, store, index.html, report.md
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aidgraph.documents import read_documents
from aidgraph.errors import AidgraphError, DocumentError
from aidgraph.export import report
from aidgraph.extract import Extraction, backbone_document, curated, extract
from aidgraph.gazetteer import Gazetteer
from aidgraph.graph import BASE, GraphFolder, build_store, write_trig
from aidgraph.graph.jsonl import write_jsonl
from aidgraph.model import Claim, Document, Entity, Issue
from aidgraph.page import write_page
from aidgraph.resolve import resolve, with_acts
from aidgraph.review import FILE, Brought, apply, brought, merged, read_judgements

Progress = Callable[[Document], None]
Reader = Callable[[Document, Extraction], Extraction]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build read and found. `errors` are the sources that could not be read; the rest was built all the same."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    issues: tuple[Issue, ...]
    errors: tuple[DocumentError, ...]


def extracted(
    sources: Iterable[Path],
    *,
    progress: Progress | None = None,
    second: Reader | None = None,
    own: Brought | None = None,
) -> Iterator[tuple[Document, tuple[Claim, ...], tuple[Issue, ...]] | DocumentError]:
    """The reading half, document by document: its claims and issues, or why a source can't be read.

    A `second` reader adds to what the rules found. Documents whose claims were brought along (`own`) are not read.
    """
    gazetteer = Gazetteer.load()
    own = own or Brought()
    for document in read_documents(sources, besides=own.files):
        if isinstance(document, DocumentError):
            yield document
            continue
        if document.id in own.replaced:
            yield document, (), ()
            continue
        found = extract(document, gazetteer=gazetteer)
        if second is not None:
            found = second(document, found)
        if progress is not None:
            progress(document)
        yield document, found.claims, found.issues


def build(
    sources: Iterable[Path],
    folder: Path,
    *,
    backbone: bool = False,
    uncertain: bool = False,
    judgements: Path | None = None,
    base: str = BASE,
    lang: str | None = None,
    progress: Progress | None = None,
    second: Reader | None = None,
    mapping: Path | None = None,
) -> Build:
    """Read `sources` into the graph folder, whole or not at all; the same sources give the same bytes.

    `backbone` adds the official pairings, `uncertain` those known from lesser pages only, each in a graph of its own.
    A person's judgements are applied, from `judgements` or the folder's own file. Sources may be claims too
    (`.jsonl`, or sheets coded by hand, whose columns `mapping` explains).

    Raises DocumentError where no source could be read at all, GraphError where the folder can't be written.
    """
    documents: list[Document] = []
    claims: list[Claim] = []
    issues: list[Issue] = []
    errors: list[DocumentError] = []
    sources = list(sources)
    own = brought(sources, mapping=mapping)
    for one in extracted(sources, progress=progress, second=second, own=own):
        if isinstance(one, DocumentError):
            errors.append(one)
            continue
        document, its_claims, its_issues = one
        documents.append(document)
        claims += its_claims
        issues += its_issues
    documents, claims, issues = own.joined(documents, claims, issues)
    errors += own.errors
    if not documents:
        raise NothingReadError(errors)
    for table_name in [*(["pairings.csv"] if backbone else []), *(["uncertain.csv"] if uncertain else [])]:
        table = backbone_document(table_name)
        rows, doubts = curated(table)
        documents.append(table)
        claims += rows
        issues += doubts
    documents.sort(key=lambda document: document.id)
    claims.sort(key=lambda claim: (claim.evidence.document, claim.evidence.start, claim.id))
    decisions = read_judgements(judgements or folder / FILE)
    judged, returned = apply(claims, decisions)
    resolution = resolve(judged, {d.id: d for d in documents}, gazetteer=Gazetteer.load(), base=base)
    final, entities, apart = merged(resolution.claims, resolution.entities, decisions)
    final = with_acts(final, {d.id: d for d in documents})
    issues = sorted(
        {*issues, *resolution.issues, *returned, *apart},
        key=lambda i: (i.document, i.start or 0, i.end or 0, i.kind, i.reason),
    )
    result = Build(tuple(documents), tuple(final), tuple(entities), tuple(issues), tuple(errors))
    write_graph(result, folder, base=base, lang=lang)
    return result


def write_graph(result: Build, folder: Path, *, base: str = BASE, lang: str | None = None) -> None:
    """Write every file of a graph folder, the manifest last."""
    with GraphFolder.writing(folder) as graph:
        write_jsonl(graph.path("documents.jsonl"), result.documents)
        write_jsonl(graph.path("claims.jsonl"), result.claims)
        write_jsonl(graph.path("entities.jsonl"), result.entities)
        write_jsonl(graph.path("issues.jsonl"), result.issues)
        with graph.path("graph.trig").open("w", encoding="utf-8", newline="\n") as out:
            write_trig(out, result.claims, result.entities, result.documents, base=base)
        build_store(graph.path("store"), graph.path("graph.trig"))
        write_page(
            graph.path("index.html"),
            result.claims,
            result.entities,
            result.documents,
            result.issues,
            lang=lang,
        )
        report.write_report(
            graph.path("report.md"), result.claims, result.entities, result.documents, result.issues
        )


class NothingReadError(AidgraphError):
    """No source could be read: its message is a line for each."""

    def __init__(self, errors: Iterable[DocumentError]) -> None:
        lines = [str(error) for error in errors] or [
            "no document to read: name a file or a folder that holds some"
        ]
        super().__init__("\naidgraph: ".join(lines))
