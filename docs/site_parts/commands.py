"""The reference of the command line, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from aidgraph.cli import aidgraph
from aidgraph.cli.house import Command

_WORDS = {
    "en": ("option", "meaning", "Examples"),
    "zh": ("选项", "含义", "例子"),
}


def commands(language: str) -> str:
    """A section a command, in the order of `aidgraph --help`, subcommands below their command; Markdown."""
    context = click.Context(aidgraph, info_name="aidgraph")
    context.meta["aidgraph.lang"] = language
    lines: list[str] = []
    for name, command, inside in leaves(context):
        lines += _section(name, command, inside, language)
    return "\n".join(lines)


def leaves(context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command below a group: its whole name, itself, a context to ask it in."""
    group = context.command
    assert isinstance(group, click.Group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        inside = click.Context(command, info_name=word, parent=context)
        yield inside.command_path, command, inside
        if isinstance(command, click.Group):
            yield from leaves(inside)


def _section(name: str, command: click.Command, inside: click.Context, language: str) -> Iterator[str]:
    head, meaning, examples = _WORDS[language]
    with inside:
        yield f"{'##' if name.count(' ') == 1 else '###'} `{name}`\n"
        yield _help(command, inside) + "\n"
        yield "```text\n" + command.get_usage(inside).removeprefix("Usage: ") + "\n```\n"
        rows = [_row(parameter, inside) for parameter in command.get_params(inside)]
        if any(rows):
            yield f"| {head} | {meaning} |\n| --- | --- |"
            yield from filter(None, rows)
            yield ""
        if isinstance(command, Command | click.Group) and (shown := getattr(command, "examples", ())):
            yield f"{examples}\n\n```text\n" + "\n".join(shown) + "\n```\n"


def _help(command: click.Command, inside: click.Context) -> str:
    formatter = inside.make_formatter()
    command.format_help_text(inside, formatter)
    paragraphs = formatter.getvalue().strip().split("\n\n")
    return "\n\n".join(" ".join(line.strip() for line in one.splitlines()) for one in paragraphs)


def _row(parameter: Any, inside: click.Context) -> str:
    record = parameter.get_help_record(inside)
    if record is None or record[0].startswith(("--help", "-q", "--lang", "--version")):
        return ""
    option, meaning = (" ".join(text.split()).replace("|", "\\|") for text in record)
    return f"| `{option}` | {meaning} |" if meaning else ""
