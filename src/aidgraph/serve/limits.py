"""What one request may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost, and how many may stand in line.

    `seconds` of work, `rows` of an answer, `memory` in bytes that answering may take (where the system can hold a
    process to it: Linux, macOS), `query` the longest query in bytes, `waiting` requests in line before one is sent away.
    """

    seconds: float = 10.0
    rows: int = 100_000
    memory: int = 1 << 30
    query: int = 1_000_000
    waiting: int = 32
