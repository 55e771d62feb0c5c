"""FollowTheMoney entities, and the whole bundle: what is written is what the claims say, and says what it is."""

import hashlib
import json

import networkx
import openpyxl
import pandas
import pytest
import yaml
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.export import Reporting, export, export_all
from aidgraph.export.bundle import FILES, IATI, NEO4J
from aidgraph.export.ftm import SCHEMATA
from aidgraph.model import PARTY_TYPES
from aidgraph.network import WITH, Filters

EVERYTHING = Filters(include=frozenset(WITH))

#: Schema → its properties that we may use, and which of them name an entity of which schema (followthemoney 4.11).
_PARTY = {"name": "", "alias": "", "parent": "LegalEntity", "idNumber": "", "country": "", "legalForm": "",
          "notes": "", "proof": "Document"}  # fmt: skip
_INTERVAL = {
    "description": "",
    "summary": "",
    "recordId": "",
    "startDate": "",
    "endDate": "",
    "proof": "Document",
}
FACTS = {
    "Document": dict.fromkeys(
        ("title", "fileName", "publishedAt", "publisher", "sourceUrl", "language", "notes"), ""
    ),
    **dict.fromkeys(("LegalEntity", "Organization", "PublicBody", "Company"), _PARTY),
    "Payment": _INTERVAL
    | {"payer": "LegalEntity", "beneficiary": "LegalEntity", "amount": "", "currency": "", "purpose": "",
       "programme": ""},
    "UnknownLink": _INTERVAL | {"subject": "Thing", "object": "Thing", "role": "", "status": ""},
}  # fmt: skip
#: Schema → the schemata that it is one of, itself aside.
ANCESTORS = {
    "Document": {"Thing"}, "LegalEntity": {"Thing"}, "Organization": {"LegalEntity", "Thing"},
    "PublicBody": {"Organization", "LegalEntity", "Thing"}, "Company": {"Organization", "LegalEntity", "Thing"},
}  # fmt: skip


def _ftm(small, path) -> dict[str, dict]:
    export(path, small.claims, small.entities, small.documents, filters=EVERYTHING)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    return by_id


def test_each_entity_keeps_to_its_schema_and_names_only_what_is_there(small, tmp_path) -> None:
    entities = _ftm(small, tmp_path / "aid.ftm.json")
    assert set(SCHEMATA) == set(PARTY_TYPES)
    for entity in entities.values():
        allowed = FACTS[entity["schema"]]
        for name, values in entity["properties"].items():
            assert values and all(isinstance(value, str) and value for value in values)
            if target := allowed[name]:
                for value in values:
                    schema = entities[value]["schema"]
                    assert target in {schema, *ANCESTORS[schema]}


def test_a_gift_of_money_is_a_payment_with_its_quote_and_document(small, tmp_path) -> None:
    entities = _ftm(small, tmp_path / "aid.ftm.json")
    claims = {
        row["properties"]["recordId"][0]: row for row in entities.values() if "recordId" in row["properties"]
    }
    assert set(claims) == {claim.id for claim in small.claims}
    gift = claims["2018-01/donated-to@21"]
    said = gift["properties"]
    assert (gift["schema"], said["amount"], said["currency"]) == ("Payment", ["600000"], ["CNY"])
    assert said["description"] == [small.claims[1].evidence.quote]
    assert [entities[name]["properties"]["name"] for name in (*said["payer"], *said["beneficiary"])] == [
        ["青禾商会"],
        ["霍城县20名困难学生"],
    ]
    assert entities[said["proof"][0]]["properties"]["notes"] == ["number 1"]
    pairing = claims["2018-01/paired-with@5"]
    assert (pairing["schema"], pairing["properties"]["role"]) == ("UnknownLink", ["paired-with"])


def test_the_bundle_holds_every_file_with_its_checksum_and_typed_columns(small, tmp_path) -> None:
    export_all(tmp_path / "all", small.claims, small.entities, small.documents, filters=EVERYTHING)
    names = {path.name for path in (tmp_path / "all").iterdir()}
    assert names == {*FILES, NEO4J, "README.md", "CITATION.cff", "datapackage.json", "dcat.ttl"}
    package = json.loads((tmp_path / "all" / "datapackage.json").read_text(encoding="utf-8"))
    paths = [resource["path"] for resource in package["resources"]]
    assert [path for path in paths if not path.startswith("neo4j/")] == list(FILES)
    assert "neo4j/load.cypher" in paths
    assert len({resource["name"] for resource in package["resources"]}) == len(paths)
    dtypes = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "string"}
    for resource in package["resources"]:
        written = (tmp_path / "all" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(written).hexdigest()}"
        assert resource["bytes"] == len(written)
        if "schema" not in resource:
            continue
        types = {field["name"]: dtypes[field["type"]] for field in resource["schema"]["fields"]}
        frame = pandas.read_csv(
            tmp_path / "all" / resource["path"], dtype=types, encoding="utf-8-sig", keep_default_na=False,
            na_values={name: [""] for name in types},
        )  # fmt: skip
        assert list(frame.columns) == list(types)
        assert len(frame)
        for key in resource["schema"].get("primaryKey", []):
            assert frame[key].is_unique


def test_with_a_publisher_the_bundle_has_iati_activities_too(small, tmp_path) -> None:
    export_all(tmp_path, small.claims, small.entities, small.documents, reporting=Reporting(ref="XI-1"))
    assert "IATI 2.03" in (tmp_path / "README.md").read_text(encoding="utf-8")
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = (one for one in package["resources"] if one["path"] == IATI)
    assert resource["bytes"] == (tmp_path / IATI).stat().st_size


def test_all_files_of_the_bundle_tell_of_the_same_edges(small, tmp_path) -> None:
    chosen = export_all(tmp_path, small.claims, small.entities, small.documents)
    count = len(pandas.read_csv(tmp_path / "edges.csv"))
    assert networkx.read_graphml(tmp_path / "network.graphml").number_of_edges() == count
    assert networkx.read_gexf(tmp_path / "network.gexf").number_of_edges() == count
    assert openpyxl.load_workbook(tmp_path / "aid.xlsx")["edges"].max_row == count + 1
    assert len(pandas.read_csv(tmp_path / "claims.csv")) == len(chosen.claims)


def test_the_bundle_says_how_to_cite_it_and_its_documents(small, tmp_path) -> None:
    export_all(tmp_path, small.claims, small.entities, small.documents)
    cff = yaml.safe_load((tmp_path / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cff["cff-version"], cff["type"], cff["authors"]) == (
        "1.2.0",
        "dataset",
        [{"name": "The aidgraph contributors"}],
    )
    told = {claim.evidence.document for claim in small.claims if claim.origin == "told"}
    titles = {d.title or d.id for d in small.documents if d.id in told}
    assert {reference["title"] for reference in cff["references"]} == titles
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in FILES)
    assert "curated" in readme


def test_the_command_writes_one_file_or_the_bundle_and_not_both(small_folder, tmp_path) -> None:
    graph = ["--graph", str(small_folder)]
    run = CliRunner().invoke(aidgraph, ["export", "--all", str(tmp_path / "all"), *graph])
    assert (run.exit_code, run.stdout) == (0, "")
    assert (tmp_path / "all" / "datapackage.json").is_file()
    both = ["export", str(tmp_path / "a.csv"), "--all", str(tmp_path / "all"), *graph]
    for words in (["export", *graph], both):
        run = CliRunner().invoke(aidgraph, words)
        assert run.exit_code == 2
        assert "--all DIR" in run.stderr


def test_a_bundle_that_cannot_be_written_is_one_line(small, tmp_path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Exception, match="can't be written") as raised:
        export_all(tmp_path / "file", small.claims, small.entities, small.documents)
    assert type(raised.value).__name__ == "ExportError"
