"""Our codes in the words of IATI's code lists (2.03). A test holds them together with the ontology's."""

from __future__ import annotations

from collections.abc import Mapping

from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Claim

#: Relation → its words in Chinese and English.
RELATIONS: Mapping[str, tuple[str, str]] = {
    "paired-with": ("结对", "paired with"),
    "donated-to": ("捐赠", "donated to"),
    "supports": ("支援", "supports"),
}
#: ActivityStatus.
STATUSES = {"planned": "1", "ongoing": "2", "done": "3"}
#: TransactionType; FinanceType of a gift.
COMMITMENT, DISBURSEMENT, GRANT = "2", "3", "110"
#: OrganisationType, the whole list.
ORGANISATION_TYPES = (
    "10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90",
)  # fmt: skip
PLACES = frozenset({*DIVISION_TYPES, *CORPS_TYPES})
_PUBLIC = {**dict.fromkeys(PLACES, "11"), "PublicBody": "15", "Headquarters": "15", "WorkTeam": "15"}
_PRIVATE = {"Enterprise": "70", "Association": "22", "Foundation": "60"}
#: Party type → OrganisationType; what it can't tell is 90, other.
PARTIES: Mapping[str, str] = {**_PUBLIC, **_PRIVATE, "School": "80"}

#: The list that our sector codes are of, for vocabulary 99.
SECTOR_LIST = "https://w3id.org/aidgraph/ontology#Sector"
#: Sector → OECD DAC code of three digits (vocabulary 2) or five (vocabulary 1). IATI's list lacks 110, education, and 120,
#: health, which the DAC's has as headings; 111 is education, level unspecified, and 121 health, general.
DAC = {
    "education": "111", "health": "121", "water": "140", "agriculture": "311", "industry": "321", "tourism": "33210",
    "culture": "16061", "governance": "151", "social-protection": "16010", "employment": "16020", "housing": "16030",
    "multi": "430",
}  # fmt: skip
_UNSPECIFIED = "998"
#: Modality → AidType.
AID_TYPES = {"construction": "C01", "personnel": "D01", "training": "D02"}
#: FlowType: public money under a pairing, gifts of companies and associations. Never 10: this is no ODA.
_OTHER_FLOWS, _PRIVATE_GRANTS = "50", "30"


def sectors(sector: str | None) -> list[tuple[str, str]]:
    """Vocabulary and code: the DAC's, and our own beside it. IATI wants one: unspecified where the text says none."""
    dac = DAC.get(sector or "", _UNSPECIFIED)
    theirs = ("1" if len(dac) == 5 else "2", dac)
    return [theirs, ("99", sector)] if sector else [theirs]


def flow(claim: Claim) -> str | None:
    """FlowType by who gives: all public, or all private; else none is said."""
    kinds = {party.type for party in claim.providers}
    if kinds and kinds <= _PUBLIC.keys():
        return _OTHER_FLOWS
    return _PRIVATE_GRANTS if kinds and kinds <= _PRIVATE.keys() else None


def aid_type(claim: Claim) -> str | None:
    """AidType, where the ways in which aid is given have exactly one."""
    found = {AID_TYPES[way] for way in claim.modality if way in AID_TYPES}
    return found.pop() if len(found) == 1 else None
