"""The options of a language model as second reader, shared by `build` and `extract`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from aidgraph.cli.house import note, option, say
from aidgraph.errors import AidgraphError

if TYPE_CHECKING:
    from aidgraph.extract.second_reader import SecondReader
    from aidgraph.model import Issue


def model_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator: `--model`, `--endpoint`, `--key-env`."""
    for decorate in (
        option(
            "--key-env", metavar="VAR",
            help="Environment variable that holds the endpoint's key. ‖ 存放端点密钥的环境变量名。",
        ),
        option(
            "--endpoint", metavar="URL",
            help="Any OpenAI-compatible endpoint, local ones too: http://localhost:11434/v1"
            " ‖ 任何兼容 OpenAI 的端点（本地亦可）：http://localhost:11434/v1",
        ),
        option(
            "--model", metavar="NAME",
            help="A language model as second reader; its claims are marked `model`."
            " ‖ 用语言模型作第二读者；其陈述标为 model。",
        ),
    ):  # fmt: skip
        function = decorate(function)
    return function


def second_reader(model: str | None, endpoint: str | None, key_env: str | None) -> SecondReader | None:
    """The second reader asked for, or None. Raises AidgraphError where the extra or the key is missing."""
    if model is None and endpoint is None and key_env is None:
        return None
    if not model or not endpoint:
        missing = "--endpoint" if model else "--model"
        raise click.UsageError(f"a second reader needs --model and --endpoint: give {missing} too")
    from aidgraph.extract.second_reader import Endpoint, SecondReader

    key = os.environ.get(key_env) if key_env else None
    if key_env and not key:
        raise AidgraphError(f"the environment variable {key_env} is empty; put the endpoint's key into it")
    return SecondReader(Endpoint(endpoint, model=model, key=key))


def note_model(issues: Sequence[Issue]) -> None:
    """Say how much a second reader left out; nothing where there was none."""
    kinds = [issue.kind for issue in issues]
    refused, failed = kinds.count("model-refused"), kinds.count("model-failed")
    if refused:
        note(
            say(
                f"{refused} things the model said are not in the text: refused, listed as issues",
                f"模型有 {refused} 处所说不见于原文：已拒绝并列为待定",
            )
        )
    if failed:
        first = next(issue.reason for issue in issues if issue.kind == "model-failed")
        note(
            say(
                f"{failed} passages were not read by the model, listed as issues ({first.partition(': ')[2]})",
                f"模型有 {failed} 段未读，已列为待定（{first.partition(': ')[2]}）",
            )
        )
