"""The endpoint keeps to SPARQL 1.1 Protocol, held against clients that other people wrote."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import warnings
import xml.etree.ElementTree as ElementTree
from typing import Any

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import DCAT, RDF, VOID

from aidgraph.graph import named_queries

pytestmark = pytest.mark.slow

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
PAIRS = "SELECT ?a ?b WHERE { ?a aid:pairedWith ?b } ORDER BY ?a ?b"
FORMS = {
    "application/sparql-results+json": lambda text: [
        (row["a"]["value"], row["b"]["value"]) for row in json.loads(text)["results"]["bindings"]
    ],
    "application/sparql-results+xml": lambda text: [
        tuple(uri.text for uri in result.iter("{http://www.w3.org/2005/sparql-results#}uri"))
        for result in ElementTree.fromstring(text).iter("{http://www.w3.org/2005/sparql-results#}result")
    ],
    "text/csv": lambda text: [tuple(row) for row in list(csv.reader(io.StringIO(text)))[1:]],
    "text/tab-separated-values": lambda text: [
        tuple(cell[1:-1] for cell in line.split("\t")) for line in text.splitlines()[1:]
    ],
}
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}


@pytest.fixture(scope="module")
def pairs(small_folder: Any) -> list[tuple[str, str]]:
    from aidgraph.graph import GraphFolder, open_store

    store = open_store(GraphFolder.open(small_folder).path("store"))
    found = store.query(
        PAIRS, prefixes={"aid": "https://w3id.org/aidgraph/ontology#"}, use_default_graph_as_union=True
    )
    rows = [(row["a"].value, row["b"].value) for row in found]
    assert rows
    return rows


@pytest.mark.parametrize("media", FORMS)
def test_rows_come_in_every_form_and_say_the_same(served: Any, media: str, pairs: list[Any]) -> None:
    answer = served.sparql(PAIRS, accept=media)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert FORMS[media](answer.text) == pairs


@pytest.mark.parametrize("media", GRAPHS)
def test_graphs_come_in_every_form_and_say_the_same(served: Any, media: str, pairs: list[Any]) -> None:
    answer = served.sparql("CONSTRUCT WHERE { ?a aid:pairedWith ?b }", accept=media)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media)
    graph = _parsed(answer.text, GRAPHS[media])
    assert sorted((str(a), str(b)) for a, _, b in graph) == sorted(set(pairs))


def test_the_three_ways_of_asking_are_one(served: Any, pairs: list[Any]) -> None:
    get = served.sparql(PAIRS).text
    form = served.ask("sparql", "POST", data={"query": PAIRS}).text
    plain = served.ask(
        "sparql", "POST", content=PAIRS.encode(), headers={"Content-Type": "application/sparql-query"}
    ).text
    assert get == form == plain
    assert len(json.loads(get)["results"]["bindings"]) == len(pairs)


def test_ask_answers_true_and_false(served: Any) -> None:
    assert served.sparql("ASK { ?a aid:pairedWith ?b }").json()["boolean"] is True
    assert served.sparql("ASK { ?a aid:pairedWith ?a }").json()["boolean"] is False
    xml = served.sparql("ASK { }", accept="application/sparql-results+xml").text
    assert bool(pyoxigraph.parse_query_results(xml, pyoxigraph.QueryResultsFormat.XML)) is True
    assert served.sparql("ASK { }", accept="text/csv").status_code == 406


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("image/png, text/tab-separated-values;q=0.2", "text/tab-separated-values"),
    ],
)
def test_the_form_is_the_one_liked_best(served: Any, accept: str, media: str) -> None:
    assert served.sparql(PAIRS, accept=accept).headers["content-type"].partition(";")[0] == media


def test_format_is_a_word_for_those_who_cannot_set_a_header(served: Any, pairs: list[Any]) -> None:
    answer = served.ask("sparql", params={"query": PAIRS, "format": "csv"})
    assert FORMS["text/csv"](answer.text) == pairs
    assert served.ask("sparql", params={"query": PAIRS, "format": "pdf"}).status_code == 406


def test_a_dataset_can_be_chosen_by_the_protocol(served: Any) -> None:
    rows = served.sparql("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?c a aid:Claim } } ORDER BY ?g").json()
    one, two, *_ = (row["g"]["value"] for row in rows["results"]["bindings"])
    count = "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c a aid:Claim }"

    def counted(**dataset: Any) -> int:
        answer = served.ask("sparql", params={"query": count, **dataset}).json()
        return int(answer["results"]["bindings"][0]["n"]["value"])

    each = [counted(**{"default-graph-uri": graph}) for graph in (one, two)]
    assert counted(**{"default-graph-uri": [one, two]}) == sum(each) > max(each)
    assert counted(**{"named-graph-uri": one}) == 0
    named = f"SELECT (COUNT(DISTINCT ?c) AS ?n) FROM NAMED <{one}> {{ GRAPH ?g {{ ?c a aid:Claim }} }}"
    assert int(served.sparql(named).json()["results"]["bindings"][0]["n"]["value"]) == each[0]


def test_rdflib_asks_it(served: Any, pairs: list[Any]) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        store = SPARQLStore(f"{served.url}sparql", method=method, returnFormat="json")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = list(store.query(f"PREFIX aid: <https://w3id.org/aidgraph/ontology#> {PAIRS}"))
        assert [(str(a), str(b)) for a, b in rows] == pairs


def test_sparqlwrapper_asks_it(served: Any, pairs: list[Any]) -> None:
    import SPARQLWrapper

    for method in (SPARQLWrapper.GET, SPARQLWrapper.POST):
        for form in (SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV):
            asking = SPARQLWrapper.SPARQLWrapper(f"{served.url}sparql")
            asking.setMethod(method)
            asking.setReturnFormat(form)
            asking.setQuery(PAIRS)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = asking.query().convert()
            if form == SPARQLWrapper.JSON:
                assert [(r["a"]["value"], r["b"]["value"]) for r in found["results"]["bindings"]] == pairs
            elif form == SPARQLWrapper.CSV:
                assert FORMS["text/csv"](found.decode()) == pairs
            else:
                assert len(found.getElementsByTagName("result")) == len(pairs)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_curl_asks_it(served: Any, pairs: list[Any]) -> None:
    done = subprocess.run(
        ["curl", "-sS", "--noproxy", "*", "--fail", "-H", "Accept: text/csv", "--data-urlencode", f"query={PAIRS}",
         f"{served.url}sparql"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert FORMS["text/csv"](done.stdout.decode()) == pairs


def test_the_service_describes_itself(served: Any) -> None:
    graph = rdflib.Graph().parse(data=served.ask("sparql", headers={"Accept": "text/turtle"}).text)
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert str(graph.value(service, SD.endpoint)) == f"{served.url}sparql"
    (data,) = graph.subjects(RDF.type, DCAT.Dataset)
    rows = served.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").json()["results"]["bindings"]
    assert int(graph.value(data, VOID.triples)) == int(rows[0]["n"]["value"])
    parts = {
        str(graph.value(part, VOID["class"])): int(graph.value(part, VOID.entities))
        for part in graph.objects(data, VOID.classPartition)
    }
    claims = served.sparql("SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c a aid:Claim }").json()
    assert parts["https://w3id.org/aidgraph/ontology#Claim"] == int(
        claims["results"]["bindings"][0]["n"]["value"]
    )
    dump = str(graph.value(data, VOID.dataDump))
    assert served.ask(dump.removeprefix(served.url)).content == (served.folder / "graph.trig").read_bytes()
    for media, form in GRAPHS.items():
        other = _parsed(served.ask("void", headers={"Accept": media}).text, form)
        assert len(other) == len(graph)


def test_entities_claims_and_documents_answer_at_their_own_addresses(served: Any, small: Any) -> None:
    base = "https://w3id.org/aidgraph/id/"
    claim = small.claims[0]
    names = [one.iri for one in small.entities]
    for iri in (*names, f"{base}claim/{claim.id}", f"{base}document/{claim.evidence.document}"):
        path = f"id/{iri.removeprefix(base)}"
        answer = served.ask(path, headers={"Accept": "text/turtle"})
        assert answer.status_code == 200, iri
        graph = rdflib.Graph().parse(data=answer.text)
        assert (rdflib.URIRef(iri), None, None) in graph
        page = served.ask(path, headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert iri.replace("&", "&amp;") in page.text
    page = served.ask(f"id/claim/{claim.id}", headers={"Accept": "text/html"}).text
    assert " ".join(claim.evidence.quote.split()) in page
    assert served.ask("id/division/999999").status_code == 404
    assert served.ask(f"id/{names[0].removeprefix(base)}", params={"format": "csv"}).status_code == 406


def test_the_query_page_can_answer_every_named_query(served: Any) -> None:
    for name in named_queries():
        answer = served.ask("answer", params={"name": name})
        assert answer.status_code == 200, (name, answer.text)
        assert set(answer.json()) == {"kind", "columns", "rows", "text"}
        again = served.sparql(answer.json()["text"])
        assert len(again.json()["results"]["bindings"]) == len(answer.json()["rows"])


def test_names_that_stay_open_are_said(served: Any) -> None:
    answer = served.ask("answer", params={"name": "city-for-county", "p.city": "没有这个市"})
    assert (answer.status_code, answer.text.count("\n")) == (400, 1)
    assert "没有这个市" in answer.text


def _parsed(text: str, form: str) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of itself where it reads JSON-LD
        return rdflib.Graph().parse(data=text, format=form)
