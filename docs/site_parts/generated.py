"""Puts what the code says where a page has `<!-- made here: … -->`, so that no page can drift from the code.

The mermaid diagram of the ontology becomes a table: to draw it takes a script from outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
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


def _fill(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = filled(source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    """Fill each page as it is read."""
    app.connect("source-read", _fill)
    return {"parallel_read_safe": True}
