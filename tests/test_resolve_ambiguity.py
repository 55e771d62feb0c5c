"""What stays open is said, never guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Claim, Document, Evidence, Issue, Party, Span
from aidgraph.resolve import BASE, resolve

ID = f"{BASE}id/"


def told(text, *recipients, providers=(), issuer=None):
    source = Document(id="d", path="d.txt", sha256="0", text=text, issuer=issuer)
    claim = Claim(
        id="d/supports@0",
        relation="supports",
        status="done",
        evidence=Evidence.quoting(source, Span(0, len(text))),
        providers=tuple(providers),
        recipients=recipients,
    )
    return resolve([claim], {"d": source}, gazetteer=Gazetteer.load())


def only(resolution):
    return resolution.claims[0].recipients[0].entity


def test_a_name_of_several_places_stays_open_with_its_candidates():
    party = Party(name="鼓楼区", type="County", at=Span(2, 5))
    resolution = told("支援鼓楼区。", party)
    assert only(resolution) is None
    assert resolution.entities == ()
    assert resolution.issues == (
        Issue(
            kind="ambiguous-place",
            reason="“鼓楼区” can be 4 places, and nothing near it decides",
            document="d",
            start=2,
            end=5,
            quote="鼓楼区",
            candidates=tuple(f"{ID}division/{code}" for code in (320106, 320302, 350102, 410204)),
        ),
    )


@pytest.mark.parametrize(
    ("surroundings", "decided"),
    [
        ({"party": Party(name="鼓楼区", type="County", places=("徐州市",))}, "division/320302"),
        ({"providers": [Party(name="福州市", type="Prefecture")]}, "division/350102"),
        ({"providers": [Party(name="第三中学", type="School", places=("开封市",))]}, "division/410204"),
        ({"issuer": "南京市对口支援工作领导小组办公室"}, "division/320106"),
        ({"issuer": "江苏省对口支援工作领导小组办公室"}, None),
        ({"providers": [Party(name="昆明市", type="Prefecture")]}, None),
    ],
)
def test_party_claim_and_masthead_decide_in_this_order(surroundings, decided):
    party = surroundings.get("party", Party(name="鼓楼区", type="County"))
    resolution = told(
        "支援鼓楼区。", party, providers=surroundings.get("providers", ()), issuer=surroundings.get("issuer")
    )
    assert only(resolution) == (decided and f"{ID}{decided}")


@pytest.mark.parametrize(
    ("party", "kind"),
    [
        (Party(name="伊宁", type="County"), "ambiguous-place"),
        (Party(name="长江村", type="Village"), "unknown-place"),
        (Party(name="三连", type="CorpsCompany"), "unknown-place"),
        (Party(name="大唐县", type="County"), "unknown-place"),
        (Party(name="第八中学", type="School"), "ambiguous-organisation"),
        (Party(name="人民医院", type="Hospital"), "ambiguous-organisation"),
        (Party(name="旅游局", type="PublicBody"), "ambiguous-organisation"),
        (Party(name="该院", type="Hospital"), "unresolved-reference"),
        (Party(name="公司", type="Enterprise"), "unresolved-reference"),
    ],
)
def test_what_many_things_are_called_is_an_issue_of_its_kind(party, kind):
    resolution = told(f"支援{party.name}。", party)
    assert only(resolution) is None
    assert [issue.kind for issue in resolution.issues] == [kind]


def test_a_party_left_open_stands_with_the_others_of_its_claim():
    resolution = told("两地支援。", Party(name="朝阳区", type="County"), Party(name="霍城县", type="County"))
    assert [p.entity for p in resolution.claims[0].recipients] == [None, f"{ID}division/654023"]


@pytest.mark.shared
def test_every_party_of_the_annotated_passages_is_decided_or_an_issue(shared: Path):
    files = sorted((shared / "gold").glob("**/*.jsonl"))
    claims = [
        Claim.from_json(json.loads(line))
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    texts = [*(shared / "bulletins").glob("*.txt"), *(shared / "gold" / "passages").glob("*.txt")]
    documents = {
        file.stem: Document(id=file.stem, path=file.name, sha256="0", text=file.read_text(encoding="utf-8"))
        for file in texts
    }
    resolution = resolve(claims, documents, gazetteer=Gazetteer.load())
    iris = {entity.iri for entity in resolution.entities}
    named = [party for claim in resolution.claims for party in claim.parties()]
    open_ones = {party.name for party in named if party.entity is None}
    assert {party.entity for party in named if party.entity} <= iris
    assert {parent for entity in resolution.entities for parent in entity.within} <= iris
    assert {member for entity in resolution.entities for member in entity.members} <= iris
    assert open_ones == {"唐布拉"} and len(resolution.issues) == 1
