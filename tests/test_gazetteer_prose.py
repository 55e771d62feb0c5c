"""Where running text names places, and where it only looks so."""

from __future__ import annotations

import pytest

from aidgraph.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def named(gazetteer, text):
    return {mention.name: list(mention.candidates) for mention in gazetteer.mentions(text)}


@pytest.mark.parametrize(
    "text",
    [
        "为社会稳定、长治久安作贡献",
        "和平发展、团结奋斗，抓好民生工程",
        "县、乡、镇、街道和开发区",
        "中国朝阳产业，健康东方，友好合作",
        "建设示范县、小康县和模范县",
        "会议要求领会理解精神，党委和政府加强领导",
        "引进阿里巴巴，远大理想，创新平台",
        "繁荣昌盛，新会员，四平方米",
        "师范学校的老师傅和一师一优课",
        "伊人来疆，援藏、赴伊",
        "天山南北的全州各族群众和骑兵团",
    ],
)
def test_common_words_name_no_place(gazetteer, text):
    assert named(gazetteer, text) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("江阴市民政局", {"江阴市": ["320281"]}),
        ("南京市民踊跃报名", {"南京": ["320100"]}),
        ("南京市场与伊宁市区", {"南京": ["320100"], "伊宁市": ["654002"]}),
        ("南京师范大学", {"南京": ["320100"]}),
        ("和平县与河源市和平县", {"和平县": ["441624"], "河源市": ["441600"]}),
        ("海南州不在海南省", {"海南州": ["632500"], "海南省": ["460000"]}),
        ("从江阴来的人，从江县的人", {"江阴": ["320281"], "从江县": ["522633"]}),
        ("联合江苏省三地", {"江苏省": ["320000"]}),
        ("无锡江阴顾山镇", {"无锡": ["320200"], "江阴": ["320281"], "顾山镇": ["320281111"]}),
        ("伊宁县萨地克于孜乡", {"伊宁县": ["654021"], "萨地克于孜乡": ["654021204"]}),
        ("徐州市鼓楼区", {"徐州市": ["320300"], "鼓楼区": ["320302"]}),
        ("南京鼓楼区与南京鼓楼", {"南京": ["320100"], "鼓楼区": ["320106"], "鼓楼": ["320106"]}),
        ("鼓楼区", {"鼓楼区": ["320106", "320302", "350102", "410204"]}),
        ("鼓楼附近", {}),
        ("于田、策勒、民丰三县", {"于田": ["653226"], "策勒": ["653225"], "民丰": ["653227"]}),
        ("玉树和海北两州", {"玉树": ["632700", "632701"], "海北": ["632200"]}),
        ("生于田间，属于田园", {}),
        ("南京、鼓楼", {"南京": ["320100"]}),
        ("原武进市和通州市", {"武进市": ["320412"], "通州市": ["320612"]}),
        (
            "克州乌恰县、巴州和博州",
            {"克州": ["653000"], "乌恰县": ["653024"], "巴州": ["652800"], "博州": ["652700"]},
        ),
        ("在歙县、范县", {"歙县": ["341021"], "范县": ["410926"]}),
    ],
)
def test_places_are_found_as_words(gazetteer, text, found):
    assert named(gazetteer, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("与十四师、四师结对", {"十四师": ["corps-14"], "四师": ["corps-4"]}),
        ("四师范学校", {}),
        ("兵团四师、七师", {"兵团四师": ["corps-4"], "七师": ["corps-7"]}),
        ("三师图木舒克市和可克达拉市", {"三师图木舒克市": ["corps-3"], "可克达拉市": ["659008"]}),
        ("四师图木舒克市", {"四师": ["corps-4"], "图木舒克市": ["659003"]}),
        ("四师七十九团中学", {"四师七十九团": ["corps-4-79"]}),
        ("第79团与一团、12团队", {"第79团": ["corps-4-79"]}),
        ("新疆兵团", {"新疆兵团": ["corps"]}),
    ],
)
def test_the_corps_is_read_by_its_numbers(gazetteer, text, found):
    assert named(gazetteer, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("西藏林芝市巴宜区", ["540000", "540400", "540402"]),
        ("青海省玉树州称多县", ["630000", "632700", "632723"]),
        ("宁夏固原市西吉县", ["640000", "640400", "640422"]),
        ("重庆市万州区、云阳县", ["500000", "500101", "500235"]),
        ("贵州省铜仁市石阡县", ["520000", "520600", "520623"]),
        ("甘肃省临夏州东乡县", ["620000", "622900", "622926"]),
        ("云南省怒江州泸水市", ["530000", "533300", "533301"]),
        ("内蒙古兴安盟科尔沁右翼前旗", ["150000", "152200", "152221"]),
    ],
)
def test_paired_regions_outside_xinjiang_are_found_as_well(gazetteer, text, found):
    assert [mention.candidates[0] for mention in gazetteer.mentions(text)] == found


def test_mentions_stand_where_the_text_has_them_and_never_overlap(gazetteer):
    text = "2017年，江苏省无锡市江阴市与伊犁州霍城县、兵团四师七十九团结对。" * 3
    end = 0
    for mention in gazetteer.mentions(text):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.name
        assert mention.candidates
        end = mention.end
    assert end > 0
