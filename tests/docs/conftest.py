"""Pages whose examples run: what a reader would type, save and run, in the page's order, in an empty folder."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.errors import AidgraphError

_FENCE = re.compile(r"^```([\w-]*)\n(.*?)^```$", re.M | re.S)
#: A fence behind a line that ends in the name of a file is that file; behind “Add to `x`:”, more lines of it.
_FILE = re.compile(r"(Add to )?`([\w./-]+)`[:：]\n\n\Z")
_COMMAND = re.compile(r"^(?:aidgraph|python -m pytest) .*?(?=^(?:aidgraph|python) |\Z)", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """A fence: its language, text, the file that it is, if any, and whether that file only grows."""

    language: str
    text: str
    file: str | None = None
    more: bool = False


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    for fence in _FENCE.finditer(text):
        named = _FILE.search(text, 0, fence.start())
        file, more = (named[2], bool(named[1])) if named else (None, False)
        found.append(Block(fence[1], fence[2], file, more))
    return found


def commands(text: str) -> list[str]:
    """The command lines of a shell block; one may run over several lines."""
    return [found.strip() for found in _COMMAND.findall(text)]


@dataclass
class Reader:
    """Does in a folder what pages say. `instead`: words of a command → what is typed in their place."""

    folder: Path
    instead: Mapping[str, str] = field(default_factory=dict)
    #: The `src` of a copy of the checkout, where a page changes the rules themselves.
    code: Path | None = None
    names: dict[str, Any] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    running: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def follow(self, page: Path) -> int:
        """Go through a page; how many commands and programs ran. Fails where one does, or prints not what is shown."""
        ran, printed = 0, None
        for block in blocks(page):
            if block.file:
                path = self.folder / block.file
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("a" if block.more else "w", encoding="utf-8", newline="\n") as out:
                    out.write(block.text)
            elif block.language == "sh":
                typed = commands(block.text)
                assert "\n".join(typed) == block.text.strip(), f"{page.name}: no command: {block.text}"
                printed = "".join(self.type(command) for command in typed)
                ran += len(typed)
            elif block.language == "python":
                printed = self.python(block.text)
                ran += 1
            elif block.language == "text" and printed is not None:
                lacking = [
                    line for line in block.text.splitlines() if _one_blank(line) not in _one_blank(printed)
                ]
                assert lacking == [], f"{page.name}: no longer printed: {lacking}\n{printed}"
                printed = None
            else:
                printed = None
        return ran

    def type(self, command: str) -> str:
        """What a command prints, on both streams."""
        for one, other in {**self.instead, **self.moved}.items():
            command = command.replace(one, other)
        words = shlex.split(command)
        if words[:2] == ["aidgraph", "serve"]:
            return self._serve(words)
        if self.code is not None or words[0] == "python":
            return self._process(words)
        done = CliRunner().invoke(aidgraph, words[1:], env={"LC_ALL": "C.UTF-8"}, prog_name="aidgraph")
        if done.exception and not isinstance(done.exception, SystemExit | AidgraphError):
            raise done.exception
        assert done.exit_code == 0, f"{command}\n{done.output}{done.exception or ''}"
        return done.stdout + done.stderr

    def _serve(self, words: list[str]) -> str:
        """Start a server on a free port, which the commands after it ask in place of the one that the page names."""
        command = [sys.executable, "-m", *words, "--port", "0"]
        process = self.running.enter_context(
            subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, encoding="utf-8")
        )
        self.running.callback(process.terminate)
        assert process.stdout is not None
        home = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", home)
        self.moved["http://127.0.0.1:8000/"] = home
        return home

    def _process(self, words: list[str]) -> str:
        known = [sys.executable, *words[1:]] if words[0] == "python" else [sys.executable, "-m", *words]
        done = subprocess.run(
            known,
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(self.code or "")},
        )
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def python(self, text: str) -> str:
        """What a program prints; the names of one are known to the next of its page."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(text, "<page>", "exec"), self.names)
        return out.getvalue()


def _one_blank(text: str) -> str:
    """A table's columns move with its longest cell; what stands in them doesn't."""
    return " ".join(text.split())


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """A reader in an empty folder."""
    monkeypatch.chdir(tmp_path)
    one = Reader(tmp_path)
    with one.running:
        yield one


@pytest.fixture
def developer(root: Path, tmp_path: Path) -> Reader:
    """A reader in a checkout of their own."""
    unwanted = shutil.ignore_patterns("__pycache__")
    for name in ("src", "ontology", "data", "tests"):
        shutil.copytree(root / name, tmp_path / name, ignore=unwanted)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return Reader(tmp_path, code=tmp_path / "src")


@pytest.fixture(scope="session")
def make_site(root: Path) -> Callable[..., Path]:
    """Makes the site as `make site` does; a warning fails it."""

    def make(target: Path, *, seed: str) -> Path:
        done = subprocess.run(
            [sys.executable, str(root / "docs" / "make_site.py"), str(target)],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return target

    return make


@pytest.fixture(scope="session")
def site(make_site: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site."""
    return make_site(tmp_path_factory.mktemp("made") / "site", seed="1")
