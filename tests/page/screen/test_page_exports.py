"""What is taken away: a picture with its words as text, a bitmap with something on it, tables and lines that read back."""

from __future__ import annotations

import csv
import io
import json
import struct
import zlib
from xml.etree import ElementTree

import pytest

from aidgraph.model import Claim

pytestmark = pytest.mark.browser

ALL = "with=act|aggregate|curated|planned"
SVG = "{http://www.w3.org/2000/svg}"
PICTURES = ("trees", "matrix", "map", "timeline", "overview", "network")


def picture(page) -> ElementTree.Element:
    return ElementTree.fromstring(page("aid.picture(aid.state()).text"))


def words(element: ElementTree.Element) -> str:
    return "".join("".join(text.itertext()) for text in element.iter(f"{SVG}text"))


@pytest.mark.parametrize("view", PICTURES)
def test_an_svg_is_well_formed_and_holds_title_filters_and_names_as_text(sheet, view):
    page = sheet(f"lang=zh&view={view}&{ALL}&status=done|ongoing&select=e:division/340100")
    found = picture(page)
    assert found.tag == f"{SVG}svg"
    text = words(found)
    assert text.startswith("谁援助谁")
    assert "状态：已做、进行中" in text.replace(" ", "")
    assert "由 aidgraph 自原文抽取" in text
    if view not in ("map", "timeline"):
        assert "合肥市" in text


def test_an_svg_of_the_trees_has_every_line_and_every_row(sheet):
    page = sheet(f"lang=zh&{ALL}")
    found = picture(page)
    links = [link for link in found.iter(f"{SVG}g") if "data-link" in link.attrib]
    assert len(links) == page.page.locator(".gutter [data-link]").count()
    assert sum(int(link.attrib["data-claims"]) for link in links) == 15
    text = words(found)
    for label in page.page.locator(".row .label").all_text_contents():
        assert label.replace(" ", "") in text.replace(" ", "")


def test_an_svg_of_the_network_and_of_the_overview_counts_as_they_do(sheet):
    page = sheet(f"lang=zh&view=network&{ALL}")
    drawn = [link for link in picture(page).iter() if "data-link" in link.attrib]
    assert len(drawn) == int(page.page.locator(".canvas").get_attribute("data-edges"))
    page.at(f"lang=zh&view=overview&{ALL}")
    drawn = [link for link in picture(page).iter() if "data-link" in link.attrib]
    assert len(drawn) == int(page.page.locator(".overview-canvas").get_attribute("data-bands"))


def test_no_text_of_a_document_becomes_markup_in_a_picture(sheet):
    found = picture(sheet(f"lang=zh&view=trees&{ALL}"))
    assert "</script><img src=x onerror=alert(1)>公司" in words(found)
    assert {element.tag.removeprefix(SVG) for element in found.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "rect",
        "circle",
        "text",
    }


def pixels(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and the raw rows of a PNG."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, rows, size = 8, b"", (0, 0)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        if kind == b"IDAT":
            rows += body
        at += 12 + length
    return *size, zlib.decompress(rows)


@pytest.mark.parametrize("view", PICTURES)
def test_a_png_has_twice_the_pixels_and_is_not_blank(sheet, view):
    page = sheet(f"lang=en&view={view}&{ALL}")
    wide, high = page("(({ width, height }) => [width, height])(aid.picture(aid.state()))")
    with page.page.expect_download() as caught:
        page.page.locator("[data-save=png]").click()
    assert caught.value.suggested_filename == f"aidgraph-{view}.png"
    width, height, rows = pixels(caught.value.path().read_bytes())
    assert (width, height) == (2 * wide, 2 * high)
    assert len(set(zip(rows[1::4], rows[2::4], rows[3::4], strict=False))) > 40


def test_the_four_buttons_give_four_files(sheet):
    page = sheet(f"lang=zh&{ALL}")
    names = []
    for kind in ("svg", "png", "csv", "json"):
        with page.page.expect_download() as caught:
            page.page.locator(f"[data-save={kind}]").click()
        names.append((caught.value.suggested_filename, caught.value.path().read_bytes()[:3]))
    assert names == [
        ("aidgraph-trees.svg", b"<?x"),
        ("aidgraph-trees.png", b"\x89PN"),
        ("aidgraph-claims.csv", b"\xef\xbb\xbf"),
        ("aidgraph-claims.jsonl", b'{"i'),
    ]
    assert page.complaints == []


def test_the_lines_read_back_as_the_claims_that_went_in(sheet, corpus):
    page = sheet(f"lang=en&{ALL}")
    lines = page("aid.claimLines(aid.data.claims)").splitlines()
    assert len(lines) == len(corpus.claims)
    read = {claim.id: claim for claim in map(Claim.from_json, map(json.loads, lines))}
    assert read == {claim.id: claim for claim in corpus.claims}


def test_the_csv_guards_its_cells_and_has_a_row_for_every_claim(sheet):
    page = sheet(f"view=table&lang=zh&sort=-amount&{ALL}")
    text = page("aid.claimsCsv(aid.sortedClaims(aid.shown(aid.state()), aid.state(), 'zh'), 'zh')")
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text[1:], newline=""))
    assert head == [
        "编号",
        "援助方",
        "关系",
        "受援方",
        "金额",
        "组织方",
        "性质",
        "状态",
        "原句",
        "文献",
        "日期",
    ]
    assert [row[0] for row in rows] == page(
        "[...document.querySelectorAll('tr.claim')].map(row => row.dataset.claim)"
    )
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


def test_the_citation_says_what_is_shown_and_by_which_filters(sheet):
    page = sheet("lang=en&relation=donated-to&sector=culture&from=2024-06&to=2024-12")
    assert page.text(".citation") == (
        "“Who aids whom”, 1 claim from 1 document (2024-06-03), reported by 驻皮山前方工作部. "
        "Filters: Relation: Donated to; Count in: Single acts; Sector: Culture; Time: told 2024-06 – 2024-12. "
        "Read from the texts by aidgraph, each claim with its quote."
    )
