"""Pictures of every view for eyes to judge, under `build/screenshots/`: eight at a time, all where `SCREENSHOTS=all`."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidgraph.graph import GraphFolder
from aidgraph.page import write_page
from aidgraph.pipeline import build
from aidgraph.resources import data

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VIEWS = ("trees", "matrix", "map", "timeline", "overview", "network", "documents", "table", "about")
SIZES = {1440: 900, 390: 844}
WHOLE = "with=act|aggregate|curated|planned"
#: One of each thing worth a look: every size, theme and language, a selection, the filters, a step of the story.
EIGHT = (
    ("trees", 1440, "light", "zh", ""),
    ("trees", 390, "dark", "en", "select=e:division/320115"),
    ("matrix", 1440, "dark", "zh", WHOLE),
    ("map", 1440, "light", "en", f"select=e:division/320000&{WHOLE}"),
    ("timeline", 1440, "light", "zh", f"facets=open&{WHOLE}"),
    ("overview", 1440, "dark", "en", WHOLE),
    ("documents", 390, "light", "zh", "story=4&select=e:division/320115&shelf=2017-21-digest"),
    ("network", 1440, "light", "zh", "select=e:division/320000"),
)


def built(source: Path, folder: Path) -> Path:
    """The page of documents and the backbone."""
    build([source], folder / "graph", backbone=True)
    graph = GraphFolder.open(folder / "graph")
    write_page(folder / "index.html", graph.claims(), graph.entities(), graph.documents(), graph.issues())
    return folder / "index.html"


@pytest.fixture(scope="module")
def pages(
    tmp_path_factory: pytest.TempPathFactory, synthetic: Any, request: pytest.FixtureRequest
) -> Callable[[str], Path]:
    """The pages to be looked at, by name, each made when first asked for."""
    made: dict[str, Path] = {}

    def page(name: str) -> Path:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            if name == "bundled":
                made[name] = built(data("bulletins"), folder)
            elif name == "real":
                made[name] = built(request.getfixturevalue("shared") / "bulletins", folder)
            else:
                made[name] = folder / "index.html"
                write_page(made[name], *synthetic.graph(int(name.removeprefix("synthetic-"))))
        return made[name]

    return page


def shots() -> list[tuple[str, str, int, str, str, str]]:
    """What to take: graph, view, width, scheme, language, state."""
    eight = [("bundled", *shot) for shot in EIGHT]
    if os.environ.get("SCREENSHOTS") != "all":
        return eight
    kinds = itertools.product(VIEWS, SIZES, ("light", "dark"), ("zh", "en"))
    each = [(view, width, scheme, lang, WHOLE) for view, width, scheme, lang in kinds]
    plain = [(view, width, scheme, lang, "") for view, width, scheme, lang, _ in each]
    return [
        *eight,
        *(("real", *shot) for shot in each),
        *(("bundled", *shot) for shot in each),
        *(("synthetic-1000", *shot) for shot in plain),
        *(("synthetic-20000", *shot) for shot in plain),
    ]


def test_every_view_is_there_to_be_looked_at(browser: Any, pages: Callable[[str], Path], root: Path):
    folder = root / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    groups = itertools.groupby(
        sorted(shots(), key=lambda shot: (shot[0], shot[2], shot[3])),
        key=lambda shot: (shot[0], shot[2], shot[3]),
    )
    taken = 0
    for (graph, width, scheme), group in groups:
        context = browser.new_context(
            viewport={"width": width, "height": SIZES[width]},
            offline=True,
            color_scheme=scheme,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        tab = context.new_page()
        errors: list[str] = []
        tab.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
        tab.goto(pages(graph).as_uri())
        for _, view, _, _, lang, state in group:
            tab.evaluate(
                "hash => { location.hash = hash; dispatchEvent(new Event('hashchange')); scrollTo(0, 0); }",
                f"#view={view}&lang={lang}&{state}",
            )
            tab.evaluate(
                "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))"
            )
            marks = "-".join(
                part.split("=")[0] for part in state.split("&") if part and not part.startswith("with")
            )
            picture = tab.screenshot(
                path=folder / f"{graph}-{view}-{width}-{scheme}-{lang}{f'-{marks}' if marks else ''}.png"
            )
            assert len(picture) > 10_000, (graph, view)
            taken += 1
        assert errors == []
        context.close()
    assert taken == len(shots())
