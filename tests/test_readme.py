"""The README is true: each command of its shell blocks runs, in order, in an empty folder."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCKS = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


def test_the_tour_has_commands() -> None:
    assert len(COMMANDS) >= 6
    assert all(command.startswith("aidgraph ") for command in COMMANDS)


def test_each_command_runs_and_what_the_readme_shows_is_what_it_prints(empty_folder: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    with ExitStack() as running:
        home = "http://127.0.0.1:8000/"
        for command in COMMANDS:
            arguments = [sys.executable, "-m", "aidgraph", *shlex.split(command)[1:]]
            if arguments[3] == "serve":
                home = running.enter_context(_serving([*arguments, "--port", "0"], empty_folder))
                continue
            done = subprocess.run(
                [argument.replace("http://127.0.0.1:8000/", home) for argument in arguments],
                cwd=empty_folder,
                capture_output=True,
                encoding="utf-8",
                timeout=120,
            )
            assert done.returncode == 0, f"{command}\n{done.stderr}"
            shown = re.search(
                re.escape(command) + r"\n```\n\n(?:[^`\n]*\n\n)?```text\n(.*?)^```", readme, re.M | re.S
            )
            if shown:
                printed = done.stdout + done.stderr
                for line in shown[1].splitlines():
                    assert line.rstrip() in printed, f"{command} no longer prints: {line}"


@contextmanager
def _serving(command: list[str], folder: Path) -> Iterator[str]:
    """The address of a server that runs while the commands after it do."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    with process, process.stdout:
        try:
            home = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", home)
            yield home
        finally:
            process.terminate()
