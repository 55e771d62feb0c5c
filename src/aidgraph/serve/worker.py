"""A process that asks the graph, one question at a time. Oxigraph can't be interrupted; a process can be killed.

It imports no web library, so that it starts fast, and speaks over a pipe: a `Task` in, a `Reply` out.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from aidgraph.errors import AidgraphError, PlaceError, QueryError, TooManyRowsError

Kind = Literal["sparql", "description", "answer", "resource", "counts"]


@dataclass(frozen=True, slots=True)
class Where:
    """What a worker asks: a store's folder, or an endpoint's address with a user's name and password."""

    store: Path | None = None
    endpoint: str | None = None
    user: tuple[str, str] | None = None
    seconds: float = 10.0
    memory: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Task:
    """A question. `sparql`: SPARQL text for the protocol. `description`: one IRI, as RDF.

    `answer`: a named query or text, answered with labels. `resource`: all that is said of one IRI. `counts`: how much
    the graph holds.
    """

    kind: Kind
    text: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    accept: tuple[str, ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    language: Literal["zh", "en"] = "zh"
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP status and a body: bytes of a media type for `sparql`, plain values for the others, else a message."""

    status: int
    media: str = "text/plain; charset=utf-8"
    body: Any = ""


def work(pipe: Connection, where: Where) -> None:
    """Answer tasks until the pipe closes. The first message sent says whether the graph could be opened."""
    _contain(where.memory)
    threading.Thread(target=_outlive, daemon=True).start()
    try:
        source = _source(where)
    except AidgraphError as error:
        pipe.send(Reply(500, body=str(error)))
        return
    pipe.send(Reply(200))
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            task = pipe.recv()
            _timed(where.seconds + 2)
            reply = _replied(source, task)
            _timed(0)
            pipe.send(reply)


def _replied(source: Any, task: Task) -> Reply:
    try:
        return _done(source, task)
    except TooManyRowsError as error:
        return Reply(403, body=str(error))
    except (PlaceError, QueryError) as error:
        return Reply(400, body=str(error))
    except LookupError:
        return Reply(406, body="the answer has no form among the media types asked for (Accept)")
    except AidgraphError as error:
        return Reply(502, body=str(error))
    except MemoryError:
        return Reply(503, body="the answer takes more memory than one request may have: narrow the query")


def _done(source: Any, task: Task) -> Reply:
    from aidgraph.graph import answer, asked_text, standard
    from aidgraph.graph.sparql import with_prefixes
    from aidgraph.graph.turtle import iri
    from aidgraph.graph.vocabulary import PREFIXES
    from aidgraph.serve.resource import counts, described, resource

    if task.kind == "sparql":
        media, text = standard(
            source,
            task.text,
            task.accept,
            default_graphs=task.default_graphs,
            named_graphs=task.named_graphs,
            rows=task.rows,
        )
        return Reply(200, media, text.encode("utf-8"))
    if task.kind == "description":
        media, text = standard(source, described(task.text), task.accept, rows=task.rows)
        found = answer(source, f"ASK {{ {iri(task.text)} ?p ?o }}").terms[0][0]
        return Reply(200, media, text.encode("utf-8")) if found else _unknown(task.text)
    if task.kind == "answer":
        _, text = asked_text(source, task.text, parameters=task.parameters, language=task.language)
        found = answer(source, text, language=task.language, rows=task.rows)
        return Reply(200, "application/json", {**found.to_values(), "text": with_prefixes(text, PREFIXES)})
    if task.kind == "counts":
        return Reply(200, "application/json", counts(source))
    known = resource(source, task.text, task.language, rows=task.rows)
    return Reply(200, "application/json", known) if known else _unknown(task.text)


def _unknown(name: str) -> Reply:
    return Reply(404, body=f"the graph says nothing of <{name[:300]}>")


def _source(where: Where) -> Any:
    from aidgraph.graph import Endpoint, StoreSource, open_store

    if where.endpoint:
        return Endpoint(where.endpoint, user=where.user, seconds=where.seconds)
    assert where.store is not None
    return StoreSource(open_store(where.store))


def _timed(seconds: float) -> None:
    """Have the system end this process when the time is up, should nobody be left to kill it; 0 takes that back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _outlive() -> None:
    """End with the process that started this one, however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _contain(memory: int) -> None:
    """Hold this process to so many bytes of memory of its own, where the system can; leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource as system

    with contextlib.suppress(ValueError, OSError):
        system.setrlimit(system.RLIMIT_DATA, (memory, memory))
    with contextlib.suppress(ValueError, OSError):
        system.setrlimit(system.RLIMIT_CORE, (0, 0))
