"""Every command's help ends in examples, in both languages, and each example runs as it stands."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph

ROOT = Path(__file__).resolve().parents[2]
#: Commands whose examples need a server or are one; tests of their own run them.
ELSEWHERE = frozenset({"aidgraph serve", "aidgraph publish"})


def leaves(group: click.Group, path: str) -> dict[str, click.Command]:
    """Every command below a group, by its whole name."""
    context = click.Context(group)
    found: dict[str, click.Command] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found[f"{path} {name}"] = command
        if isinstance(command, click.Group):
            found |= leaves(command, f"{path} {name}")
    return found


COMMANDS = leaves(aidgraph, "aidgraph")
EXAMPLES = [
    (name, example)
    for name, command in COMMANDS.items()
    for example in getattr(command, "examples", ())
    if name not in ELSEWHERE and "--endpoint" not in example
]


def run(words: list[str]):
    done = CliRunner().invoke(aidgraph, words, prog_name="aidgraph", env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 0, f"{words}\n{done.output}\n{done.exception!r}"
    return done


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the examples name: bulletins, a report, two graphs, gold and claims, a reviewed sheet."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(ROOT / "data" / "bulletins", folder / "bulletins")
    shutil.copytree(ROOT / "data" / "bulletins", folder / "data" / "bulletins")
    shutil.copytree(ROOT / "tests" / "quality", folder / "tests" / "quality")
    report = "江阴市长江村与霍城县央不拉克村结对。长江村与霍城县央布拉克村结对。\n"
    (folder / "report.txt").write_text(report, encoding="utf-8")
    gold = folder / "tests" / "quality" / "digests" / "2017-21-digest.claims.jsonl"
    shutil.copy(gold, folder / "gold.claims.jsonl")
    before = Path.cwd()
    os.chdir(folder)
    try:
        run(["build", "bulletins/", "report.txt", "-o", "graph", "--backbone"])
        run(["build", "bulletins/", "-o", "graph-new"])
        run(["extract", "bulletins/", "-o", "claims.jsonl"])
        run(["review", "--export", "claims.xlsx"])
    finally:
        os.chdir(before)
    return folder


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_help_of_a_command_ends_in_examples_of_it(name, lang) -> None:
    shown = run([*name.split()[1:], "--help", "--lang", lang]).stdout
    head, _, examples = shown.partition("\nExamples:\n" if lang == "en" else "\n例:\n")
    listed = [line.strip() for line in examples.splitlines()]
    assert listed, f"{name} has no example"
    assert all(line.startswith(name) for line in listed)
    assert "‖" not in shown and head.startswith("Usage:")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_the_example_runs(name, example, stocked, tmp_path, reader) -> None:
    shutil.copytree(stocked, tmp_path, dirs_exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    if name == "aidgraph review undo":
        reader.type("aidgraph review accept 2017-21-digest/donated-to@1804 --by 王")
    typed, _, redirected = example.partition(" > ")
    printed = reader.type(typed)
    written = [
        path for path in tmp_path.rglob("*") if path.is_file() and before.get(path) != path.stat().st_mtime_ns
    ]
    assert printed.strip() or written, "it does nothing that can be seen"
    assert not redirected or len(printed) > 1000
