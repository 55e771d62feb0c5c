"""The bundled tables keep to their schema, and what lesser sources show stays apart unless it is asked for."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.extract.curated import backbone_document, curated
from aidgraph.pipeline import build

FRICTIONLESS = """
import json, sys
from frictionless import Package
report = Package(sys.argv[1]).validate()
print(json.dumps({"valid": report.valid, "rows": {task.name: task.stats.get("rows") for task in report.tasks},
                  "errors": report.flatten(["rowNumber", "fieldName", "message"])}))
"""


def _frictionless(folder: Path) -> dict:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FRICTIONLESS, "datapackage.json"],
        cwd=folder, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.slow
def test_frictionless_finds_every_table_as_its_schema_says(root) -> None:
    report = _frictionless(root / "data")
    assert report["valid"], report["errors"][:5]
    assert report["rows"]["pairings"] == 134
    assert report["rows"]["uncertain"] == 53


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "old", "new", "field"),
    [
        ("pairings", ",stated,", ",guessed,", "start_basis"),
        ("uncertain", "PA021,", "PA22,", "id"),
        ("sightings", "PA010,", "PA999,", None),
        ("renames", ",former,", ",formerly,", "relation"),
    ],
)
def test_the_schema_refuses_what_it_should(root, tmp_path, table, old, new, field) -> None:
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["path"].startswith("backbone/") or
                            one["name"] == "organisations"]  # fmt: skip
    for one in package["resources"]:
        (tmp_path / one["path"]).parent.mkdir(exist_ok=True)
        text = (root / "data" / one["path"]).read_text(encoding="utf-8")
        if one["name"] == table:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / one["path"]).write_text(text, encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = _frictionless(tmp_path)
    assert not report["valid"]
    assert field is None or field in {name for _, name, _ in report["errors"]}


def test_every_table_is_described_and_every_column_says_what_it_holds(root) -> None:
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    described = {one["path"] for one in package["resources"]}
    backbone = {f"backbone/{path.name}" for path in (root / "data" / "backbone").glob("*.csv")}
    assert backbone <= described
    for one in package["resources"]:
        assert all(field["description"] for field in one["schema"]["fields"])


def test_other_names_of_institutions_lead_to_them(root) -> None:
    known = {
        row["name"]: row["aliases"].split("|")
        for row in _rows(root / "data" / "gazetteer" / "organisations.csv")
    }
    for row in _rows(root / "data" / "backbone" / "renames.csv"):
        assert (row["other_name"] in known[row["name"]]) == (row["relation"] != "absorbed"), row


def test_no_pair_stands_both_as_official_and_as_uncertain(root) -> None:
    def pairs(name: str) -> set[tuple[str, ...]]:
        keys = ("provider_within", "provider", "recipient_within", "recipient")
        return {tuple(row[key] for key in keys) for row in _rows(root / "data" / "backbone" / name)}

    assert not pairs("pairings.csv") & pairs("uncertain.csv")
    assert len(pairs("uncertain.csv")) == 53


def test_uncertain_pairings_are_claims_of_their_own_document_with_stated_years_alone() -> None:
    document = backbone_document("uncertain.csv")
    claims, issues = curated(document)
    assert (len(claims), issues, document.id) == (53, (), "backbone-uncertain")
    by_pair = {(c.providers[0].name, c.recipients[0].name): c for c in claims}
    assert by_pair["北京市", "和田市"].period.start == "2010-01-01"
    assert by_pair["济南市", "白朗县"].period is None  # counted back from an anniversary
    assert not [claim for claim in claims if claim.extra["source"]["url"]]


@pytest.mark.slow
def test_nothing_uncertain_enters_a_graph_unasked(tmp_path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("江阴市与霍城县结成对口支援关系。", encoding="utf-8")
    plain = build([text], tmp_path / "plain", backbone=True)
    asked = build([text], tmp_path / "asked", uncertain=True)
    assert {claim.evidence.document for claim in plain.claims} == {"a", "backbone"}
    assert {claim.evidence.document for claim in asked.claims} == {"a", "backbone-uncertain"}
    run = CliRunner().invoke(
        aidgraph, ["build", str(text), "-o", str(tmp_path / "g"), "--backbone", "--uncertain"]
    )
    assert run.exit_code == 0, run.stderr
    lines = (tmp_path / "g" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line)["evidence"]["document"] for line in lines]
    assert told.count("backbone-uncertain") == 53


@pytest.mark.shared
def test_the_uncertain_rows_are_those_of_confidence_b_but_the_one_that_is_no_pairing(root, shared) -> None:
    facts = {row["pairing_id"]: row for row in _rows(shared / "facts" / "pairings.csv")}
    rows = {row["id"]: row for row in _rows(root / "data" / "backbone" / "uncertain.csv")}
    assert set(rows) == {key for key, row in facts.items() if row["confidence"] == "B"} - {"PA012"}
    assert all(
        (row["start"], row["end"]) == (facts[key]["start_year"], facts[key]["end_year"])
        for key, row in rows.items()
    )


@pytest.mark.shared
def test_the_sightings_are_those_of_confidence_a(root, shared) -> None:
    facts = [row for row in _rows(shared / "facts" / "attestations.csv") if row["confidence"] == "A"]
    rows = _rows(root / "data" / "backbone" / "sightings.csv")
    assert [(row["pairing"], row["year"]) for row in rows] == [
        (row["pairing_id"], row["year"]) for row in facts if row["pairing_id"] != "PA012"
    ]
