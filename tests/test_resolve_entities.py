"""One entity, one IRI: what parties of claims resolve to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Claim, Document, Entity, Evidence, Identifier, Party, Span
from aidgraph.resolve import BASE, Iris, resolve

ID = f"{BASE}id/"


def document(text, *, name="d", issued="2017-08-10", issuer="江苏省对口支援新疆伊犁州前方指挥部"):
    return Document(id=name, path=f"{name}.txt", sha256="0", text=text, issued=issued, issuer=issuer)


def claim(source, *, providers=(), recipients=(), organizers=(), number=0):
    """A claim whose parties stand where their names do in the text."""

    def placed(party):
        start = source.text.find(party.name)
        members = tuple(placed(member) for member in party.members)
        at = Span(start, start + len(party.name)) if start >= 0 else None
        return replace(party, at=at, members=members)

    return Claim(
        id=f"{source.id}/supports@{number}",
        relation="supports",
        status="done",
        evidence=Evidence.quoting(source, Span(0, len(source.text))),
        providers=tuple(map(placed, providers)),
        recipients=tuple(map(placed, recipients)),
        organizers=tuple(map(placed, organizers)),
    )


def resolved(*claims, documents):
    return resolve(claims, {d.id: d for d in documents}, gazetteer=Gazetteer.load())


def parties(resolution):
    return {
        party.name: (party.entity or "").removeprefix(ID) for c in resolution.claims for party in c.parties()
    }


def entity(resolution, iri):
    return next(e for e in resolution.entities if e.iri == f"{ID}{iri}")


@pytest.mark.parametrize(
    ("party", "iri"),
    [
        (Party(name="霍城县", type="County"), "division/654023"),
        (Party(name="江阴", type="County", canonical="江阴市"), "division/320281"),
        (Party(name="伊", type="Prefecture", canonical="伊犁哈萨克自治州"), "division/654000"),
        (Party(name="苏", type="Province"), "division/320000"),
        (Party(name="顾山镇", type="Township", places=("江阴市",)), "division/320281111"),
        (Party(name="海努克乡", type="Township", places=("察布查尔锡伯自治县",)), "division/654022106"),
        (Party(name="城东街道", type="Township", places=("江阴市",)), "township/320281/城东街道"),
        (Party(name="兵团四师", type="CorpsDivision"), "corps/4"),
        (Party(name="第七师胡杨河市", type="CorpsDivision"), "corps/7"),
        (Party(name="四师七十九团", type="CorpsRegiment"), "corps/4/79"),
        (Party(name="兵团", type="Corps"), "corps"),
        (Party(name="四师七十九团三连", type="CorpsCompany"), "corps/4/79/三连"),
        (Party(name="央布拉克村", type="Village", places=("霍城县",)), "village/654023/央布拉克村"),
        (Party(name="霍城县清水河镇西卡子村", type="Village"), "village/654023/西卡子村"),
        (Party(name="西卡子村", type="Village", places=("清水河镇", "霍城县")), "village/654023/西卡子村"),
        (Party(name="南京晓庄学院", type="School", places=("南京市",)), "school/南京晓庄学院"),
        (Party(name="第八中学", type="School", places=("伊宁市",)), "school/伊宁市第八中学"),
        (Party(name="旅游局", type="PublicBody", places=("无锡市",)), "public-body/无锡市旅游局"),
        (Party(name="人民医院", type="Hospital", places=("昭苏县",)), "hospital/昭苏县人民医院"),
        (Party(name="无锡明慈医院", type="Hospital"), "hospital/无锡明慈心血管病医院"),
        (Party(name="长风纺织", type="Enterprise", places=("奎屯市",)), "enterprise/长风纺织"),
        (Party(name="霍尔果斯特区", type="Park"), "park/霍尔果斯经济开发区"),
        (Party(name="南通经济技术开发区", type="Park"), "park/南通经济技术开发区"),
        (Party(name="省援伊前指", type="Headquarters"), "headquarters/江苏省对口支援新疆伊犁州前方指挥部"),
        (Party(name="该公司", type="Enterprise", canonical="江阴苏利化学"), "enterprise/江阴苏利化学"),
    ],
)
def test_a_party_resolves_to_the_iri_of_its_code_or_canonical_name(party, iri):
    source = document(f"某单位支援{party.name}。")
    resolution = resolved(claim(source, recipients=[party]), documents=[source])
    assert parties(resolution) == {party.name: iri}
    assert resolution.issues == ()
    assert entity(resolution, iri).mentions == 1


def test_a_work_team_is_its_canonical_name_and_belongs_to_the_city_that_sent_it():
    source = document("江阴工作组开展义诊。")
    name = "江苏省对口支援新疆伊犁州前方指挥部江阴工作组"
    team = Party(name="江阴工作组", type="WorkTeam", canonical=name)
    resolution = resolved(claim(source, providers=[team]), documents=[source])
    assert entity(resolution, f"work-team/{name}") == Entity(
        iri=f"{ID}work-team/{name}",
        type="WorkTeam",
        zh=name,
        pinyin="Jiangsu Sheng Duikouzhiyuan Xinjiang Yilizhou Qianfangzhihuibu Jiangyin Gongzuozu",
        aliases=("江阴工作组",),
        within=(f"{ID}division/320281", f"{ID}division/320200", f"{ID}division/320000"),
        mentions=1,
    )


def test_a_place_carries_its_labels_codes_point_and_all_its_ancestors():
    source = document("支援霍城。")
    resolution = resolved(claim(source, recipients=[Party(name="霍城", type="County")]), documents=[source])
    assert entity(resolution, "division/654023") == Entity(
        iri=f"{ID}division/654023",
        type="County",
        zh="霍城县",
        en="Huocheng County",
        pinyin="Huocheng Xian",
        aliases=("霍城",),
        identifiers=(
            Identifier("GB/T 2260", "654023", 2001, None),
            Identifier("GB/T 2260", "654123", 1984, 2001),
            Identifier("GB/T 2260", "652423", None, 1984),
        ),
        within=(f"{ID}division/654000", f"{ID}division/650000"),
        lat=44.05,
        lon=80.87,
        precision="seat",
        mentions=1,
    )
    ancestors = [
        (e.iri.removeprefix(ID), e.en, e.mentions) for e in resolution.entities if "654023" not in e.iri
    ]
    assert ancestors == [
        ("division/650000", "Xinjiang Uygur Autonomous Region", 0),
        ("division/654000", "Ili Kazakh Autonomous Prefecture", 0),
    ]


def test_an_institution_lies_in_its_place_and_where_that_lies():
    source = document("四师七十九团中学受赠图书。")
    school = Party(name="四师七十九团中学", type="School", places=("新疆生产建设兵团第四师七十九团",))
    resolution = resolved(claim(source, recipients=[school]), documents=[source])
    assert entity(resolution, "school/四师七十九团中学").within == (
        f"{ID}corps/4/79",
        f"{ID}corps/4",
        f"{ID}corps",
        f"{ID}division/650000",
    )


def test_a_hospital_named_for_its_donor_lies_where_it_stands():
    source = document("霍城县江苏医院住院楼竣工；扬州双创园开园。")
    named_twice = [
        Party(name="霍城县江苏实验医院", type="Hospital"),
        Party(name="扬州双创园", type="Park", places=("新源县",)),
    ]
    resolution = resolved(claim(source, recipients=named_twice), documents=[source])
    within = {
        e.zh: [w.removeprefix(ID) for w in e.within]
        for e in resolution.entities
        if e.type in ("Hospital", "Park")
    }
    assert within == {
        "霍城县江苏实验医院": ["division/654023", "division/654000", "division/650000"],
        "扬州双创园": ["division/654025", "division/654000", "division/650000"],
    }


def test_a_group_is_its_mention_and_its_members_are_entities():
    text = "盐城技师学院等6所学校共同支持伊犁技师培训学院。"
    source = document(text, name="2017/21")
    group = Party(
        name="盐城技师学院等6所学校", type="Group", count=6, bound="exact", unit="所", kind="学校",
        members=(Party(name="盐城技师学院", type="School"),),
    )  # fmt: skip
    resolution = resolved(claim(source, providers=[group]), documents=[source])
    assert entity(resolution, "group/2017/21/0") == Entity(
        iri=f"{ID}group/2017/21/0",
        type="Group",
        zh="盐城技师学院等6所学校",
        count=6,
        bound="exact",
        kind="学校",
        members=(f"{ID}school/江苏省盐城技师学院",),
        mentions=1,
    )
    assert resolution.claims[0].providers[0].members[0].entity == f"{ID}school/江苏省盐城技师学院"


def test_one_group_told_of_in_two_claims_is_one_entity():
    source = document("江宁区爱心家庭与特克斯县280户贫困家庭结对，捐助120万元。")
    group = Party(name="特克斯县280户贫困家庭", type="Group", count=280, bound="exact", unit="户", kind="贫困家庭",
                  places=("特克斯县",))  # fmt: skip
    both = [claim(source, recipients=[group]), claim(source, recipients=[group], number=1)]
    resolution = resolved(*both, documents=[source])
    groups = [e for e in resolution.entities if e.type == "Group"]
    assert [(g.iri, g.mentions, g.within[0]) for g in groups] == [
        (f"{ID}group/d/8", 1, f"{ID}division/654027")
    ]  # fmt: skip


def test_other_names_seen_become_aliases_but_words_that_point_back_do_not():
    source = document("江阴苏利化学有限公司捐款，该公司还捐物，苏利化学到场。")
    firm = "江阴苏利化学有限公司"
    told = [
        Party(name=firm, type="Enterprise"),
        Party(name="该公司", type="Enterprise", canonical=firm),
        Party(name="苏利化学", type="Enterprise", canonical=firm),
    ]
    resolution = resolved(claim(source, providers=told), documents=[source])
    firm_entity = entity(resolution, f"enterprise/{firm}")
    assert (firm_entity.aliases, firm_entity.mentions) == (("苏利化学",), 3)


def test_the_year_of_the_document_tells_which_place_a_name_meant():
    was = document("支援哈密市。", name="a", issued="2012-01-05", issuer=None)
    now = document("支援哈密市。", name="b", issued="2020-01-05", issuer=None)
    party = Party(name="哈密市", type="County")
    assert parties(resolved(claim(was, recipients=[party]), documents=[was])) == {"哈密市": "division/650502"}
    prefecture = replace(party, type="Prefecture")
    assert parties(resolved(claim(now, recipients=[prefecture]), documents=[now])) == {
        "哈密市": "division/650500"
    }


def test_the_result_does_not_depend_on_the_order_of_claims_and_keeps_it():
    one = document("徐州市鼓楼区支援奎屯市。", name="a")
    two = document("奎屯支援。", name="b")
    claims = [
        claim(one, providers=[Party(name="鼓楼区", type="County", places=("徐州市",))]),
        claim(one, recipients=[Party(name="奎屯市", type="County")], number=1),
        claim(two, recipients=[Party(name="奎屯", type="County")]),
    ]
    forth, back = resolved(*claims, documents=[one, two]), resolved(*claims[::-1], documents=[two, one])
    assert forth.entities == back.entities
    assert [c.id for c in back.claims] == [c.id for c in claims[::-1]]
    assert sorted(forth.claims, key=lambda c: c.id) == sorted(back.claims, key=lambda c: c.id)


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("南京晓庄学院", "南京晓庄学院"),
        ("扬州“双创”园", "扬州“双创”园"),
        ("奎屯-独山子 开发区", "奎屯-独山子%20开发区"),
        ("a/b?c#d%e<f>", "a%2Fb%3Fc%23d%25e%3Cf%3E"),
        ("𠮷林", "𠮷林"),
        ("私\ue000用", "私%EE%80%80用"),
    ],
)
def test_iris_keep_chinese_raw_and_encode_what_no_iri_may_hold(name, segment):
    assert Iris("https://example.org/").organisation("Park", name) == f"https://example.org/id/park/{segment}"


def test_every_iri_parses_as_an_iri():
    pyoxigraph = pytest.importorskip("pyoxigraph")
    for point in [
        *range(0x20, 0x180),
        0x2028,
        0x3000,
        0xD7FF,
        0xE000,
        0xFDD0,
        0xFFEF,
        0xFFFD,
        0x1F600,
        0xE0001,
    ]:
        iri = Iris().organisation("Enterprise", f"甲{chr(point)}乙")
        text = f"<{iri}> <{BASE}p> <{iri}> ."
        assert [
            str(quad.subject.value)
            for quad in pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_TRIPLES)
        ] == [iri]
