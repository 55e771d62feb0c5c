"""Starting and ending the server: one socket on the loopback interface, workers, uvicorn."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from aidgraph.errors import GraphError
from aidgraph.graph import GraphFolder
from aidgraph.network import Filters
from aidgraph.serve.app import Site, application
from aidgraph.serve.limits import Limits
from aidgraph.serve.pool import Pool
from aidgraph.serve.reviewing import Reviewing
from aidgraph.serve.sheets import Sheets
from aidgraph.serve.worker import Where

HOST = "127.0.0.1"


def run(
    folder: GraphFolder | None,
    *,
    port: int,
    said: Callable[[str], None],
    endpoint: str | None = None,
    user: tuple[str, str] | None = None,
    review: str | None = None,
    judgements: Path | None = None,
    limits: Limits | None = None,
    language: Literal["zh", "en"] | None = None,
    filters: Filters | None = None,
) -> None:
    """Serve until interrupted; `filters` choose what the page holds.

    `said` is told the address once it answers; a port of 0 takes any free one.

    Raises GraphError where the port is taken or the graph can't be opened.
    """
    import uvicorn

    limits = limits or Limits()
    where = Where(
        store=folder.path("store") if folder and not endpoint else None,
        endpoint=endpoint,
        user=user,
        seconds=limits.seconds,
        memory=limits.memory,
    )
    listening = _bound(port)
    with listening, Pool(where, limits, size=max(2, min(4, os.cpu_count() or 2))) as pool:
        reviewing = Reviewing(folder, review, judgements=judgements) if folder and review else None
        site = Site(
            pool,
            limits,
            sheets=Sheets(folder, lang=language, filters=filters) if folder and not endpoint else None,
            trig=folder.path("graph.trig") if folder and not endpoint else None,
            reviewing=reviewing,
            language=language,
        )
        config = uvicorn.Config(
            application(site), log_config=None, access_log=False, server_header=False, lifespan="off",
            timeout_keep_alive=5, timeout_graceful_shutdown=2, h11_max_incomplete_event_size=256_000,
        )  # fmt: skip
        home = f"http://{HOST}:{listening.getsockname()[1]}/"
        said(home + (f"?token={reviewing.token}" if reviewing else ""))
        uvicorn.Server(config).run(sockets=[listening])


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
    except (OSError, OverflowError) as error:
        made.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise GraphError(f"{HOST}:{port}: {reason}; choose another port: --port 8001") from None
    made.listen(128)
    return made
