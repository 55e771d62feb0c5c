"""Every sum, pairing word and giving verb ends in a claim or an issue, wherever it stands."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.extract import extract
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Document, Issue
from aidgraph.network.coverage import Covered, coverage
from aidgraph.pipeline import build

TEXT = (
    "一、结对共建\n"
    "江阴市与霍城县结对。青禾商会向霍城县捐赠价值20万元的校服400套。\n"
    "县里全年财政收入达3.2亿元。大家学习“爱心捐助”的经验。大家把书桌送来了。\n"
)


def document(text: str, name: str = "x") -> Document:
    return Document(id=name, path=f"{name}.txt", sha256="0" * 64, text=text, issued="2018-03-01")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def words(found: tuple[Covered, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.quote, one.outcome) for one in found]


def test_every_word_in_scope_is_listed_in_order_with_what_became_of_it(gazetteer):
    bulletin = document(TEXT)
    read = extract(bulletin, gazetteer=gazetteer)
    found = coverage([bulletin], read.claims, read.issues)
    assert words(found) == [
        ("pairing", "结对共建", "issue"),
        ("pairing", "结对", "claim"),
        ("giving", "捐赠", "claim"),
        ("amount", "20万元", "claim"),
        ("amount", "3.2亿元", "issue"),
        ("giving", "捐助", "issue"),
        ("giving", "送来", "issue"),
    ]
    assert [one.reasons for one in found if one.outcome == "issue"] == [
        ("it stands in a heading, whose text follows below",),
        ("a sum of money that no act of aid governs here",),
        ("it stands inside the quotation “爱心捐助”",),
        ("a verb that tells of giving only with a figure or goods, and none could be read with it",),
    ]


def test_without_its_issue_a_word_is_unaccounted_for(gazetteer):
    bulletin = document(TEXT)
    read = extract(bulletin, gazetteer=gazetteer)
    kept = [issue for issue in read.issues if issue.quote != "3.2亿元"]
    lost = [one for one in coverage([bulletin], read.claims, kept) if one.outcome == "unaccounted"]
    assert [one.to_json() for one in lost] == [
        {
            "outcome": "unaccounted", "kind": "amount", "document": "x", "line": 3, "start": 51, "end": 56,
            "quote": "3.2亿元", "claims": [], "reasons": [],
        }
    ]  # fmt: skip


def test_a_sum_inside_a_claims_sentence_counts_as_told_only_where_the_claim_has_the_figure(gazetteer):
    bulletin = document("青禾商会向霍城县捐款30万元。\n")
    read = extract(bulletin, gazetteer=gazetteer)
    (gift,) = read.claims
    assert words(coverage([bulletin], [gift], [])) == [
        ("giving", "捐款", "claim"),
        ("amount", "30万元", "claim"),
    ]
    poorer = replace(gift, amounts=())
    assert words(coverage([bulletin], [poorer], [])) == [
        ("giving", "捐款", "claim"), ("amount", "30万元", "unaccounted"),
    ]  # fmt: skip


def test_a_word_of_a_rejected_claim_is_accounted_for_by_the_rejection(gazetteer):
    bulletin = document("青禾商会向霍城县捐款30万元。\n")
    rejected = Issue(
        kind="rejected", reason="rejected by 王 on 2026-01-02: 误读", document="x", start=0, end=14
    )
    found = coverage([bulletin], [], [rejected])
    assert {one.reasons for one in found} == {("rejected by 王 on 2026-01-02: 误读",)}


def test_an_issue_of_another_kind_accounts_for_nothing(gazetteer):
    bulletin = document("青禾商会向霍城县捐款30万元。\n")
    other = Issue(kind="ambiguous-place", reason="two places", document="x", start=0, end=14)
    assert {one.outcome for one in coverage([bulletin], [], [other])} == {"unaccounted"}


def test_tables_are_left_out():
    table = replace(document("江阴市,霍城县,结对,30万元\n"), kind="table")
    assert coverage([table], [], []) == ()


def graph(tmp_path, text: str = TEXT):
    source = tmp_path / "x.txt"
    source.write_text(text, encoding="utf-8")
    build([source], tmp_path / "graph")
    return tmp_path / "graph"


def run(*arguments: object):
    return CliRunner().invoke(aidgraph, [*map(str, arguments)])


def test_the_command_lists_all_and_exits_0(tmp_path):
    folder = graph(tmp_path)
    result = run("coverage", "--graph", folder, "--format", "json")
    rows = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [(row["quote"], row["outcome"]) for row in rows][:2] == [("结对共建", "issue"), ("结对", "claim")]
    assert "0 unaccounted for" in result.stderr


def test_the_command_exits_1_where_a_word_is_neither(tmp_path, monkeypatch):
    folder = graph(tmp_path)
    monkeypatch.setattr("aidgraph.graph.GraphFolder.issues", lambda self: ())
    result = run("coverage", "--graph", folder, "--lang", "en")
    assert result.exit_code == 1
    assert "4 unaccounted for" in result.stderr
    assert "3.2亿元" in result.stdout


def test_an_unknown_document_is_an_error_that_names_those_there_are(tmp_path):
    result = run("coverage", "--graph", graph(tmp_path), "--document", "y")
    assert result.exit_code == 1
    assert str(result.exception).endswith("no document 'y'; there are: x")


@pytest.mark.shared
def test_every_word_of_the_real_bulletins_ends_in_a_claim_or_an_issue(shared, tmp_path):
    result = build([shared / "bulletins"], tmp_path / "graph")
    found = coverage(result.documents, result.claims, result.issues)
    assert len(found) > 60
    assert [one for one in found if one.outcome == "unaccounted"] == []
