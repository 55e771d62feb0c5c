"""Each case of tests/cases/extraction.toml gives exactly the claims written beside it."""

import tomllib
from pathlib import Path

import pytest

from aidgraph.extract import extract
from aidgraph.model import Claim, Document, Party

CASES = tomllib.loads((Path(__file__).parent / "cases" / "extraction.toml").read_text(encoding="utf-8"))


def _side(parties: tuple[Party, ...]) -> str:
    return "、".join(
        party.name + (f"〔{party.canonical}〕" if party.canonical and party.type != "WorkTeam" else "") for party in parties
    ) or "∅"  # fmt: skip


def line(claim: Claim) -> str:
    """A claim in the notation of the case file."""
    figures = [
        f"{a.value if a.value is not None else a.text} {a.currency} {a.bound} {a.basis} {a.of}"
        for a in claim.amounts
    ]
    figures += [
        f"{i.quantity}{i.unit} {i.bound} {i.name}" if i.quantity is not None else i.name for i in claim.items
    ]
    figures += [f"→ {o.quantity}{o.unit} {o.bound} {o.name}" for o in claim.outcomes]
    parts = [f"{claim.relation} {claim.status}{' aggregate' if claim.aggregate else ''}: "
             f"{_side(claim.providers)} → {_side(claim.recipients)}"]  # fmt: skip
    if claim.organizers or figures:
        parts.append(_side(claim.organizers))
    if figures:
        parts.append("；".join(figures))
    return " ‖ ".join(parts)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:24])
def test_a_sentence_gives_exactly_these_claims(case: dict[str, object]) -> None:
    document = Document(
        id="case",
        path="case.txt",
        sha256="0",
        text=str(case["text"]),
        issuer=CASES["issuer"],
        issued=CASES["issued"],
    )
    assert [line(claim) for claim in extract(document).claims] == case["claims"]


def test_a_sum_in_a_table_that_tells_of_no_aid_says_where_it_stands() -> None:
    text = "年度小结\n\n| 序号 | 备注 | 数额 |\n| --- | --- | --- |\n| 1 | 办公费 | 5万元 |\n\n会议结束。"
    found = extract(Document(id="case", path="case.md", sha256="0", text=text))
    reasons = {issue.quote: issue.reason for issue in found.issues}
    assert reasons["5万元"] == "it stands in a row of a table whose heads make no statement of aid of it"


def test_a_heading_that_is_a_name_is_the_subject_of_what_stands_below_it() -> None:
    text = (
        "对口支援动态\n\n一、合肥市\n\n向皮山县固玛镇拨付资金300万元，用于道路硬化。\n\n二、芜湖市\n\n"
        "为皮山县人民医院捐赠彩超2台。\n"
    )
    found = extract(Document(id="case", path="case.txt", sha256="0", text=text))
    assert [line(claim) for claim in found.claims] == [
        "donated-to done: 合肥市 → 固玛镇 ‖ ∅ ‖ 3000000 CNY exact one-off aid",
        "donated-to done: 芜湖市 → 皮山县人民医院 ‖ ∅ ‖ 2台 exact 彩超",
    ]
