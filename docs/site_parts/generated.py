"""What a page lacks until the site is made: what the code says, and links to the other language's half.

What the code says goes where a page has `<!-- made here: … -->`, so that no page can drift from the code. The mermaid
diagram of the ontology becomes a table: to draw it takes a script from outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_parts.commands import commands
from site_parts.figures import measured, mistakes, promised
from site_parts.queries import queries

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MADE: Mapping[str, Callable[[], str]] = {
    "commands en": partial(commands, "en"),
    "commands zh": partial(commands, "zh"),
    "queries en": partial(queries, "en"),
    "queries zh": partial(queries, "zh"),
    "measured": measured,
    "mistakes": mistakes,
    "promised": promised,
}
_DOCS = Path(__file__).resolve().parents[1]
_LINK = re.compile(r"\]\((?P<page>[\w./-]+)\.md(?P<place>#[^)]+)?\)")
_MARK = re.compile(r"<!-- made here: (.+?) -->")
_MERMAID = re.compile(r"^```mermaid\n(.*?)^```$", re.M | re.S)
_EDGE = re.compile(r'\["(.+?)"\] -- "(.+?)" --> .+?\["(.+?)"\]')


def filled(text: str) -> str:
    """A page's text with all that is made here in it. Raises KeyError on a mark that nothing makes."""
    text = _MARK.sub(lambda mark: MADE[mark[1]](), text)
    return _MERMAID.sub(lambda picture: _table(picture[1]), text)


def _table(diagram: str) -> str:
    rows = [
        f"| `{one}` | {', '.join(f'`{name}`' for name in names.split('<br/>'))} | `{other}` |"
        for one, names, other in _EDGE.findall(diagram)
    ]
    return "\n".join(["| from | by | to |", "| --- | --- | --- |", *rows])


def crossing(text: str, page: Path) -> str:
    """The text of a page, its links to pages of the other half as links of the finished site.

    Sphinx makes the halves one by one, so that neither knows the other's pages.
    """

    def link(found: re.Match[str]) -> str:
        target = (page.parent / found["page"]).resolve()
        if not target.is_relative_to(_DOCS) or _is_chinese(target) == _is_chinese(page.resolve()):
            return found[0]
        scheme = "place" if found["place"] else "page"
        return f"]({scheme}:{found['page']}.html{found['place'] or ''})"

    return _LINK.sub(link, text)


def _is_chinese(page: Path) -> bool:
    return page.is_relative_to(_DOCS / "zh")


def _fill(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = filled(crossing(source[0], Path(app.srcdir, f"{name}.md")))


def setup(app: Sphinx) -> dict[str, Any]:
    """Fill each page as it is read."""
    app.connect("source-read", _fill)
    return {"parallel_read_safe": True}
