"""What `evaluate` says of a reading, on claims of our own wording."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.errors import AidgraphError
from aidgraph.evaluate import annotated, evaluation, read_again
from aidgraph.model import Amount, Claim, Evidence, Party

TEXT = "青禾商会向霍城县捐款30万元。江阴市与霍城县结对。云帆医院赴霍城县义诊，诊治800人。"


def claim(relation: str, quote: str, providers: list[Party], recipients: list[Party], **more) -> Claim:
    start = TEXT.index(quote)
    return Claim(
        id=f"x/{relation}@{start}", relation=relation, status=more.pop("status", "done"),
        providers=tuple(providers), recipients=tuple(recipients),
        evidence=Evidence("x", start, start + len(quote), quote), **more,
    )  # fmt: skip


GUILD = Party(name="青禾商会", type="Association")
HUOCHENG = Party(name="霍城县", type="County")
GIFT = claim(
    "donated-to", "青禾商会向霍城县捐款30万元", [GUILD], [HUOCHENG],
    amounts=(Amount(300000, "CNY", "exact", "one-off", "aid", "30万元"),),
)  # fmt: skip
PAIR = claim("paired-with", "江阴市与霍城县结对", [Party(name="江阴市", type="County")], [HUOCHENG])
CARE = claim("supports", "云帆医院赴霍城县义诊", [Party(name="云帆医院", type="Hospital")], [HUOCHENG])
GOLD = (GIFT, PAIR, CARE)


def test_a_reading_that_is_the_gold_has_every_figure_right_and_no_error():
    found = evaluation(GOLD, GOLD)
    assert found.scores.headline() == {"found": 1.0, "exact": 1.0, "amounts": 1.0, "told": 1.0}
    assert found.errors == ()
    assert (found.intervals["found"], found.intervals["exact"], found.intervals["told"]) == ((1.0, 1.0),) * 3


def test_an_empty_reading_scores_nothing_and_misses_all():
    found = evaluation(GOLD, ())
    assert found.scores.headline() == {"found": 0.0, "exact": 0.0, "amounts": 0.0, "told": 0.0}
    assert [(error.kind, error.claim.id) for error in found.errors] == [
        ("missed", "x/donated-to@0"), ("missed", "x/paired-with@15"), ("missed", "x/supports@25"),
    ]  # fmt: skip


def test_each_error_says_what_the_gold_has_and_what_was_read():
    wrong = replace(
        GIFT,
        providers=(Party(name="商会", type="Association"),),
        amounts=(Amount(3000000, "CNY", "exact", "one-off", "project", "30万元"),),
        status="planned",
    )
    other = replace(CARE, relation="donated-to", id="x/donated-to@25")
    errors = evaluation(GOLD, (wrong, PAIR, other)).errors
    assert [error.to_json() for error in errors] == [
        {
            "kind": "wrong",
            "id": "x/donated-to@0",
            "says": "donated-to  青禾商会 → 霍城县  [300,000 CNY exact one-off]",
            "quote": "青禾商会向霍城县捐款30万元",
            "differs": {
                "providers": {"gold": "青禾商会", "read": "商会"},
                "figures": {"gold": "300,000 CNY exact one-off", "read": "3,000,000 CNY exact one-off"},
                "status": {"gold": "done", "read": "planned"},
                "of": {"gold": "aid", "read": "project"},
            },
            "near": None,
        },
        {
            "kind": "missed",
            "id": "x/supports@25",
            "says": "supports  云帆医院 → 霍城县",
            "quote": "云帆医院赴霍城县义诊",
            "differs": {},
            "near": "donated-to  云帆医院 → 霍城县",
        },
        {
            "kind": "spurious",
            "id": "x/donated-to@25",
            "says": "donated-to  云帆医院 → 霍城县",
            "quote": "云帆医院赴霍城县义诊",
            "differs": {},
            "near": None,
        },
    ]


def test_parties_of_one_name_are_told_apart_by_what_else_they_are():
    group = Party(name="青禾商会", type="Group", count=3, unit="家", kind="商会")
    (error,) = evaluation((GIFT,), (replace(GIFT, providers=(group,)),)).errors
    assert error.differences[0].gold == "青禾商会（Association）"
    assert error.differences[0].read == "青禾商会（Group 3）"


def test_the_relations_add_up_to_the_whole():
    found = evaluation(GOLD, (GIFT, replace(PAIR, providers=()), replace(CARE, relation="donated-to")))
    whole = found.scores
    for figure in ("found", "exact", "amounts"):
        parts = [getattr(scores, figure) for scores in found.relations.values()]
        assert sum(part.right for part in parts) == getattr(whole, figure).right
        assert sum(part.read for part in parts) == getattr(whole, figure).read
        assert sum(part.gold for part in parts) == getattr(whole, figure).gold


def test_claims_of_two_documents_never_match():
    elsewhere = replace(GIFT, evidence=replace(GIFT.evidence, document="y"))
    found = evaluation((GIFT, PAIR), (elsewhere, PAIR))
    assert (found.scores.found.right, found.scores.found.read) == (1, 2)


def test_a_single_document_is_the_same_one_under_another_name():
    elsewhere = replace(GIFT, evidence=replace(GIFT.evidence, document="y"))
    assert evaluation((GIFT,), (elsewhere,)).scores.exact.f1 == 1.0


def test_intervals_hold_the_figure_and_are_the_same_in_every_run():
    first = evaluation(GOLD, (GIFT, replace(PAIR, providers=()), CARE))
    again = evaluation(GOLD, (GIFT, replace(PAIR, providers=()), CARE))
    assert first.intervals == again.intervals
    low, high = first.intervals["exact"]
    assert low < first.scores.exact.f1 < high


def written(folder, claims, text=TEXT):
    folder.mkdir(exist_ok=True)
    lines = [json.dumps(one.to_json(built=False), ensure_ascii=False) + "\n" for one in claims]
    (folder / "x.claims.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")
    if text is not None:
        (folder / "x.txt").write_text(text, encoding="utf-8", newline="\n")
    return folder


def test_a_folder_of_gold_is_read_on_the_spot(tmp_path):
    folder = written(tmp_path / "gold", GOLD)
    assert annotated(folder) == GOLD
    read = read_again(folder)
    assert {one.evidence.document for one in read} == {"x"}
    assert all(one.evidence.quote in TEXT for one in read)
    result = CliRunner().invoke(aidgraph, ["evaluate", str(folder), "--format", "json"])
    expected = evaluation(GOLD, read).to_json()
    del expected["errors"]
    assert json.loads(result.stdout) == expected


def test_texts_may_stand_in_another_folder(tmp_path):
    gold = written(tmp_path / "gold", GOLD, text=None)
    texts = written(tmp_path / "texts", ())
    assert read_again(gold, texts=texts) == read_again(written(tmp_path / "both", GOLD))


def test_a_missing_text_is_named_with_a_remedy(tmp_path):
    gold = written(tmp_path / "gold", GOLD, text=None)
    with pytest.raises(
        AidgraphError, match=r"its text x\.txt is not in .*; say where it is with --texts FOLDER"
    ):
        read_again(gold)


def test_gold_that_names_another_document_than_its_file_is_refused(tmp_path):
    elsewhere = replace(GIFT, evidence=replace(GIFT.evidence, document="y"))
    folder = written(tmp_path / "gold", (elsewhere,))
    with pytest.raises(AidgraphError, match=r"x\.claims\.jsonl:1:1: tells of the document 'y'"):
        read_again(folder)


def test_the_list_of_errors_reads_claim_quote_difference(tmp_path):
    gold = written(tmp_path / "gold", GOLD) / "x.claims.jsonl"
    read = written(tmp_path / "read", (replace(GIFT, status="planned"), PAIR)) / "x.claims.jsonl"
    result = CliRunner().invoke(aidgraph, ["evaluate", str(gold), str(read), "--errors", "--lang", "en"])
    assert result.exit_code == 0
    assert result.stdout[result.stdout.index("\n──") :].splitlines() == [
        "",
        "── x",
        "wrong     @0  donated-to  青禾商会 → 霍城县  [300,000 CNY exact one-off]",
        "    “青禾商会向霍城县捐款30万元”",
        "    status: gold done | read planned",
        "missed    @25  supports  云帆医院 → 霍城县",
        "    “云帆医院赴霍城县义诊”",
    ]
