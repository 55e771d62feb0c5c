"""Filters drawn at random, a thousand of them with the slow tests: every format holds the claims that `aidgraph query claims` finds.

Each is written as JSON Lines of claims and in one of the formats, by turns.
"""

import csv
import io
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import networkx
import openpyxl
import pandas
import polars
import pytest
from lxml import etree
from pyoxigraph import RdfFormat, parse

from aidgraph.errors import ExportError
from aidgraph.export import ENDINGS, RDF, Reporting, export
from aidgraph.graph import answer, memory_store
from aidgraph.model import MODALITIES, RELATIONS, SECTORS
from aidgraph.network import WITH, Filters

_WORDS = (
    "relation",
    "provider",
    "recipient",
    "organizer",
    "place",
    "status",
    "sector",
    "modality",
    "of",
    "document",
)
_IDENTIFIER = "http://purl.org/dc/terms/identifier"
_FLAGS = tuple(word for word in WITH if word != "projects")


def _drawn(small, dice: random.Random) -> Filters:
    """Filters of no, one or more words, most of which some claim meets."""
    names = [name for one in small.entities for name in (one.zh, one.en, *one.aliases) if name]
    names += [name[:-1] for name in names if name[-1] in "省市县"] + ["no such party"]
    values = {
        "relation": RELATIONS, "status": ("done", "ongoing", "planned"), "sector": SECTORS[:3], "modality": MODALITIES,
        "of": ("aid", "project", "investment"), "document": [document.id for document in small.documents],
        **dict.fromkeys(("provider", "recipient", "organizer", "place"), names),
    }  # fmt: skip
    days = ("2010", "2018", "2018-03", "2018-03-05", "2018-03-06", "2019-06", "2019", "2020", "2021-01-01")
    drawn = {word: (dice.choice(values[word]),) for word in _WORDS if dice.random() < 0.15}
    return Filters(
        **drawn,
        since=dice.choice(days) if dice.random() < 0.2 else None,
        until=dice.choice(days) if dice.random() < 0.2 else None,
        reviewed=dice.random() < 0.1,
        named=dice.random() < 0.2,
        include=frozenset(word for word in WITH if dice.random() < 0.5),
    )


def _asked(store, filters: Filters) -> set[str]:
    """The claims that the query finds with the same words."""
    parameters = {word: getattr(filters, word)[0] for word in _WORDS if getattr(filters, word)}
    parameters |= {"from": filters.since or "", "to": filters.until or ""}
    parameters |= {word: "true" for word in ("reviewed", "named") if getattr(filters, word)}
    parameters |= {word: "true" for word in filters.include if word in _FLAGS}
    found = answer(store, "claims", parameters=parameters)
    ids = [row[0] for row in found.rows]
    assert len(set(ids)) == len(ids)
    return set(ids)


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def _dot(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.split(' claim="')[1].split('"')[0] for line in lines if '" -> "' in line}


def _pajek(path: Path) -> set[str]:
    arcs = path.read_text(encoding="utf-8-sig").split("*Arcs\n")[1]
    return {line.split(' claim "')[1].split('"')[0] for line in arcs.splitlines()}


def _claims_of(graph) -> set[str]:
    return {data["claim"] for *_, data in graph.edges(data=True)}


def _rdf(form: RdfFormat):
    def read(path: Path) -> set[str]:
        quads = list(parse(path.read_bytes(), form))
        claims = {quad.subject for quad in quads if str(quad.object.value).endswith("ontology#Claim")}
        return {
            quad.object.value
            for quad in quads
            if quad.subject in claims and quad.predicate.value == _IDENTIFIER
        }

    return read


#: Ending → the claims that a file of it tells.
READ = {
    ".csv": lambda p: {row["claim"] for row in _rows(p)},
    ".tsv": lambda p: set(pandas.read_csv(p, sep="\t", encoding="utf-8-sig")["claim"]),
    ".json": lambda p: {row["claim"] for row in json.loads(p.read_text(encoding="utf-8"))},
    ".jsonl": lambda p: {row["claim"] for row in _lines(p)},
    ".parquet": lambda p: set(polars.read_parquet(p)["claim"]),
    ".dta": lambda p: set(pandas.read_stata(p)["claim"]),
    ".xlsx": lambda p: {row[0].value for row in list(openpyxl.load_workbook(p)["claims"].rows)[1:]},
    ".graphml": lambda p: _claims_of(networkx.read_graphml(p)),
    ".gexf": lambda p: _claims_of(networkx.read_gexf(p)),
    ".cyjs": lambda p: {e["data"]["claim"] for e in json.loads(p.read_text(encoding="utf-8"))["elements"]["edges"]},
    ".dot": _dot,
    ".net": _pajek,
    ".neo4j": lambda p: set(polars.read_csv(p / "nodes_claims.csv")["id:ID(Claim)"]),
    ".ftm.json": lambda p: {i for row in _lines(p) for i in row["properties"].get("recordId", ())},
    ".ftm.csv": lambda p: {row["value"] for row in _rows(p) if row["prop"] == "recordId"},
    ".iati.xml": lambda p: {one.get("ref") for one in etree.parse(p).iter("other-identifier")},
    ".ttl": _rdf(RdfFormat.TURTLE),
    ".trig": _rdf(RdfFormat.TRIG),
    ".nq": _rdf(RdfFormat.N_QUADS),
    ".rdf": _rdf(RdfFormat.RDF_XML),
    ".jsonld": _rdf(RdfFormat.JSON_LD),
}  # fmt: skip


@pytest.mark.parametrize(
    ("seed", "count"), [(0, 42), *(pytest.param(seed, 250, marks=pytest.mark.slow) for seed in range(1, 5))]
)
def test_any_filters_give_what_the_query_counts_in_every_format(
    small, small_folder, tmp_path, seed, count
) -> None:
    store = memory_store(small_folder / "graph.trig")
    dice = random.Random(seed)
    assert set(READ) == set(ENDINGS)
    met: Counter[int] = Counter()
    for number in range(count):
        filters = _drawn(small, dice)
        ending = list(READ)[number % len(READ)]
        expected = _asked(store, filters)
        nouns = small[1:]
        export(tmp_path / "c.jsonl", *nouns, table="claims", filters=filters)
        assert [row["id"] for row in _lines(tmp_path / "c.jsonl")] == sorted(
            expected, key=[claim.id for claim in _in_order(small)].index
        ), filters
        if ending in RDF:
            expected = _asked(store, replace(filters, include=frozenset(WITH)))
        file = tmp_path / f"{number}{ending}"
        try:
            export(file, *nouns, filters=filters, reporting=Reporting(ref="XI-1"))
        except ExportError:
            assert (ending, expected) == (".iati.xml", set())
            continue
        assert READ[ending](file) == expected, (ending, filters)
        met[len(expected)] += 1
    assert len(met) > 5  # the draws find all, some and none


def _in_order(small):
    return sorted(small.claims, key=lambda claim: (claim.evidence.document, claim.evidence.start, claim.id))
