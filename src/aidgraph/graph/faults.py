"""What `verify` and `validate` find: a place in a file, what is wrong there, the claim it concerns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """`where` is `file:line:column`, or the file alone; `claim` an id, empty where no claim is concerned."""

    where: str
    claim: str
    en: str
    zh: str
