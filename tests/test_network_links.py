"""Nodes and links: parties, and one link from each provider to each recipient of a claim."""

import pytest

from aidgraph.network import Filters, Node, network, nodes_and_links, selected

ID = "https://w3id.org/aidgraph/id/"


def _network(small, level=None, **words):
    chosen = selected(small.claims, small.entities, small.documents, Filters(**words))
    nodes, links = nodes_and_links(chosen.claims, small.entities, small.documents, level=level)
    return {node.id.removeprefix(ID): node for node in nodes}, links


def _ends(links) -> list[tuple[str, str]]:
    return [(link.source.removeprefix(ID), link.target.removeprefix(ID)) for link in links]


def test_a_node_is_a_party_with_its_names_code_point_and_parent(small) -> None:
    nodes, _ = _network(small, relation=("paired-with",))
    assert nodes["division/654023"] == Node(
        id=f"{ID}division/654023",
        label_zh="霍城县",
        label_en="Huocheng",
        pinyin="Huòchéng Xiàn",
        type="County",
        level="county",
        code="654023",
        lat=44.05,
        lon=80.87,
        parent=f"{ID}division/654000",
        parent_zh="伊犁哈萨克自治州",
    )
    assert nodes["group/2018-01/150"].type == "Group"


def test_a_link_carries_the_sentence_and_all_that_it_says(small) -> None:
    _, (link,) = _network(small, organizer=("江阴工作组",))
    assert link.attributes() == {
        "id": "2018-01/donated-to@21#1",
        "source_zh": "青禾商会",
        "source_en": None,
        "target_zh": "霍城县20名困难学生",
        "target_en": None,
        "relation": "donated-to",
        "status": "done",
        "aggregate": False,
        "origin": "told",
        "amount": 600000,
        "currency": "CNY",
        "bound": "over",
        "basis": "one-off",
        "of": "aid",
        "amounts": ("60余万元",),
        "items": ("书包 400个",),
        "outcomes": (),
        "organizers": ("江阴工作组",),
        "modality": ("cash", "goods"),
        "sector": "education",
        "period_start": None,
        "period_end": None,
        "quote": "经江阴工作组牵线，青禾商会向霍城县20名困难学生捐款60余万元，并赠送书包400个",
        "document": "2018-01",
        "title": "援伊简报第1期",
        "number": "1",
        "issued": "2018-03-05",
        "url": None,
        "claim": "2018-01/donated-to@21",
        "joint": 1,
        "weight": 1,
        "weight_of": "claims",
    }


def test_joint_givers_have_a_link_each_that_says_it_is_one_of_two(small) -> None:
    _, links = _network(small, provider=("蓝桥公司",))
    assert _ends(links) == [
        ("association/青禾商会", "school/霍城县实验小学"),
        ("enterprise/蓝桥公司", "school/霍城县实验小学"),
    ]
    assert [(link.amount, link.joint) for link in links] == [(80000, 2), (80000, 2)]


def test_a_side_that_is_not_stated_is_a_node_of_its_own(small) -> None:
    nodes, links = _network(small, provider=("海虹基金会",))
    assert _ends(links) == [("mention/news/2019-06/80/海虹基金会", "not-stated/recipient")]
    assert (nodes["not-stated/recipient"].label_zh, nodes["not-stated/recipient"].label_en) == (
        "受援方未写明",
        "recipient not stated",
    )


def test_a_level_lifts_institutions_to_their_place_and_leaves_what_belongs_nowhere(small) -> None:
    _, links = _network(small, level="county", document=("2018-01",))
    assert _ends(links) == [("division/320281", "division/654023")] * 4
    _, links = _network(small, level="county", provider=("蓝桥公司",))
    assert _ends(links) == [
        ("division/320281", "division/654023"),
        ("enterprise/蓝桥公司", "division/654023"),
    ]


def test_a_higher_level_lifts_counties_and_never_lowers_a_province(small) -> None:
    _, links = _network(small, level="prefecture", relation=("paired-with",))
    assert _ends(links)[0] == ("division/320281", "division/654000")
    _, links = _network(small, level="province", relation=("paired-with",))
    assert _ends(links)[0] == ("division/320000", "division/650000")


@pytest.mark.parametrize("include", [frozenset(), frozenset({"aggregates", "planned", "curated", "model"})])
def test_the_networkx_graph_has_the_same_nodes_and_links(small, include) -> None:
    graph = network(small.claims, small.entities, small.documents, filters=Filters(include=include))
    nodes, links = _network(small, include=include)
    assert set(graph) == {node.id for node in nodes.values()}
    assert sorted(graph.edges(keys=True)) == sorted((link.source, link.target, link.id) for link in links)
    assert graph.is_directed() and graph.is_multigraph()


def test_networkx_holds_evidence_on_the_edge_and_what_was_left_out_on_the_graph(small) -> None:
    graph = network(small.claims, small.entities, small.documents)
    edge = graph.get_edge_data(f"{ID}division/320281", f"{ID}division/654023")["2018-01/paired-with@5#1"]
    assert (edge["quote"], edge["document"]) == ("江阴市与霍城县结成对口支援关系", "2018-01")
    assert graph.graph["left_out"] == {"aggregates": 1, "planned": 1, "curated": 1, "model": 1}
    assert graph.nodes[f"{ID}division/320281"]["label_en"] == "Jiangyin"
