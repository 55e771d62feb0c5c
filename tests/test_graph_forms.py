"""JSON-LD and RDF/XML: the same quads in other clothes, in rdflib and in Oxigraph."""

import io
import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.compare import isomorphic

from aidgraph.export import export
from aidgraph.graph import GraphFolder, base_of, write_jsonld, write_rdfxml

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def trig(small) -> str:
    return (small.folder / "graph.trig").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def jsonld(trig) -> str:
    out = io.StringIO()
    write_jsonld(out, trig)
    return out.getvalue()


@pytest.fixture(scope="module")
def rdfxml(trig) -> str:
    out = io.StringIO()
    write_rdfxml(out, trig)
    return out.getvalue()


def quads(dataset: rdflib.Dataset) -> set:
    return {(s, p, o, str(getattr(g, "identifier", g))) for s, p, o, g in dataset.quads()}


def test_json_ld_has_the_quads_of_the_trig_in_oxigraph(trig, jsonld) -> None:
    assert set(parse(jsonld.encode(), RdfFormat.JSON_LD)) == set(parse(trig.encode(), RdfFormat.TRIG))


def test_json_ld_has_the_quads_of_the_trig_in_rdflib(trig, jsonld) -> None:
    theirs, ours = rdflib.Dataset(), rdflib.Dataset()
    theirs.parse(data=trig, format="trig")
    ours.parse(data=jsonld, format="json-ld")
    assert len(quads(theirs)) > 600
    assert quads(ours) == quads(theirs)


def test_rdf_xml_has_each_triple_once_in_both(trig, rdfxml) -> None:
    triples = {quad.triple for quad in parse(trig.encode(), RdfFormat.TRIG)}
    found = [quad.triple for quad in parse(rdfxml.encode(), RdfFormat.RDF_XML)]
    assert (set(found), len(found)) == (triples, len(triples))
    lines = "".join(f"{triple} .\n" for triple in triples)
    assert isomorphic(
        rdflib.Graph().parse(data=rdfxml, format="xml"), rdflib.Graph().parse(data=lines, format="nt")
    )


def test_a_javascript_developer_finds_plain_keys(jsonld) -> None:
    read = json.loads(jsonld)
    (bulletin,) = [graph for graph in read["graph"] if graph["id"] == "document/2018-01"]
    nodes = {node["id"]: node for node in bulletin["graph"]}
    gift = nodes["claim/2018-01/donated-to@21"]
    assert gift["type"] == ["aid:Claim", "aid:Donation"]
    assert gift["provider"] == "association/青禾商会"
    assert gift["modality"] == ["aid:modality-cash", "aid:modality-goods"]
    assert gift["isAggregate"] is False
    assert nodes[gift["amount"]] == {
        "id": "claim/2018-01/donated-to@21#amount1",
        "type": "schema:MonetaryAmount",
        "basis": "aid:basis-one-off",
        "bound": "aid:bound-over",
        "currency": "CNY",
        "measure": "aid:measure-aid",
        "minValue": "600000",
        "verbatim": {"zh": "60余万元"},
    }
    assert read["@context"]["provider"] == {"@id": "aid:provider", "@type": "@id"}
    assert read["@context"]["minValue"] == {"@id": "schema:minValue", "@type": "xsd:decimal"}


def test_the_bytes_are_the_same_whatever_order_the_graph_comes_in(
    small, trig, jsonld, rdfxml, tmp_path
) -> None:
    quads = sorted(map(str, parse(trig.encode(), RdfFormat.TRIG)), reverse=True)
    turned = [quad.rpartition(" <") for quad in quads]
    file = tmp_path / "turned.trig"
    file.write_text("".join(f"<{graph} {{ {triple} }}\n" for triple, _, graph in turned), encoding="utf-8")
    for write, expected in ((write_jsonld, jsonld), (write_rdfxml, rdfxml)):
        out = io.StringIO()
        write(out, file)
        assert out.getvalue() == expected


def test_control_characters_do_not_break_the_xml() -> None:
    out = io.StringIO()
    write_rdfxml(out, '<http://a/g> { <http://a/s> <http://a/p#q> "前\\u000C后"@zh, "\\u0001" }')
    found = [quad.object.value for quad in parse(out.getvalue().encode(), RdfFormat.RDF_XML)]
    assert sorted(found) == sorted(["前\ufffd后", "\ufffd"])


def test_a_term_of_nobody_we_know_keeps_its_whole_iri() -> None:
    trig = '<http://a/g> { <http://a/s> <http://a/p#q> "值", 7 . <http://a/s> a <http://a/C> . }'
    out = io.StringIO()
    write_jsonld(out, trig)
    assert set(parse(out.getvalue().encode(), RdfFormat.JSON_LD)) == set(parse(trig.encode(), RdfFormat.TRIG))


def test_json_ld_under_another_base_reads_back(trig) -> None:
    moved = trig.replace("https://w3id.org/aidgraph/id/", "https://example.org/kg/id/")
    out = io.StringIO()
    write_jsonld(out, moved, base="https://example.org/kg/")
    assert set(parse(out.getvalue().encode(), RdfFormat.JSON_LD)) == set(
        parse(moved.encode(), RdfFormat.TRIG)
    )
    assert json.loads(out.getvalue())["@context"]["@base"] == "https://example.org/kg/id/"


def test_both_are_export_endings(small_folder, tmp_path) -> None:
    folder = GraphFolder.open(small_folder)
    for name, form in (("whole.jsonld", RdfFormat.JSON_LD), ("whole.rdf", RdfFormat.RDF_XML)):
        file = Path(tmp_path, name)
        export(
            file, folder.claims(), folder.entities(), folder.documents(),
            base=base_of(folder.path("graph.trig")),
        )  # fmt: skip
        assert len(set(parse(file.read_bytes(), form))) > 600
