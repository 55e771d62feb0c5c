"""FollowTheMoney's own library reads our entities and statements, and finds every value good."""

import csv
import json
import os
import subprocess
import sys

import pytest

from aidgraph.export import export
from aidgraph.export.ftm_statements import COLUMNS
from aidgraph.network import WITH, Filters

#: The library is fetched once, and imported in a process of its own.
pytestmark = pytest.mark.slow

EVERYTHING = Filters(include=frozenset(WITH))
#: Runs with the library on its path: entities cleaned as for import, then statements put together to entities again.
PROGRAM = """
import json, sys
from itertools import groupby
from pathlib import Path
from followthemoney import model
from followthemoney.dataset import Dataset
from followthemoney.proxy import EntityProxy
from followthemoney.statement.entity import StatementEntity
from followthemoney.statement.serialize import CSV, CSV_COLUMNS, read_path_statements

read = {"columns": CSV_COLUMNS, "entities": {}, "statements": {}, "types": []}
for line in open(sys.argv[1], encoding="utf-8"):
    data = json.loads(line)
    model.get(data["schema"]).validate(data)
    proxy = EntityProxy.from_dict(data, cleaned=False)
    read["entities"][proxy.id] = {name: proxy.get(name) for name in data["properties"]}
dataset = Dataset.make({"name": "aidgraph", "title": "aidgraph"})
statements = sorted(read_path_statements(Path(sys.argv[2]), CSV), key=lambda one: one.entity_id)
for name, told in groupby(statements, key=lambda one: one.entity_id):
    told = list(told)
    read["types"] += [(one.prop, one.prop_type) for one in told]
    entity = StatementEntity.from_statements(dataset, told)
    read["statements"][name] = {"schema": entity.schema.name, **entity.properties}
print(json.dumps(read))
"""


@pytest.fixture(scope="module")
def read(small, followthemoney, tmp_path_factory) -> dict:
    folder = tmp_path_factory.mktemp("ftm")
    for name in ("a.ftm.json", "a.ftm.csv"):
        export(folder / name, small.claims, small.entities, small.documents, filters=EVERYTHING)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, folder / "a.ftm.json", folder / "a.ftm.csv"],
        env={**os.environ, "PYTHONPATH": str(followthemoney), "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with (folder / "a.ftm.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = (folder / "a.ftm.json").read_text(encoding="utf-8").splitlines()
    ours = {entity["id"]: entity for entity in map(json.loads, lines)}
    return {**json.loads(done.stdout), "ours": ours, "rows": rows}


def test_it_takes_every_value_of_every_entity_as_it_is(read) -> None:
    assert set(read["entities"]) == set(read["ours"])
    for name, entity in read["ours"].items():
        for prop, values in entity["properties"].items():
            assert sorted(read["entities"][name][prop]) == sorted(set(values)), (entity["schema"], prop)


def test_it_puts_the_statements_together_to_the_same_entities(read) -> None:
    assert tuple(read["columns"]) == COLUMNS
    assert set(read["statements"]) == set(read["ours"])
    for name, entity in read["ours"].items():
        told = read["statements"][name]
        assert told.pop("schema") == entity["schema"]
        assert {prop: sorted(set(values)) for prop, values in told.items()} == {
            prop: sorted(set(values)) for prop, values in entity["properties"].items()
        }


def test_the_types_of_properties_are_the_librarys(read) -> None:
    ours = {(row["prop"], row["prop_type"]) for row in read["rows"]}
    assert ours == {tuple(one) for one in read["types"]}


def test_a_statement_says_where_it_was_seen_and_in_what_words(small, read) -> None:
    rows = read["rows"]
    assert len({row["id"] for row in rows}) == len(rows)
    claims = {claim.id: claim for claim in small.claims}
    documents = {document.id: document for document in small.documents}
    for row in rows:
        if row["origin"]:
            document = documents.get(row["origin"]) or documents[claims[row["origin"]].evidence.document]
            assert row["first_seen"] == (document.issued or "")
    told = [row for row in rows if row["prop"] == "name" and row["value"] == "江阴市" and row["origin"]]
    assert {row["origin"] for row in told} == {
        claim.id for claim in small.claims
        if any(party.entity and party.entity.endswith("320281") for party in (*claim.providers, *claim.recipients))
    }  # fmt: skip
    written = {p.name for c in small.claims for p in (*c.providers, *c.recipients)}
    assert {row["original_value"] for row in rows} - {""} <= written
