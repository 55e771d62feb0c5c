"""A small corpus of our own wording: every kind of claim that the page must tell apart, and one hostile news item."""

# ruff: noqa: E501 (sentences and scripts stay on one line)

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from aidgraph.model import (
    Amount,
    Claim,
    Count,
    Document,
    Entity,
    Evidence,
    Identifier,
    Issue,
    Party,
    Period,
    Review,
    Span,
)

BASE = "https://w3id.org/aidgraph/id/"

BULLETIN = """对口协作简讯

2024年第6期（总第18期）

驻皮山前方工作部 2024年6月3日

一、校际携手有实招

合肥市与皮山县续签结对协议。合肥市瑶海实验小学为木吉镇小学添置投影机12台，折价8万元。庐阳区、蜀山区两地合捐36万元，用于皮山县的乡村图书角。合肥市自去年起每年为皮山县列支20万元助学金，并帮助培训骨干教师四十人。

驻皮山工作组请来省城眼科医生，为当地老人做了复明手术。两年来，后方爱心人士累计捐款300余万元。下半年，合肥市计划选派30名教师到皮山县支教。

徽州茶业公司捐来5万元茶苗。蜀山区等三个区的商会与皮山县四个村结对，其中点名的有庐阳区。皮山县给合肥市送去干果两吨。
"""

NEWS = "皮山近事 𠮷祥如意\n\n合肥市瑶海实验小学近日把12台投影机送进木吉镇小学，价值近9万元。\n"

HOSTILE = (
    '奇怪来稿\n\n𠮷</script><img src=x onerror=alert(1)>公司向皮山县捐出"onerror="牌校服\u2028一批。'
    "=cmd()合作社\u202e倒写\u202c为皮山县筹款1万元。\n"
)

TABLE = f"aiding,aided,since,address\n安徽省,皮山县,2010,https://example.org/{'0123456789' * 12}\n"


class Corpus(NamedTuple):
    """What `page_html` takes, in its order."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    documents: tuple[Document, ...]
    issues: tuple[Issue, ...]


def document(name: str, text: str, **known: Any) -> Document:
    return Document(
        id=name, path=f"{name}.txt", sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, **known
    )


DOCUMENTS = {
    "b": document(
        "b",
        BULLETIN,
        title="校际携手有实招",
        issuer="驻皮山前方工作部",
        series="对口协作简讯",
        number="6",
        issued="2024-06-03",
    ),
    "n": document(
        "n",
        NEWS,
        title="皮山近事",
        issuer="皮山融媒",
        issued="2024-06-11",
        url="https://example.org/n",
        kind="news",
    ),
    "h": document(
        "h",
        HOSTILE,
        title='"><script>alert(2)</script>',
        issuer="<b>无名</b>",
        issued="2024-06-12",
        kind="news",
    ),
    "t": document("t", TABLE, title="协作结对名单", issuer="资料整理者", issued="2024-01-05", kind="table"),
}


def entity(sort: str, key: str, zh: str, within: tuple[str, ...] = (), **known: Any) -> Entity:
    return Entity(iri=f"{BASE}{key}", type=sort, zh=zh, within=tuple(f"{BASE}{up}" for up in within), **known)


ANHUI, XINJIANG = "division/340000", "division/650000"
HEFEI, HOTAN, PISHAN = "division/340100", "division/653200", "division/653223"
IN_HEFEI, IN_PISHAN = (HEFEI, ANHUI), (PISHAN, HOTAN, XINJIANG)

ENTITIES = (
    entity("Province", ANHUI, "安徽省", en="Anhui", pinyin="Anhui Sheng"),
    entity("Province", XINJIANG, "新疆维吾尔自治区", en="Xinjiang Uygur Autonomous Region", pinyin="Xinjiang"),
    entity(
        "Prefecture", HEFEI, "合肥市", (ANHUI,), en="Hefei", pinyin="Hefei Shi", aliases=("庐州",),
        identifiers=(Identifier("GB/T 2260", "340100", 1949),),
    ),
    entity("Prefecture", HOTAN, "和田地区", (XINJIANG,), en="Hotan Prefecture", pinyin="Hetian Diqu"),
    entity("County", PISHAN, "皮山县", (HOTAN, XINJIANG), en="Pishan County", pinyin="Pishan Xian"),
    entity("County", "division/340103", "庐阳区", IN_HEFEI, en="Luyang District", pinyin="Luyang Qu"),
    entity("County", "division/340104", "蜀山区", IN_HEFEI, en="Shushan District", pinyin="Shushan Qu"),
    entity("School", "school/瑶海实验小学", "合肥市瑶海实验小学", IN_HEFEI),
    entity("School", "school/木吉镇小学", "木吉镇小学", IN_PISHAN),
    entity("WorkTeam", "team/皮山", "安徽省对口支援新疆和田前方指挥部皮山工作组", (ANHUI,)),
    entity("Group", "group/b@elders", "当地老人"),
    entity("Group", "group/b@hearts", "后方爱心人士"),
    entity("Group", "group/b@villages", "皮山县四个村", IN_PISHAN, count=4, kind="村"),
    entity("Group", "group/b@chambers", "蜀山区等三个区的商会", count=3, members=(f"{BASE}division/340104", f"{BASE}division/340103")),
    entity("Enterprise", "enterprise/hostile", "</script><img src=x onerror=alert(1)>公司", pinyin='"onmouseover="alert(3)'),
    entity("Enterprise", "enterprise/cmd", "=cmd()合作社\u202e倒写"),
)  # fmt: skip


def party(sort: str, name: str, key: str | None = None, **known: Any) -> Party:
    return Party(name=name, type=sort, entity=f"{BASE}{key}" if key else None, **known)


def told(
    source: str, relation: Any, quote: str, status: Any = "done", subject: str | None = None, **known: Any
) -> Claim:
    """A claim whose evidence is this quote, found in its document."""
    shelved = DOCUMENTS[source]

    def span(words: str) -> Span:
        return Span(shelved.text.index(words), shelved.text.index(words) + len(words))

    evidence = Evidence.quoting(shelved, span(quote), subject=span(subject) if subject else None)
    return Claim(
        id=f"{source}/{relation}@{evidence.start}",
        relation=relation,
        status=status,
        evidence=evidence,
        **known,
    )


def yuan(
    value: int | None, text: str, bound: Any = "exact", basis: Any = "one-off", of: Any = "aid"
) -> Amount:
    return Amount(value, "CNY", bound, basis, of, text)


HEFEI_CITY, PISHAN_COUNTY = party("Prefecture", "合肥市", HEFEI), party("County", "皮山县", PISHAN)
YAOHAI = party("School", "合肥市瑶海实验小学", "school/瑶海实验小学")
MUJI = party("School", "木吉镇小学", "school/木吉镇小学")
LUYANG, SHUSHAN = party("County", "庐阳区", "division/340103"), party("County", "蜀山区", "division/340104")
TEAM = party("WorkTeam", "驻皮山工作组", "team/皮山", canonical="安徽省对口支援新疆和田前方指挥部皮山工作组")

CLAIMS = (
    told("b", "paired-with", "合肥市与皮山县续签结对协议", "ongoing", providers=(HEFEI_CITY,), recipients=(PISHAN_COUNTY,), modality=("partnership",)),
    told(
        "b", "donated-to", "合肥市瑶海实验小学为木吉镇小学添置投影机12台，折价8万元", providers=(YAOHAI,), recipients=(MUJI,), act="act/projectors",
        amounts=(yuan(80000, "8万元"),), items=(Count("投影机", 12, "台", "exact"),), modality=("goods",), sector="education", rule="give.for/1",
    ),
    told(
        "b", "donated-to", "庐阳区、蜀山区两地合捐36万元，用于皮山县的乡村图书角", providers=(LUYANG, SHUSHAN), recipients=(PISHAN_COUNTY,),
        amounts=(yuan(360000, "36万元"),), purpose="用于皮山县的乡村图书角", modality=("cash",), sector="culture",
        review=Review(by="读者甲", at="2024-07-01", decision="accept"),
    ),
    told(
        "b", "donated-to", "合肥市自去年起每年为皮山县列支20万元助学金", "ongoing", providers=(HEFEI_CITY,), recipients=(PISHAN_COUNTY,),
        amounts=(yuan(200000, "20万元", basis="per-year"),), period=Period("2023-01-01", None, "自去年起"),
    ),
    told(
        "b", "supports", "帮助培训骨干教师四十人", subject="合肥市自去年起", providers=(HEFEI_CITY,), recipients=(PISHAN_COUNTY,),
        outcomes=(Count("骨干教师", 40, "人", "exact"),), modality=("training",), programmes=("青蓝结伴",),
    ),
    told(
        "b", "supports", "驻皮山工作组请来省城眼科医生，为当地老人做了复明手术", organizers=(TEAM,),
        recipients=(party("Group", "当地老人", "group/b@elders", kind="老人"),), modality=("medical",), sector="health",
    ),
    told(
        "b", "donated-to", "两年来，后方爱心人士累计捐款300余万元", aggregate=True, providers=(party("Group", "后方爱心人士", "group/b@hearts"),),
        amounts=(yuan(3000000, "300余万元", "over", "cumulative"),),
    ),
    told("b", "supports", "下半年，合肥市计划选派30名教师到皮山县支教", "planned", providers=(HEFEI_CITY,), recipients=(PISHAN_COUNTY,), modality=("personnel",)),
    told("b", "donated-to", "徽州茶业公司捐来5万元茶苗", providers=(party("Enterprise", "徽州茶业公司", places=("安徽省",)),), amounts=(yuan(50000, "5万元"),)),
    told(
        "b", "paired-with", "蜀山区等三个区的商会与皮山县四个村结对", "ongoing",
        providers=(party("Group", "蜀山区等三个区的商会", "group/b@chambers", count=3, members=(SHUSHAN, LUYANG)),),
        recipients=(party("Group", "皮山县四个村", "group/b@villages", count=4, kind="村"),),
    ),
    told("b", "donated-to", "皮山县给合肥市送去干果两吨", providers=(PISHAN_COUNTY,), recipients=(HEFEI_CITY,), items=(Count("干果", 2, "吨", "exact"),)),
    told(
        "n", "donated-to", "合肥市瑶海实验小学近日把12台投影机送进木吉镇小学，价值近9万元", providers=(YAOHAI,), recipients=(MUJI,), act="act/projectors",
        amounts=(yuan(90000, "近9万元", "under"),), items=(Count("投影机", 12, "台", "exact"),),
    ),
    told(
        "h", "donated-to", '𠮷</script><img src=x onerror=alert(1)>公司向皮山县捐出"onerror="牌校服\u2028一批',
        providers=(party("Enterprise", "</script><img src=x onerror=alert(1)>公司", "enterprise/hostile"),), recipients=(PISHAN_COUNTY,),
        items=(Count('"onerror="牌校服\u2028', None, None, None),),
    ),
    told(
        "h", "donated-to", "=cmd()合作社\u202e倒写\u202c为皮山县筹款1万元", providers=(party("Enterprise", "=cmd()合作社\u202e倒写", "enterprise/cmd"),),
        recipients=(PISHAN_COUNTY,), amounts=(yuan(10000, "1万元"),),
    ),
    told("t", "paired-with", TABLE.splitlines()[1], "ongoing", providers=(party("Province", "安徽省", ANHUI),), recipients=(PISHAN_COUNTY,), origin="curated", extra={"source": {"publisher": "皖山日报", "title": "《结对名单公布》", "date": "2010-11-02", "url": None}}),
)  # fmt: skip

ISSUES = (
    Issue(kind="pairing", reason="没有写出是哪一方", document="b", start=BULLETIN.index("校际携手"), end=BULLETIN.index("校际携手") + 4),
    Issue(kind="ambiguous-place", reason="同名的不止一处", document="n", start=0, end=2, candidates=("皮山县", "皮山镇")),
)  # fmt: skip

CORPUS = Corpus(CLAIMS, ENTITIES, tuple(DOCUMENTS.values()), ISSUES)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Fifteen claims from a bulletin, a news item, a hostile item and a table."""
    return CORPUS


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as a page, alone in its folder."""
    from aidgraph.page import write_page

    path = tmp_path_factory.mktemp("page") / "index.html"
    write_page(path, *CORPUS)
    return path
