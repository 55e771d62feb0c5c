"""Options of the commands that talk to a server, and the login they ask for."""

from __future__ import annotations

import os

import click

from aidgraph.cli.house import option

#: The variable that may hold a password.
PASSWORD = "AIDGRAPH_PASSWORD"

ENDPOINT = option(
    "--endpoint", metavar="URL",
    help="Ask this SPARQL endpoint instead of a graph folder. ‖ 不用图谱文件夹，改问这个 SPARQL 端点。",
)  # fmt: skip
USER = option(
    "--user", metavar="NAME",
    help=f"Who asks that server; the password is read from {PASSWORD}, else asked for."
    f" ‖ 服务器的用户名；密码取自环境变量 {PASSWORD}，否则提示输入。",
)  # fmt: skip


def login(user: str | None) -> tuple[str, str] | None:
    """A user's name and password: from the environment, else asked for without showing it."""
    if user is None:
        return None
    password = os.environ.get(PASSWORD)
    return user, password if password is not None else click.prompt("password", hide_input=True, err=True)
