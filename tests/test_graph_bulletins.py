"""The real bulletins' gold claims as a graph: who gave what to whom."""

import io
import json

import pytest

from aidgraph.documents import read_documents
from aidgraph.gazetteer import Gazetteer
from aidgraph.graph import BASE, answer, memory_store, rdflib_dataset, write_trig
from aidgraph.model import Claim
from aidgraph.network import WITH, Filters, network, selected
from aidgraph.resolve import resolve

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def gold(shared):
    """Claims that people made of both bulletins, resolved to entities, and the documents."""
    documents = {document.id: document for document in read_documents([shared / "bulletins"])}
    claims = [
        Claim.from_json(json.loads(line))
        for document in sorted(documents)
        for line in (shared / "gold" / f"{document}.claims.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return resolve(claims, documents, gazetteer=Gazetteer.load(), base=BASE), list(documents.values())


@pytest.fixture(scope="module")
def trig(gold) -> str:
    resolution, documents = gold
    out = io.StringIO()
    write_trig(out, resolution.claims, resolution.entities, documents)
    return out.getvalue()


@pytest.fixture(scope="module")
def store(trig):
    return memory_store(trig)


@pytest.mark.parametrize(
    ("provider", "row"),
    [
        ("江阴苏利化学", ("霍城县困难群众", "江阴工作组", 600000, "CNY", None)),
        ("丹阳眼镜商会", ("新疆生产建设兵团第四师", "镇江工作组", 300000, "CNY", "眼镜 400副")),
    ],
)
def test_who_gave_what_to_whom_on_the_real_bulletin(store, provider, row) -> None:
    found = answer(store, "who-gave-what", parameters={"provider": provider})
    (given,) = [dict(zip(found.columns, one, strict=True)) for one in found.rows]
    recipient, organizer, amount, currency, items = row
    assert given["recipients"] == recipient
    assert given["organizers"].endswith(organizer)
    assert (given["amount"], given["currency"], given["items"]) == (amount, currency, items)


def test_claims_counts_what_the_filters_select(gold, store) -> None:
    resolution, documents = gold
    everything = {word: "true" for word in WITH if word != "projects"}
    for parameters, filters in (
        ({}, Filters()),
        (everything, Filters(include=frozenset(WITH))),
        ({"recipient": "霍城"}, Filters(recipient=("霍城",))),
        ({"place": "伊犁", "relation": "paired-with"}, Filters(place=("伊犁",), relation=("paired-with",))),
        ({"organizer": "江苏", "named": "true"}, Filters(organizer=("江苏",), named=True)),
    ):
        found = answer(store, "claims", parameters=parameters)
        chosen = selected(resolution.claims, resolution.entities, documents, filters)
        assert sorted(row[0] for row in found.rows) == sorted(claim.id for claim in chosen.claims)
        assert found.rows


def test_both_engines_hold_the_same_number_of_quads(trig, store) -> None:
    assert sum(1 for _ in rdflib_dataset(trig).quads()) == len(store)


def test_every_party_of_every_claim_is_in_the_network(gold) -> None:
    resolution, documents = gold
    graph = network(
        resolution.claims, resolution.entities, documents, filters=Filters(include=frozenset(WITH))
    )
    sides = {party.entity for claim in resolution.claims for party in (*claim.providers, *claim.recipients)}
    assert sides - {None} <= set(graph)
    assert {data["claim"] for *_, data in graph.edges(data=True)} == {claim.id for claim in resolution.claims}
