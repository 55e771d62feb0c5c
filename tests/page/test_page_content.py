"""What the page knows before any browser opens it: trees, order, quotes, bytes, policy, the pyvis network."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from aidgraph.errors import AidgraphError, EvidenceError
from aidgraph.page import page_html, to_pyvis, write_page
from aidgraph.page.content import code_units, content
from aidgraph.page.html import inert_json
from aidgraph.page.order import crossings, untangled
from aidgraph.page.visnetwork import vis_network

KILO = 1000


class _Parts(HTMLParser):
    """Scripts, styles and metas as a browser takes them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.metas: dict[str, str] = {}
        self.links: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in ("script", "style"):
            self.found.append((tag, known, ""))
            self.inside = True
        if tag == "meta" and known.get("http-equiv"):
            self.metas[str(known["http-equiv"])] = str(known["content"])
        self.links += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, known, text = self.found.pop()
            self.found.append((tag, known, text + data))


def parts(html: str) -> _Parts:
    parser = _Parts()
    parser.feed(html)
    return parser


def named(rows: list[list[Any]], known: dict[str, Any]) -> list[tuple[str, int]]:
    return [(known["entities"][key]["zh"] if isinstance(key, int) else key, depth) for key, depth in rows]


def test_the_aided_side_lists_places_with_what_lies_in_them_and_ends_with_the_two_feet(corpus):
    known = content(*corpus)
    assert named(known["trees"]["recipients"], known) == [
        ("新疆维吾尔自治区", 0),
        ("和田地区", 1),
        ("皮山县", 2),
        ("皮山县四个村", 3),
        ("木吉镇小学", 3),
        ("安徽省", 0),
        ("合肥市", 1),
        ("unnamed", 0),
        ("当地老人", 1),
        ("unstated", 0),
    ]


def test_a_group_that_names_members_but_no_place_lies_where_all_its_members_do(corpus):
    known = content(*corpus)
    assert ("蜀山区等三个区的商会", 2) in named(known["trees"]["providers"], known)
    group = next(entity for entity in known["entities"] if entity["zh"] == "蜀山区等三个区的商会")
    assert [known["entities"][place]["zh"] for place in group["within"]] == ["合肥市", "安徽省"]


def test_a_party_that_was_never_resolved_stands_under_the_place_its_own_words_name(corpus):
    known = content(*corpus)
    tea = next(entity for entity in known["entities"] if entity["zh"] == "徽州茶业公司")
    assert tea["id"] == "undecided:Enterprise/徽州茶业公司"
    assert [known["entities"][place]["zh"] for place in tea["within"]] == ["安徽省"]


def test_each_claim_says_in_which_form_it_must_be_drawn(corpus):
    known = content(*corpus)
    forms = [claim["form"] for claim in known["claims"]]
    assert {form: forms.count(form) for form in forms} == {
        "act": 12,
        "aggregate": 1,
        "planned": 1,
        "curated": 1,
    }


def test_offsets_count_as_a_browser_counts():
    text = "皮山𠮷祥如意"
    assert [code_units(text)(offset) for offset in range(len(text) + 1)] == [0, 1, 2, 4, 5, 6, 7]


def test_a_quote_that_does_not_stand_in_its_document_makes_no_page(corpus):
    claims, entities, documents, issues = corpus
    changed = [
        document
        if document.id != "b"
        else type(document).from_json({**document.to_json(), "text": "改过的文字。"})
        for document in documents
    ]
    with pytest.raises(EvidenceError, match=r"b\.txt"):
        page_html(claims, entities, changed, issues)


def test_a_claim_whose_document_is_missing_brings_its_own_quote(corpus):
    claims, entities, documents, _ = corpus
    known = content(claims, entities, [document for document in documents if document.id != "n"], [])
    (claim,) = [claim for claim in known["claims"] if claim["id"].startswith("n/")]
    assert claim["evidence"] == {
        "document": 3,
        "at": None,
        "subject": None,
        "quote": "合肥市瑶海实验小学近日把12台投影机送进木吉镇小学，价值近9万元",
        "span": [11, 43],
        "subjectSpan": None,
    }
    assert known["documents"][3] == {"id": "n", "text": None}


def test_siblings_are_sorted_so_that_fewer_links_cross_and_the_foot_stays_last():
    left = {None: ["a", "b", "c", "foot"]}
    right = {None: ["x", "y", "z"]}
    links = [(("a",), ("z",)), (("b",), ("y",)), (("c",), ("x",)), (("foot",), ("x",))]
    assert crossings(left, right, links) == 5
    turned = untangled(left, right, links, last=("foot",))
    assert turned == ({None: ["a", "b", "c", "foot"]}, {None: ["z", "y", "x"]})
    assert crossings(*turned, links) == 0


def test_data_cannot_end_its_script_and_reads_back_as_it_was():
    value = {"name": '</script><!-- \u2028 \u202e =cmd() "onerror" 𠮷'}
    text = inert_json(value)
    assert not re.search("[<>\u2028\u2029]", text)
    assert json.loads(text) == value


def test_the_policy_lets_exactly_these_scripts_and_styles_run(corpus):
    html = page_html(*corpus)
    found = parts(html)
    directives = (part.split() for part in found.metas["Content-Security-Policy"].split("; "))
    assert {name: values for name, *values in directives} == {
        "default-src": ["'none'"],
        "script-src": hashes(found, "script"),
        "style-src": hashes(found, "style"),
        "img-src": ["data:"],
        "connect-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    assert found.links == ["data:,"]


def hashes(found: _Parts, wanted: str) -> list[str]:
    texts = [
        text for tag, known, text in found.found if tag == wanted and known.get("type") != "application/json"
    ]
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]


def test_vis_network_comes_whole_from_pyvis_with_its_licence_and_without_carriage_returns():
    script = vis_network()
    assert script.startswith("/**\n * vis-network\n")
    assert "@version 9.1.2" in script and "The Apache 2.0 License" in script and "The MIT License" in script
    assert "\r" not in script and "sourceMappingURL" not in script


def test_the_page_is_small(corpus):
    html = page_html(*corpus)
    data = next(
        text for _, attributes, text in parts(html).found if attributes.get("type") == "application/json"
    )
    size, core = len(html.encode()), len(vis_network().encode())
    assert size - core <= 220 * KILO + 1.2 * len(data.encode())
    assert size <= 720 * KILO + len(data.encode())


def test_writing_leaves_one_file_with_lf_only(corpus, tmp_path):
    write_page(tmp_path / "index.html", *corpus, lang="zh")
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    raw = (tmp_path / "index.html").read_bytes()
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")


def test_an_unknown_language_is_refused(corpus):
    with pytest.raises(AidgraphError, match="zh and en"):
        page_html(*corpus, lang="fr")


def test_the_same_graph_gives_the_same_bytes_under_any_hash_seed_locale_and_order(corpus):
    script = (
        "import importlib.util, hashlib, sys\n"
        "from aidgraph.page import page_html\n"
        "spec = importlib.util.spec_from_file_location('corpus', sys.argv[1])\n"
        "module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)\n"
        "claims, entities, documents, issues = module.CORPUS\n"
        "turn = -1 if sys.argv[2] == 'turned' else 1\n"
        "html = page_html(claims[::turn], entities[::turn], documents[::turn], issues[::turn])\n"
        "print(hashlib.sha256(html.encode()).hexdigest())\n"
    )

    def digest(seed: str, locale: str, order: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
        run = subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).with_name("conftest.py")), order],
            env=environment, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return run.stdout.strip()

    assert digest("1", "C", "straight") == digest("77", "zh_CN.GBK", "turned")


def test_the_network_is_pyvis_data_with_positions_and_physics_off(corpus):
    network = to_pyvis(corpus.claims, corpus.entities)
    assert network.options.physics.enabled is False
    assert all(isinstance(node["x"], float) and isinstance(node["y"], float) for node in network.nodes)
    assert len({(node["x"], node["y"]) for node in network.nodes}) == len(network.nodes)
    base = "https://w3id.org/aidgraph/id/division/"
    between = sorted(
        (edge["relation"], edge["form"], edge["claims"])
        for edge in network.edges
        if (edge["from"], edge["to"]) == (f"{base}340100", f"{base}653223")
    )
    assert between == [
        ("donated-to", "act", ["b/donated-to@128"]),
        ("paired-with", "act", ["b/paired-with@253", "b/paired-with@56"]),
        ("supports", "act", ["b/supports@152"]),
        ("supports", "planned", ["b/supports@214"]),
    ]


def test_a_joint_gift_is_one_small_node_with_an_edge_to_each_party(corpus):
    network = to_pyvis(corpus.claims, corpus.entities, lang="en")
    (joint,) = [node for node in network.nodes if node["role"] == "joint"]
    labels = {node["id"]: node["label"] for node in network.nodes}
    ends = sorted(
        (labels[edge["from"]], labels[edge["to"]])
        for edge in network.edges
        if joint["id"] in (edge["from"], edge["to"])
    )
    assert ends == [(" ", "Pishan County"), ("Luyang District", " "), ("Shushan District", " ")]


def test_an_empty_graph_has_a_page_too():
    html = page_html([], [], [], [])
    data = next(
        text for _, attributes, text in parts(html).found if attributes.get("type") == "application/json"
    )
    known = json.loads(data)
    assert (known["claims"], known["trees"]) == ([], {"providers": [], "recipients": []})
