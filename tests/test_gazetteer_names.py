"""What a name can mean, and which meaning a context decides."""

from __future__ import annotations

import pytest

from aidgraph.gazetteer import FormerName, Gazetteer
from aidgraph.model import Identifier


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def ids(places):
    return [place.id for place in places]


@pytest.mark.parametrize(
    ("name", "meanings"),
    [
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("通州区", ["110112", "320612"]),
        ("伊宁", ["654002", "654021"]),
        ("伊宁市", ["654002"]),
        ("伊宁县", ["654021"]),
        ("伊犁", ["654000"]),
        ("伊犁州直", ["654000"]),
        ("察布查尔县", ["654022"]),
        ("阿克苏", ["652900", "652901"]),
        ("顾山镇", ["320281111"]),
        ("徐州市鼓楼区", ["320302"]),
        ("江苏省徐州市鼓楼区", ["320302"]),
        ("可克达拉市", ["659008"]),
        ("没有的地方", []),
    ],
)
def test_a_name_has_all_its_meanings_in_order(gazetteer, name, meanings):
    assert ids(gazetteer.named(name)) == meanings


@pytest.mark.parametrize(
    ("name", "context", "decided"),
    [
        ("鼓楼区", ["徐州"], "320302"),
        ("鼓楼区", ["320100"], "320106"),
        ("鼓楼区", ["福建省"], "350102"),
        ("鼓楼区", ["江苏省"], None),
        ("鼓楼区", ["云南省"], None),
        ("通州区", ["如皋市"], "320612"),
        ("通州", ["江苏省", "北京市"], "320612"),
        ("通州", [], None),
        ("伊宁", ["伊犁州"], None),
        ("和田", ["新疆"], None),
        ("淮安", [], "320800"),
        ("海南", [], "460000"),
        ("海南", ["青海省"], "632500"),
        ("吉林", [], "220000"),
        ("自治区", ["林芝市"], "540000"),
        ("自治区", [], None),
        ("和平镇", ["伊宁市"], None),
        ("常乐镇", ["海门市"], "320614103"),
        ("海努克乡", ["察布查尔县"], "654022106"),
        ("哈密市", [], "650500"),
    ],
)
def test_a_context_decides_or_leaves_open(gazetteer, name, context, decided):
    place = gazetteer.decide(name, context=context)
    assert (place and place.id) == decided


def test_a_decision_names_its_rule_and_what_decided(gazetteer):
    decision = gazetteer.decision("鼓楼区", context=["昆山市", "徐州"])
    assert (decision.place.id, decision.rule, decision.context) == ("320302", "holds", "徐州")
    assert gazetteer.decision("鼓楼区").rule == "open"


@pytest.mark.parametrize(
    ("name", "year", "meanings"),
    [
        ("哈密市", 2010, ["650502"]),
        ("哈密市", 2020, ["650500"]),
        ("哈密市", None, ["650500", "650502"]),
        ("武进市", 1999, ["320412"]),
        ("通州市", 2005, ["320612"]),
        ("海门市", 2017, ["320614"]),
        ("伊犁地区", 1995, ["654000"]),
        ("戚墅堰区", 2010, ["320412"]),
    ],
)
def test_a_former_name_leads_to_what_the_place_is_today(gazetteer, name, year, meanings):
    assert ids(gazetteer.named(name, year=year)) == meanings


def test_former_names_and_codes_have_the_years_they_held(gazetteer):
    wujin = gazetteer.get("320412")
    assert wujin.since == 2002
    assert wujin.former == (
        FormerName("武进县", None, 1995),
        FormerName("武进市", 1995, 2002),
        FormerName("戚墅堰区", None, 2015),
    )
    assert wujin.identifiers[:2] == (
        Identifier("GB/T 2260", "320412", 2002, None),
        Identifier("GB/T 2260", "320483", 1995, 2002),
    )
    assert gazetteer.get("654004").since == 2014


@pytest.mark.parametrize(
    "name",
    ["四师", "第四师", "农四师", "兵团四师", "兵团第四师", "新疆生产建设兵团第四师", "新疆生产建设兵团农四师",
     "第四师可克达拉市", "四师可克达拉市", "兵团第四师可克达拉市", "4师", "新疆兵团四师"],
)  # fmt: skip
def test_every_form_of_a_divisions_name_is_the_division(gazetteer, name):
    assert ids(gazetteer.named(name)) == ["corps-4"]


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("兵团", "corps"),
        ("十四师", "corps-14"),
        ("三师图木舒克市", "corps-3"),
        ("七十九团", "corps-4-79"),
        ("四师79团", "corps-4-79"),
        ("新疆生产建设兵团第四师七十九团", "corps-4-79"),
        ("一〇四团", "corps-12-104"),
        ("第十二师二二二团", "corps-12-222"),
        ("六师北塔山牧场", "corps-6-北塔山牧场"),
    ],
)
def test_units_of_the_corps_are_read_by_their_numbers(gazetteer, name, meaning):
    assert ids(gazetteer.named(name)) == [meaning]


def test_a_division_lies_in_the_corps_and_its_city_does_not(gazetteer):
    assert gazetteer.within("corps-4-79", "corps-4") and gazetteer.within("corps-4", "650000")
    assert not gazetteer.within("659008", "corps")
    assert not gazetteer.within("654023", "654023")


@pytest.mark.parametrize(
    ("pair", "sides"),
    [
        ("徐奎", ("徐州市", "奎屯市")),
        ("苏伊", ("江苏省", "伊犁哈萨克自治州")),
        ("盐察", ("盐城市", "察布查尔锡伯自治县")),
        ("泰昭", ("泰州市", "昭苏县")),
        ("扬新", ("扬州市", "新源县")),
        ("闽宁", ("福建省", "宁夏回族自治区")),
    ],
)
def test_two_characters_name_the_two_sides_of_a_pairing(gazetteer, pair, sides):
    assert tuple(place.name for place in gazetteer.pair(pair)) == sides


def test_one_character_names_a_place_only_where_it_is_asked_for(gazetteer):
    named = {c: gazetteer.character(c) and gazetteer.character(c).name for c in "伊藏疆青沪渝人"}
    assert named == {
        "伊": "伊犁哈萨克自治州",
        "藏": "西藏自治区",
        "疆": "新疆维吾尔自治区",
        "青": "青海省",
        "沪": "上海市",
        "渝": "重庆市",
        "人": None,
    }
    assert gazetteer.pair("伊人") is None
    assert gazetteer.mentions("伊人在沪") == []


@pytest.mark.parametrize(
    ("english", "meanings"),
    [
        ("Ili", ["654000"]),
        ("huocheng", ["654023"]),
        ("Qapqal Xibe Autonomous County", ["654022"]),
        ("Khorgos", ["654004"]),
        ("Yili", ["654000"]),
        ("Ghulja", ["654002"]),
    ],
)
def test_english_names_find_their_places(gazetteer, english, meanings):
    assert ids(gazetteer.named(english)) == meanings


def test_an_institution_is_known_by_any_of_its_names(gazetteer):
    hospital = gazetteer.organisation("无锡明慈医院")
    assert (hospital.name, hospital.type, hospital.place) == ("无锡明慈心血管病医院", "Hospital", "320200")
    assert gazetteer.organisation("江苏援伊前方指挥部").name == "江苏省对口支援新疆伊犁州前方指挥部"
    assert gazetteer.organisation("第一百中学") is None
