"""A real browser, the network blocked, and pages open in it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", event => violations.push(event.violatedDirective));
"""


class Sheet:
    """An open page with everything it complained of."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page, self.path = page, path
        self.complaints: list[str] = []
        page.add_init_script(WATCH)
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on(
            "dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss())
        )
        page.on("request", self._request)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.path.as_uri(), "data:")):
            self.complaints.append(f"request: {request.url}")

    def at(self, state: str = "") -> Sheet:
        """Go to a state and wait until it is drawn."""
        if self.page.url.startswith("file:"):
            self.page.evaluate(
                "hash => { location.hash = hash; dispatchEvent(new Event('hashchange')); }", f"#{state}"
            )
        else:
            self.page.goto(f"{self.path.as_uri()}#{state}")
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        return self

    def __call__(self, script: str, *arguments: Any) -> Any:
        return self.page.evaluate(script, *arguments)

    def text(self, selector: str) -> str:
        return str(self.page.locator(selector).first.text_content())


@pytest.fixture(scope="module")
def opened(browser: Any, page_file: Path) -> Iterator[Callable[..., Sheet]]:
    """Pages that are open already, one for each screen and reader; a fresh one on demand."""
    sheets: dict[tuple[object, ...], Sheet] = {}
    contexts = []

    def give(width: int, scheme: str, locale: str, *, fresh: bool) -> Sheet:
        key = (width, scheme, locale)
        if fresh or key not in sheets:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, offline=True, color_scheme=scheme, locale=locale,
                reduced_motion="reduce",
            )  # fmt: skip
            contexts.append(context)
            sheets[key] = Sheet(context.new_page(), page_file)
        return sheets[key]

    yield give
    for context in contexts:
        context.close()


@pytest.fixture
def sheet(opened: Callable[..., Sheet]) -> Callable[..., Sheet]:
    """The page in a state: `sheet(state, width=, scheme=, locale=, fresh=)`."""

    def shown(
        state: str = "",
        *,
        width: int = 1440,
        scheme: str = "light",
        locale: str = "zh-CN",
        fresh: bool = False,
    ) -> Sheet:
        page = opened(width, scheme, locale, fresh=fresh)
        page.complaints.clear()
        return page.at(state)

    return shown


@pytest.fixture(scope="session")
def synthetic(root: Path) -> ModuleType:
    """`benchmarks/synthetic.py`: graphs of any size, invented."""
    spec = importlib.util.spec_from_file_location("synthetic", root / "benchmarks" / "synthetic.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def elsewhere(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Sheet]]:
    """A page of another graph: `elsewhere(*graph, width=)`."""
    from aidgraph.page import write_page

    contexts = []

    def shown(*graph: Any, state: str = "", width: int = 1440, height: int = 900) -> Sheet:
        path = tmp_path_factory.mktemp("graph") / "index.html"
        write_page(path, *graph)
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, locale="zh-CN", reduced_motion="reduce"
        )
        contexts.append(context)
        return Sheet(context.new_page(), path).at(state)

    yield shown
    for context in contexts:
        context.close()
