"""The command line: parse, call one function of a lower floor, print.

Results go to stdout and nothing else does; progress, warnings and summaries go to stderr. Everything is written as
UTF-8 whatever the locale. Known errors (AidgraphError) become one line and exit code 1; they are caught here alone.
"""

from __future__ import annotations

import sys
from typing import TextIO

from aidgraph.cli.house import House
from aidgraph.errors import AidgraphError

#: Command → module under `aidgraph.cli` that holds it. Imported only when the command is asked for.
COMMANDS = {
    "demo": "build",
    "build": "build",
    "extract": "build",
    "query": "query",
    "totals": "totals",
    "show": "show",
    "export": "export",
    "page": "page",
    "serve": "serve",
    "resolve": "resolve",
    "review": "review",
    "validate": "validate",
    "verify": "validate",
    "coverage": "coverage",
    "evaluate": "evaluate",
    "diff": "diff",
    "network": "network",
    "publish": "publish",
}

aidgraph = House(
    "aidgraph",
    commands=COMMANDS,
    help="Read Chinese paired-assistance bulletins into a graph whose every edge leads back to its sentence."
    " ‖ 把对口支援工作简报读成知识图谱，每一条关系都能回到原句。",
)


def main() -> None:
    """Run the command line; the entry point of `aidgraph` and `python -m aidgraph`."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    try:
        aidgraph.main(prog_name="aidgraph", standalone_mode=True)
    except AidgraphError as error:
        print(f"aidgraph: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _write_utf8(stream: TextIO) -> None:
    """A GBK console or locale must neither garble nor crash the output."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
