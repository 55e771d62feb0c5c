"""`aidgraph show`: a page a person reads, every line of it from the graph."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.errors import PlaceError
from aidgraph.graph import dossier, entity_called, iri_called, memory_store

BASE = "https://w3id.org/aidgraph/"


@pytest.fixture
def run(small_folder):
    def running(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(
            aidgraph, ["show", *words, "--graph", str(small_folder)], env={"LC_ALL": "C.UTF-8"}
        )
        if isinstance(done.exception, PlaceError):
            return 1, str(done.exception)
        assert done.exception is None or done.exit_code != 0, done.exception
        return done.exit_code, done.stdout

    return running


def test_an_entity_is_shown_with_its_names_and_each_claim_once_with_its_sentence(run) -> None:
    code, out = run("霍城县实验小学", "--lang", "zh")
    assert code == 0
    assert out == (
        "霍城县实验小学\n"
        "  类别  School\n"
        "  隶属  霍城县 < 伊犁哈萨克自治州 < 新疆维吾尔自治区\n"
        "  IRI   https://w3id.org/aidgraph/id/school/霍城县实验小学\n"
        "\n"
        "接受 (1)\n"
        "\n"
        '  青禾商会、蓝桥公司 → 霍城县实验小学  捐赠: 8万元、"启航"电脑 30台\n'
        '    「青禾商会、蓝桥公司共同向霍城县实验小学捐赠价值8万元的"启航"电脑30台」\n'
        "    2019-06 · 已完成 · news/2019-06/donated-to@43\n"
    )


def test_a_place_gathers_what_it_does_and_what_lies_within_it(small) -> None:
    found = dossier("霍城县", small.claims, small.entities, small.documents)
    assert {section: [claim.id for claim in claims] for section, claims in found.sections.items()} == {
        "paired": ["2018-01/paired-with@5", "backbone/paired-with@28"],
        "gives": ["news/2019-06/donated-to@92"],
        "receives": [
            "2018-01/donated-to@91",
            "2018-01/supports@116",
            "news/2019-06/donated-to@0",
            "news/2019-06/donated-to@21",
        ],
        "arranges": [],
        "within": [
            "2018-01/donated-to@21",
            "2018-01/supports@63",
            "2018-01/paired-with@145",
            "news/2019-06/donated-to@43",
        ],
    }


def test_a_claim_is_shown_in_its_sentence_with_what_else_is_told_of_its_act(run) -> None:
    code, out = run("2018-01/donated-to@21", "--lang", "en")
    assert code == 0
    assert (
        "…江阴市与霍城县结成对口支援关系。【经江阴工作组牵线，青禾商会向霍城县20名困难学生捐款60余万元，并赠送书包400个】。云帆医院"
        in out
    )
    assert "2018-01.txt:2:17\n" in out
    assert "  amounts     60余万元 = over 600000 CNY, one-off, aid\n" in out
    assert "  goods       书包 400个\n" in out
    assert "Other tellings of this act (1)\n\n  青禾商会 → 霍城县  donated: 62万元\n" in out


def test_a_document_is_shown_with_all_it_states(run, small) -> None:
    code, out = run("2018-01", "--lang", "zh")
    own = [claim for claim in small.claims if claim.evidence.document == "2018-01"]
    assert (code, out.count("「")) == (0, len(own))
    assert f"所作陈述 ({len(own)})\n" in out
    assert out.startswith("援伊简报第1期\n  编发  援伊简报编辑部\n")


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("霍城县", "division/654023"),
        ("霍城", "division/654023"),
        ("HUOCHENG", "division/654023"),
        ("division/654023", "division/654023"),
        (f"{BASE}id/division/654023", "division/654023"),
        ("江苏省", "division/320000"),
        ("云帆医院", "hospital/云帆医院"),
    ],
)
def test_any_name_that_can_be_decided_will_do(small, name, iri) -> None:
    assert entity_called(name, small.entities, base=BASE).iri == f"{BASE}id/{iri}"


def test_a_store_decides_as_the_entities_do(small) -> None:
    store = memory_store((small.folder / "graph.trig").read_text(encoding="utf-8"))
    for name in ("霍城县", "霍城", "Huocheng", "Jiāngsū Shěng", "division/320281", "云帆医院"):
        assert iri_called(name, store, base=BASE) == entity_called(name, small.entities, base=BASE).iri
    with pytest.raises(PlaceError, match="nothing in this graph is called “鼓楼区”"):
        iri_called("鼓楼区", store, base=BASE)


def test_a_name_the_graph_spells_otherwise_is_decided_by_the_gazetteer(small) -> None:
    assert "江阴县" not in {name for entity in small.entities for name in (entity.zh, *entity.aliases)}
    assert entity_called("江阴县", small.entities, base=BASE).zh == "江阴市"


def test_a_name_that_two_entities_bear_is_listed_not_guessed(small) -> None:
    first = next(entity for entity in small.entities if entity.type == "Group")
    second = replace(first, iri=f"{first.iri}9")
    with pytest.raises(
        PlaceError, match="stays open between group/2018-01/150, group/2018-01/1509: name one"
    ):
        entity_called(first.zh, [first, second], base=BASE)


def test_what_nothing_is_called_is_said_with_what_comes_near(run) -> None:
    assert run("霍诚县") == (1, "nothing in this graph is called “霍诚县”; near names: 霍城县")
    assert run("donated-to@2") == (
        1,
        "no claim has the id 'donated-to@2'; near ids: 2018-01/donated-to@21, news/2019-06/donated-to@21",
    )
