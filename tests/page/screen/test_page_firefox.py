"""A second browser: the page in Firefox, driven by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/)."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VIEWS = ("trees", "matrix", "map", "timeline", "overview", "network", "documents", "table", "about")


class Tab:
    """One tab of a Firefox: go somewhere, ask it something."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.complaints: list[str] = []
        self._do("session.new", capabilities={})
        self._do("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self._do("browsingContext.getTree")["contexts"][0]["context"]
        self._do("browsingContext.setViewport", context=self._tab, viewport={"width": 1440, "height": 900})

    def go(self, url: str) -> None:
        self._do("browsingContext.navigate", context=self._tab, url="about:blank", wait="complete")
        self._do("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def ask(self, script: str) -> Any:
        """The value of an expression, or of a promise of one, as JSON."""
        found = self._do(
            "script.evaluate", expression=f"Promise.resolve({script}).then(JSON.stringify)", awaitPromise=True,
            target={"context": self._tab},
        )  # fmt: skip
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    def _do(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._socket.recv(timeout=60))
            if said.get("id") == number:
                assert said["type"] == "success", said
                return said["result"]
            self._hear(said)

    def _hear(self, said: Any) -> None:
        event, known = said.get("method"), said.get("params", {})
        if event == "log.entryAdded" and known["level"] in ("error", "warn"):
            self.complaints.append(known["text"])
        elif event == "network.beforeRequestSent":
            url = known["request"]["url"]
            if not url.startswith(("file:", "data:", "about:", "blob:", "resource:", "chrome:")):
                self.complaints.append(url)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A Firefox with a profile of its own. Where the machine has none the tests skip, but fail where `CI` is set."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        reason = "no Firefox on this machine: install Debian's firefox-esr"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    from websockets.sync.client import connect

    profile = tmp_path_factory.mktemp("firefox")
    command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    env = {**os.environ, "MOZ_HEADLESS": "1", "HOME": str(profile)}
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8", env=env
    )
    assert process.stderr is not None
    with process, process.stderr:
        try:
            lines = iter(process.stderr.readline, "")
            found = next(
                filter(None, (re.search(r"WebDriver BiDi listening on (ws://\S+)", line) for line in lines))
            )
            with connect(f"{found[1]}/session", max_size=None, proxy=None) as socket:
                yield Tab(socket)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def ready(firefox: Tab, page_file: Path) -> Any:
    """Go to a state of the page and wait until it is drawn."""

    def shown(state: str = "") -> Tab:
        firefox.complaints.clear()
        firefox.go(f"{page_file.as_uri()}#{state}")
        firefox.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")
        return firefox

    return shown


def test_the_first_picture_is_the_same(ready: Any, sheet: Any) -> None:
    tab, chromium = ready("lang=zh"), sheet("lang=zh")
    assert tab.ask("document.querySelectorAll('.row').length") > 10
    for script in (
        "document.querySelectorAll('.row').length",
        "[...document.querySelectorAll('.row')].map(one => one.textContent)",
        "document.querySelector('.summary').textContent",
        "document.querySelectorAll('path').length",
    ):
        assert tab.ask(script) == chromium(script), script
    assert tab.complaints == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn(ready: Any, view: str) -> None:
    tab = ready(f"lang=en&view={view}")
    assert tab.ask("document.querySelector('.tabs [aria-current]').textContent").strip()
    assert tab.ask("document.documentElement.scrollWidth <= innerWidth")
    assert tab.ask("document.querySelector('main, .layout, #page').getBoundingClientRect().height > 300")
    if view == "network":
        assert tab.ask("document.querySelectorAll('canvas').length") >= 1
    assert tab.complaints == []


def test_a_line_opens_its_quote(ready: Any) -> None:
    tab = ready("lang=zh&view=table")
    tab.ask("(document.querySelector('tbody tr a, tbody tr button, tbody tr').click(), 1)")
    tab.ask("new Promise(done => setTimeout(() => done(1), 100))")
    quote = tab.ask("document.querySelector('#evidence mark').textContent")
    claims = tab.ask("JSON.parse(document.getElementById('data').textContent).documents.map(one => one.text)")
    assert any(quote in text for text in claims if text)
    assert tab.complaints == []
