"""One HTML file: template, styles, scripts, vis-network, data, under a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aidgraph import __version__
from aidgraph.errors import AidgraphError
from aidgraph.model import Claim, Document, Entity, Issue
from aidgraph.page.content import content
from aidgraph.page.network import to_pyvis
from aidgraph.page.stories import bundled_story
from aidgraph.page.visnetwork import vis_network
from aidgraph.resources import data as resource

_HERE = Path(__file__).parent
_STYLES = ("palette.css", "page.css", "views.css", "charts.css", "print.css")
#: In the order in which they run: each file adds its own part to the one object `aid`.
_SCRIPTS = (
    "words.js", "phrases.js", "terms.js", "dom.js", "data.js", "facets.js", "state.js", "money.js", "claims.js",
    "evidence.js", "links.js", "trees.js", "matrix.js", "map.js", "timeline.js", "overview.js", "documents.js",
    "table.js", "names.js", "network.js", "picture.js", "exports.js", "search.js", "filters.js", "frame.js", "about.js",
    "story.js", "page.js",
)  # fmt: skip


def page_html(
    claims: Sequence[Claim],
    entities: Sequence[Entity],
    documents: Sequence[Document],
    issues: Sequence[Issue],
    *,
    lang: str | None = None,
    title: str | None = None,
    story: Mapping[str, Any] | None = None,
    served: Mapping[str, Any] | None = None,
    review: Mapping[str, Any] | None = None,
) -> str:
    """The page as a string; the same input gives the same string.

    `lang` (`zh` or `en`) is the language it opens in, the browser's where None; both are always inside.
    `title` stands in both languages. `story` (see `aidgraph.page.stories`) can be stepped through; without one the
    bundled story of these documents, if there is any. `served` and `review` are a server's alone: which part of the
    graph this is (empty for the whole), and who may judge; the page then talks to that server. Raises EvidenceError
    where a quote does not stand in its document.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    if lang not in (None, "zh", "en"):
        raise AidgraphError(
            f"the page speaks zh and en, not {lang!r}; leave it out for the reader's own language"
        )
    styles = [_asset(name) for name in _STYLES]
    is_served = served is not None or review is not None
    names = [*_SCRIPTS[:-1], "served.js", _SCRIPTS[-1]] if is_served else _SCRIPTS
    scripts = [vis_network(), *(_asset(name) for name in names)]
    known = content(claims, entities, documents, issues)
    known |= {"title": title, "lang": lang, "network": _network(claims, entities), "version": __version__}
    known |= {"story": story or bundled_story(documents), "measured": measured()}
    if is_served:
        known |= {"served": served or None, "review": review}
    environment = Environment(
        loader=FileSystemLoader(_HERE, encoding="utf-8"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("template.html.j2").render(
        lang="en" if lang == "en" else "zh-Hans",
        title=title or ("Who aids whom" if lang == "en" else "谁援助谁"),
        version=__version__,
        policy=policy(scripts=scripts, styles=styles, connect="'self'" if is_served else "'none'"),
        styles=[Markup(style) for style in styles],
        scripts=[Markup(script) for script in scripts],
        data=Markup(inert_json(known)),
    )


def write_page(
    path: Path,
    claims: Sequence[Claim],
    entities: Sequence[Entity],
    documents: Sequence[Document],
    issues: Sequence[Issue],
    *,
    lang: str | None = None,
    title: str | None = None,
    story: Mapping[str, Any] | None = None,
) -> None:
    """Write the page, whole or not at all; the folder must exist."""
    html = page_html(claims, entities, documents, issues, lang=lang, title=title, story=story)
    handle, part = tempfile.mkstemp(prefix=".page-", suffix=".html", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(html)
        Path(part).chmod(0o644)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)


def palette() -> str:
    """The style sheet that gives every colour its name, in light and dark."""
    return _asset("palette.css")


def measured() -> dict[str, Any]:
    """How well texts are read, as `data/measured.json` has it: shares that the tests hold the program to."""
    known: dict[str, Any] = json.loads(resource("measured.json").read_text(encoding="utf-8"))
    return known


def _network(claims: Sequence[Claim], entities: Sequence[Entity]) -> dict[str, Any]:
    """The pyvis network of all claims; beside it, where nodes stand when only told claims are shown."""
    network = to_pyvis(claims, entities)
    told = [claim for claim in claims if claim.origin == "told"]
    apart = to_pyvis(told, entities).nodes if 0 < len(told) < len(claims) else []
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "leftOut": network.left_out,
        "told": {node["id"]: [node["x"], node["y"]] for node in apart},
    }


def policy(*, scripts: Sequence[str], styles: Sequence[str], connect: str = "'none'") -> str:
    """A Content-Security-Policy under which these very scripts and styles work, and nothing else does."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; "
        f"style-src {' '.join(map(_hash, styles))}; img-src data:; connect-src {connect}; base-uri 'none'; "
        "form-action 'none'"
    )


def inert_json(value: Mapping[str, Any]) -> str:
    """JSON that cannot end the script element it stands in, nor a line of it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in ("<", ">", "\u2028", "\u2029"):
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _asset(name: str) -> str:
    """The file as the browser will see it: LF only, no end tag that would close its element.

    Its first line says what it is for; indentation and further comment lines stay behind in the repository.
    """
    text = (_HERE / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    first, *lines = (line.lstrip() for line in text.split("\n"))
    text = "\n".join([first, *(line for line in lines if not line.startswith("//"))])
    if "</script" in text.lower() or "</style" in text.lower():
        raise AidgraphError(f"{name}: an end tag inside would cut the page short; write it in two parts")
    return text
