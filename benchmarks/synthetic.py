"""Invented graphs of any size: two countries' worth of provinces, cities, counties and schools, a claim a school.

Nothing in them is true. Half of the entities aid, half are aided; each claim pairs one of either side at random, so
that lines cross as badly as they can.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator

from aidgraph.model import Amount, Claim, Document, Entity, Evidence, Issue, Party, Span

BASE = "https://w3id.org/aidgraph/id/"
PER_DOCUMENT = 200
Graph = tuple[list[Claim], list[Entity], list[Document], list[Issue]]


def graph(entities: int, *, seed: int = 7) -> Graph:
    """A graph of so many entities and as many claims, the same for the same numbers."""
    dice = random.Random(seed)
    aiding, aided = list(_side("东", entities // 2, dice)), list(_side("西", entities - entities // 2, dice))
    claims: list[Claim] = []
    documents: list[Document] = []
    for first in range(0, entities, PER_DOCUMENT):
        rows = []
        for at in range(first, min(entities, first + PER_DOCUMENT)):
            giver = aiding[at] if at < len(aiding) else dice.choice(aiding)
            taker = aided[at - len(aiding)] if at >= len(aiding) else dice.choice(aided)
            sum_ = dice.choice([None, 5, 20, 130])
            words = f"{giver.zh}向{taker.zh}捐款{sum_}万元" if sum_ else f"{giver.zh}与{taker.zh}结对"
            rows.append((giver, taker, sum_, words))
        document = _document(first // PER_DOCUMENT, "。\n".join(words for *_, words in rows) + "。\n")
        documents.append(document)
        start = 0
        for giver, taker, sum_, words in rows:
            claims.append(_claim(document, start, giver, taker, sum_, words))
            start += len(words) + 2
    return claims, [*aiding, *aided], documents, []


def _side(name: str, count: int, dice: random.Random) -> Iterator[Entity]:
    """Provinces of twelve cities of six counties of six schools, until there are enough."""
    west = name == "西"
    made = 0
    while made < count:
        province = f"{name}{made}省"
        above: list[str] = []
        sizes = (
            (1, "Province", "division"),
            (12, "Prefecture", "division"),
            (6, "County", "division"),
            (6, "School", "school"),
        )
        waiting: list[tuple[int, str, list[str]]] = [(0, province, above)]
        while waiting and made < count:
            depth, zh, within = waiting.pop(0)
            _, sort, folder = sizes[depth]
            point = (
                (28 + dice.random() * 16, (78 if west else 104) + dice.random() * 14)
                if depth < 3
                else (None, None)
            )
            iri = f"{BASE}{folder}/{zh}"
            yield Entity(
                iri=iri, type=sort, zh=zh, within=tuple(within), lat=point[0], lon=point[1], mentions=1
            )
            made += 1
            if depth < 3:
                suffix = ("市", "县", "小学")[depth]
                stem = zh[:-1]
                waiting += [
                    (depth + 1, f"{stem}{number}{suffix}", [iri, *within])
                    for number in range(sizes[depth + 1][0])
                ]


def _document(number: int, text: str) -> Document:
    return Document(
        id=f"s{number}", path=f"s{number}.txt", sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(), text=text,
        title=f"第{number}号虚构简报", issuer="虚构发布方", issued=f"{2008 + number % 17}-0{1 + number % 9}-11",
    )  # fmt: skip


def _claim(
    document: Document, start: int, giver: Entity, taker: Entity, sum_: int | None, words: str
) -> Claim:
    relation = "donated-to" if sum_ else "paired-with"
    amounts = (Amount(sum_ * 10_000, "CNY", "exact", "one-off", "aid", f"{sum_}万元"),) if sum_ else ()
    return Claim(
        id=f"{document.id}/{relation}@{start}",
        relation=relation,
        status="done" if sum_ else "ongoing",
        evidence=Evidence.quoting(document, Span(start, start + len(words))),
        providers=(Party(name=giver.zh, type=giver.type, entity=giver.iri),),
        recipients=(Party(name=taker.zh, type=taker.type, entity=taker.iri),),
        amounts=amounts,
        modality=("cash",) if sum_ else ("partnership",),
    )
