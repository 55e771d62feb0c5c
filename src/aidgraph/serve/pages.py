"""What the HTML pages show, and the scripts and styles that they are made with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from aidgraph import __version__
from aidgraph.graph import BASE, NamedQuery, named_queries
from aidgraph.graph.vocabulary import PREFIXES
from aidgraph.page import palette, vis_network
from aidgraph.serve.limits import Limits

_HERE = Path(__file__).parent
_ASSETS = {
    "query.js": "text/javascript",
    "sparql.js": "text/javascript",
    "results.js": "text/javascript",
    "site.css": "text/css",
}
Language = Literal["zh", "en"]


@cache
def asset(name: str) -> tuple[str, str] | None:
    """Media type and text of a script or style; None where there is none of that name."""
    if name == "vis-network.js":
        return "text/javascript", vis_network()
    if name == "palette.css":
        return "text/css", palette()
    if name not in _ASSETS:
        return None
    return _ASSETS[name], (_HERE / "assets" / name).read_text(encoding="utf-8")


def html(template: str, lang: Language, **known: Any) -> Response:
    """A page in one language."""
    text = (
        _environment()
        .get_template(template)
        .render(lang=lang, say=lambda en, zh: zh if lang == "zh" else en, version=__version__, **known)
    )
    return Response(text, media_type="text/html; charset=utf-8", headers={"Vary": "Accept-Language"})


def named() -> Mapping[str, NamedQuery]:
    """The named queries."""
    return named_queries()


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["local"] = local
    made.filters["flat"] = lambda text: " ".join(str(text).split())
    return made


def query_page(limits: Limits) -> dict[str, Any]:
    """The named queries by topic, as the query page's script needs them."""
    queries: list[dict[str, Any]] = [
        {
            "name": one.name, "text": one.text, "title": {**one.title}, "topic": {**one.topic},
            "description": {**one.description},
            "parameters": [
                {"name": p.name, "default": _plain(p.default), "entity": p.is_entity, "en": p.en, "zh": p.zh}
                for p in one.parameters
                if p.name != "lang"
            ],
        }
        for one in named_queries().values()
    ]  # fmt: skip
    known = {"queries": queries, "prefixes": dict(PREFIXES), "rows": limits.rows, "seconds": limits.seconds}
    from aidgraph.page import inert_json

    return {"known": inert_json(known), "limits": limits}


def resource_page(known: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    """What the page of an entity, claim or document shows."""
    parts: dict[str, list[str]] = {}
    for subject, predicate, value in known["parts"]["rows"]:
        if predicate["value"] != PREFIXES["rdf"] + "type":
            years = _YEARS.get(predicate["label"], "{}")
            parts.setdefault(subject["value"], []).append(years.format(shown(value)))
    evidence = next(iter(_records(known.get("evidence"))), None)
    hidden = _HIDDEN | ({"prov:wasQuotedFrom"} if evidence else set())
    facts: dict[str, list[dict[str, str]]] = {}
    for predicate, value in known["facts"]["rows"]:
        if predicate["label"] in hidden:
            continue
        own = parts.get(value["value"])
        said = {"type": "literal", "value": " · ".join(own)} if own else value
        title = _TITLES.get(predicate["label"], {}).get(lang, predicate["label"])
        facts.setdefault(title, []).append(said)
    names = [row[1] for row in known["facts"]["rows"] if row[0]["value"] == PREFIXES["rdfs"] + "label"]
    by_language = {name.get("xml:lang", ""): name["value"] for name in names}
    title = by_language.get(lang) or by_language.get("zh") or next(iter(by_language.values()), known["iri"])
    others = [name["value"] for name in names if name["value"] != title]
    return {
        "iri": known["iri"], "title": title, "others": others, "classes": known["classes"],
        "facts": list(facts.items()), "evidence": evidence,
        "claims": _records(known.get("claims")), "states": _records(known.get("states")),
    }  # fmt: skip


#: The comments at the top of a named query, which the page shows in its own way.
_HEAD = re.compile(r"^#\s*(?:title|topic|description|parameter):.*\n", re.MULTILINE)
_YEARS = {"schema:validFrom": "{}–", "schema:validThrough": "–{}"}
_HIDDEN = {"rdfs:label", "skos:prefLabel", "rdf:type"}
#: Others' terms in words; ours bring their labels along.
_TITLES: Mapping[str, Mapping[Language, str]] = {
    "dcterms:bibliographicCitation": {"en": "to be cited as", "zh": "引用格式"},
    "dcterms:identifier": {"en": "id", "zh": "编号"},
    "dcterms:isPartOf": {"en": "series", "zh": "所属刊物"},
    "dcterms:issued": {"en": "issued", "zh": "印发日期"},
    "dcterms:language": {"en": "language", "zh": "语言"},
    "dcterms:publisher": {"en": "publisher", "zh": "发布者"},
    "dcterms:rights": {"en": "rights", "zh": "许可"},
    "dcterms:title": {"en": "title", "zh": "题名"},
    "foaf:member": {"en": "member", "zh": "成员"},
    "geo:hasGeometry": {"en": "point", "zh": "坐标"},
    "prov:wasAttributedTo": {"en": "reported by", "zh": "据"},
    "prov:wasGeneratedBy": {"en": "read by", "zh": "读取规则"},
    "prov:wasQuotedFrom": {"en": "quoted from", "zh": "引自"},
    "schema:identifier": {"en": "code", "zh": "代码"},
    "schema:issueNumber": {"en": "issue number", "zh": "期号"},
    "skos:altLabel": {"en": "also called", "zh": "别名"},
    "time:hasTime": {"en": "time", "zh": "时间"},
}


def about_page(counts: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    """What the page about the data shows: how much of what it holds."""
    named_ = {name.removeprefix(PREFIXES["aid"]): number for name, number in counts["classes"].items()}
    parts = (
        ("Document", "documents", "文献"), ("Claim", "claims", "陈述"), ("Pairing", "of pairings", "其中结对"),
        ("Donation", "of donations", "其中捐赠"), ("Support", "of support", "其中支援"), ("Party", "parties", "各方"),
        ("AdministrativeDivision", "places among them", "其中地方"), ("School", "schools", "学校"), ("Hospital", "hospitals", "医院"),
        ("Enterprise", "enterprises", "企业"), ("WorkTeam", "work teams", "工作组"), ("Group", "counted groups", "群体"),
    )  # fmt: skip
    rows = [(en, zh, named_[name]) for name, en, zh in parts if name in named_]
    return {"rows": rows, "counts": counts, "whole": whole}


def shown(value: Mapping[str, str]) -> str:
    """A term in words."""
    return value.get("label") or value["value"]


def _records(answer: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    if answer is None:
        return []
    return [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]


def local(iri: str, base: str) -> str:
    """The address here of an IRI of the graph; another's IRI as it is."""
    tail = iri.removeprefix(f"{base}id/")
    return iri if tail == iri else "/id/" + quote(tail, safe="/#:@!$&'()*+,;=%~")


def iri_of(request: Request, base: str) -> str:
    """The IRI that an address here stands for: percent-encoding undone where it hides a letter, kept elsewhere."""
    raw = request.scope.get("raw_path", b"").partition(b"?")[0].decode("ascii", "replace")
    tail = raw.partition("/id/")[2]
    tail = re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda found: unquote(found[0]), tail).replace("%40", "@")
    return f"{base}id/{tail}"


def _plain(default: str) -> str:
    if default.startswith("<"):
        return unquote(default[1:-1].removeprefix(f"{BASE}id/"))
    return default.strip('"')
