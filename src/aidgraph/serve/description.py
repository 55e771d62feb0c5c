"""What this service is and what the graph holds, as RDF: SPARQL 1.1 Service Description, VoID and DCAT.

https://www.w3.org/TR/sparql11-service-description/ · https://www.w3.org/TR/void/ · https://www.w3.org/TR/vocab-dcat-3/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aidgraph.graph.results import TRIPLES
from aidgraph.graph.turtle import iri, literal
from aidgraph.graph.vocabulary import PREFIXES

_TITLE = ("Claims about paired assistance, each with its sentence", "关于对口支援的陈述，条条有原句")


def description(counts: Mapping[str, Any], home: str, *, media: str, whole: bool) -> str:
    """The description in one of the RDF media types. `home` is this server's address; `whole`: the graph is a download."""
    text = _turtle(counts, home, whole=whole)
    if media == "text/turtle":
        return text
    import pyoxigraph

    quads = pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)
    form: pyoxigraph.RdfFormat = getattr(pyoxigraph.RdfFormat, TRIPLES[media])
    return (pyoxigraph.serialize((quad.triple for quad in quads), format=form) or b"").decode("utf-8")


def _turtle(counts: Mapping[str, Any], home: str, *, whole: bool) -> str:
    prefixes = {
        **PREFIXES,
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "formats": "http://www.w3.org/ns/formats/",
    }
    first, last = counts["issued"]
    partitions = [
        f"<{home}void#class-{name.rpartition('#')[2].rpartition('/')[2]}> void:class {iri(name)} ; void:entities {number} ."
        for name, number in sorted(counts["classes"].items())
    ]
    listed = ", ".join(line.partition(" ")[0] for line in partitions)
    period = (
        f"""    dcterms:temporal <{home}void#period> ;
"""
        if first
        else ""
    )
    lines = [
        *(f"@prefix {prefix}: <{space}> ." for prefix, space in sorted(prefixes.items())),
        f"""
<{home}sparql> a sd:Service, dcat:DataService ;
    sd:endpoint <{home}sparql> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD ;
    sd:defaultDataset <{home}void#dataset> ;
    dcterms:title "SPARQL endpoint"@en, "SPARQL 查询端点"@zh ;
    dcat:endpointURL <{home}sparql> ;
    dcat:endpointDescription <{home}void> ;
    dcat:servesDataset <{home}void#dataset> .

<{home}void#dataset> a void:Dataset, dcat:Dataset, sd:Dataset ;
    dcterms:title {literal(_TITLE[0])}@en, {literal(_TITLE[1])}@zh ;
    dcterms:publisher <{home}void#publisher> ;
{period}    dcterms:conformsTo <https://w3id.org/aidgraph/ontology> ;
    sd:defaultGraph <{home}void#union> ;
    void:sparqlEndpoint <{home}sparql> ;
    void:uriSpace {literal(str(counts["base"]) + "id/")} ;
    void:vocabulary <https://w3id.org/aidgraph/ontology#>, <http://www.w3.org/ns/prov#>, <http://www.w3.org/ns/oa#> ;
    void:triples {counts["triples"]} ;
    void:distinctSubjects {counts["subjects"]} ;
    void:properties {counts["properties"]} ;
    void:classes {len(counts["classes"])} ;
    {f"void:classPartition {listed} ;" if listed else ""}
    foaf:homepage <{home}> .

<{home}void#union> a sd:Graph, void:Dataset ;
    dcterms:title "All named graphs together"@en, "所有命名图之并"@zh ;
    void:triples {counts["triples"]} .

<{home}void#publisher> a foaf:Agent ; foaf:name "The aidgraph contributors" .
""",
        *partitions,
    ]
    if first:
        lines.append(
            f"<{home}void#period> a dcterms:PeriodOfTime ; dcat:startDate {literal(str(first))} ; dcat:endDate {literal(str(last))} ."
        )
    if whole:
        lines.append(f"""
<{home}void#dataset> dcat:distribution <{home}graph.trig> ; void:dataDump <{home}graph.trig> .
<{home}graph.trig> a dcat:Distribution ;
    dcterms:title "The whole graph as TriG"@en, "整个图谱（TriG）"@zh ;
    dcat:downloadURL <{home}graph.trig> ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/application/trig> .""")
    return "\n".join(lines) + "\n"
