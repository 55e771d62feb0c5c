"""Neo4j's bulk-import folder: headers as its importer has them, no end that dangles, and Cypher that loads the same files.

No Neo4j is run here: the importer's rules for headers, ids and quoting are checked instead.
"""

import csv
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.errors import ExportError
from aidgraph.export import export
from aidgraph.export.neo4j import TYPES
from aidgraph.model import Count
from aidgraph.network import WITH, Filters, network

EVERYTHING = Filters(include=frozenset(WITH))
NODES = {"parties": "iri:ID(Party)", "claims": "id:ID(Claim)", "documents": "id:ID(Document)"}
#: A column's heading: a name and a type of neo4j-admin's, or an id, an end, a label.
HEADING = re.compile(
    r"\w+(:(string|long|double|boolean)(\[\])?)?|\w+:ID\(\w+\)|:(START|END)_ID\(\w+\)|:LABEL|:TYPE"
)


def _written(small, folder, *, claims=None, filters=EVERYTHING) -> dict[str, list[dict[str, str]]]:
    export(folder, claims or small.claims, small.entities, small.documents, filters=filters)
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(raw.decode("utf-8").splitlines(keepends=True)))
        assert all(len(row) == len(rows[0]) for row in rows)
        assert len(set(rows[0])) == len(rows[0])
        assert all(HEADING.fullmatch(name) for name in rows[0]), rows[0]
        tables[path.stem] = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return tables


@pytest.mark.parametrize("level", [None, "county"])
def test_ids_are_unique_and_every_end_is_a_node(small, tmp_path, level) -> None:
    tables = _written(small, tmp_path / "neo4j", filters=replace(EVERYTHING, level=level))
    ids = {}
    for name, key in NODES.items():
        rows = tables[f"nodes_{name}"]
        space = re.search(r"\((\w+)\)", key)[1]
        ids[space] = [row[key] for row in rows]
        assert len(set(ids[space])) == len(ids[space]) > 0
        assert all(row[":LABEL"].split(";")[0] == space for row in rows)
    for name, rows in tables.items():
        if name.startswith("relationships"):
            assert rows, name
            ends = [column for column in rows[0] if re.match(":(START|END)_ID", column)]
            assert len(ends) == 2
            for column in ends:
                assert {row[column] for row in rows} <= set(ids[re.search(r"\((\w+)\)", column)[1]])


def test_relationships_are_the_networks_edges_with_their_evidence(small, tmp_path) -> None:
    tables = _written(small, tmp_path / "neo4j")
    graph = network(small.claims, small.entities, small.documents, filters=EVERYTHING)
    told = sorted(
        (
            row[":START_ID(Party)"],
            row[":END_ID(Party)"],
            row["id"],
            row[":TYPE"],
            row["quote"],
            row["document"],
        )
        for row in tables["relationships_aid"]
    )
    assert told == sorted(
        (source, target, data["id"], TYPES[data["relation"]], data["quote"], data["document"])
        for source, target, data in graph.edges(data=True)
    )
    claims = {row["id:ID(Claim)"]: row for row in tables["nodes_claims"]}
    assert set(claims) == {claim.id for claim in small.claims}
    gift = claims["2018-01/donated-to@21"]
    assert (gift["amount:double"], gift["modality:string[]"], gift[":LABEL"]) == (
        "600000",
        "cash;goods",
        "Claim;Donation",
    )
    assert gift["quote"] == small.claims[1].evidence.quote
    roles = {(row[":TYPE"], row[":START_ID(Party)"]) for row in tables["relationships_roles"]
             if row[":END_ID(Claim)"] == "2018-01/donated-to@21"}  # fmt: skip
    assert {word for word, _ in roles} == {"PROVIDES", "RECEIVES", "ORGANIZES"}
    within = {(row[":START_ID(Party)"], row[":END_ID(Party)"]) for row in tables["relationships_within"]}
    base = "https://w3id.org/aidgraph/id/division/"
    assert (f"{base}320281", f"{base}320000") in within


def test_marks_and_line_breaks_stay_and_nothing_escapes_its_cell(small, tmp_path) -> None:
    odd = replace(
        small.claims[0], items=(Count('"甲";\n乙,\\"', 2, "件"), Count("书")), purpose='a\\"b\r\nc"\x00'
    )
    tables = _written(small, tmp_path / "neo4j", claims=[odd])
    (row,) = tables["nodes_claims"]
    assert row["items:string[]"] == '"甲"；\n乙,＼" 2件;书'
    assert row["purpose"] == 'a＼"b\r\nc"\ufffd'
    assert "multiline-fields=true" in (tmp_path / "neo4j" / "README.md").read_text(encoding="utf-8")


def test_the_cypher_reads_columns_that_are_there_and_makes_every_type_and_label(small, tmp_path) -> None:
    tables = _written(small, tmp_path / "neo4j")
    text = (tmp_path / "neo4j" / "load.cypher").read_text(encoding="utf-8")
    statements = [one.strip() for one in re.sub(r"^//.*$", "", text, flags=re.M).split(";\n") if one.strip()]
    read = set()
    for statement in statements:
        file = re.search(r"'file:///(\w+)\.csv'", statement)
        if file:
            read.add(file[1])
            columns = set(re.findall(r"row\.`([^`]+)`", statement))
            assert columns <= set(tables[file[1]][0])
        assert statement.count("(") == statement.count(")")
        assert statement.count("{") == statement.count("}")
        assert statement.count("`") % 2 == 0
    assert read == set(tables)
    for name, rows in tables.items():
        for column in rows[0]:
            assert f"`{column}`" in text or column == ":LABEL", (name, column)
    labels = {
        label for name in NODES for row in tables[f"nodes_{name}"] for label in row[":LABEL"].split(";")
    }
    assert labels <= set(re.findall(r"n:(\w+)", text))
    types = {row[":TYPE"] for name in tables if name.startswith("rel") for row in tables[name]}
    assert types == set(re.findall(r"\[r:(\w+)", text)) & types


def test_the_importers_command_names_every_file(small, tmp_path) -> None:
    tables = _written(small, tmp_path / "neo4j")
    text = (tmp_path / "neo4j" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"--(nodes|relationships)=(\w+)\.csv", text)
    assert {name for _, name in named} == set(tables)
    assert all(name.startswith(kind) for kind, name in named)


def test_the_command_takes_the_folder_by_its_name(small_folder, tmp_path) -> None:
    for name in ("neo4j", "aid.neo4j"):
        run = CliRunner().invoke(aidgraph, ["export", f"{tmp_path / name}/", "--graph", str(small_folder)])
        assert (run.exit_code, run.stdout) == (0, ""), run.stderr
        assert (tmp_path / name / "load.cypher").is_file()
    (tmp_path / "x.neo4j").write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="can't be written"):
        export(tmp_path / "x.neo4j", (), (), ())
