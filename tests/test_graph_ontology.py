"""The ontology: written for researchers, and in step with what the graph says."""

import io
import typing

import pytest
import rdflib
from pyoxigraph import Literal, RdfFormat, parse
from rdflib.namespace import DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, VOID, XSD

from aidgraph import model
from aidgraph.graph import vocabulary, write_trig
from aidgraph.graph.vocabulary import CODES, PARTY_CLASSES, PREFIXES, RELATION_TERMS, expanded
from aidgraph.resources import ontology

AID = PREFIXES["aid"]
CLOSED = (DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, VOID, XSD)

#: Terms of the Web Annotation vocabulary that we use, from its Recommendation; rdflib has no list of them.
WEB_ANNOTATION = {
    "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "hasSource", "hasSelector",
    "start", "end", "exact", "prefix", "suffix",
}  # fmt: skip


@pytest.fixture(scope="module")
def terms() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology("aidgraph.ttl"))


def _ours(graph: rdflib.Graph) -> set[rdflib.URIRef]:
    return {subject for subject in graph.subjects() if str(subject).startswith(AID)}


def _exists(iri: str) -> bool:
    if iri.startswith(PREFIXES["oa"]):
        return iri.removeprefix(PREFIXES["oa"]) in WEB_ANNOTATION
    return any(
        iri.startswith(str(space)) and iri.removeprefix(str(space)) in space.__annotations__
        for space in CLOSED
    )


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition])
def test_every_term_has_a_label_and_a_definition_in_both_languages(terms, predicate) -> None:
    lacking = {
        (str(term), language)
        for term in _ours(terms)
        for language in ("zh", "en")
        if len([text for text in terms.objects(term, predicate) if text.language == language]) != 1
    }
    assert lacking == set()


def test_every_term_has_an_example(terms) -> None:
    assert {str(term) for term in _ours(terms) if not list(terms.objects(term, SKOS.example))} == set()


def test_no_term_refers_to_one_of_ours_that_is_not_defined(terms) -> None:
    named = {node for triple in terms for node in triple if str(node).startswith(AID)}
    named |= {node.datatype for node in terms.objects() if isinstance(node, rdflib.Literal) and node.datatype}
    assert {str(node) for node in named if str(node).startswith(AID)} - {
        str(term) for term in _ours(terms)
    } == set()


def test_code_lists_of_ontology_vocabulary_and_model_are_the_same(terms) -> None:
    listed = {
        scheme: tuple(
            str(concept).removeprefix(f"{AID}{scheme}-")
            for concept in terms.objects(rdflib.URIRef(f"{AID}{scheme.capitalize()}"), SKOS.hasTopConcept)
        )
        for scheme in CODES
    }
    assert {scheme: set(codes) for scheme, codes in listed.items()} == {
        scheme: set(codes) for scheme, codes in CODES.items()
    }
    nouns = {"status": "Status", "bound": "Bound", "basis": "Basis", "measure": "Measure", "origin": "Origin"}
    assert {scheme: typing.get_args(getattr(model, noun)) for scheme, noun in nouns.items()} == {
        scheme: CODES[scheme] for scheme in nouns
    }


def test_every_party_type_and_relation_has_its_classes(terms) -> None:
    assert set(PARTY_CLASSES) == set(model.PARTY_TYPES)
    assert set(RELATION_TERMS) == set(model.RELATIONS)
    named = {name for names in (*PARTY_CLASSES.values(), *RELATION_TERMS.values()) for name in names}
    assert {expanded(name) for name in named} <= {str(term) for term in _ours(terms)}


def test_the_classes_stated_of_a_party_are_the_ones_it_inherits(terms) -> None:
    for names in PARTY_CLASSES.values():
        above = terms.transitive_objects(rdflib.URIRef(expanded(names[0])), RDFS.subClassOf)
        assert {str(one) for one in above if str(one).startswith(AID)} == {expanded(name) for name in names}


def test_every_name_in_the_vocabulary_is_defined_by_us_or_exists_elsewhere(terms) -> None:
    names = {
        name
        for value in vars(vocabulary).values()
        for name in ([value] if isinstance(value, str) else value if isinstance(value, tuple) else [])
        if isinstance(name, str) and name.partition(":")[0] in PREFIXES and "//" not in name
    }
    assert "aid:provider" in names
    ours = {str(term) for term in _ours(terms)}
    assert {name for name in names if expanded(name) not in ours and not _exists(expanded(name))} == set()


def test_every_term_that_is_written_is_defined_by_us_or_exists_elsewhere(terms, small) -> None:
    out = io.StringIO()
    write_trig(out, small.claims, small.entities, small.documents)
    quads = list(parse(out.getvalue(), RdfFormat.TRIG))
    written = {quad.predicate.value for quad in quads}
    written |= {quad.object.value for quad in quads if quad.predicate.value == str(RDF.type)}
    written |= {quad.object.datatype.value for quad in quads if isinstance(quad.object, Literal)}
    written |= {quad.object.value for quad in quads if quad.object.value.startswith(AID)}
    ours = {str(term) for term in _ours(terms)}
    assert {iri for iri in written if iri not in ours and not _exists(iri)} == set()


def test_every_external_term_of_the_ontology_exists(terms) -> None:
    named = {str(node) for triple in terms for node in triple if isinstance(node, rdflib.URIRef)}
    ours = tuple(PREFIXES[prefix] for prefix in PREFIXES if prefix != "aid")
    assert {iri for iri in named if iri.startswith(ours) and not _exists(iri)} == set()


def test_paired_assistance_is_never_official_development_assistance(terms) -> None:
    flows = {
        str(code)
        for code in terms.objects(None, SKOS.notation)
        if code.datatype == rdflib.URIRef(f"{AID}IatiFlowType")
    }
    assert flows == {"30", "50"}
