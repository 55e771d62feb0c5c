"""What an activity is written with: the nouns that claims refer to, and who reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aidgraph.errors import ExportError
from aidgraph.export.days import last_day
from aidgraph.export.iati import codes
from aidgraph.model import Claim, Document, Entity, Party
from aidgraph.network import Cast

#: What IATI's ruleset keeps out of identifiers, and white space.
BARRED = re.compile(r"[/&|?\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Who publishes the file. `ref` is its IATI organisation identifier, `type` a code of OrganisationType.

    With `told_dates` a sum whose time no text states becomes a transaction too, dated by the document that tells it.
    """

    ref: str
    name: str | None = None
    type: str = "90"
    told_dates: bool = False

    def __post_init__(self) -> None:
        if not self.ref or BARRED.search(self.ref):
            raise ExportError(
                f"{self.ref!r} is no IATI organisation identifier: it has no blanks and none of / & | ?"
            )
        if self.type not in codes.ORGANISATION_TYPES:
            known = ", ".join(codes.ORGANISATION_TYPES)
            raise ExportError(f"no IATI OrganisationType {self.type!r}; there are: {known}")


class Known:
    """The nouns that claims refer to, and who reports."""

    def __init__(
        self, entities: Mapping[str, Entity], documents: Mapping[str, Document], reporting: Reporting
    ) -> None:
        self.entities, self.documents, self.reporting = entities, documents, reporting
        self.cast = Cast(entities, None)

    def issued(self, claim: Claim) -> str | None:
        """The day by which a claim was told: the last one that its document's date leaves open."""
        document = self.documents.get(claim.evidence.document)
        return last_day(document.issued) if document and document.issued else None

    def title(self, claim: Claim) -> str:
        """The title of its document, else the id."""
        document = self.documents.get(claim.evidence.document)
        return (document and document.title) or claim.evidence.document

    def names(self, claim: Claim, parties: tuple[Party, ...]) -> tuple[str, str]:
        """Chinese and English names of a side; an English one where there is one."""
        if not parties:
            return "未写明", "not stated"
        return self.cast.names(claim, parties), self.cast.names(claim, parties, english=True)
