"""A server started as a person starts it, on a free port, and ended with the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest


@dataclass
class Served:
    """A running server: the address it printed, its process, its folder."""

    printed: str
    process: subprocess.Popen[str]
    folder: Path

    @property
    def url(self) -> str:
        return self.printed.partition("?")[0]

    def ask(self, path: str, method: str = "GET", **more: Any) -> httpx.Response:
        more.setdefault("timeout", 60)
        return httpx.request(method, self.url + path.lstrip("/"), trust_env=False, **more)

    def sparql(self, query: str, accept: str = "application/sparql-results+json") -> httpx.Response:
        return self.ask("sparql", params={"query": query}, headers={"Accept": accept})

    def family(self) -> list[int]:
        """The server's process and its workers'."""
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            with suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    waiting += map(int, (task / "children").read_text().split())
        return found


@contextmanager
def serving(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Iterator[Served]:
    command = [
        sys.executable,
        "-m",
        "aidgraph",
        "serve",
        "--graph",
        str(folder),
        "--port",
        "0",
        "-q",
        *arguments,
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
    )
    assert process.stdout is not None
    try:
        printed = process.stdout.readline().strip()
        assert printed.startswith("http://127.0.0.1:"), process.stderr and process.stderr.read()
        served = Served(printed, process, folder)
        until = time.monotonic() + 30
        while True:
            with suppress(httpx.TransportError):
                served.ask("favicon.ico")
                break
            assert time.monotonic() < until, "the server doesn't answer"
            time.sleep(0.05)
        yield served
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        if process.stderr is not None:
            process.stderr.close()


@pytest.fixture(scope="session")
def start() -> Callable[..., Any]:
    """Start another server: `with start(folder, "--review", "王") as served`."""
    return serving


@pytest.fixture(scope="module")
def served(small_folder: Path) -> Iterator[Served]:
    """The small graph, served; a request may take two seconds, an answer have 5,000 rows."""
    with serving(small_folder, "--seconds", "2", "--rows", "5000") as one:
        yield one
