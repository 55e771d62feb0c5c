"""`aidgraph review`: judge at the keyboard, rebuild, and find the judgement kept."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.errors import AidgraphError
from aidgraph.pipeline import build
from aidgraph.review import apply, merged, read_judgements

TEXT = "青禾商会向霍城县捐款30万元。江阴市与霍城县结对。\n"
GIFT, PAIR = "x/donated-to@0", "x/paired-with@15"


@pytest.fixture
def graph(tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("AIDGRAPH_REVIEWER", raising=False)
    monkeypatch.setattr("aidgraph.cli.judging.today", lambda: "2026-01-02")
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "x.txt"], tmp_path / "graph")
    assert [claim["id"] for claim in rows(tmp_path / "graph" / "claims.jsonl")] == [GIFT, PAIR]
    return tmp_path / "graph"


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def run(graph: Path, *arguments: object, ok: bool = True):
    result = CliRunner().invoke(
        aidgraph, ["review", *map(str, arguments), "--graph", str(graph), "--lang", "en"]
    )
    if ok and result.exception:
        raise result.exception
    return result


def kept(graph: Path) -> list[tuple]:
    return [
        (one.id, one.kind, one.field, one.value, one.by, one.why)
        for one in read_judgements(graph / "judgements.csv")
    ]


def test_a_judgement_is_recorded_with_what_it_judged(graph):
    result = run(graph, "accept", GIFT, PAIR, "--by", "王", "--why", "与原文一致")
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"{GIFT}#1: accept", f"{PAIR}#1: accept", "takes effect with the next build (aidgraph build)",
    ]  # fmt: skip
    first, _ = read_judgements(graph / "judgements.csv")
    assert (first.document, first.quote, first.relation, first.parties, first.by, first.at, first.why) == (
        "x", "青禾商会向霍城县捐款30万元", "donated-to", "青禾商会→霍城县", "王", "2026-01-02", "与原文一致",
    )  # fmt: skip


def test_who_judges_must_be_said_once(graph, monkeypatch):
    result = run(graph, "reject", GIFT, ok=False)
    assert str(result.exception) == "who judges? say it with --by NAME, or set AIDGRAPH_REVIEWER once"
    monkeypatch.setenv("AIDGRAPH_REVIEWER", "李")
    run(graph, "reject", GIFT)
    assert kept(graph) == [(f"{GIFT}#1", "reject", "", "", "李", "")]


def test_a_correction_is_read_before_it_is_recorded(graph):
    assert run(graph, "correct", GIFT, "amounts").stdout == "300000 | CNY | exact | one-off | aid | 30万元\n"
    result = run(graph, "correct", GIFT, "status", "finished", "--by", "王", ok=False)
    assert isinstance(result.exception, AidgraphError)
    same = run(graph, "correct", GIFT, "status", "done", "--by", "王", ok=False)
    assert str(same.exception) == f"{GIFT}: status already is 'done'; nothing to correct"
    assert not (graph / "judgements.csv").exists()
    run(graph, "correct", GIFT, "status", "planned", "--by", "王")
    assert kept(graph) == [(f"{GIFT}#1", "correct", "status", "planned", "王", "")]


def test_identities_are_named_by_label_and_undone_by_id(graph):
    run(graph, "same", "青禾商会", "江阴市", "--by", "王")
    run(graph, "different", "江阴市", "--document", "x", "--by", "王")
    iris = {row["labels"]["zh"]: row["iri"] for row in rows(graph / "entities.jsonl")}
    assert kept(graph) == [
        ("same#1", "same", iris["青禾商会"], iris["江阴市"], "王", ""),
        ("different#1", "different", iris["江阴市"], iris["江阴市"] + "~x", "王", ""),
    ]
    run(graph, "undo", "same#1")
    assert [one[0] for one in kept(graph)] == ["different#1"]


def test_undo_by_claim_takes_its_last_judgement_back(graph):
    run(graph, "accept", GIFT, "--by", "王")
    before = (graph / "judgements.csv").read_bytes()
    run(graph, "reject", GIFT, "--by", "王")
    result = run(graph, "undo", GIFT)
    assert result.stderr == f"taken back: {GIFT}#2 (reject; 王, 2026-01-02)\n"
    assert (graph / "judgements.csv").read_bytes() == before


def test_the_list_shows_claims_with_quotes_and_what_was_decided(graph):
    run(graph, "accept", GIFT, "--by", "王", "--why", "与原文一致")
    assert run(graph, "list").stdout.splitlines() == [
        f"{GIFT}  donated-to  青禾商会 → 霍城县  [30万元]",
        "    “青禾商会向霍城县捐款30万元”",
        "    accept · 王 · 2026-01-02 · 与原文一致",
        f"{PAIR}  paired-with  江阴市 → 霍城县",
        "    “江阴市与霍城县结对”",
    ]
    assert run(graph, "list", "--open").stdout.splitlines() == [
        f"{PAIR}  paired-with  江阴市 → 霍城县", "    “江阴市与霍城县结对”",
    ]  # fmt: skip
    run(graph, "undo", GIFT)
    assert len(run(graph, "list", "--open").stdout.splitlines()) == 4


def test_a_sheet_goes_out_and_comes_back(graph, tmp_path):
    from openpyxl import load_workbook

    sheet = tmp_path / "claims.xlsx"
    assert run(graph, "--export", sheet).stderr == f"2 claims written to {sheet}\n"
    book = load_workbook(sheet)
    book["claims"]["E2"] = "planned"
    book.save(sheet)
    result = run(graph, "--import", sheet, "--by", "王")
    assert result.stderr == f"1 new judgements in {graph / 'judgements.csv'}\n"
    assert kept(graph) == [(f"{GIFT}#1", "correct", "status", "planned", "王", "")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("accept", "x/supports@9", "--by", "王"),
            "no claim 'x/supports@9'; list them: aidgraph review list",
        ),
        (("undo", "x/supports@9"), "no judgement x/supports@9; list them: aidgraph review list"),
        (
            ("same", "青禾商会", "白云山", "--by", "王"),
            "no entity is called '白云山'; find it: aidgraph resolve 白云山",
        ),
        (("same", "青禾商会", "青禾商会", "--by", "王"), "青禾商会 and 青禾商会 are one entity already"),
        (("different", "江阴市", "--document", "y", "--by", "王"), "no document 'y'"),
    ],
)
def test_what_is_not_there_is_named_with_a_remedy(graph, arguments, message):
    result = run(graph, *arguments, ok=False)
    assert isinstance(result.exception, AidgraphError)
    assert message in str(result.exception)


def test_options_before_the_inner_command_are_refused_rather_than_passed_over(graph):
    result = CliRunner().invoke(aidgraph, ["review", "--graph", str(graph), "list"])
    assert result.exit_code == 2
    assert "write --graph after 'list'" in result.stderr


def test_a_rebuild_never_touches_the_file_of_judgements(graph, tmp_path):
    run(graph, "accept", GIFT, "--by", "王")
    before = (graph / "judgements.csv").read_bytes()
    build([tmp_path / "x.txt"], graph)
    assert (graph / "judgements.csv").read_bytes() == before


def test_what_was_judged_at_the_keyboard_applies_to_what_is_read_again(graph):
    from aidgraph.graph import GraphFolder

    run(graph, "reject", PAIR, "--by", "王")
    run(graph, "correct", GIFT, "sector", "education", "--by", "王", "--why", "助学")
    judgements = read_judgements(graph / "judgements.csv")
    folder = GraphFolder.open(graph)
    claims, issues = apply(folder.claims(), judgements)
    assert [(one.id, one.sector, one.review.why) for one in claims] == [(GIFT, "education", "助学")]
    assert [one.kind for one in issues] == ["rejected"]
    assert merged(claims, folder.entities(), judgements).issues == ()
