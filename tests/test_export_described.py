"""The bundle's descriptions hold: frictionless finds every table as its descriptor says, rdflib reads its catalogue record."""

import hashlib
import json
import os
import re
import subprocess
import sys

import igraph
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import DCAT, DCTERMS, RDF

from aidgraph.cli import aidgraph
from aidgraph.export import ENDINGS, export, export_all
from aidgraph.network import WITH, Filters, network

EVERYTHING = Filters(include=frozenset(WITH))
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
#: frictionless in a process of its own: it warns of what it imports.
FRICTIONLESS = """
import json, sys
from frictionless import Package, system
with system.use_context(trusted=True):
    report = Package(sys.argv[1]).validate()
print(json.dumps({"valid": report.valid, "tasks": len(report.tasks), "rows": {t.name: t.stats.get("rows") for t in report.tasks},
                  "errors": report.flatten(["title", "message"])}))
"""


@pytest.fixture(scope="module")
def bundle(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    export_all(folder, small.claims, small.entities, small.documents, filters=EVERYTHING)
    return folder


def _frictionless(folder) -> dict:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FRICTIONLESS, "datapackage.json"],
        cwd=folder, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_frictionless_finds_every_file_and_row_as_the_descriptor_says(small, bundle) -> None:
    report = _frictionless(bundle)
    assert report["valid"], report["errors"]
    assert report["rows"]["claims"] == len(small.claims)
    assert report["rows"]["edges"] == 14
    package = json.loads((bundle / "datapackage.json").read_text(encoding="utf-8"))
    assert report["tasks"] == len(package["resources"])
    assert all(
        field["title"] for one in package["resources"] if "schema" in one for field in one["schema"]["fields"]
    )


@pytest.mark.slow
def test_frictionless_sees_a_table_that_is_not_as_described(bundle, tmp_path) -> None:
    for path in bundle.rglob("*"):
        if path.is_file():
            (tmp_path / path.relative_to(bundle)).parent.mkdir(exist_ok=True)
            (tmp_path / path.relative_to(bundle)).write_bytes(path.read_bytes())
    panel = tmp_path / "panel.csv"
    panel.write_bytes(panel.read_bytes().replace(b",2018,", b",soon,"))
    report = _frictionless(tmp_path)
    assert not report["valid"]
    assert any("soon" in message for _, message in report["errors"])


def test_the_catalogue_record_names_every_file_with_its_checksum(small, bundle) -> None:
    graph = rdflib.Graph().parse(bundle / "dcat.ttl", publicID=f"{bundle.as_uri()}/dcat.ttl")
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    described = set()
    for one in graph.objects(dataset, DCAT.distribution):
        url = str(graph.value(one, DCAT.downloadURL))
        name = url.removeprefix(f"{bundle.as_uri()}/")
        written = (bundle / name).read_bytes()
        described.add(name)
        assert int(graph.value(one, DCAT.byteSize)) == len(written)
        checksum = graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() == hashlib.sha256(written).hexdigest()
    files = {
        str(path.relative_to(bundle)).replace(os.sep, "/") for path in bundle.rglob("*") if path.is_file()
    }
    assert described == files - {"README.md", "CITATION.cff", "datapackage.json", "dcat.ttl"}
    assert len(set(graph.objects(dataset, DCTERMS.source))) == len(small.documents)
    assert {title.language for title in graph.objects(dataset, DCTERMS.title)} == {"zh", "en"}


def test_igraph_reads_the_graphml_as_the_network_it_was(small, tmp_path) -> None:
    export(tmp_path / "g.graphml", small.claims, small.entities, small.documents, filters=EVERYTHING)
    back = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    graph = network(small.claims, small.entities, small.documents, filters=EVERYTHING)
    assert back.is_directed()
    names = dict(enumerate(back.vs["id"]))
    assert set(names.values()) == set(graph)
    told = sorted(
        (names[e.source], names[e.target], e["claim"], e["quote"], e["status"], e["document"])
        for e in back.es
    )
    assert told == sorted(
        (source, target, data["claim"], data["quote"], data["status"], data["document"])
        for source, target, data in graph.edges(data=True)
    )
    assert dict(zip(back.vs["id"], back.vs["label_zh"], strict=True)) == dict(graph.nodes(data="label_zh"))


def test_the_commands_help_names_every_ending() -> None:
    for language in ("en", "zh"):
        text = CliRunner().invoke(aidgraph, ["export", "--help", "--lang", language]).output
        words = set(re.split(r"[\s();,，；：]+", text))
        assert {ending for ending in ENDINGS if ending != ".neo4j"} <= words, language
        assert "neo4j/" in text
