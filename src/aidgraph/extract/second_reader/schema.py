"""What a model is asked: the instruction, the passage, and the schema that its answer must keep to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from aidgraph.model import MODALITIES, PARTY_TYPES, RELATIONS, SECTORS, Basis, Document, Measure, Status

INSTRUCTION = """\
You read Chinese bulletins about paired assistance (对口支援) and write down each statement that some parties aid, or are
paired with, others. Answer in JSON only.

Every slot has its own "quote": characters copied from the text, word for word, nothing added, changed or left out. The
quote of a claim is the smallest run of clauses that states the act. What the text doesn't say stays empty: [] or null.
Never fill in what you merely know.

relation: paired-with (结对, 对口支援 between parties), donated-to (money or goods change hands), supports (any other aid).
providers give, recipients receive; organizers arrange it (组织, 发动, 牵线) when somebody else gives. In paired-with the
aiding side is the provider. Direction comes from the words 向, 为, 给, 从, never from who usually gives.
status: done; ongoing (what recurs or stands, every pairing); planned (将, 计划, 拟).
aggregate: true where a claim sums up many smaller acts (累计, 共).
A party: "name" in the text's own words, its type, and in "quote" the name with the places right before it. A Group
(20名学生, 6所学校) is people or institutions told only as a number or kind. A private person is never a party.
amounts: "value" is the whole number (60余万元 is 600000), null where vague (数千元); basis one-off, per-year (每年),
cumulative (累计), per-unit (每人); of: aid, project (总投资), investment (a company's own), trade (消费).
items: goods in kind; outcomes: counted results that are neither money nor goods. Each "name" stands in its quote.
period: the time phrase. programmes: names of campaigns. purpose: what it is for.
A joint gift of several parties is one claim. 分别 makes several. Slogans, duties and meetings are no claim.
"""

_TEXT = {"type": "string"}
_NUMBER = {"type": ["number", "null"]}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _one_of(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


_PARTY = _object(name=_TEXT, type=_one_of(*PARTY_TYPES), quote=_TEXT)
_AMOUNT = _object(
    value=_NUMBER,
    currency=_TEXT,
    basis=_one_of(*get_args(Basis)),
    of=_one_of(*get_args(Measure)),
    quote=_TEXT,
)
_COUNT = _object(name=_TEXT, quantity=_NUMBER, unit={"type": ["string", "null"]}, quote=_TEXT)
_QUOTE = _object(quote=_TEXT)
_OR_NONE = {"anyOf": [_QUOTE, {"type": "null"}]}
CLAIM = _object(
    quote=_TEXT,
    relation=_one_of(*RELATIONS),
    status=_one_of(*get_args(Status)),
    aggregate={"type": "boolean"},
    providers=_list(_PARTY),
    recipients=_list(_PARTY),
    organizers=_list(_PARTY),
    amounts=_list(_AMOUNT),
    items=_list(_COUNT),
    outcomes=_list(_COUNT),
    period=_OR_NONE,
    programmes=_list(_QUOTE),
    purpose=_OR_NONE,
    modality=_list(_one_of(*MODALITIES)),
    sector={"anyOf": [_one_of(*SECTORS), {"type": "null"}]},
)
ANSWER = _object(claims=_list(CLAIM))


def question(document: Document, passage: str, *, heading: str | None) -> str:
    """The passage with what stands above it: title, date, the nearest heading."""
    lines = [
        f"Title: {document.title}" if document.title else "",
        f"Date: {document.issued}" if document.issued else "",
        f"Heading: {heading}" if heading else "",
    ]
    head = "\n".join(line for line in lines if line)
    return f"{head}\n\nText:\n{passage}" if head else f"Text:\n{passage}"
