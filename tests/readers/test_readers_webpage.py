"""Web pages: headline, body and tables without menus; date, address and character set as the page gives them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidgraph.documents.content import Content, UnreadableError
from aidgraph.documents.webpage import webpage_content

GIVEN = "日前，无锡市江阴市向霍城县捐赠资金60万元，用于修建饮水工程。"
BODY = f"<p>　　{GIVEN}</p><p>　　工程由霍城县实施，&nbsp;历时<b>一</b>年。</p>"
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>饮水工程开工-某州人民政府网</title>{head}</head>
<body><div class="nav"><a href="/">首页</a><a href="/a">新闻</a><a href="/b">政务公开</a></div>
<div class="article"><h1>饮水工程开工</h1><div class="info">来源：某州日报 {date} 浏览次数：35</div>
<div class="TRS_Editor">{body}</div></div>
<div class="related"><a href="/1">某市到某县考察</a><a href="/2">某市召开座谈会</a></div>
<div class="footer">版权所有：某州人民政府 备案号 <a href="/">联系我们</a></div></body></html>"""


def page(
    *, charset: str = "utf-8", head: str = "", date: str = "发布时间：2017-08-10", body: str = BODY
) -> str:
    return PAGE.format(charset=charset, head=head, date=date, body=body)


def test_a_page_is_its_headline_and_body_its_date_and_address() -> None:
    head = '<link rel="canonical" href="https://example.org/news/1.html">'
    assert webpage_content(page(head=head).encode()) == Content(
        f"饮水工程开工\n\n{GIVEN}\n工程由霍城县实施， 历时一年。\n",
        title="饮水工程开工",
        issued="2017-08-10",
        url="https://example.org/news/1.html",
    )


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "utf-8"])
def test_the_page_names_its_character_set(charset: str) -> None:
    assert webpage_content(page(charset=charset).encode(charset)) == webpage_content(page().encode())


def test_a_wrong_character_set_is_not_believed() -> None:
    assert webpage_content(page(charset="utf-8").encode("gbk")) == webpage_content(page().encode())


def test_one_broken_byte_does_not_cost_a_page() -> None:
    data = page(charset="gbk").encode("gbk").replace("首页".encode("gbk"), b"\xca\xd7\xff\xff")
    assert webpage_content(data) == webpage_content(page().encode())


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="PubDate" content="2017-08-10 10:30:00">', "2016-01-01"),
        ('<meta property="article:published_time" content="2017-08-10T10:30:00+08:00">', ""),
        ("", "时间：<span>2017年08月10日</span>"),
        ("", "发布日期：2017/8/10"),
    ],
)
def test_the_date_is_the_one_of_publication(head: str, date: str) -> None:
    assert webpage_content(page(head=head, date=date).encode()).issued == "2017-08-10"


def test_a_page_without_a_date_has_none() -> None:
    assert webpage_content(page(date="").encode()).issued is None


def test_a_table_keeps_its_rows_and_columns() -> None:
    table = (
        "<table><tr><th>受援县</th><th>项目</th><th>资金<br>（万元）</th></tr><tr><td rowspan=2>霍城县</td><td>饮水</td>"
        "<td>60</td></tr><tr><td>小学</td><td></td></tr><tr><td colspan=2>合计</td><td>60</td></tr></table>"
    )
    assert webpage_content(page(body=BODY + table + "<p>双方商定继续合作。</p>").encode()).text == (
        f"饮水工程开工\n\n{GIVEN}\n工程由霍城县实施， 历时一年。\n\n"
        "受援县\t项目\t资金（万元）\n霍城县\t饮水\t60\n\t小学\t\n合计\t\t60\n\n双方商定继续合作。\n"
    )


def test_a_page_laid_out_by_tables_is_read_without_its_menu() -> None:
    old = (
        '<html><head><title>饮水工程开工</title></head><body><table width="100%"><tr><td><a href="/">首页</a></td>'
        '<td><a href="/a">新闻</a></td></tr></table><table><tr><td><table><tr><td align="center">饮水工程开工</td></tr>'
        f"<tr><td>{BODY}</td></tr></table></td></tr></table></body></html>"
    )
    text = webpage_content(old.encode()).text
    assert GIVEN in text.split("\n")
    assert "新闻" not in text


def test_lines_broken_by_br_are_lines() -> None:
    text = webpage_content(page(body=f"　　{GIVEN}<br><br>　　工程历时一年。<br>").encode()).text
    assert [line.strip() for line in text.split("\n")][-3:] == [GIVEN, "工程历时一年。", ""]


def test_a_page_without_a_body_says_so() -> None:
    with pytest.raises(UnreadableError, match=r"^a web page without a body; "):
        webpage_content(b"<!DOCTYPE html><html><head></head><body></body></html>")


def test_what_a_page_says_becomes_a_claim_whose_quote_stands_in_its_text(
    tmp_path: Path, built: Callable[..., Any]
) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page(charset="gb2312").encode("gb2312"))
    (document,), (claim, *_) = built(path)
    assert (document.title, document.issued, document.kind) == ("饮水工程开工", "2017-08-10", "news")
    assert claim.evidence.quote in GIVEN
    assert [(amount.value, amount.text) for amount in claim.amounts] == [(600_000, "60万元")]
