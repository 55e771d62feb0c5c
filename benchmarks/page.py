"""What the page costs in a browser, beside pyvis's own page: first render, search, panning, heap, size of the file.

    .venv/bin/python benchmarks/page.py [--sizes 100,1000,5000,20000] [--pyvis 1000]

CPU seconds of the tab's main thread, from Chromium's own counters, with the network blocked; nothing here depends on
the clock of the wall but the limit after which pyvis's page is given up. Invented graphs (synthetic.py).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from synthetic import Graph, graph

from aidgraph.page import to_pyvis, write_page

PATIENCE = 60.0
FRAMES = 30


def main() -> None:
    """Print a row a page."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sizes", default="100,1000,5000,20000")
    options.add_argument(
        "--pyvis", type=int, default=1000, help="largest graph that pyvis's page is tried with"
    )
    chosen = options.parse_args()
    from playwright.sync_api import sync_playwright

    print("page        entities  file KB  render s  draw s  pan ms/frame  search ms  heap MB  nodes")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or None, args=["--no-sandbox", "--disable-gpu"]
        )
        for size in map(int, chosen.sizes.split(",")):
            invented = graph(size)
            path = Path(folder) / f"aidgraph-{size}.html"
            write_page(path, *invented)
            for view in ("trees", "overview", "network"):
                _row(f"{view:<10}", size, path, _measured(chromium, path, f"#view={view}"))
            if size <= chosen.pyvis:
                path = _pyvis_page(invented, Path(folder) / f"pyvis-{size}.html")
                _row("pyvis     ", size, path, _measured(chromium, path, ""))
        chromium.close()


def _row(name: str, size: int, path: Path, found: dict[str, Any]) -> None:
    cells = [
        (f"{found[key]:.{digits}f}" if key in found else "–").rjust(width) for key, digits, width in _COLUMNS
    ]
    print(f"{name}  {size:>8}  {path.stat().st_size // 1000:>7}  {'  '.join(cells)}", flush=True)


#: What is measured: decimals and the width of its column.
_COLUMNS = (
    ("render", 2, 8), ("draw", 2, 6), ("pan", 1, 12), ("search", 1, 9), ("heap", 0, 7), ("nodes", 0, 5),
)  # fmt: skip


_SEARCH = """() => {
  aid.hits("x");
  const start = performance.now();
  for (const words of ["东0", "小学", "xian", "捐款130"]) aid.hits(words);
  return (performance.now() - start) / 4;
}"""


def _measured(chromium: Any, path: Path, state: str) -> dict[str, Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, offline=True, locale="zh-CN")
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Performance.enable")

    def counters() -> dict[str, float]:
        return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}

    found: dict[str, Any] = {}
    try:
        tab.goto(path.as_uri() + state, timeout=PATIENCE * 1000)
        _settle(tab)
        first = counters()
        found |= {"render": first["ScriptDuration"] + first["LayoutDuration"], "draw": first["TaskDuration"]}
        found |= {"heap": first["JSHeapUsedSize"] / 1e6, "nodes": first["Nodes"]}
        tab.mouse.move(600, 500)
        tab.mouse.down()
        for step in range(FRAMES):
            tab.mouse.move(600 + 6 * step, 500 + 3 * step)
            if "trees" in state:
                tab.mouse.wheel(0, 40)
        tab.mouse.up()
        _settle(tab)
        found["pan"] = 1000 * (counters()["ScriptDuration"] - first["ScriptDuration"]) / FRAMES
        if state:
            found["search"] = tab.evaluate(_SEARCH)
    except Exception as error:  # noqa: BLE001 (a page that never answers is a result)
        print(f"  {path.name}: {str(error).splitlines()[0]}", file=sys.stderr)
    context.close()
    return found


def _settle(tab: Any) -> None:
    start = time.monotonic()
    tab.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200))))"
    )
    if time.monotonic() - start > PATIENCE:
        raise TimeoutError(f"no frame within {PATIENCE:.0f} s")


def _pyvis_page(invented: Graph, path: Path) -> Path:
    """The same network as pyvis itself would write it: physics on, its own template."""
    network = to_pyvis(invented[0], invented[1])
    network.toggle_physics(True)
    for node in network.nodes:
        node.pop("x"), node.pop("y"), node.pop("physics")
    path.write_text(network.generate_html(), encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    main()
