"""Claims as RDF: a direct triple to query, a claim node to cite, in the graph of their document."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, RdfFormat, parse

from aidgraph import graph, resolve
from aidgraph.errors import GraphError
from aidgraph.graph import base_of, memory_store, rdflib_dataset, write_nquads, write_trig, write_turtle
from aidgraph.graph.acts import agree
from aidgraph.graph.vocabulary import PREFIXES
from aidgraph.model import Amount, Claim, Party

ID = "https://w3id.org/aidgraph/id/"


def _trig(small, **changes) -> str:
    out = io.StringIO()
    parts = {"claims": small.claims, "entities": small.entities, "documents": small.documents} | changes
    write_trig(out, **parts)
    return out.getvalue()


@pytest.fixture(scope="module")
def trig(small) -> str:
    return _trig(small)


@pytest.fixture(scope="module")
def store(trig):
    return memory_store(trig)


def _pairs(store, query: str) -> set[tuple[str, ...]]:
    rows = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    return {tuple("" if term is None else term.value.removeprefix(ID) for term in row) for row in rows}


def test_the_graph_is_written_as_reviewed(small, trig) -> None:
    golden = small.folder / "graph.trig"
    if os.environ.get("AIDGRAPH_REWRITE_GOLDEN"):
        golden.write_text(trig, encoding="utf-8", newline="\n")
    assert trig == golden.read_text(encoding="utf-8")


def test_a_direct_triple_stands_in_the_graph_of_the_document_that_states_it(store) -> None:
    rows = store.query("SELECT * { GRAPH ?document { ?a aid:donatedTo ?b } }", prefixes=dict(PREFIXES))
    found = {tuple(row[name].value.removeprefix(ID) for name in ("document", "a", "b")) for row in rows}
    assert found == {
        ("document/2018-01", "association/青禾商会", "group/2018-01/35"),
        ("document/2018-01", "division/320281", "division/654023"),
        ("document/news/2019-06", "association/青禾商会", "division/654023"),
        ("document/news/2019-06", "association/青禾商会", "school/霍城县实验小学"),
        ("document/news/2019-06", "enterprise/蓝桥公司", "school/霍城县实验小学"),
        ("document/news/2019-06", "division/654023", "division/320281"),
    }


def test_a_pairing_holds_both_ways_and_for_the_named_members_of_a_group(store) -> None:
    assert _pairs(store, "SELECT ?a ?b { GRAPH <" + ID + "document/2018-01> { ?a aid:pairedWith ?b } }") == {
        ("division/320281", "division/654023"),
        ("division/654023", "division/320281"),
        ("hospital/云帆医院", "group/2018-01/150"),
        ("group/2018-01/150", "hospital/云帆医院"),
        ("hospital/云帆医院", "school/霍城一中"),
        ("school/霍城一中", "hospital/云帆医院"),
    }


def test_what_is_planned_has_a_predicate_of_its_own(store) -> None:
    assert _pairs(store, "SELECT ?a ?b { ?a aid:plansToSupport ?b }") == {
        ("division/320281", "division/654023")
    }
    assert _pairs(store, "SELECT ?a ?b { ?a aid:supports ?b }") == {
        ("hospital/云帆医院", "hospital/霍城县人民医院")
    }


def test_a_bound_decides_between_value_minimum_and_maximum(store) -> None:
    query = """SELECT ?words ?value ?min ?max { ?money aid:bound ?bound .
        { ?money aid:verbatim ?words } UNION { ?money schema:unitText "人"@zh ; rdfs:label ?words }
        OPTIONAL { ?money schema:value ?value } OPTIONAL { ?money schema:minValue ?min }
        OPTIONAL { ?money schema:maxValue ?max } }"""
    assert _pairs(store, query) == {
        ("60余万元", "", "600000", ""),
        ("500万元", "5000000", "", ""),
        ("1200万元", "12000000", "", ""),
        ("62万元", "620000", "", ""),
        ("约20万元", "200000", "", ""),
        ("数千元", "", "", ""),
        ("8万元", "80000", "", ""),
        ("10万元", "100000", "", ""),
        ("接诊", "", "", "300"),
    }


def test_evidence_is_quote_position_and_what_stands_around_it(store, small) -> None:
    query = """SELECT ?id ?document ?start ?end ?exact ?prefix ?suffix {
        ?claim dcterms:identifier ?id ; a aid:Claim ; prov:wasQuotedFrom ?passage .
        ?passage oa:hasSource ?document ; oa:hasSelector ?position, ?quotation .
        ?position oa:start ?start ; oa:end ?end . ?quotation oa:exact ?exact
        OPTIONAL { ?quotation oa:prefix ?prefix } OPTIONAL { ?quotation oa:suffix ?suffix } }"""
    texts = {document.id: document.text for document in small.documents}
    expected = set()
    for claim in small.claims:
        at, text = claim.evidence, texts[claim.evidence.document]
        around = text[max(0, at.start - 32) : at.start], text[at.end : at.end + 32]
        expected.add((claim.id, f"document/{at.document}", str(at.start), str(at.end), at.quote, *around))
    assert _pairs(store, query) == expected


def test_a_carried_over_subject_has_its_passage(store) -> None:
    query = "SELECT ?id ?words ?p { ?c aid:carriedFrom ?p ; dcterms:identifier ?id . ?p rdfs:label ?words }"
    assert _pairs(store, query) == {
        ("news/2019-06/donated-to@21", "青禾商会", "document/news/2019-06#char=0,4"),
        ("news/2019-06/donated-to@31", "青禾商会", "document/news/2019-06#char=0,4"),
    }


def test_a_party_that_resolves_to_nothing_is_its_mention(store) -> None:
    assert _pairs(
        store, "SELECT ?p ?type { ?c aid:provider ?p . ?p rdfs:label '海虹基金会'@zh ; a ?type }"
    ) == {
        ("mention/news/2019-06/80/海虹基金会", PREFIXES["aid"] + "Foundation"),
        ("mention/news/2019-06/80/海虹基金会", PREFIXES["aid"] + "Party"),
    }


def test_a_curated_statement_hangs_on_its_table_and_names_its_source(store) -> None:
    query = """SELECT ?g ?title ?publisher ?date { GRAPH ?g {
        ?c aid:origin aid:origin-curated ; dcterms:source ?s .
        ?s rdfs:label ?title ; dcterms:publisher/rdfs:label ?publisher ; dcterms:issued ?date } }"""
    assert _pairs(store, query) == {("document/backbone", "对口支援关系一览", "某省援疆网", "2011-05")}


def test_who_read_it_and_who_judged_it_are_said(store) -> None:
    query = (
        "SELECT ?id ?by { ?c prov:wasGeneratedBy ?by ; dcterms:identifier ?id FILTER(STRENDS(?id, '@145')) }"
    )
    assert _pairs(store, query) == {
        ("2018-01/paired-with@145", "rule/pair.with@1"),
        ("2018-01/paired-with@145", "claim/2018-01/paired-with@145#judgement"),
    }


def test_a_later_claim_of_the_same_act_points_at_the_first(store) -> None:
    assert _pairs(store, "SELECT ?later ?first { ?later aid:corroborates ?first }") == {
        ("claim/news/2019-06/donated-to@0", "claim/2018-01/donated-to@21")
    }


def test_two_tellings_disagree_only_where_no_figure_of_theirs_can_both_be_right() -> None:
    def money(value, bound) -> list[Amount]:
        return [Amount(value, "CNY", bound, "one-off", "aid", "")]

    assert [
        agree(money(600000, "over"), money(620000, "exact")),
        agree(money(600000, "exact"), money(620000, "exact")),
        agree(money(600000, "about"), money(620000, "exact")),
        agree(money(600000, "under"), money(620000, "exact")),
        agree(money(None, "vague"), money(620000, "exact")),
        agree([], money(620000, "exact")),
    ] == [True, False, True, False, True, True]


def test_every_place_above_is_stated_so_that_no_path_is_needed(store) -> None:
    query = "SELECT ?place { <" + ID + "school/霍城一中> aid:within ?place }"
    assert _pairs(store, query) == {("division/654023",), ("division/654000",), ("division/650000",)}


def test_there_are_no_blank_nodes_and_nothing_in_the_default_graph(trig) -> None:
    quads = list(parse(trig, RdfFormat.TRIG))
    assert [quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)] == []
    assert [q for q in quads if BlankNode in {type(q.subject), type(q.object), type(q.graph_name)}] == []


def test_rdflib_and_oxigraph_read_the_same_quads_from_trig_and_nquads(trig, tmp_path) -> None:
    out = io.StringIO()
    write_nquads(out, trig)
    file = tmp_path / "graph.nq"
    file.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    ours = {(str(q.subject)[1:-1], str(q.predicate)[1:-1], q.object.value, str(q.graph_name)[1:-1])
            for q in parse(trig, RdfFormat.TRIG)}  # fmt: skip
    for source in (trig, file):
        theirs = [tuple(map(str, quad)) for quad in rdflib_dataset(source).quads()]
        assert len(theirs) == len(ours)
        assert set(theirs) == ours
    lines = out.getvalue().splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(list(memory_store(trig)))


def test_turtle_is_the_union_of_all_graphs(small, trig) -> None:
    out = io.StringIO()
    write_turtle(out, small.claims, small.entities, small.documents)
    union = {(q.subject, q.predicate, q.object) for q in parse(trig, RdfFormat.TRIG)}
    assert {(q.subject, q.predicate, q.object) for q in parse(out.getvalue(), RdfFormat.TURTLE)} == union


def test_the_order_of_what_comes_in_changes_no_byte(small, trig) -> None:
    assert trig == _trig(
        small, claims=small.claims[::-1], entities=small.entities[::-1], documents=small.documents[::-1]
    )


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_no_hash_seed_changes_a_byte(small, trig, seed) -> None:
    program = (
        "import io, json, sys; from pathlib import Path; from aidgraph.graph import write_trig\n"
        "from aidgraph.model import Claim, Document, Entity\n"
        "f = Path(sys.argv[1])\n"
        "def rows(n, t): return [t.from_json(json.loads(r)) for r in (f / n).open(encoding='utf-8')]\n"
        "o = io.StringIO()\n"
        "write_trig(o, rows('claims.jsonl', Claim), rows('entities.jsonl', Entity),\n"
        "           rows('documents.jsonl', Document))\n"
        "sys.stdout.buffer.write(o.getvalue().encode('utf-8'))\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    made = subprocess.run(
        [sys.executable, "-c", program, small.folder], capture_output=True, check=True, env=environment
    )
    assert made.stdout.decode("utf-8") == trig


def test_another_base_moves_everything_that_is_ours_to_name(small, tmp_path) -> None:
    file = tmp_path / "graph.trig"
    file.write_text(_trig(small, base="https://example.org/援/"), encoding="utf-8")
    graphs = {quad.graph_name.value for quad in parse(file.read_bytes(), RdfFormat.TRIG)}
    assert graphs == {
        "https://example.org/援/id/graph/entities",
        "https://example.org/援/id/document/2018-01",
        "https://example.org/援/id/document/backbone",
        "https://example.org/援/id/document/news/2019-06",
    }
    assert base_of(file) == "https://example.org/援/"


def test_a_file_without_a_base_is_refused_with_the_remedy(tmp_path) -> None:
    (tmp_path / "graph.trig").write_text("<x:s> <x:p> <x:o> .\n", encoding="utf-8")
    with pytest.raises(GraphError, match="names no base: build the graph again"):
        base_of(tmp_path / "graph.trig")


def test_a_claim_without_its_document_is_refused(small) -> None:
    with pytest.raises(GraphError, match="stands on 'backbone', which isn't among the documents"):
        _trig(small, documents=small.documents[1:])


def test_a_code_that_no_list_knows_is_refused_by_name(small) -> None:
    odd = replace(small.claims[0], sector="astronomy")
    with pytest.raises(
        GraphError, match=r"claim 2018-01/paired-with@5: no sector named 'astronomy'; there are: edu"
    ):
        _trig(small, claims=[odd])


def test_claims_with_two_parties_of_one_mention_keep_them_apart(small) -> None:
    at = small.claims[0].evidence.span
    twins = tuple(Party(name="两地", type="County", canonical=name, at=at) for name in ("徐州市", "奎屯市"))
    claim: Claim = replace(small.claims[0], providers=twins, recipients=())
    store = memory_store(_trig(small, claims=[claim]))
    assert len(_pairs(store, "SELECT ?p { ?c aid:provider ?p }")) == 2


def test_a_store_on_disk_holds_what_was_written_and_refuses_to_overwrite(trig, tmp_path: Path) -> None:
    from aidgraph.graph import build_store, open_store

    file, folder = tmp_path / "graph.trig", tmp_path / "store"
    file.write_text(trig, encoding="utf-8")
    build_store(folder, file)
    assert set(open_store(folder)) == set(memory_store(trig))
    with pytest.raises(GraphError, match="exists already"):
        build_store(folder, file)
    with pytest.raises(GraphError, match="build the graph first"):
        open_store(tmp_path / "nowhere")


def test_a_damaged_file_makes_no_store_and_says_where(tmp_path: Path) -> None:
    from aidgraph.graph import build_store

    (tmp_path / "graph.trig").write_text("<x:s> <x:p> .\n", encoding="utf-8")
    with pytest.raises(GraphError, match=r"graph\.trig.*build the graph again"):
        build_store(tmp_path / "store", tmp_path / "graph.trig")


def test_entities_and_the_rest_of_the_graph_have_the_same_base_unless_told_otherwise() -> None:
    assert graph.BASE == resolve.BASE
