"""Measures of a network small enough to count by hand, each with what it was computed over."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace

import networkx
import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.cli.network import _NAMES
from aidgraph.errors import GraphError
from aidgraph.model import Amount, Document, Entity, Evidence, Party
from aidgraph.network import Filters
from aidgraph.network.measures import MEASURES, measured

DOCUMENTS = [Document(id="a", path="a.txt", sha256="0", text="…", issued="2018-03-01", number="3")]
PLACES = {
    name: Entity(iri=f"https://example.org/{name}", type="County", zh=f"{name}县")
    for name in ("甲", "乙", "丙", "丁")
}


def _claim(small, n, givers, takers, *, relation="paired-with", origin="told", amounts=()):
    def parties(names):
        return tuple(
            Party(name=f"{name}县", type="County", entity=PLACES[name].iri)
            if name in PLACES
            else Party(name=name, type="School")
            for name in names
        )

    return replace(
        small.claims[0], id=f"a/{n}", relation=relation, status="done", origin=origin, amounts=amounts,
        providers=parties(givers), recipients=parties(takers), organizers=(), aggregate=False, act=None,
        evidence=Evidence("a", n, n + 1, f"第{n}句"),
    )  # fmt: skip


def _gift(value) -> tuple[Amount, ...]:
    return (Amount(value, "CNY", "exact", "one-off", "aid", f"{value}元"),)


@pytest.fixture
def claims(small) -> list:
    """甲 → 乙 twice, 乙 → 甲, 丙 → 丁, one to nobody."""
    return [
        _claim(small, 1, "甲", "乙"),
        _claim(small, 2, "甲", "乙", relation="donated-to", amounts=_gift(30)),
        _claim(small, 3, "乙", "甲", relation="donated-to", amounts=_gift(10)),
        _claim(small, 4, "丙", "丁"),
        _claim(small, 5, "丁", ""),
    ]


def _measured(measure, claims, **options):
    return measured(measure, claims, PLACES.values(), DOCUMENTS, **options)


def test_every_measure_says_over_what_and_leaves_out_who_is_not_stated(claims) -> None:
    for measure in MEASURES:
        if measure == "missing-pairs":
            continue
        found = _measured(measure, claims)
        assert dict(found.over) == {
            "claims": 4, "documents": 1, "parties": 4, "ties": 3, "links not stated": 1,
            "links within one party": 0,
        }  # fmt: skip
        assert all(set(row) == set(found.columns) for row in found.rows)


def test_degree_counts_others_and_claims(claims) -> None:
    found = _measured("degree", claims)
    rows = {
        row["party_zh"]: tuple(row[c] for c in found.columns if c not in ("party", "party_zh", "type"))
        for row in found.rows
    }
    assert rows == {"甲县": (1, 1, 2, 1), "乙县": (1, 1, 1, 2), "丙县": (1, 0, 1, 0), "丁县": (0, 1, 0, 1)}
    assert found.figures == {"density": 0.25}


def test_strength_is_what_totals_add_up(claims) -> None:
    rows = _measured("strength", claims).rows
    assert [(row["side"], row["party_zh"], row["minimum"], row["maximum"]) for row in rows] == [
        ("provider", "甲县", 30.0, 30.0),
        ("provider", "乙县", 10.0, 10.0),
        ("recipient", "乙县", 30.0, 30.0),
        ("recipient", "甲县", 10.0, 10.0),
    ]


def test_concentration_is_the_sum_of_squared_shares(claims) -> None:
    rows = {(row["side"], row["weight"]): row for row in _measured("concentration", claims).rows}
    assert rows["provider", "CNY"] == {
        "side": "provider", "weight": "CNY", "parties": 2, "total": 40.0, "hhi": 0.625, "largest_share": 0.75,
    }  # fmt: skip
    assert rows["provider", "claims"]["hhi"] == 0.375


def test_reciprocity_finds_the_pair_that_aids_each_other(claims) -> None:
    found = _measured("reciprocity", claims)
    (row,) = found.rows
    assert {row["first_zh"], row["second_zh"]} == {"甲县", "乙县"}
    assert {row["claims_there"], row["claims_back"]} == {1, 2}
    assert found.figures == {"reciprocity": 0.666667}


def test_parties_that_no_tie_joins_are_in_other_communities(claims) -> None:
    found = _measured("communities", claims, seed=7)
    together = {}
    for row in found.rows:
        together.setdefault(row["community"], set()).add(row["party_zh"])
    assert sorted(map(sorted, together.values())) == [["丁县", "丙县"], ["乙县", "甲县"]]
    assert (found.figures["communities"], found.figures["seed"]) == (2, 7)


def test_a_party_between_others_is_central_as_networkx_has_it(small) -> None:
    found = _measured("centrality", [_claim(small, 1, "甲", "乙"), _claim(small, 2, "乙", "丙")])
    graph = networkx.DiGraph([("甲", "乙"), ("乙", "丙")])
    between = networkx.betweenness_centrality(graph)
    assert {row["party_zh"]: row["betweenness"] for row in found.rows} == {
        f"{name}县": value for name, value in between.items()
    }
    assert found.rows[0]["party_zh"] == "乙县"


def test_missing_pairs_are_those_that_only_the_table_or_only_documents_have(small) -> None:
    claims = [
        _claim(small, 1, "甲", "乙", origin="curated"),
        _claim(small, 2, "甲", "丙", origin="curated"),
        _claim(small, 3, "乙", "甲"),
        _claim(small, 4, "丁", "丙"),
        _claim(small, 5, ["某校"], "丙"),
    ]
    found = _measured("missing-pairs", claims)
    told = [(row["missing"], row["provider_zh"], row["recipient_zh"], row["quote"]) for row in found.rows]
    assert told == [("in documents", "甲县", "丙县", "第2句"), ("in the table", "丁县", "丙县", "第4句")]
    assert {"document", "number", "issued", "status"} < set(found.columns)
    assert found.figures == {
        "in both": 1,
        "pairs of the table": 2,
        "pairs told": 2,
        "told links of other parties than places": 1,
    }


def test_without_the_sourced_table_missing_pairs_say_what_to_do(small) -> None:
    with pytest.raises(GraphError, match="build it with --backbone"):
        _measured("missing-pairs", [_claim(small, 1, "甲", "乙")])


def test_a_network_of_nothing_has_no_rows(small) -> None:
    for measure in MEASURES:
        if measure != "missing-pairs":
            assert _measured(measure, [], filters=Filters()).rows == ()


def test_the_command_prints_rows_and_says_over_what(small_folder) -> None:
    assert tuple(MEASURES) == _NAMES
    graph = ["--graph", str(small_folder)]
    for measure in MEASURES:
        plain = CliRunner().invoke(aidgraph, ["network", "--measure", measure, "--format", "json", *graph])
        assert plain.exit_code == 0, plain.output
        whole = json.loads(plain.stdout)
        assert "over: " in plain.stderr
        table = CliRunner().invoke(aidgraph, ["network", "--measure", measure, "--format", "csv", *graph])
        rows = list(csv.DictReader(io.StringIO(table.stdout)))
        assert len(rows) == len(whole["rows"])
        shown = CliRunner().invoke(aidgraph, ["network", "--measure", measure, "--lang", "zh", *graph])
        assert "计算范围" in shown.stderr


def test_no_hash_seed_changes_a_measure(small_folder) -> None:
    printed = set()
    for seed in ("0", "1", "2"):
        words = ["network", "--measure", "communities", "--format", "json", "--graph", str(small_folder)]
        run = subprocess.run(
            [sys.executable, "-m", "aidgraph", *words],
            check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        printed.add(run.stdout)
    assert len(printed) == 1
