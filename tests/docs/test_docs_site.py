"""The site: made without a warning, every link leads somewhere, nothing comes from outside, nothing is left out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from aidgraph.cli import COMMANDS
from aidgraph.graph import named_queries

pytestmark = pytest.mark.slow

#: Pages that Sphinx makes by itself.
OWN = {"search.html"}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, html.HtmlElement]:
    """Each page, parsed."""
    return {path: html.fromstring(path.read_bytes()) for path in sorted(site.rglob("*.html"))}


def test_every_page_that_is_written_is_on_the_site_and_in_its_menu(root, site, pages) -> None:
    docs = root / "docs"
    written = {path.relative_to(docs).with_suffix(".html") for path in docs.rglob("*.md")}
    assert {path.relative_to(site) for path in pages} == written | {
        Path("search.html"),
        Path("zh/search.html"),
    }
    for half, home in (("", site), ("zh", site / "zh")):
        menu = pages[home / "index.html"].find_class("sidebar-tree")[0].iter("a")
        listed = {Path(half, link.get("href")) for link in menu} | {Path(half, "index.html")}
        wanted = {page for page in written if (page.parts[0] == "zh") == bool(half)}
        assert {path for path in listed if path.name != "#"} >= wanted


def test_every_link_of_the_site_leads_to_a_page_and_a_place_in_it(site, pages) -> None:
    anchors = {path: {*page.xpath("//@id"), *page.xpath("//a/@name")} for path, page in pages.items()}
    broken = defaultdict(list)
    for path, page in pages.items():
        for link in page.xpath("//@href | //@src"):
            parts = urlsplit(link)
            if parts.scheme or link.startswith(("//", "#!")):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            inside = target.is_relative_to(site.resolve()) and target.is_file()
            fragment = unquote(parts.fragment)
            if not inside or (fragment and target in anchors and fragment not in anchors[target]):
                broken[path.relative_to(site).as_posix()].append(link)
    assert dict(broken) == {}


def test_nothing_on_the_site_comes_from_outside(site, pages) -> None:
    loaded = "//script/@src | //link[@rel!='canonical']/@href | //img/@src | //iframe/@src | //source/@src | //img/@srcset"
    for path, page in pages.items():
        assert [link for link in page.xpath(loaded) if re.match(r"(?:\w+:)?//", link)] == [], path
    for sheet in site.rglob("*.css"):
        styles = sheet.read_text(encoding="utf-8")
        assert re.findall(r"""@import|url\(\s*["']?(?:\w+:)?//[^)]*""", styles) == [], sheet
    for script in site.rglob("*.js"):
        assert (
            re.findall(r"""(?:fetch|import)\(\s*["'`]https?:""", script.read_text(encoding="utf-8")) == []
        ), script


def test_each_page_says_its_language_and_leads_to_the_other(site, pages) -> None:
    for path, page in pages.items():
        chinese = path.relative_to(site).parts[0] == "zh"
        assert page.get("lang") == ("zh-CN" if chinese else "en"), path
        (other,) = page.find_class("languages")[0].iter("a")
        target = (path.parent / other.get("href")).resolve()
        assert target in pages and (target.relative_to(site.resolve()).parts[0] == "zh") != chinese


@pytest.mark.parametrize("half", ["", "zh"])
def test_the_references_have_every_command_and_every_query(half, site) -> None:
    commands = (site / half / "reference" / "commands.html").read_text(encoding="utf-8")
    queries = (site / half / "reference" / "queries.html").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f'id="aidgraph-{name}"' not in commands] == []
    assert [name for name in named_queries() if f">{name}<" not in queries] == []
    assert "‖" not in commands and ("‖" not in queries or half == "")


def test_the_method_prints_what_evaluate_prints(root, site) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aidgraph", "evaluate", "tests/quality/held", "--lang", "en"],
        cwd=root, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    right, false, missed = re.search(r"found.* (\d+) right, (\d+) false, (\d+) missed", done.stdout).groups()
    page = html.fromstring((site / "method.html").read_bytes())
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//table//tr[td]")]
    found = [row for row in rows if row[0].startswith("found:")]
    assert len(found) == 2
    assert found[1][-3:] == [right, false, missed]


def test_the_same_pages_make_the_same_bytes(site, make_site, tmp_path) -> None:
    again = make_site(tmp_path / "site", seed="2")
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert [path for path in files if (site / path).read_bytes() != (again / path).read_bytes()] == []
