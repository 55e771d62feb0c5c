"""`report.md`: what was read and found, in words and tables that a person checks first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from aidgraph.model import RELATIONS, Claim, Document, Entity, Issue


def write_report(
    path: Path,
    claims: Sequence[Claim],
    entities: Sequence[Entity],
    documents: Sequence[Document],
    issues: Sequence[Issue],
) -> None:
    """Write the report as Markdown."""
    lines = list(_lines(claims, entities, documents, issues))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def found_rows(
    documents: Iterable[Document], claims: Iterable[Claim], issues: Iterable[Issue]
) -> list[tuple[str, ...]]:
    """A row a document: id, issuer, date, claims by relation, claims with an amount, issues; a row of sums last."""
    rows: list[tuple[str, ...]] = []
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.evidence.document, []).append(claim)
    open_points = Counter(issue.document for issue in issues)
    total: Counter[str] = Counter()
    for document in documents:
        own = by_document.get(document.id, [])
        numbers: dict[str, int] = {
            **{str(relation): sum(claim.relation == relation for claim in own) for relation in RELATIONS},
            "amounts": sum(bool(claim.amounts) for claim in own),
            "issues": open_points[document.id],
        }
        total.update(numbers)
        rows.append(
            (document.id, document.issuer or "–", document.issued or "–", *map(str, numbers.values()))
        )
    rows.append(("Σ", "", "", *(str(total[key]) for key in (*RELATIONS, "amounts", "issues"))))
    return rows


FOUND_COLUMNS = ("document", "issuer", "date", *RELATIONS, "with an amount", "issues")


def _lines(
    claims: Sequence[Claim],
    entities: Sequence[Entity],
    documents: Sequence[Document],
    issues: Sequence[Issue],
) -> Iterator[str]:
    yield "# What was read and found"
    yield ""
    yield (
        f"{len(documents)} documents report {len(claims)} claims about {len(entities)} entities; "
        f"{len(issues)} points are open. A claim says what a document reports, not what happened."
    )
    yield ""
    yield from _table(FOUND_COLUMNS, found_rows(documents, claims, issues))
    yield ""
    yield "## Claims as they are"
    yield ""
    status = Counter(claim.status for claim in claims)
    yield from _table(
        ("of the claims", "count"),
        [
            *((name, str(status[name])) for name in ("done", "ongoing", "planned")),
            ("sums of smaller acts (aggregate)", str(sum(claim.aggregate for claim in claims))),
            ("without a provider", str(sum(not claim.providers for claim in claims))),
            ("without a recipient", str(sum(not claim.recipients for claim in claims))),
            ("entries of a sourced table (curated)", str(sum(claim.origin == "curated" for claim in claims))),
        ],
    )
    yield ""
    yield "## Open points"
    yield ""
    if not issues:
        yield "None."
        return
    kinds = Counter((issue.kind, issue.reason) for issue in issues)
    yield from _table(
        ("kind", "reason", "count"), [(kind, reason, str(n)) for (kind, reason), n in sorted(kinds.items())]
    )
    yield ""
    yield "Each with its place in the text: `issues.jsonl`."


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '¦').replace(chr(10), ' ') for cell in row)} |"
