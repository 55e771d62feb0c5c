"""Exports for spreadsheets, Pajek, Cytoscape and Graphviz: each read back by a program that it is for."""

import csv
import io
import json
import re
from dataclasses import replace

import networkx
import openpyxl
import pandas
import pydot
import pytest

from aidgraph.export import TABLES, export
from aidgraph.model import Count, Evidence
from aidgraph.network import WITH, Filters, network

#: pydot calls pyparsing by its old names.
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated - use:DeprecationWarning")

EVERYTHING = Filters(include=frozenset(WITH))
EVIDENCE = ("quote", "document", "number", "issued", "status")


def _export(small, path, **options):
    return export(path, small.claims, small.entities, small.documents, **options)


def _pydot(path) -> networkx.MultiDiGraph:
    """What Graphviz' reader for Python understands, its quotes and escapes taken off."""
    (dot,) = pydot.graph_from_dot_data(path.read_text(encoding="utf-8"))

    def plain(text: str) -> str:
        return re.sub(r"\\(.)", r"\1", text[1:-1])

    graph = networkx.MultiDiGraph()
    for node in dot.get_nodes():
        if node.get_name() not in ("graph", "node", "edge"):
            graph.add_node(plain(node.get_name()), **{k: plain(v) for k, v in node.get_attributes().items()})
    for edge in dot.get_edges():
        ends = plain(edge.get_source()), plain(edge.get_destination())
        graph.add_edge(*ends, **{k: plain(v) for k, v in edge.get_attributes().items()})
    return graph


def _cytoscape(path) -> networkx.MultiDiGraph:
    return networkx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))


def _pajek(path) -> networkx.MultiDiGraph:
    graph = networkx.read_pajek(path)
    return networkx.relabel_nodes(graph, {name: data["iri"] for name, data in graph.nodes(data=True)})


READERS = {"net": _pajek, "cyjs": _cytoscape, "dot": _pydot}


@pytest.mark.parametrize("ending", sorted(READERS))
def test_every_reader_finds_the_network_and_on_each_edge_its_sentence(small, tmp_path, ending) -> None:
    _export(small, tmp_path / f"援助.{ending}", filters=EVERYTHING)
    back = READERS[ending](tmp_path / f"援助.{ending}")
    graph = network(small.claims, small.entities, small.documents, filters=EVERYTHING)
    assert set(back) == set(graph)
    assert sorted(back.edges()) == sorted(graph.edges())
    assert {name: data["label_zh"] for name, data in back.nodes(data=True)} == {
        name: data["label_zh"] for name, data in graph.nodes(data=True)
    }

    def told(network) -> list[tuple[str, ...]]:
        return sorted(
            (data["claim"], source, target, *(_flat(data.get(name)) for name in EVIDENCE))
            for source, target, data in network.edges(data=True)
        )

    assert told(back) == told(graph)


def _flat(value) -> str:
    """Marks as Pajek's file has to have them."""
    return str(value or "").replace("\n", " ").replace('"', "＂")


@pytest.mark.parametrize("ending", sorted(READERS))
def test_quotation_marks_backslashes_and_line_breaks_end_no_text(small, tmp_path, ending) -> None:
    claim = replace(small.claims[0], items=(Count('“甲”"乙"\\丙\n丁] ; -> {', 2, "件"), Count("书")))
    export(tmp_path / f"odd.{ending}", [claim], small.entities, small.documents)
    ((*_, data),) = READERS[ending](tmp_path / f"odd.{ending}").edges(data=True)
    want = {
        "cyjs": '“甲”"乙"\\丙\n丁] ; -> { 2件；书',
        "dot": '“甲”"乙"\\丙 丁] ; -> { 2件；书',
        "net": "“甲”＂乙＂＼丙 丁] ; -> { 2件；书",
    }[ending]
    assert data["items"] == want


def test_pajek_tells_two_places_of_one_name_apart(small, tmp_path) -> None:
    other = replace(small.entities[0], iri="https://example.org/other")
    first = small.claims[0]
    twin = replace(first.providers[0], entity=other.iri)
    named = next(e for e in small.entities if e.iri == first.providers[0].entity)
    claim = replace(first, providers=(first.providers[0], twin))
    entities = [e for e in small.entities if e.iri != other.iri] + [replace(other, zh=named.zh)]
    export(tmp_path / "twins.net", [claim], entities, small.documents)
    assert {named.iri, other.iri} < set(_pajek(tmp_path / "twins.net"))


def test_tabs_and_commas_hold_the_same_table(small, tmp_path) -> None:
    for table in TABLES:
        read = []
        for ending, delimiter in (("csv", ","), ("tsv", "\t")):
            _export(small, tmp_path / f"t.{ending}", table=table, filters=EVERYTHING)
            raw = (tmp_path / f"t.{ending}").read_bytes()
            assert raw.startswith(b"\xef\xbb\xbf")
            text = io.StringIO(raw.decode("utf-8-sig"), newline="")
            read.append(list(csv.DictReader(text, delimiter=delimiter)))
        assert read[0] == read[1]
        assert read[0], table


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_rows_of_json_and_json_lines_alike(small, tmp_path, table) -> None:
    for ending in ("json", "jsonl"):
        _export(small, tmp_path / f"t.{ending}", table=table, filters=EVERYTHING)
    lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert json.loads((tmp_path / "t.json").read_text(encoding="utf-8")) == rows
    frame = pandas.read_json(tmp_path / "t.jsonl", lines=True, dtype=False)
    assert (len(frame), list(frame.columns)) == (len(rows), list(rows[0]))
    if table != "nodes":
        assert set(EVIDENCE) <= set(frame.columns)
        assert frame["quote"].all()


def test_nothing_selected_is_an_empty_table(small, tmp_path) -> None:
    for ending, empty in (("json", "[]\n"), ("jsonl", "")):
        _export(small, tmp_path / f"t.{ending}", filters=Filters(document=("no such",)))
        assert (tmp_path / f"t.{ending}").read_text(encoding="utf-8") == empty


def test_the_workbook_has_a_sheet_each_with_frozen_headings_and_says_what_it_is(small, tmp_path) -> None:
    _export(small, tmp_path / "aid.xlsx", filters=replace(EVERYTHING, document=("2018-01", "news/2019-06")))
    book = openpyxl.load_workbook(tmp_path / "aid.xlsx")
    assert book.sheetnames == ["README", "edges", "nodes", "claims"]
    said = {row[0]: row[1] for row in book["README"].iter_rows(values_only=True)}
    assert said["selected by"].startswith("document = 2018-01, news/2019-06; include = aggregates, ")
    assert said["left out"] == "nothing"
    for name in ("edges", "nodes", "claims"):
        assert book[name].freeze_panes == "A2"
        _export(
            small, tmp_path / "t.jsonl", table=name,
            filters=replace(EVERYTHING, document=("2018-01", "news/2019-06")),
        )  # fmt: skip
        lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        heading, *cells = book[name].iter_rows(values_only=True)
        assert list(heading) == list(rows[0])
        assert [list(row) for row in cells] == [[_in_a_cell(v) for v in row.values()] for row in rows]


def _in_a_cell(value):
    value = "；".join(value) if isinstance(value, list) else value
    return None if value == "" else value


def test_no_cell_of_the_workbook_is_a_formula_and_control_characters_do_no_harm(small, tmp_path) -> None:
    quote = '=HYPERLINK("http://example.org")\x07'
    evidence = Evidence("2018-01", 5, 9, quote)
    export(
        tmp_path / "f.xlsx",
        [replace(small.claims[0], evidence=evidence)],
        small.entities,
        small.documents,
    )
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    column = [cell.value for cell in book["claims"][1]].index("quote")
    assert book["claims"][2][column].value == '\'=HYPERLINK("http://example.org")\ufffd'


def test_a_table_of_another_kind_stands_beside_the_three_in_a_workbook(small, tmp_path) -> None:
    _export(small, tmp_path / "p.xlsx", table="panel")
    assert openpyxl.load_workbook(tmp_path / "p.xlsx").sheetnames[-1] == "panel"
