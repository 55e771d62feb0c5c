"""All that a graph says of one IRI, as its page and its RDF need it; and how much the graph holds."""

from __future__ import annotations

from typing import Any, Literal

from aidgraph.graph import Source, answer
from aidgraph.graph.turtle import iri

_OF_ENTITY = """
SELECT ?role ?claim ?title ?quote ?document ?document_id ?issued ?status ?aggregate WHERE {{
  VALUES (?order ?role) {{ (1 aid:provider) (2 aid:recipient) (3 aid:organizer) (4 foaf:member) }}
  {{ ?claim ?role {iri} . FILTER(?role != foaf:member) }}
  UNION
  {{ ?claim aid:provider|aid:recipient|aid:organizer ?group . ?group foaf:member {iri} . FILTER(?role = foaf:member) }}
  ?claim rdfs:label ?title ; aid:status ?status ; aid:isAggregate ?aggregate ; prov:wasQuotedFrom ?passage .
  ?passage rdfs:label ?quote ; oa:hasSource ?document .
  ?document dcterms:identifier ?document_id .
  OPTIONAL {{ ?document dcterms:issued ?issued }}
}} ORDER BY ?order ?issued ?claim
"""
_OF_DOCUMENT = """
SELECT ?claim ?title ?quote ?start WHERE {{
  ?passage oa:hasSource {iri} ; rdfs:label ?quote ; oa:hasSelector/oa:start ?start .
  ?claim prov:wasQuotedFrom ?passage ; rdfs:label ?title .
}} ORDER BY ?start ?claim
"""
_OF_CLAIM = """
SELECT ?quote ?prefix ?suffix ?start ?end ?document ?document_id ?citation WHERE {{
  {iri} prov:wasQuotedFrom ?passage .
  ?passage rdfs:label ?quote ; oa:hasSource ?document ; oa:hasSelector ?selector, ?position .
  ?selector oa:prefix ?prefix ; oa:suffix ?suffix .
  ?position oa:start ?start ; oa:end ?end .
  ?document dcterms:identifier ?document_id .
  OPTIONAL {{ ?document dcterms:bibliographicCitation ?citation }}
}}
"""
_FACTS = "SELECT DISTINCT ?p ?o WHERE {{ {iri} ?p ?o }} ORDER BY ?p ?o"
_PARTS = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  {iri} ?any ?s .
  FILTER(STRSTARTS(STR(?s), "{text}#") || STRSTARTS(STR(?s), "{text}/"))
  ?s ?p ?o .
}} ORDER BY ?s ?p ?o
"""
_DESCRIPTION = """
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND({iri} AS ?s) ?s ?p ?o }}
  UNION {{ {iri} ?any ?s . FILTER(STRSTARTS(STR(?s), "{text}#") || STRSTARTS(STR(?s), "{text}/")) ?s ?p ?o }}
  UNION {{ {iri} prov:wasQuotedFrom|aid:carriedFrom ?s . ?s ?p ?o }}
  UNION {{ {iri} prov:wasQuotedFrom/oa:hasSelector ?s . ?s ?p ?o }}
}}
"""
_COUNTS = """
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties) WHERE { ?s ?p ?o }
"""
_CLASSES = (
    "SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) WHERE { ?s a ?class } GROUP BY ?class ORDER BY ?class"
)
_ISSUED = "SELECT (MIN(STR(?issued)) AS ?from) (MAX(STR(?issued)) AS ?to) WHERE { ?d a aid:Document ; dcterms:issued ?issued }"


def resource(
    source: Source, name: str, language: Literal["zh", "en"], *, rows: int | None
) -> dict[str, Any] | None:
    """What is said of the IRI `name`: `facts`, `parts`, and for an entity, claim or document what its page shows.

    None where nothing is said. Raises QueryError where it has more than `rows` rows.
    """
    known = _spelled(name)

    def asked(text: str) -> dict[str, Any]:
        return answer(source, text.format(**known), language=language, rows=rows).to_values()

    facts = asked(_FACTS)
    if not facts["rows"]:
        return None
    classes = {row[1]["value"] for row in facts["rows"] if row[0]["value"].endswith("#type")}
    ours = {value.rpartition("#")[2] for value in classes if "/aidgraph/ontology#" in value}
    found: dict[str, Any] = {"iri": name, "classes": sorted(ours), "facts": facts, "parts": asked(_PARTS)}
    if "Claim" in ours:
        found["evidence"] = asked(_OF_CLAIM)
    elif "Document" in ours:
        found["states"] = asked(_OF_DOCUMENT)
    elif ours & {"Party", "Programme"}:
        found["claims"] = asked(_OF_ENTITY)
    return found


def described(name: str) -> str:
    """The query for an IRI's RDF: its own triples, those of its parts (amounts, points, codes), a claim's evidence."""
    return _DESCRIPTION.format(**_spelled(name))


def _spelled(name: str) -> dict[str, str]:
    """An IRI as a term, and as the inside of a SPARQL string."""
    term = iri(name)
    return {"iri": term, "text": term[1:-1].replace("\\", "\\\\").replace('"', '\\"')}


def counts(source: Source) -> dict[str, Any]:
    """How much the graph holds: triples, subjects, properties, instances by class, first and last day of issue."""
    total = answer(source, _COUNTS).rows[0]
    first, last = answer(source, _ISSUED).rows[0]
    classes = {
        term.value: int(number.value)
        for term, number in answer(source, _CLASSES).terms
        if hasattr(term, "value")
    }
    return {
        "triples": total[0], "subjects": total[1], "properties": total[2],
        "classes": classes, "issued": (first, last), "base": source.base(),
    }  # fmt: skip
