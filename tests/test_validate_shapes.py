"""The shapes: clean graphs keep to them, and each kind of fault is found, told and led back to its sentence."""

import pytest
import rdflib

from aidgraph.errors import GraphError
from aidgraph.graph import Fault, violations
from aidgraph.graph.vocabulary import CLAIM, PARTY_CLASSES, PREFIXES, RELATION_TERMS, expanded
from aidgraph.resources import ontology

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")

#: pySHACL 0.40 asks rdflib for a thing that rdflib has renamed.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

GIFT, AMOUNT, ITEM = (f"<claim/2018-01/donated-to@21{part}>" for part in ("", "#amount1", "#item1"))
PASSAGE, POSITION, QUOTATION = (
    f"<document/2018-01#{part}=21,62>" for part in ("char", "position", "quotation")
)
TOWN, BULLETIN, PROGRAMME = "<division/320281>", "<document/2018-01>", "<programme/家门口的幼儿园>"
CODE, POINT = "<division/320281#code-gbt2260-320281>", "<division/320281#point>"
JUDGEMENT = "<claim/2018-01/paired-with@145#judgement>"

OF_GIFT = ("2018-01.txt:2:17", "2018-01/donated-to@21")
OF_TOWN = ("2018-01.txt:2:1", "2018-01/paired-with@5")
OF_BULLETIN = ("2018-01.txt:1:1", "")
NOWHERE = ("graph.trig", "")

#: What is added to a clean graph → where the fault is told, and in which words.
FAULTS = {
    f"{GIFT} a aid:Support": (OF_GIFT, "a claim is a pairing, a donation or a support, exactly one"),
    f'{GIFT} dcterms:identifier "又一个"': (OF_GIFT, "a claim has one identifier"),
    f'{GIFT} rdfs:label "另一个"@zh': (OF_GIFT, "a claim has a Chinese label"),
    f"{GIFT} aid:status aid:status-planned": (OF_GIFT, "a claim has one status, out of the code list"),
    f"{GIFT} aid:origin aid:origin-hearsay": (OF_GIFT, "a claim has one origin, out of the code list"),
    f"{GIFT} aid:isAggregate true": (OF_GIFT, "a claim says whether it is an aggregate, once"),
    f"{GIFT} aid:modality aid:modality-love": (OF_GIFT, "a modality is out of the code list"),
    f"{GIFT} aid:sector aid:sector-health": (OF_GIFT, "a claim has at most one sector, out of the code list"),
    f"{GIFT} aid:provider {PROGRAMME}": (OF_GIFT, "a provider is a party"),
    f"{GIFT} aid:recipient {PROGRAMME}": (OF_GIFT, "a recipient is a party"),
    f"{GIFT} aid:organizer {PROGRAMME}": (OF_GIFT, "an organizer is a party"),
    f"{GIFT} aid:amount {ITEM}": (OF_GIFT, "an amount is a schema:MonetaryAmount"),
    f"{GIFT} aid:outcome {AMOUNT}": (OF_GIFT, "an item or outcome is a schema:QuantitativeValue"),
    f"{GIFT} aid:programme {TOWN}": (OF_GIFT, "a programme is an aid:Programme"),
    f'{GIFT} aid:purpose "助学"': (OF_GIFT, "a claim has at most one purpose, in the text's words"),
    f"{GIFT} aid:act <act/another>": (OF_GIFT, "a claim tells of at most one act"),
    f"{GIFT} aid:corroborates {BULLETIN}": (OF_GIFT, "a claim corroborates or disagrees with a claim"),
    f"{GIFT} prov:wasQuotedFrom {BULLETIN}": (OF_GIFT, "a claim is quoted from one passage"),
    f"{GIFT} aid:carriedFrom {BULLETIN}": (OF_GIFT, "a subject is carried from at most one passage"),
    f"{GIFT} prov:wasAttributedTo {BULLETIN}": (OF_GIFT, "whom a claim is attributed to is a prov:Agent"),
    f"{GIFT} prov:wasGeneratedBy {BULLETIN}": (OF_GIFT, "what made a claim is a rule or a judgement"),
    f"{GIFT} time:hasTime {BULLETIN}": (OF_GIFT, "a claim has at most one time"),
    "<claim/none> a aid:Pairing": (
        NOWHERE,
        "a pairing, donation or support is stated to be an aid:Claim too",
    ),
    f'{AMOUNT} schema:currency "元"': (OF_GIFT, "an amount has one currency, an ISO 4217 code"),
    f"{AMOUNT} aid:bound aid:bound-under": (OF_GIFT, "an amount has one bound, out of the code list"),
    f"{AMOUNT} aid:basis aid:basis-per-year": (OF_GIFT, "an amount has one basis, out of the code list"),
    f"{AMOUNT} aid:measure aid:measure-trade": (
        OF_GIFT,
        "an amount says once what it measures: aid, project, investment or trade",
    ),
    f'{AMOUNT} aid:verbatim "六十万"@zh': (OF_GIFT, "an amount keeps the text's own words"),
    f'{AMOUNT} schema:maxValue "-1"^^xsd:decimal': (OF_GIFT, "a figure stands once and is not negative"),
    f'{AMOUNT} schema:value "7"^^xsd:decimal': (
        OF_GIFT,
        "exact and about have a value, over a minimum alone, under a maximum alone, vague no figure",
    ),
    f'{ITEM} rdfs:label "笔"@zh': (OF_GIFT, "an item or outcome has a name"),
    f'{ITEM} schema:unitText "只"@zh': (OF_GIFT, "at most one unit"),
    f"{ITEM} aid:bound aid:bound-over": (OF_GIFT, "at most one bound, out of the code list"),
    f"{PASSAGE} oa:hasSource {TOWN}": (OF_GIFT, "a passage has one source, a document"),
    f'{PASSAGE} rdfs:label "别的话"@zh': (OF_GIFT, "a passage has its words"),
    f"{PASSAGE} oa:hasSelector <document/2018-01#position=5,20>": (OF_GIFT, "a passage has one position"),
    f"{PASSAGE} oa:hasSelector <document/2018-01#quotation=5,20>": (OF_GIFT, "a passage has one quotation"),
    f"{POSITION} oa:start 70": (OF_GIFT, "a start is one whole number, not negative, before the end"),
    f'{POSITION} oa:end "末尾"': (OF_GIFT, "an end is one whole number"),
    f'{QUOTATION} oa:exact ""': (OF_GIFT, "a quotation is one text that is not empty"),
    f'{QUOTATION} oa:prefix "前"': (OF_GIFT, "at most one text before"),
    f'{QUOTATION} oa:suffix "后"': (OF_GIFT, "at most one text after"),
    f'{BULLETIN} dcterms:identifier "2018-02"': (OF_BULLETIN, "a document has one identifier"),
    "<document/lost> a aid:Document": (NOWHERE, "a document has a label"),
    f'{BULLETIN} schema:sha256 "abc"': (OF_BULLETIN, "a document has the sha256 of its bytes"),
    f'{BULLETIN} dcterms:issued "2019"^^xsd:gYear': (
        OF_BULLETIN,
        "a document has at most one date of issue",
    ),
    f"{BULLETIN} dcterms:publisher {TOWN}": (OF_BULLETIN, "a publisher is a prov:Agent"),
    "<division/000000> a aid:Party": (NOWHERE, "a party has a label, one in Chinese"),
    f"{TOWN} aid:within {PROGRAMME}": (OF_TOWN, "a party lies within a division or a unit of the Corps"),
    f"{TOWN} aid:colocatedWith {PROGRAMME}": (OF_TOWN, "what it shares a place with is a party"),
    f"{TOWN} aid:represents {PROGRAMME}": (OF_TOWN, "whom it represents is a party"),
    f"{TOWN} aid:stationedIn {PROGRAMME}": (OF_TOWN, "where it is stationed is a party"),
    f"{TOWN} aid:memberCount -1": (OF_TOWN, "a count of members is one whole number, not negative"),
    f'{TOWN} aid:memberKind "村", "户"': (OF_TOWN, "at most one kind of member"),
    f"{TOWN} foaf:member {PROGRAMME}": (OF_TOWN, "a member is a party"),
    f"{TOWN} schema:identifier {BULLETIN}": (OF_TOWN, "a code is a schema:PropertyValue"),
    f"{TOWN} geo:hasGeometry {BULLETIN}": (OF_TOWN, "a point is a geo:Geometry"),
    f'{CODE} schema:propertyID "另一份代码表"': (OF_TOWN, "a code names its list"),
    f'{CODE} schema:value "1"': (OF_TOWN, "a code has one value"),
    f'{POINT} geo:asWKT "POINT(1 2 3)"^^geo:wktLiteral': (
        OF_TOWN,
        "a point is one WKT point, longitude first",
    ),
    f'{POINT} aid:precision "village"': (OF_TOWN, "at most one precision"),
    "<programme/nameless> a aid:Programme": (NOWHERE, "a programme has a name"),
    f'{JUDGEMENT} aid:decision "reject"': (
        ("2018-01.txt:2:141", "2018-01/paired-with@145"),
        "a judgement has one decision",
    ),
    f"{JUDGEMENT} prov:wasAssociatedWith {TOWN}": (
        ("2018-01.txt:2:141", "2018-01/paired-with@145"),
        "a judgement says who made it",
    ),
    f'{JUDGEMENT} dcterms:issued "2031"^^xsd:gYear': (
        ("2018-01.txt:2:141", "2018-01/paired-with@145"),
        "a judgement has its date",
    ),
    f"{TOWN} aid:pairedWith <division/650000>": (OF_TOWN, "a pairing is stated both ways"),
    f"{TOWN} aid:plansToSupport {PROGRAMME}": (OF_TOWN, "both ends of a relation are parties"),
}


def found_in(small, tmp_path, more: str) -> list[Fault]:
    """The faults of the small graph with statements added to one of its graphs."""
    text = (small.folder / "graph.trig").read_text(encoding="utf-8")
    file = tmp_path / "graph.trig"
    file.write_text(f"{text}\n<document/2018-01> {{\n{more}\n}}\n", encoding="utf-8", newline="\n")
    return violations(file, small.claims, small.documents)


@pytest.fixture(scope="module")
def all_at_once(small, tmp_path_factory) -> list[Fault]:
    return found_in(small, tmp_path_factory.mktemp("faulty"), "".join(f"{added} .\n" for added in FAULTS))


def test_a_clean_graph_has_no_fault(small, tmp_path) -> None:
    assert found_in(small, tmp_path, "") == []


@pytest.mark.parametrize("added", FAULTS)
def test_each_kind_of_fault_is_found_where_it_stands(all_at_once, added) -> None:
    (where, claim), message = FAULTS[added]
    subject = added.split(" ")[0].strip("<>")
    assert [
        fault
        for fault in all_at_once
        if fault.en.startswith(f"{message} ({subject}") and (fault.where, fault.claim) == (where, claim)
    ]


def test_one_fault_alone_is_told_alone_in_both_languages(small, tmp_path) -> None:
    assert found_in(small, tmp_path, f"{GIFT} aid:status aid:status-planned .") == [
        Fault(
            "2018-01.txt:2:17",
            "2018-01/donated-to@21",
            "a claim has one status, out of the code list (claim/2018-01/donated-to@21 aid:status)",
            "状态必须是代码表中的一个（claim/2018-01/donated-to@21 aid:status）",
        )
    ]


def test_no_shape_is_without_a_fault_that_it_finds() -> None:
    shapes = rdflib.Graph().parse(ontology("shapes.ttl"))
    messages = {str(text) for text in shapes.objects(None, SH.message) if text.language == "en"}
    assert messages == {message for _, message in FAULTS.values()}


def test_every_message_is_in_chinese_and_english() -> None:
    shapes = rdflib.Graph().parse(ontology("shapes.ttl"))
    for shape in set(shapes.subjects(SH.message)):
        assert sorted(text.language for text in shapes.objects(shape, SH.message)) == ["en", "zh"]


def test_every_class_of_ours_that_is_written_has_a_shape_and_every_property_a_rule() -> None:
    shapes = rdflib.Graph().parse(ontology("shapes.ttl"))
    terms = rdflib.Graph().parse(ontology("aidgraph.ttl"))
    targets = {str(target) for target in shapes.objects(None, SH.targetClass)}
    written = {name for names in PARTY_CLASSES.values() for name in names}
    assert {expanded(names[-1]) for names in PARTY_CLASSES.values()} <= targets
    assert {expanded(names[0]) for names in RELATION_TERMS.values()} | {expanded(CLAIM)} <= targets
    assert written
    named = {str(node) for triple in shapes for node in triple}
    properties = {
        str(term)
        for kind in (rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
        for term in terms.subjects(rdflib.RDF.type, kind)
    }
    in_data_only_below = {f"{PREFIXES['aid']}aids"}
    assert properties - named == in_data_only_below


def test_a_file_that_does_not_parse_is_told_by_line_and_column(small, tmp_path) -> None:
    with pytest.raises(GraphError, match=r"graph\.trig:\d+:\d+: .*build the graph again"):
        found_in(small, tmp_path, "<a> <b> .")
