"""The style of every command: lazy, bilingual, with `-q` and `--lang` before or after the command.

Help texts are written "English ‖ 中文"; the language is `--lang`, else the locale's.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping
from typing import Any

import click

from aidgraph import __version__

DIVIDER = " ‖ "


def language(context: click.Context | None = None) -> str:
    """`zh` or `en`: what `--lang` says, else the locale."""
    context = context or click.get_current_context(silent=True)
    while context is not None:
        chosen = context.meta.get("aidgraph.lang")
        if chosen:
            return str(chosen)
        context = context.parent
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def quiet() -> bool:
    """Whether `-q` was given."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get("aidgraph.quiet"))


def say(english: str, chinese: str) -> str:
    """The one of the two that the person asked for."""
    return chinese if language() == "zh" else english


def note(text: str = "") -> None:
    """A line for the person, on stderr; silenced by `-q`."""
    if not quiet():
        click.echo(text, err=True)


def _pick(text: str | None, context: click.Context) -> str | None:
    if not text or DIVIDER not in text:
        return text
    english, chinese = text.split(DIVIDER, 1)
    return chinese if language(context) == "zh" else english


class _Option(click.Option):
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line of help in the person's language."""
        self.help, kept = _pick(self.help, ctx), self.help
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = kept


def _remember(key: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def callback(context: click.Context, _: click.Parameter, value: Any) -> Any:
        if value:
            context.meta[key] = value
        return value

    return callback


def _shared_options() -> list[click.Parameter]:
    return [
        _Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_remember("aidgraph.quiet"),
            help="Say nothing on stderr. ‖ 不在标准错误输出提示。",
        ),
        _Option(
            ["--lang"],
            type=click.Choice(["zh", "en"]),
            expose_value=False,
            is_eager=True,
            callback=_remember("aidgraph.lang"),
            help="Language of help and labels. ‖ 帮助和标签的语言。",
        ),
        click.version_option(
            __version__, prog_name="aidgraph", message="%(prog)s %(version)s", cls=_Option,
            help="Show the version. ‖ 显示版本。",
        )(lambda: None).__click_params__[0],  # type: ignore[attr-defined]
    ]  # fmt: skip


def _note_language(context: click.Context, arguments: list[str]) -> None:
    """`--help --lang zh` must speak Chinese too, though `--help` is met first."""
    for index, argument in enumerate(arguments):
        word = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and index + 1 < len(arguments):
            word = arguments[index + 1]
        if word in ("zh", "en"):
            context.meta["aidgraph.lang"] = word


class Command(click.Command):
    """A command with the shared options, help in two languages, and examples at its end."""

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params = [*self.params, *_shared_options()]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help text in the person's language."""
        self.help, kept = _pick(self.help, ctx), self.help
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = kept

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the language first."""
        _note_language(ctx, args)
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, each a whole command line."""
        if self.examples:
            with formatter.section("例" if language(ctx) == "zh" else "Examples"):
                formatter.write("".join(f"  {example}\n" for example in self.examples))

    def get_short_help_str(self, limit: int = 200) -> str:
        """The first paragraph of the help, uncut."""
        context = click.get_current_context(silent=True) or click.Context(self)
        return (_pick(self.help, context) or "").split("\n\n")[0].strip()


def command(name: str, **kwargs: Any) -> Callable[[Callable[..., Any]], Command]:
    """Decorator: a `Command`. `help` is "English ‖ 中文"; `examples` are whole command lines."""
    return click.command(name, cls=Command, **kwargs)


def option(*declarations: str, **kwargs: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator: an option whose `help` is "English ‖ 中文"."""
    return click.option(*declarations, cls=_Option, **kwargs)


class House(click.Group):
    """The group: knows its commands' modules, imports one only when it is asked for."""

    def __init__(self, name: str, *, commands: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.modules = dict(commands)
        self.params = [*self.params, *_shared_options()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the language first."""
        _note_language(ctx, args)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order of a user's day."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now."""
        if cmd_name not in self.modules:
            return None
        module = importlib.import_module(f"aidgraph.cli.{self.modules[cmd_name]}")
        found: click.Command = getattr(module, cmd_name)
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help text in the person's language."""
        self.help, kept = _pick(self.help, ctx), self.help
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = kept
