"""Claims brought along as sources: found among the sources, checked against their documents, joined with what was read.

A document whose claims come in a `.jsonl` is not read by the rules: its claims are those (the seam of claims.md). A
coded sheet adds to what is read, and wins where both say the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from aidgraph.documents import reading
from aidgraph.documents.content import UnreadableError
from aidgraph.documents.sheets import sheet_of
from aidgraph.errors import DocumentError, EvidenceError
from aidgraph.extract import Stretches, tells, triggers
from aidgraph.extract.second_reader import same_statement
from aidgraph.model import Claim, Document, Evidence, Issue, Subject, free_id
from aidgraph.review.claim_lines import BroughtClaim, read_claims, read_documents_jsonl
from aidgraph.review.coded_sheet import coded_claims
from aidgraph.review.mapping import ColumnMapping, mapping_beside, read_mapping
from aidgraph.review.mentions import with_mentions

UNCHECKED = "document-missing"
_DOCUMENTS = "documents.jsonl"
_NOT_CLAIMS = ("entities.jsonl", "issues.jsonl", "documents.csv")
_SHEETS = (".csv", ".xlsx")


class Joined(NamedTuple):
    """Documents, claims and issues of a build, those brought along among them."""

    documents: list[Document]
    claims: list[Claim]
    issues: list[Issue]


@dataclass(slots=True)
class Brought:
    """What was brought: `files` are no documents to read, `replaced` the ids of documents whose claims came along."""

    files: frozenset[Path] = frozenset()
    claims: list[BroughtClaim] = field(default_factory=list)
    sheets: list[tuple[Path, ColumnMapping]] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    errors: list[DocumentError] = field(default_factory=list)

    @property
    def replaced(self) -> frozenset[str]:
        """Documents that the rules need not read."""
        return frozenset(one.claim.evidence.document for one in self.claims)

    def joined(
        self, documents: Sequence[Document], claims: Sequence[Claim], issues: Sequence[Issue]
    ) -> Joined:
        """All together; a claim that its document does not bear out is left out and stands in `errors`."""
        known = {**self.documents, **{document.id: document for document in documents}}
        result = Joined(list(documents), list(claims), list(issues))
        self._join_lines(known, result)
        for path, mapping in self.sheets:
            self._join_sheet(path, mapping, known, result)
        cited = {claim.evidence.document for claim in result.claims}
        given = {document.id for document in result.documents}
        result.documents.extend(known[name] for name in sorted(cited - given))
        return result

    def _join_lines(self, known: dict[str, Document], result: Joined) -> None:
        homeless: dict[str, list[BroughtClaim]] = {}
        kept: dict[str, list[Claim]] = {}
        for one in self.claims:
            name = one.claim.evidence.document
            if name not in known:
                homeless.setdefault(name, []).append(one)
                continue
            try:
                one.claim.evidence.check(known[name])
            except EvidenceError:
                self.errors.append(_misquoted(one, known[name]))
                continue
            kept.setdefault(name, []).append(one.claim)
        for name, ones in homeless.items():
            document, stands = _from_quotes(name, ones, self.errors)
            if document is None:
                continue
            known[name] = document
            kept[name] = stands
            result.issues.append(
                Issue(
                    kind=UNCHECKED,
                    reason=f"its {len(stands)} claims came without the document: their quotes were not checked",
                    document=name,
                )
            )
        for name in self.replaced:
            result.issues.extend(_untold(known[name], kept.get(name, [])) if name in known else ())
        taken = {claim.id for claim in result.claims}
        for claims in kept.values():
            result.claims.extend(with_mentions(claim).having(id=free_id(claim.id, taken)) for claim in claims)

    def _join_sheet(
        self, path: Path, mapping: ColumnMapping, known: dict[str, Document], result: Joined
    ) -> None:
        try:
            data = path.read_bytes()
            sheet = sheet_of(data, name=mapping.said.get("sheet"))
            table = Document(
                id=path.stem if path.stem not in known else path.name,
                path=path.as_posix(),
                sha256=hashlib.sha256(data).hexdigest(),
                text=sheet.text,
                title=mapping.said.get("title") or path.stem,
                issuer=mapping.said.get("issuer"),
                issued=mapping.said.get("date"),
                url=mapping.said.get("url"),
                licence=mapping.said.get("licence"),
                kind="table",
            )
            coded = coded_claims(table, sheet, mapping, known)
        except OSError as error:
            self.errors.append(
                DocumentError(f"{path}: {(error.strerror or str(error)).lower()}; check the path")
            )
            return
        except UnreadableError as error:
            self.errors.append(DocumentError(f"{path}: {error}"))
            return
        except DocumentError as error:
            self.errors.append(error)
            return
        known[table.id] = table
        self.errors += coded.errors
        result.issues.extend(coded.issues)
        if coded.issues:
            result.documents.append(table)
        mine = [one.claim for one in coded.claims]
        result.claims[:] = [
            claim
            for claim in result.claims
            if not any(claim.origin != "curated" and same_statement(one, claim) for one in mine)
        ]
        taken = {claim.id for claim in result.claims}
        result.claims.extend(claim.having(id=free_id(claim.id, taken)) for claim in mine)


def brought(sources: Iterable[Path], *, mapping: Path | None = None) -> Brought:
    """The claims among the sources: `.jsonl`, and `.csv` or `.xlsx` with a mapping (`mapping`, or a TOML beside).

    In folders, `.jsonl` files and sheets with a mapping of their own beside them. A `documents.jsonl` among the
    sources or beside the claims gives the documents that are not given as files.
    """
    result = Brought()
    files: set[Path] = set()
    lines, sheets, texts = _found(sources, given=mapping)
    for path in sheets:
        beside = mapping or mapping_beside(path)
        files |= {path, beside}
        try:
            if mapping is None and not beside.is_file():
                raise DocumentError(
                    f"{path}: nothing says what its columns mean; write {beside.name} beside it, or give --mapping"
                )
            result.sheets.append((path, read_mapping(beside)))
        except DocumentError as error:
            result.errors.append(error)
    for path in lines:
        files.add(path)
        for one in read_claims(path):
            if isinstance(one, DocumentError):
                result.errors.append(one)
            else:
                result.claims.append(one)
        if (path.parent / _DOCUMENTS).is_file():
            texts.append(path.parent / _DOCUMENTS)
    for path in dict.fromkeys(texts):
        files.add(path)
        for text in read_documents_jsonl(path):
            if isinstance(text, DocumentError):
                result.errors.append(text)
            else:
                result.documents.setdefault(text.id, text)
    result.files = frozenset(files)
    return result


def _found(sources: Iterable[Path], *, given: Path | None) -> tuple[list[Path], list[Path], list[Path]]:
    """Files of claims, sheets, and files of documents, sorted."""
    lines: list[Path] = []
    sheets: list[Path] = []
    texts: list[Path] = []
    seen: set[str] = set()
    for source in sorted(set(sources), key=os.fsencode):
        for path in _files(source):
            whole = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links
            if whole in seen:
                continue
            seen.add(whole)
            if path.suffix.lower() == ".jsonl":
                (texts if path.name == _DOCUMENTS else lines).append(path)
            elif path != given:
                sheets.append(path)
    return lines, sheets, texts


def _files(source: Path) -> Iterator[Path]:
    if not source.is_dir():
        known = source.suffix.lower() in (".jsonl", *_SHEETS) and source.name not in _NOT_CLAIMS
        if known and source.is_file():
            yield source
        return
    for parent, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith((".", "~$")):
                continue
            claims = path.suffix.lower() == ".jsonl" and name not in _NOT_CLAIMS
            if claims or (path.suffix.lower() in _SHEETS and mapping_beside(path).is_file()):
                yield path


def _misquoted(one: BroughtClaim, document: Document) -> DocumentError:
    evidence = one.claim.evidence
    moved = document.text.find(evidence.quote)
    remedy = f"it stands at {moved}" if moved >= 0 else "correct the quote or its offsets"
    quote = " ".join(evidence.quote.split())[:30]
    return DocumentError(
        f"{one.where}: {document.id} does not say “{quote}” at {evidence.start}–{evidence.end}; {remedy}"
    )


def _from_quotes(
    name: str, ones: Sequence[BroughtClaim], errors: list[DocumentError]
) -> tuple[Document | None, list[Claim]]:
    """A document that was not given, as far as its claims quote it: blanks between the quotes."""
    text: list[str] = []
    claims: list[Claim] = []
    for one in ones:
        evidence = one.claim.evidence
        parts: list[Evidence | Subject] = [evidence, *([evidence.subject] if evidence.subject else [])]
        text += " " * (max(part.end for part in parts) - len(text))
        if any(
            there not in (" ", char)
            for part in parts
            for there, char in zip(text[part.start : part.end], part.quote, strict=True)
        ):
            errors.append(
                DocumentError(
                    f"{one.where}: its quote and another claim's differ at the same place; correct one"
                )
            )
            continue
        for part in parts:
            text[part.start : part.end] = part.quote
        claims.append(one.claim)
    if not claims:
        return None, []
    whole = "".join(text)
    path = ones[0].where.rpartition(":")[0]
    digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()
    return replace(Document(id=name, path=path, sha256=digest, text=whole), title=name), claims


def _untold(document: Document, claims: Sequence[Claim]) -> Iterator[Issue]:
    """An issue for each sum, pairing word and giving verb that the claims brought along don't tell."""
    placed = Stretches((claim.evidence.span, claim) for claim in claims)
    for trigger in triggers(reading(document)) if document.kind != "table" else ():
        if not any(tells(claim, trigger) for claim in placed.holding(trigger.span)):
            yield Issue(
                kind=f"unclaimed-{trigger.kind}",
                reason="the claims brought along do not tell it",
                document=document.id,
                start=trigger.span.start,
                end=trigger.span.end,
                quote=trigger.quote,
            )
