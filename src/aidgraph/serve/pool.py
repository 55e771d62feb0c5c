"""Workers that can be stopped: a request that takes too long has its process killed, and a new one started."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from aidgraph.errors import GraphError
from aidgraph.serve.limits import Limits
from aidgraph.serve.worker import Reply, Task, Where, work

#: Seconds a worker may take to start: a cold disk, a busy machine.
_STARTING = 60.0


class Pool:
    """`size` workers on one graph. Use as a context manager: leaving it ends them."""

    def __init__(self, where: Where, limits: Limits, *, size: int = 2) -> None:
        self.limits = limits
        self._where = where
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._every: set[_Worker] = set()
        self._lock = threading.Lock()
        self._size = size
        self._waiting = 0
        self._free = asyncio.Semaphore(size)

    def __enter__(self) -> Pool:
        """Start the workers. Raises GraphError where the graph can't be opened."""
        try:
            for _ in range(self._size):
                self._idle.put(self._started())
            for _ in range(self._size):
                worker = self._idle.get()
                worker.opened()
                self._idle.put(worker)
        except GraphError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            for worker in self._every:
                worker.kill()
            self._every.clear()

    async def ask(self, task: Task) -> Reply:
        """The reply to a task; 503 where it takes too long, too much memory, or too many stand in line."""
        if self._waiting >= self.limits.waiting:
            return Reply(503, body="too many requests at once: ask again in a moment")
        self._waiting += 1
        try:
            async with self._free:
                return await asyncio.to_thread(self._asked, task)
        finally:
            self._waiting -= 1

    def _asked(self, task: Task) -> Reply:
        worker = self._idle.get()
        reply = None
        try:
            reply = worker.ask(task, self.limits.seconds)
        except EOFError:
            reply = Reply(503, body="the query took more memory than one request may have: narrow it")
            worker.kill()
        finally:
            if reply is None or not worker.alive:
                with self._lock:
                    self._every.discard(worker)
                worker.kill()
                worker = self._started()
            self._idle.put(worker)
        if reply is None:
            limit = f"{self.limits.seconds:g} seconds"
            return Reply(
                503, body=f"the query took more than {limit} and was stopped: narrow it, or add LIMIT"
            )
        return reply

    def _started(self) -> _Worker:
        worker = _Worker(self._where)
        with self._lock:
            self._every.add(worker)
        return worker


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, where: Where) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe: Connection[Any, Any]
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, where), daemon=True)
        self._process.start()
        theirs.close()
        self._open = False

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def opened(self) -> None:
        """Wait until the graph is open. Raises GraphError where it can't be."""
        if self._open:
            return
        try:
            said = (
                self._pipe.recv() if self._pipe.poll(_STARTING) else Reply(500, body="a worker doesn't start")
            )
        except EOFError:
            said = Reply(500, body="a worker ended before it began")
        if said.status != 200:
            raise GraphError(str(said.body))
        self._open = True

    def ask(self, task: Task, seconds: float) -> Reply | None:
        """The reply; None where there is none in time. Raises EOFError where the process has died."""
        try:
            self.opened()
            self._pipe.send(task)
            return self._pipe.recv() if self._pipe.poll(seconds) else None
        except GraphError as error:
            return Reply(500, body=str(error))
        except OSError as error:
            raise EOFError from error

    def kill(self) -> None:
        self._process.kill()
        self._process.join(5)
        self._pipe.close()
