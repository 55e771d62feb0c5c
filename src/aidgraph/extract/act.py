"""An act of aid as one clause states it, before the sentence and the paragraph complete it."""

from __future__ import annotations

from dataclasses import dataclass, field

from aidgraph.extract.lexicon import Verb
from aidgraph.extract.scope import Found
from aidgraph.extract.times import Time
from aidgraph.extract.tokens import Token


@dataclass
class Act:
    """An act as one clause states it. Offsets are of the folded text; a side that the clause doesn't state is empty.

    `needs_provider`: nobody who gives is named, and the sentence may have said who does. `flags`: words of the clause
    (`respectively` 分别, `each` 各, `yearly`, `done` 已, `sum` 共, `now` 正在, `will` 将,
    `per-unit` 每人, `taken` 把, `too` 也,
    `target` a sum aimed at), and how its sides were found: `by`
    由X; `passive`, the subject was given to; `organized`, the subject only arranged it; `sent`, a learner went to the
    aiding side; `between`, an event named after two places; `thing`, no party received it; `summed`, a total follows.
    """

    verb: Verb
    start: int
    end: int
    at: int
    providers: list[Found] = field(default_factory=list)
    recipients: list[Found] = field(default_factory=list)
    organizers: list[Found] = field(default_factory=list)
    subject: list[Found] = field(default_factory=list)
    money: list[Token] = field(default_factory=list)
    counts: list[Token] = field(default_factory=list)
    quotes: list[Token] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    purpose: tuple[int, int] | None = None
    object: tuple[int, int] | None = None
    events: list[tuple[Token, list[Found]]] = field(default_factory=list)
    needs_provider: bool = True
