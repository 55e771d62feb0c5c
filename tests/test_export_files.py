"""Exports: what other programs read is what the claims say."""

import csv
import io
import os
import subprocess
import sys
from dataclasses import replace

import networkx
import pytest
from pyoxigraph import RdfFormat, parse

from aidgraph.errors import ExportError
from aidgraph.export import ENDINGS, TABLES, Reporting, export
from aidgraph.export.tables import cell
from aidgraph.graph import write_trig
from aidgraph.model import Count
from aidgraph.network import WITH, Filters, network

EVERYTHING = Filters(include=frozenset(WITH))
READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


def _export(small, path, **options):
    return export(path, small.claims, small.entities, small.documents, **options)


def _rows(path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("ending", sorted(READERS))
def test_networkx_reads_the_file_back_as_the_network_it_was(small, tmp_path, ending) -> None:
    file = tmp_path / f"援助.{ending}"
    _export(small, file, filters=EVERYTHING)
    back = READERS[ending](file)
    graph = network(small.claims, small.entities, small.documents, filters=EVERYTHING)
    assert set(back) == set(graph)
    assert back.number_of_edges() == graph.number_of_edges() == 14
    for _, data in graph.nodes(data=True):
        assert data["label_zh"]
    for node, data in graph.nodes(data=True):
        said = {name: value for name, value in data.items() if value is not None}
        assert {name: back.nodes[node].get(name) for name in said} == said
    theirs = {data["claim"] + data["source_zh"]: data for *_, data in back.edges(data=True)}
    for *_, data in graph.edges(data=True):
        said = {
            name: "；".join(value) if isinstance(value, tuple) else value
            for name, value in data.items()
            if value not in (None, (), "") and name != "id"
        }
        read = theirs[data["claim"] + data["source_zh"]]
        assert {name: read.get(name) for name in said} == said


@pytest.mark.parametrize("ending", sorted(READERS))
def test_quotes_with_line_breaks_marks_and_control_characters_survive_xml(small, tmp_path, ending) -> None:
    odd = 'A&B<c>"d"\n\te]]>\x00\x0b'
    claim = replace(small.claims[0], items=(Count(odd, 2, "件"), Count("书")))
    file = tmp_path / f"odd.{ending}"
    export(file, [claim], small.entities, small.documents)
    ((*_, data),) = READERS[ending](file).edges(data=True)
    assert data["items"] == 'A&B<c>"d"\n\te]]>\ufffd\ufffd 2件；书'


def test_the_table_of_edges_has_both_ends_the_figure_and_the_sentence(small, tmp_path) -> None:
    _export(small, tmp_path / "e.csv", filters=Filters(organizer=("江阴工作组",)))
    (row,) = _rows(tmp_path / "e.csv")
    assert list(row)[:2] == ["source_zh", "target_zh"]
    assert {name: row[name] for name in (
        "source_zh", "target_zh", "relation", "status", "aggregate", "amount", "currency", "bound", "basis",
        "of", "items", "document", "number", "issued", "claim", "quote", "sector",
    )} == {
        "source_zh": "青禾商会", "target_zh": "霍城县20名困难学生", "relation": "donated-to",
        "status": "done", "aggregate": "false", "amount": "600000", "currency": "CNY", "bound": "over",
        "basis": "one-off",
        "of": "aid", "items": "书包 400个", "document": "2018-01", "number": "1", "issued": "2018-03-05",
        "claim": "2018-01/donated-to@21", "sector": "education",
        "quote": "经江阴工作组牵线，青禾商会向霍城县20名困难学生捐款60余万元，并赠送书包400个",
    }  # fmt: skip


def test_the_table_of_nodes_has_labels_code_point_and_parent(small, tmp_path) -> None:
    _export(small, tmp_path / "n.csv", table="nodes", filters=Filters(relation=("paired-with",)))
    rows = {row["label_zh"]: row for row in _rows(tmp_path / "n.csv")}
    assert set(rows) == {"江阴市", "霍城县", "云帆医院", "霍城一中等3所学校"}
    assert rows["江阴市"] == {
        "id": "https://w3id.org/aidgraph/id/division/320281",
        "label_zh": "江阴市", "label_en": "Jiangyin", "pinyin": "Jiāngyīn Shì", "type": "County",
        "level": "county", "code": "320281", "lat": "31.92", "lon": "120.28",
        "parent": "https://w3id.org/aidgraph/id/division/320000", "parent_zh": "江苏省",
    }  # fmt: skip


def test_the_table_of_claims_has_one_row_a_claim_joint_parties_together(small, tmp_path) -> None:
    _export(small, tmp_path / "c.csv", table="claims", filters=EVERYTHING)
    rows = {row["id"]: row for row in _rows(tmp_path / "c.csv")}
    assert set(rows) == {claim.id for claim in small.claims}
    joint = rows["news/2019-06/donated-to@43"]
    assert (joint["providers"], joint["amount"], joint["items"]) == (
        "青禾商会；蓝桥公司",
        "80000",
        '"启航"电脑 30台',
    )
    planned = rows["2018-01/supports@116"]
    assert (planned["amount"], planned["of"], planned["status"]) == ("12000000", "project", "planned")
    assert rows["2018-01/donated-to@91"]["period"] == "今年以来"


def test_no_cell_runs_as_a_formula_and_numbers_stay_numbers() -> None:
    values = ["=HYPERLINK(1)", "+86", "-1", "@x", "\t=1", "江阴", -5, 0.5, True, None, ("=a", "b"), ()]
    assert [cell(value) for value in values] == [
        "'=HYPERLINK(1)", "'+86", "'-1", "'@x", "'\t=1", "江阴", "-5", "0.5", "true", "", "'=a；b", "",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["trig", "nq"])
def test_rdf_without_filters_is_the_whole_graph(small, tmp_path, ending) -> None:
    out = io.StringIO()
    write_trig(out, small.claims, small.entities, small.documents)
    file = tmp_path / f"g.{ending}"
    assert _export(small, file).left_out == {}
    form = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}[ending]
    assert set(parse(file.read_bytes(), form)) == set(parse(out.getvalue(), RdfFormat.TRIG))


def test_turtle_holds_the_same_triples(small, tmp_path) -> None:
    _export(small, tmp_path / "g.ttl")
    _export(small, tmp_path / "g.trig")
    triples = {quad.triple for quad in parse((tmp_path / "g.trig").read_bytes(), RdfFormat.TRIG)}
    assert {quad.triple for quad in parse((tmp_path / "g.ttl").read_bytes(), RdfFormat.TURTLE)} == triples


def test_filtered_rdf_holds_the_claims_asked_for_and_what_they_need(small, tmp_path) -> None:
    _export(small, tmp_path / "g.nq", filters=Filters(recipient=("霍城一中",)))
    lines = (tmp_path / "g.nq").read_text(encoding="utf-8")
    assert "/claim/2018-01/paired-with@145> " in lines
    assert "/id/division/654000> <http://www.w3.org/2000/01/rdf-schema#label>" in lines
    for absent in ("/claim/2018-01/paired-with@5> ", "/document/backbone>", "蓝桥公司"):
        assert absent not in lines


def test_an_unknown_ending_or_table_names_those_that_exist(small, tmp_path) -> None:
    with pytest.raises(ExportError, match=r"'a\.xls'.*one of \.csv, .*\.gexf, .*\.ttl"):
        _export(small, tmp_path / "a.xls")
    with pytest.raises(
        ExportError, match="no table named 'sheet'; there are: edges, nodes, claims, matrix, panel"
    ):
        _export(small, tmp_path / "a.csv", table="sheet")


def test_a_file_that_cannot_be_written_is_one_line_and_leaves_nothing(small, tmp_path) -> None:
    with pytest.raises(ExportError, match="can't be written"):
        _export(small, tmp_path / "no" / "a.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ExportError, match="can't be written"):
        _export(small, tmp_path / "folder.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_no_hash_seed_changes_a_byte_of_any_export(small, tmp_path, seed) -> None:
    program = (
        "import json, sys; from pathlib import Path; from aidgraph.export import Reporting, export\n"
        "from aidgraph.model import Claim, Document, Entity\n"
        "f, out = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "def rows(n, t): return [t.from_json(json.loads(r)) for r in (f / n).open(encoding='utf-8')]\n"
        "nouns = [rows(f'{t.__name__.lower()}s.jsonl'.replace('entitys', 'entities'), t)\n"
        "         for t in (Claim, Entity, Document)]\n"
        "for name in sys.argv[3:]: export(out / name, *nouns, table=name.split('.')[0], reporting=Reporting(ref='XI-1'))\n"
    )
    names = [f"edges{ending}" for ending in ENDINGS] + [f"{table}.csv" for table in TABLES]
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", program, small.folder, there, *names], check=True, env=environment)
    for name in names:
        _export(small, here / name, table=name.split(".")[0], reporting=Reporting(ref="XI-1"))
        for file in sorted(here.rglob("*")) if (here / name).is_dir() else [here / name]:
            if file.is_file():
                assert (there / file.relative_to(here)).read_bytes() == file.read_bytes(), file
