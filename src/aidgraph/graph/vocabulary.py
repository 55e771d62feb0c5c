"""Every IRI that the graph uses, spelled once, as the prefixed name that is written and read.

`ontology/aidgraph.ttl` defines every `aid:` term here; a test holds the two together. The ontology's own
namespace is fixed; where entities, claims and documents live (`base`) is the builder's choice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, MODALITIES, ORGANISATION_TYPES, SECTORS

#: Where entities, claims and documents live unless `build --base` says otherwise.
BASE = "https://w3id.org/aidgraph/"

PREFIXES: Mapping[str, str] = {
    "aid": "https://w3id.org/aidgraph/ontology#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expanded(name: str) -> str:
    """The full IRI of a prefixed name: `aid:provider` → `https://w3id.org/aidgraph/ontology#provider`."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def shortened(iri: str) -> str:
    """The prefixed name of a full IRI, or the IRI itself where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", local):
            return f"{prefix}:{local}"
    return iri


# Kinds of things
PARTY, GROUP, PROGRAMME = "aid:Party", "aid:Group", "aid:Programme"
DOCUMENT, PASSAGE = "aid:Document", "aid:Passage"
CLAIM = "aid:Claim"
DIVISION, CORPS_UNIT = "aid:AdministrativeDivision", "aid:CorpsUnit"

#: Party type of claims.md → its classes, the narrowest first; all are stated, so that no reasoner is needed.
PARTY_CLASSES: Mapping[str, tuple[str, ...]] = {
    **{name: (f"aid:{name}", DIVISION, PARTY) for name in DIVISION_TYPES},
    **{name: (f"aid:{name}", CORPS_UNIT, PARTY) for name in CORPS_TYPES},
    **{name: (f"aid:{name}", PARTY) for name in (*ORGANISATION_TYPES, "Group")},
}

#: Kind of document → the schema.org class beside aid:Document.
DOCUMENT_CLASSES: Mapping[str, str] = {
    "bulletin": "schema:PublicationIssue",
    "news": "schema:NewsArticle",
    "table": "schema:Dataset",
}

# Direct triples
PAIRED_WITH, DONATED_TO, SUPPORTS, AIDS = "aid:pairedWith", "aid:donatedTo", "aid:supports", "aid:aids"

#: Relation of claims.md → class of the claim node, direct property, direct property of what is only planned.
RELATION_TERMS: Mapping[str, tuple[str, str, str]] = {
    "paired-with": ("aid:Pairing", PAIRED_WITH, "aid:plansToPairWith"),
    "donated-to": ("aid:Donation", DONATED_TO, "aid:plansToDonateTo"),
    "supports": ("aid:Support", SUPPORTS, "aid:plansToSupport"),
}

# What a claim node says
PROVIDER, RECIPIENT, ORGANIZER = "aid:provider", "aid:recipient", "aid:organizer"
AMOUNT, ITEM, OUTCOME = "aid:amount", "aid:item", "aid:outcome"
BOUND, BASIS, MEASURE, VERBATIM = "aid:bound", "aid:basis", "aid:measure", "aid:verbatim"
STATUS, ORIGIN, MODALITY, SECTOR = "aid:status", "aid:origin", "aid:modality", "aid:sector"
IN_PROGRAMME, PURPOSE, IS_AGGREGATE = "aid:programme", "aid:purpose", "aid:isAggregate"
CARRIED_FROM = "aid:carriedFrom"
ACT, CORROBORATES, DISAGREES_WITH = "aid:act", "aid:corroborates", "aid:disagreesWith"
DECISION = "aid:decision"

# What an entity says
WITHIN, MEMBER_COUNT, MEMBER_KIND, PRECISION = (
    "aid:within",
    "aid:memberCount",
    "aid:memberKind",
    "aid:precision",
)

COLOCATED_WITH = "aid:colocatedWith"

#: Code list → its codes, in the order people read them. The concept of a code is `aid:<list>-<code>`.
CODES: Mapping[str, tuple[str, ...]] = {
    "status": ("done", "ongoing", "planned"),
    "bound": ("exact", "over", "about", "under", "vague"),
    "basis": ("one-off", "per-year", "cumulative", "per-unit"),
    "measure": ("aid", "project", "investment", "trade"),
    "origin": ("told", "curated", "model"),
    "modality": MODALITIES,
    "sector": SECTORS,
}

# Others' terms
LABEL, PREF_LABEL, ALT_LABEL = "rdfs:label", "skos:prefLabel", "skos:altLabel"
MEMBER = "foaf:member"
IDENTIFIER, PROPERTY_VALUE, PROPERTY_ID = "schema:identifier", "schema:PropertyValue", "schema:propertyID"
VALID_FROM, VALID_THROUGH = "schema:validFrom", "schema:validThrough"
FEATURE, HAS_GEOMETRY, GEOMETRY, AS_WKT = "geo:Feature", "geo:hasGeometry", "geo:Geometry", "geo:asWKT"
WKT = "geo:wktLiteral"
MONETARY_AMOUNT, CURRENCY = "schema:MonetaryAmount", "schema:currency"
QUANTITATIVE_VALUE, UNIT_TEXT = "schema:QuantitativeValue", "schema:unitText"
VALUE, MIN_VALUE, MAX_VALUE = "schema:value", "schema:minValue", "schema:maxValue"
CREATIVE_WORK = "schema:CreativeWork"
ISSUE_NUMBER, SHA256, URL, PERIODICAL = (
    "schema:issueNumber",
    "schema:sha256",
    "schema:url",
    "schema:Periodical",
)
TITLE, DC_IDENTIFIER, ISSUED, PUBLISHER = (
    "dcterms:title",
    "dcterms:identifier",
    "dcterms:issued",
    "dcterms:publisher",
)
CITATION, LANGUAGE, RIGHTS = "dcterms:bibliographicCitation", "dcterms:language", "dcterms:rights"
IS_PART_OF, SOURCE, DESCRIPTION = "dcterms:isPartOf", "dcterms:source", "dcterms:description"
CHANGE_EVENT, CHANGED_BY = "org:ChangeEvent", "org:changedBy"
RESULTING_ORGANIZATION, DATE = "org:resultingOrganization", "dcterms:date"
AGENT, ACTIVITY = "prov:Agent", "prov:Activity"
QUOTED_FROM, ATTRIBUTED_TO, GENERATED_BY = "prov:wasQuotedFrom", "prov:wasAttributedTo", "prov:wasGeneratedBy"
ASSOCIATED_WITH = "prov:wasAssociatedWith"
SPECIFIC_RESOURCE, HAS_SOURCE, HAS_SELECTOR = "oa:SpecificResource", "oa:hasSource", "oa:hasSelector"
POSITION_SELECTOR, START, END = "oa:TextPositionSelector", "oa:start", "oa:end"
QUOTE_SELECTOR, EXACT, PREFIX, SUFFIX = "oa:TextQuoteSelector", "oa:exact", "oa:prefix", "oa:suffix"
HAS_TIME, TEMPORAL_ENTITY, INSTANT = "time:hasTime", "time:TemporalEntity", "time:Instant"
HAS_BEGINNING, HAS_END = "time:hasBeginning", "time:hasEnd"

#: Length of an ISO 8601 date → its datatype and OWL-Time's property: dates keep the precision they have.
DATE_TERMS: Mapping[int, tuple[str, str]] = {
    10: ("xsd:date", "time:inXSDDate"),
    7: ("xsd:gYearMonth", "time:inXSDgYearMonth"),
    4: ("xsd:gYear", "time:inXSDgYear"),
}
DECIMAL = "xsd:decimal"


def code(scheme: str, value: str) -> str:
    """The concept of a code: `code("status", "done")` → `aid:status-done`. Raises KeyError on others."""
    if value not in CODES[scheme]:
        raise KeyError(value)
    return f"aid:{scheme}-{value}"
