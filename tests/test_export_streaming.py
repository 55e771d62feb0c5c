"""Exports of a graph folder pass claims on one by one: the same files, and a memory that doesn't grow with them."""

import tracemalloc
from dataclasses import replace

import pytest

from aidgraph.errors import GraphError
from aidgraph.export import ENDINGS, TABLES, ClaimsFile, Reporting, documents_without_text, export
from aidgraph.graph import GraphFolder
from aidgraph.graph.folder import write_jsonl
from aidgraph.model import Evidence
from aidgraph.network import WITH, Filters, place_of

PLAIN = Filters(named=True)
EVERYTHING = Filters(include=frozenset(WITH))


def _folder(path, claims, small) -> GraphFolder:
    with GraphFolder.writing(path) as staging:
        for name, nouns in (("claims", claims), ("entities", small.entities), ("documents", small.documents)):
            write_jsonl(staging.path(f"{name}.jsonl"), nouns)
    return GraphFolder.open(path)


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("filters", [PLAIN, EVERYTHING])
def test_a_file_written_claim_by_claim_is_the_file_written_at_once(small, tmp_path, ordered, filters) -> None:
    claims = sorted(small.claims, key=place_of, reverse=not ordered)
    folder = _folder(tmp_path / "graph", claims, small)
    documents = documents_without_text(folder.path("documents.jsonl"))
    us = Reporting(ref="XI-1")
    for ending in set(ENDINGS) - {".neo4j", ".ttl", ".trig", ".nq", ".jsonld", ".rdf"}:
        for table in TABLES if ending in (".csv", ".parquet") else ("edges",):
            at_once, one_by_one = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
            kept = export(at_once, *small[1:], table=table, filters=filters, reporting=us)
            passed = export(one_by_one, ClaimsFile(folder.path("claims.jsonl")), small.entities, documents,
                            table=table, filters=filters, reporting=us)  # fmt: skip
            assert one_by_one.read_bytes() == at_once.read_bytes(), (ending, table)
            assert (passed.count, passed.left_out) == (kept.count, kept.left_out)


@pytest.mark.parametrize("ending", ["csv", "gexf", "parquet"])
def test_a_damaged_line_is_named_and_leaves_no_file(small, tmp_path, ending) -> None:
    folder = _folder(tmp_path / "graph", sorted(small.claims, key=place_of), small)
    file = folder.path("claims.jsonl")
    file.write_text(file.read_text(encoding="utf-8") + '{"id": 1', encoding="utf-8")
    with pytest.raises(GraphError, match=r"claims\.jsonl:14:\d+: a damaged line"):
        export(tmp_path / f"g.{ending}", ClaimsFile(file), small.entities, small.documents)
    assert not (tmp_path / f"g.{ending}").exists()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["graphml", "gexf", "csv", "jsonl", "parquet"])
def test_memory_does_not_grow_with_the_number_of_edges(small, tmp_path, ending) -> None:
    one = next(claim for claim in small.claims if claim.origin == "told" and claim.providers)

    def peak(count: int) -> int:
        claims = (
            replace(
                one, id=f"{one.id}.{n:06}", evidence=Evidence(one.evidence.document, n, n + 4, f"第{n:06}句")
            )
            for n in range(count)
        )
        folder = _folder(tmp_path / f"graph{count}", claims, small)
        tracemalloc.start()
        export(tmp_path / f"g.{ending}", ClaimsFile(folder.path("claims.jsonl")), small.entities,
               documents_without_text(folder.path("documents.jsonl")))  # fmt: skip
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(10)  # whatever is loaded once, is loaded
    few, many = peak(500), peak(3_000)
    room = 15_000_000 if ending == "parquet" else 100_000  # Parquet holds a group of 10,000 rows
    assert many < few + room
