"""The README is true: each command of its shell blocks runs, in order, in an empty folder."""

import re
import shlex
import subprocess
import sys
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
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "aidgraph", *shlex.split(command)[1:]],
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
